"""One window at a time: a second launch hands its file over and leaves."""

from __future__ import annotations

import sys
import uuid

import pytest
from PySide6.QtCore import QObject, QProcess

from ui.instance import FirstWindow, hand_over

SECOND = "from ui.instance import hand_over; from PySide6.QtCore import QCoreApplication; import sys; " \
         "QCoreApplication([]); sys.exit(0 if hand_over(sys.argv[1], sys.argv[2]) else 3)"  # fmt: skip


@pytest.fixture
def first(qtbot):
    """A first window's ear, the store it stands for, and what it heard."""
    heard: list[str] = []
    store = f"/tmp/{uuid.uuid4()}.sqlite"
    owner = QObject()
    window = FirstWindow(store, heard.append, owner)
    yield store, heard
    window._server.close()
    owner.deleteLater()


def launch(store, path, qtbot):
    """A second process over the same store; its exit code, once it has left."""
    process = QProcess()
    with qtbot.waitSignal(process.finished, timeout=20_000):
        process.start(sys.executable, ["-c", SECOND, store, path])
    return process.exitCode()


@pytest.mark.parametrize("path", ["", "/home/somebody/Their campus ü.partnership.json", "/ends in a blank "])
def test_a_second_launch_hands_its_file_to_the_first(first, qtbot, path):
    store, heard = first

    code = launch(store, path, qtbot)
    qtbot.waitUntil(lambda: bool(heard))

    assert code == 0
    assert heard == [path]


def test_every_launch_is_heard(first, qtbot):
    store, heard = first

    launch(store, "/one", qtbot)
    launch(store, "/two", qtbot)

    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["/one", "/two"]


def test_another_store_has_a_window_of_its_own(first):
    assert hand_over(f"/tmp/{uuid.uuid4()}.sqlite", "/x") is False
    assert first[1] == []


def test_a_socket_left_by_a_killed_process_does_not_keep_the_next_from_listening(first, qtbot):
    store, heard = first
    owner = QObject()
    again = FirstWindow(store, heard.append, owner)

    assert again._server.isListening()
    again._server.close()
