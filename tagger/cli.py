"""The commands: one thin function each, over the workflow.

`--json` prints one JSON object per line on stdout and nothing else there. Progress goes to
stderr, and only on a terminal. Exit codes: 0 all went well, 1 some files failed or Tagger could
not work, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TypeVar

from tagger import __version__
from tagger.console import Console
from tagger.errors import TaggerError, display_path
from tagger.paths import HOME_VARIABLE, Home, find_home
from tagger.records import (
    AnalysisStatus,
    Policy,
    Suggestion,
    Track,
    WriteOutcome,
    WriteStatus,
)
from tagger.workflow.jobs import CancelToken, Job, JobContext
from tagger.workflow.session import Session

T = TypeVar("T")


def parser() -> argparse.ArgumentParser:
    """Every command and option, with the help that `--help` shows."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="print one JSON object per line")
    common.add_argument(
        "--home",
        metavar="DIR",
        help=f"where the catalog, models and settings live (also {HOME_VARIABLE})",
    )
    top = argparse.ArgumentParser(
        prog="tagger",
        description="Good genres for a music library. Without a command the window opens.",
    )
    top.add_argument("--version", action="version", version=f"tagger {__version__}")
    top.add_argument("--home", metavar="DIR", dest="window_home", help=argparse.SUPPRESS)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, run: Callable[[argparse.Namespace, Console], int], text: str):
        command = commands.add_parser(name, parents=[common], help=text, description=text)
        command.set_defaults(run=run)
        return command

    suggest = add("suggest", _suggest, "Listen to music and suggest genres; writes nothing.")
    _add_paths(suggest)
    apply = add("apply", _apply, "Accept what is suggested and write it into the files.")
    _add_paths(apply)
    apply.add_argument(
        "--policy",
        type=Policy,
        choices=list(Policy),
        default=Policy.FILL,
        metavar="{fill,append,replace}",
        help="what happens to the genres a file has (default: fill only files without one)",
    )
    apply.add_argument(
        "--min-probability",
        type=_probability,
        metavar="P",
        help="accept what is at least this likely, 0 to 1 (default: what the model is sure of)",
    )
    apply.add_argument("--dry-run", action="store_true", help="only say what would be written")
    tag = add("tag", _tag, "Write genres of your own choice into files.")
    _add_paths(tag)
    tag.add_argument(
        "--genre", action="append", required=True, metavar="NAME", help="may be given repeatedly"
    )
    undo = add("undo", _undo, "Take the last batch of writes back.")
    undo.add_argument("--batch", type=int, metavar="ID", help="this batch instead of the last")
    undo.add_argument(
        "--by-value",
        action="store_true",
        help="where another program changed a file since, bring only its genre back",
    )
    add("history", _history, "List every write: batch, file, and what became of it.")
    scan = add("scan", _scan, "Find music and read its tags; folders stay in the library.")
    _add_paths(scan)
    add("models", _models, "List the models that can suggest genres.")
    add("doctor", _doctor, "Say which versions run, where things are, and what is wrong.")
    return top


def _add_paths(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")


def _probability(text: str) -> float:
    value = float(text)
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"must be between 0 and 1, not {text}")
    return value


def window_request(words: Sequence[str]) -> Home | None:
    """The home whose window these arguments ask for; None when they are a command."""
    match list(words):
        case []:
            return find_home()
        case ["--home", directory] if directory:
            return find_home(directory)
        case [word] if word.startswith("--home=") and len(word) > len("--home="):
            return find_home(word.removeprefix("--home="))
        case _:
            return None


def main(words: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    options = parser().parse_args(list(words))
    options.home = options.home or options.window_home
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a letter must not end a batch.
            stream.reconfigure(errors="backslashreplace")
    console = Console(as_json=options.json)
    logging.basicConfig(level=logging.WARNING, format="tagger: %(message)s")
    try:
        return options.run(options, console)
    except TaggerError as error:
        console.complain(error.message)
        return 1
    except BrokenPipeError:
        # The reader of our output (`| head`) has gone; so has the reason to go on.
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        console.complain("Stopped. What was done so far is kept.")
        return 130


def _suggest(options: argparse.Namespace, console: Console) -> int:
    with _open(options, console) as session:
        failed = _scan_and_report(session, options.paths, console, _print_failed_suggestion)
        tracks = _tracks(session, options.paths)

        def show(track: Track, suggestion: Suggestion) -> None:
            nonlocal failed
            failed |= suggestion.status is AnalysisStatus.FAILED
            console.suggestion(track.path, suggestion)

        _analyse(session, tracks, console, show)
    return int(failed)


def _apply(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.accept import decide, what_to_accept
    from tagger.workflow.write import Intent, WriteJob, plan_change

    with _open(options, console) as session:
        failed = _scan_and_report(session, options.paths, console, _print_failed_write)
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

        _analyse(session, _tracks(session, options.paths), console, consider)
        if options.dry_run:
            for intent in intents:
                console.planned(plan_change(session, intent))
            return int(failed)
        decide(session, intents)
        outcomes = _run(WriteJob(session, intents, on_outcome=console.outcome), console)
    return int(failed or any(o.status is WriteStatus.FAILED for o in outcomes))


def _tag(options: argparse.Namespace, console: Console) -> int:
    from tagger.settings import HAND_POLICY
    from tagger.workflow.accept import decide
    from tagger.workflow.write import Intent, WriteJob

    genres = tuple(dict.fromkeys(name.strip() for name in options.genre if name.strip()))
    if not genres:
        console.complain("A genre needs a name.")
        return 2
    with _open(options, console) as session:
        failed = _scan_and_report(session, options.paths, console, _print_failed_write)
        policy = Policy(session.settings.get(HAND_POLICY))
        intents = [
            Intent(track, genres, policy, by_hand=True) for track in _tracks(session, options.paths)
        ]
        decide(session, intents)
        outcomes = _run(WriteJob(session, intents, on_outcome=console.outcome), console)
    return int(failed or any(o.status is WriteStatus.FAILED for o in outcomes))


def _undo(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.undo import UndoJob, UndoStatus, pick_batch

    with _open(options, console) as session:
        batch = pick_batch(session, options.batch)
        job = UndoJob(session, batch, by_value=options.by_value, on_outcome=console.undone)
        outcomes = _run(job, console)
    fine = (UndoStatus.RESTORED, UndoStatus.GENRE_RESTORED)
    return int(any(outcome.status not in fine for outcome in outcomes))


def _history(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.history import history

    with _open(options, console, read_only=True) as session:
        for line in history(session):
            console.history(line)
    return 0


def _scan(options: argparse.Namespace, console: Console) -> int:
    with _open(options, console) as session:
        failed = _scan_and_report(session, options.paths, console, _print_failed_scan)
        for track in _tracks(session, options.paths):
            console.scanned(track)
    return int(failed)


def _models(options: argparse.Namespace, console: Console) -> int:
    from tagger.model.library import list_models
    from tagger.settings import ACTIVE_MODEL, Settings

    home = find_home(options.home)
    active = Settings.load(home.settings).get(ACTIVE_MODEL)
    failed = False
    for model in list_models(home):
        failed |= model.error is not None
        console.model(model, active=model.name == active if active else model.bundled)
    return int(failed)


def _doctor(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.doctor import examine

    findings = examine(find_home(options.home))
    for finding in findings:
        console.finding(finding)
    return int(any(not finding.ok for finding in findings))


def _open(options: argparse.Namespace, console: Console, *, read_only: bool = False) -> Session:
    session = Session.open(find_home(options.home), read_only=read_only)
    if not read_only:
        from tagger.workflow.recover import recover

        try:
            for found in recover(session):
                console.complain(f"{display_path(found.path)}: {found.message}")
        except BaseException:
            session.close()
            raise
    return session


def _tracks(session: Session, paths: Sequence[Path]) -> list[Track]:
    """The scanned tracks at or below these paths, each once, in order."""
    found: dict[int, Track] = {}
    for path in paths:
        for track in session.tracks.below(path.absolute()):
            found.setdefault(track.id, track)
    return list(found.values())


def _scan_and_report(
    session: Session,
    paths: Sequence[Path],
    console: Console,
    show: Callable[[Console, Path, str], None],
) -> bool:
    """Scan; show what is no track at all and could not be read. True when anything failed."""
    from tagger.workflow.scan import ScanJob

    report = _run(ScanJob(session, paths), console)
    listed = {track.path for track in _tracks(session, paths)}
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


def _print_failed_suggestion(console: Console, path: Path, reason: str) -> None:
    console.suggestion(path, Suggestion(AnalysisStatus.FAILED, (), True, reason))


def _print_failed_write(console: Console, path: Path, reason: str) -> None:
    console.outcome(WriteOutcome(path, WriteStatus.FAILED, (), (), None, reason))


def _print_failed_scan(console: Console, path: Path, reason: str) -> None:
    console.unreadable(path, reason)


def _analyse(
    session: Session,
    tracks: Sequence[Track],
    console: Console,
    show: Callable[[Track, Suggestion], None],
) -> None:
    from tagger.workflow.analyse import AnalyseJob

    _run(AnalyseJob(session, tracks, on_suggestion=show), console)


def _run(job: Job[T], console: Console) -> T:
    """Run a job here; the first Ctrl+C ends it in order, the second one at once."""
    token = CancelToken()

    def stop(number: int, frame: object) -> None:
        if token.cancelled:
            raise KeyboardInterrupt
        token.cancel()

    before = signal.signal(signal.SIGINT, stop)
    try:
        result = job.run(JobContext(token, console.progress))
    finally:
        signal.signal(signal.SIGINT, before)
        console.end_progress()
    if token.cancelled:
        raise KeyboardInterrupt
    return result
