"""`dev.py screenshots` photographs the pages it names, of our recordings or of others."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import soundfile

from tagger.paths import bundled_models
from tests.audio.encode import music

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "screenshots.py"


def call(*arguments: str | Path, seconds: float = 60) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def size_of(picture: Path) -> tuple[int, int]:
    """Of a PNG, by its header."""
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def named(folder: Path) -> Sequence[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_page_has_a_name_of_its_own() -> None:
    told = call("--list")
    assert told.returncode == 0, told.stderr
    names = told.stdout.split()
    assert len(names) == len(set(names))
    assert {"main", "map", "write", "train-4-result", "shortcuts"} <= set(names)
    assert sum(name.startswith("state-") for name in names) == 6


def test_pages_are_photographed_in_both_themes_without_a_screen(tmp_path: Path) -> None:
    if not (bundled_models() / "genre.onnx").is_file():
        pytest.skip("the bundled model is not there")
    for genre in ("Jazz", "Rock"):
        folder = tmp_path / "music" / genre
        folder.mkdir(parents=True)
        sound = music(4.0, 22050, seed=len(genre))[0]
        with (folder / "one.flac").open("wb") as stream:
            soundfile.write(stream, sound, 22050, format="FLAC")
    pictures = tmp_path / "pictures"
    only = ["--only", "shortcuts", "state-empty"]
    made = call(pictures, "--quick", "--music", tmp_path / "music", *only, seconds=240)
    assert made.returncode == 0, made.stderr
    assert named(pictures) == [
        f"{page}-{theme}.png"
        for page in ("shortcuts", "state-empty")
        for theme in ("dark", "light")
    ]
    assert {size_of(path) for path in pictures.iterdir()} == {(1280, 800)}
    assert len({path.read_bytes() for path in pictures.iterdir()}) == 4


def test_without_music_a_sentence_says_how_to_name_some(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused = call(tmp_path / "pictures", "--music", tmp_path / "empty")
    assert refused.returncode == 2
    assert "There is no music in folders named by genre" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "pictures").exists()
