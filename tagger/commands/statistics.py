"""`tagger statistics`: the library in numbers, for a person, a spreadsheet or a program."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tagger.commands.steps import open_session, tracks_below
from tagger.commands.table import counted, table
from tagger.console import Console
from tagger.errors import ModelError

if TYPE_CHECKING:
    from tagger.workflow.reliability import SureBin
    from tagger.workflow.session import Session
    from tagger.workflow.statistics import Change, GenreTally, Statistics, Tally, YearTally

_SHOWN = 40
"""Genres that are listed for a person; files and programs get all."""


def add_words(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="only what lies here (default: the whole library), as it was last read",
    )
    command.add_argument(
        "--csv", action="store_true", help="print every table as CSV, one below the other"
    )


def statistics(options: argparse.Namespace, console: Console) -> int:
    from tagger.workflow.review import review_rows
    from tagger.workflow.statistics import statistics
    from tagger.workflow.statistics_tables import as_csv, tables

    if options.csv and options.json:
        console.complain("Give --csv or --json, not both.")
        return 2
    with open_session(options, console, read_only=True) as session:
        ids = [track.id for track in tracks_below(session, options.paths)]
        model = _model_key(session)
        found = statistics(
            session, review_rows(session, model, ids if options.paths else None), model
        )
    if options.json:
        for each in tables(found):
            for row in each.objects():
                console.report((), {"table": each.name, **row})
    elif options.csv:
        console.report([as_csv(tables(found), "\n").removesuffix("\n")], {})
    elif found.all.tracks:
        console.report(_lines(found), {})
    if not found.all.tracks:
        console.complain("No track of the library lies here. “tagger scan FOLDER” takes music in.")
    return 0


def _model_key(session: Session) -> str | None:
    try:
        return session.listener().key
    except ModelError:
        return None


def _lines(found: Statistics) -> Iterable[str]:
    from tagger.workflow.statistics import Stage

    now = found.stages[Stage.NOW]
    yield f"{counted(found.all.tracks, 'track')}, {_time(found.all)}"
    yield "A track with several genres counts in each."
    yield ""
    yield from _genres(now.tallies)
    if any(each.year is not None for each in found.years):
        yield from ("", *table(("Decade", "Tracks", "Time"), map(_decade, found.decades)))
    if found.written or found.waiting:
        head = ("Before and after", "Before", "Now", "After writing")
        yield from ("", *table(head, map(_change, found.changes[:_SHOWN])))
    if found.sureness:
        head = ("Sureness", "Suggestions", "Expected right", "Kept", "Changed", "Left as is")
        yield from ("", *table(head, map(_sureness, reversed(found.sureness))))
        if not found.measured:
            yield "What is expected is what the model says of itself; it was not measured."


def _genres(tallies: tuple[GenreTally, ...]) -> Iterable[str]:
    rows = (
        (each.genre or "(no genre)", f"{each.tally.tracks:,}", _time(each.tally))
        for each in tallies[:_SHOWN]
    )
    yield from table(("Genre in the files", "Tracks", "Time"), rows)
    if len(tallies) > _SHOWN:
        yield f"  and {len(tallies) - _SHOWN:,} more; --csv and --json have all"


def _decade(each: YearTally) -> tuple[str, str, str]:
    name = "(no year)" if each.year is None else f"{each.year}s"
    return name, f"{each.tally.tracks:,}", _time(each.tally)


def _change(each: Change) -> tuple[str, ...]:
    counts = (each.before, each.now, each.planned)
    return each.genre or "(no genre)", *(f"{count:,}" for count in counts)


def _sureness(each: SureBin) -> tuple[str, ...]:
    counts = (each.kept, each.changed, each.refused)
    return (
        f"{each.low}–{each.high}%",
        f"{each.suggestions:,}",
        f"{each.right:,.0f}",
        *(f"{count:,}" for count in counts),
    )


def _time(tally: Tally) -> str:
    """Hours and minutes; with “+” where the length of some tracks is not known."""
    if tally.tracks and tally.unknown == tally.tracks:
        return "?"
    hours, minutes = divmod(round(tally.seconds / 60), 60)
    return f"{hours:,} h {minutes:02} min{' +' if tally.unknown else ''}"
