"""What a command line without a command asks for: the window, over which store, with which file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Request:
    """A window to show. `store` is a path or an address of a server."""

    store: str
    file: str = ""
    today: Callable[[], date] = date.today

    @property
    def is_server(self) -> bool:
        """Whether the store is kept by a server and not in a file."""
        return "://" in self.store and not self.store.startswith("sqlite://")

    @property
    def path(self) -> Path:
        """The store's file."""
        return Path(self.store.removeprefix("sqlite:///"))

    @property
    def pack(self) -> Path:
        """The folder of the user's own content, beside the store."""
        return self.path.parent / "content"


def window_request(arguments: Sequence[str]) -> Request | None:
    """The window that `[open FILE]` with its options asks for; None for the command line to see to."""
    options: dict[str, str] = {}
    words: list[str] = []
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if name in ("--store", "--today"):
            if not equals and not rest:
                return None
            options[name] = value if equals else rest.pop(0)
        elif word.startswith("-"):
            return None
        else:
            words.append(word)
    if words and (words[0] != "open" or len(words) > 2):
        return None
    today = date.today
    if "--today" in options:
        try:
            day = date.fromisoformat(options["--today"])
        except ValueError:
            return None
        today = _always(day)
    return Request(options.get("--store") or default_store(), "".join(words[1:]), today)


def _always(day: date) -> Callable[[], date]:
    return lambda: day


def default_store() -> str:
    """The store of the one who runs the program."""
    from platformdirs import user_data_path

    return str(user_data_path("partnership-planner", appauthor=False) / "planner.sqlite")
