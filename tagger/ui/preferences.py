"""The dialogs for what the person prefers: settings, and the names of genres."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tagger.settings import THEME
from tagger.ui import theme
from tagger.ui.controller import Controller
from tagger.ui.genres.desk import Desk


class Preferences(QObject):
    """Opens dialogs over a window; none of them blocks the event loop."""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        # It outlives the dialog, since an answer may come after that was closed.
        self._desk = Desk(controller, self)

    def show_settings(self) -> None:
        from tagger.ui.settings.dialog import SettingsDialog

        session = self._controller.session
        if session is None:
            return
        dialog = SettingsDialog(session.settings, self._window)
        dialog.stored.connect(lambda: theme.apply(session.settings.get(THEME)))
        dialog.stored.connect(self._controller.reload)
        dialog.genres_asked.connect(lambda: self.show_genres(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_genres(self, parent: QWidget) -> None:
        from tagger.ui.genres.dialog import GenresDialog

        dialog = GenresDialog(self._desk, parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
