"""Kill the writer hundreds of times, at random moments and at every step, and count the damage.

Files of several megabytes in every format that is written; their tags have no room, so that a
longer genre moves the sound behind it. They are written, or the write is undone, through the real
catalog by a process that SIGKILL ends. Two controls are killed at the same moments: mutagen saving
in place, and SetTag where it can be installed.

    python -m tests.benchmarks.kill_writer [--kills 300] [--megabytes 4] [--folder F] [--seed 1]

`--folder` puts the files on the disk to be tried. Ends with 1 when an original was damaged, a
journal entry wrong, or a copy left over in the end.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.big_files import big_file
from tests.benchmarks.file_system import file_system
from tests.benchmarks.kill_controls import (
    SETTAG_KINDS,
    Control,
    by_settag,
    install_settag,
    packets,
    save_in_place,
)
from tests.end_to_end.deadly_steps import killed_at, killed_recovery, moments
from tests.end_to_end.killed_batch import Library, Trial, random_kills
from tests.tags.audio_files import WRITABLE

BETWEEN = "between"
"""The row for kills that came between two files."""


def report(title: str, trials: Sequence[Trial], kinds: Sequence[str]) -> bool:
    """Print a table, one row a format; whether there was nothing wrong."""
    print(f"\n{title}")
    print("format    kills  damaged  wrong rows  left-overs cleaned  strays  not restored")
    rows: dict[str, Counter[str]] = {kind: Counter() for kind in (*kinds, BETWEEN)}
    for trial in trials:
        row = rows[trial.struck.rpartition(".")[2] if trial.struck else BETWEEN]
        row["kills"] += 1
        for column in ("damaged", "wrong_rows", "strays", "not_restored"):
            row[column] += len(getattr(trial, column))
        row["leftovers"] += trial.leftovers
    total = sum(rows.values(), Counter())
    for name, row in (*rows.items(), ("total", total)):
        print(
            f"{name:8} {row['kills']:6} {row['damaged']:8} {row['wrong_rows']:11} "
            f"{row['leftovers']:19} {row['strays']:7} {row['not_restored']:13}"
        )
    for trial in trials:
        if trial.problems:
            print(f"  {trial.moment}: {'; '.join(trial.problems)}")
    return not any(trial.problems for trial in trials)


def report_control(control: Control) -> None:
    print(f"\n{control.name}, {control.kills} kills at the same moments")
    print("format  damaged  of these: sound lost or unreadable  left-overs")
    for kind, damage in control.hits.items():
        print(f"{kind:8} {damage.damaged:6} {damage.lost:34} {damage.leftovers:11}")
    hits = control.hits.values()
    print(
        f"total    {sum(d.damaged for d in hits):6} {sum(d.lost for d in hits):34} "
        f"{sum(d.leftovers for d in hits):11}"
    )


def kill_ours(library: Library, kinds: Sequence[str], schedule: Sequence[tuple[bool, float]]):
    """Run both parts; gives whether nothing was wrong."""
    start = time.perf_counter()
    by_chance = random_kills(library, schedule)
    minutes = (time.perf_counter() - start) / 60
    fine = report(f"Tagger, killed at random moments ({minutes:.1f} min)", by_chance, kinds)
    at_steps = []
    for kind in kinds:
        name = f"song.{kind}"
        at_steps += [killed_at(library, name, *moment) for moment in moments(library, name)]
        for step in ("after: sync the copy", "after: replace"):
            at_steps += killed_recovery(library, name, step)
    fine &= report("Tagger, killed at each step, each commit, and in recovery", at_steps, kinds)
    killed = len(by_chance) + len(at_steps)
    damaged = sum(len(trial.damaged) for trial in (*by_chance, *at_steps))
    print(f"\nTagger: {killed} kills, {damaged} damaged originals")
    return fine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300, help="at random moments, per writer")
    parser.add_argument("--megabytes", type=float, default=4.0)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--formats", nargs="*", default=WRITABLE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-controls", action="store_true")
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    schedule = [(number % 2 == 1, chance.random()) for number in range(chosen.kills)]
    with tempfile.TemporaryDirectory(dir=chosen.folder) as scratch:
        place = Path(scratch)
        music, masters = place / "music", place / "masters"
        music.mkdir()
        print(f"{len(chosen.formats)} formats on {file_system(place)}")
        for kind in chosen.formats:
            path = big_file(music, kind, int(chosen.megabytes * 1e6))
            os.utime(path, ns=(10**18, 10**18 + 1))
        library = Library(music, place / "home", masters)
        library.prepare(lambda path: packets(path) == packets(masters / path.name))
        print(
            f"writing all takes {library.write_seconds:.2f} s, undoing all "
            f"{library.undo_seconds:.2f} s"
        )
        fine = kill_ours(library, chosen.formats, schedule)
        if not chosen.no_controls:
            controls(place, sorted(masters.iterdir()), [fraction for _, fraction in schedule])
    sys.exit(0 if fine else 1)


def controls(place: Path, masters: Sequence[Path], fractions: Sequence[float]) -> None:
    control = Control("mutagen in place", masters, place / "mutagen", save_in_place)
    control.run(fractions)
    report_control(control)
    python = install_settag(place / "environment")
    if python is None:
        return
    known = [path for path in masters if path.suffix[1:] in SETTAG_KINDS]
    if known:
        control = Control("SetTag 0.2.2", known, place / "settag", by_settag(python))
        control.run(fractions)
        report_control(control)


if __name__ == "__main__":
    main()
