"""One Tagger at a time on one catalog: the lock goes with its process, however that ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from tagger.errors import CatalogError, UnwritableCatalogError, display_path, explain_os_error
from tagger.wording import say


class InstanceLock:
    """An exclusive lock on a file. Raises `CatalogError` when another process holds it.

    The operating system drops the lock when the process dies, so a kill leaves nothing to clean.
    """

    def __init__(self, path: Path) -> None:
        try:
            # Held until release; nothing is left to be written then.
            self._stream: IO[bytes] = open(path, "a+b", buffering=0)  # noqa: SIM115
        except OSError as error:
            raise unwritable(path.parent, error) from error
        if not _try_lock(self._stream):
            self._stream.seek(0)
            owner = self._stream.read(32).decode("ascii", "replace").strip()
            self._stream.close()
            raise CatalogError(
                say(
                    "Another Tagger (process {process}) is working with this catalog in "
                    "{folder}. Close it first, or choose another folder with --home.",
                    process=owner or say("unknown"),
                    folder=display_path(path.parent),
                ),
                path,
            )
        try:
            self._stream.truncate(0)
            self._stream.write(str(os.getpid()).encode("ascii"))
        except OSError as error:
            self._stream.close()
            raise unwritable(path.parent, error) from error

    def release(self) -> None:
        self._stream.close()


def unwritable(folder: Path, error: OSError) -> UnwritableCatalogError:
    """What to tell where nothing can be kept in the folder of a catalog."""
    reason = explain_os_error(
        error, say("Could not write into the folder {folder}", folder=display_path(folder))
    )
    remedy = say(
        "Tagger keeps its library there. Make the folder writable, or choose another one with "
        "--home."
    )
    return UnwritableCatalogError(f"{reason} {remedy}", folder)


if sys.platform == "win32":

    def _try_lock(stream: IO[bytes]) -> bool:
        import msvcrt

        # A byte far behind the text, since a locked region cannot be read by others here.
        stream.seek(1 << 20)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(stream: IO[bytes]) -> bool:
        import fcntl

        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
