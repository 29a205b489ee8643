"""What the page of the genres that are used asks for: a list, and a library suggested anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from tagger.genres.vocabulary import Vocabulary
from tagger.ui.controller import Controller
from tagger.ui.jobs import JobEnd
from tagger.workflow.session import Session
from tagger.workflow.used import AdaptJob, Choice, choices


@dataclass(frozen=True)
class Known:
    """The genres of the model in use, and what lies above what."""

    choices: tuple[Choice, ...]
    vocabulary: Vocabulary


class UsedDesk(QObject):
    """Answers come as signals, on the Qt thread."""

    known = Signal(object)
    """Known."""
    failed = Signal(str)
    ended = Signal(str)
    """The library was suggested anew; empty, or the sentence why not."""

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._job: AdaptJob | None = None
        controller.runner.ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        return self._job is not None

    def read(self) -> None:
        session = self._controller.session
        if session is None:
            return

        def work(session: Session = session) -> Known:
            return Known(choices(session), session.vocabulary)

        self._controller.listening.submit(
            work, self.known.emit, failed=self.failed.emit, doing=self.tr("Reading the genres")
        )

    def leave_out(self, unused: Sequence[str]) -> None:
        """Have the library suggested anew without these genres."""
        self._job = self._controller.adapt(unused)

    def _on_ended(self, end: JobEnd) -> None:
        if self._job is not None and end.job is self._job:
            self._job = None
            stopped = self.tr("Cancelled: everything is as it was.") if end.cancelled else ""
            self.ended.emit(end.error or stopped)
            self.read()
