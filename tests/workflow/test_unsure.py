"""A person who is unsure says so: the track waits, and nothing is done with it meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagger.catalog.tracks import ScannedFile
from tagger.records import AnalysisStatus, FileStamp, GenreScore, Suggestion, TrackTags
from tagger.workflow.export import decided_tracks
from tagger.workflow.planning import unwritten
from tagger.workflow.reconsider import Reconsidering
from tagger.workflow.review import ReviewRow, ReviewState, accept, doubt, review_rows, take_back
from tagger.workflow.session import Session

MODEL = "model"


@pytest.fixture
def tracks(session: Session) -> list[int]:
    """Two files of one piece of music, which the model is sure of."""
    files = [
        ScannedFile(Path(f"/music/{name}"), FileStamp(1, 1), "mp3", b"identity", TrackTags())
        for name in ("a.mp3", "b.mp3")
    ]
    session.tracks.store(files)
    said = Suggestion(AnalysisStatus.OK, (GenreScore("Jazz", 0.9),), False, likely=1)
    session.suggestions.store(MODEL, [(b"identity", said)])
    return [track.id for track in session.tracks.all()]


def rows(session: Session) -> list[ReviewRow]:
    return review_rows(session, MODEL)


def test_it_waits_in_the_view_of_the_unsure_and_still_shows_what_is_suggested(
    session: Session, tracks: list[int]
) -> None:
    doubt(session, tracks[:1], MODEL)
    first, second = rows(session)
    assert (first.state, second.state) == (ReviewState.UNSURE, ReviewState.TO_REVIEW)
    assert first.suggested == ("Jazz",)


def test_it_says_nothing_of_a_copy(session: Session, tracks: list[int]) -> None:
    doubt(session, tracks[:1], MODEL)
    assert rows(session)[1].offer == ()


def test_nothing_is_written_or_exported_for_it(session: Session, tracks: list[int]) -> None:
    doubt(session, tracks[:1], MODEL)
    assert unwritten(session) == []
    assert list(decided_tracks(session)) == []


def test_it_can_be_accepted_after_all_or_forgotten(session: Session, tracks: list[int]) -> None:
    doubt(session, tracks, MODEL)
    first, second = rows(session)
    accept(session, [first], MODEL)
    take_back(session, [second.track.id])
    assert [row.state for row in rows(session)] == [ReviewState.ACCEPTED, ReviewState.TO_REVIEW]


def test_the_last_step_takes_it_back(session: Session, tracks: list[int]) -> None:
    steps = Reconsidering()
    accept(session, rows(session)[:1], MODEL)
    steps.decide(session, tracks[:1], lambda: doubt(session, tracks[:1], MODEL))
    assert rows(session)[0].state is ReviewState.UNSURE
    steps.take_back(session)
    assert rows(session)[0].state is ReviewState.ACCEPTED
