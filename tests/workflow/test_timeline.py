"""What is heard from when to when in whole files."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import soundfile

from tagger.model import library
from tagger.records import AnalysisStatus, WindowKind
from tagger.settings import WORKERS
from tagger.workflow.jobs import CancelToken, JobContext, Progress
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.timeline import Timeline, TimelineJob
from tests.model.listening_network import RATE, join, write_listening_network

MUSIC, SPEECH, NOISE, SILENCE = WindowKind
WINDOW = 39 * 1710 / RATE


@pytest.fixture(autouse=True)
def _model(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("models")
    write_listening_network(folder / library.BUNDLED_FILE)
    monkeypatch.setattr(library, "bundled_models", lambda: folder)


def save(path: Path, *parts: tuple[WindowKind, float]) -> None:
    with path.open("wb") as stream:
        soundfile.write(stream, join(*parts), RATE, format="FLAC")


def timelines(session: Session, folder: Path, **options: object) -> list[Timeline]:
    ScanJob(session, [folder]).run(JobContext())
    found: list[Timeline] = []
    context = JobContext(**options)  # pyright: ignore[reportArgumentType]
    TimelineJob(session, session.tracks.all(), found.append).run(context)
    return found


def test_passages_begin_and_end_where_the_sound_changes(session: Session, tmp_path: Path) -> None:
    save(tmp_path / "a.flac", (SPEECH, 40), (MUSIC, 50), (SILENCE, 20), (NOISE, 30), (MUSIC, 10))
    (timeline,) = timelines(session, tmp_path)
    assert (timeline.status, timeline.error) == (AnalysisStatus.OK, None)
    segments = timeline.segments
    assert [segment.kind for segment in segments] == [SPEECH, MUSIC, SILENCE, NOISE, MUSIC]
    assert segments[0].start == 0
    assert segments[-1].end == pytest.approx(150)
    for before, after in zip(segments, segments[1:], strict=False):
        assert before.end == after.start
    for segment, end in zip(segments, (40, 90, 110, 140, 150), strict=True):
        assert segment.end == pytest.approx(end, abs=WINDOW)


def test_only_music_has_a_genre_and_that_is_the_music_s_own(
    session: Session, tmp_path: Path
) -> None:
    save(tmp_path / "a.flac", (SPEECH, 30), (MUSIC, 60))
    save(tmp_path / "b.flac", (MUSIC, 60))
    first, alone = (timeline.segments for timeline in timelines(session, tmp_path))
    assert first[0].best is None
    assert first[1].best is not None and alone[0].best is not None
    assert first[1].best.genre == alone[0].best.genre
    assert 0 < alone[0].best.probability <= 1


def test_a_pause_or_an_interjection_of_one_window_is_no_passage(
    session: Session, tmp_path: Path
) -> None:
    save(tmp_path / "a.flac", (SPEECH, 10 * WINDOW), (MUSIC, WINDOW), (SPEECH, 10 * WINDOW))
    (timeline,) = timelines(session, tmp_path)
    assert [segment.kind for segment in timeline.segments] == [SPEECH]


def test_a_file_shorter_than_a_window_is_one_passage(session: Session, tmp_path: Path) -> None:
    save(tmp_path / "a.flac", (MUSIC, 1.0))
    (timeline,) = timelines(session, tmp_path)
    (segment,) = timeline.segments
    assert (segment.start, segment.end) == (0, pytest.approx(1.0))


def test_files_come_in_order_and_a_broken_one_fails_alone(session: Session, tmp_path: Path) -> None:
    for name in "aceg":
        save(tmp_path / f"{name}.flac", (MUSIC, 10))
    (tmp_path / "d.flac").write_bytes(b"fLaC" + bytes(5000))
    found = timelines(session, tmp_path)
    assert [timeline.path.stem for timeline in found] == list("acdeg")
    failed = [timeline for timeline in found if timeline.status is AnalysisStatus.FAILED]
    assert [timeline.path.stem for timeline in failed] == ["d"]
    assert failed[0].error and failed[0].segments == ()


def test_progress_tells_the_seconds_that_were_heard(session: Session, tmp_path: Path) -> None:
    save(tmp_path / "a.flac", (MUSIC, 20))
    save(tmp_path / "b.flac", (SPEECH, 40))
    reports: list[Progress] = []
    threads: set[threading.Thread] = set()

    def report(progress: Progress) -> None:
        threads.add(threading.current_thread())
        reports.append(progress)

    timelines(session, tmp_path, report=report)
    assert reports[0].total == 60
    assert reports[-1].done == pytest.approx(60, abs=2)
    assert threads == {threading.current_thread()}


def test_a_cancel_stops_within_a_file(session: Session, tmp_path: Path) -> None:
    session.settings.set(WORKERS, 1)
    save(tmp_path / "a.flac", (MUSIC, 10))
    save(tmp_path / "b.flac", (MUSIC, 300))
    ScanJob(session, [tmp_path]).run(JobContext())
    token = CancelToken()
    found: list[Timeline] = []
    seconds: list[int] = []

    def take(timeline: Timeline) -> None:
        found.append(timeline)
        token.cancel()

    TimelineJob(session, session.tracks.all(), take).run(
        JobContext(token, lambda progress: seconds.append(progress.done))
    )
    assert [timeline.path.stem for timeline in found] == ["a"]
    assert seconds[-1] < 300


def test_nothing_of_it_is_stored(session: Session, tmp_path: Path) -> None:
    save(tmp_path / "a.flac", (MUSIC, 10))
    timelines(session, tmp_path)
    assert session.suggestions.heard(session.listener().network_key) == {}
