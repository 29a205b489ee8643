"""Tidy: the genre values that the files of a library hold, and rules that put them in order.

A rule says what becomes of one value wherever it stands: other values, or nothing. The rest of a
file's genres stays as it is, in its order. What the rules come to is planned, previewed, written
and undone like any other batch; no decision on a track is made or settled by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tagger.catalog.held_genres import HeldGenres
from tagger.catalog.journal import Fields
from tagger.genres.offers import offer, spellings
from tagger.genres.profiles import chosen_profile
from tagger.records import Policy, Track
from tagger.workflow.changes import Intent
from tagger.workflow.planning import Planner
from tagger.workflow.preview import WritePlan, write_plan
from tagger.workflow.session import Session


@dataclass(frozen=True)
class GenreValue:
    """One value that stands in the genre field of some files."""

    value: str
    tracks: int
    suggestion: tuple[str, ...] | None = None
    """What it should rather be; None where it is right or not known."""


@dataclass(frozen=True)
class Tidying:
    """What becomes of values: those of the mapping's right side, or nothing where that is empty."""

    rules: Mapping[str, tuple[str, ...]]
    chained: bool = False
    """Whether what a rule makes goes through the rules in its turn. Else A to B and B to C are
    two renamings at once, so that values can also be swapped."""

    def of(self, genres: Sequence[str]) -> tuple[str, ...]:
        """The genres in order; one that comes twice by a rule is kept once, in its first place."""
        if self.rules.keys().isdisjoint(genres):
            return tuple(genres)
        return tuple(dict.fromkeys(new for genre in genres for new in self._of(genre, ())))

    def _of(self, genre: str, seen: tuple[str, ...]) -> Iterator[str]:
        if genre not in self.rules or genre in seen:
            yield genre
            return
        for new in self.rules[genre]:
            if self.chained and new != genre:
                yield from self._of(new, (*seen, genre))
            else:
                yield new


@dataclass(frozen=True)
class Held:
    """The genres of a library's files, as they were at one moment."""

    lists: tuple[tuple[tuple[str, ...], int], ...]
    """Genres that stand together in files, with the number of those files."""
    values: tuple[GenreValue, ...] = field(compare=False)
    """Those that most tracks hold first."""

    def files(self, tidying: Tidying) -> int:
        """How many files would be changed."""
        return sum(
            count
            for place in self._touched(tidying.rules)
            for genres, count in [self.lists[place]]
            if tidying.of(genres) != genres
        )

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, (genres, _) in enumerate(self.lists):
            for genre in set(genres):
                found.setdefault(genre, []).append(place)
        return found

    def _touched(self, values: Iterable[str]) -> set[int]:
        return {place for value in values for place in self._places.get(value, ())}


def held(session: Session, paths: Sequence[Path] = ()) -> Held:
    """What the library's files hold that are there, or those at or below `paths`.

    Values are told as the chosen profile reads them: where several genres are joined for a program
    that shows one value, they are several here.
    """
    lists: Counter[tuple[str, ...]] = Counter()
    for _, genres, tracks in _Reading(session).lists(paths):
        lists[genres] += tracks
    counts: Counter[str] = Counter()
    for genres, tracks in lists.items():
        for genre in filter(str.strip, set(genres)):
            counts[genre] += tracks
    vocabulary = session.vocabulary
    usual = spellings(counts, vocabulary)
    values = (GenreValue(v, n, offer(v, vocabulary, usual)) for v, n in counts.items())
    ordered = sorted(values, key=lambda each: (-each.tracks, each.value))
    return Held(tuple(lists.items()), tuple(ordered))


def values(session: Session, paths: Sequence[Path] = ()) -> tuple[GenreValue, ...]:
    """Every genre value of the library with its count, and what it should rather be."""
    return held(session, paths).values


def suggested(values: Iterable[GenreValue]) -> dict[str, tuple[str, ...]]:
    """The rules that take every suggestion."""
    return {v.value: v.suggestion for v in values if v.suggestion is not None}


def tracks_with(
    session: Session, values: Iterable[str], paths: Sequence[Path] = (), most: int | None = None
) -> list[Track]:
    """The tracks that hold one of these values, in order of path; not more than `most`."""
    wanted, reading = set(values), _Reading(session)
    lists = [raw for raw, genres, _ in reading.lists(paths) if not wanted.isdisjoint(genres)]
    # Two files with one genre may differ in the field of sub-genres: then their number is not known
    # before they are looked at.
    limit = None if reading.with_fields else most
    tracks = session.tracks.get(HeldGenres(session.catalog).ids(lists, paths, limit))
    return [track for track in tracks if not wanted.isdisjoint(reading.of(track))][:most]


def plan_tidy(session: Session, tidying: Tidying, paths: Sequence[Path] = ()) -> WritePlan:
    """What the rules would do to each file that holds one of their values, and to no other."""
    planner, reading = Planner(session), _Reading(session)
    intents: list[Intent] = []
    for track in tracks_with(session, tidying.rules, paths):
        wanted = tidying.of(present := reading.of(track))
        if wanted != present:
            before = track.tags.genres
            intents.append(Intent(track, wanted, Policy.REPLACE, True, exact=True, present=before))
    return write_plan(session.settings, map(planner.plan, intents))


class _Reading:
    """The genres of files as the chosen profile reads them."""

    def __init__(self, session: Session) -> None:
        self._profile = chosen_profile(session.settings)
        self._vocabulary = session.vocabulary
        self._held = HeldGenres(session.catalog)
        self.with_fields = bool(self._profile.subgenre_field)

    def lists(
        self, paths: Sequence[Path]
    ) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], int]]:
        """Genres as they stand in files, as they are read, and in how many files that is so."""
        for each in self._held.lists(paths, with_fields=self.with_fields):
            yield each.genres, self._read(each.genres, each.custom), each.tracks

    def of(self, track: Track) -> tuple[str, ...]:
        return self._read(track.tags.genres, track.tags.custom)

    def _read(self, genres: tuple[str, ...], custom: Fields) -> tuple[str, ...]:
        return self._profile.present(genres, dict(custom), self._vocabulary)
