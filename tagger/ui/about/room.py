"""Opens the about dialog over a window."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from tagger.ui.controller import Controller


class About(QObject):
    """Its dialog does not block the event loop."""

    def __init__(self, controller: Controller, action: QAction, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        action.triggered.connect(self.show_about)

    def show_about(self) -> None:
        from tagger.ui.about.dialog import AboutDialog

        AboutDialog(self._controller, self._window).open()
