"""The dialog around an export of decided genres, and the export itself in the background."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from tagger.ui.controller import Controller
from tagger.ui.text import counted, path_text

if TYPE_CHECKING:
    from tagger.workflow.export import Exported


class Exporting(QObject):
    """Asks where to, then writes; what came of it is the window's notice."""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window

    def ask(self, form: str) -> None:
        """`form` is a value of `ExportFormat`."""
        playlists = form == "m3u8"
        title = (
            self.tr("Choose a folder for the playlists")
            if playlists
            else self.tr("Export decided genres")
        )
        dialog = QFileDialog(self._window, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if playlists:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            dialog.setDefaultSuffix(form)
            dialog.setNameFilter(f"{form.upper()} (*.{form})")
            dialog.selectFile(f"genres.{form}")
        dialog.accepted.connect(lambda: self.export(form, Path(dialog.selectedFiles()[0])))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self, form: str, output: Path) -> None:
        """A file that exists is replaced, since the dialog asked; a playlist never."""
        session = self._controller.session
        if session is None:
            return

        def work() -> Exported:
            from tagger.workflow.export import ExportFormat, export

            chosen = ExportFormat(form)
            overwrite = chosen is not ExportFormat.M3U8
            return export(session, chosen, output, overwrite=overwrite)

        def done(made: Exported) -> None:
            text = counted(made.tracks, self.tr("1 track exported"), self.tr("{n} tracks exported"))
            place = self.tr("to %1").replace("%1", path_text(output))
            self._controller.notice.emit(" ".join([f"{text} {place}.", *made.notes]))

        self._controller.background.submit(work, done, doing=self.tr("Exporting"))
