"""After corrections in daily use: what the model has not learned of them, and what to ask next.

Nothing here is written into files or changes a model. An answer is a decision like any other.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tagger.catalog import teaching
from tagger.catalog.lessons import Lesson
from tagger.catalog.teaching import Heard, Picked
from tagger.model.classifier import verdicts
from tagger.model.library import LoadedModel
from tagger.model.personal import statistics_of
from tagger.records import GenreScore, Presence, Track
from tagger.settings import GENRES_PER_TRACK
from tagger.training.asking import MOST_COMPARED, ask, nearness, strangeness, uncertainty
from tagger.training.discriminant import Statistics
from tagger.training.neighbours import sphere
from tagger.workflow.example_records import Source
from tagger.workflow.genre_folders import GenreNames
from tagger.workflow.lessons import lesson_of_model
from tagger.workflow.material import open_base
from tagger.workflow.session import Session
from tagger.workflow.terms import terms_of

COUNT = 20
"""Tracks to ask about at a time: after so many answers a refreshed model knows better what next."""
MOST_ANSWERS = 5
"""Genres that are offered for a track."""

_MOST_KNOWN = 10_000
_CLOSE = 0.5
"""A second genre is a rival of the best one from this share of its probability on."""
_STRANGE = 2.0
"""From here on a track is unlike the model's genres: so far are 5 % of the bundled model's training
tracks, and 5 % of others."""
_FAMILIAR = 0.2
"""Cosine with a taught or decided track from which a track is not called unlike anything."""


@dataclass(frozen=True)
class Unlearned:
    """The corrections that the model in use has not learned from."""

    count: int
    model: str
    refreshable: bool
    """Whether it can be taught further: its examples are known here. Otherwise a new model can
    learn them."""


class Why(StrEnum):
    """Why an answer on a track would teach something."""

    UNLIKE = "unlike"
    """It lies far from all genres and examples of the model."""
    BETWEEN = "between"
    """Two genres are about as likely."""
    OPEN = "open"
    """No genre is likely; `Reason.genres` are the best ones."""
    UNSURE = "unsure"


@dataclass(frozen=True)
class Reason:
    why: Why
    genres: tuple[str, ...]
    """The genres in question, best first."""
    alike: int
    """How many undecided tracks sound most like this one of all that are asked about."""


@dataclass(frozen=True)
class Teaching:
    """One track to ask about."""

    track: Track
    suggestions: tuple[GenreScore, ...]
    """Up to MOST_ANSWERS, best first."""
    reason: Reason


def picks(session: Session) -> int:
    """How many tracks have genres that the person picked: no fewer than there are corrections.

    Quick, and loads no model.
    """
    return teaching.Teaching(session.catalog).picks()


def corrections_since(session: Session) -> Unlearned:
    """How many pieces of music have genres that the person picked and the model did not learn.

    A correction is a pick that differs from what was suggested, or was made where the model was
    unsure; accepted suggestions are none. A model with a known lesson has learned what is among its
    examples with these genres, and what they came of. Loads the model on first use: slow then.
    Raises `ModelError` and `VocabularyError`.
    """
    listener = session.listener()
    model = listener.model
    lesson = lesson_of_model(session, model)
    names = GenreNames(session.vocabulary, model.genres)
    picked = teaching.Teaching(session.catalog).picked(
        listener.network_key,
        terms_of(session, listener).key,
        None if lesson is None else lesson.id,
        session.settings.get(GENRES_PER_TRACK),
    )
    count = sum(not _is_learned(each, lesson, names) for each in picked)
    return Unlearned(count, model.info.name, lesson is not None)


def teach_most(session: Session, count: int = COUNT) -> tuple[Teaching, ...]:
    """The undecided tracks whose answers would teach the model in use most, the best one first.

    They were heard, hold music, have a file that is there and are no examples of the model; copies
    are asked about once. See `tagger.training.asking` for how they are chosen. Memory is bounded by
    MOST_COMPARED tracks, however large the library is. Loads the model on first use: slow then.
    Raises `ModelError` and `TaggerError`.
    """
    from threadpoolctl import threadpool_limits

    # On a busy machine a second thread makes the products of matrices three times slower.
    session.listener()
    with threadpool_limits(1, "blas"):
        return _teach_most(session, count)


def _teach_most(session: Session, count: int) -> tuple[Teaching, ...]:
    listener = session.listener()
    model = listener.model
    lesson = lesson_of_model(session, model)
    id = None if lesson is None else lesson.id
    store = teaching.Teaching(session.catalog)
    candidates = _most_uncertain(model, store.undecided(listener.network_key, id))
    if candidates is None or count < 1:
        return ()
    identities, vectors, weight = candidates
    statistics = learned_from(session, model)
    unit = sphere(vectors, statistics)
    known = np.full(len(unit), -1.0, np.float32)
    for part in store.known(listener.network_key, id, _MOST_KNOWN):
        np.maximum(known, nearness(unit, sphere(part.vectors, statistics)), out=known)
    asked = ask(unit, weight, known, count)
    chosen = vectors[asked.rows]
    strange = (strangeness(chosen, statistics) >= _STRANGE) & (known[asked.rows] < _FAMILIAR)
    terms = terms_of(session, listener)
    parts = model.answer(chosen, np.zeros(len(chosen), dtype=bool))
    said = [verdict for _, answer in parts for verdict in verdicts(terms.rank(answer))]
    found: list[Teaching] = []
    for place, row in enumerate(asked.rows.tolist()):
        track = _file_of(session, identities[row])
        if track is not None:
            scores = said[place].scores[:MOST_ANSWERS]
            reason = _reason(scores, bool(strange[place]), int(asked.alike[place]))
            found.append(Teaching(track, scores, reason))
    return tuple(found)


def why(reason: Reason) -> str:
    """A reason in a few words."""
    names = reason.genres
    match reason.why:
        case Why.UNLIKE:
            text = "unlike most of what the model has heard"
        case Why.BETWEEN:
            text = f"between {names[0]} and {names[1]}"
        case Why.OPEN:
            text = f"{', '.join(names[:-1])} or {names[-1]}"
        case Why.UNSURE:
            text = f"perhaps {names[0]}" if names else "no idea yet"
    if reason.alike > 1:
        text += f"; {reason.alike:,} more sound like it"
    return text


def _is_learned(picked: Picked, lesson: Lesson | None, names: GenreNames) -> bool:
    genres = _meant(picked.genres, names)
    if picked.suggested is not None and _meant(picked.suggested, names) == genres:
        return True
    if lesson is None or picked.taught is None:
        return False
    if picked.decided_at <= lesson.taught_at and (
        not picked.taught or picked.source == Source.DECISION.value
    ):
        # It was among the examples, and what differs now was changed on purpose in the training.
        return True
    return _meant(picked.taught, names) == genres


def _meant(genres: Sequence[str], names: GenreNames) -> frozenset[str]:
    return frozenset(names.of(genre) or genre for genre in genres)


def _most_uncertain(
    model: LoadedModel, parts: Iterator[Heard]
) -> tuple[list[bytes], NDArray[np.float16], NDArray[np.float32]] | None:
    """Identities (N,), embeddings (N, D) and uncertainty (N,) of the MOST_COMPARED worth most."""
    identities: list[bytes] = []
    vectors: NDArray[np.float16] | None = None
    weight = np.zeros(0, np.float32)
    for part in parts:
        identities += part.identities
        vectors = part.vectors if vectors is None else np.concatenate([vectors, part.vectors])
        weight = np.append(weight, uncertainty(model.head.probabilities(part.vectors)))
        if len(weight) > MOST_COMPARED:
            best = np.sort(np.argsort(-weight, kind="stable")[:MOST_COMPARED])
            identities = [identities[row] for row in best.tolist()]
            vectors, weight = vectors[best], weight[best]
    return None if vectors is None else (identities, vectors, weight)


def learned_from(session: Session, model: LoadedModel) -> Statistics:
    """Those that the model was learned from; the base model's where it does not bring its own."""
    own = None if model.info.bundled else statistics_of(model.network)
    if own is None:
        return open_base(session).statistics
    return Statistics.load(io.BytesIO(own))


def _file_of(session: Session, identity: bytes) -> Track | None:
    found = session.tracks.with_identity(identity)
    tracks = session.tracks.library([track.id for track in found])
    there = [track for track in tracks if track.presence is Presence.PRESENT]
    return min(there, key=lambda track: track.path, default=None)


def _reason(scores: Sequence[GenreScore], strange: bool, alike: int) -> Reason:
    genres = tuple(score.genre for score in scores)
    if strange:
        return Reason(Why.UNLIKE, genres[:1], alike)
    if len(scores) < 2:
        return Reason(Why.UNSURE, genres, alike)
    best, second = scores[0].probability, scores[1].probability
    third = scores[2].probability if len(scores) > 2 else 0.0
    if third >= _CLOSE * best:
        return Reason(Why.OPEN, genres[:3], alike)
    if second >= _CLOSE * best:
        return Reason(Why.BETWEEN, genres[:2], alike)
    return Reason(Why.UNSURE, genres[:1], alike)
