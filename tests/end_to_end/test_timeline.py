"""`tagger suggest --timeline` as a script reads it, with the model that ships."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from .conftest import Run, make_track, state

COLUMNS = ["path", "start", "end", "kind", "genre", "probability"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A piece of music that begins with half a minute of silence, and a text."""
    made = make_track(tmp_path / "music" / 'a, "b".flac', "flac", 1, seconds=30.0)
    samples, rate = soundfile.read(made)
    quiet = np.zeros((30 * rate, samples.shape[1]))
    with made.open("wb") as stream:
        soundfile.write(stream, np.concatenate([quiet, samples]), rate, format="FLAC")
    (tmp_path / "music" / "text.mp3").write_text("Dear diary\n" * 300)
    return tmp_path / "music"


def test_a_timeline_is_csv_that_other_programs_read(run: Run, folder: Path) -> None:
    before = state(folder)
    ran = run("suggest", "--timeline", folder)
    assert ran.code == 1, "one file failed"
    assert "text.mp3: " in ran.stderr
    rows = list(csv.DictReader(io.StringIO(ran.stdout)))
    assert list(rows[0]) == COLUMNS
    assert {row["path"] for row in rows} == {str(folder / 'a, "b".flac')}
    assert (rows[0]["start"], rows[0]["kind"], rows[0]["genre"]) == ("0.00", "silence", "")
    assert rows[-1]["end"] == "60.00"
    for row, later in zip(rows, rows[1:], strict=False):
        assert row["end"] == later["start"]
    for row in rows:
        assert (row["kind"] == "music") == bool(row["genre"]) == bool(row["probability"])
    assert float(rows[0]["end"]) == pytest.approx(30, abs=3.1)
    assert state(folder) == before


def test_a_timeline_as_json_is_one_object_for_each_file(run: Run, folder: Path) -> None:
    ran = run("suggest", "--timeline", "--json", folder)
    assert ran.code == 1
    assert ran.stderr == ""
    sound, text = sorted(ran.lines, key=lambda line: line["path"])
    assert set(sound) == {"path", "status", "segments", "error"}
    assert set(sound["segments"][0]) == {"start", "end", "kind", "genre", "probability"}
    assert (sound["segments"][0]["start"], sound["segments"][-1]["end"]) == (0, 60)
    assert (text["status"], text["segments"]) == ("failed", [])
    assert text["error"].endswith(".")


def test_a_folder_without_music_is_a_table_without_rows(run: Run, tmp_path: Path) -> None:
    ran = run("suggest", "--timeline", tmp_path)
    assert (ran.code, ran.stdout) == (0, ",".join(COLUMNS) + "\n")


def test_ctrl_c_ends_within_a_long_file_and_leaves_whole_rows(
    command: list[str], folder: Path
) -> None:
    noise = np.random.default_rng(1).normal(0, 0.05, 40 * 60 * 8000)
    soundfile.write(folder / "long.wav", noise, 8000)
    with subprocess.Popen(
        [*command, "suggest", "--timeline", str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None and process.stderr is not None
        shown = process.stdout.readline() + process.stdout.readline()
        os.kill(process.pid, signal.SIGINT)
        shown += process.stdout.read()
        told = process.stderr.read()
        assert process.wait(timeout=30) == 130
    assert "Traceback" not in told
    rows = list(csv.DictReader(io.StringIO(shown)))
    assert {Path(row["path"]).name for row in rows} == {'a, "b".flac'}
    assert rows[-1]["end"] == "60.00"
