"""The few failures a user can act on: what happened, what is safe, what to do next."""

from __future__ import annotations


class PlannerError(Exception):
    """A failure the user can act on; `str()` is one clear line, `advice` is what to do next."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


class Refused(PlannerError):
    """A value that a field does not accept. Nothing has changed.

    `field` names the entity's field; the message is a sentence for the place where it was typed.
    """

    def __init__(self, message: str, field: str = "", advice: str = "") -> None:
        super().__init__(message, advice)
        self.field = field


class BadFile(PlannerError):
    """A file that is not ours, is damaged, or is newer than this program."""


class StoreFailure(PlannerError):
    """The disk, the file or its permissions refuse. Everything unsaved is still held."""


class StaleEdit(StoreFailure):
    """The stored row was changed by somebody else since it was read. Nothing was written."""


class ContentFault(PlannerError):
    """A content file breaks its schema; the message names the file and the key."""
