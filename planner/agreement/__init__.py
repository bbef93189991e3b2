"""The agreement: kinds of paper, clauses and what binds, positions, and what depends on what."""
