"""Whatever happens to a library in whatever order, undo keeps its word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tagger.errors import TaggerError
from tagger.records import Policy
from tagger.workflow.jobs import JobContext
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.turning import pick
from tagger.workflow.undo import UndoJob, UndoStatus
from tagger.workflow.write import Intent, WriteJob

from .conftest import MakeFlac
from .library_machine import LibraryMachine


def test_any_sequence_of_writes_edits_moves_undos_and_redos_can_be_undone() -> None:
    run_state_machine_as_test(
        LibraryMachine,
        settings=settings(
            max_examples=15,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )


def test_a_redo_of_what_was_brought_back_by_hand_is_not_offered_for_undo_for_ever(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    path = make_flac(tmp_path / "song.flac", genre="Rock")
    ScanJob(session, [tmp_path]).run(JobContext())
    intent = Intent(session.tracks.all()[0], ("Jazz",), Policy.REPLACE, by_hand=True)
    WriteJob(session, [intent]).run(JobContext())
    written = path.read_bytes()
    UndoJob(session, pick(session)).run(JobContext())
    path.write_bytes(written)
    (redone,) = UndoJob(session, session.journal.batches()[0]).run(JobContext())
    assert redone.status is UndoStatus.RESTORED
    with pytest.raises(TaggerError, match="nothing to undo"):
        pick(session)
