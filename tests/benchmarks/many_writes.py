"""Thousands of writes and undos: no descriptor, thread or file is left, and memory does not grow.

    python -m tests.benchmarks.many_writes [--writes 10000]

Small files of every format that is written, each written and undone in turn through the catalog.
Ends with 1 when something was left.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tagger.catalog.journal import BatchKind, EntryState
from tagger.paths import find_home
from tagger.tags.undo import undo_write
from tagger.tags.writer import safe_write
from tagger.workflow.jobs import JobContext
from tagger.workflow.journaling import JournaledWrite, undo_record
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tests.tags.audio_files import WRITABLE, make, tag_by_mutagen

_GENRES = ((), ("Jazz",), ("Drum & Bass", "Jungle"), ("A genre that needs more room" * 4,))
GROWTH_MB = 16.0
"""What memory may grow by: caches of the interpreter and SQLite, not what 10,000 writes hold."""


@dataclass(frozen=True)
class Held:
    """What this process holds."""

    descriptors: int
    threads: int
    memory: float
    """Resident, in MB."""

    @classmethod
    def now(cls) -> Held:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        memory = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
        return cls(len(os.listdir("/proc/self/fd")), threading.active_count(), memory)


def make_music(folder: Path, kinds: Sequence[str]) -> list[Path]:
    music = folder / "music"
    music.mkdir()
    files = [make(music, kind, seconds=0.3) for kind in kinds]
    for path in files:
        tag_by_mutagen(path, ["Rock"], b"picture" * 1000)
    return files


def write_and_undo(session: Session, path: Path, turn: int, batch: int) -> int:
    """One write and its undo, or nothing where the file says so already; how many writes."""
    entry = JournaledWrite(session, batch, path, None)
    safe_write(path, _GENRES[turn % len(_GENRES)], entry)
    (*_, written) = session.journal.entries(batch)
    assert written.undo is not None and written.state is EntryState.DONE
    undoing = JournaledWrite(session, batch, path, None, undoes=written, kind=BatchKind.UNDO)
    undo_write(path, undo_record(written.undo), undoing, written.before)
    return 2


def run(folder: Path, writes: int, kinds: Sequence[str] = WRITABLE, show: int = 0) -> list[str]:
    """What is wrong after so many writes; prints what the process holds every `show` writes."""
    files = make_music(folder, kinds)
    before = {path: path.read_bytes() for path in files}
    with Session.open(find_home(folder / "home")) as session:
        ScanJob(session, [files[0].parent]).run(JobContext())
        done = turn = 0
        start, at_first = time.perf_counter(), None
        while done < writes:
            for path in files:
                batch = session.journal.open_batch(BatchKind.WRITE)
                done += write_and_undo(session, path, turn, batch)
            turn += 1
            # A first part fills caches that stay.
            if at_first is None and done >= writes // 5:
                at_first = Held.now()
            if show and done // show != (done - 2 * len(files)) // show:
                now = Held.now()
                rate = done / (time.perf_counter() - start)
                print(
                    f"{done:7} writes: {now.descriptors} descriptors, {now.threads} threads, "
                    f"{now.memory:.1f} MB, {rate:.0f} writes a second",
                    flush=True,
                )
        at_last = Held.now()
    assert at_first is not None
    wrong = []
    if at_last.descriptors != at_first.descriptors:
        wrong.append(f"{at_first.descriptors} descriptors became {at_last.descriptors}")
    if at_last.threads != at_first.threads:
        wrong.append(f"{at_first.threads} threads became {at_last.threads}")
    if at_last.memory > at_first.memory + GROWTH_MB:
        wrong.append(f"memory grew from {at_first.memory:.1f} to {at_last.memory:.1f} MB")
    strays = {path.name for path in files[0].parent.iterdir()} - {path.name for path in files}
    wrong += [f"left over: {name}" for name in sorted(strays)]
    wrong += [f"{p.name} is another" for p, data in before.items() if p.read_bytes() != data]
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writes", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as scratch:
        wrong = run(Path(scratch), chosen.writes, show=max(1, chosen.writes // 10))
    print("\n".join(wrong) if wrong else "nothing was left, and every file is as it was")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
