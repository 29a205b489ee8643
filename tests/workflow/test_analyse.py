"""Analyse: listened to once, kept, taken up again, and honest about what could not be heard."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import numpy as np
import pytest

from tagger.model import library
from tagger.model.classifier import Head
from tagger.records import AnalysisStatus, Presence, Suggestion, Track, TrackContent
from tagger.settings import WORKERS
from tagger.workflow.analyse import AnalyseJob, AnalysisReport, refresh_suggestions
from tagger.workflow.jobs import CancelToken, JobContext, Progress
from tagger.workflow.listener import Listener
from tagger.workflow.review import ReviewState, accept, choose, reject, review_rows
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tests.model.tiny_network import write_tiny_network

from .conftest import MakeFlac


@pytest.fixture(autouse=True)
def _tiny_model(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small network in place of the bundled one: these tests are about the steps."""
    folder = tmp_path_factory.mktemp("models")
    write_tiny_network(folder / library.BUNDLED_FILE)
    monkeypatch.setattr(library, "bundled_models", lambda: folder)


@pytest.fixture
def music(session: Session, tmp_path: Path, make_flac: MakeFlac) -> Path:
    for seed in range(6):
        make_flac(tmp_path / f"{seed}.flac", seed, seconds=4.0)
    ScanJob(session, [tmp_path]).run(JobContext())
    return tmp_path


def _analyse(session: Session, **options: object) -> tuple[AnalysisReport, list[tuple]]:
    seen: list[tuple[Track, Suggestion]] = []
    job = AnalyseJob(
        session,
        session.tracks.all(),
        on_suggestion=lambda track, suggestion: seen.append((track, suggestion)),
        **options,  # pyright: ignore[reportArgumentType]
    )
    return job.run(JobContext()), seen


def test_every_track_gets_a_suggestion_in_order(session: Session, music: Path) -> None:
    report, seen = _analyse(session)
    assert (report.heard, report.failed) == (6, 0)
    assert [track.path.name for track, _ in seen] == [f"{n}.flac" for n in range(6)]
    for _, suggestion in seen:
        assert suggestion.status is AnalysisStatus.OK
        assert sum(s.probability for s in suggestion.genres) == pytest.approx(1, abs=1e-3)


def test_nothing_is_listened_to_twice(session: Session, music: Path) -> None:
    _, first = _analyse(session)
    report, again = _analyse(session)
    assert report.heard == 0
    assert [s for _, s in again] == [
        dataclasses.replace(
            s,
            genres=tuple(
                dataclasses.replace(g, probability=round(g.probability, 6)) for g in s.genres
            ),
        )
        for _, s in first
    ]
    assert _analyse(session, again=True)[0].heard == 6, "unless it is asked for"


def test_copies_are_listened_to_once_and_both_get_the_answer(session: Session, music: Path) -> None:
    shutil.copy(music / "0.flac", music / "copy.flac")
    ScanJob(session, [music]).run(JobContext())
    report, seen = _analyse(session)
    assert report.heard == 6
    answers = {track.path.name: suggestion for track, suggestion in seen}
    assert answers["copy.flac"] == answers["0.flac"]


def test_a_moved_track_keeps_what_was_heard(session: Session, music: Path) -> None:
    _analyse(session)
    (music / "sub").mkdir()
    (music / "0.flac").rename(music / "sub" / "moved.flac")
    ScanJob(session, [music]).run(JobContext())
    assert _analyse(session)[0].heard == 0


def test_what_was_heard_before_a_cancel_stays(session: Session, music: Path) -> None:
    session.settings.set(WORKERS, 1)
    token = CancelToken()
    seen: list[str] = []

    def stop(track: Track, suggestion: Suggestion) -> None:
        seen.append(track.path.name)
        token.cancel()

    first = AnalyseJob(session, session.tracks.all(), on_suggestion=stop).run(JobContext(token))
    assert 1 <= first.heard < 6
    report, rest = _analyse(session)
    assert first.heard + report.heard == 6
    assert len(rest) == 6


def test_silence_has_no_genre_and_says_so(
    session: Session, tmp_path: Path, make_wav: MakeFlac
) -> None:
    path = make_wav(tmp_path / "silence.wav", seconds=4.0)
    path.write_bytes(path.read_bytes()[:44] + bytes(path.stat().st_size - 44))
    ScanJob(session, [tmp_path]).run(JobContext())
    _, ((_, suggestion),) = _analyse(session)
    assert (suggestion.status, suggestion.genres) == (AnalysisStatus.OK, ())
    assert suggestion.unsure
    assert suggestion.content is TrackContent.NONE
    assert suggestion.error == "No music was found in this file: only silence."


def test_a_track_that_cannot_be_heard_fails_alone(session: Session, music: Path) -> None:
    (music / "3.flac").write_bytes(b"fLaC" + bytes(5000))
    (music / "text.mp3").write_text("no music\n" * 300)
    ScanJob(session, [music]).run(JobContext())
    report, seen = _analyse(session)
    failed = {t.path.name: s.error for t, s in seen if s.status is AnalysisStatus.FAILED}
    assert set(failed) == {"3.flac", "text.mp3"}
    assert all(failed.values())
    assert report.heard - report.failed == 5
    assert review_rows(session, session.listener().key)[3].state is ReviewState.FAILED


def test_a_track_without_its_file_is_not_opened(session: Session, music: Path) -> None:
    ids = [track.id for track in session.tracks.all()]
    session.tracks.set_presence(ids[:3], Presence.ONLINE_ONLY)
    session.tracks.set_presence(ids[3:5], Presence.UNPLUGGED)
    report, seen = _analyse(session)
    assert report.heard == 1
    assert "online only" in (seen[0][1].error or "")
    assert "drive" in (seen[3][1].error or "")


def test_a_new_head_needs_no_decoding(
    session: Session, music: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _analyse(session)
    old = session.listener().model
    other = Head(
        old.head.genres, -old.head.weight, -old.head.bias, old.head.temperature, unsure_below=0.0
    )
    listener = Listener(library.LoadedModel(old.info, old.network, other))
    assert (listener.network_key, listener.key != old.key) == (old.network_key, True)
    monkeypatch.setattr("tagger.workflow.listener.OpenTrack", None)
    assert refresh_suggestions(session, listener) == 6
    before, after = session.suggestions.all(old.key), session.suggestions.all(listener.key)
    assert before.keys() == after.keys()
    assert any(before[key].genres[0] != after[key].genres[0] for key in before)
    assert refresh_suggestions(session, listener) == 0


def test_the_stored_embedding_is_float16_and_gives_the_stored_answer(
    session: Session, music: Path
) -> None:
    _, seen = _analyse(session)
    listener = session.listener()
    stored = session.suggestions.embedding(listener.network_key, seen[0][0].identity)
    assert stored is not None and stored.vector is not None
    assert stored.vector.dtype == np.float16
    assert listener.suggest(stored) == seen[0][1]


def test_progress_tells_rate_and_time_left(session: Session, music: Path) -> None:
    reports: list[Progress] = []
    changed: list[int] = []
    AnalyseJob(session, session.tracks.all()).run(
        JobContext(report=reports.append, changed=changed.extend)
    )
    assert (reports[0].done, reports[0].total) == (0, 6)
    assert (reports[-1].done, reports[-1].failed) == (6, 0)
    assert reports[-1].rate > 0
    assert sorted(changed) == sorted(track.id for track in session.tracks.all())


def test_accepting_takes_the_best_genre_of_what_was_heard(session: Session, music: Path) -> None:
    _analyse(session)
    key = session.listener().key
    rows = review_rows(session, key)
    assert {row.state for row in rows} <= {ReviewState.TO_REVIEW, ReviewState.UNSURE}
    assert accept(session, rows[:2], key) == 2
    rows = review_rows(session, key)
    assert [row.state for row in rows[:2]] == [ReviewState.ACCEPTED] * 2
    assert rows[0].decision is not None and rows[0].best is not None
    assert rows[0].decision.genres == (rows[0].best.genre,)


def test_a_decision_on_one_copy_is_offered_for_the_other(session: Session, music: Path) -> None:
    shutil.copy(music / "0.flac", music / "copy.flac")
    ScanJob(session, [music]).run(JobContext())
    original, copy = (session.tracks.below(music / name)[0].id for name in ("0.flac", "copy.flac"))
    choose(session, [original], ["Zydeco"], None)
    assert session.tracks.copies([original]) == sorted([original, copy])
    for ids in (None, [copy]):
        row = next(row for row in review_rows(session, None, ids) if row.track.id == copy)
        assert (row.offer, row.decision) == (("Zydeco",), None)
    accept(session, [row], None)
    (row,) = review_rows(session, None, [copy])
    assert row.decision is not None
    assert (row.decision.genres, row.offer) == (("Zydeco",), ())


def test_leaving_one_copy_as_it_is_says_nothing_of_the_other(session: Session, music: Path) -> None:
    shutil.copy(music / "0.flac", music / "copy.flac")
    ScanJob(session, [music]).run(JobContext())
    reject(session, [session.tracks.below(music / "0.flac")[0].id], None)
    assert [row.offer for row in review_rows(session, None)] == [()] * 7
