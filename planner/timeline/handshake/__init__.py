"""From the handshake to the first day of work: the course to it, run many times."""
