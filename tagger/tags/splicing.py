"""Splices carried out on a stream: a file and its change in one pass, at the disk's speed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from tagger.tags.beside import trailing
from tagger.tags.containers.source import Ranges, Source, Splice

Bytes = bytes | memoryview


class Splicer:
    """Turns a file that is fed chunk by chunk, from its start, into the changed file."""

    def __init__(self, splices: Sequence[Splice], strict: bool = False) -> None:
        """With `strict`, `strayed` tells whether something else was taken out than said."""
        self._splices = list(splices)
        self._next = 0
        self._position = 0
        self._skip = 0
        self._removed = b""
        self._strict = strict
        self.strayed = False

    def feed(self, chunk: Bytes) -> Iterator[Bytes]:
        view, at = memoryview(chunk), 0
        while at < len(view):
            step = len(view) - at
            if self._skip:
                step = min(step, self._skip)
                if self._strict:
                    begin = len(self._removed) - self._skip
                    expected = self._removed[begin : begin + step]
                    self.strayed |= bytes(view[at : at + step]) != expected
                self._skip -= step
            else:
                start = self._start()
                if start is not None and start == self._position:
                    yield self._take()
                    continue
                if start is not None:
                    step = min(step, start - self._position)
                yield view[at : at + step]
            at += step
            self._position += step

    def finish(self) -> Iterator[bytes]:
        """What is inserted at the very end. Raises `ValueError` when the file was too short."""
        while self._start() == self._position and not self._skip:
            yield self._take()
        if self._skip or self._start() is not None:
            raise ValueError("the splices reach behind the end of the file")

    def _start(self) -> int | None:
        return self._splices[self._next].start if self._next < len(self._splices) else None

    def _take(self) -> bytes:
        splice = self._splices[self._next]
        self._next += 1
        self._skip, self._removed = len(splice.removed), splice.removed
        return splice.inserted


def spliced(source: Source, splices: Sequence[Splice]) -> Iterator[Bytes]:
    """The changed file, in chunks."""
    splicer = Splicer(splices)
    for chunk in source.chunks():
        yield from splicer.feed(chunk)
    yield from splicer.finish()


def inverse(splices: Sequence[Splice]) -> list[Splice]:
    """The splices that turn the changed file back."""
    moved, result = 0, []
    for splice in splices:
        result.append(Splice(splice.start + moved, splice.inserted, splice.removed))
        moved += splice.growth
    return result


def carried(ranges: Ranges, splices: Sequence[Splice]) -> Ranges | None:
    """Where the ranges lie in the changed file; None where a splice reaches into one of them."""
    moved, at, result = 0, 0, []
    for start, end in ranges:
        while at < len(splices) and splices[at].end <= start:
            moved += splices[at].growth
            at += 1
        if at < len(splices) and splices[at].start < end:
            return None
        result.append((start + moved, end + moved))
    return tuple(result)


def covers_alike(one: Ranges, other: Ranges) -> bool:
    """Whether two lists of ranges in order are the same bytes in the same order."""
    return _merged(one) == _merged(other)


def _merged(ranges: Ranges) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    for start, end in ranges:
        if result and result[-1][1] == start:
            result[-1] = (result[-1][0], end)
        elif end > start:
            result.append((start, end))
    return result


class PayloadDigest:
    """SHA-256 (FIPS 180-4) of the payload of a file that is fed chunk by chunk."""

    def __init__(self, ranges: Ranges) -> None:
        self._ranges = ranges
        self._next = 0
        self._position = 0
        self._digest = hashlib.sha256()

    def feed(self, chunk: Bytes) -> None:
        view = memoryview(chunk)
        base, end = self._position, self._position + len(view)
        while self._next < len(self._ranges):
            start, stop = self._ranges[self._next]
            if start >= end:
                break
            self._digest.update(view[max(start, base) - base : min(stop, end) - base])
            if stop > end:
                break
            self._next += 1
        self._position = end

    def digest(self) -> bytes:
        return self._digest.digest()


class SplicedDigest:
    """SHA-256 of the changed file, made of the original that is fed chunk by chunk."""

    def __init__(self, splices: Sequence[Splice]) -> None:
        self._splicer = Splicer(splices)
        self._digest = hashlib.sha256()

    def feed(self, chunk: Bytes) -> None:
        for part in self._splicer.feed(chunk):
            self._digest.update(part)

    def digest(self) -> bytes:
        """To be asked once, when all was fed."""
        for part in self._splicer.finish():
            self._digest.update(part)
        return self._digest.digest()


def digests(source: Source, payload: Ranges | None) -> tuple[bytes, bytes]:
    """SHA-256 of the whole file and of its payload, in one pass."""
    whole, sound = hashlib.sha256(), PayloadDigest(payload or ())
    with trailing(whole.update, sound.feed) as consumers:
        for _ in consumers.read(source):
            pass
    return whole.digest(), sound.digest()


def digest_of(parts: Iterable[Bytes]) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()
