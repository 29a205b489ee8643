"""The commands over what was done and what is installed; each returns its exit code."""

from __future__ import annotations

import argparse

from tagger.commands.steps import open_session, run_job
from tagger.console import Console
from tagger.paths import find_home


def undo(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.undo import (
        OLD_MTIME_NOTE,
        UndoJob,
        UndoStatus,
        gives_new_mtime,
        pick_batch,
    )

    with open_session(options, console) as session:
        batch = pick_batch(session, options.batch)
        new_mtime = gives_new_mtime(session, options.new_mtime or None)
        job = UndoJob(
            session,
            batch,
            by_value=options.by_value,
            new_mtime=new_mtime,
            on_outcome=console.undone,
        )
        outcomes = run_job(job, console)
    if not new_mtime and any(o.status is UndoStatus.RESTORED for o in outcomes):
        console.note(OLD_MTIME_NOTE)
    fine = (UndoStatus.RESTORED, UndoStatus.GENRE_RESTORED)
    return int(any(outcome.status not in fine for outcome in outcomes))


def history(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.history import history

    with open_session(options, console, read_only=True) as session:
        for line in history(session):
            console.history(line)
    return 0


def models(options: argparse.Namespace, console: Console) -> int:
    from tagger.model.library import list_models
    from tagger.settings import ACTIVE_MODEL, Settings

    home = find_home(options.home)
    active = Settings.load(home.settings).get(ACTIVE_MODEL)
    failed = False
    for model in list_models(home):
        failed |= model.error is not None
        console.model(model, active=model.name == active if active else model.bundled)
    return int(failed)


def doctor(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.doctor import examine

    findings = examine(find_home(options.home))
    for finding in findings:
        console.finding(finding)
    return int(any(not finding.ok for finding in findings))
