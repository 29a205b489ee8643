"""A library in numbers: its genres by tracks, playing time and decade, before and after, and how
sure the suggestions are beside how they were decided.

A track with several genres counts in each of them, so that genres add up to more than the tracks.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tagger.catalog.statistics import genres_at_first
from tagger.records import Presence
from tagger.workflow.planning import Planner, unwritten
from tagger.workflow.reliability import SureBin, known_of, sure_bins
from tagger.workflow.review import ReviewRow
from tagger.workflow.session import Session
from tagger.workflow.sureness import HeldOut

EARLIEST, LATEST = 1000, 9999
"""Other years are none: what a file tells then is a mistake, or an index."""


class Stage(StrEnum):
    """Which genres of a track are counted."""

    BEFORE = "before"
    """Its file's before Tagger first wrote it; where it never did, those that it has."""
    NOW = "now"
    """Its file's, as last read."""
    PLANNED = "planned"
    """Its file's once all that was decided is written by the settings of now."""
    SUGGESTED = "suggested"
    """Those decided or, where nothing was, those suggested."""


@dataclass(frozen=True)
class Tally:
    """Some tracks, counted."""

    tracks: int = 0
    seconds: float = 0.0
    """Playing time of those whose length is known."""
    unknown: int = 0
    """Tracks whose files tell no length."""


@dataclass(frozen=True)
class GenreTally:
    genre: str
    """Empty: those without a genre."""
    tally: Tally


@dataclass(frozen=True)
class GenreDecades:
    """One genre over time."""

    genre: str
    decades: tuple[int, ...]
    """Tracks in each of `Genres.decades`."""
    undated: int


@dataclass(frozen=True)
class Genres:
    """The genres of one stage."""

    tallies: tuple[GenreTally, ...]
    """Most tracks first; those without a genre, if there are any, last."""
    without: int
    """Tracks that have none."""
    several: int
    """Tracks that have more than one."""
    decades: tuple[int, ...]
    """First years of the decades of these tracks, rising, none left out in between."""
    over_time: tuple[GenreDecades, ...]
    """As `tallies` in their order."""

    @property
    def values(self) -> int:
        """How many different genres, each spelling for itself."""
        return len(self.tallies) - bool(self.without)


@dataclass(frozen=True)
class YearTally:
    year: int | None
    """None: their files tell no year, or none that can be."""
    tally: Tally


@dataclass(frozen=True)
class Change:
    """Tracks of one genre at the stages that files go through."""

    genre: str
    before: int
    now: int
    planned: int


@dataclass(frozen=True)
class Statistics:
    """Everything of some tracks at one moment."""

    all: Tally
    absent: int
    """Of them, those whose files are not there now."""
    stages: dict[Stage, Genres]
    years: tuple[YearTally, ...]
    """Rising; those without a year last."""
    changes: tuple[Change, ...]
    """By the most tracks at any stage; those without a genre last."""
    waiting: int
    """Files that a write would give other genres now."""
    written: int
    """Tracks whose genres are not those that they had at first."""
    sureness: tuple[SureBin, ...]
    """From the least sure on; without suggestions none."""
    measured: bool
    """Whether what is expected rests on what the model's file tells of held-out music."""
    under_others: int
    """Decisions on suggestions of other models, which `sureness` leaves out."""

    @property
    def suggestions(self) -> int:
        return sum(each.suggestions for each in self.sureness)

    @property
    def decades(self) -> tuple[YearTally, ...]:
        """`years` in tens, those between the first and the last that hold nothing too."""
        found: dict[int, Tally] = {}
        undated = [each for each in self.years if each.year is None]
        for each in self.years:
            if each.year is not None:
                start = each.year // 10 * 10
                found[start] = _sum(found.get(start, Tally()), each.tally)
        return (*(YearTally(d, found.get(d, Tally())) for d in _span(found)), *undated)


def statistics(
    session: Session,
    rows: Sequence[ReviewRow],
    model_key: str | None,
    known: HeldOut | None = None,
) -> Statistics:
    """Count these tracks; `model_key` is the model that suggests.

    `known` is what is known of that model; None has it read, which may load the model. Takes
    seconds for a large library, so never on the Qt thread.
    """
    first = genres_at_first(session.catalog)
    planned = _planned(session, rows)
    stages: dict[Stage, Callable[[ReviewRow], tuple[str, ...]]] = {
        Stage.BEFORE: lambda row: first.get(row.track.id, row.track.tags.genres),
        Stage.NOW: lambda row: row.track.tags.genres,
        Stage.PLANNED: lambda row: planned.get(row.track.id, row.track.tags.genres),
        Stage.SUGGESTED: suggested_or_decided,
    }
    facts = [_fact(row) for row in rows]
    genres = {stage: _genres(facts, genres_of) for stage, genres_of in stages.items()}
    known = known_of(session) if known is None else known
    bins, under_others = sure_bins(session, rows, model_key, known)
    return Statistics(
        all=_tally(facts),
        absent=sum(row.track.presence is not Presence.PRESENT for row in rows),
        stages=genres,
        years=_years(facts),
        changes=_changes(genres),
        waiting=len(planned),
        written=sum(stages[Stage.BEFORE](row) != row.track.tags.genres for row in rows),
        sureness=bins,
        measured=known.is_known,
        under_others=under_others,
    )


def suggested_or_decided(row: ReviewRow) -> tuple[str, ...]:
    """What the table shows as a track's suggestion."""
    if row.decision is not None and row.decision.settled:
        return row.decision.genres
    return row.offer or row.suggested


def year_of(row: ReviewRow) -> int | None:
    """A track's year, where its file tells one that can be."""
    year = row.track.tags.year
    return year if year is not None and EARLIEST <= year <= LATEST else None


@dataclass(frozen=True, slots=True)
class _Fact:
    """What every count asks of a track, asked once."""

    row: ReviewRow
    seconds: float | None
    year: int | None
    decade: int | None


def _fact(row: ReviewRow) -> _Fact:
    year = year_of(row)
    decade = None if year is None else year // 10 * 10
    return _Fact(row, row.track.tags.duration, year, decade)


def _planned(session: Session, rows: Iterable[ReviewRow]) -> dict[int, tuple[str, ...]]:
    """The genres of the files that a write would give others."""
    planner = Planner(session)
    waiting = unwritten(session, [row.track.id for row in rows if row.decision is not None])
    plans = (planner.plan(intent) for intent in waiting)
    return {
        plan.intent.track.id: plan.after
        for plan in plans
        if plan.changes and plan.after is not None and plan.after != plan.before
    }


def _tally(facts: Sequence[_Fact]) -> Tally:
    known = [fact.seconds for fact in facts if fact.seconds is not None]
    return Tally(len(facts), math.fsum(known), len(facts) - len(known))


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(
        one.tracks + other.tracks, one.seconds + other.seconds, one.unknown + other.unknown
    )


def _genres(rows: Iterable[_Fact], genres_of: Callable[[ReviewRow], tuple[str, ...]]) -> Genres:
    held: dict[str, list[_Fact]] = {}
    several = 0
    for fact in rows:
        names = genres_of(fact.row)
        if len(names) > 1:
            # A value that a file holds twice is one genre.
            names = tuple(dict.fromkeys(filter(None, names)))
            several += len(names) > 1
        for name in names or ("",):
            held.setdefault(name, []).append(fact)
    order = sorted(held, key=lambda name: (not name, -len(held[name]), name.casefold(), name))
    years = {name: Counter(fact.decade for fact in held[name]) for name in order}
    decades = _span(decade for counts in years.values() for decade in counts if decade is not None)
    return Genres(
        tallies=tuple(GenreTally(name, _tally(held[name])) for name in order),
        without=len(held.get("", ())),
        several=several,
        decades=decades,
        over_time=tuple(
            GenreDecades(name, tuple(years[name][d] for d in decades), years[name][None])
            for name in order
        ),
    )


def _span(decades: Iterable[int]) -> tuple[int, ...]:
    """From the first to the last. A single year that lies far off must not make hundreds."""
    found = sorted(set(decades))
    if not found:
        return ()
    filled = range(found[0], found[-1] + 10, 10)
    return tuple(filled) if len(filled) <= 2 * len(found) + 10 else tuple(found)


def _years(facts: Iterable[_Fact]) -> tuple[YearTally, ...]:
    held: dict[int | None, list[_Fact]] = {}
    for fact in facts:
        held.setdefault(fact.year, []).append(fact)
    order = sorted(held, key=lambda year: (year is None, year or 0))
    return tuple(YearTally(year, _tally(held[year])) for year in order)


def _changes(stages: dict[Stage, Genres]) -> tuple[Change, ...]:
    counts = {
        stage: {each.genre: each.tally.tracks for each in genres.tallies}
        for stage, genres in stages.items()
    }
    through = (Stage.BEFORE, Stage.NOW, Stage.PLANNED)
    found = [
        Change(name, *(counts[stage].get(name, 0) for stage in through))
        for name in {name for stage in through for name in counts[stage]}
    ]
    return tuple(sorted(found, key=_rank))


def _rank(change: Change) -> tuple[bool, int, str, str]:
    most = max(change.before, change.now, change.planned)
    return not change.genre, -most, change.genre.casefold(), change.genre
