"""How much the journal grows: bytes a write, by format, and for a library of 100,000 files.

Run: python -m tests.benchmarks.journal_size [FILES] [LIBRARY]

FILES real files are written through the real journal; then their rows are repeated in the same
catalog, under other paths of the same length, until it has those of LIBRARY files, and SQLite says
how many bytes of its file the journal takes.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from sqlite_utils import Database

from tagger.catalog.journal import BatchKind
from tagger.paths import find_home
from tagger.tags.writer import safe_write
from tagger.workflow.journaling import JournaledWrite
from tagger.workflow.session import Session
from tests.tags.audio_files import WRITABLE, audio_bytes, picture, tag_by_mutagen

GOAL_WRITE = 1000
GOAL_LIBRARY = 200_000_000
SHARES = {"mp3": 55, "flac": 20, "m4a": 10, "ogg": 4, "opus": 4}
"""Percent of the library; the other formats share the rest."""
GENRES = ["Drum & Bass", "Techno", "Chanson", "日本語ロック", "Jazz", "Indie Rock", "Klassik"]
_SIZE = (
    "SELECT sum(pgsize) FROM dbstat WHERE name = 'journal' OR name LIKE 'journal\\_%' ESCAPE '\\'"
)
_ROW = (
    "length(path) + length(identity) + length(genres_before) + length(genres_wanted) + "
    "length(sha256_before) + length(sha256_after) + length(patch) + 60"
)
"""60 for the numbers, the state, the row's header and what the indices repeat."""


def make(folder: Path, kind: str, case: str, seed: int) -> Path:
    """A song with a path of usual length; `case` is "picture", "text" or "untagged"."""
    album = folder / f"Artist of usual name {seed % 900:03}" / f"Album of the year {seed % 50:02}"
    album.mkdir(parents=True, exist_ok=True)
    path = album / f"{seed % 20:02} - A title of usual length {seed:06}.{kind}"
    path.write_bytes(audio_bytes(kind, seconds=0.3))
    if case != "untagged":
        image = picture(400_000, seed) if case == "picture" else None
        tag_by_mutagen(path, random.Random(seed).sample(GENRES, 1 + seed % 2), image)
    return path


def kinds(files: int) -> list[str]:
    """Which format each of the files has; of each at least 24."""
    others = [kind for kind in WRITABLE if kind not in SHARES]
    rest = (100 - sum(SHARES.values())) / max(1, len(others))
    counts = {k: max(24, round(files * SHARES.get(k, rest) / 100)) for k in WRITABLE}
    return [kind for kind, count in counts.items() for _ in range(count)]


def write_all(session: Session, folder: Path, files: int) -> dict[tuple[str, str], list[int]]:
    """Write every file once; undo records by format and case, in bytes."""
    batch = session.journal.open_batch(BatchKind.WRITE)
    sizes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for seed, kind in enumerate(kinds(files)):
        case = ("picture", "text", "picture", "untagged")[seed % 4]
        path = make(folder, kind, case, seed)
        chance = random.Random(-seed)
        safe_write(
            path,
            ["New", *chance.sample(GENRES, 1 + seed % 3)],
            JournaledWrite(session, batch, path, None),
        )
        path.unlink()
        (size,) = (
            session.catalog.reader()
            .execute(f"SELECT {_ROW} FROM journal WHERE id = (SELECT max(id) FROM journal)")
            .fetchone()
        )
        sizes[kind, case].append(size)
    return sizes


def repeat(session: Session, library: int) -> tuple[int, int]:
    """Rows of the journal, and the bytes that they take, once there are `library` of them."""

    def work(db: Database) -> int:
        columns = [row[1] for row in db.execute("PRAGMA table_info(journal)") if row[1] != "id"]
        names = ", ".join(columns)
        values = ", ".join("randomblob(32)" if c.startswith("sha256") else c for c in columns)
        while True:
            (count,) = db.execute("SELECT count(*) FROM journal").fetchone()
            if count >= library:
                return count
            db.execute(
                f"INSERT INTO journal ({names}) SELECT {values} FROM journal LIMIT ?",
                [library - count],
            )

    count = session.catalog.write(work)
    (size,) = session.catalog.reader().execute(_SIZE).fetchone()
    return count, size


def main(files: str = "2000", library: str = "100000") -> int:
    with (
        tempfile.TemporaryDirectory() as name,
        Session.open(find_home(Path(name, "home"))) as session,
    ):
        sizes = write_all(session, Path(name, "music"), int(files))
        (real,) = session.catalog.reader().execute(_SIZE).fetchone()
        written = sum(map(len, sizes.values()))
        for (kind, case), found in sorted(sizes.items()):
            print(
                f"{kind:5} {case:9} {len(found):5} writes: {statistics.median(found):5.0f} bytes in"
                f" the middle, at most {max(found)}"
            )
        every = [size for found in sizes.values() for size in found]
        pictured = [s for (_, case), found in sizes.items() if case == "picture" for s in found]
        middle = statistics.median(every)
        print(f"median of all: {middle:.0f}, with pictures of 400 kB {statistics.median(pictured)}")
        print(f"{written} real writes: {real / 1e6:.2f} MB, {real / written:.0f} bytes a write")
        count, size = repeat(session, int(library))
        print(
            f"{count} rows: {size / 1e6:.1f} MB, goal {GOAL_LIBRARY / 1e6:.0f};"
            f" the catalog's file is {os.path.getsize(session.catalog.path) / 1e6:.1f} MB"
        )
    return 0 if middle < GOAL_WRITE and size < GOAL_LIBRARY else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
