"""What the tidy dialog asks for, done on a worker; and how the dialog is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

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
    """Opens the dialog over a window. Answers come as signals, and only to the newest question."""

    read = Signal(object)
    """Values."""
    counted = Signal(object)
    """Count."""
    listed = Signal(object)
    """Listed."""
    planned = Signal(object)
    """WritePlan."""
    failed = Signal(str)

    def __init__(self, controller: Controller, action: QAction, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        self.wishes: dict[str, Wish] = {}
        """What was decided in a dialog that was closed, so that Escape costs nobody an hour."""
        self._asked: dict[str, int] = {}
        action.setEnabled(False)
        action.triggered.connect(self.show_tidy)
        controller.opened.connect(lambda: action.setEnabled(True))
        controller.loaded.connect(
            lambda: controller.listening.submit(_load_dialogs, doing="Loading the dialogs")
        )

    def show_tidy(self) -> None:
        from tagger.ui.tidy.dialog import TidyDialog

        # What an earlier dialog asked for is nothing to this one.
        self._asked = {signal: turn + 1 for signal, turn in self._asked.items()}
        dialog = TidyDialog(self, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

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
        self._controller.estimate(plan, done)

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
            doing="Tidying genres",
        )


def _load_dialogs() -> None:
    """Import on a worker what the Qt thread would wait for at the first click."""
    import tagger.ui.history.write_dialog
    import tagger.ui.tidy.dialog  # noqa: F401
