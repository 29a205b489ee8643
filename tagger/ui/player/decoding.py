"""The thread that decodes what is played. No Qt here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tagger.audio.playback import BYTES_PER_SAMPLE, PcmStream
from tagger.ui.jobs import explain
from tagger.ui.player.buffer import PcmBuffer
from tagger.wording import say


@dataclass(frozen=True)
class Request:
    """What shall be played."""

    number: int
    """Greater than that of everything asked for before."""
    path: Path
    start: float
    """Seconds."""
    seconds: float | None = None
    """For how long; None up to the end."""
    paused: bool = False


@dataclass(frozen=True)
class _Order:
    request: Request
    ticket: int
    rate: int
    channels: int


class Decoder:
    """Fills a buffer with the sound that was asked for last."""

    def __init__(
        self,
        buffer: PcmBuffer,
        opened: Callable[[int, float | None], None],
        failed: Callable[[int, str], None],
    ) -> None:
        """`opened` is told a request's number and the file's length in seconds, `failed` why
        nothing can be played; both on the thread of the decoder."""
        self._buffer = buffer
        self._opened = opened
        self._failed = failed
        self._changed = threading.Condition()
        self._order: _Order | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._loop, name="decoding to play")
        self._thread.start()

    def decode(self, request: Request, ticket: int, rate: int, channels: int) -> None:
        """Decode this under a ticket of the buffer, instead of whatever waits."""
        with self._changed:
            self._order = _Order(request, ticket, rate, channels)
            self._changed.notify()

    def stop(self) -> None:
        """Return when the thread has ended; the buffer has to be abandoned before."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join()

    def _loop(self) -> None:
        while (order := self._next()) is not None:
            try:
                self._fill(order)
            except Exception as error:
                self._failed(order.request.number, explain(error, say("Playing")))
            finally:
                self._buffer.complete(order.ticket)

    def _next(self) -> _Order | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopping or self._order is not None)
            order, self._order = self._order, None
            return None if self._stopping else order

    def _fill(self, order: _Order) -> None:
        request = order.request
        stop = None if request.seconds is None else request.start + request.seconds
        with PcmStream(request.path, order.rate, order.channels, request.start) as stream:
            self._opened(request.number, stream.duration)
            while (block := stream.read()) is not None:
                if stop is not None and block.position >= stop:
                    break
                if not self._buffer.put(order.ticket, block):
                    return


def bytes_per_second(rate: int, channels: int) -> int:
    return rate * channels * BYTES_PER_SAMPLE
