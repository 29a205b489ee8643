"""What a training costs once its tracks were heard: seconds and memory, by the number of examples.

Run: python tests/benchmarks/training_cost.py [1000 10000] [--genres 20]
Each size is a process of its own: a catalog with that many heard tracks by artists of five tracks
each, in known genres and new ones, drawn from the statistics of the bundled model. "check" looks
through the examples, "train" is the full grouped evaluation of every way of learning and the final
fit, "save" writes the model file. Memory is the peak above the process with its catalog and model
open. `cpu` is what all threads together took, which other work on the machine does not change much.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from tagger.catalog.suggestions import StoredEmbedding
from tagger.catalog.tracks import ScannedFile
from tagger.paths import find_home
from tagger.records import AnalysisStatus, FileStamp, TrackTags
from tagger.workflow.example_records import Wanted
from tagger.workflow.examples import gather
from tagger.workflow.gathering import CheckJob
from tagger.workflow.jobs import JobContext
from tagger.workflow.material import open_base
from tagger.workflow.session import Session
from tagger.workflow.train import TrainJob, save

TOP = Path("/music")


def fill(session: Session, count: int, genres: int) -> None:
    base = open_base(session)
    statistics = base.statistics
    generator = np.random.default_rng(0)
    factor = np.linalg.cholesky(statistics.covariance() + 1e-6 * np.eye(statistics.size))
    known = list(statistics.genres)[: genres // 2]
    centres = [statistics.mean[statistics.genres.index(name)] for name in known]
    names = known + [f"New genre {number}" for number in range(genres - len(known))]
    for _ in range(genres - len(known)):
        draw = generator.normal(size=statistics.size)
        centres.append(statistics.mean.mean(0) + factor @ draw)
    files: list[ScannedFile] = []
    heard: list[StoredEmbedding] = []
    for row in range(count):
        genre = row % genres
        path = TOP / names[genre] / f"{row}.mp3"
        identity = f"piece {row}".encode()
        tags = TrackTags(artist=f"Artist {genre} {row // genres // 5}", title=f"Title {row}")
        files.append(ScannedFile(path, FileStamp(1, 1), "mp3", identity, tags))
        vector = centres[genre] + factor @ generator.normal(size=statistics.size)
        heard.append(
            StoredEmbedding(identity, AnalysisStatus.OK, vector.astype(np.float16), windows=8)
        )
    session.tracks.store(files)
    session.suggestions.store_embeddings(base.listener.network_key, heard)


def resident() -> float:
    """Megabytes now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def peak() -> float:
    """Megabytes at most, so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def measure(home: Path) -> dict[str, float | str]:
    with Session.open(find_home(home)) as session:
        session.listener()
        _ = session.vocabulary
        idle = resident()
        marks = [(time.perf_counter(), time.process_time())]

        def mark() -> None:
            marks.append((time.perf_counter(), time.process_time()))

        known = session.listener().model.genres
        examples = gather(session, Wanted(folders=(TOP,)), known).examples
        mark()
        material = CheckJob(session, examples).run(JobContext())
        mark()
        assert material is not None
        trained = TrainJob(session, material).run(JobContext())
        mark()
        assert trained is not None
        path = save(session, trained, "Cost").path
        mark()
        names = ("gather", "check", "train", "save")
        spent: dict[str, float | str] = {}
        for name, before, after in zip(names, marks, marks[1:], strict=False):
            spent[f"{name} s"] = after[0] - before[0]
            spent[f"{name} cpu"] = after[1] - before[1]
        found = trained.selected.evaluation
        return spent | {
            "MB": max(peak() - idle, 0.0),
            "file MB": path.stat().st_size / 1e6,
            "method": trained.selected.method,
            "accuracy": found.figures.accuracy.value,
        }


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("sizes", nargs="*", type=int, default=[1000, 10000])
    words.add_argument("--genres", type=int, default=20)
    words.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = words.parse_args()
    if options.measure is not None:
        print(json.dumps(measure(options.measure)))
        return
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as home:
            with Session.open(find_home(home)) as session:
                fill(session, size, options.genres)
            command = [sys.executable, __file__, "--measure", home]
            result = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(result.stdout)
        steps = ", ".join(
            f"{name} {found[f'{name} s']:.2f} s ({found[f'{name} cpu']:.2f} cpu)"
            for name in ("gather", "check", "train", "save")
        )
        total = found["check s"] + found["train s"]
        print(
            f"{size:,} examples of {options.genres} genres: {steps}; check and train together "
            f"{total:.2f} s; {found['MB']:.0f} MB above idle; file {found['file MB']:.1f} MB; "
            f"{found['method']}, accuracy {found['accuracy']:.3f}"
        )


if __name__ == "__main__":
    main()
