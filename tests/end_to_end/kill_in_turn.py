"""Kills of the writer over small files of every format, told as JSON. Started by `test_kills`.

The benchmark kill_writer.py does the same with big files, every step on every format.
"""

from __future__ import annotations

import dataclasses
import json
import os
import random
import sys
from pathlib import Path

from tests.end_to_end.deadly_steps import killed_at, killed_recovery, moments
from tests.end_to_end.killed_batch import Library, random_kills
from tests.tags.audio_files import WRITABLE, make, tag_by_mutagen

RANDOM_KILLS = 30
SEED = 7


def main(folder: str) -> None:
    music = Path(folder, "music")
    music.mkdir()
    for kind in WRITABLE:
        song = make(music, kind)
        tag_by_mutagen(song, ["Rock"], b"picture" * 20_000)
        os.utime(song, ns=(10**18, 10**18 + 1))
    library = Library(music, Path(folder, "home"), Path(folder, "masters"))
    library.prepare()
    chance = random.Random(SEED)
    trials = random_kills(library, [(n % 2 == 1, chance.random()) for n in range(RANDOM_KILLS)])
    print(json.dumps(["random", [dataclasses.asdict(trial) for trial in trials]]))
    names = [path.name for path in library.files()]
    trials = [
        killed_at(library, names[number % len(names)], *moment)
        for number, moment in enumerate(moments(library, names[0]))
    ]
    print(json.dumps(["steps", [dataclasses.asdict(trial) for trial in trials]]))
    trials = []
    for step in ("after: sync the copy", "after: replace"):
        trials += killed_recovery(library, names[chance.randrange(len(names))], step)
    print(json.dumps(["recovery", [dataclasses.asdict(trial) for trial in trials]]))


if __name__ == "__main__":
    main(sys.argv[1])
