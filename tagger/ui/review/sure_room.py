""" "At least N % right": counts what is shown, and accepts exactly what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from tagger.ui.controller import Controller
from tagger.ui.library.lines import Line
from tagger.ui.library.table import TrackTable
from tagger.ui.review.sure_bar import SureBar
from tagger.ui.text import counted
from tagger.workflow.sureness import UNDECIDED, HeldOut, Sureness, held_out, margin

_COUNT_MILLISECONDS = 200


@dataclass(frozen=True)
class _Counted:
    """What was shown and undecided, and how sure the model was of it."""

    lines: tuple[tuple[float, Line], ...]
    """Each with the probability of what it suggests."""
    sureness: Sureness
    measured: bool


class SureRoom(QObject):
    """Opens the bar, keeps its numbers up to date while it is open, and accepts."""

    def __init__(
        self, controller: Controller, action: QAction, table: TrackTable, window: QWidget
    ) -> None:
        super().__init__(window)
        self._controller = controller
        self._table = table
        self._counted: _Counted | None = None
        self._known: HeldOut | None = None
        self._generation = 0
        self.bar = SureBar()
        """For the window to show."""
        self._timer = QTimer(self, singleShot=True, interval=_COUNT_MILLISECONDS)
        self._timer.timeout.connect(self._count)
        action.triggered.connect(self.open)
        self.bar.moved.connect(self._show)
        self.bar.accepted.connect(self.accept)
        self.bar.closed.connect(self.close)
        controller.rows.counted.connect(self._count_soon)
        controller.rows.arranged.connect(self._count_soon)
        controller.model_switched.connect(lambda _: self._learn())

    def open(self) -> None:
        """Show the bar, with the numbers for what is shown now."""
        if self._controller.session is None:
            return
        self.bar.show()
        self.bar.slider.setFocus()
        if self._known is None:
            self._learn()
        else:
            self._count()

    def close(self) -> None:
        self.bar.hide()
        self._counted = None
        self._table.setFocus()

    def accept(self) -> None:
        """Accept what was counted, but for what was changed since."""
        lines = self._taken()
        if not lines:
            return
        self._controller.decisions.accept(lines)
        text = counted(len(lines), self.tr("1 suggestion accepted"),
                       self.tr("{n} suggestions accepted"))  # fmt: skip
        self._controller.notice.emit(text + ". " + self.tr("Nothing is written yet."))
        self.close()

    def _learn(self) -> None:
        """Read what the model in use tells of itself, then count."""
        if not self.bar.isVisible():
            self._known = None
            return
        self._start_counting()
        session = self._controller.open_session()

        def done(known: HeldOut) -> None:
            self._known = known
            self._count()

        # Without a model there may still be suggestions of the last time.
        self._controller.listening.submit(
            lambda: held_out(session),
            done,
            failed=lambda _: done(HeldOut()),
            doing=self.tr("Reading what is known of the model"),
        )

    def _start_counting(self) -> None:
        self._counted = None
        self.bar.show_counting()

    def _count_soon(self) -> None:
        if self.bar.isVisible() and self._known is not None and not self._timer.isActive():
            self._timer.start()

    def _count(self) -> None:
        if not self.bar.isVisible() or self._known is None:
            return
        self._generation += 1
        generation, known, shown = self._generation, self._known, self._controller.rows.shown()

        def done(counted: _Counted) -> None:
            self._counted = counted
            self._show()

        self._controller.background.submit(
            lambda: _count(shown, known),
            done,
            wanted=lambda: generation == self._generation,
            doing=self.tr("Counting what is sure"),
        )

    def _show(self) -> None:
        found = self._counted
        if found is None or not self.bar.isVisible():
            return
        sureness = found.sureness
        promise = sureness.at_least(self.bar.share)
        self.bar.show_promise(promise, len(sureness), sureness.best, found.measured)

    def _taken(self) -> list[Line]:
        if self._counted is None:
            return []
        line = self._counted.sureness.at_least(self.bar.share).line
        rows = self._controller.rows
        taken = (each for chance, each in self._counted.lines if chance >= line)
        return [each for each in taken if rows.line(each.id) is each]


def _count(shown: Sequence[Line], known: HeldOut) -> _Counted:
    """Safe on any thread. A copy of what a person decided is no answer of the model's."""
    undecided = tuple(
        (said.chance, line)
        for line in shown
        if (said := line.row.suggestion) is not None
        and line.sure is not None
        and line.row.state in UNDECIDED
        and line.row.suggested
    )
    chances = [chance for chance, _ in undecided]
    is_sure = [line.row.state is UNDECIDED[0] for _, line in undecided]
    taken_off = margin(chances, is_sure, known)
    return _Counted(undecided, Sureness(chances, taken_off), known.is_known)
