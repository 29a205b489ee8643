"""Two other ways to write a genre, killed at the same moments: what they make of the same files.

`mutagen` saving in place is what most taggers do. SetTag (PyPI, AGPL) is the one that also copies
first; it runs in an environment of its own, as a separate program, by its public function for
writing tags.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import venv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import mutagen
from av.error import FFmpegError
from mutagen import asf, id3, mp4
from mutagen._vorbis import VComment

from tests.end_to_end.killed_batch import ATTEMPTS, WANTED, sha256
from tests.end_to_end.killing import begin, beginning, run_and_kill

SETTAG = "settag==0.2.2"
SETTAG_KINDS = frozenset({"mp3", "flac", "m4a", "wav", "aiff"})
_SETTAG_SCRIPT = """
import json, os, sys
from pathlib import Path
from settag.tags import apply_metadata_tags, plan_standard_genres, read_genre_state
genres, *names = json.loads(sys.argv[2])
os.write(int(sys.argv[1]), b".")
for path, genres in ((Path(name), tuple(genres)) for name in names):
    apply_metadata_tags(
        path,
        {},
        standard_genres=genres,
        expected_standard=read_genre_state(path).standard,
        expected_standard_change=plan_standard_genres(path, genres),
    )
"""

WriteAll = Callable[[Sequence[Path]], None]


def save_in_place(files: Sequence[Path]) -> None:
    """The genre, by `mutagen` as its manual shows it."""
    begin()
    for path in files:
        opened: Any = mutagen.File(path)  # pyright: ignore[reportPrivateImportUsage]
        genres = list(WANTED)
        if isinstance(opened.tags, id3.ID3):
            opened.tags.setall("TCON", [id3.TCON(encoding=3, text=genres)])
        elif isinstance(opened.tags, mp4.MP4Tags):
            opened["\xa9gen"] = genres
        elif isinstance(opened.tags, asf.ASFTags):
            opened["WM/Genre"] = genres
        elif isinstance(opened.tags, VComment):
            opened["genre"] = genres
        else:
            opened["Genre"] = genres
        opened.save()


def install_settag(folder: Path) -> Path | None:
    """The interpreter of an environment that has SetTag's tag adapters; None when offline.

    Without its dependencies for listening, hundreds of megabytes that writing tags never loads.
    """
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    venv.create(folder, with_pip=True)
    for packages in (["--no-deps", SETTAG], ["mutagen<2", "numpy<3"]):
        command = [str(python), "-m", "pip", "install", "--quiet", *packages]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            print(f"SetTag could not be installed: {done.stderr.strip().splitlines()[-1:]}")
            return None
    return python


def by_settag(python: Path) -> WriteAll:
    def write(files: Sequence[Path]) -> None:
        handle = beginning()
        os.set_inheritable(handle, True)
        told = json.dumps([list(WANTED), *map(str, files)])
        os.execv(python, [str(python), "-c", _SETTAG_SCRIPT, str(handle), told])

    return write


@dataclass
class Damage:
    """What the kills of one writer did to the files of one format."""

    kills: int = 0
    """That came while a file of this format was neither old nor new, or had a copy beside it."""
    damaged: int = 0
    """Neither the file of before nor the new one."""
    lost: int = 0
    """Of those: cannot be opened any more, or other sound."""
    leftovers: int = 0


@dataclass
class Control:
    """Files that another writer changes, and what it does to them when it is killed."""

    name: str
    masters: Sequence[Path]
    folder: Path
    write: WriteAll
    kills: int = 0
    hits: dict[str, Damage] = field(default_factory=dict)

    def run(self, fractions: Iterable[float]) -> None:
        """Kill it at these fractions of the time that it takes for all files."""
        self.folder.mkdir()
        old, sound = {}, {}
        for master in self.masters:
            old[master.name], sound[master.name] = sha256(master), packets(master)
            self.hits[master.suffix[1:]] = Damage()
        files = [self.folder / master.name for master in self.masters]
        seconds = 0.0
        for _ in range(2):
            self._restore()
            seconds = run_and_kill(lambda: self.write(files), None).seconds
        new = {path.name: sha256(path) for path in files}
        assert all(new[name] != old[name] for name in old), f"{self.name} wrote nothing"
        for fraction in fractions:
            for _ in range(ATTEMPTS):
                self._restore()
                ended = run_and_kill(lambda: self.write(files), fraction * seconds)
                if ended.killed:
                    break
                seconds = ended.seconds
            else:
                continue
            self.kills += 1
            for path in files:
                damage = self.hits[path.suffix[1:]]
                if path.exists() and sha256(path) in (old[path.name], new[path.name]):
                    continue
                damage.damaged += 1
                damage.lost += not path.exists() or packets(path) != sound[path.name]
            known = {path.name for path in files}
            for stray in set(os.listdir(self.folder)) - known:
                named = (p for p in files if p.name in stray or stray.endswith(p.suffix))
                kind = next(named, files[0]).suffix[1:]
                self.hits[kind].leftovers += 1

    def _restore(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        for master in self.masters:
            shutil.copy2(master, self.folder)


def packets(path: Path) -> str | None:
    """What FFmpeg and mutagen find: a hash of the sound's packets; None where they find nothing."""
    digest = hashlib.sha256()
    try:
        opened = mutagen.File(path)  # pyright: ignore[reportPrivateImportUsage]
        if opened is None:
            return None
        with av.open(str(path)) as read:
            for packet in read.demux(read.streams.audio[0]):
                digest.update(bytes(packet))
    except (FFmpegError, mutagen.MutagenError, IndexError, ValueError):
        return None
    return digest.hexdigest()
