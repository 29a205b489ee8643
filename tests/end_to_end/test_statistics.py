"""`tagger statistics`, as scripts use it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from .conftest import Tell, make_track, state


@pytest.fixture
def music(tmp_path: Path, tell: Tell) -> Path:
    """Two files of Jazz, one of Ska that was nothing before, one without a genre."""
    folder = tmp_path / "music"
    for seed in range(4):
        make_track(folder / f"{seed}.flac", "flac", seed)
    tell("scan", folder)
    tell("tag", folder / "0.flac", folder / "1.flac", "--genre", "Jazz")
    tell("tag", folder / "2.flac", "--genre", "Ska")
    return folder


def test_genres_are_counted_for_people_for_programs_and_for_spreadsheets(
    tell: Tell, music: Path
) -> None:
    before = state(music)
    said = tell("statistics")
    assert said.code == 0 and "4 tracks, 0 h 00 min" in said.stdout
    rows = [line.split() for line in said.stdout.splitlines()]
    assert ["Jazz", "2", "0", "h", "00", "min"] in rows
    assert ["Jazz", "0", "2", "2"] in rows and ["(no", "genre)", "4", "1", "1"] in rows
    lines = tell("statistics", "--json").lines
    changes = [line for line in lines if line["table"] == "before and after"]
    assert {"table": "before and after", "genre": "Ska", "before": 0, "now": 1,
            "after writing": 1} in changes  # fmt: skip
    cells = list(csv.reader(io.StringIO(tell("statistics", "--csv").stdout)))
    start = cells.index(["before and after"])
    assert cells[start + 2 : start + 5] == [
        ["Jazz", "0", "2", "2"], ["Ska", "0", "1", "1"], ["", "4", "1", "1"],
    ]  # fmt: skip
    assert state(music) == before


def test_only_what_lies_at_the_paths_is_counted(tell: Tell, music: Path) -> None:
    lines = tell("statistics", music / "2.flac", "--json").lines
    genres = [line["genre"] for line in lines if line["table"] == "genres in files"]
    assert genres == ["Ska"]
    none = tell("statistics", music / "missing")
    assert (none.code, none.stdout) == (0, "") and "tagger scan" in none.stderr


def test_two_forms_at_once_are_refused(tell: Tell) -> None:
    assert tell("statistics", "--csv", "--json").code == 2
