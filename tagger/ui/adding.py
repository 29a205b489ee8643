"""How music comes in: chosen in a dialog, or dropped anywhere on the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from tagger.ui.drop import paths_for
from tagger.ui.library.empty import DropOverlay


class Adding(QObject):
    """`add` gets the paths; what is dropped is taken only while `ready` says so."""

    def __init__(
        self, add: Callable[[list[Path]], None], ready: Callable[[], bool], window: QWidget
    ) -> None:
        super().__init__(window)
        self._add = add
        self._ready = ready
        self._window = window
        self.overlay = DropOverlay(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def choose_folder(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Choose a music folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._open(dialog)

    def choose_files(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Choose music files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._open(dialog)

    def _open(self, dialog: QFileDialog) -> None:
        dialog.accepted.connect(lambda: self._add([Path(name) for name in dialog.selectedFiles()]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

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
                self._add(paths)
                return True
        return False
