"""The commands that listen to music and read its tags; each returns its exit code."""

from __future__ import annotations

import argparse
from pathlib import Path

from tagger.commands.steps import analyse, open_session, run_job, scan_and_report, tracks_below
from tagger.console import Console
from tagger.records import AnalysisStatus, Suggestion, Track
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


def _print_failed_scan(console: Console, path: Path, reason: str) -> None:
    console.unreadable(path, reason)
