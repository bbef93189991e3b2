"""The memorandum: composed into blocks that know their meaning, then drawn as a PDF."""
