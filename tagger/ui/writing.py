"""The dialogs around writing and undoing: always a look first, then a yes, then the job."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tagger.settings import UNDO_MTIME
from tagger.ui.controller import Controller
from tagger.ui.history.history_dialog import HistoryDialog
from tagger.ui.turns import in_next_turn
from tagger.workflow.history import PastBatch, read_history, search_history
from tagger.workflow.library_view import RehearsedUndo, WritePlan
from tagger.workflow.turning import Turn


class Writing(QObject):
    """Opens dialogs over a window; none of them blocks the event loop."""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        self._history: HistoryDialog | None = None
        self._past: list[PastBatch] = []
        self._typed = ""
        controller.rehearsed.connect(self._ask_undo)
        controller.runner.idle.connect(self._reread)

    def ask_write(self) -> None:
        """Plan, show the plan, and write when the person agrees."""
        self._controller.planning.plan(None, self._show_plan)

    def ask_undo(self, turn: Turn | None = None) -> None:
        """Rehearse, show what would happen, and undo or redo when the person agrees."""
        self._controller.rehearse(turn)

    def show_history(self) -> None:
        self._read_history(self._show_batches)

    def _read_history(self, done: Callable[[list[PastBatch]], None]) -> None:
        session = self._controller.session
        if session is not None:
            self._controller.background.submit(
                lambda: read_history(session), done, doing=self.tr("Reading the history")
            )

    def _show_plan(self, plan: WritePlan) -> None:
        from tagger.ui.history.write_dialog import WriteDialog

        dialog = WriteDialog(
            plan, self._controller.planning.plan, self._controller.planning.estimate, self._window
        )
        dialog.accepted.connect(lambda: self._controller.write(dialog.plan))
        dialog.finished.connect(dialog.deleteLater)
        in_next_turn(dialog, dialog.open)

    def _ask_undo(self, undo: RehearsedUndo) -> None:
        from tagger.ui.history.undo_dialog import UndoDialog

        session = self._controller.session
        if session is None:
            return
        parent = self._history or self._window
        dialog = UndoDialog(undo, session.settings.get(UNDO_MTIME) == "new", parent)
        dialog.accepted.connect(
            lambda: self._controller.undo(
                undo,
                by_value=dialog.by_value.isChecked(),
                new_times=dialog.new_times.isChecked(),
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        in_next_turn(dialog, dialog.open)

    def _show_batches(self, batches: list[PastBatch]) -> None:
        if self._history is not None:
            self._refill(batches)
            return
        dialog = self._history = HistoryDialog(batches, self._search, self._window)
        self._past = batches
        dialog.turn_asked.connect(self.ask_undo)
        dialog.finished.connect(self._forget_history)
        in_next_turn(dialog, dialog.open)

    def _reread(self) -> None:
        """What was undone from the history shows there at once."""
        if self._history is not None:
            self._read_history(self._refill)

    def _refill(self, batches: list[PastBatch]) -> None:
        if self._history is not None:
            self._past = batches
            self._history.fill(batches)

    def _search(self, typed: str, done: Callable[[Sequence[PastBatch]], None]) -> None:
        dialog, batches = self._history, self._past

        def wanted() -> bool:
            return self._history is dialog and self._typed == typed

        def found(batches: list[PastBatch]) -> None:
            if wanted():
                done(batches)

        self._typed = typed
        self._controller.background.submit(
            lambda: search_history(batches, typed), found, wanted=wanted, doing=self.tr("Searching")
        )

    def _forget_history(self) -> None:
        self._history = None
        self._past = []
