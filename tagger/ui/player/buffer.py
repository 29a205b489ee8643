"""Between the thread that decodes and the sound device: a little sound in advance."""

from __future__ import annotations

import threading
from collections import deque

from tagger.audio.playback import Pcm

_READY_SECONDS = 0.3


class PcmBuffer:
    """Sound that waits to be played: one thread puts in, another takes out.

    Whatever is played gets a ticket. Who puts in under an older ticket is told that nobody wants
    it any more.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._changed = threading.Condition()
        self._blocks: deque[Pcm] = deque()
        self._size = 0
        self._taken = 0
        """Bytes of the first block that were taken."""
        self._ticket = 0
        self._complete = True
        self._rate = 1
        self._position = 0.0

    def begin(self, bytes_per_second: int, position: float) -> int:
        """Forget what is left; the ticket for what comes now, from `position` seconds on."""
        with self._changed:
            self._blocks.clear()
            self._size = self._taken = 0
            self._ticket += 1
            self._complete = False
            self._rate = bytes_per_second
            self._position = position
            self._changed.notify_all()
            return self._ticket

    def abandon(self) -> None:
        """Nothing is wanted any more."""
        self.begin(1, 0.0)

    def put(self, ticket: int, block: Pcm) -> bool:
        """Add a block, waiting while there is no room; False when it is not wanted any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._ticket != ticket or self._size < self._most)
            if self._ticket != ticket:
                return False
            self._blocks.append(block)
            self._size += len(block.data)
            return True

    def complete(self, ticket: int) -> None:
        """No more comes under this ticket."""
        with self._changed:
            if self._ticket == ticket:
                self._complete = True

    def take(self, most: int) -> bytes:
        """Up to `most` bytes, without waiting for any."""
        parts: list[bytes] = []
        with self._changed:
            while most > 0 and self._blocks:
                first = self._blocks[0]
                part = first.data[self._taken : self._taken + most]
                parts.append(part)
                most -= len(part)
                self._size -= len(part)
                self._taken += len(part)
                self._position = first.position + self._taken / self._rate
                if self._taken == len(first.data):
                    self._blocks.popleft()
                    self._taken = 0
            self._changed.notify_all()
        return b"".join(parts)

    @property
    def position(self) -> float:
        """Where in the file the next byte is, in seconds."""
        with self._changed:
            return self._position

    @property
    def ready(self) -> bool:
        """Whether there is enough to begin with, or all there is."""
        with self._changed:
            return self._complete or self._size >= _READY_SECONDS * self._rate

    @property
    def drained(self) -> bool:
        """Whether everything was put in and taken out."""
        with self._changed:
            return self._complete and not self._blocks
