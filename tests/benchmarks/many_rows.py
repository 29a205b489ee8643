"""The window with 100,000 tracks: opening, scrolling, filtering, sorting, grouping, and memory.

    python tests/benchmarks/many_rows.py [--tracks 100000] [--home FOLDER]

The catalog is made up (see generated_library.py) in a folder of its own, or once in the one given.
The window is the real one on a display; every time runs from the key or click until the rows are
arranged, with what it took until they were painted beside it. Beside time on the wall stands what
this process computed, over all its threads: that does not grow where the machine has other work.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from virtual_display import display

from tagger.paths import find_home
from tagger.ui import app, theme
from tagger.ui.library.grouping import GroupBy
from tagger.ui.library.lines import Column
from tagger.ui.main_window import MainWindow
from tagger.ui.watchdog import Watchdog

OPEN, FRAME, FILTER, SORT, MEMORY = 2000.0, 1000 / 60, 100.0, 300.0, 400.0
"""The goals: milliseconds, and megabytes."""
FRAMES = 240
FILTERS = (
    "night",
    "silver dream band",
    "e",
    "genre:jazz",
    "-genre:rock",
    "suggested:metal sure:>90",
    "year:1950..1965",
    "year:>1980",
    'album:Москва or artist:"golden street"',
    "file:*.flac",
    "file:*7?4.mp3 -night year:>1980 sure:20..99",
    "state:unsure",
    "nothing has this",
)


class Window:
    """The window, and ways to wait for it."""

    def __init__(self, application: QApplication, home: Path) -> None:
        self.application = application
        self.window = MainWindow(find_home(home))
        self.rows = self.window.controller.rows
        self._arranged = 0.0
        self.rows.arranged.connect(self._on_arranged)

    def _on_arranged(self) -> None:
        if self.rows.settled:
            self._arranged = time.perf_counter()

    def _is_at_rest(self) -> bool:
        return self.rows.settled and not self.window._filter_timer.isActive()

    def run_until(self, done: Callable[[], object]) -> None:
        """Run the event loop itself: asking for events again and again would hold up the others."""
        loop, timer = QEventLoop(), QTimer(interval=5)
        timer.timeout.connect(lambda: done() and loop.quit())
        timer.start()
        loop.exec()

    def come_to_rest(self, seconds: float = 0.5) -> None:
        end = time.perf_counter() + seconds
        self.run_until(lambda: time.perf_counter() > end and self.rows.settled)

    def time_of(self, work: Callable[[], None]) -> tuple[float, float, float]:
        """Milliseconds until arranged, until painted, and computed meanwhile."""
        self.come_to_rest()
        self._arranged = 0.0
        begun, computed = time.perf_counter(), time.process_time()
        work()
        self.run_until(lambda: self._arranged or self._is_at_rest())
        # Where what was typed asks for what is shown already, nothing is arranged.
        self._arranged = self._arranged or time.perf_counter()
        self.window.table.viewport().repaint()
        painted, computing = time.perf_counter() - begun, time.process_time() - computed
        return 1000 * (self._arranged - begun), 1000 * painted, 1000 * computing


def tell(name: str, value: str, goal: str = "", met: bool = True, more: str = "") -> None:
    mark = "" if goal in ("", "goal") else "yes" if met else "NO"
    print(f"{name:<52}{value:>12}  {goal:<12}{mark:<5}{more}", flush=True)


def tell_time(name: str, times: tuple[float, float, float], goal: float) -> None:
    arranged, painted, computed = times
    more = f"painted after {painted:.0f} ms, {computed:.0f} ms computed"
    tell(name, f"{arranged:.0f} ms", f"< {goal:.0f} ms", arranged < goal, more)


def memory(field: str, file: str = "status") -> float:
    """Megabytes, as Linux counts them in one of a process's files."""
    for line in Path(f"/proc/self/{file}").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    return float("nan")


def tell_memory(name: str, goal: float | None = MEMORY) -> None:
    gc.collect()
    resident, private, files = memory("VmRSS"), memory("RssAnon"), memory("RssFile")
    more = f"of it {files:.0f} MB pages of files, {private:.0f} MB our own"
    more += f"; peak {memory('VmHWM'):.0f} MB, proportional {memory('Pss', 'smaps_rollup'):.0f} MB"
    limit = "" if goal is None else f"< {goal:.0f} MB"
    tell(name, f"{resident:.0f} MB", limit, goal is None or resident < goal, more)


def measure_opening(opened: Window) -> None:
    loaded: list[float] = []
    window = opened.window
    window.controller.loaded.connect(lambda: loaded.append(time.perf_counter()))
    begun, computed = time.perf_counter(), time.process_time()
    window.show()
    opened.run_until(lambda: loaded)
    window.table.viewport().repaint()
    painted, computing = time.perf_counter() - begun, time.process_time() - computed
    times = 1000 * (loaded[0] - begun), 1000 * painted, 1000 * computing
    tell_time("opening, from the window to the rows", times, OPEN)


def measure_frames(opened: Window, name: str, step: Callable[[int], int]) -> None:
    """Scroll by so many pixels a frame (or to a place), and paint each frame on the screen."""
    bar, viewport = opened.window.table.verticalScrollBar(), opened.window.table.viewport()
    bar.setValue(0)
    opened.come_to_rest(0.2)
    found, computed = [], []
    for frame in range(FRAMES):
        begun, begun_computing = time.perf_counter(), time.thread_time()
        bar.setValue(step(frame))
        viewport.repaint()
        opened.application.processEvents()
        found.append(1000 * (time.perf_counter() - begun))
        computed.append(1000 * (time.thread_time() - begun_computing))
    cuts = statistics.quantiles(found, n=20)
    late = sum(each > FRAME for each in found)
    more = (
        f"95 % {cuts[18]:.1f} ms, worst {max(found):.1f} ms, {late} of {FRAMES} late; computed "
        f"{statistics.median(computed):.1f} ms, worst {max(computed):.1f} ms"
    )
    tell(name, f"{cuts[9]:.1f} ms", f"< {FRAME:.1f} ms", cuts[18] < FRAME, more)


def measure_filters(opened: Window) -> None:
    box = opened.window.toolbar.filter
    box.setFocus()
    for typed in FILTERS:
        # The last key is the one that is waited for; what stands before it was typed at leisure.
        opened.time_of(lambda typed=typed: box.setText(typed[:-1])) if len(typed) > 1 else None
        times = opened.time_of(lambda typed=typed: QTest.keyClicks(box, typed[-1]))
        tell_time(f"filter {typed} ({opened.rows.rowCount():,} shown)", times, FILTER)
        opened.time_of(box.clear)
    opened.time_of(lambda: box.setText("night"))
    tell_time("filter taken away", opened.time_of(box.clear), FILTER)
    sidebar = opened.window.sidebar
    for row in range(sidebar.count()):
        if sidebar.item(row).text() == opened.window.tr("Unsure"):
            times = opened.time_of(lambda row=row: sidebar.setCurrentRow(row))
            tell_time(f"view Unsure ({opened.rows.rowCount():,} shown)", times, FILTER)
    tell_time("view All", opened.time_of(lambda: sidebar.setCurrentRow(1)), FILTER)


def measure_sorting(opened: Window) -> None:
    table = opened.window.table
    orders = Qt.SortOrder
    for column in (*[c for c in Column if c is not Column.TITLE], Column.TITLE):
        for order in (orders.AscendingOrder, orders.DescendingOrder):
            times = opened.time_of(lambda c=column, o=order: table.sortByColumn(c, o))
            tell_time(f"sort by {column.name.lower()}, {order.name[:-5].lower()}", times, SORT)
    opened.time_of(lambda: table.sortByColumn(Column.TITLE, orders.AscendingOrder))


def measure_grouping(opened: Window) -> None:
    for by in (*[each for each in GroupBy if each], GroupBy.NONE):
        times = opened.time_of(lambda by=by: opened.rows.set_grouping(by))
        tell_time(f"group by {by.value or 'nothing'}", times, SORT)
        if by is GroupBy.ALBUM:
            measure_scrolling(opened, ", in groups")


def measure_scrolling(opened: Window, where: str = "") -> None:
    most = opened.window.table.verticalScrollBar().maximum()
    rng = random.Random(1)
    measure_frames(opened, f"scroll by 20 pixels a frame{where}", lambda frame: frame * 20)
    measure_frames(opened, f"scroll by a page a frame{where}", lambda frame: frame * 600)
    measure_frames(opened, f"drag through all{where}", lambda frame: most * frame // FRAMES)
    measure_frames(opened, f"jump anywhere{where}", lambda _: rng.randrange(most))


def measure_selecting(opened: Window) -> None:
    table = opened.window.table
    for name, rows in (("all", None), ("every fifth", 5)):
        ids = [line.id for line in opened.rows.shown()[::rows]] if rows else []
        begun, computed = time.perf_counter(), time.thread_time()
        table.select_ids(ids) if rows else table.selectAll()
        took, computing = time.perf_counter() - begun, time.thread_time() - computed
        opened.come_to_rest()
        more = f"{computing * 1000:.0f} ms computed, on the Qt thread"
        tell(f"select {name}", f"{took * 1000:.0f} ms", "< 50 ms", took < 0.05, more)
        table.clearSelection()


def measure(home: Path) -> None:
    application = QApplication(sys.argv[:1])
    app.prepare(application)
    theme.apply("light")
    app.never_stutter()
    tell_memory("memory before the window is made", None)
    opened = Window(application, home)
    measure_opening(opened)
    runner, controller = opened.window.controller.runner, opened.window.controller
    tell_memory("memory with the rows shown")
    listening: list[bool] = []
    controller.listening.submit(lambda: True, listening.append)
    opened.run_until(lambda: listening and not runner.busy)
    opened.come_to_rest(2.0)
    tell_memory("memory once the model is loaded too")
    watchdog = Watchdog()
    watchdog.start()
    measure_scrolling(opened)
    measure_filters(opened)
    measure_sorting(opened)
    measure_grouping(opened)
    measure_selecting(opened)
    watchdog.stop()
    tell_memory("memory after all this", None)
    longest = sorted(watchdog.blocks, key=lambda block: -block.own)
    print(f"Of the Qt thread's turns, {len(longest)} took over 50 ms on the wall; the longest:")
    for block in longest[:8]:
        print(f"  {block}")
    opened.window.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tracks", type=int, default=100_000)
    parser.add_argument("--home", type=Path, help="made here, unless it is there already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, display() as remark:
        home = options.home or Path(folder) / "home"
        if not home.is_dir():
            # In a process of its own, whose memory is not this one's.
            script = Path(__file__).with_name("generated_library.py")
            command = [sys.executable, str(script), str(home), str(options.tracks)]
            subprocess.run(command, check=True)
        print(f"{options.tracks:,} tracks, {remark}")
        tell("", "found", "goal", more="")
        measure(home)


if __name__ == "__main__":
    main()
