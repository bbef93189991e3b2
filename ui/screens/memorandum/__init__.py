"""The memorandum: the real page, whether it is ready, what is printed, and the drafts that went out."""

from ui.screens.memorandum.screen import MemorandumScreen

__all__ = ["MemorandumScreen"]
