"""Data only: content, examples, themes, icons."""
