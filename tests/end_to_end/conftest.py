"""Tagger as a person runs it: real processes over real files in every format that is written."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import mutagen
import pytest
import soundfile

from tagger.paths import bundled_models, find_home
from tagger.settings import ACTIVE_MODEL, Settings
from tests.audio.encode import ENCODINGS, encode, music

WRITABLE = {"mp3": "mp3", "flac": "flac", "vorbis": "ogg", "opus": "opus", "aac": "m4a"}


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def lines(self) -> list[dict]:
        """Every line of stdout as JSON; fails when one is not."""
        return [json.loads(line) for line in self.stdout.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def command(home: Path) -> list[str]:
    return [sys.executable, "-m", "tagger"]


@pytest.fixture
def run(command: list[str]) -> Run:
    def start(*arguments: str | Path) -> Ran:
        ended = subprocess.run(
            [*command, *map(str, arguments)], capture_output=True, timeout=120, check=False
        )
        return Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode("utf-8", "replace"))

    return start


def make_track(path: Path, kind: str, seed: int, seconds: float = 4.0) -> Path:
    """A file with a title and an artist, and no genre."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "vorbis":
        with path.open("wb") as stream:
            soundfile.write(stream, music(seconds, 44100, 2, seed).T, 44100, "VORBIS", format="OGG")
    else:
        encoding = ENCODINGS[kind]
        scratch = path.parent / f"encoding.{encoding.suffix}"
        rate = 48000 if kind == "opus" else 44100
        encode(scratch, music(seconds, rate, 2, seed), rate, encoding)
        scratch.rename(path)
    file = mutagen.File(path, easy=True)  # pyright: ignore[reportPrivateImportUsage]
    assert file is not None
    if file.tags is None:
        file.add_tags()
    file["title"] = f"Title {seed}"
    file["artist"] = "Somebody"
    file.save()
    os.utime(path, ns=(10**18, 10**18 + seed))
    return path


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """One file of every format that is written."""
    folder = tmp_path / "music"
    for seed, (kind, suffix) in enumerate(WRITABLE.items()):
        make_track(folder / f"{kind}.{suffix}", kind, seed)
    return folder


@pytest.fixture
def generous(home: Path) -> None:
    """A model of the person's own that is always sure and suggests what is a little likely."""
    onnx = pytest.importorskip("onnx")
    bundled = bundled_models() / "genre.onnx"
    if not bundled.is_file():
        pytest.skip("the bundled model is not there")
    place = find_home(home)
    place.models.mkdir(parents=True)
    model = onnx.load(bundled)
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    head = json.loads(metadata["head"])
    # So hot that every genre is about as likely as the others.
    limits = [0.0] * len(json.loads(metadata["genres"]))
    head |= {"temperature": 50.0, "unsure_below": limits, "also_above": 0.01}
    onnx.helper.set_model_props(model, metadata | {"head": json.dumps(head)})
    onnx.save(model, place.models / "generous.onnx")
    Settings(place.settings).set(ACTIVE_MODEL, "generous")


def state(folder: Path) -> dict[str, tuple[str, int]]:
    """SHA-256 and mtime of every file below a folder, hidden ones included."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def genres(path: Path) -> list[str]:
    """The genres of a file, as mutagen alone reads them."""
    file = mutagen.File(path, easy=True)  # pyright: ignore[reportPrivateImportUsage]
    assert file is not None
    return list((file.tags or {}).get("genre", []))
