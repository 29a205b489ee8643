"""What a safe write costs over the least that any safe write needs, format by format.

The least is a plain copy of the file, fsync of it, rename over the original, fsync of the folder.
Beside it stand the safe write with a journal in memory (copy, proof, replacement: what the goals
are set for) and with the real catalog, whose three commits cost the same for a small file and a
big one. All are done in turn, so that a busy moment strikes every one; the page cache is warm.

    python -m tests.benchmarks.write_cost [--megabytes 5 50] [--rounds 9] [--folder F]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tagger.catalog.journal import BatchKind
from tagger.paths import find_home
from tagger.tags.writer import safe_write
from tagger.workflow.journaling import JournaledWrite
from tagger.workflow.session import Session
from tests.benchmarks.big_files import big_file
from tests.benchmarks.file_system import file_system
from tests.tags.audio_files import WRITABLE, RememberingJournal

GENRES = ("Drum & Bass", "Jungle", "Breakbeat Hardcore")
GOALS = {5: 2.0, 50: 1.3}
"""Times the least, by megabytes."""


def floor(path: Path) -> None:
    copy = path.with_suffix(".copy")
    shutil.copyfile(path, copy)
    for place, mode in ((copy, os.O_RDWR), (path.parent, os.O_RDONLY)):
        if place is not copy:
            os.replace(copy, path)
        handle = os.open(place, mode)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def measured(path: Path, session: Session, rounds: int) -> tuple[float, float, float]:
    """Medians in seconds: the least, with a journal in memory, with the catalog."""
    batch = session.journal.open_batch(BatchKind.WRITE)

    def in_memory() -> None:
        safe_write(path, GENRES, RememberingJournal())

    def in_catalog() -> None:
        safe_write(path, GENRES, JournaledWrite(session, batch, path, None))

    content = path.read_bytes()
    times: dict[Callable[[], None], list[float]] = {
        kind: [] for kind in (lambda: floor(path), in_memory, in_catalog)
    }
    for _ in range(rounds + 1):
        for work, taken in times.items():
            path.write_bytes(content)
            with path.open("rb+") as file:
                os.fsync(file.fileno())
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    # The first round loads what is imported late.
    least, memory, catalog = (statistics.median(taken[1:]) for taken in times.values())
    return least, memory, catalog


def table(folder: Path, kinds: Sequence[str], megabytes: float, rounds: int) -> None:
    goal = GOALS.get(round(megabytes))
    print(f"\n{megabytes:g} MB" + (f", goal at most {goal:g} times the least" if goal else ""))
    print("format  least (ms)  safe write (ms)  times  with the catalog (ms)  times")
    ratios = []
    with Session.open(find_home(folder / "home")) as session:
        for kind in kinds:
            path = big_file(folder, kind, int(megabytes * 1e6))
            least, memory, catalog = measured(path, session, rounds)
            path.unlink()
            ratios.append(memory / least)
            print(
                f"{kind:6} {1000 * least:11.1f} {1000 * memory:16.1f} {memory / least:6.2f} "
                f"{1000 * catalog:22.1f} {catalog / least:6.2f}",
                flush=True,
            )
    reached = "" if goal is None else f"; within the goal: {sum(r <= goal for r in ratios)}"
    print(f"median {statistics.median(ratios):.2f} of {len(ratios)} formats{reached}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, nargs="+", default=[5.0, 50.0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--formats", nargs="+", default=WRITABLE)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as scratch:
        place = Path(scratch)
        load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
        print(f"{file_system(place)}, {os.cpu_count()} cores{load}")
        for megabytes in chosen.megabytes:
            table(place, chosen.formats, megabytes, chosen.rounds)


if __name__ == "__main__":
    main()
