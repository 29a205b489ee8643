"""The library's rows as the table shows them: prepared once, then filtered and sorted quickly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from tagger.making import maker_of
from tagger.records import DecisionKind
from tagger.ui.text import genres_text, path_text, plain
from tagger.workflow.filtering import Query, parse
from tagger.workflow.review import ReviewRow, ReviewState

_RUN = 4096
"""Lines sorted in one go: a longer sort would hold the interpreter, and the window, too long."""
_LAST = "\U0010ffff"
_STATE_RANK = {state: f"{rank:02}" for rank, state in enumerate(ReviewState)}


class Column(IntEnum):
    TITLE = 0
    ARTIST = 1
    ALBUM = 2
    GENRE = 3
    SUGGESTION = 4
    SURE = 5
    STATE = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its texts ready to draw, and one casefolded text to search in."""

    row: ReviewRow
    title: str
    artist: str
    album: str
    genres: str
    suggestion: str
    names: tuple[str, ...]
    """The genres of `suggestion`, one by one."""
    sure: float | None
    """Calibrated probability of the best genre; None where a person chose."""
    search: str
    conflict: bool = False
    """Whether the suggestion contradicts the genre that the file has now."""

    @property
    def id(self) -> int:
        return self.row.track.id

    @property
    def state(self) -> ReviewState:
        return self.row.state

    @property
    def stale(self) -> bool:
        """Whether it was accepted under another model, and this one suggests something else."""
        return self.row.stale

    @property
    def chosen(self) -> bool:
        """Whether the suggestion is the person's own, made here or on a copy of this music."""
        decision = self.row.decision
        if decision is None:
            return bool(self.row.offer)
        return decision is not None and decision.kind is DecisionKind.CHOSEN


_line = maker_of(Line)
# Most tracks share these with others: then the texts, and their memory, too.
_genres_text = lru_cache(maxsize=8192)(genres_text)
_plain = lru_cache(maxsize=1024)(plain)


@lru_cache(maxsize=8192)
def _names(genres: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(plain, genres))


def line_of(row: ReviewRow, conflict: bool = False) -> Line:
    tags = row.track.tags
    title = plain(tags.title) or path_text(row.track.path.name)
    artist = _plain(tags.artist or tags.album_artist)
    album = _plain(tags.album)
    genres = _genres_text(tags.genres)
    best, decision = row.best, row.decision
    chosen = bool(row.offer)
    if decision is not None and decision.settled:
        shown = decision.genres
        chosen = chosen or decision.kind is DecisionKind.CHOSEN
    else:
        shown = row.offer or row.suggested
    heard = best is not None and not chosen and bool(shown) and shown[0] == best.genre
    sure = best.probability if best is not None and heard else None
    suggestion, names = _genres_text(shown), _names(shown)
    path = path_text(row.track.path)
    search = "\n".join((title, artist, album, genres, suggestion, path)).casefold()
    return _line(row, title, artist, album, genres, suggestion, names, sure, search, conflict)


def text_of(column: Column) -> Callable[[Line], str]:
    """What a column sorts a line by; what is missing comes last."""
    match column:
        case Column.TITLE:
            return lambda line: line.title.casefold() or _LAST
        case Column.ARTIST:
            return lambda line: line.artist.casefold() or _LAST
        case Column.ALBUM:
            return lambda line: line.album.casefold() or _LAST
        case Column.GENRE:
            return lambda line: line.genres.casefold() or _LAST
        case Column.SUGGESTION:
            return lambda line: line.suggestion.casefold() or _LAST
        case Column.SURE:
            return lambda line: _LAST if line.sure is None else f"{line.sure:.6f}"
        case Column.STATE:
            return lambda line: f"{_STATE_RANK[line.row.state]}{line.stale:d}"


@dataclass(frozen=True)
class Filter:
    """What is shown: a state, one of the suggested genres, what was accepted under another model,
    what contradicts its file, what a kept filter finds, and what was typed."""

    state: ReviewState | None = None
    genre: str | None = None
    query: Query = Query()
    stale: bool = False
    conflict: bool = False
    kept: Query = Query()

    @classmethod
    def of(
        cls,
        state: ReviewState | None,
        genre: str | None,
        typed: str,
        *,
        stale: bool = False,
        conflict: bool = False,
        kept: str = "",
    ) -> Filter:
        return cls(state, genre, parse(typed), stale, conflict, parse(kept))

    @property
    def is_open(self) -> bool:
        """Whether everything matches."""
        return not self._asks_for_more and not self.query.groups

    @property
    def test(self) -> Callable[[Line], bool]:
        """`matches` without what is not asked for, to be called for every line."""
        return self.matches if self._asks_for_more else self.query.matches

    @property
    def _asks_for_more(self) -> bool:
        """Whether anything is asked beside what was typed."""
        of_kind = self.state is not None or self.genre is not None or self.stale or self.conflict
        return of_kind or bool(self.kept.groups)

    def matches(self, line: Line) -> bool:
        if self.state is not None and line.row.state is not self.state:
            return False
        if (self.stale and not line.stale) or (self.conflict and not line.conflict):
            return False
        if self.genre is not None and self.genre not in line.names:
            return False
        if self.query.groups and not self.query.matches(line):
            return False
        return not self.kept.groups or self.kept.matches(line)


@dataclass(frozen=True)
class Arrangement:
    """What is shown, and in which order."""

    wanted: Filter = Filter()
    column: Column = Column.TITLE
    descending: bool = False

    def order(self, lines: Iterable[Line]) -> list[int]:
        """The ids of the lines that match, sorted. Safe on any thread.

        Where many lines say the same, that is compared once and not for each of them.
        """
        shown = lines if self.wanted.is_open else filter(self.wanted.test, lines)
        text = text_of(self.column)
        first: dict[str, int] = {}
        others: dict[str, list[int]] = {}
        for line in shown:
            said = text(line)
            if said not in first:
                first[said] = line.row.track.id
            elif said in others:
                others[said].append(line.row.track.id)
            else:
                others[said] = [line.row.track.id]
        order: list[int] = []
        for said in sort_in_runs(list(first)):
            if said in others:
                order += sorted([first[said], *others[said]])
            else:
                order.append(first[said])
        if self.descending:
            order.reverse()
        return order

    def shows(self, line: Line) -> bool:
        return self.wanted.matches(line)

    def key(self, line: Line) -> tuple[str, int]:
        """Its order is total."""
        return text_of(self.column)(line), line.id


def sort_in_runs(texts: list[str]) -> list[str]:
    """Sorted, but never for long at a time: a sort holds the interpreter, and with it the window.

    Runs are sorted, then merged two by two; Python's sort finds both and only merges them.
    """
    runs = [sorted(texts[start : start + _RUN]) for start in range(0, len(texts), _RUN)]
    while len(runs) > 1:
        runs = [sorted(first + second) for first, second in _pairs(runs)]
    return runs[0] if runs else []


def _pairs(runs: list[list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    """One after another; the last one may be left over."""
    for place in range(0, len(runs), 2):
        yield runs[place], runs[place + 1] if place + 1 < len(runs) else []


@dataclass
class Library:
    """Every line by its track's id, and how many there are of each kind."""

    lines: dict[int, Line]
    states: Counter[ReviewState]
    genres: Counter[str]
    stale: int = 0
    """Accepted under another model, which this one does not agree with."""
    conflicts: int = 0
    """Undecided, and suggested to be another genre than the file says."""

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Library:
        """Safe on any thread."""
        by_id = {line.row.track.id: line for line in lines}
        states = Counter(line.row.state for line in by_id.values())
        genres: Counter[str] = Counter()
        # Thousands of tracks share one of a few hundred lists.
        for names, count in Counter(line.names for line in by_id.values()).items():
            for name in names:
                genres[name] += count
        stale = sum(line.row.stale for line in by_id.values())
        return cls(by_id, states, genres, stale, sum(line.conflict for line in by_id.values()))

    def with_changes(self, changes: Mapping[int, Line | None]) -> Library:
        """A copy in which these lines are new, replaced or (None) gone. Safe on any thread."""
        changed = replace(
            self, lines=self.lines.copy(), states=self.states.copy(), genres=self.genres.copy()
        )
        for id_, line in changes.items():
            changed.put(id_, line)
        return changed

    def put(self, id_: int, line: Line | None) -> None:
        """Keep a line in place of the one with its id; None takes that away."""
        old = self.lines.pop(id_, None) if line is None else self.lines.get(id_)
        for each, step in ((old, -1), (line, +1)):
            if each is not None:
                self.states[each.row.state] += step
                self.stale += step * each.stale
                self.conflicts += step * each.conflict
                for name in each.names:
                    self.genres[name] += step
        if line is not None:
            self.lines[id_] = line
