"""Work beside a write, on threads: hashing and syncing hold no interpreter lock."""

from __future__ import annotations

import _thread
import contextlib
import itertools
import queue
import threading
from collections.abc import Callable, Iterator

from tagger.tags.containers.source import Source

Feed = Callable[[memoryview], object]

AHEAD = 16
"""Chunks that a reader may be ahead of the slowest consumer."""
SIZE = 256 * 1024
"""Bytes of a chunk. A file no larger is not worth a thread."""


class Beside:
    """One piece of work on a thread of its own. `join` raises what it raised."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = work
        self._error: BaseException | None = None
        self._running = threading.Lock()
        self._running.acquire()
        # `threading.Thread` would wait until the thread runs, on a busy machine for milliseconds.
        _thread.start_new_thread(self._run, ())

    def _run(self) -> None:
        try:
            self._work()
        except BaseException as error:
            # Raised again by `join`, in the thread that waits for this one.
            self._error = error
        finally:
            self._running.release()

    def join(self) -> None:
        with self._running:
            if self._error is not None:
                raise self._error


@contextlib.contextmanager
def joined(work: Callable[[], object]) -> Iterator[Beside]:
    """Work beside the block; it has ended when the block has, however that ends."""
    beside = Beside(work)
    try:
        yield beside
    except BaseException:
        with contextlib.suppress(BaseException):
            beside.join()
        raise
    beside.join()


class Trailing:
    """Consumers of one file's content, each on a thread of its own that may fall behind.

    The chunks lie in few buffers that are used again and again, since fresh memory costs more than
    reading what is in the page cache.
    """

    def __init__(self, *feeds: Feed) -> None:
        self._feeds = feeds
        self._queues: list[queue.SimpleQueue[memoryview | None]] = [
            queue.SimpleQueue() for _ in feeds
        ]
        self._room = [threading.Semaphore(AHEAD) for _ in feeds]
        self._threads: list[Beside] = []

    def _consume(self, feed: Feed, number: int) -> None:
        chunks, room = self._queues[number], self._room[number]
        try:
            while (chunk := chunks.get()) is not None:
                feed(chunk)
                room.release()
        except BaseException:
            # Whoever reads must not wait for a consumer that is gone.
            room.release()
            while chunks.get() is not None:
                room.release()
            raise

    def read(self, source: Source) -> Iterator[memoryview]:
        """The whole file from its start; each chunk may be used until the next is asked for."""
        source.file.seek(0)
        if source.size <= SIZE:
            yield from self._read_at_once(source)
            return
        self._threads = [
            Beside(lambda feed=feed, number=number: self._consume(feed, number))
            for number, feed in enumerate(self._feeds)
        ]
        for buffer in itertools.cycle([bytearray(SIZE) for _ in range(AHEAD)]):
            for room in self._room:
                room.acquire()
            count = source.file.readinto(buffer)  # pyright: ignore[reportAttributeAccessIssue]
            if not count:
                return
            chunk = memoryview(buffer)[:count]
            for chunks in self._queues:
                chunks.put(chunk)
            yield chunk

    def _read_at_once(self, source: Source) -> Iterator[memoryview]:
        while data := source.file.read(SIZE):
            for feed in self._feeds:
                feed(memoryview(data))
            yield memoryview(data)

    def finish(self) -> None:
        """Wait until all is consumed. Raises what a consumer raised; may be called again."""
        for chunks in self._queues:
            chunks.put(None)
        for thread in self._threads:
            thread.join()


@contextlib.contextmanager
def trailing(*feeds: Feed) -> Iterator[Trailing]:
    """Consumers whose threads have ended when the block has, however that ends."""
    consumers = Trailing(*feeds)
    try:
        yield consumers
    except BaseException:
        with contextlib.suppress(BaseException):
            consumers.finish()
        raise
    consumers.finish()
