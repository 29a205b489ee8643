"""Work beside a write: nothing is missed, an error comes through, no thread is left."""

from __future__ import annotations

import _thread
import hashlib
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.tags.beside import AHEAD, SIZE, joined, trailing
from tagger.tags.containers.source import Source, Splice
from tagger.tags.splicing import carried, covers_alike, spliced


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = _thread._count()
    yield
    # A thread tells that its work is done a moment before it is gone.
    patience = time.monotonic() + 5
    while _thread._count() > before and time.monotonic() < patience:
        pass
    assert _thread._count() == before


@pytest.mark.parametrize("size", [0, 1, SIZE - 1, SIZE, SIZE + 1, (AHEAD + 3) * SIZE + 5])
def test_every_consumer_gets_the_whole_file_in_order(size: int) -> None:
    data = bytes(index * 31 % 251 for index in range(1000)) * (size // 1000 + 1)
    data = data[:size]
    one, other, read = hashlib.sha256(), bytearray(), bytearray()
    with trailing(one.update, other.extend) as consumers:
        for chunk in consumers.read(Source.of(data)):
            read += chunk
        consumers.finish()
        assert one.digest() == hashlib.sha256(data).digest()
    assert other == read == data


def test_a_consumer_that_fails_stops_the_work_and_hangs_nothing() -> None:
    def failing(chunk: memoryview) -> None:
        raise OSError("broken")

    counted = []
    with pytest.raises(OSError, match="broken"), trailing(failing, counted.append) as consumers:
        for _ in consumers.read(Source.of(bytes(3 * AHEAD * SIZE))):
            pass


def test_an_error_in_the_block_comes_through_and_ends_the_threads() -> None:
    ended = []
    with (
        pytest.raises(KeyError),
        joined(lambda: ended.append(True)),
        trailing(lambda chunk: None) as consumers,
    ):
        next(consumers.read(Source.of(bytes(3 * AHEAD * SIZE))))
        raise KeyError
    assert ended


def test_an_error_beside_the_block_is_raised_at_its_end() -> None:
    def sync() -> None:
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"), joined(sync):
        pass


@st.composite
def _changes(draw: st.DrawFn) -> tuple[bytes, list[tuple[int, int]], list[Splice]]:
    data = draw(st.binary(min_size=1, max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=8)))
    ranges = list(zip(cuts[::2], cuts[1::2], strict=False))
    points = sorted(draw(st.lists(st.integers(0, len(data)), max_size=6)))
    splices = [
        Splice(start, data[start:end], draw(st.binary(max_size=5)))
        for start, end in zip(points[::2], points[1::2], strict=False)
    ]
    return data, ranges, splices


@given(_changes())
def test_ranges_that_are_carried_along_hold_the_same_bytes(
    case: tuple[bytes, list[tuple[int, int]], list[Splice]],
) -> None:
    data, ranges, splices = case
    moved = carried(tuple(ranges), splices)
    touched = any(
        splice.start < end and splice.end > start for splice in splices for start, end in ranges
    )
    if moved is None:
        assert any(
            splice.start < end and splice.end >= start
            for splice in splices
            for start, end in ranges
        )
        return
    assert not touched
    changed = b"".join(spliced(Source.of(data), splices))
    assert [changed[a:b] for a, b in moved] == [data[a:b] for a, b in ranges]


def test_ranges_that_touch_are_one_however_they_are_cut() -> None:
    assert covers_alike(((0, 5), (5, 9)), ((0, 9),))
    assert covers_alike(((0, 5), (7, 7)), ((0, 5),))
    assert not covers_alike(((0, 5), (6, 9)), ((0, 9),))
    assert not covers_alike(((0, 5),), ((0, 6),))
