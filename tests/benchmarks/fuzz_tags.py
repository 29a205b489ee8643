"""Bent files of every format, genres that nobody should write and a tag of 100 MB.

Run: python -m tests.benchmarks.fuzz_tags [CASES a format] [KIND,KIND ...] [SEED]

Each case is read, written and undone under tracemalloc, in a process that may not take more than
6 GB; what is asked of it is in `tests.tags.fuzzing`. Prints the cases and how they ended.
"""

from __future__ import annotations

import random
import sys
import tempfile
import tracemalloc
from pathlib import Path

from tests.tags.audio_files import EVERY, make, picture, tag_by_mutagen
from tests.tags.fuzzing import HOSTILE_GENRES, Tally, bent, random_bends, seeds, try_file

MOST_MEMORY = 6 << 30
BIG_PICTURE = 100_000_000
KEPT = Path(tempfile.gettempdir(), "tagger-fuzz")
"""Where the files of wrong cases are kept."""


def fuzz(kind: str, cases: int, seed: str, folder: Path) -> Tally:
    chance, tally = random.Random(f"{seed} {kind}"), Tally()
    path = folder / f"song.{kind}"
    for number in range(cases):
        content = bent(chance.choice(seeds(kind)), random_bends(chance))
        try:
            try_file(path, content, ["Drum & Bass", "日本語"], tally)
        except Exception as error:
            KEPT.mkdir(exist_ok=True)
            kept = KEPT / f"{seed}-{number}.{kind}"
            kept.write_bytes(content)
            tally.wrong.append(f"{kept}: {type(error).__name__}: {error}")
            for left in folder.iterdir():
                left.unlink()
    return tally


def extremes(kind: str, folder: Path) -> Tally:
    tally = Tally()
    path = folder / f"song.{kind}"
    for name, genres in HOSTILE_GENRES.items():
        try:
            try_file(path, seeds(kind)[1], genres, tally)
        except Exception as error:
            tally.wrong.append(f"genre {name}: {type(error).__name__}: {error}")
    return tally


def big_tag(kind: str, folder: Path) -> Tally:
    tally = Tally()
    path = make(folder, kind, seconds=0.3)
    # A block of FLAC holds 16 MB; in Ogg mutagen takes many minutes to write 100 MB.
    size = BIG_PICTURE if kind not in ("flac", "ogg", "opus", "oga", "spx") else 12_000_000
    try:
        tag_by_mutagen(path, ["Old"], picture(size))
        try_file(path, path.read_bytes(), ["Rock"], tally)
    except Exception as error:
        tally.wrong.append(f"tag of {size} bytes: {type(error).__name__}: {error}")
    return tally


def main(cases: str = "1000", kinds: str = ",".join(EVERY), seed: str = "1") -> int:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    tracemalloc.start()
    wrong = total = 0
    for kind in kinds.split(","):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            tallies = fuzz(kind, int(cases), seed, folder), extremes(kind, folder)
            tallies += (big_tag(kind, folder),)
        for title, tally in zip(("bent", "genres", "big tag"), tallies, strict=True):
            ended = ", ".join(f"{count} {how}" for how, count in sorted(tally.ended.items()))
            print(
                f"{kind:5} {title:8} {ended}; at most {tally.slowest:.1f} s and"
                f" {tally.largest / 1e6:.0f} MB; {len(tally.wrong)} wrong",
                flush=True,
            )
            for line in tally.wrong:
                print(f"      {line}", flush=True)
            wrong += len(tally.wrong)
            total += tally.ended.total() + len(tally.wrong)
    print(f"{total} cases, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
