"""The dialogs around writing and undoing: always a look first, then a yes, then the job."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tagger.settings import UNDO_MTIME
from tagger.ui.controller import Controller
from tagger.ui.history.history_dialog import HistoryDialog
from tagger.workflow.library_view import RehearsedUndo, WritePlan


class Writing(QObject):
    """Opens dialogs over a window; none of them blocks the event loop."""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        controller.rehearsed.connect(self._ask_undo)

    def ask_write(self) -> None:
        """Plan, show the plan, and write when the person agrees."""
        self._controller.plan(None, self._show_plan)

    def ask_undo(self, batch: int | None = None) -> None:
        """Rehearse, show what would happen, and undo when the person agrees."""
        self._controller.rehearse(batch)

    def show_history(self) -> None:
        session = self._controller.session
        if session is not None:
            self._controller.background.submit(
                session.journal.batches, self._show_batches, doing="Reading the history"
            )

    def _show_plan(self, plan: WritePlan) -> None:
        from tagger.ui.history.write_dialog import WriteDialog

        dialog = WriteDialog(plan, self._controller.plan, self._controller.estimate, self._window)
        dialog.accepted.connect(lambda: self._controller.write(dialog.plan))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_undo(self, undo: RehearsedUndo) -> None:
        from tagger.ui.history.undo_dialog import UndoDialog

        session = self._controller.session
        if session is None:
            return
        dialog = UndoDialog(undo, session.settings.get(UNDO_MTIME) == "new", self._window)
        dialog.accepted.connect(
            lambda: self._controller.undo(
                undo,
                by_value=dialog.by_value.isChecked(),
                new_times=dialog.new_times.isChecked(),
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_batches(self, batches) -> None:
        dialog = HistoryDialog(batches, self._window)
        dialog.undo_asked.connect(self.ask_undo)
        dialog.open()
