"""Every Ogg page from one on, found with few big reads and kept as arrays.

A file may have hundreds of pages a megabyte: each must cost neither a read nor objects of its own.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tagger.tags.containers.ogg_pages import CAPTURE, HEADER, NUMBERS, checksums, page_at
from tagger.tags.containers.source import DamagedFile, Source

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

    def renumbered(
        self, source: Source, serial: int, by: int
    ) -> Iterator[tuple[int, bytes, bytes]]:
        """Offset, and the number and checksum fields before and after, of each page of a stream.

        Raises `DamagedFile` on a page whose checksum is wrong: renewing it would hide that.
        """
        (chosen,) = np.nonzero(self.serials == serial)
        at = 0
        while at < len(chosen):
            base = int(self.starts[chosen[at]])
            ends = self.ends[chosen[at : at + _BLOCK // HEADER]]
            within = chosen[at : at + max(1, int(np.searchsorted(ends, base + _BLOCK, "right")))]
            at += len(within)
            yield from self._renumbered(source, base, within, by)

    def _renumbered(
        self, source: Source, base: int, chosen: NDArray[np.int64], by: int
    ) -> Iterator[tuple[int, bytes, bytes]]:
        starts, ends = self.starts[chosen] - base, self.ends[chosen] - base
        block = np.frombuffer(bytearray(source.exact(base, int(ends[-1]))), np.uint8)
        places = list(zip(starts.tolist(), ends.tolist(), strict=True))
        old = block[starts[:, None] + _FIELDS]
        numbers, crcs = old.view("<u4").T
        block[starts[:, None] + _CRC] = 0
        if not np.array_equal(checksums(block.tobytes(), places), crcs):
            raise DamagedFile("one of its Ogg pages has a wrong checksum")
        numbers = ((numbers.astype(np.int64) + by) & 0xFFFFFFFF).astype("<u4")
        block[starts[:, None] + _NUMBER] = numbers[:, None].view(np.uint8)
        new = np.stack([numbers, checksums(block.tobytes(), places)], axis=1)
        before, after = old.tobytes(), new.tobytes()
        for index, (start, _) in enumerate(places):
            field = slice(8 * index, 8 * index + 8)
            yield base + start, before[field], after[field]


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
            raise DamagedFile("an Ogg page is missing or damaged")
        if start + at > source.size:
            page_at(source, start + places[-1])
            raise DamagedFile("its last Ogg page is cut short")
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
