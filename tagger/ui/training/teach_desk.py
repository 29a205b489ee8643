"""What the hint and the questions ask for: found, counted and stored on workers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from tagger.ui.controller import Controller

if TYPE_CHECKING:
    from tagger.workflow.teach import Teaching, Unlearned

_COUNT_MILLISECONDS = 1000
"""Somebody who answers one track after another is not to be counted after each."""


@dataclass(frozen=True)
class Questions:
    """The tracks to ask about, and what the model is that would learn the answers."""

    tracks: tuple[Teaching, ...]
    model: str | None
    """That can be refreshed; None where a new one has to learn them."""


class TeachDesk(QObject):
    """Answers come as signals, on the Qt thread."""

    found = Signal(object)
    """Questions."""
    failed = Signal(str)
    """Why there are no questions."""
    counted = Signal(object)
    """Unlearned; None where that cannot be said now."""

    def __init__(self, controller: Controller, parent: QObject, least: int) -> None:
        """Fewer than `least` picks are not looked at closely, which spares loading the model."""
        super().__init__(parent)
        self._controller = controller
        self._least = least
        self._number = 0
        self._counting = 0
        self._timer = QTimer(self, singleShot=True, interval=_COUNT_MILLISECONDS)
        self._timer.timeout.connect(self._count)
        controller.planning.planned.connect(lambda _: self.count_soon())

    def find(self, count: int) -> None:
        """Look for what to ask; only the newest wish is answered."""
        session = self._controller.session
        if session is None:
            return
        self._number += 1
        number = self._number

        def work() -> Questions:
            from tagger.workflow.teach import corrections_since, teach_most

            since = corrections_since(session)
            model = since.model if since.refreshable else None
            return Questions(teach_most(session, count), model)

        def done(found: Questions) -> None:
            if number == self._number:
                self.found.emit(found)

        def look(_: None) -> None:
            self._controller.listening.submit(
                work,
                done,
                failed=self.failed.emit,
                wanted=lambda: number == self._number,
                doing=self.tr("Looking for what to ask"),
            )

        # Answers are stored on that worker: what was answered just now is not asked again.
        self._controller.background.submit(lambda: None, look)

    def answer(self, track_id: int, genres: Sequence[str]) -> bool:
        """Store a decision. False where the track is not in the library any more."""
        line = self._controller.rows.library.lines.get(track_id)
        if line is not None:
            self._controller.decisions.choose([line], genres)
        return line is not None

    def take_back(self, track_id: int) -> None:
        line = self._controller.rows.library.lines.get(track_id)
        if line is not None:
            self._controller.decisions.take_back([line])

    def count_soon(self) -> None:
        """`counted` tells in a moment."""
        self._timer.start()

    def _count(self) -> None:
        session = self._controller.session
        if session is None:
            return
        least = self._least
        self._counting += 1
        this = self._counting

        def work() -> Unlearned | None:
            from tagger.workflow.teach import corrections_since, picks

            return None if picks(session) < least else corrections_since(session)

        self._controller.listening.submit(
            work,
            self.counted.emit,
            # Whoever asks for something that needs the model is told; a hint is not worth a word.
            failed=lambda _: self.counted.emit(None),
            wanted=lambda: this == self._counting,
            doing=self.tr("Counting corrections"),
        )
