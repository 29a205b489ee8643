"""The tracks of a table as a file, with what is suggested and where they stand."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest

from tagger.catalog.tracks import ScannedFile
from tagger.errors import TaggerError
from tagger.records import AnalysisStatus, FileStamp, GenreScore, Suggestion, TrackTags
from tagger.workflow.listing import ListForm, export_list
from tagger.workflow.review import ReviewRow, choose, review_rows
from tagger.workflow.session import Session

MODEL = "model"
TITLE = '=HYPERLINK("http://x";"Song")'


@pytest.fixture
def rows(session: Session) -> list[ReviewRow]:
    tags = TrackTags(title=TITLE, artist="Ä; “B”", genres=("Other", "Pop"), year=1959)
    session.tracks.store(
        [
            ScannedFile(Path("/music/a.mp3"), FileStamp(1, 1), "mp3", b"a", tags),
            ScannedFile(
                Path(os.fsdecode(b"/music/\xff.mp3")), FileStamp(1, 1), "mp3", b"b", TrackTags()
            ),
        ]
    )
    said = Suggestion(AnalysisStatus.OK, (GenreScore("Jazz", 0.91234),), False, likely=1)
    session.suggestions.store(MODEL, [(b"a", said)])
    choose(session, [session.tracks.all()[0].id], ["Cool Jazz", "Bebop"], MODEL)
    return review_rows(session, MODEL)


def test_json_holds_everything_exactly(
    session: Session, rows: list[ReviewRow], tmp_path: Path
) -> None:
    export_list(session, rows, ListForm.JSON, tmp_path / "list.json", overwrite=False)
    first, second = json.loads((tmp_path / "list.json").read_text("utf-8"))
    assert first == {
        "path": "/music/a.mp3", "artist": "Ä; “B”", "album": "", "title": TITLE, "year": 1959,
        "genres": ["Other", "Pop"], "suggested": ["Jazz"], "sure": 0.9123, "state": "accepted",
        "decided": ["Cool Jazz", "Bebop"],
    }  # fmt: skip
    assert os.fsencode(second["path"]) == b"/music/\xff.mp3"
    assert second["sure"] is None and second["state"] == "waiting"


def test_a_spreadsheet_reads_the_table_and_runs_nothing(
    session: Session, rows: list[ReviewRow], tmp_path: Path
) -> None:
    export_list(session, rows, ListForm.CSV, tmp_path / "list.csv", overwrite=False)
    raw = (tmp_path / "list.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "spreadsheets take it for UTF-8 only so"
    first, second = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    assert first["title"] == f"'{TITLE}"
    assert (first["genres"], first["decided"]) == ("Other; Pop", "Cool Jazz; Bebop")
    assert (first["sure"], first["year"], second["year"]) == ("0.9123", "1959", "")


def test_the_order_is_that_of_the_table(
    session: Session, rows: list[ReviewRow], tmp_path: Path
) -> None:
    export_list(session, rows[::-1], ListForm.JSON, tmp_path / "list.json", overwrite=False)
    made = json.loads((tmp_path / "list.json").read_text("utf-8"))
    assert [row["title"] for row in made] == ["", TITLE]


def test_it_never_takes_the_place_of_a_file_unasked(
    session: Session, rows: list[ReviewRow], tmp_path: Path
) -> None:
    output = tmp_path / "list.csv"
    output.write_text("mine")
    with pytest.raises(TaggerError):
        export_list(session, rows, ListForm.CSV, output, overwrite=False)
    assert output.read_text() == "mine"
    with pytest.raises(TaggerError):
        export_list(session, rows, ListForm.CSV, tmp_path / "song.mp3", overwrite=True)
