"""Review: every track with what was suggested and decided, and the decisions themselves."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tagger.catalog.decisions import StoredDecision
from tagger.catalog.variants import model_of
from tagger.making import maker_of
from tagger.records import (
    AnalysisStatus,
    Decision,
    DecisionKind,
    GenreScore,
    Presence,
    Suggestion,
    Track,
    TrackContent,
)
from tagger.settings import GENRES_PER_TRACK
from tagger.workflow.session import Session

MOST_SHOWN = 5
"""Genres in a row's suggestion, the best ones: nobody looks at more, and rows are many."""


class ReviewState(StrEnum):
    """Where a track stands on its way through the app."""

    WAITING = "waiting"
    """Scanned, not listened to yet."""
    TO_REVIEW = "to review"
    UNSURE = "unsure"
    """The model does not know, or the person said so; a person decides."""
    NO_MUSIC = "no music"
    """Listened to, and found neither music nor speech; `ReviewRow.error` says what instead."""
    ACCEPTED = "accepted"
    """Decided, not written yet."""
    REJECTED = "rejected"
    WRITTEN = "written"
    FAILED = "failed"
    """The file could not be read or listened to."""
    ABSENT = "absent"
    """Unplugged, online only, or gone."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One line of the review table."""

    track: Track
    suggestion: Suggestion | None
    """The MOST_SHOWN best genres, no more of them suggested than the person's settings allow."""
    decision: Decision | None
    state: ReviewState
    offer: tuple[str, ...] = ()
    """Genres decided on a copy of this music, while this track itself is undecided."""
    stale: bool = False
    """Whether the suggestion that was accepted is another model's, not written yet, and this model
    suggests something else. One that is unsure calls nothing into question, nor does a model that
    is not known (decisions of early versions)."""

    @property
    def best(self) -> GenreScore | None:
        """The most likely genre, if any was heard."""
        return self.suggestion.genres[0] if self.suggestion and self.suggestion.genres else None

    @property
    def suggested(self) -> tuple[str, ...]:
        """The genres that accepting the suggestion would take."""
        if self.suggestion is None or not self.suggestion.genres:
            return ()
        if self.suggestion.likely == 1:
            return (self.suggestion.genres[0].genre,)
        return tuple(score.genre for score in self.suggestion.suggested)

    @property
    def error(self) -> str | None:
        """What is wrong with this track, or why it has no suggestion, in a sentence."""
        if self.suggestion is not None and self.suggestion.error is not None:
            return self.suggestion.error
        return self.track.error


_review_row = maker_of(ReviewRow)


def review_rows(
    session: Session, model_key: str | None, track_ids: Sequence[int] | None = None
) -> list[ReviewRow]:
    """All rows of the library in order of path, or those of `track_ids`, under one model.

    `model_key` is None while no model is loaded; then nothing is suggested.
    """
    most = session.settings.get(GENRES_PER_TRACK)
    if track_ids is None:
        tracks = session.tracks.library()
        decisions, of_copies = session.decisions.of_library()
        suggestions = session.suggestions.all(model_key, MOST_SHOWN) if model_key else {}
        return [
            _row(
                t,
                suggestions.get(t.identity),
                decisions.get(t.id),
                of_copies.get(t.identity),
                most,
                model_key,
            )
            for t in tracks
        ]
    return [
        _row(
            track,
            session.suggestions.get(model_key, track.identity, MOST_SHOWN) if model_key else None,
            session.decisions.get(track.id),
            session.decisions.for_identity(track.identity),
            most,
            model_key,
        )
        for track in session.tracks.library(track_ids)
    ]


def _row(
    track: Track,
    suggestion: Suggestion | None,
    stored: StoredDecision | None,
    of_copy: StoredDecision | None,
    most: int,
    model_key: str | None,
) -> ReviewRow:
    state = _state(track, suggestion, stored)
    if suggestion is not None:
        suggestion = suggestion.at_most(most)
    if stored is None:
        offer = of_copy.decision.genres if of_copy is not None and track.identity else ()
        return _review_row(track, suggestion, None, state, offer, False)
    model, stale = stored.model, False
    if state is ReviewState.ACCEPTED and model is not None:
        other = model_of(model) != model_of(model_key or "")
        stale = other and _contradicts(suggestion, stored.decision)
    return _review_row(track, suggestion, stored.decision, state, (), stale)


def _contradicts(suggestion: Suggestion | None, decision: Decision) -> bool:
    """Whether the suggestion is another one than was accepted, whatever the genres' order."""
    if decision.kind is not DecisionKind.ACCEPTED:
        return False
    if suggestion is None or suggestion.unsure or not suggestion.genres:
        return False
    return {score.genre for score in suggestion.suggested} != set(decision.genres)


def _state(
    track: Track, suggestion: Suggestion | None, stored: StoredDecision | None
) -> ReviewState:
    if track.presence is not Presence.PRESENT:
        return ReviewState.ABSENT
    if stored is not None:
        if stored.decision.kind is DecisionKind.REJECTED:
            return ReviewState.REJECTED
        if stored.decision.kind is DecisionKind.UNSURE:
            return ReviewState.UNSURE
        standing = stored.written or stored.decision.genres == track.tags.genres
        return ReviewState.WRITTEN if standing else ReviewState.ACCEPTED
    if suggestion is None:
        return ReviewState.FAILED if track.error is not None else ReviewState.WAITING
    if suggestion.status is AnalysisStatus.FAILED:
        return ReviewState.FAILED
    if suggestion.content is TrackContent.NONE:
        return ReviewState.NO_MUSIC
    return ReviewState.UNSURE if suggestion.unsure else ReviewState.TO_REVIEW


def accept(session: Session, rows: Iterable[ReviewRow], model_key: str | None) -> int:
    """Accept what is suggested for each row, or what was decided on a copy of it.

    Rows without either are passed over. Returns how many were accepted.
    """
    decisions: list[Decision] = []
    for row in rows:
        if row.offer:
            kind, genres = DecisionKind.CHOSEN, row.offer
        elif row.suggested:
            kind, genres = DecisionKind.ACCEPTED, row.suggested
        else:
            continue
        decisions.append(Decision(row.track.id, kind, genres, time.time()))
    session.decisions.store(decisions, model_key)
    return len(decisions)


def choose(
    session: Session, track_ids: Sequence[int], genres: Sequence[str], model_key: str | None
) -> None:
    """Genres that the person picked, for all of these tracks."""
    chosen = tuple(dict.fromkeys(genre.strip() for genre in genres if genre.strip()))
    session.decisions.store(
        [Decision(id_, DecisionKind.CHOSEN, chosen, time.time()) for id_ in track_ids], model_key
    )


def reject(session: Session, track_ids: Sequence[int], model_key: str | None) -> None:
    """Leave these tracks as they are."""
    session.decisions.store(
        [Decision(id_, DecisionKind.REJECTED, (), time.time()) for id_ in track_ids], model_key
    )


def doubt(session: Session, track_ids: Sequence[int], model_key: str | None) -> None:
    """Note that the person is unsure of these tracks: they wait in their view for another day."""
    session.decisions.store(
        [Decision(id_, DecisionKind.UNSURE, (), time.time()) for id_ in track_ids], model_key
    )


def take_back(session: Session, track_ids: Sequence[int]) -> None:
    """Forget the decisions on these tracks; what was written stays written until it is undone."""
    session.decisions.clear(track_ids)
