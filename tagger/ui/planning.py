"""What writing would do: planned anew after every change, on a worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from tagger.records import Policy
from tagger.ui.jobs import Background
from tagger.workflow.estimate import Estimate
from tagger.workflow.library_view import WritePlan, plan_writes
from tagger.workflow.session import Session

_PLAN_MILLISECONDS = 250


class _Desk(Protocol):
    """What planning needs of the one that owns the session."""

    @property
    def session(self) -> Session | None: ...
    def open_session(self) -> Session: ...


class Planning(QObject):
    """Plans on a thread of its own, since a library may have 100,000 files to write."""

    planned = Signal(object)
    """WritePlan: what writing all that was decided would do now."""

    def __init__(self, desk: _Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.worker = Background("planning", self)
        self._timer = QTimer(self, singleShot=True, interval=_PLAN_MILLISECONDS)
        self._timer.timeout.connect(self._plan_all)

    def plan(self, policy: Policy | None, done: Callable[[WritePlan], None]) -> None:
        """Plan what writing would do; `done` gets it on the Qt thread."""
        session = self._desk.open_session()

        def work() -> WritePlan:
            plan = plan_writes(session, policy)
            # Grouped here and not on the Qt thread.
            _ = plan.groups
            return plan

        self.worker.submit(work, done, doing=self.tr("Planning the write"))

    def estimate(self, plan: WritePlan, done: Callable[[Estimate], None]) -> None:
        """What a plan costs in bytes and seconds; `done` gets it on the Qt thread."""
        session = self._desk.open_session()
        self.worker.submit(
            lambda: plan.estimate(session), done, doing=self.tr("Estimating the write")
        )

    def plan_soon(self) -> None:
        """Count anew what a write would change; `planned` tells."""
        self._timer.start()

    def stop_waiting(self) -> None:
        self._timer.stop()

    def _plan_all(self) -> None:
        if self._desk.session is not None:
            self.plan(None, self.planned.emit)
