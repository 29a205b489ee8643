"""The commands over what was done and what is installed; each returns its exit code."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tagger.catalog.journal import BatchKind
from tagger.commands.steps import open_session, run_job
from tagger.console import Console
from tagger.errors import display_path
from tagger.paths import find_home

if TYPE_CHECKING:
    from tagger.workflow.library_view import RehearsedUndo


def undo(options: argparse.Namespace, console: Console) -> int:
    return _turn(options, console, BatchKind.UNDO)


def redo(options: argparse.Namespace, console: Console) -> int:
    return _turn(options, console, BatchKind.REDO)


def _turn(options: argparse.Namespace, console: Console, kind: BatchKind) -> int:
    from tagger.workflow.library_view import RehearseUndo
    from tagger.workflow.turning import pick
    from tagger.workflow.undo import (
        OLD_MTIME_NOTE,
        UndoJob,
        UndoStatus,
        gives_new_mtime,
    )

    with open_session(options, console) as session:
        turn = pick(session, options.batch, kind, options.file or ())
        found = run_job(RehearseUndo(session, turn), console)
        _tell(found, options, console)
        if options.dry_run:
            return int(bool(found.rehearsal.impossible or found.rehearsal.by_value))
        new_mtime = gives_new_mtime(session, options.new_mtime or None)
        job = UndoJob(
            session,
            turn,
            by_value=options.by_value,
            new_mtime=new_mtime,
            on_outcome=console.undone,
        )
        outcomes = run_job(job, console)
    if not new_mtime and any(o.status is UndoStatus.RESTORED for o in outcomes):
        console.note(OLD_MTIME_NOTE)
    fine = (UndoStatus.RESTORED, UndoStatus.GENRE_RESTORED)
    return int(any(outcome.status not in fine for outcome in outcomes))


def _tell(found: RehearsedUndo, options: argparse.Namespace, console: Console) -> None:
    """What the undo or the redo would do to how many files, and why not to the others."""
    said = found.rehearsal
    by_value, no = len(said.by_value), len(said.impossible)
    parts = [f"{said.to_the_byte:,} come back to the byte"]
    if by_value:
        how = "by genre only" if options.by_value else "only with --by-value, their genre alone"
        parts.append(f"{by_value:,} were changed since and come back {how}")
    if no:
        parts.append(f"{no:,} cannot come back")
    text = f"Batch {found.turn.batch.id}, files: {'; '.join(parts)}."
    if not options.dry_run:
        console.note(text)
        return
    others = (*said.by_value, *said.impossible)
    lines = [f"{display_path(path)}: {reason}" for path, reason in others]
    fields = {
        "batch": found.turn.batch.id,
        "status": "rehearsed",
        "to_the_byte": said.to_the_byte,
        "by_value": [{"path": str(path), "error": reason} for path, reason in said.by_value],
        "impossible": [{"path": str(path), "error": reason} for path, reason in said.impossible],
    }
    console.report([text, *lines], fields)


def history(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.history import history

    with open_session(options, console, read_only=True) as session:
        for line in history(session):
            console.history(line)
    return 0


def doctor(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.doctor import examine

    findings = examine(find_home(options.home))
    for finding in findings:
        console.finding(finding)
    return int(any(not finding.ok for finding in findings))
