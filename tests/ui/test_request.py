"""What a command line without a command asks for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from db.places import default_path
from ui.request import Request, window_request


@pytest.mark.parametrize(
    ("arguments", "file"),
    [([], ""), (["open"], ""), (["open", "a.json"], "a.json"), (["--store", "x.sqlite", "open", "a"], "a")],
)
def test_a_window_is_asked_for_without_a_command_or_with_open(arguments, file):
    request = window_request(arguments)

    assert request is not None
    assert request.file == file


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"], ["--help"], ["open", "a", "b"], ["--store"], ["--today"], ["--today", "soon"],
        ["--version"], ["a.json"], ["check", "x", "--json"], ["--today=2026-02-30"],
    ],
)  # fmt: skip
def test_everything_else_is_for_the_command_line(arguments):
    assert window_request(arguments) is None


@pytest.mark.parametrize(
    "arguments", [["--store=x.sqlite"], ["--store", "x.sqlite"], ["open", "--store", "x.sqlite"]]
)
def test_the_store_is_named_before_or_after(arguments):
    assert window_request(arguments).store == "x.sqlite"


def test_the_day_to_take_for_today_stands_still():
    request = window_request(["--today", "2026-12-09"])

    assert request.today() == date(2026, 12, 9)
    assert window_request([]).today() == date.today()


def test_without_a_store_it_is_the_one_the_command_line_uses():
    assert Path(window_request([]).store) == default_path()


@pytest.mark.parametrize(
    ("store", "is_server", "path"),
    [
        ("/a/b.sqlite", False, Path("/a/b.sqlite")),
        ("sqlite:////a/b.sqlite", False, Path("/a/b.sqlite")),
        ("postgresql://host/name", True, None),
    ],
)
def test_a_file_and_a_server_are_told_apart(store, is_server, path):
    request = Request(store)

    assert request.is_server is is_server
    assert path is None or request.path == path
