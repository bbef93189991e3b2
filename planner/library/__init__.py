"""The content, read from `resources/content` into typed, cross-checked, immutable entries."""

from planner.library.reading import Library, standard_library

__all__ = ["Library", "standard_library"]
