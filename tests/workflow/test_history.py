"""The history: what became of each file of each batch, told and found again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tagger.catalog.journal import BatchKind
from tagger.records import Policy
from tagger.workflow.changes import Intent
from tagger.workflow.history import HistoryStatus, PastBatch, read_history, search_history
from tagger.workflow.jobs import JobContext
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.turning import Turn, pick, to_turn
from tagger.workflow.undo import UndoJob
from tagger.workflow.write import WriteJob

from .conftest import MakeFlac

WRITTEN, RESTORED = HistoryStatus.WRITTEN, HistoryStatus.RESTORED
UNDONE, REDONE = HistoryStatus.UNDONE, HistoryStatus.REDONE


@pytest.fixture
def songs(session: Session, make_flac: MakeFlac, tmp_path: Path) -> list[Path]:
    """Two files that say Rock, written as Jazz in batch 1."""
    folder = tmp_path / "music"
    paths = [make_flac(folder / f"{name}.flac", n, genre="Rock") for n, name in enumerate("ab")]
    ScanJob(session, [folder]).run(JobContext())
    write(session, "Jazz")
    return paths


def write(session: Session, *genres: str) -> None:
    intents = [Intent(t, genres, Policy.REPLACE, by_hand=True) for t in session.tracks.all()]
    WriteJob(session, intents).run(JobContext())


def turn(session: Session, number: int, kind: BatchKind, *names: str) -> None:
    batch = session.journal.batch(number)
    assert batch is not None
    entries = session.journal.entries(number)
    only = frozenset(e.id for e in entries if e.path.name in names) if names else None
    UndoJob(session, Turn.of(batch, kind, only)).run(JobContext())


def statuses(session: Session) -> dict[int, list[HistoryStatus]]:
    return {past.batch.id: [line.status for line in past.lines] for past in read_history(session)}


def turnable(past: PastBatch, kind: BatchKind) -> frozenset[int]:
    return frozenset(line.entry for line in past.lines if line.turns is kind)


def test_each_file_tells_whether_its_write_holds_however_often_it_was_turned(
    session: Session, songs: list[Path]
) -> None:
    assert statuses(session) == {1: [WRITTEN, WRITTEN]}
    turn(session, 1, BatchKind.UNDO, "a.flac")
    assert statuses(session) == {2: [RESTORED], 1: [UNDONE, WRITTEN]}
    turn(session, 1, BatchKind.REDO)
    assert statuses(session) == {3: [WRITTEN], 2: [UNDONE], 1: [REDONE, WRITTEN]}
    turn(session, 1, BatchKind.UNDO)
    newest = {4: [RESTORED, RESTORED], 3: [UNDONE], 2: [RESTORED], 1: [UNDONE, UNDONE]}
    assert {number: sorted(found) for number, found in statuses(session).items()} == newest


def test_what_can_be_undone_and_redone_is_told_for_each_file(
    session: Session, songs: list[Path]
) -> None:
    turn(session, 1, BatchKind.UNDO, "a.flac")
    undo, write = read_history(session)
    by_name = {line.path.name: line.entry for line in write.lines}
    assert turnable(write, BatchKind.UNDO) == {by_name["b.flac"]}
    assert turnable(write, BatchKind.REDO) == {by_name["a.flac"]}
    assert turnable(undo, BatchKind.REDO) == {undo.lines[0].entry}
    assert turnable(undo, BatchKind.UNDO) == frozenset()
    for past in (undo, write):
        for kind in (BatchKind.UNDO, BatchKind.REDO):
            entries = turnable(past, kind)
            assert past.turns[kind] == len(entries)
            if entries:
                assert len(to_turn(session, Turn.of(past.batch, kind, entries))) == len(entries)


def test_turning_a_batch_again_and_again_gives_the_same_two_files(
    session: Session, songs: list[Path]
) -> None:
    written = [path.read_bytes() for path in songs]
    turn(session, 1, BatchKind.UNDO)
    before = [path.read_bytes() for path in songs]
    assert before != written
    for _ in range(3):
        turn(session, 1, BatchKind.REDO)
        assert [path.read_bytes() for path in songs] == written
        turn(session, 1, BatchKind.UNDO)
        assert [path.read_bytes() for path in songs] == before


def test_a_redo_brings_the_decision_back_with_the_bytes(
    session: Session, songs: list[Path]
) -> None:
    turn(session, 1, BatchKind.UNDO)
    tracks = session.tracks.all()
    assert all(session.decisions.get(track.id) is None for track in tracks)
    UndoJob(session, pick(session, kind=BatchKind.REDO)).run(JobContext())
    found = [session.decisions.get(track.id) for track in tracks]
    assert [stored and stored.decision.genres for stored in found] == [("Jazz",)] * 2
    assert all(track.tags.genres == ("Jazz",) for track in session.tracks.all())


def test_a_moved_file_is_undone_by_the_path_that_it_has_now(
    session: Session, songs: list[Path]
) -> None:
    moved = songs[0].parent / "elsewhere" / "c.flac"
    moved.parent.mkdir()
    songs[0].rename(moved)
    ScanJob(session, [songs[0].parent]).run(JobContext())
    found = pick(session, files=[moved])
    (outcome,) = UndoJob(session, found).run(JobContext())
    assert outcome.path == moved
    assert (found.batch.id, len(to_turn(session, Turn.of(found.batch)))) == (1, 1)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [(2, 2), (1, 2)]),
        ("A.FLAC", [(2, 1), (1, 1)]),
        ("rock", [(1, 2)]),
        ("jazz b.flac", [(2, 1), (1, 1)]),
        ("klezmer 日本語", [(2, 2)]),
        ("nothing", []),
    ],
)
def test_a_search_finds_files_by_their_paths_and_genres(
    session: Session, songs: list[Path], typed: str, found: list[tuple[int, int]]
) -> None:
    write(session, "日本語", "Klezmer")
    batches = search_history(read_history(session), typed)
    assert [(past.batch.id, len(past.lines)) for past in batches] == found


def test_a_batch_says_from_what_to_what_with_the_most_frequent_first(
    session: Session, songs: list[Path]
) -> None:
    turn(session, 1, BatchKind.UNDO, "a.flac")
    write(session, "Soul")
    newest: PastBatch = read_history(session)[0]
    assert sorted(newest.changes) == [(("Jazz",), ("Soul",), 1), (("Rock",), ("Soul",), 1)]
