"""The statistics of a library as plain tables, and those as CSV or JSON, in a file or not.

Names of tables and columns are for programs, so they are the same in every language.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tagger.settings import NEVER_WRITE
from tagger.workflow.never_write import NeverWrite
from tagger.workflow.output_file import check_outputs, write_outputs
from tagger.workflow.session import Session
from tagger.workflow.spreadsheet import csv_bytes, harmless, json_bytes
from tagger.workflow.statistics import GenreTally, Stage, Statistics, Tally, YearTally

Cell = str | int | float | None

_COUNTS = ("tracks", "seconds", "tracks of unknown length")


class Form(StrEnum):
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True)
class Table:
    """Rows under heads; an empty genre stands for tracks without one, None for no year."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def objects(self) -> list[dict[str, Cell]]:
        """Each row by its heads."""
        return [dict(zip(self.head, row, strict=True)) for row in self.rows]


def tables(found: Statistics) -> list[Table]:
    """Every table that the window shows, with all of its rows."""
    now, suggested = found.stages[Stage.NOW], found.stages[Stage.SUGGESTED]
    return [
        _overview(found),
        _genres("genres in files", now.tallies),
        _genres("genres suggested or decided", suggested.tallies),
        _years("decades", "decade", found.decades),
        _years("years", "year", found.years),
        *(
            Table(
                f"{name} by decade",
                ("genre", *map(str, genres.decades), "no year"),
                tuple((each.genre, *each.decades, each.undated) for each in genres.over_time),
            )
            for name, genres in (
                ("genres in files", now),
                ("genres suggested or decided", suggested),
            )
        ),
        Table(
            "before and after",
            ("genre", "before", "now", "after writing"),
            tuple((each.genre, each.before, each.now, each.planned) for each in found.changes),
        ),
        Table(
            "sureness",
            ("percent from", "percent to", "suggestions", "expected right", "kept", "changed",
             "left as is"),
            tuple(
                (each.low, each.high, each.suggestions, round(each.right, 2), each.kept,
                 each.changed, each.refused)
                for each in found.sureness
            ),
        ),
    ]  # fmt: skip


def _overview(found: Statistics) -> Table:
    """What stands above the tables, as one column of numbers."""
    stages = [found.stages[stage] for stage in (Stage.BEFORE, Stage.NOW, Stage.PLANNED)]
    files = ("files before", "files now", "files after writing")
    return Table(
        "overview",
        ("what", "count"),
        (
            *zip(_COUNTS, _numbers(found.all), strict=True),
            ("tracks that are not there", found.absent),
            *((f"genres in {name}", g.values) for name, g in zip(files, stages, strict=True)),
            *((f"no genre in {name}", g.without) for name, g in zip(files, stages, strict=True)),
            *(
                (f"several genres in {name}", genres.several)
                for name, genres in zip(files, stages, strict=True)
            ),
            ("files with other genres than at first", found.written),
            ("files that wait for other genres", found.waiting),
            ("decisions under other models", found.under_others),
        ),
    )


def _genres(name: str, tallies: Iterable[GenreTally]) -> Table:
    rows = tuple((each.genre, *_numbers(each.tally)) for each in tallies)
    return Table(name, ("genre", *_COUNTS), rows)


def _years(name: str, head: str, tallies: Iterable[YearTally]) -> Table:
    rows = tuple((each.year, *_numbers(each.tally)) for each in tallies)
    return Table(name, (head, *_COUNTS), rows)


def _numbers(tally: Tally) -> tuple[int, float, int]:
    return tally.tracks, round(tally.seconds, 3), tally.unknown


def as_csv(made: Sequence[Table], line_end: str = "\r\n") -> str:
    """One table below the other, each under its name and apart by an empty line; no text of it is
    taken for a formula."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator=line_end)
    for place, table in enumerate(made):
        if place:
            lines.writerow(())
        lines.writerow((table.name,))
        lines.writerow(table.head)
        lines.writerows(tuple(map(harmless, row)) for row in table.rows)
    return text.getvalue()


def as_json(made: Sequence[Table]) -> str:
    """One object: each table by its name, as a list of rows by their heads."""
    return json.dumps({each.name: each.objects() for each in made}, ensure_ascii=False, indent=1)


def export(
    session: Session, found: Statistics, form: Form, output: Path, *, overwrite: bool = False
) -> None:
    """Write every table into one file, as a whole or not at all.

    Raises `TaggerError` when it may not be or cannot be written, or exists and is not to be
    replaced.
    """
    made, path = tables(found), Path(os.path.abspath(output))
    content = csv_bytes(as_csv(made)) if form is Form.CSV else json_bytes(as_json(made))
    check_outputs([path], NeverWrite(session.settings.get(NEVER_WRITE)), overwrite=overwrite)
    write_outputs({path: content})
