"""Makes schemaNN.zip again: a whole home as the Tagger of that schema left it.

    .venv/bin/python -m tests.catalog.earlier.make [NUMBER ...]

The code of that time is taken out of git's history into a temporary folder and run there by this
Python; see README.md beside this file.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import mutagen

from tests.audio.encode import Encoding, encode, music
from tests.catalog.earlier.moving import MADE_UP, move_text, move_to

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
LAST_COMMITS = {
    1: "b4b6df08dd300fb8d51e08f7d79034db4de53c4d",
    2: "c001903ac65fda6cb88388356cb49dd8c3185b16",
    3: "264ed22a960b1373e7c6ef98ece222932216c271",
    4: "e90c58f7b9a7987b9a253fd75a809f8e4574b136",
    # The four commits after this one do not compile.
    5: "d1ae0be06323e4b2220004cd9a40fae591c7b93f",
    6: "f581bb831b37eb8369f912e9021a28d86b11ceb5",
    7: "4b18cd1e8d1b3779e36941a34842c75f93c76aa6",
}
"""The last commit with each schema number whose program runs."""

_KEPT = ("catalog.db", "settings.json", "window.ini", "vocabulary.json")
_ENCODINGS = {
    "mp3": Encoding("mp3", "libmp3lame", 32_000),
    "opus": Encoding("opus", "libopus", 16_000),
    "flac": Encoding("flac", "flac"),
}
_SONGS = ("one.mp3", "two.flac", "three.opus", "four.mp3", "five.mp3", "six.mp3")


def make(number: int) -> Path:
    """Make the stored home of one schema; returns its file."""
    with tempfile.TemporaryDirectory(prefix="tagger-earlier-") as name:
        folder = Path(name)
        program, home, songs = folder / "program", folder / "home", folder / "music"
        take_program(number, program)
        _make_songs(songs)
        _make_sorted(folder / "sorted")
        shutil.copy(HERE / "fill.py", folder)
        subprocess.run(
            [sys.executable, str(folder / "fill.py"), str(songs), str(folder / "sorted")],
            cwd=program,
            env={
                **os.environ,
                "PYTHONPATH": str(program),
                "TAGGER_HOME": str(home),
                "QT_QPA_PLATFORM": "offscreen",
            },
            check=True,
        )
        return _store(number, folder, home, songs)


def take_program(number: int, folder: Path) -> None:
    """The program with that schema, out of git's history."""
    archive = subprocess.run(
        ["git", "archive", LAST_COMMITS[number], "tagger", "models", "resources"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")


def _make_songs(folder: Path) -> None:
    folder.mkdir()
    for seed, name in enumerate(_SONGS):
        encoding = _ENCODINGS[name.rpartition(".")[2]]
        # Samples as they are take the most room.
        seconds, rate = (1.0, 8000) if encoding.codec == "flac" else (3.0, 48000)
        _tag(encode(folder / name, music(seconds, rate, 1, seed), rate, encoding), seed)


def _make_sorted(folder: Path) -> None:
    """Two genres with six songs each, to be taught."""
    for start, genre in ((100, "Madeup Step"), (200, "Jazz")):
        (folder / genre).mkdir(parents=True)
        for seed in range(start, start + 6):
            song = folder / genre / f"{seed}.mp3"
            _tag(encode(song, music(3.0, 48000, 1, seed), 48000, _ENCODINGS["mp3"]), seed)


def _tag(song: Path, seed: int) -> None:
    tags = mutagen.File(song, easy=True)
    assert tags is not None
    tags["title"] = f"Song {seed}"
    tags["artist"] = f"Singer {seed} Madeup"
    tags["album"] = "A Made-up Album"
    tags["date"] = str(1950 + seed % 50)
    if seed % 2:
        tags["genre"] = "Unknown"
    tags.save()


def _store(number: int, folder: Path, home: Path, songs: Path) -> Path:
    # Those versions left their log (`catalog.db-wal`) beside it; this takes it in.
    connection = sqlite3.connect(home / "catalog.db")
    with connection:
        move_to(connection, folder, MADE_UP)
    # Pages of the deleted hold what was there; the file stays what that version made.
    connection.execute("VACUUM")
    connection.close()
    assert not (home / "catalog.db-wal").exists()
    target = HERE / f"schema{number:02}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in _KEPT:
            if (home / name).exists():
                content = (home / name).read_bytes()
                if name.endswith((".json", ".ini")):
                    content = move_text(content, folder, MADE_UP)
                archive.writestr(f"home/{name}", content)
        # What no batch wrote is not needed again.
        for name in _SONGS[:3]:
            archive.write(songs / name, f"music/{name}")
    return target


if __name__ == "__main__":
    for wanted in [int(word) for word in sys.argv[1:]] or LAST_COMMITS:
        made = make(wanted)
        print(made.name, made.stat().st_size, flush=True)
