"""Files and folders that are dragged onto a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from tagger.ui.library.empty import DropOverlay


class Dropping(QObject):
    """`take` gets what is dropped anywhere on a window, while `ready` says so."""

    def __init__(
        self, take: Callable[[list[Path]], None], ready: Callable[[], bool], window: QWidget
    ) -> None:
        super().__init__(window)
        self._take = take
        self._ready = ready
        self._window = window
        self.overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.overlay.isVisible():
            self.overlay.cover(self._window)
        elif isinstance(event, QDragEnterEvent):
            if self._ready() and paths_for(self._window, event.mimeData()):
                event.acceptProposedAction()
                self.overlay.cover(self._window)
                return True
        elif event.type() == QEvent.Type.DragLeave:
            self.overlay.hide()
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.overlay.hide()
            paths = paths_for(self._window, event.mimeData())
            if paths:
                event.acceptProposedAction()
                self._take(paths)
                return True
        return False


def paths_for(window: QWidget, data: QMimeData) -> list[Path]:
    """What a window may take of a drag: nothing while a dialog over it wants an answer first.

    Qt keeps clicks from a window below a dialog, but not what is dropped.
    """
    dialog = QApplication.activeModalWidget()
    return dropped_paths(data) if dialog is None or dialog is window else []


def dropped_paths(data: QMimeData) -> list[Path]:
    """The local files and folders in a drag, each once; links to the web are no music."""
    if not data.hasUrls():
        return []
    names = (url.toLocalFile() for url in data.urls() if url.isLocalFile())
    return [Path(name) for name in dict.fromkeys(names) if name]
