"""Tagger as a person runs it: real processes over real files in every format that is written."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import mutagen
import pytest
import soundfile

from tagger import cli
from tagger.model.library import list_models
from tagger.paths import bundled_models, find_home
from tagger.settings import ACTIVE_MODEL, Settings
from tagger.workflow.session import Session
from tests.audio.encode import ENCODINGS, encode
from tests.audio.encode import music as music_of

from .songs import genre_folder

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
Tell = Callable[..., Ran]


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
            soundfile.write(
                stream, music_of(seconds, 44100, 2, seed).T, 44100, "VORBIS", format="OGG"
            )
    else:
        encoding = ENCODINGS[kind]
        scratch = path.parent / f"encoding.{encoding.suffix}"
        rate = 48000 if kind == "opus" else 44100
        encode(scratch, music_of(seconds, rate, 2, seed), rate, encoding)
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


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str], home: Path) -> Tell:
    """A command in this process, which starts sooner than one of its own."""

    def tell(*words: str | Path) -> Ran:
        capsys.readouterr()
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as wrong:
            code = int(str(wrong.code))
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return tell


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Two genres by four artists each; one is new to the bundled model."""
    folder = tmp_path / "music"
    for seed, genre in enumerate(("Zouk", "Jazz")):
        genre_folder(folder / genre, 4, seed)
    return folder


@pytest.fixture
def present(tell: Tell, music: Path) -> Iterator[str]:
    """The name of a model of one's own that is in use, and is after the test, to the byte."""
    assert tell("train", music, "--name", "Present", "--use").code == 0
    file = find_home().models / "Present.onnx"
    before = file.read_bytes()
    yield "Present"
    assert Settings.load(find_home().settings).get(ACTIVE_MODEL) == "Present"
    assert file.read_bytes() == before
    with Session.open(find_home()) as session:
        assert session.listener().model.info.name == "Present"


def models() -> dict[str, str | None]:
    """The person's own models and what is wrong with each; nothing lies beside them."""
    names = {info.name: info.error for info in list_models(find_home()) if not info.bundled}
    assert {path.name for path in find_home().models.iterdir()} == {f"{n}.onnx" for n in names}
    return names
