"""The tracks of a table as a file: what the files say, what is suggested, and where they stand."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from tagger.settings import NEVER_WRITE
from tagger.workflow.never_write import NeverWrite
from tagger.workflow.output_file import check_outputs, write_outputs
from tagger.workflow.review import ReviewRow
from tagger.workflow.session import Session
from tagger.workflow.spreadsheet import csv_bytes, harmless, json_bytes

_JOINT = "; "
_COLUMNS = (
    "path", "artist", "album", "title", "year", "genres", "suggested", "sure", "state", "decided",
)  # fmt: skip


class ListForm(StrEnum):
    CSV = "csv"
    JSON = "json"


def export_list(
    session: Session, rows: Sequence[ReviewRow], form: ListForm, output: Path, *, overwrite: bool
) -> None:
    """Write these rows, in this order, as a whole or not at all.

    Raises `TaggerError` when the file may not be or cannot be written, or exists and is not to be
    replaced.
    """
    path = Path(os.path.abspath(output))
    content = _csv(rows) if form is ListForm.CSV else _json(rows)
    check_outputs([path], NeverWrite(session.settings.get(NEVER_WRITE)), overwrite=overwrite)
    write_outputs({path: content})


def _csv(rows: Sequence[ReviewRow]) -> bytes:
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(_COLUMNS)
    for row in rows:
        tags = row.track.tags
        path = os.fsencode(row.track.path).decode("utf-8", "replace")
        sure = _sure(row)
        cells = (
            path, tags.artist, tags.album, tags.title, tags.year, _JOINT.join(tags.genres),
            _JOINT.join(row.suggested), "" if sure is None else f"{sure:.4f}", row.state.value,
            _JOINT.join(_decided(row)),
        )  # fmt: skip
        lines.writerow([harmless(cell) for cell in cells])
    return csv_bytes(text.getvalue())


def _json(rows: Sequence[ReviewRow]) -> bytes:
    made = [
        {
            "path": str(row.track.path),
            "artist": row.track.tags.artist,
            "album": row.track.tags.album,
            "title": row.track.tags.title,
            "year": row.track.tags.year,
            "genres": list(row.track.tags.genres),
            "suggested": list(row.suggested),
            "sure": _sure(row),
            "state": row.state.value,
            "decided": list(_decided(row)),
        }
        for row in rows
    ]
    return json_bytes(json.dumps(made, ensure_ascii=False, indent=1))


def _sure(row: ReviewRow) -> float | None:
    """Calibrated probability of the best genre that is suggested, 0 to 1."""
    return round(row.best.probability, 4) if row.best is not None and row.suggested else None


def _decided(row: ReviewRow) -> tuple[str, ...]:
    return row.decision.genres if row.decision is not None else ()
