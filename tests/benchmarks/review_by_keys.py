"""A review of 300 tracks by key presses alone, while the app listens to hundreds of others.

    python tests/benchmarks/review_by_keys.py CLIPS [--load 900] [--pause 30]

CLIPS is a folder of recordings in folders named by genre. Each is used several times, a little
shorter each time, so that it is another piece of music. The real window has heard some 400 of them
when the review begins, and listens to the others throughout. The keys are those that a person
presses, sent to whatever has the focus: no widget, action or method of the window is called to
decide, filter, group, write or undo. A key follows when what the one before asked for has happened,
after so many milliseconds.

Tells the keys per decision of every part, and every time the Qt thread was busy for over 50 ms.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.id3._frames import TALB, TCON, TIT2, TPE1
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from virtual_display import display

from tagger.paths import find_home
from tagger.ui import app, theme
from tagger.ui.main_window import MainWindow
from tagger.ui.watchdog import Block, Watchdog
from tagger.workflow.library_view import AnalyseLibrary
from tagger.workflow.review import ReviewState

LONGEST = 0.05
GOAL = 300
_PER_ALBUM = 10
_CUT = 2090
"""Bytes, some frames of an MP3."""

Script = Iterator[Callable[[], object] | None]
KEYS = Qt.Key
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


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


@dataclass
class Part:
    name: str
    keys: int
    decisions: int
    seconds: float


class Reviewer(QObject):
    """Presses keys, one after another, from within the event loop."""

    def __init__(self, window: MainWindow, pause: int) -> None:
        super().__init__()
        self.window = window
        self.rows = window.controller.rows
        self.keys: Counter[str] = Counter()
        self.parts: list[Part] = []
        self.finished = False
        self.listening = [0, 0]
        """How many keys were pressed while the app listened to music, and while it did not."""
        self._until: Callable[[], object] | None = None
        self._since = 0.0
        self._script = self._review()
        self._timer = QTimer(self, interval=pause)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        self._timer.start()

    def _go_on(self) -> None:
        if QGuiApplication.focusWindow() is None and QApplication.activePopupWidget() is None:
            # On a display without a window manager nobody else gives the focus back.
            (QApplication.activeModalWidget() or self.window).activateWindow()
            return
        if self._until is not None and not self._until():
            if time.monotonic() - self._since > 60:
                self._timer.stop()
                raise TimeoutError(f"After {sum(self.keys.values())} keys nothing happens any more")
            return
        try:
            self._until = next(self._script)
        except StopIteration:
            self._timer.stop()
            self.finished = True
        self._since = time.monotonic()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.keys[f"{modifier.name} {key.name}"] += 1
        current = self.window.controller.runner.current
        self.listening[not isinstance(current, AnalyseLibrary)] += 1
        # In a turn of its own: a menu returns from the key that opens it when it is closed.
        QTimer.singleShot(0, self, lambda: _click(key, modifier))

    def type(self, text: str) -> Script:
        signs = {" ": KEYS.Key_Space, ":": KEYS.Key_Colon, '"': KEYS.Key_QuoteDbl}
        for sign in text:
            key = signs.get(sign) or Qt.Key(ord(sign.upper()))
            self.press(key, SHIFT if sign in ':"' or sign.isupper() else NONE)
            yield None

    @property
    def decided(self) -> int:
        return sum(line.row.decision is not None for line in self.rows.library.lines.values())

    def dialog(self) -> QDialog | None:
        active = QApplication.activeModalWidget() or QApplication.activeWindow()
        return active if isinstance(active, QDialog) else None

    def _at_table(self) -> bool:
        return self.dialog() is None and self.window.table.hasFocus() and self.rows.settled

    def _current(self) -> int:
        return self.rows.line_at(self.window.table.currentIndex().row()).id

    def _is_decided(self, id_: int) -> bool:
        line = self.rows.line(id_)
        return line is not None and line.row.decision is not None

    def _part(self, name: str, script: Script) -> Script:
        keys, decided, begun = sum(self.keys.values()), self.decided, time.perf_counter()
        yield from script
        done = Part(
            name,
            sum(self.keys.values()) - keys,
            self.decided - decided,
            time.perf_counter() - begun,
        )
        self.parts.append(done)

    def _review(self) -> Script:
        yield self._at_table
        yield from self._part("one by one", self._one_by_one(150))
        yield from self._part("taken back, decided again", self._back_and_again())
        yield from self._part("albums", self._albums(8))
        yield from self._part("a filter, all at once", self._filtered())
        yield from self._part("the sure ones", self._sure())
        yield from self._part("the sheet of keys, history", self._look())
        yield from self._part("write", self._write())
        yield from self._part("undo the write", self._undo())

    def _one_by_one(self, count: int) -> Script:
        self.press(KEYS.Key_F, CTRL)
        yield None
        yield from self.type("review")
        self.press(KEYS.Key_Return)
        yield self._at_table
        self.press(KEYS.Key_Home, CTRL)
        yield self._at_table
        for number in range(count):
            id_ = self._current()
            match number % 10:
                case 3:
                    self.press(KEYS.Key_2)
                case 6:
                    self.press(KEYS.Key_Backspace)
                case 7:
                    self.press(KEYS.Key_U)
                case 8:
                    self.press(KEYS.Key_E)
                    yield self.dialog
                    yield from self.type("zouk")
                    self.press(KEYS.Key_Return)
                    yield self._at_table
                case 9:
                    self.press(KEYS.Key_Space)
                    yield None
                    self.press(KEYS.Key_Return)
                case _:
                    self.press(KEYS.Key_Return)
            yield lambda id_=id_: self._is_decided(id_) and self._at_table()
            if self._current() == id_:
                # Without a suggestion (nothing was heard in it) Enter decides nothing.
                self.press(KEYS.Key_Down)
                yield self._at_table

    def _back_and_again(self) -> Script:
        for _ in range(5):
            decided = self.decided
            self.press(KEYS.Key_Z, CTRL)
            yield lambda decided=decided: self.decided == decided - 1
            self.press(KEYS.Key_Y, CTRL)
            yield lambda decided=decided: self.decided == decided
        yield self._at_table
        self.press(KEYS.Key_Delete)
        decided = self.decided
        yield lambda: self.decided == decided - 1
        self.press(KEYS.Key_Return)
        yield lambda: self.decided == decided and self._at_table()

    def _albums(self, count: int) -> Script:
        self.press(KEYS.Key_G, CTRL)
        yield QApplication.activePopupWidget
        for _ in range(2):
            self.press(KEYS.Key_Down)
            yield None
        self.press(KEYS.Key_Return)
        yield lambda: self.rows.grouping and self._at_table()
        self.press(KEYS.Key_Left, SHIFT)
        yield self._at_table
        self.press(KEYS.Key_End, CTRL)
        yield self._at_table
        self.press(KEYS.Key_Up)
        yield self._at_table
        for _ in range(count):
            decided = self.decided
            self.press(KEYS.Key_Return)
            yield lambda decided=decided: self.decided > decided and self._at_table()
            self.press(KEYS.Key_Up)
            yield self._at_table
            self.press(KEYS.Key_Up)
            yield self._at_table
        self.press(KEYS.Key_Right, SHIFT)
        yield self._at_table
        self.press(KEYS.Key_G, CTRL)
        yield QApplication.activePopupWidget
        self.press(KEYS.Key_Down)
        yield None
        self.press(KEYS.Key_Return)
        yield lambda: not self.rows.grouping and self._at_table()

    def _filtered(self) -> Script:
        self.press(KEYS.Key_F, CTRL)
        yield None
        yield from self.type('artist:"review artist 07"')
        self.press(KEYS.Key_Return)
        yield self._at_table
        decided = self.decided
        self.press(KEYS.Key_A, CTRL)
        yield self._at_table
        self.press(KEYS.Key_Return)
        yield lambda: self.decided > decided and self._at_table()
        self.press(KEYS.Key_F, CTRL)
        yield None
        self.press(KEYS.Key_Escape)
        yield self._at_table

    def _sure(self) -> Script:
        self.press(KEYS.Key_A, CTRL | SHIFT)
        yield self.window.sure.bar.accept.isEnabled
        for _ in range(5):
            self.press(KEYS.Key_Left)
            yield self.window.sure.bar.accept.isEnabled
        decided = self.decided
        self.press(KEYS.Key_Return)
        yield lambda: self.decided > decided and self._at_table()

    def _look(self) -> Script:
        for key, modifier in ((KEYS.Key_Question, NONE), (KEYS.Key_H, CTRL)):
            self.press(key, modifier)
            yield self.dialog
            self.press(KEYS.Key_Escape)
            yield self._at_table

    def _write(self) -> Script:
        self.press(KEYS.Key_S, CTRL)
        yield self.dialog
        self.press(KEYS.Key_Return)
        yield lambda: self.dialog() is None
        yield lambda: not self.window.toolbar.write.isEnabled()

    def _undo(self) -> Script:
        written = self.rows.library.states[ReviewState.WRITTEN]
        self.press(KEYS.Key_S, CTRL | SHIFT)
        yield self.dialog
        self.press(KEYS.Key_Return)
        yield lambda: self.dialog() is None
        yield lambda: self.rows.library.states[ReviewState.WRITTEN] < written and self.rows.settled


def _click(key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    popup, window = QApplication.activePopupWidget(), QGuiApplication.focusWindow()
    if popup is not None:
        # Not its window, which is gone when the key comes up.
        QTest.keyClick(popup, key, modifier)
    elif window is not None:
        QTest.keyClick(window, key, modifier)


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
