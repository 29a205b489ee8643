"""What was accepted under one model, when another one suggests something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagger.catalog.tracks import ScannedFile
from tagger.records import (
    AnalysisStatus,
    FileStamp,
    GenreScore,
    Policy,
    Suggestion,
    Track,
    TrackTags,
)
from tagger.workflow.accept import decide
from tagger.workflow.changes import Intent
from tagger.workflow.jobs import JobContext
from tagger.workflow.planning import plan_change
from tagger.workflow.review import ReviewRow, ReviewState, accept, choose, reject, review_rows
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.write import WriteJob

from .conftest import MakeFlac

OLD, NEW = "old model", "new model"


def said(*genres: str, unsure: bool = False) -> Suggestion:
    scores = tuple(GenreScore(genre, 0.5 - place / 10) for place, genre in enumerate(genres))
    return Suggestion(AnalysisStatus.OK, scores, unsure, likely=len(genres))


@pytest.fixture
def track(session: Session) -> Track:
    tags = TrackTags(genres=("Other",))
    file = ScannedFile(Path("/music/a.mp3"), FileStamp(1, 1), "mp3", b"identity", tags)
    session.tracks.store([file])
    (stored,) = session.tracks.all()
    session.suggestions.store(OLD, [(stored.identity, said("Jazz", "Soul"))])
    return stored


def row(session: Session, model: str | None) -> ReviewRow:
    (whole,) = review_rows(session, model)
    (alone,) = review_rows(session, model, [whole.track.id])
    assert alone == whole
    return whole


def accept_old(session: Session) -> None:
    assert accept(session, review_rows(session, OLD), OLD) == 1


def test_another_suggestion_of_another_model_makes_it_stale_until_it_is_taken(
    session: Session, track: Track
) -> None:
    accept_old(session)
    session.suggestions.store(NEW, [(track.identity, said("Blues"))])
    stale = row(session, NEW)
    assert (stale.stale, stale.state) == (True, ReviewState.ACCEPTED)
    assert not row(session, OLD).stale, "back under the old model"
    assert accept(session, [stale], NEW) == 1
    taken = row(session, NEW)
    assert taken.decision is not None
    assert (taken.stale, taken.decision.genres) == (False, ("Blues",))
    assert row(session, OLD).stale, "now it is the old one that suggests something else"


@pytest.mark.parametrize(
    "now",
    [
        said("Jazz", "Soul"),
        said("Soul", "Jazz"),
        said("Blues", unsure=True),
        Suggestion(AnalysisStatus.FAILED, error="It broke."),
        None,
    ],
    ids=["the same", "another order", "unsure", "not heard", "not scored yet"],
)
def test_a_model_that_suggests_nothing_else_makes_nothing_stale(
    session: Session, track: Track, now: Suggestion | None
) -> None:
    accept_old(session)
    if now is not None:
        session.suggestions.store(NEW, [(track.identity, now)])
    assert not row(session, NEW).stale
    assert not row(session, None).stale


def test_what_a_person_chose_or_left_is_never_stale(session: Session, track: Track) -> None:
    session.suggestions.store(NEW, [(track.identity, said("Blues"))])
    choose(session, [track.id], ["Zydeco"], OLD)
    assert not row(session, NEW).stale
    reject(session, [track.id], OLD)
    assert not row(session, NEW).stale


def test_a_decision_of_a_version_that_did_not_note_the_model_is_not_stale(
    session: Session, track: Track
) -> None:
    session.suggestions.store(NEW, [(track.identity, said("Blues"))])
    accept(session, review_rows(session, OLD), None)
    assert not row(session, NEW).stale


def test_what_is_written_is_not_stale(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    make_flac(tmp_path / "a.flac", genre="Other")
    ScanJob(session, [tmp_path]).run(JobContext())
    (file,) = session.tracks.all()
    session.suggestions.store(OLD, [(file.identity, said("Jazz"))])
    session.suggestions.store(NEW, [(file.identity, said("Blues"))])
    intent = Intent(file, ("Jazz",), Policy.REPLACE)
    decide(session, [plan_change(session, intent)], OLD)
    assert row(session, NEW).stale, "a command notes the model as the window does"
    WriteJob(session, [intent]).run(JobContext())
    assert (row(session, NEW).stale, row(session, NEW).state) == (False, ReviewState.WRITTEN)
