"""How music comes in: chosen in a dialog, or dropped anywhere on the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from tagger.ui.drop import Dropping


class Adding(QObject):
    """`add` gets the paths; what is dropped is taken only while `ready` says so."""

    def __init__(
        self, add: Callable[[list[Path]], None], ready: Callable[[], bool], window: QWidget
    ) -> None:
        super().__init__(window)
        self._add = add
        self._window = window
        self.overlay = Dropping(add, ready, window).overlay

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
