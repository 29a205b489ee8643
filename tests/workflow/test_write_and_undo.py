"""Write and undo as the window and the commands use them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from tagger.catalog.journal import BatchKind, EntryState
from tagger.paths import find_home
from tagger.records import (
    Decision,
    DecisionKind,
    Policy,
    Track,
    WriteOutcome,
    WriteStatus,
)
from tagger.settings import PLACEHOLDERS
from tagger.workflow.changes import Intent
from tagger.workflow.history import HistoryStatus, history
from tagger.workflow.jobs import CancelToken, JobContext
from tagger.workflow.planning import plan_change, unwritten
from tagger.workflow.recover import recover
from tagger.workflow.review import ReviewState, choose, review_rows
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.turning import Turn, pick
from tagger.workflow.undo import UndoJob, UndoStatus, rehearse
from tagger.workflow.write import WriteJob

from .conftest import MakeFlac


@pytest.fixture
def tracks(session: Session, tmp_path: Path, make_flac: MakeFlac) -> list[Track]:
    for seed, genres in enumerate([[], ["Other"], ["Rock"], ["Tech House"]]):
        tags = {"genre": genres} if genres else {"title": "untagged"}
        make_flac(tmp_path / f"{seed}.flac", seed, **tags)
    ScanJob(session, [tmp_path]).run(JobContext())
    return session.tracks.all()


def _write(session: Session, *intents: Intent) -> list[WriteOutcome]:
    return WriteJob(session, intents).run(JobContext())


def _fresh(session: Session, track: Track) -> Track:
    return session.tracks.get([track.id])[0]


@pytest.mark.parametrize(
    ("policy", "after"),
    [
        (Policy.FILL, [("Jazz",), ("Jazz",), None, None]),
        (
            Policy.APPEND,
            [("Jazz",), ("Jazz",), ("Rock", "Jazz"), ("Tech House", "Jazz")],
        ),
        (Policy.REPLACE, [("Jazz",)] * 4),
    ],
)
def test_each_policy_does_what_it_says(
    session: Session,
    tracks: list[Track],
    policy: Policy,
    after: list[tuple[str, ...] | None],
) -> None:
    intents = [Intent(track, ("Jazz",), policy) for track in tracks]
    assert [plan_change(session, intent).after for intent in intents] == after
    outcomes = _write(session, *intents)
    assert [o.after if o.status is WriteStatus.WRITTEN else None for o in outcomes] == after
    stored = [tuple(FLAC(track.path).get("genre") or ()) for track in tracks]
    kept = [track.tags.genres for track in tracks]
    assert stored == [new or old for new, old in zip(after, kept, strict=True)]


def test_no_bulk_policy_replaces_a_narrower_genre_and_a_hand_may(
    session: Session, tracks: list[Track]
) -> None:
    house = tracks[3]
    (bulk,) = _write(session, Intent(house, ("Electronic",), Policy.REPLACE))
    assert bulk.status is WriteStatus.SKIPPED
    assert "Tech House" in (bulk.error or "")
    (hand,) = _write(session, Intent(house, ("Electronic",), Policy.REPLACE, by_hand=True))
    assert hand.status is WriteStatus.WRITTEN


def test_the_person_says_what_counts_as_no_genre(session: Session, tracks: list[Track]) -> None:
    session.settings.set(PLACEHOLDERS, ("Rock",))
    fill = [plan_change(session, Intent(t, ("Jazz",), Policy.FILL)).after for t in tracks[:3]]
    assert fill == [("Jazz",), None, ("Jazz",)]


def test_a_file_that_changed_since_the_scan_is_read_again_first(
    session: Session, tracks: list[Track]
) -> None:
    file = FLAC(tracks[0].path)
    file["genre"] = "Blues"
    file.save()
    (fill,) = _write(session, Intent(tracks[0], ("Jazz",), Policy.FILL))
    assert fill.status is WriteStatus.SKIPPED
    assert _fresh(session, tracks[0]).tags.genres == ("Blues",)


def test_a_file_whose_sound_changed_is_not_written(
    session: Session, tracks: list[Track], make_flac: MakeFlac
) -> None:
    make_flac(tracks[0].path, seed=99)
    before = tracks[0].path.read_bytes()
    (outcome,) = _write(session, Intent(tracks[0], ("Jazz",), Policy.REPLACE))
    assert outcome.status is WriteStatus.FAILED
    assert "Analyse it again" in (outcome.error or "")
    assert tracks[0].path.read_bytes() == before


def test_a_file_that_is_gone_does_not_stop_the_batch(session: Session, tracks: list[Track]) -> None:
    tracks[0].path.unlink()
    intents = [Intent(track, ("Jazz",), Policy.REPLACE) for track in tracks[:3]]
    outcomes = _write(session, *intents)
    assert [o.status for o in outcomes] == [
        WriteStatus.FAILED,
        WriteStatus.WRITTEN,
        WriteStatus.WRITTEN,
    ]
    assert "no longer there" in (outcomes[0].error or "")


def test_a_cancelled_batch_can_be_undone_as_far_as_it_went(
    session: Session, tracks: list[Track]
) -> None:
    token = CancelToken()
    job = WriteJob(
        session,
        [Intent(track, ("Jazz",), Policy.REPLACE) for track in tracks],
        on_outcome=lambda outcome: token.cancel(),
    )
    assert len(job.run(JobContext(token))) == 1
    batch = pick(session).batch
    assert batch.written == 1
    UndoJob(session, batch).run(JobContext())
    assert "genre" not in FLAC(tracks[0].path)


def test_a_decision_is_written_once_and_open_again_after_undo(
    session: Session, tracks: list[Track]
) -> None:
    choose(session, [tracks[0].id], ["Jazz", " ", "Jazz", "Bop"], None)
    (intent,) = unwritten(session)
    assert (intent.genres, intent.policy, intent.by_hand) == (
        ("Jazz", "Bop"),
        Policy.REPLACE,
        True,
    )
    _write(session, intent)
    assert unwritten(session) == []
    assert review_rows(session, None, [tracks[0].id])[0].state is ReviewState.WRITTEN
    UndoJob(session, pick(session)).run(JobContext())
    assert unwritten(session) == [], "an undone genre is not written again unasked"
    assert review_rows(session, None, [tracks[0].id])[0].state is ReviewState.WAITING


def test_what_a_file_says_already_is_not_waiting_to_be_written(
    session: Session, tracks: list[Track]
) -> None:
    choose(session, [tracks[2].id], ["Rock"], None)
    assert unwritten(session) == []
    assert review_rows(session, None, [tracks[2].id])[0].state is ReviewState.WRITTEN
    change = plan_change(session, Intent(tracks[2], ("Rock",), Policy.REPLACE, by_hand=True))
    assert (change.changes, change.reason) == (False, "It says so already.")


def test_undo_works_after_a_restart_and_to_the_byte(session: Session, tracks: list[Track]) -> None:
    before = {
        track.path: (track.path.read_bytes(), os.stat(track.path).st_mtime_ns) for track in tracks
    }
    _write(session, *[Intent(track, ("Jazz",), Policy.REPLACE) for track in tracks])
    session.close()
    with Session.open(find_home()) as later:
        assert recover(later) == []
        batch = pick(later).batch
        foreseen = rehearse(later, batch)
        assert (foreseen.to_the_byte, foreseen.by_value, foreseen.impossible) == (4, (), ())
        outcomes = UndoJob(later, batch).run(JobContext())
        assert {outcome.status for outcome in outcomes} == {UndoStatus.RESTORED}
        assert [track.tags.genres for track in later.tracks.all()] == [
            track.tags.genres for track in tracks
        ]
    for path, (content, mtime) in before.items():
        assert (path.read_bytes(), os.stat(path).st_mtime_ns) == (content, mtime)


def test_what_somebody_else_changed_comes_back_by_value_only_when_asked(
    session: Session, tracks: list[Track]
) -> None:
    rock = tracks[2]
    _write(session, Intent(rock, ("Jazz",), Policy.REPLACE))
    file = FLAC(rock.path)
    file["title"] = "a new title"
    file.save()
    batch = pick(session).batch
    assert [path for path, _ in rehearse(session, batch).by_value] == [rock.path]
    (asked,) = UndoJob(session, batch).run(JobContext())
    assert asked.status is UndoStatus.SKIPPED
    assert FLAC(rock.path)["genre"] == ["Jazz"]
    (done,) = UndoJob(session, batch, by_value=True).run(JobContext())
    assert done.status is UndoStatus.GENRE_RESTORED
    assert FLAC(rock.path)["genre"] == ["Rock"]
    assert FLAC(rock.path)["title"] == ["a new title"]


def test_where_the_sound_changed_undo_leaves_the_file_alone(
    session: Session, tracks: list[Track], make_flac: MakeFlac
) -> None:
    _write(session, Intent(tracks[0], ("Jazz",), Policy.REPLACE))
    make_flac(tracks[0].path, seed=99)
    batch = pick(session).batch
    ((path, reason),) = rehearse(session, batch).impossible
    assert path == tracks[0].path
    assert "sound" in reason
    content = tracks[0].path.read_bytes()
    (outcome,) = UndoJob(session, batch, by_value=True).run(JobContext())
    assert outcome.status is UndoStatus.FAILED
    assert tracks[0].path.read_bytes() == content


def test_one_file_of_a_batch_can_be_undone_by_itself(session: Session, tracks: list[Track]) -> None:
    _write(session, *[Intent(track, ("Jazz",), Policy.REPLACE) for track in tracks[:3]])
    batch = pick(session).batch
    entry = session.journal.entries(batch.id)[1]
    UndoJob(session, Turn.of(batch, only=frozenset([entry.id]))).run(JobContext())
    lines = [line for line in history(session) if line.batch == batch.id]
    statuses = {line.path: line.status for line in lines}
    assert list(statuses.values()) == [
        HistoryStatus.WRITTEN,
        HistoryStatus.UNDONE,
        HistoryStatus.WRITTEN,
    ]
    assert FLAC(tracks[1].path)["genre"] == ["Other"]
    assert FLAC(tracks[2].path)["genre"] == ["Jazz"]


def test_undo_and_redo_go_back_and_forth_exactly(session: Session, tracks: list[Track]) -> None:
    old = tracks[2].path.read_bytes()
    _write(session, Intent(tracks[2], ("Jazz", "Bop"), Policy.REPLACE))
    new = tracks[2].path.read_bytes()
    for step in range(4):
        newest = session.journal.batches()[0]
        UndoJob(session, newest).run(JobContext())
        assert tracks[2].path.read_bytes() == (old if step % 2 == 0 else new)
    kinds = [batch.kind for batch in session.journal.batches()]
    assert kinds == [
        BatchKind.REDO,
        BatchKind.UNDO,
        BatchKind.REDO,
        BatchKind.UNDO,
        BatchKind.WRITE,
    ]
    assert review_rows(session, None, [tracks[2].id])[0].state is ReviewState.WRITTEN


def test_a_write_cut_off_before_the_file_changed_is_settled_as_not_done(
    session: Session, tracks: list[Track]
) -> None:
    batch = session.journal.open_batch(BatchKind.WRITE)
    session.journal.plan(batch, tracks[0].path, b"id", [], ["Jazz"], tracks[0].id)
    (found,) = recover(session)
    assert "the file is as it was" in found.message
    assert session.journal.entries(batch)[0].state is EntryState.FAILED
    assert recover(session) == []


def test_a_write_cut_off_after_the_file_changed_is_settled_as_done(
    session: Session, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    session.decisions.store([Decision(tracks[0].id, DecisionKind.CHOSEN, ("Jazz",), 1.0)], None)
    with monkeypatch.context() as patched:
        # The catalog hears nothing of the end, as when the process dies behind the replace.
        patched.setattr(session.journal, "finish", lambda entry: None)
        _write(session, Intent(tracks[0], ("Jazz",), Policy.REPLACE))
    assert session.journal.unfinished()
    (found,) = recover(session)
    assert "complete" in found.message
    assert review_rows(session, None, [tracks[0].id])[0].state is ReviewState.WRITTEN
    UndoJob(session, pick(session)).run(JobContext())
    assert "genre" not in FLAC(tracks[0].path)


def test_a_cut_off_write_on_an_unplugged_drive_waits_for_it(
    session: Session, tracks: list[Track], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(session.journal, "finish", lambda entry: None)
        _write(session, Intent(tracks[0], ("Jazz",), Policy.REPLACE))
    away = tracks[0].path.rename(tmp_path / "away")
    assert "no longer there" in recover(session)[0].message
    away.rename(tracks[0].path)
    assert "complete" in recover(session)[0].message


def test_undoing_what_was_brought_back_by_hand_closes_the_write(
    session: Session, tracks: list[Track]
) -> None:
    content, status = tracks[2].path.read_bytes(), os.stat(tracks[2].path)
    _write(session, Intent(tracks[2], ("Jazz",), Policy.REPLACE))
    tracks[2].path.write_bytes(content)
    os.utime(tracks[2].path, ns=(status.st_atime_ns, status.st_mtime_ns))
    (outcome,) = UndoJob(session, pick(session)).run(JobContext())
    assert outcome.status is UndoStatus.RESTORED
    assert session.journal.last_undoable() is None
