"""Opens the tidy dialog over a window."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from tagger.ui.controller import Controller
from tagger.ui.tidy.desk import TidyDesk


class Tidying(QObject):
    """Its dialog does not block the event loop. The desk outlives it: answers may come late."""

    def __init__(self, controller: Controller, action: QAction, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._desk = TidyDesk(controller, self)
        action.setEnabled(False)
        action.triggered.connect(self.show_tidy)
        controller.opened.connect(
            lambda: action.setEnabled(controller.open_session().catalog.writable)
        )

    def show_tidy(self) -> None:
        from tagger.ui.tidy.dialog import TidyDialog

        self._desk.forget_questions()
        dialog = TidyDialog(self._desk, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
