"""The content, read from `resources/content` into typed, cross-checked, immutable entries."""

from planner.library.reading import Library, library_with, standard_library

__all__ = ["Library", "library_with", "standard_library"]
