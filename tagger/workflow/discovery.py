"""Finding audio files: the walk over folders, and what is no music."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tagger.errors import explain_os_error
from tagger.records import FileStamp
from tagger.tags.reader import stamp_of
from tagger.wording import say

_SKIPPED_FOLDERS = frozenset(
    name.casefold()
    for name in (
        "__MACOSX",
        "@eaDir",
        "#recycle",
        "#snapshot",
        "$RECYCLE.BIN",
        "System Volume Information",
        "lost+found",
        ".git",
    )
)
_WINDOWS_NOT_HERE = 0x1000 | 0x40000 | 0x400000
"""FILE_ATTRIBUTE_OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS (Windows SDK, winnt.h)."""
_MACOS_DATALESS = 0x40000000
"""SF_DATALESS (macOS, sys/stat.h)."""


@dataclass(frozen=True)
class FoundFile:
    path: Path
    stamp: FileStamp
    online_only: bool


@dataclass
class Walk:
    """What a walk met besides files: folders that could not be read, and why."""

    failures: dict[Path, str] = field(default_factory=dict)


def is_skipped_folder(name: str) -> bool:
    """Folders of the system's own, thumbnails and bins: `@eaDir`, `#recycle`, `.Trash-1000`."""
    return name.casefold() in _SKIPPED_FOLDERS or name.startswith(".Trash")


def is_skipped_file(name: str) -> bool:
    """`._name` is a Mac's resource fork, not a track."""
    return name.startswith("._")


def is_online_only(status: os.stat_result) -> bool:
    """A cloud placeholder: opening it would fetch it. Told by the platform's own flags.

    Linux has no such flag, and a file without blocks may be whole (inline data, some network
    file systems), so nothing is called online-only there.
    """
    if sys.platform == "win32":
        return bool(status.st_file_attributes & _WINDOWS_NOT_HERE)
    if sys.platform == "darwin":
        return bool(status.st_flags & _MACOS_DATALESS)
    return False


def walk(root: Path, wanted: Callable[[str], bool], result: Walk) -> Iterator[FoundFile]:
    """Every file below `root` whose name is wanted, folder by folder in order of name.

    Links to folders are followed, each folder once. A folder that cannot be read (no permission,
    gone meanwhile) is noted in `result.failures`, and the walk goes on.
    """
    visited: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            status = os.stat(folder)
            # Some network file systems give every folder the inode 0.
            if status.st_ino and (status.st_dev, status.st_ino) in visited:
                continue
            visited.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            result.failures[folder] = explain_os_error(error, say("Could not read the folder"))
            continue
        below: list[Path] = []
        for entry in listed:
            path = folder / entry.name
            try:
                if entry.is_dir():
                    if not is_skipped_folder(entry.name):
                        below.append(path)
                elif wanted(entry.name) and not is_skipped_file(entry.name):
                    found = entry.stat()
                    if stat.S_ISREG(found.st_mode):
                        yield _found(path, found)
            except OSError as error:
                result.failures[path] = explain_os_error(error, say("Could not read the file"))
        waiting.extend(reversed(below))


def look_at(path: Path) -> FoundFile:
    """One file that the person named. Raises `OSError`."""
    return _found(path, os.stat(path))


def _found(path: Path, status: os.stat_result) -> FoundFile:
    return FoundFile(path, stamp_of(status), is_online_only(status))


def is_plugged(folder: Path) -> bool:
    """Whether a folder is there, readable, and holds anything at all."""
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is not None
    except OSError:
        return False
