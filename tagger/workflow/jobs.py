"""Long work: a job with progress, pause and cancel, and the pool of worker threads under it."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from tagger.workflow.priority import step_back

A = TypeVar("A")
R = TypeVar("R")
T_co = TypeVar("T_co", covariant=True)

_RATE_SECONDS = 10.0
"""Over how long the rate is taken: long enough to be calm, short enough to follow a slow drive."""

_LOOK_SECONDS = 0.2
"""How long a wait for a result lasts until whoever watches is told how far it is."""


@dataclass(frozen=True)
class Progress:
    """How far a job is. `total` is None while nobody knows."""

    stage: str
    done: int
    total: int | None
    failed: int = 0
    rate: float = 0.0
    """Items per second, lately."""
    seconds_left: float | None = None


class CancelToken:
    """Asks a job to pause or to stop; safe to use from any thread."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._running = threading.Event()
        self._running.set()

    def cancel(self) -> None:
        self._cancelled.set()
        self._running.set()

    def pause(self) -> None:
        if not self.cancelled:
            self._running.clear()

    def resume(self) -> None:
        self._running.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    def proceed(self) -> bool:
        """Wait while paused; True when the job should go on, False when it was cancelled."""
        self._running.wait()
        return not self.cancelled


@dataclass
class JobContext:
    """What a running job may use: the token, and two ways to tell who watches.

    `report` gets every progress; `changed` gets the ids of tracks whose rows are out of date.
    Both are called on the job's own thread.
    """

    token: CancelToken = field(default_factory=CancelToken)
    report: Callable[[Progress], None] = lambda progress: None
    changed: Callable[[Sequence[int]], None] = lambda ids: None


class Job(Protocol[T_co]):
    """One piece of long work. `run` blocks, and returns what was done so far when cancelled."""

    title: str

    def run(self, context: JobContext) -> T_co: ...


class Meter:
    """Counts items of a stage and reports progress a few times a second."""

    def __init__(self, context: JobContext, stage: str, total: int | None) -> None:
        self._context = context
        self._stage = stage
        self.total = total
        self.done = 0
        self.failed = 0
        self._marks: deque[tuple[float, int]] = deque([(time.monotonic(), 0)])
        self._reported = 0.0
        self.report()

    def step(self, failed: bool = False, count: int = 1) -> None:
        self.done += count
        self.failed += failed
        if time.monotonic() - self._reported > 0.1:
            self.report()

    def report(self) -> None:
        now = time.monotonic()
        self._reported = now
        self._marks.append((now, self.done))
        while len(self._marks) > 2 and now - self._marks[0][0] > _RATE_SECONDS:
            self._marks.popleft()
        elapsed = now - self._marks[0][0]
        rate = (self.done - self._marks[0][1]) / elapsed if elapsed > 0 else 0.0
        left = (self.total - self.done) / rate if self.total is not None and rate > 0 else None
        self._context.report(Progress(self._stage, self.done, self.total, self.failed, rate, left))


def ordered_map(
    function: Callable[[A], R],
    items: Iterable[A],
    workers: int,
    token: CancelToken,
    while_waiting: Callable[[], None] | None = None,
) -> Iterator[tuple[A, R]]:
    """Apply `function` to items on `workers` threads; yield (item, result) in the items' order.

    Only a few items are in flight, so that memory stays bounded and a pause or a cancel takes
    hold at once. After a cancel, what was already started is still yielded. What `function`
    raises is raised here. While the next result is not there, `while_waiting` is called a few times
    a second on the caller's thread. The workers step back for whoever else wants the processors.
    """
    waiting: deque[tuple[A, Future[R]]] = deque()
    source = iter(items)
    with ThreadPoolExecutor(workers, "worker", initializer=step_back) as pool:
        try:
            exhausted = False
            while True:
                while not exhausted and len(waiting) < workers * 4:
                    if token.paused and waiting:
                        break
                    if not token.proceed():
                        exhausted = True
                        break
                    try:
                        item = next(source)
                    except StopIteration:
                        exhausted = True
                        break
                    waiting.append((item, pool.submit(function, item)))
                if not waiting:
                    return
                item, future = waiting.popleft()
                if token.cancelled and future.cancel():
                    continue
                while while_waiting is not None and not wait((future,), _LOOK_SECONDS).done:
                    while_waiting()
                yield item, future.result()
        finally:
            for _, future in waiting:
                future.cancel()
