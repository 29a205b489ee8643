"""The commands over files and folders of music; each returns its exit code."""

from __future__ import annotations

import argparse
from pathlib import Path

from tagger.commands.steps import analyse, open_session, run_job, scan_and_report, tracks_below
from tagger.console import Console
from tagger.records import AnalysisStatus, Policy, Suggestion, Track, WriteOutcome, WriteStatus
from tagger.workflow.timeline import Timeline


def suggest(options: argparse.Namespace, console: Console) -> int:
    if options.timeline:
        return _timeline(options, console)
    with open_session(options, console) as session:
        failed = scan_and_report(session, options.paths, console, _print_failed_suggestion)
        tracks = tracks_below(session, options.paths)

        def show(track: Track, suggestion: Suggestion) -> None:
            nonlocal failed
            failed |= suggestion.status is AnalysisStatus.FAILED
            console.suggestion(track.path, suggestion)

        analyse(session, tracks, console, show, options.max_genres)
    return int(failed)


def _timeline(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.timeline import TimelineJob

    with open_session(options, console) as session:
        console.timeline_head()
        failed = scan_and_report(session, options.paths, console, _print_failed_timeline)
        job = TimelineJob(session, tracks_below(session, options.paths), console.timeline)
        failed |= run_job(job, console) > 0
    return int(failed)


def apply(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.accept import decide, what_to_accept
    from tagger.workflow.planning import Intent, plan_change
    from tagger.workflow.write import WriteJob

    with open_session(options, console) as session:
        failed = scan_and_report(session, options.paths, console, _print_failed_write)
        intents: list[Intent] = []

        def consider(track: Track, suggestion: Suggestion) -> None:
            nonlocal failed
            genres, reason = what_to_accept(suggestion, options.min_probability)
            if genres:
                intents.append(Intent(track, genres, options.policy))
                return
            broken = suggestion.status is AnalysisStatus.FAILED
            failed |= broken
            status = WriteStatus.FAILED if broken else WriteStatus.SKIPPED
            present = track.tags.genres
            console.outcome(WriteOutcome(track.path, status, present, present, None, reason))

        tracks = tracks_below(session, options.paths)
        analyse(session, tracks, console, consider, options.max_genres)
        if options.dry_run:
            for intent in intents:
                console.planned(plan_change(session, intent))
            return int(failed)
        decide(session, intents)
        outcomes = run_job(WriteJob(session, intents, on_outcome=console.outcome), console)
    return int(failed or any(o.status is WriteStatus.FAILED for o in outcomes))


def tag(options: argparse.Namespace, console: Console) -> int:
    from tagger.settings import HAND_POLICY
    from tagger.workflow.accept import decide
    from tagger.workflow.planning import Intent
    from tagger.workflow.write import WriteJob

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
        decide(session, intents)
        outcomes = run_job(WriteJob(session, intents, on_outcome=console.outcome), console)
    return int(failed or any(o.status is WriteStatus.FAILED for o in outcomes))


def scan(options: argparse.Namespace, console: Console) -> int:
    with open_session(options, console) as session:
        failed = scan_and_report(session, options.paths, console, _print_failed_scan)
        for track in tracks_below(session, options.paths):
            console.scanned(track)
    return int(failed)


def _print_failed_suggestion(console: Console, path: Path, reason: str) -> None:
    console.suggestion(path, Suggestion(AnalysisStatus.FAILED, (), True, reason))


def _print_failed_timeline(console: Console, path: Path, reason: str) -> None:
    console.timeline(Timeline(path, AnalysisStatus.FAILED, (), reason))


def _print_failed_write(console: Console, path: Path, reason: str) -> None:
    console.outcome(WriteOutcome(path, WriteStatus.FAILED, (), (), None, reason))


def _print_failed_scan(console: Console, path: Path, reason: str) -> None:
    console.unreadable(path, reason)
