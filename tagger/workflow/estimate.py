"""How many bytes a batch of writes moves, and about how long that takes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tagger.workflow.session import Session

_UNKNOWN_FILE = 0.03
"""Seconds per file on a volume that was never written: opening, two syncs, the journal."""
_READS = 3.0
"""A write reads the file, writes a copy and reads that: about three times as long as one read."""
_FASTEST = 80e6
"""Bytes per second that an unknown volume is believed at most: what hashing leaves of its speed."""
_PROBE_BYTES = 8 << 20
_PROBE_SECONDS = 0.25


@dataclass(frozen=True)
class Estimate:
    """What writing a batch costs."""

    files: int
    bytes: int
    """All files are written anew, whole."""
    seconds: float
    """About; it takes a minute to be wrong by much on a drive that sleeps."""
    remembered: bool
    """Whether it comes from earlier writes on the same volumes, not from a short look at them."""


def estimate(session: Session, files: Iterable[tuple[Path, int]]) -> Estimate:
    """The cost of writing these files of these sizes in bytes.

    Reads up to 8 MB of one file for each volume that was not written before. Not for the Qt thread.
    """
    volumes = Volumes()
    by_volume: dict[Path, list[tuple[Path, int]]] = {}
    for path, size in files:
        by_volume.setdefault(volumes.of(path), []).append((path, size))
    known = session.rates.all() if by_volume else {}
    count = total = 0
    seconds = 0.0
    for volume, found in by_volume.items():
        moved = sum(size for _, size in found)
        if volume in known:
            per_file, per_byte = known[volume].line()
        else:
            largest = max(found, key=lambda each: each[1])[0]
            per_file, per_byte = _UNKNOWN_FILE, 1 / min(_FASTEST, _read_rate(largest) / _READS)
        seconds += len(found) * per_file + moved * per_byte
        count += len(found)
        total += moved
    return Estimate(count, total, seconds, all(volume in known for volume in by_volume))


class Volumes:
    """Where each file's volume is mounted; a folder is looked at once."""

    def __init__(self) -> None:
        self._known: dict[str, Path] = {}

    def of(self, path: Path) -> Path:
        return self._around(os.path.dirname(os.path.realpath(path)))

    def _around(self, folder: str) -> Path:
        if folder not in self._known:
            above = os.path.dirname(folder)
            top = above == folder or os.path.ismount(folder)
            self._known[folder] = Path(folder) if top else self._around(above)
        return self._known[folder]


def _read_rate(path: Path) -> float:
    """Bytes per second at which a file can be read, from its first megabytes."""
    start = time.perf_counter()
    count = 0
    try:
        with path.open("rb", buffering=0) as file:
            while count < _PROBE_BYTES and (part := file.read(1 << 16)):
                count += len(part)
                if time.perf_counter() - start > _PROBE_SECONDS:
                    break
    except OSError:
        # The write will say what is wrong with this file; the estimate goes by the others.
        return _FASTEST * _READS
    return max(count, 1) / max(time.perf_counter() - start, 1e-9)
