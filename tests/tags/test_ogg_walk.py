"""All pages of an Ogg file in one walk: the same pages, and the same errors, as one by one."""

from __future__ import annotations

import gc
import hashlib
import random
import tracemalloc
import weakref
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tagger.tags.containers.ogg_numbers import Renumber
from tagger.tags.containers.ogg_pages import build_page, checksum, pages
from tagger.tags.containers.ogg_paging import full_pages
from tagger.tags.containers.ogg_walk import walk
from tagger.tags.containers.source import DamagedFile, Source, Splice, trimmed
from tagger.tags.reader import read_tags
from tagger.tags.splicing import spliced
from tests.tags.ogg_files import speex_bytes


def stream_of(seed: int, count: int, longest: int = 255, serials: tuple[int, ...] = (7,)) -> bytes:
    """Pages of every length up to `longest` segments, with the capture pattern in their bodies."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        lacing = bytes(chance.choice((0, 9, 200, 255)) for _ in range(chance.randint(0, longest)))
        body = (b"OggS\0" * (sum(lacing) // 5 + 1))[: sum(lacing)]
        serial = chance.choice(serials)
        made.append(build_page(chance.randrange(8), number, serial, number, lacing, body))
    return b"".join(made)


def outcome(work: Callable[[], object]) -> object:
    try:
        return work()
    except DamagedFile as error:
        return error.message


def one_by_one(whole: bytes) -> list[tuple[int, int, int, int]]:
    return [(p.offset, p.end, p.flags, p.serial) for p in pages(Source.of(whole), 0)]


def walked(whole: bytes) -> list[tuple[int, int, int, int]]:
    found = walk(Source.of(whole), 0)
    columns = (found.starts, found.ends, found.flags, found.serials)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@pytest.mark.parametrize(
    ("seed", "count", "longest"), [(1, 60, 255), (2, 9000, 3), (3, 500, 60), (4, 1, 255), (5, 0, 0)]
)
def test_a_walk_finds_the_pages_that_are_there(seed: int, count: int, longest: int):
    whole = stream_of(seed, count, longest, (7, 8))
    assert walked(whole) == one_by_one(whole)
    assert len(walked(whole)) == count


@pytest.mark.parametrize("cut", [*range(0, 700, 3), 30_000, 70_000])
def test_a_file_that_was_cut_short_is_refused_in_the_same_words(cut: int):
    whole = stream_of(6, 40, 12) + stream_of(6, 12)
    whole = whole[: len(whole) - cut]
    assert outcome(lambda: walked(whole)) == outcome(lambda: one_by_one(whole))


def test_damage_anywhere_is_refused_in_the_same_words():
    whole, chance, refusals = stream_of(7, 300, 30), random.Random(8), set()
    heads = [page[0] for page in one_by_one(whole)]
    heads += heads[-4:] * 75
    for _ in range(300):
        damaged = bytearray(whole)
        at = min(chance.choice(heads) + chance.randrange(40), len(whole) - 1)
        damaged[at] ^= 1 << chance.randrange(8)
        expected = outcome(lambda damaged=damaged: one_by_one(bytes(damaged)))
        assert outcome(lambda damaged=damaged: walked(bytes(damaged))) == expected
        refusals.add(str(expected) if isinstance(expected, str) else "")
    assert len(refusals) == 4, refusals


@pytest.mark.parametrize("by", [1, -1, 300, -(1 << 30)])
def test_renumbered_pages_have_the_checksum_of_their_bytes(by: int):
    whole = stream_of(9, 60, 255, (7, 8)) + stream_of(10, 2000, 4, (7, 8))
    source = Source.of(whole)
    changed = b"".join(bytes(p) for p in spliced(source, Renumber(0, 7, by).splices(source)))
    before, after = (list(pages(Source.of(each), 0)) for each in (whole, changed))
    for old, new in zip(before, after, strict=True):
        data = changed[new.offset : new.end]
        assert checksum(data[:22] + bytes(4) + data[26:]) == new.crc
        assert new.number == (old.number + (by if old.serial == 7 else 0)) % (1 << 32)
    turned = Source.of(changed)
    back = Renumber(0, 7, by).mirrored(())
    assert b"".join(bytes(p) for p in spliced(turned, back.splices(turned))) == whole


@pytest.mark.parametrize("which", [0, 1, 777, -1])
def test_one_flipped_bit_among_thousands_of_pages_stops_the_renumbering(which: int):
    whole = bytearray(stream_of(11, 1500, 6))
    # The position in the stream, which no walk looks at.
    whole[one_by_one(bytes(whole))[which][0] + 6] ^= 1
    with pytest.raises(DamagedFile, match="checksum"):
        Renumber(0, 7, 1).splices(Source.of(bytes(whole)))


def test_pages_of_another_stream_are_not_looked_into():
    first, other = stream_of(12, 3), bytearray(stream_of(13, 3, serials=(8,)))
    other[-1] ^= 1
    source = Source.of(first + bytes(other))
    assert len(Renumber(0, 7, 1).splices(source)) == 3
    with pytest.raises(DamagedFile, match="checksum"):
        Renumber(0, 8, 1).splices(source)


def test_a_file_of_nothing_but_empty_pages_takes_little_memory():
    source = Source.of(build_page(0, 0, 7, 0, b"", b"") * 100_000)
    tracemalloc.start()
    try:
        found = walk(source, 0)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(found.starts) == 100_000
    assert most < 3 * source.size


def test_what_was_found_in_a_file_goes_with_it():
    source = Source.of(stream_of(14, 5))
    assert walk(source, 0) is walk(source, 0)
    found = weakref.ref(walk(source, 0)), weakref.ref(source)
    del source
    gc.collect()
    assert [each() for each in found] == [None, None]


@pytest.mark.parametrize("close", [True, False])
@pytest.mark.parametrize("limit", [1, 2, 17, 255])
def test_full_pages_hold_as_many_segments_as_they_may(limit: int, close: bool):
    sizes = (0, 1, 254, 255, 256, 255 * limit - 1, 255 * limit, 255 * limit + 1, 70_000, 510)
    packets = [(bytes([number]) * size, close) for number, size in enumerate(sizes)]
    made = full_pages(packets, 7, 3, limit)
    expected: list[bytes] = [b""]
    for packet, _ in packets:
        for lace in [255] * (len(packet) // 255) + [len(packet) % 255]:
            expected[-1] += bytes([lace])
            if len(expected[-1]) == limit or (close and lace < 255):
                expected.append(b"")
    assert [page.lacing for page in made] == [lacing for lacing in expected if lacing]
    assert b"".join(page.body for page in made) == b"".join(packet for packet, _ in packets)
    assert one_by_one(b"".join(page.built() for page in made))


@pytest.mark.parametrize(
    ("seconds", "content", "identity"),
    [
        (2.0, "d8b743b8c82687c9", "597cc3c264debe336d961f7cebe091b0f6ad1d01"),
        (90.0, "55f563e7ef9cc9f2", "c327f41d59b1dbb03c67d0372b9a3bafe60b02d6"),
    ],
)
def test_a_song_in_ogg_keeps_the_name_that_catalogs_know_it_by(
    tmp_path: Path, seconds: float, content: str, identity: str
):
    whole = speex_bytes(7, seconds)
    assert hashlib.sha256(whole).hexdigest().startswith(content), "this is another file"
    path = tmp_path / "song.spx"
    path.write_bytes(whole)
    assert read_tags(path).identity.hex() == identity


def test_the_bytes_at_both_ends_of_a_change_are_left_out():
    chance = np.random.default_rng(15)
    for _ in range(500):
        old, new = (chance.integers(0, 2, chance.integers(0, 9), np.uint8).tobytes() for _ in "ab")
        made = trimmed(Splice(5, old, new))
        front = made.start - 5
        back = len(old) - front - len(made.removed)
        assert old[:front] + made.inserted + old[len(old) - back :] == new
        if made.removed and made.inserted:
            assert made.removed[0] != made.inserted[0]
            assert made.removed[-1] != made.inserted[-1]
