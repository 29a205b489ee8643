"""Copies in the file's own folder: their names, their metadata, and putting them in place."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, TypeVar

from tagger.tags.attributes import copy_attributes
from tagger.tags.containers.source import Source, Splice
from tagger.tags.splicing import spliced

T = TypeVar("T")

_OURS = re.compile(r"\..*\.tagger-[0-9a-f]{8}\.tmp", re.DOTALL)
_NAME_BYTES = 100
"""Of the file's own name: some file systems allow 143 bytes in all, most 255."""
_FICLONE = 0x40049409
_RETRIES = 6
_FIRST_WAIT = 0.05
_HELD = (errno.EBUSY, errno.ETXTBSY, errno.EAGAIN)
_WINDOWS_HELD = (5, 32, 33)
"""ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION."""
_LONG_PATH = 248
"""From here on Windows refuses plain paths: 260 less a name of 8.3 in a folder."""


def copy_name(name: str) -> str:
    """A hidden name for a copy, which no scan takes for music."""
    return f".{_kept(name)}.tagger-{secrets.token_hex(4)}.tmp"


def _kept(name: str) -> str:
    while len(os.fsencode(name)) > _NAME_BYTES:
        name = name[:-1]
    return name


def leftover_copies(folder: Path) -> list[Path]:
    """Copies of ours that a killed write left in a folder; empty when it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            names = [e.name for e in entries if _OURS.fullmatch(e.name) and _regular(e)]
    except OSError:
        return []
    return [folder / name for name in sorted(names)]


def copies_of(target: Path) -> list[Path]:
    """Those of `leftover_copies` that were made of this file."""
    begin = f".{_kept(target.name)}.tagger-"
    return [copy for copy in leftover_copies(target.parent) if copy.name.startswith(begin)]


def _regular(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)


def create_copy(target: Path) -> Path:
    """An empty file next to `target`. Raises `OSError`."""
    copy = target.with_name(copy_name(target.name))
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    handle = os.open(copy, flags, stat.S_IRUSR | stat.S_IWUSR)
    try:
        os.close(handle)
    except OSError:
        remove_copy(copy)
        raise
    return copy


def remove_copy(copy: Path) -> None:
    """Remove a copy; one that cannot be removed now is found again by `leftover_copies`."""
    with contextlib.suppress(OSError):
        copy.unlink()


def clone(source: BinaryIO, copy: BinaryIO) -> bool:
    """Share the file's blocks with the copy, where the file system can (FICLONE)."""
    if not sys.platform.startswith("linux"):
        return False
    import fcntl

    try:
        fcntl.ioctl(copy.fileno(), _FICLONE, source.fileno())
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EIO, errno.EDQUOT):
            raise
        return False
    return True


def write_middle(source: Source, copy: BinaryIO, splices: Sequence[Splice]) -> None:
    """Bring splices that keep the file's size into a copy that shares the file's blocks."""
    first, last = splices[0].start, splices[-1].end
    middle = Source.of(source.exact(first, last - first))
    copy.seek(first)
    for part in spliced(middle, [Splice(s.start - first, s.removed, s.inserted) for s in splices]):
        copy.write(part)


def has_room(folder: Path, size: int) -> bool:
    """Whether the disk has room for a copy of `size` bytes. Network drives may not know."""
    try:
        return shutil.disk_usage(folder).free > size
    except OSError:
        return True


def copy_metadata(original: Path, copy: Path, status: os.stat_result) -> None:
    """Owner, mode, access lists, attributes and time of creation, as far as allowed."""
    copy_attributes(original, copy, status)


def sync_file(file: BinaryIO) -> None:
    """Make a file's content durable."""
    file.flush()
    if sys.platform == "darwin":
        import fcntl

        # fsync on macOS stops at the drive's cache.
        with contextlib.suppress(OSError):
            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
            return
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system knows such a thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno in (errno.EIO, errno.ENOSPC, errno.EDQUOT):
            raise
    finally:
        os.close(handle)


def put_in_place(copy: Path, target: Path) -> None:
    """Replace `target` by the copy, which stands beside it: never a move to another volume.

    Raises `OSError`; EXDEV where `target` is the mount point of another volume.
    """
    patiently(lambda: os.replace(copy, target))


def patiently(action: Callable[[], T]) -> T:
    """Try again for a second and a half while another program holds the file.

    On Windows and on network drives that happens to any file for a moment: a virus scanner, an
    indexer, a player.
    """
    for attempt in range(_RETRIES):
        try:
            return action()
        except OSError as error:
            if not held_by_another(error) or attempt == _RETRIES - 1:
                raise
            time.sleep(_FIRST_WAIT * 2**attempt)
    raise AssertionError("the last try either returned or raised")


def held_by_another(error: OSError, windows: bool = os.name == "nt") -> bool:
    """Whether another program's hold on a file explains an error, so that waiting may help."""
    if windows:
        # ERROR_ACCESS_DENIED is what MoveFileEx says of a file that is open without sharing.
        code = getattr(error, "winerror", None)
        return code in _WINDOWS_HELD or (code is None and isinstance(error, PermissionError))
    return error.errno in _HELD


def extended_path(path: str, windows: bool = os.name == "nt") -> str:
    """An absolute path in the form in which Windows lets it be longer than 260 characters."""
    if not windows or len(path) < _LONG_PATH or path.startswith("\\\\?\\"):
        return path
    if path.startswith("\\\\"):
        return "\\\\?\\UNC\\" + path[2:]
    return "\\\\?\\" + path
