"""The timeline as files of other programs, and their plans on the way in."""
