"""Several genres where several are likely: suggested, previewed, accepted and written together."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from tagger.model import library
from tagger.records import AnalysisStatus, GenreScore, Policy, Suggestion
from tagger.settings import GENRES_PER_TRACK
from tagger.workflow.accept import what_to_accept
from tagger.workflow.analyse import AnalyseJob
from tagger.workflow.jobs import JobContext
from tagger.workflow.library_view import plan_writes, preview_change
from tagger.workflow.review import ReviewRow, accept, review_rows
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.write import WriteJob
from tests.model.tiny_network import tiny_metadata, write_tiny_network

from .conftest import MakeFlac

SCORES = tuple(
    GenreScore(genre, probability)
    for genre, probability in (("Rock", 0.5), ("Blues", 0.3), ("Jazz", 0.15), ("Pop", 0.05))
)
LIKELY = Suggestion(AnalysisStatus.OK, SCORES, unsure=False, likely=3)


@pytest.fixture(autouse=True)
def _generous_model(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small network that is always sure and suggests whatever is a little likely."""
    head = json.loads(tiny_metadata()["head"])
    head |= {"temperature": 30.0, "unsure_below": [0.0] * 4, "also_above": 0.05}
    folder = tmp_path_factory.mktemp("models")
    metadata = {**tiny_metadata(), "head": json.dumps(head)}
    write_tiny_network(folder / library.BUNDLED_FILE, metadata)
    monkeypatch.setattr(library, "bundled_models", lambda: folder)


@pytest.fixture
def heard(session: Session, tmp_path: Path, make_flac: MakeFlac) -> Path:
    """One track that was listened to, and one with a genre of its own."""
    make_flac(tmp_path / "bare.flac", 1, seconds=4.0)
    make_flac(tmp_path / "tagged.flac", 2, seconds=4.0, genre="Wednesday Music")
    ScanJob(session, [tmp_path]).run(JobContext())
    AnalyseJob(session, session.tracks.all()).run(JobContext())
    return tmp_path


def rows_of(session: Session) -> list[ReviewRow]:
    return review_rows(session, session.listener().key)


def test_likely_genres_are_accepted_and_written_together(session: Session, heard: Path) -> None:
    bare, _ = rows_of(session)
    assert len(bare.suggested) == 3
    planned = preview_change(session, bare)
    assert planned is not None and planned.after == bare.suggested
    accept(session, [bare], session.listener().key)
    assert [change.after for change in plan_writes(session).changes] == [bare.suggested]
    WriteJob(session, [change.intent for change in plan_writes(session).changes]).run(JobContext())
    assert FLAC(heard / "bare.flac")["genre"] == list(bare.suggested)


def test_what_a_file_says_is_kept_before_the_suggested_genres(
    session: Session, heard: Path
) -> None:
    _, tagged = rows_of(session)
    accept(session, [tagged], session.listener().key)
    (change,) = plan_writes(session, Policy.APPEND).changes
    assert change.after == ("Wednesday Music", *tagged.suggested)
    assert plan_writes(session, Policy.FILL).changes == ()


def test_a_person_may_want_only_the_best_genre(session: Session, heard: Path) -> None:
    generous = [row.suggested for row in rows_of(session)]
    assert len(generous[0]) == 3
    session.settings.set(GENRES_PER_TRACK, 1)
    bare, tagged = rows_of(session)
    assert [bare.suggested, tagged.suggested] == [genres[:1] for genres in generous]
    (one,) = review_rows(session, session.listener().key, [bare.track.id])
    assert one == bare
    accept(session, [bare], session.listener().key)
    assert [change.after for change in plan_writes(session).changes] == [generous[0][:1]]


def test_a_limit_on_the_probability_holds_for_every_genre() -> None:
    assert what_to_accept(LIKELY, None) == (("Rock", "Blues", "Jazz"), None)
    assert what_to_accept(LIKELY, 0.3) == (("Rock", "Blues"), None)
    assert what_to_accept(LIKELY, 0.5) == (("Rock",), None)
    genres, reason = what_to_accept(LIKELY, 0.6)
    assert (genres, reason) == ((), "Rock is only 50% likely.")


def test_what_is_unsure_is_left_alone_unless_a_limit_is_given() -> None:
    unsure = dataclasses.replace(LIKELY, unsure=True, likely=1)
    genres, reason = what_to_accept(unsure, None)
    assert genres == () and reason is not None and reason.startswith("Unsure")
    assert what_to_accept(unsure, 0.0) == (("Rock",), None)


def test_at_most_never_takes_the_best_genre_away_nor_adds_one() -> None:
    assert [score.genre for score in LIKELY.at_most(2).suggested] == ["Rock", "Blues"]
    assert LIKELY.at_most(3) is LIKELY
    single = dataclasses.replace(LIKELY, likely=1)
    assert single.at_most(3).suggested == SCORES[:1]
