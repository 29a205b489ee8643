"""What the tidy dialog asks for, done on a worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from tagger.genres.vocabulary import Vocabulary
from tagger.records import Track
from tagger.ui.controller import Controller
from tagger.ui.jobs import Background
from tagger.ui.tidy.rows import Wish
from tagger.workflow.estimate import Estimate
from tagger.workflow.preview import WritePlan
from tagger.workflow.session import Session
from tagger.workflow.tidy import Held, Tidying, held, plan_tidy, tracks_with

MOST_TRACKS = 200
"""Of a value, to be looked at."""
Rules = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Values:
    """The values of the library, and the vocabulary that they may come from."""

    held: Held
    vocabulary: Vocabulary


@dataclass(frozen=True)
class Count:
    """How many values rules change, in how many files."""

    values: int
    files: int


@dataclass(frozen=True)
class Listed:
    """Some tracks that hold one of these values."""

    values: tuple[str, ...]
    tracks: tuple[Track, ...]


class TidyDesk(QObject):
    """Answers come as signals, and only to the newest question."""

    read = Signal(object)
    """Values."""
    counted = Signal(object)
    """Count."""
    listed = Signal(object)
    """Listed."""
    planned = Signal(object)
    """WritePlan."""
    failed = Signal(str)

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self.wishes: dict[str, Wish] = {}
        """What was decided in a dialog that was closed, so that Escape costs nobody an hour."""
        self._asked: dict[str, int] = {}

    def forget_questions(self) -> None:
        """What was asked so far is answered to nobody."""
        self._asked = {signal: turn + 1 for signal, turn in self._asked.items()}

    def ask_values(self) -> None:
        self._ask("read", lambda session: Values(held(session), session.vocabulary))

    def ask_count(self, held: Held, rules: Rules) -> None:
        self._ask("counted", lambda _: Count(len(rules), held.files(Tidying(rules))))

    def ask_tracks(self, values: Sequence[str]) -> None:
        def work(session: Session) -> Listed:
            return Listed(tuple(values), tuple(tracks_with(session, values, most=MOST_TRACKS)))

        self._ask("listed", work)

    def ask_plan(self, rules: Rules) -> None:
        def work(session: Session) -> WritePlan:
            plan = plan_tidy(session, Tidying(rules))
            # Grouped here, since a library may have 100,000 files to write.
            _ = plan.groups
            return plan

        # On another thread than the rows of the library, which go on coming.
        self._ask("planned", work, self._controller.listening)

    def estimate(self, plan: WritePlan, done: Callable[[Estimate], None]) -> None:
        self._controller.planning.estimate(plan, done)

    def write(self, plan: WritePlan) -> None:
        self.wishes = {}
        self._controller.write(plan)

    def _ask(
        self, signal: str, work: Callable[[Session], object], worker: Background | None = None
    ) -> None:
        session = self._controller.open_session()
        turn = self._asked[signal] = self._asked.get(signal, 0) + 1

        def is_newest() -> bool:
            return self._asked[signal] == turn

        def answer(found: object) -> None:
            if is_newest():
                getattr(self, signal).emit(found)

        (worker or self._controller.background).submit(
            lambda: work(session),
            answer,
            failed=self.failed.emit,
            wanted=is_newest,
            doing=self.tr("Tidying genres"),
        )
