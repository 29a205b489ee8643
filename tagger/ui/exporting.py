"""The dialog around an export of decided genres, and the export itself in the background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from tagger.ui.controller import Controller
from tagger.ui.text import counted, path_text

if TYPE_CHECKING:
    from tagger.workflow.export import Exported

SHOWN = "shown."
"""What stands before the format of an export of the table."""


class Exporting(QObject):
    """Asks where to, then writes; what came of it is the window's notice."""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window

    def ask(self, form: str) -> None:
        """`form` is a value of `ExportFormat`, or one of `ListForm` after `SHOWN`."""
        playlists = form == "m3u8"
        listed, form = form.startswith(SHOWN), form.removeprefix(SHOWN)
        if playlists:
            title = self.tr("Choose a folder for the playlists")
        elif listed:
            title = self.tr("Export the tracks that are shown")
        else:
            title = self.tr("Export decided genres")
        dialog = QFileDialog(self._window, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if playlists:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            dialog.setDefaultSuffix(form)
            dialog.setNameFilter(f"{form.upper()} (*.{form})")
            dialog.selectFile(f"{'tracks' if listed else 'genres'}.{form}")
        export = self.export_shown if listed else self.export
        dialog.accepted.connect(lambda: export(form, Path(dialog.selectedFiles()[0])))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_shown(self, form: str, output: Path) -> None:
        """The tracks of the table, in its order; a file that exists is replaced."""
        session = self._controller.session
        if session is None:
            return
        # Copied here, as the table goes on changing it.
        lines = self._controller.rows.shown()

        def work() -> None:
            from tagger.workflow.listing import ListForm, export_list

            rows = [line.row for line in lines]
            export_list(session, rows, ListForm(form), output, overwrite=True)

        self._controller.background.submit(
            work, lambda _: self._tell(len(lines), output, ()), doing=self.tr("Exporting")
        )

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
            self._tell(made.tracks, output, made.notes)

        self._controller.background.submit(work, done, doing=self.tr("Exporting"))

    def _tell(self, tracks: int, output: Path, notes: Sequence[str]) -> None:
        text = counted(tracks, self.tr("1 track exported"), self.tr("{n} tracks exported"))
        place = self.tr("to %1").replace("%1", path_text(output))
        self._controller.notice.emit(" ".join([f"{text} {place}.", *notes]))
