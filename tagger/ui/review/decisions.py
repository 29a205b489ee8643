"""What a person decides, on its way from the window into the catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from tagger.ui.jobs import Background
from tagger.ui.library.lines import Line
from tagger.ui.library.reading import read_lines
from tagger.wording import say
from tagger.workflow.reconsider import Reconsidering, Turned
from tagger.workflow.review import ReviewRow, accept, choose, doubt, reject, take_back
from tagger.workflow.session import Session

_Store = Callable[[Session, list[ReviewRow], str | None], object]


class Desk(Protocol):
    """What decisions need of the one that owns the session and the workers."""

    @property
    def background(self) -> Background: ...
    @property
    def model_key(self) -> str | None: ...
    def open_session(self) -> Session: ...
    def show_changes(self, lines: Iterable[Line]) -> None: ...


class Decisions:
    """Stores decisions on the catalog's worker and shows the rows that they change.

    A decision is one on what its row shows, so it is stored under the model of that moment.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._steps = Reconsidering()
        """Touched by the catalog's worker alone, in the order of what was asked."""

    def accept(self, lines: Sequence[Line]) -> None:
        """Accept what is suggested, or what was decided on a copy."""
        self._decide(lines, accept)

    def choose(self, lines: Sequence[Line], genres: Sequence[str]) -> None:
        self._decide(lines, lambda session, rows, key: choose(session, _ids(rows), genres, key))

    def reject(self, lines: Sequence[Line]) -> None:
        self._decide(lines, lambda session, rows, key: reject(session, _ids(rows), key))

    def doubt(self, lines: Sequence[Line]) -> None:
        self._decide(lines, lambda session, rows, key: doubt(session, _ids(rows), key))

    def take_back(self, lines: Sequence[Line]) -> None:
        self._decide(lines, lambda session, rows, key: take_back(session, _ids(rows)))

    def take_back_last(self, done: Callable[[Turned | None], None]) -> None:
        """Take the newest decision of this session back; `done` gets what became of it."""
        self._turn(self._steps.take_back, done)

    def decide_again(self, done: Callable[[Turned | None], None]) -> None:
        """Make the decision again that was taken back last."""
        self._turn(self._steps.make_again, done)

    def _turn(
        self, turn: Callable[[Session], Turned | None], done: Callable[[Turned | None], None]
    ) -> None:
        desk = self._desk
        session, key = desk.open_session(), desk.model_key

        def work() -> tuple[Turned | None, list[Line]]:
            turned = turn(session)
            ids = turned.ids if turned is not None else ()
            return turned, read_lines(session, key, session.tracks.copies(ids)) if ids else []

        def show(found: tuple[Turned | None, list[Line]]) -> None:
            desk.show_changes(found[1])
            done(found[0])

        desk.background.submit(work, show, doing=say("Taking the decision back"))

    def _decide(self, lines: Sequence[Line], store: _Store) -> None:
        if not lines:
            return
        desk = self._desk
        session, key = desk.open_session(), desk.model_key

        def work() -> list[Line]:
            rows = [line.row for line in lines]
            self._steps.decide(session, _ids(rows), lambda: store(session, rows, key))
            # A decision is an offer for the other copies of the same music.
            return read_lines(session, key, session.tracks.copies(_ids(rows)))

        desk.background.submit(work, desk.show_changes, doing=say("Storing the decision"))


def _ids(rows: Iterable[ReviewRow]) -> list[int]:
    return [row.track.id for row in rows]
