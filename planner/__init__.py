"""What a partnership is, and what can be said about it. No Qt, no SQL."""
