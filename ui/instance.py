"""One window at a time: a second launch hands its file to the first, and raises it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500


def _name(store: str) -> str:
    digest = hashlib.sha256(store.encode()).hexdigest()[:16]
    return f"partnership-planner-{digest}"


def hand_over(store: str, path: str) -> bool:
    """Give `path` (may be empty) to the window that has this store open. False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(store))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(path.encode() + b"\n")
    socket.waitForBytesWritten(_WAIT_MS)
    socket.disconnectFromServer()
    return True


class FirstWindow(QObject):
    """Listens for later launches; `on_launch` gets the file each of them was given, or nothing."""

    def __init__(self, store: str, on_launch: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._on_launch = on_launch
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # A socket left by a killed process would keep us from listening.
        QLocalServer.removeServer(_name(store))
        self._server.listen(_name(store))
        self._server.newConnection.connect(self._welcome)

    def _welcome(self) -> None:
        socket = self._server.nextPendingConnection()

        def read() -> None:
            if socket.canReadLine():
                self._on_launch(bytes(socket.readLine().data()).decode().removesuffix("\n"))
                socket.deleteLater()

        socket.readyRead.connect(read)
        read()
