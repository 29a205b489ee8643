"""What failed, counted in the strip and listed on demand."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tagger.ui.controller import Controller
from tagger.ui.outcomes import Problem
from tagger.ui.progress_strip import ProgressStrip
from tagger.workflow.review import ReviewState


class ProblemsRoom(QObject):
    """Tracks that failed stand in the catalog; what else failed since the start, here alone."""

    def __init__(self, controller: Controller, strip: ProgressStrip, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._strip = strip
        self._window = window
        strip.problems_asked.connect(self.show_all)
        controller.problems_changed.connect(self.count)
        controller.rows.counted.connect(self.count)

    def all(self) -> list[Problem]:
        """Each file once, with the newest reason."""
        rows = self._controller.rows
        failed = {
            line.row.track.path: Problem(line.row.track.path, line.row.error or "")
            for line in rows.library.lines.values()
            if line.state is ReviewState.FAILED
        }
        return list((self._controller.problems | failed).values())

    def count(self) -> None:
        """Tell the strip how many there are."""
        failed = self._controller.rows.library.states[ReviewState.FAILED]
        others = len(self._controller.problems)
        # Counting exactly means to walk all rows; only where both kinds exist can they overlap.
        self._strip.show_problems(len(self.all()) if failed and others else failed + others)

    def show_all(self) -> None:
        from tagger.ui.problems_dialog import ProblemsDialog

        dialog = ProblemsDialog(self.all(), self._window)
        dialog.retry_asked.connect(self._controller.retry)
        dialog.open()
