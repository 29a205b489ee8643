"""The dialogs for what the person prefers: settings, and the names of genres."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from tagger.settings import ALBUM_GENRES, NEVER_WRITE, THEME
from tagger.ui import theme
from tagger.ui.controller import Controller
from tagger.ui.genres.desk import Desk
from tagger.ui.genres.used_desk import UsedDesk
from tagger.ui.jobs import JobEnd
from tagger.ui.text import path_text
from tagger.workflow.analyse import refresh_suggestions
from tagger.workflow.used import AdaptJob

if TYPE_CHECKING:
    from tagger.ui.settings.dialog import SettingsDialog
    from tagger.workflow.settings_file import Value


class Preferences(QObject):
    """Opens dialogs over a window; none of them blocks the event loop."""

    stored = Signal()
    """Settings were saved."""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        self._settings: SettingsDialog | None = None
        # It outlives the dialog, since an answer may come after that was closed.
        self._desk = Desk(controller, self)
        self._used = UsedDesk(controller, self)

    def show_settings(self) -> None:
        from tagger.ui.settings.dialog import SettingsDialog

        session = self._controller.session
        if session is None:
            return
        dialog = SettingsDialog(session.settings, self._window)
        dialog.stored.connect(lambda: theme.apply(session.settings.get(THEME)))
        by_albums = session.settings.get(ALBUM_GENRES)
        dialog.stored.connect(self._controller.reload)
        dialog.stored.connect(lambda: self._follow(by_albums))
        dialog.stored.connect(self.stored)
        dialog.genres_asked.connect(lambda: self.show_genres(dialog))
        dialog.import_asked.connect(self._import)
        dialog.export_asked.connect(self._export)
        dialog.finished.connect(self._close_settings)
        dialog.finished.connect(dialog.deleteLater)
        self._settings = dialog
        dialog.open()

    def follow(self, action: QAction) -> None:
        """Have a switch say whether albums get one genre, and change that."""

        def show() -> None:
            session = self._controller.session
            if session is not None:
                action.setChecked(session.settings.get(ALBUM_GENRES))

        def ended(end: JobEnd) -> None:
            if isinstance(end.job, AdaptJob):
                show()

        action.triggered.connect(lambda on: self._controller.adapt(albums=on))
        self._controller.opened.connect(show)
        self._controller.runner.ended.connect(ended)
        self._controller.looking.ended.connect(self._on_looked)

    def _on_looked(self, end: JobEnd) -> None:
        """Other tags may make other albums. An analysis would find that too, but may be far."""
        from tagger.workflow.refresh import Refreshed

        session, found = self._controller.session, end.result
        if session is None or not isinstance(found, Refreshed):
            return
        other = found.changed or found.moved or found.missing
        if not other or not session.settings.get(ALBUM_GENRES):
            return

        def work() -> int:
            return refresh_suggestions(session, session.listener())

        def done(count: int) -> None:
            if count:
                self._controller.reload()

        self._controller.listening.submit(work, done, doing=self.tr("Suggesting anew"))

    def _follow(self, by_albums: bool) -> None:
        """Suggest anew where settings were saved that say other terms."""
        if self._controller.open_session().settings.get(ALBUM_GENRES) != by_albums:
            self._controller.adapt()

    def _import(self, file: Path) -> None:
        from tagger.workflow.settings_file import Imported, import_settings

        dialog = self._settings

        def done(imported: Imported) -> None:
            # It may have been closed while a slow drive was read.
            if dialog is not None and dialog is self._settings:
                dialog.take_in(imported)

        self._controller.background.submit(
            lambda: import_settings(file),
            done,
            failed=self._say_failed,
            doing=self.tr("Importing settings"),
        )

    def _export(self, file: Path, values: Sequence[Value]) -> None:
        from tagger.workflow.settings_file import export_settings

        never = self._controller.open_session().settings.get(NEVER_WRITE)

        def done(_: None) -> None:
            self._say(self.tr("The settings were exported to %1.").replace("%1", path_text(file)))

        self._controller.background.submit(
            lambda: export_settings(file, values, never),
            done,
            failed=self._say_failed,
            doing=self.tr("Exporting settings"),
        )

    def _say_failed(self, reason: str) -> None:
        self._say(reason, bad=True)

    def _say(self, text: str, *, bad: bool = False) -> None:
        if self._settings is not None:
            self._settings.say(text, bad=bad)
        else:
            self._controller.notice.emit(text)

    def _close_settings(self) -> None:
        self._settings = None

    def show_genres(self, parent: QWidget, *, used: bool = False) -> None:
        """The genres' names, or which of them are `used`."""
        from tagger.ui.genres.dialog import GenresDialog

        dialog = GenresDialog(self._desk, self._used, parent)
        if used:
            dialog.show_used()
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
