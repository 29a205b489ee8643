"""A process that kills itself at one point of a write. Started by `test_kills`, never imported.

For every point that it is given it forks; the child copies the song, writes it and dies at that
point by SIGKILL. What its journal was told lies in files, synced, as a catalog would keep it.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tagger.records import FileStamp
from tagger.tags import copies, patch, replacing
from tagger.tags.journal import UndoRecord
from tagger.tags.undo import undo_write
from tagger.tags.writer import safe_write

CALLBACKS = ("planned", "prepared", "done")
HOOKS: dict[str, tuple[Any, str]] = {
    "create the copy": (copies, "create_copy"),
    "write some of it": (replacing, "_write_all"),
    "copy the metadata": (copies, "copy_metadata"),
    "encode the patch": (patch, "encode"),
    "sync the copy": (copies, "sync_file"),
    "replace": (copies, "put_in_place"),
    "sync the folder": (copies, "sync_folder"),
}
POINTS = (
    *CALLBACKS,
    *(f"before: {name}" for name in HOOKS),
    *(f"after: {name}" for name in HOOKS),
)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DurableJournal:
    def __init__(self, folder: Path, fatal: str) -> None:
        self._folder = folder
        self._fatal = fatal

    def _tell(self, name: str, content: str) -> None:
        with (self._folder / name).open("w") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if name == self._fatal:
            die()

    def planned(self, before: tuple[str, ...], wanted: tuple[str, ...], identity: bytes) -> None:
        self._tell("planned", json.dumps([before, wanted, identity.hex()]))

    def prepared(self, record: UndoRecord) -> None:
        fields = {
            key: base64.b64encode(value).decode() if isinstance(value, bytes) else value
            for key, value in asdict(record).items()
        }
        self._tell("prepared", json.dumps(fields))

    def done(self, stamp: FileStamp) -> None:
        self._tell("done", "")

    def failed(self, reason: str) -> None:
        self._tell("failed", reason)


def load_record(folder: Path) -> UndoRecord:
    fields: dict[str, Any] = json.loads((folder / "prepared").read_text())
    decoded: dict[str, Any] = {
        key: base64.b64decode(value) if isinstance(value, str) else value
        for key, value in fields.items()
    }
    return UndoRecord(**decoded)


def arm(point: str) -> None:
    when, _, name = point.partition(": ")
    if name not in HOOKS:
        return
    module, attribute = HOOKS[name]
    real: Callable[..., Any] = getattr(module, attribute)

    def deadly(*arguments: Any, **options: Any) -> Any:
        if when == "before":
            die()
        real(*arguments, **options)
        die()

    setattr(module, attribute, deadly)


def run(song: Path, folder: Path, point: str, undo: bool) -> None:
    folder.mkdir()
    copy = folder / song.name
    copy.write_bytes(song.read_bytes())
    if undo:
        first = folder / "first"
        first.mkdir()
        safe_write(copy, ["First"], DurableJournal(first, ""))
        (folder / "written").write_bytes(copy.read_bytes())
    child = os.fork()
    if child == 0:
        arm(point)
        journal = DurableJournal(folder, point)
        if undo:
            undo_write(copy, load_record(folder / "first"), journal, ())
        else:
            safe_write(copy, ["Rock", "Jazz"], journal)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
        sys.exit(f"the write of {song.name} did not pass through {point!r}")


def main(folder: str, *songs: str) -> None:
    for song in map(Path, songs):
        for undo in (False, True):
            for index, point in enumerate(POINTS):
                run(song, Path(folder) / f"{song.suffix[1:]}-{undo}-{index}", point, undo)


if __name__ == "__main__":
    main(*sys.argv[1:])
