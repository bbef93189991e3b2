"""Every face of the program."""
