"""The statistics of what the window shows, counted off the Qt thread while somebody looks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from tagger.ui.controller import Controller
from tagger.workflow.statistics import Statistics, statistics
from tagger.workflow.statistics_tables import Form, export

_CALM_MILLISECONDS = 600
"""While an analysis goes on, or somebody decides, the numbers follow so often at most."""


class StatisticsDesk(QObject):
    """One count at a time; what changes meanwhile makes for another one after it."""

    counting = Signal()
    counted = Signal()
    """`found` is another one."""
    failed = Signal(str)

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.found: Statistics | None = None
        self.only_shown = False
        """Whether only what the filter and the view show is counted."""
        self.is_counting = False
        self._watched = False
        self._stale = True
        self._timer = QTimer(self, singleShot=True, interval=_CALM_MILLISECONDS)
        self._timer.timeout.connect(self.count)
        rows = controller.rows
        rows.counted.connect(self._on_changed)
        rows.arranged.connect(self._on_arranged)
        # What a write would do depends on the settings too.
        controller.planning.planned.connect(self._on_changed)

    def watch(self, watched: bool) -> None:
        """Somebody looks from now on, or nobody any more."""
        self._watched = watched
        if watched and self._stale:
            self.count()

    def set_only_shown(self, only: bool) -> None:
        self.only_shown = only
        self.count()

    def count(self) -> None:
        """Count anew; `counted` tells."""
        self._stale = True
        self._timer.stop()
        controller = self._controller
        session, model = controller.session, controller.model_key
        # None once the window is closed, which the timer may outlive.
        if self.is_counting or not self._watched or session is None:
            return
        rows = controller.rows
        lines = rows.shown() if self.only_shown else list(rows.library.lines.values())
        self._stale, self.is_counting = False, True
        self.counting.emit()
        controller.counting.submit(
            lambda: statistics(session, [line.row for line in lines], model),
            self._on_counted,
            failed=self._on_failed,
            doing=self.tr("Counting the library"),
        )

    def export(self, form: str, output: Path, told: str) -> None:
        """Write every table into a file; one that exists is replaced, since somebody was asked.

        `told` is the notice once it is there.
        """
        session, found = self._controller.session, self.found
        if session is None or found is None:
            return
        self._controller.counting.submit(
            lambda: export(session, found, Form(form), output, overwrite=True),
            lambda _: self._controller.notice.emit(told),
            doing=self.tr("Exporting the statistics"),
        )

    def _on_changed(self) -> None:
        self._stale = True
        if self._watched and not self._timer.isActive():
            self._timer.start()

    def _on_arranged(self) -> None:
        if self.only_shown:
            self._on_changed()

    def _on_counted(self, found: Statistics) -> None:
        self.found = found
        self.is_counting = False
        self.counted.emit()
        if self._stale:
            self._on_changed()

    def _on_failed(self, reason: str) -> None:
        self.is_counting = False
        self.failed.emit(reason)
