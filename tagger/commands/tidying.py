"""`tagger tidy`: the genre values of a library put in order, without listening to anything."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tagger.commands.steps import open_session, scan_and_report
from tagger.commands.table import counted, table
from tagger.commands.writing import write_intents
from tagger.console import Console
from tagger.errors import display_path
from tagger.records import WriteOutcome, WriteStatus

if TYPE_CHECKING:
    from tagger.workflow.session import Session
    from tagger.workflow.tidy import GenreValue

_JOINT = ";"
Rule = tuple[str, tuple[str, ...]]


def add_words(tidy: argparse.ArgumentParser) -> None:
    tidy.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="only files here, which are read first (default: the library as it was last read)",
    )
    tidy.add_argument(
        "--list",
        action="store_true",
        help="list every genre value with its tracks and what is offered; writes nothing (default "
        "where nothing else is asked for)",
    )
    tidy.add_argument(
        "--apply-suggested", action="store_true", help="take all that the vocabulary offers"
    )
    tidy.add_argument(
        "--rename",
        action="append",
        default=[],
        type=_renaming,
        metavar="OLD=NEW",
        help="write NEW where a file has OLD; with OLD=OLD an offer is refused; may be given "
        "repeatedly, as the next two",
    )
    tidy.add_argument(
        "--delete", action="append", default=[], metavar="VALUE", help="take VALUE out"
    )
    tidy.add_argument(
        "--split",
        action="append",
        default=[],
        type=_splitting,
        metavar="VALUE=A;B",
        help="write several genres where a file has VALUE",
    )
    tidy.add_argument(
        "--chain",
        action="store_true",
        help="follow rules on from what they make (A=B and B=C make C of A)",
    )
    tidy.add_argument("--dry-run", action="store_true", help="only say what would be written")


def tidy(options: argparse.Namespace, console: Console) -> int:
    rules = dict(_rules(options))
    if len(rules) < len(list(_rules(options))):
        console.complain("Two rules are given for one value. Give one for each.")
        return 2
    asked = bool(rules) or options.apply_suggested
    if options.list and asked:
        console.complain("Give --list alone: it only says what there is.")
        return 2
    return _tidy(options, console, rules) if asked else _list(options, console)


def _list(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.tidy import values

    with open_session(options, console) as session:
        failed = _read(session, options, console)
        found = values(session, options.paths)
    if not found:
        console.complain("No file here holds a genre.")
    if options.json:
        for each in found:
            offered = None if each.suggestion is None else list(each.suggestion)
            console.report((), {"value": each.value, "tracks": each.tracks, "suggestion": offered})
    elif found:
        rows = [(each.value, f"{each.tracks:,}", _offer(each)) for each in found]
        console.report(table(("Genre", "Tracks", ""), rows), {})
        offers = sum(each.suggestion is not None for each in found)
        values_text = counted(len(found), "value")
        console.note(f"{values_text}, {counted(offers, 'offer')}; --apply-suggested takes them.")
    return int(failed)


def _tidy(options: argparse.Namespace, console: Console, rules: dict[str, tuple[str, ...]]) -> int:
    from tagger.workflow.tidy import Tidying, plan_tidy, suggested, values

    with open_session(options, console) as session:
        failed = _read(session, options, console)
        found = values(session, options.paths)
        for value in rules.keys() - {each.value for each in found}:
            console.complain(f"No file here has the genre “{display_path(value)}”.")
        if options.apply_suggested:
            rules = {**suggested(found), **rules}
        plan = plan_tidy(session, Tidying(rules, options.chain), options.paths)
        changes = sorted((*plan.changes, *plan.skipped), key=lambda change: change.path)
        if changes:
            intents = [change.intent for change in changes]
            failed |= write_intents(session, intents, console, dry=options.dry_run, decides=False)
        else:
            console.complain("No file needs a change.")
    return int(failed)


def _read(session: Session, options: argparse.Namespace, console: Console) -> bool:
    """Read the files at the paths that were given; True when anything failed."""

    def failed(console: Console, path: Path, reason: str) -> None:
        console.outcome(WriteOutcome(path, WriteStatus.FAILED, (), (), None, reason))

    return bool(options.paths) and scan_and_report(session, options.paths, console, failed)


def _rules(options: argparse.Namespace) -> Iterator[Rule]:
    yield from options.rename
    yield from options.split
    yield from ((value, ()) for value in options.delete)


def _renaming(text: str) -> Rule:
    old, _, new = text.partition("=")
    if not old or not new.strip():
        raise argparse.ArgumentTypeError(f"must be OLD=NEW, not {text}")
    return old, (new.strip(),)


def _splitting(text: str) -> Rule:
    value, _, rest = text.rpartition("=")
    parts = tuple(dict.fromkeys(part.strip() for part in rest.split(_JOINT) if part.strip()))
    if not value or not parts:
        raise argparse.ArgumentTypeError(f"must be VALUE=A;B, not {text}")
    return value, parts


def _offer(each: GenreValue) -> str:
    return "" if each.suggestion is None else f"→ {display_path('; '.join(each.suggestion))}"
