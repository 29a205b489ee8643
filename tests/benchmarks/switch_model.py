"""What switching to another model costs: seconds for a library, and the growth of its catalog.

    python tests/benchmarks/switch_model.py [--tracks 50000] [--genres 18 60 300]

The catalog is made up: tracks with an embedding each (one in twenty of speech, one in fifty without
music) and the suggestions of the model in use. Then a model with so many genres is taken into use,
and the one before again. Process time counts this process alone, over all its threads; wall time
also counts what else the machine does. The bundled model has to be there.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np

from tagger.catalog.database import connect
from tagger.catalog.suggestions import StoredEmbedding
from tagger.catalog.tracks import ScannedFile
from tagger.model import Head
from tagger.model.library import load_model
from tagger.model.personal import write_model
from tagger.paths import Home, bundled_models, find_home
from tagger.records import AnalysisStatus, FileStamp, TrackContent, TrackTags
from tagger.workflow import switch
from tagger.workflow.analyse import refresh_suggestions
from tagger.workflow.session import Session

_MEGABYTE = 1e6


def fill(session: Session, count: int) -> None:
    """Tracks with an embedding around one of the genres' own directions."""
    listener = session.listener()
    weight = listener.model.head.weight
    generator = np.random.default_rng(0)
    directions = weight / np.linalg.norm(weight, axis=1, keepdims=True)
    for start in range(0, count, 5000):
        numbers = range(start, min(count, start + 5000))
        files: list[ScannedFile] = []
        heard: list[StoredEmbedding] = []
        for number in numbers:
            identity = generator.bytes(16)
            tags = TrackTags(title=f"Title {number}", artist=f"Artist {number // 100}")
            path = Path(f"/music/{number // 1000}/{number:06}.mp3")
            files.append(ScannedFile(path, FileStamp(1000, 1), "mp3", identity, tags))
            vector = generator.normal(0, 0.3, weight.shape[1])
            vector += 3 * directions[generator.integers(len(weight))]
            content = TrackContent.SPEECH if number % 20 == 0 else TrackContent.MUSIC
            stored = vector.astype(np.float16)
            if number % 50 == 7:
                content, stored = TrackContent.NONE, None
            heard.append(StoredEmbedding(identity, AnalysisStatus.OK, stored, None, content, 8))
        session.tracks.store(files)
        session.suggestions.store_embeddings(listener.network_key, heard)
    refresh_suggestions(session, listener)


def write_personal(home: Home, name: str, genres: int) -> None:
    """A model on the bundled network with so many genres, the bundled one's first."""
    bundled = bundled_models() / "genre.onnx"
    old = load_model(home).head
    generator = np.random.default_rng(genres)
    more = genres - len(old.genres)
    spread = old.weight.std()
    weight = np.vstack([old.weight, generator.normal(0, spread, (more, old.embedding_size))])
    weight += generator.normal(0, spread / 4, weight.shape)
    head = Head(
        (*old.genres, *(f"Genre of my own {place}" for place in range(more))),
        weight.astype(np.float32),
        np.append(old.bias, np.full(more, old.bias.mean())).astype(np.float32),
        old.temperature,
        unsure_below=0.4,
        also_above=tuple(generator.uniform(0.2, 0.4, genres).tolist()),
    )
    write_model(
        bundled,
        home.models / f"{name}.onnx",
        name=name,
        genres=head.genres,
        head=head,
        statistics=(bundled.parent / "genre-statistics.npz").read_bytes(),
        provenance={},
        metrics={},
    )


def size_of(session: Session) -> int:
    """Bytes of the catalog's file, with what its log holds put in place first."""
    session.catalog.write(lambda db: None)
    with closing(connect(session.catalog.path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return session.catalog.path.stat().st_size


def measure(session: Session, name: str) -> str:
    before = size_of(session)
    wall, process = time.perf_counter(), time.process_time()
    switched = switch.use(session, name)
    wall, process = time.perf_counter() - wall, time.process_time() - process
    growth = size_of(session) - before
    return (
        f"{process:5.2f} s of processor, {wall:5.2f} s of wall, {switched.rescored:,} scored, "
        f"{switched.changed:,} with another best genre, catalog {growth / _MEGABYTE:+.1f} MB"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tracks", type=int, default=50_000)
    arguments.add_argument("--genres", type=int, nargs="+", default=[18, 60, 300])
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = find_home(scratch)
        home.ensure()
        for genres in options.genres:
            write_personal(home, f"With {genres}", genres)
        with Session.open(home) as session:
            fill(session, options.tracks)
            print(f"{options.tracks:,} tracks, catalog {size_of(session) / _MEGABYTE:.1f} MB")
            for genres in options.genres:
                name = f"With {genres}"
                before = session.listener().model.info.name
                print(f"{genres:4} genres, first time: {measure(session, name)}")
                print(f"{genres:4} genres,  back and: {measure(session, before)}")
                print(f"{genres:4} genres, once more: {measure(session, name)}")


if __name__ == "__main__":
    main()
