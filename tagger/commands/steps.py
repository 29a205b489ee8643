"""The steps that several commands take, with what a person sees of them on the way."""

from __future__ import annotations

import argparse
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tagger.console import Console
from tagger.errors import display_path
from tagger.paths import find_home
from tagger.records import Suggestion, Track
from tagger.workflow.jobs import CancelToken, Job, JobContext
from tagger.workflow.session import Session

T = TypeVar("T")


def open_session(
    options: argparse.Namespace, console: Console, *, read_only: bool = False
) -> Session:
    """Open the catalog, and say what a write that was cut off left behind.

    Raises `CatalogError` and `SettingsError`.
    """
    session = Session.open(find_home(options.home), read_only=read_only)
    session.tell = console.complain
    if not read_only:
        from tagger.workflow.recover import recover

        try:
            for found in recover(session):
                console.complain(f"{display_path(found.path)}: {found.message}")
        except BaseException:
            session.close()
            raise
    return session


def tracks_below(session: Session, paths: Sequence[Path]) -> list[Track]:
    """The scanned tracks at or below these paths, each once, in order."""
    found: dict[int, Track] = {}
    for path in paths:
        for track in session.tracks.below(Path(os.path.abspath(path))):
            found.setdefault(track.id, track)
    return list(found.values())


def scan_and_report(
    session: Session,
    paths: Sequence[Path],
    console: Console,
    show: Callable[[Console, Path, str], None],
    *,
    remember: bool = True,
) -> bool:
    """Scan; show what is no track at all and could not be read. True when anything failed.

    What is to be remembered becomes part of the library; else it is only looked at.
    """
    from tagger.workflow.scan import ScanJob

    report = run_job(ScanJob(session, paths, guests=not remember), console)
    listed = {track.path for track in tracks_below(session, paths)}
    for path in report.not_audio:
        show(console, path, "This is no audio file that Tagger knows.")
    for path in report.unplugged:
        console.complain(
            f"{display_path(path)} is gone or empty: its drive counts as unplugged, and its "
            "tracks stay in the library."
        )
    for path, reason in report.failures:
        if path not in listed:
            show(console, path, reason)
    return bool(report.failures or report.not_audio or report.unplugged)


def analyse(
    session: Session,
    tracks: Sequence[Track],
    console: Console,
    show: Callable[[Track, Suggestion], None],
    most: int | None = None,
) -> None:
    """Listen to what was not heard yet; `show` gets every track in order.

    At most `most` genres are suggested for a track; None is as the settings have it.
    """
    from tagger.settings import GENRES_PER_TRACK
    from tagger.workflow.analyse import AnalyseJob

    count = most or session.settings.get(GENRES_PER_TRACK)
    job = AnalyseJob(
        session, tracks, on_suggestion=lambda track, said: show(track, said.at_most(count))
    )
    run_job(job, console)


def run_job(job: Job[T], console: Console) -> T:
    """Run a job here; the first Ctrl+C ends it in order, the second one at once."""
    with interruptible() as token:
        try:
            result = job.run(JobContext(token, console.progress))
        finally:
            console.end_progress()
    if token.cancelled:
        raise KeyboardInterrupt
    return result


@contextmanager
def interruptible() -> Iterator[CancelToken]:
    """A token that the first Ctrl+C cancels; the second one ends whatever runs at once."""
    token = CancelToken()

    def stop(number: int, frame: object) -> None:
        if token.cancelled:
            raise KeyboardInterrupt
        token.cancel()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield token
    finally:
        signal.signal(signal.SIGINT, before)
