"""How fast tags are read and written: files a second, and a write against a plain synced copy.

Run: python -m tests.benchmarks.read_and_write_tags [folder for the files]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from tagger.tags.reader import read_tags
from tagger.tags.undo import undo_write
from tagger.tags.writer import safe_write
from tests.tags.audio_files import (
    EVERY,
    WRITABLE,
    RememberingJournal,
    make,
    picture,
    tag_by_mutagen,
)

ROUNDS = 300
SECONDS = 60.0


def reading(folder: Path) -> None:
    for image in (None, picture(400_000)):
        for kind in EVERY:
            path = make(folder, kind)
            tag_by_mutagen(path, ["Rock", "Jazz"], image)
            read_tags(path)
            start = time.process_time()
            for _ in range(ROUNDS):
                read_tags(path)
            rate = ROUNDS / (time.process_time() - start)
            with_image = "with a picture of 400 kB" if image else "without a picture"
            print(f"read {kind:5} {with_image:25} {rate:6.0f} files a second of processor time")


def synced_copy(path: Path) -> float:
    copy = path.with_suffix(".copy")
    start = time.perf_counter()
    with copy.open("wb") as out:
        out.write(path.read_bytes())
        out.flush()
        os.fsync(out.fileno())
    os.replace(copy, copy.with_suffix(".done"))
    return time.perf_counter() - start


def writing(folder: Path) -> None:
    for kind in WRITABLE:
        path = make(folder, kind, seconds=SECONDS)
        tag_by_mutagen(path, ["Old"], picture())
        size = path.stat().st_size
        plain = min(synced_copy(path) for _ in range(5))
        times, patches = [], []
        for wanted in (["Rock"], ["Drum & Bass", "Jungle"], ["x" * 100]):
            journal = RememberingJournal()
            start = time.perf_counter()
            safe_write(path, wanted, journal)
            times.append(time.perf_counter() - start)
            patches.append(len(journal.undo.patch))
            undo_write(path, journal.undo, RememberingJournal(), journal.before)
        print(
            f"write {kind:5} {size / 1e6:5.1f} MB: {min(times) / plain:4.1f} times a synced copy"
            f" ({1000 * min(times):.0f} ms), undo records of {patches} bytes"
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as made:
        reading(Path(made))
        writing(Path(made))
