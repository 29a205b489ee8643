"""Measures how long the Qt thread keeps the window waiting, and says at what.

A timer on the Qt thread stamps the time every few milliseconds; between two stamps lies at least
one whole turn of the event loop, so a gap is what a key press would have waited for. A thread
beside it looks at the stamp, and while that is old takes the Qt thread's stack again and again:
the stack in which a block was seen most often names it.

What it cannot see: a block is longer than what was done in it by up to `BEAT_MILLISECONDS`. Where
C++ or another thread holds the interpreter's lock, stacks are taken only once it is free, and those
name what came next. And time on the wall is not all the window's own: `Block.computed` is what the
Qt thread computed, `Block.queued` (Linux) how long it stood ready while other threads and programs
had the processors, `Block.waited` what is left: waiting for the interpreter, a lock or the disk.

Where nobody asks for it, nothing of this is imported and nothing runs.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

_log = logging.getLogger(__name__)

LONGEST_SECONDS = 0.05
"""What a person begins to notice."""
BEAT_MILLISECONDS = 4
_LOOK_SECONDS = 0.008
_MOST_FRAMES = 30
_MOST_BLOCKS = 10_000

Place = tuple[str, int, str]
"""File, line and function."""


@dataclass(frozen=True)
class Block:
    """One time that the event loop did not come round; all times in seconds."""

    begun: float
    """As `time.perf_counter` tells it."""
    wall: float
    computed: float
    """Of the processor's time, by the Qt thread."""
    queued: float | None
    """Ready, while the processors were given to others; None where the system does not tell."""
    stack: tuple[Place, ...]
    """The innermost call first; empty where none could be taken."""
    seen: int = 0
    """How often a stack was taken; far less than every hundredth of a second where something else
    held the interpreter."""

    @property
    def own(self) -> float:
        """Without the time that other threads and programs had the processors."""
        return self.wall - (self.queued or 0.0)

    @property
    def waited(self) -> float:
        return max(0.0, self.own - self.computed)

    @property
    def where(self) -> str:
        """Its stack in one line, from the inside."""
        return " < ".join(f"{Path(file).name}:{line} {name}" for file, line, name in self.stack)

    def __str__(self) -> str:
        queued = "" if self.queued is None else f", {self.queued * 1000:.0f} ms in the queue"
        return (
            f"{self.wall * 1000:.0f} ms ({self.computed * 1000:.0f} ms computed{queued}, "
            f"{self.waited * 1000:.0f} ms waited), seen {self.seen} times, mostly at "
            f"{self.where or 'a place unknown'}"
        )


class Watchdog(QObject):
    """Watches the thread on which it is made, from `start` to `stop`."""

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        longest: float = LONGEST_SECONDS,
        tell: Callable[[Block], None] | None = None,
    ) -> None:
        """Blocks of more than `longest` seconds are kept, and told on this thread."""
        super().__init__(parent)
        self.blocks: deque[Block] = deque(maxlen=_MOST_BLOCKS)
        """The last ones, oldest first."""
        self._longest = longest
        self._tell = tell
        self._qt_thread = threading.get_ident()
        self._waits: _Waits | None = None
        self._guard = threading.Lock()
        self._stamp = 0.0
        self._computed = 0.0
        self._queued: float | None = None
        self._stacks: Counter[tuple[Place, ...]] = Counter()
        self._stop = threading.Event()
        self._watcher: threading.Thread | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MILLISECONDS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._stop.clear()
        self._waits = _Waits()
        self._stamp_now()
        self._timer.start()
        self._watcher = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """Stop watching; a block that lasts until now is kept too."""
        if self._watcher is None:
            return
        self._beat()
        self._timer.stop()
        self._stop.set()
        self._watcher.join()
        self._watcher = None
        if self._waits is not None:
            self._waits.close()
            self._waits = None

    def _stamp_now(self) -> None:
        self._stamp = time.perf_counter()
        self._computed = time.thread_time()
        self._queued = None if self._waits is None else self._waits.seconds()

    def _beat(self) -> None:
        begun, computed, queued = self._stamp, self._computed, self._queued
        with self._guard:
            self._stamp_now()
            stacks, self._stacks = self._stacks, Counter()
        wall = self._stamp - begun
        if wall <= self._longest:
            return
        waited = None if queued is None or self._queued is None else self._queued - queued
        stack = stacks.most_common(1)[0][0] if stacks else ()
        block = Block(begun, wall, self._computed - computed, waited, stack, stacks.total())
        self.blocks.append(block)
        if self._tell is not None:
            self._tell(block)

    def _watch(self) -> None:
        # A normal turn is over by then, and costs no stack.
        late = max(BEAT_MILLISECONDS / 1000 * 2, self._longest / 4)
        while not self._stop.wait(_LOOK_SECONDS):
            seen = self._stamp
            if time.perf_counter() - seen < late:
                continue
            stack = _stack(sys._current_frames().get(self._qt_thread))
            with self._guard:
                # What was taken after the block had ended says nothing of it.
                if self._stamp == seen and stack:
                    self._stacks[stack] += 1


def log_blocks(parent: QObject) -> Callable[[], None]:
    """Write every block into the log from now on; returns what ends that."""

    def tell(block: Block) -> None:
        _log.warning("The window stood still for %s", block)

    watchdog = Watchdog(parent, tell=tell)
    watchdog.start()
    return watchdog.stop


class _Waits:
    """How long this thread has been ready to run without a processor, as Linux counts it."""

    def __init__(self) -> None:
        self._file: int | None = None
        try:
            # The second number of the three, in nanoseconds; see sched-stats in the kernel's docs.
            path = f"/proc/self/task/{threading.get_native_id()}/schedstat"
            self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            _log.debug("This system does not tell how long a thread waits for a processor")

    def seconds(self) -> float | None:
        if self._file is None:
            return None
        return int(os.pread(self._file, 100, 0).split()[1]) / 1e9

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _stack(frame: FrameType | None) -> tuple[Place, ...]:
    """Without a look into the files: that would take longer than many a block."""
    found: list[Place] = []
    while frame is not None and len(found) < _MOST_FRAMES:
        found.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back
    return tuple(found)
