"""The commands that write genres into files, or say beforehand what they would write."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from tagger.commands.steps import (
    analyse,
    open_session,
    run_job,
    scan_and_report,
    tracks_below,
)
from tagger.console import Console
from tagger.records import AnalysisStatus, Policy, Suggestion, Track, WriteOutcome, WriteStatus
from tagger.workflow.changes import Intent
from tagger.workflow.session import Session


def apply(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.terms import terms_of

    if options.plan is not None:
        return _apply_plan(options, console)
    if not options.paths or options.root is not None:
        console.complain("Give files or folders, or a plan with --plan; --root is for a plan.")
        return 2
    with open_session(options, console) as session:
        failed, intents, _ = _suggested(session, options, console)
        key = terms_of(session).key if intents else None
        failed |= write_intents(session, intents, console, key, dry=options.dry_run)
    return int(failed)


def tag(options: argparse.Namespace, console: Console) -> int:
    from tagger.settings import HAND_POLICY

    genres = tuple(dict.fromkeys(name.strip() for name in options.genre if name.strip()))
    if not genres:
        console.complain("A genre needs a name.")
        return 2
    with open_session(options, console) as session:
        failed = scan_and_report(session, options.paths, console, _print_failed_write)
        policy = Policy(session.settings.get(HAND_POLICY))
        intents = [
            Intent(track, genres, policy, by_hand=True)
            for track in tracks_below(session, options.paths)
        ]
        failed |= write_intents(session, intents, console, dry=options.dry_run)
    return int(failed)


def plan(options: argparse.Namespace, console: Console) -> int:
    from tagger.settings import NEVER_WRITE
    from tagger.workflow.never_write import NeverWrite
    from tagger.workflow.output_file import check_outputs, write_outputs
    from tagger.workflow.planning import Planner
    from tagger.workflow.plans import common_root, encode_plan
    from tagger.workflow.preview import write_plan

    output = Path(os.path.abspath(options.output))
    with open_session(options, console) as session:
        never = NeverWrite(session.settings.get(NEVER_WRITE))
        check_outputs([output], never, overwrite=options.overwrite)
        failed, intents, said = _suggested(session, options, console)
        made = write_plan(session.settings, map(Planner(session).plan, intents))
        model = session.listener().model.info
        text = encode_plan(
            made.changes, said, common_root(options.paths), f"{model.name} {model.version}"
        )
        write_outputs({output: text})
        console.plan(made, made.estimate(session), output)
    return int(failed)


def _apply_plan(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.plans import PlanCheck, read_plan
    from tagger.workflow.scan import ScanJob

    given = (options.min_probability, options.max_genres, options.policy)
    if options.paths or any(option is not None for option in given):
        console.complain("A plan says itself what is written: give --plan without paths or limits.")
        return 2
    saved = read_plan(options.plan)
    with open_session(options, console) as session:
        check = PlanCheck(session, saved, options.root)
        run_job(ScanJob(session, check.files(), remember_roots=False), console)
        checked = check.check()
        for line in checked.refused:
            reason = f"Line {line.number}: {line.reason}"
            path = line.path or options.plan
            console.outcome(WriteOutcome(path, WriteStatus.FAILED, (), (), None, reason))
        failed = write_intents(session, checked.intents, console, dry=options.dry_run)
    return int(failed or bool(checked.refused))


def _suggested(
    session: Session, options: argparse.Namespace, console: Console
) -> tuple[bool, list[Intent], dict[int, Suggestion]]:
    """What is suggested for the tracks at these paths and good enough to be written.

    Says of the others why not; True when anything failed.
    """
    from tagger.workflow.accept import what_to_accept

    failed = scan_and_report(session, options.paths, console, _print_failed_write)
    policy = Policy.FILL if options.policy is None else options.policy
    intents: list[Intent] = []
    heard: dict[int, Suggestion] = {}

    def consider(track: Track, suggestion: Suggestion) -> None:
        nonlocal failed
        genres, reason = what_to_accept(suggestion, options.min_probability)
        if genres:
            intents.append(Intent(track, genres, policy))
            heard[track.id] = suggestion
            return
        broken = suggestion.status is AnalysisStatus.FAILED
        failed |= broken
        status = WriteStatus.FAILED if broken else WriteStatus.SKIPPED
        present = track.tags.genres
        console.outcome(WriteOutcome(track.path, status, present, present, None, reason))

    tracks = tracks_below(session, options.paths)
    analyse(session, tracks, console, consider, options.max_genres)
    return failed, intents, heard


def write_intents(
    session: Session,
    intents: Sequence[Intent],
    console: Console,
    model_key: str | None = None,
    *,
    dry: bool,
    decides: bool = True,
) -> bool:
    """Say what writing costs, then write, or (`dry`) say what would be. True when a file failed.

    `model_key` names the model that suggested it, where one did. What is written counts as decided
    on, unless `decides` is off.
    """
    from tagger.workflow.accept import decide
    from tagger.workflow.planning import Planner, reload_sentence
    from tagger.workflow.preview import write_plan
    from tagger.workflow.write import WriteJob

    planner = Planner(session)
    planned = [planner.plan(intent) for intent in intents]
    made = write_plan(session.settings, planned)
    if dry:
        for change in planned:
            console.planned(change)
        console.plan(made, made.estimate(session), None)
        return False
    if made.changes:
        console.announce(made, made.estimate(session))
    if decides:
        decide(session, planned, model_key)
    outcomes = run_job(WriteJob(session, intents, on_outcome=console.outcome), console)
    reload = reload_sentence(session)
    if reload is not None and any(o.status is WriteStatus.WRITTEN for o in outcomes):
        console.note(reload)
    return any(outcome.status is WriteStatus.FAILED for outcome in outcomes)


def _print_failed_write(console: Console, path: Path, reason: str) -> None:
    console.outcome(WriteOutcome(path, WriteStatus.FAILED, (), (), None, reason))
