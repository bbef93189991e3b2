"""Questions the window asks, each in a file of its own."""
