"""A second Tagger on the same library gives its music to the window that is open, and ends.

The request is a file in a folder of the library's home, which the window watches; that it is gone
again means that it was taken. Only who may write into that home can ask for anything.
"""

from __future__ import annotations

import json
import logging
import os
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from tagger.catalog.lock import InstanceLock
from tagger.errors import CatalogError, UnwritableCatalogError
from tagger.paths import Home

_log = logging.getLogger(__name__)
_FOLDER = "open-with"
_PATIENCE = 5_000
"""Milliseconds in which the other window has to answer; its thread is never busy for long."""
ACTIVATION = "XDG_ACTIVATION_TOKEN"
"""By it a Wayland desktop lets a window come to the front: the person asked for that."""


@dataclass(frozen=True)
class Request:
    """What a second Tagger was started with."""

    music: tuple[Path, ...]
    activation: str | None


class Receiver(QObject):
    """Takes what others hand over, for as long as the window is open; `close` ends that."""

    def __init__(
        self, home: Home, window: QMainWindow, take: Callable[[Sequence[Path]], None]
    ) -> None:
        """Call it once the catalog is open: its lock says that this window is the first."""
        super().__init__(window)
        self._folder = home.data / _FOLDER
        self._window = window
        self._take = take
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        try:
            self._folder.mkdir(exist_ok=True)
            # Of a Tagger that gave up waiting, or that was ended.
            for left in self._folder.iterdir():
                left.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("A second Tagger cannot hand music over: %s", error)
            return
        self._watcher.addPath(str(self._folder))

    def close(self) -> None:
        """Nobody is there any more to take anything."""
        if not self._watcher.directories():
            return
        self._watcher.removePath(str(self._folder))
        try:
            for left in self._folder.iterdir():
                left.unlink(missing_ok=True)
            self._folder.rmdir()
        except OSError as error:
            _log.warning("The folder %s stays: %s", self._folder, error)

    def _look(self) -> None:
        for path in sorted(self._folder.glob("*.json")):
            try:
                text = path.read_text(encoding="ascii")
                path.unlink()
                request = _parse(text)
            except FileNotFoundError:
                continue  # the other gave up
            except (OSError, ValueError, TypeError, KeyError) as error:
                _log.warning("Could not take over what %s holds: %s", path, error)
                continue
            self._take(request.music)
            _bring_to_front(self._window, request.activation)


def hand_over(home: Home, music: Sequence[Path]) -> bool:
    """Give the music to the window of this home that is open; whether there was one to take it.

    Needs a QCoreApplication. Waits up to five seconds for the answer.
    """
    folder = home.data / _FOLDER
    if not folder.is_dir() or not _is_in_use(home):
        return False
    name = uuid.uuid4().hex
    part, path = folder / f"{name}.part", folder / f"{name}.json"
    content = {
        "music": [os.fsdecode(each) for each in music],
        "activation": os.environ.get(ACTIVATION),
    }
    watcher = QFileSystemWatcher([str(folder)])
    try:
        part.write_text(json.dumps(content), encoding="ascii")
        part.replace(path)
    except OSError as error:
        _log.warning("Could not hand over to the window that is open: %s", error)
        return False
    loop = QEventLoop()
    watcher.directoryChanged.connect(lambda: None if path.exists() else loop.quit())
    late = QTimer(interval=_PATIENCE, singleShot=True)
    late.timeout.connect(loop.quit)
    late.start()
    if path.exists():
        loop.exec()
    try:
        path.unlink()
    except FileNotFoundError:
        return True
    return False


def _is_in_use(home: Home) -> bool:
    """Whether another Tagger works with this home; a folder alone may be left from a crash."""
    try:
        InstanceLock(home.lock).release()
    except UnwritableCatalogError:
        return False
    except CatalogError:
        return True
    return False


def _parse(text: str) -> Request:
    content = json.loads(text)
    music = tuple(Path(each) for each in content["music"])
    if not all(each.is_absolute() for each in music):
        raise ValueError("a path is not absolute")
    activation = content["activation"]
    return Request(music, activation if isinstance(activation, str) else None)


def _bring_to_front(window: QMainWindow, activation: str | None) -> None:
    if activation is not None:
        os.environ[ACTIVATION] = activation  # Qt for Wayland reads it there, and removes it
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
