"""A review of 300 tracks by key presses alone, while the app listens to hundreds of others.

    python tests/benchmarks/review_by_keys.py CLIPS [--load 900] [--pause 30]

CLIPS is a folder of recordings in folders named by genre. Each is used several times, a little
shorter each time, so that it is another piece of music. The real window has heard some 400 of them
when the review begins, and listens to the others throughout. The keys are those that a person
presses (`keys_script.py`). A key follows when what the one before asked for has happened,
after so many milliseconds.

Tells the keys per decision of every part, and every time the Qt thread was busy for over 50 ms.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from keys_script import Reviewer
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.id3._frames import TALB, TCON, TIT2, TPE1
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from virtual_display import display

from tagger.paths import find_home
from tagger.ui import app, theme
from tagger.ui.main_window import MainWindow
from tagger.ui.watchdog import Block, Watchdog

LONGEST = 0.05
GOAL = 300
_PER_ALBUM = 10
_CUT = 2090
"""Bytes, some frames of an MP3."""


def make_music(clips: Path, folder: Path, count: int, first: int, name: str) -> None:
    """Put so many different tracks into a folder, with tags of their own."""
    sources = sorted(path for path in clips.rglob("*") if path.suffix in (".mp3", ".flac"))
    flacs = {path for path in sources if path.suffix == ".flac"}
    mp3s = [path for path in sources if path not in flacs]
    chosen = [(path, 0) for path in sorted(flacs)] if first == 0 else []
    rounds = (count - len(chosen)) // len(mp3s) + 1
    chosen += [(path, first + turn) for turn in range(rounds) for path in mp3s]
    for number, (source, turn) in enumerate(chosen[:count]):
        album = number // _PER_ALBUM
        path = folder / f"Artist {album // 3:02}" / f"Album {album:03}" / f"{number:04}"
        path = path.with_suffix(source.suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        tags = (f"{name} {number:04}", f"{name} artist {album // 3:02}", f"{name} album {album:03}")
        genre = "Other" if number % 3 else source.parent.name
        if source in flacs:
            shutil.copyfile(source, path)
            path.chmod(0o644)
            file = FLAC(path)
            file["title"], file["artist"], file["album"] = tags
            file["genre"] = genre
            file.save()
        else:
            path.write_bytes(source.read_bytes()[: -1 - _CUT * turn])
            title, artist, title_of_album = tags
            id3 = ID3()
            for frame in (TIT2(3, [title]), TPE1(3, [artist]), TALB(3, [title_of_album])):
                id3.add(frame)
            id3.add(TCON(3, [genre]))
            id3.save(path)


def run_until(done: Callable[[], object], seconds: float = 900) -> None:
    """Run the event loop until something is so."""
    loop, timer, end = QEventLoop(), QTimer(interval=10), time.monotonic() + seconds
    timer.timeout.connect(lambda: (done() or time.monotonic() > end) and loop.quit())
    timer.start()
    loop.exec()
    assert time.monotonic() < end, "it takes too long"


def tell_blocks(blocks: list[Block], seconds: float) -> None:
    print(f"\nThe Qt thread was watched for {seconds:.0f} s.")
    for low, high in ((30, 50), (50, 75), (75, 100), (100, 200), (200, 100_000)):
        walls = sum(low <= block.wall * 1000 < high for block in blocks)
        owns = sum(low <= block.own * 1000 < high for block in blocks)
        name = f"{low} to {high} ms" if high < 100_000 else f"{low} ms and more"
        print(f"  turns of {name:<16}{walls:>5} on the wall, {owns:>5} without what others took")
    worst = sorted(blocks, key=lambda block: -block.own)
    over = [block for block in worst if block.own > LONGEST]
    print(f"  over 50 ms without what other threads and programs took: {len(over)} (goal: 0)")
    for block in worst[:12]:
        print(f"    {block}")


def review(clips: Path, folder: Path, load: int, pause: int) -> None:
    make_music(clips, folder / "review", 420, 0, "Review")
    make_music(clips, folder / "more", load, 20, "Other")
    application = QApplication(sys.argv[:1])
    app.prepare(application)
    theme.apply("light")
    app.never_stutter()
    window = MainWindow(find_home(folder / "home"))
    window.show()
    controller, runner = window.controller, window.controller.runner
    run_until(lambda: controller.session is not None and window.pages.is_loaded)
    window.activateWindow()
    window.add([folder / "review"])
    run_until(lambda: not runner.busy and controller.rows.settled and controller.rows.total)
    print(f"{controller.rows.total} tracks were heard; {load} more are listened to meanwhile")
    window.add([folder / "more"])
    run_until(lambda: controller.rows.total >= 420 + load and runner.current is not None)
    window.table.setFocus()
    window.table.select_first()
    reviewer = Reviewer(window, pause)
    watchdog = Watchdog(longest=0.03)
    watchdog.start()
    begun = time.perf_counter()
    reviewer.start()
    run_until(lambda: reviewer.finished or not reviewer._timer.isActive())
    seconds = time.perf_counter() - begun
    watchdog.stop()
    tell_parts(reviewer, seconds)
    tell_blocks(list(watchdog.blocks), seconds)
    window.close()
    if not reviewer.finished:
        sys.exit("the review was not finished")


def tell_parts(reviewer: Reviewer, seconds: float) -> None:
    print(f"\n{'':<30}{'keys':>6}{'decisions':>11}{'keys each':>11}{'seconds':>9}")
    for part in reviewer.parts:
        each = f"{part.keys / part.decisions:.2f}" if part.decisions > 0 else "–"
        row = f"{part.name:<30}{part.keys:>6}{part.decisions:>11}{each:>11}{part.seconds:>9.1f}"
        print(row)
    keys, decided = sum(reviewer.keys.values()), sum(p.decisions for p in reviewer.parts)
    if not decided:
        print("nothing was decided")
        return
    print(
        f"{decided} tracks decided (goal: {GOAL}) with {keys} keys: {keys / decided:.2f} keys per "
        f"decision, {decided / seconds:.1f} decisions a second"
    )
    while_listening, not_listening = reviewer.listening
    print(f"{while_listening} keys were pressed while the app listened, {not_listening} were not")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("clips", type=Path)
    parser.add_argument("--load", type=int, default=900, help="tracks listened to meanwhile")
    parser.add_argument("--pause", type=int, default=30, help="milliseconds between two keys")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, display() as remark:
        print(f"A review {remark}")
        review(options.clips, Path(folder), options.load, options.pause)


if __name__ == "__main__":
    main()
