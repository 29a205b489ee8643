"""Another program changes the file while it is being written: what that program did stays."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tagger.errors import TagWriteError
from tagger.tags import copies, patch
from tagger.tags.copies import leftover_copies
from tagger.tags.journal import FileChanged, WriteJournal
from tagger.tags.reader import read_tags
from tagger.tags.undo import undo_write
from tagger.tags.writer import safe_write
from tests.tags.audio_files import RememberingJournal, audio_bytes, make

ANOTHER_PROGRAM = {
    "appends": "open(path, 'ab').write(b'more')",
    "writes into it": "file = open(path, 'r+b'); file.seek(900); file.write(b'abcd')",
    "writes into it and puts its mtime back": (
        "then = os.stat(path); file = open(path, 'r+b'); file.seek(900); file.write(b'abcd'); "
        "file.close(); os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))"
    ),
    "replaces it": "open(path + '~', 'wb').write(b'another file'); os.replace(path + '~', path)",
    "replaces it by a copy with its mtime": (
        "import shutil; shutil.copy2(path, path + '~'); os.replace(path + '~', path)"
    ),
    "deletes it": "os.remove(path)",
}
STEPS: dict[str, tuple[Any, str]] = {
    "the copy is made": (copies, "create_copy"),
    "the copy is filled": (copies, "copy_metadata"),
    "the undo record is made": (patch, "encode"),
    "the copy is synced": (copies, "sync_file"),
}


def interfere(path: Path, deed: str) -> None:
    script = f"import os, sys; path = sys.argv[1]; {ANOTHER_PROGRAM[deed]}"
    subprocess.run([sys.executable, "-S", "-c", script, str(path)], check=True)


def state(path: Path) -> tuple[bytes, int, int] | None:
    if not path.exists():
        return None
    return path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino


class Watched(RememberingJournal):
    """A journal that lets the other program act as soon as the write is prepared."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self.act = act

    def prepared(self, record) -> None:
        super().prepared(record)
        self.act()


def check(path: Path, write: Callable[[WriteJournal], object], journal: RememberingJournal) -> None:
    with pytest.raises(TagWriteError) as caught:
        write(journal)
    assert path.name in caught.value.message
    assert "done" not in journal.calls
    assert leftover_copies(path.parent) == []


@pytest.mark.parametrize("deed", ANOTHER_PROGRAM)
@pytest.mark.parametrize("undo", [False, True], ids=["a write", "an undo"])
def test_what_another_program_did_before_the_replacement_stays(
    tmp_path: Path, deed: str, undo: bool
) -> None:
    path = make(tmp_path, "mp3", seconds=0.3)
    first = RememberingJournal()
    safe_write(path, ["First"], first)
    left: list[object] = []

    def act() -> None:
        interfere(path, deed)
        left.append(state(path))

    def write(journal: WriteJournal) -> object:
        if undo:
            return undo_write(path, first.undo, journal, ())
        return safe_write(path, ["Rock"], journal)

    check(path, write, Watched(act))
    assert [state(path)] == left


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("deed", ["writes into it and puts its mtime back", "replaces it"])
def test_it_stays_whatever_step_the_write_was_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, deed: str
) -> None:
    path = make(tmp_path, "mp3", seconds=0.3)
    left: list[object] = []
    place, name = STEPS[step]
    real = getattr(place, name)

    def acting(*arguments: Any, **options: Any) -> Any:
        if not left:
            interfere(path, deed)
            left.append(state(path))
        return real(*arguments, **options)

    monkeypatch.setattr(place, name, acting)
    check(path, lambda journal: safe_write(path, ["Rock"], journal), RememberingJournal())
    assert [state(path)] == left


def test_a_file_that_changed_after_the_scan_is_not_written(tmp_path: Path) -> None:
    path = make(tmp_path, "flac", seconds=0.3)
    stamp = read_tags(path).stamp
    interfere(path, "appends")
    journal = RememberingJournal()
    with pytest.raises(FileChanged, match="scan it again"):
        safe_write(path, ["Rock"], journal, expected=stamp)
    assert journal.calls == []
    assert path.read_bytes() == audio_bytes("flac", seconds=0.3) + b"more"
