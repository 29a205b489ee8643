"""Every Ogg page from one on, found with few big reads and kept as arrays.

A file may have hundreds of pages a megabyte: each must cost neither a read nor objects of its own.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tagger.tags.containers.ogg_pages import CAPTURE, HEADER, NUMBERS, checksums, mirrored, page_at
from tagger.tags.containers.source import DamagedFile, Source, Splice
from tagger.wording import say

_BLOCK = 1 << 18
"""Bytes of a read: more than the longest page, and little enough to stay in the cache."""
_FLAGS = 5
_SERIAL, _NUMBER, _CRC = np.arange(14, 18), np.arange(18, 22), np.arange(22, 26)
_FIELDS = np.arange(NUMBERS.start, NUMBERS.stop)


class Walk:
    """The pages from `start` to the end of the file. Raises `DamagedFile` where one is missing."""

    def __init__(self, source: Source, start: int) -> None:
        starts = [np.zeros(0, np.int64)]
        flags = [np.zeros(0, np.uint8)]
        serials = [np.zeros(0, "<u4")]
        for base, block, places in _walked(source, start):
            starts.append(places + base)
            flags.append(block[places + _FLAGS])
            serials.append(block[places[:, None] + _SERIAL].view("<u4")[:, 0])
        self.starts: NDArray[np.int64] = np.concatenate(starts)
        """Offset of each page."""
        self.ends: NDArray[np.int64] = np.append(self.starts[1:], source.size)[: len(self.starts)]
        """Offset behind each page."""
        self.flags: NDArray[np.uint8] = np.concatenate(flags)
        self.serials: NDArray[np.uint32] = np.concatenate(serials)
        self._renumbered: tuple[tuple[int, int], tuple[Splice, ...]] | None = None

    def renumbered(self, source: Source, serial: int, by: int) -> list[Splice]:
        """The number and checksum fields of each page of a stream, its number grown by `by`.

        Raises `DamagedFile` on a page whose checksum is wrong: renewing it would hide that.
        """
        if self._renumbered is None or self._renumbered[0] != (serial, by):
            made = [splice for part in self._parts(serial) for splice in _grown(source, *part, by)]
            self._renumbered = (serial, by), tuple(made)
        return list(self._renumbered[1])

    def _parts(self, serial: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Where pages of a stream start and end, as many at a time as fit into a block."""
        chosen = self.serials == serial
        starts, ends = self.starts[chosen], self.ends[chosen]
        at = 0
        while at < len(starts):
            fitting = int(np.searchsorted(ends, starts[at] + _BLOCK, "right"))
            part = slice(at, max(at + 1, fitting))
            at = part.stop
            yield starts[part], ends[part]


def _grown(
    source: Source, starts: NDArray[np.int64], ends: NDArray[np.int64], by: int
) -> Iterator[Splice]:
    base, last = int(starts[0]), int(ends[-1])
    block = np.frombuffer(bytearray(source.exact(base, last - base)), np.uint8)
    first = (starts - base)[:, None]
    places = list(zip((starts - base).tolist(), (ends - base).tolist(), strict=True))
    old = block[first + _FIELDS]
    numbers, crcs = old.view("<u4").T
    block[first + _CRC] = 0
    bits = mirrored(block)
    if not np.array_equal(checksums(bits, places), crcs):
        raise DamagedFile(say("one of its Ogg pages has a wrong checksum"))
    numbers = ((numbers.astype(np.int64) + by) & 0xFFFFFFFF).astype("<u4")
    bits[first + _NUMBER] = mirrored(numbers.view(np.uint8)).reshape(-1, 4)
    new = np.stack([numbers, checksums(bits, places)], axis=1)
    before, after = old.tobytes(), new.tobytes()
    for index, start in enumerate((starts + NUMBERS.start).tolist()):
        field = slice(8 * index, 8 * index + 8)
        yield Splice(start, before[field], after[field])


def _walked(
    source: Source, start: int
) -> Iterator[tuple[int, NDArray[np.uint8], NDArray[np.int64]]]:
    """For each block: where it lies, its bytes, and where pages start in it."""
    while start < source.size:
        block = source.read(start, _BLOCK)
        places: list[int] = []
        at, size = 0, len(block)
        while (body := at + HEADER) <= size and (laced := body + block[body - 1]) <= size:
            if not block.startswith(CAPTURE, at):
                break
            places.append(at)
            at = laced + sum(block[body:laced])
        # Neither does a whole head start here, nor does the last page end inside the file: the
        # same words for it as where a single page is read.
        if not places:
            page_at(source, start)
            raise DamagedFile(say("an Ogg page is missing or damaged"))
        if start + at > source.size:
            page_at(source, start + places[-1])
            raise DamagedFile(say("its last Ogg page is cut short"))
        yield start, np.frombuffer(block, np.uint8), np.array(places, np.int64)
        start += at


# A walk must not hold its source, or neither would ever be let go.
_WALKS: weakref.WeakKeyDictionary[Source, tuple[int, Walk]] = weakref.WeakKeyDictionary()


def walk(source: Source, start: int) -> Walk:
    """The pages from `start` on, walked once for a file that is open. Raises `DamagedFile`."""
    held = _WALKS.get(source)
    if held is None or held[0] != start:
        held = _WALKS[source] = start, Walk(source, start)
    return held[1]
