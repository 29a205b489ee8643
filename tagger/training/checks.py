"""What is worth a look before training: copies, doubtful labels, genres alike, genres too thin.

Every finding names the rows it is about, as they were handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tagger.training.discriminant import Statistics
from tagger.training.evaluation import Labels
from tagger.training.folds import LEAST_GROUPS, genre_mass
from tagger.training.grouping import Groups, form_groups
from tagger.training.neighbours import Neighbours, copies, nearest, sphere

NEIGHBOURS = 10
LEAST_TRACKS = 10
"""A genre of fewer tracks is thin."""
MAJORITY = 0.6
"""Neighbours that must agree on another genre before a label is doubted."""
OWN_VOICE = 0.1
"""Neighbours that may share the label all the same."""
ALIKE = 0.5
"""From this overlap on two genres are shown; 1 is one genre under two names."""


@dataclass(frozen=True)
class Copies:
    """Tracks that are, or sound as if they were, one piece of music."""

    rows: tuple[int, ...]
    """Ascending."""
    exact: bool
    """The same sound to the last byte; otherwise it is only heard as the same."""
    genres: tuple[str, ...]
    """All that these tracks carry, by name."""
    across: bool
    """They do not all carry the same genres."""


@dataclass(frozen=True)
class DoubtfulLabel:
    """A track whose neighbours, all by other artists, are of another genre."""

    row: int
    genres: tuple[str, ...]
    """Its own."""
    rather: str
    """What most neighbours are."""
    agreement: float
    """The share of its neighbours that are that."""
    neighbours: tuple[int, ...]
    """The rows that are, nearest first."""


@dataclass(frozen=True)
class Overlap:
    """Two genres whose tracks lie among each other."""

    genres: tuple[str, str]
    overlap: float
    """0: never beside each other; 1: as often beside the other's tracks as beside their own."""
    rows: tuple[int, ...]
    """Tracks of either with at least half their neighbours in the other, the deepest first."""


@dataclass(frozen=True)
class ThinGenre:
    """A genre with too few tracks or artists to be learned well or to be checked."""

    genre: str
    rows: tuple[int, ...]
    groups: int
    """Artists, or what stands for them."""

    @property
    def missing_tracks(self) -> int:
        return max(LEAST_TRACKS - len(self.rows), 0)

    @property
    def missing_groups(self) -> int:
        return max(LEAST_GROUPS - self.groups, 0)


@dataclass(frozen=True, eq=False)
class Findings:
    """All that was found among N tracks, each kind with the gravest first."""

    copies: tuple[Copies, ...]
    doubtful: tuple[DoubtfulLabel, ...]
    overlaps: tuple[Overlap, ...]
    thin: tuple[ThinGenre, ...]
    groups: Groups
    """The groups that cross-validation holds out: copies joined."""


def check(
    embeddings: ArrayLike,
    labels: Labels,
    names: Sequence[str],
    base: Statistics,
    identities: Sequence[bytes] = (),
    step: Callable[[], None] = lambda: None,
) -> Findings:
    """Looks through N tracks: embeddings (N, D), their genres, and `group_of` each.

    `base` are the statistics of the bundled model, by which likeness is measured; `identities`
    (N,), where given, are the tracks' content identities: equal ones are exact copies. `step` is
    called a few dozen times in thousands of tracks and may raise to cancel. Deterministic; memory
    grows with N, not with its square. Raises ValueError where shapes do not fit or a number is not
    finite.
    """
    unit = sphere(embeddings, base)
    if not len(unit) == len(labels) == len(names) or (identities and len(identities) != len(unit)):
        sizes = len(unit), len(labels), len(names), len(identities)
        raise ValueError(f"embeddings, labels, names and identities of {sizes} tracks")
    raw = np.asarray(embeddings, dtype=np.float16).reshape(unit.shape)
    alike = _with_identities(copies(unit, step=step), identities)
    found = _copies(alike, raw, labels, identities)
    groups = form_groups(names, [one.rows for one in found])
    around = nearest(unit, groups.index, NEIGHBOURS, step)
    genres, mass = genre_mass(labels)
    votes = _votes(around, mass)
    return Findings(
        found,
        _doubtful(around, votes, mass, groups, genres, labels),
        _overlaps(votes, mass, genres),
        _thin(mass, groups, genres),
        groups,
    )


def _with_identities(of: NDArray[np.intp], identities: Sequence[bytes]) -> NDArray[np.intp]:
    """Tracks of one identity are copies, however they were heard."""
    first: dict[bytes, int] = {}
    for row, identity in enumerate(identities):
        other = first.setdefault(identity, row) if identity else row
        if of[other] != of[row]:
            pair = of[[other, row]]
            of[np.isin(of, pair)] = pair.min()
    return of


def _copies(
    of: NDArray[np.intp],
    raw: NDArray[np.float16],
    labels: Labels,
    identities: Sequence[bytes],
) -> tuple[Copies, ...]:
    members: dict[int, list[int]] = {}
    for row in np.flatnonzero(np.bincount(of, minlength=len(of))[of] > 1):
        members.setdefault(int(of[row]), []).append(int(row))
    found: list[Copies] = []
    for rows in members.values():
        if identities:
            exact = len({identities[row] for row in rows}) == 1 and bool(identities[rows[0]])
        else:
            exact = bool((raw[rows] == raw[rows[0]]).all())
        sets = {frozenset(labels[row]) for row in rows}
        genres = tuple(sorted({genre for names in sets for genre in names}))
        found.append(Copies(tuple(rows), exact, genres, len(sets) > 1))
    return tuple(sorted(found, key=lambda one: (not one.across, not one.exact, one.rows)))


def _votes(around: Neighbours, mass: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N, C): the shares of a track's neighbours in each genre; zero without neighbours."""
    votes = np.zeros_like(mass)
    for place in range(around.rows.shape[1]):
        rows = around.rows[:, place]
        there = rows >= 0
        votes[there] += mass[rows[there]]
    total = votes.sum(axis=1, keepdims=True)
    return votes / np.where(total > 0, total, 1.0)


def _doubtful(
    around: Neighbours,
    votes: NDArray[np.float64],
    mass: NDArray[np.float64],
    groups: Groups,
    genres: tuple[str, ...],
    labels: Labels,
) -> tuple[DoubtfulLabel, ...]:
    """Labels that neighbours contradict. A genre with fewer than NEIGHBOURS tracks by others is
    never contradicted: its tracks could not have been among the nearest."""
    if not genres:
        return ()
    carried = mass > 0
    of_group = np.zeros((groups.count, len(genres)))
    np.add.at(of_group, groups.index, carried)
    by_others = carried.sum(axis=0) - of_group[groups.index]
    fair = carried.any(axis=1) & ((by_others >= NEIGHBOURS) | ~carried).all(axis=1)
    own = (votes * carried).sum(axis=1)
    others = np.where(carried, 0.0, votes)
    rather = others.argmax(axis=1)
    agreement = others.max(axis=1)
    rows = np.flatnonzero(fair & (own <= OWN_VOICE) & (agreement >= MAJORITY))
    found = [
        DoubtfulLabel(
            int(row),
            tuple(labels[int(row)]),
            genres[rather[row]],
            float(agreement[row]),
            tuple(int(n) for n in around.rows[row] if n >= 0 and carried[n, rather[row]]),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (-one.agreement, one.row)))


def _overlaps(
    votes: NDArray[np.float64], mass: NDArray[np.float64], genres: tuple[str, ...]
) -> tuple[Overlap, ...]:
    """Pairs of genres by how often each lies beside the other, against how often beside its own.

    The votes of one for the other and back are multiplied and divided by those of each for its
    own: sizes cancel, so that a large genre is not everyone's double. Of a genre with fewer tracks
    than a track has neighbours nothing can be said: most of its neighbours are others in any case.
    """
    beside = mass.T @ votes
    own = np.diagonal(beside)
    enough = mass.sum(axis=0) >= NEIGHBOURS
    both = np.sqrt(beside * beside.T)
    scale = np.sqrt(np.outer(own, own))
    overlap = np.divide(both, scale, out=np.zeros_like(both), where=scale > 0)
    overlap *= np.outer(enough, enough)
    found: list[Overlap] = []
    for one, other in zip(*np.nonzero(np.triu(overlap >= ALIKE, 1)), strict=True):
        depth = np.maximum(
            np.where(mass[:, one] > 0, votes[:, other], 0.0),
            np.where(mass[:, other] > 0, votes[:, one], 0.0),
        )
        order = np.argsort(-depth, kind="stable")
        rows = tuple(int(row) for row in order if depth[row] >= 0.5)
        pair = genres[int(one)], genres[int(other)]
        found.append(Overlap(pair, min(float(overlap[one, other]), 1.0), rows))
    return tuple(sorted(found, key=lambda one: (-one.overlap, one.genres)))


def _thin(
    mass: NDArray[np.float64], groups: Groups, genres: tuple[str, ...]
) -> tuple[ThinGenre, ...]:
    found: list[ThinGenre] = []
    for index, genre in enumerate(genres):
        rows = np.flatnonzero(mass[:, index] > 0)
        count = len(np.unique(groups.index[rows]))
        if len(rows) < LEAST_TRACKS or count < LEAST_GROUPS:
            found.append(ThinGenre(genre, tuple(int(row) for row in rows), count))
    return tuple(sorted(found, key=lambda one: (one.groups, len(one.rows), one.genre)))
