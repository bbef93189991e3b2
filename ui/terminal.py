"""What the command line says and how it ends: exit codes, plain output, faults in one line."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, suppress
from types import TracebackType

FINE, FOUND_ERRORS, REFUSED, OUR_FAULT = 0, 1, 2, 3
_ROOMS = ("planner", "db", "ui")


def no_more_output() -> None:
    """What standard output did not take is dropped, or Python would try again and fail while it ends."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        return
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class FaultBoundary(AbstractContextManager["FaultBoundary"]):
    """Where a fault of our own becomes one line and exit code 3; the line holds none of the user's text."""

    code = REFUSED

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(fault, Exception):
            return False
        where = ""
        while trace is not None:
            module = str(trace.tb_frame.f_globals.get("__name__"))
            if module.split(".")[0] in _ROOMS:
                where = f" in {module}, line {trace.tb_lineno}"
            trace = trace.tb_next
        complain(f"This is a fault of the program, not yours: {type(fault).__name__}{where}.")
        self.code = OUR_FAULT
        return True


def speak_utf8() -> None:
    """Piped output is UTF-8 everywhere; a terminal that lacks a character shows a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")


def complain(sentence: str) -> None:
    """Say on standard error what went wrong, in one line."""
    print(f"partnership-planner: {on_one_line(sentence)}", file=sys.stderr)


def on_one_line(text: str) -> str:
    """Text of users and files without line breaks and without what a terminal would act on."""
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))
