"""How long it takes to find what to ask, and to count what was not learned.

    python tests/benchmarks/teach_speed.py [--tracks 50000] [--decisions 100000]

Two catalogs are made up as in tests/benchmarks/switch_model.py: one in which nothing is decided,
and one in which that many tracks are, each by hand. Process time counts this process alone, over
all its threads; wall time also counts what else the machine does. Memory is the peak of all that
NumPy and Python hold during the call, as tracemalloc sees it in a further run.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from switch_model import fill

from tagger.paths import find_home
from tagger.workflow.review import choose
from tagger.workflow.session import Session
from tagger.workflow.teach import corrections_since, teach_most


def measure(text: str, work: Callable[[], object]) -> None:
    wall, process = time.perf_counter(), time.process_time()
    work()
    wall, process = time.perf_counter() - wall, time.process_time() - process
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"{text:52}{wall:7.2f} s wall{process:7.2f} s process{peak / 1e6:7.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tracks", type=int, default=50_000)
    parser.add_argument("--decisions", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with Session.open(find_home(Path(folder) / "undecided")) as session:
            fill(session, options.tracks)
            measure(f"20 of {options.tracks:,} undecided tracks", lambda: teach_most(session))
            ids = [track.id for track in session.tracks.all()][::5]
            choose(session, ids, ["Zouk"], session.listener().key)
            text = f"20 more, {len(ids):,} of them decided"
            measure(text, lambda: teach_most(session))
        with Session.open(find_home(Path(folder) / "decided")) as session:
            fill(session, options.decisions)
            ids = [track.id for track in session.tracks.all()]
            choose(session, ids, ["Zouk", "Rock"], session.listener().key)
            text = f"corrections among {options.decisions:,} decisions"
            measure(text, lambda: corrections_since(session))
            print(f"{corrections_since(session).count:,} of them count")


if __name__ == "__main__":
    main()
