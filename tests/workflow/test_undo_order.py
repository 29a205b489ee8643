"""Undoing an older write of a file while a newer one stands, and copies that cannot be removed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from tagger.catalog.journal import EntryState
from tagger.records import Policy, WriteStatus
from tagger.tags import copies
from tagger.workflow.changes import Intent
from tagger.workflow.jobs import JobContext
from tagger.workflow.recover import recover
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.undo import UndoJob, UndoStatus, rehearse
from tagger.workflow.write import WriteJob

from .conftest import MakeFlac


@pytest.fixture
def song(session: Session, make_flac: MakeFlac, tmp_path: Path) -> Path:
    path = make_flac(tmp_path / "music" / "song.flac", genre="Zydeco")
    ScanJob(session, [path.parent]).run(JobContext())
    return path


def write(session: Session, genre: str) -> WriteStatus:
    (track,) = session.tracks.all()
    intent = Intent(track, (genre,), Policy.REPLACE, by_hand=True)
    return WriteJob(session, [intent]).run(JobContext())[0].status


def test_the_older_of_two_writes_names_the_later_one_when_it_is_to_be_undone(
    session: Session, song: Path
) -> None:
    original = song.read_bytes()
    write(session, "Jazz")
    write(session, "Rock")
    newer, older = session.journal.batches()
    ((path, reason),) = rehearse(session, older).by_value
    assert path == song
    assert f"again in batch {newer.id}" in reason
    (outcome,) = UndoJob(session, older).run(JobContext())
    assert (outcome.status, outcome.error) == (UndoStatus.SKIPPED, reason)
    UndoJob(session, newer).run(JobContext())
    (outcome,) = UndoJob(session, older).run(JobContext())
    assert outcome.status is UndoStatus.RESTORED
    assert song.read_bytes() == original


def test_another_programs_change_is_told_as_such(session: Session, song: Path) -> None:
    write(session, "Jazz")
    file = FLAC(song)
    file["title"] = "Changed elsewhere"
    file.save()
    ((_, reason),) = rehearse(session, session.journal.batches()[0]).by_value
    assert "Another program changed the tags" in reason


def test_a_copy_that_cannot_be_removed_is_removed_at_the_next_start(
    session: Session, song: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = song.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(copies, "put_in_place", fail)
        patched.setattr(Path, "unlink", fail)
        (track,) = session.tracks.all()
        intent = Intent(track, ("Jazz",), Policy.REPLACE, by_hand=True)
        (outcome,) = WriteJob(session, [intent]).run(JobContext())
    assert outcome.status is WriteStatus.FAILED
    assert outcome.error is not None and "removes it at its next start" in outcome.error
    assert song.read_bytes() == original
    (copy,) = copies.leftover_copies(song.parent)
    assert [entry.state for entry in session.journal.unfinished()] == [EntryState.PREPARED]
    told = recover(session)
    assert not copy.exists()
    assert any(found.path == copy for found in told)
    assert session.journal.unfinished() == []
    assert song.read_bytes() == original
