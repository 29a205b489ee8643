"""Small files of our own, written as a whole or not at all: settings, models, lists.

Music files have their own, far more careful way: `tagger.tags.writer`.
"""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

_PREFIX, _SUFFIX = ".tagger-", ".new"
_LEFTOVER_SECONDS = 3600.0
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place, on disk before it has its name; its folder is made if need be.

    A name that links elsewhere stays a link. A kill at any moment leaves the old file or the new
    one, and at most a copy, which a later write takes away. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(target.parent)
    scratch = target.parent / f"{_PREFIX}{secrets.token_hex(4)}{_SUFFIX}"
    # Not mkstemp, which lets nobody else read: such a file may be shared.
    handle = os.open(scratch, _NEW, 0o666)
    try:
        with open(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(scratch, target)
    except BaseException:
        with suppress(FileNotFoundError):  # it has its name already
            scratch.unlink()
        raise


def _remove_leftovers(folder: Path) -> None:
    """Drop the copies that killed writes left: old ones, for another one may be at work."""
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):  # another process did so first, or the folder is not ours
            if time.time() - path.stat().st_mtime > _LEFTOVER_SECONDS:
                path.unlink()
