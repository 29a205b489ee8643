"""Files bent at random, genres that nobody should write, and what must hold for each of them."""

from __future__ import annotations

import functools
import random
import tempfile
import time
import tracemalloc
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tagger.errors import TaggerError, TagReadError
from tagger.tags.copies import leftover_copies
from tagger.tags.journal import WriteOptions
from tagger.tags.reader import read_tags
from tagger.tags.undo import UndoWay, rehearse_undo, undo_write
from tagger.tags.writer import safe_write
from tests.interop.decorated import decorate
from tests.tags.audio_files import RememberingJournal, audio_bytes, tag_by_mutagen

Bend = tuple[int, float, int]
"""What to do, where (0 to 1 of the file's front or of the whole), and with which number."""
BENDS = 12
MEMORY = 48 << 20
"""Bytes that a look at a file and a write may take beside a multiple of the file's size."""
MEMORY_FACTOR = 20
SECONDS = 20.0
"""Processor time for reading, writing and undoing one small file, under tracemalloc."""
HOSTILE_GENRES: dict[str, list[str]] = {
    "NUL inside": ["Rock\0Jazz"],
    "newline inside": ["Rock\nJazz"],
    "nothing": [""],
    "spaces": ["   "],
    "lone surrogate": ["\ud800"],
    "1 MB": ["ä" * 500_000],
    "10,000 genres": [f"Genre {number}" for number in range(10_000)],
    "the same twice": ["Rock", "Rock"],
    "numbers": ["(17)", "17", "RX", "((Foo)"],
    "separators": ["A/B", "A;B", "A|B", "A\\B", "A,B"],
    "looks like a field": ["genre=Rock", "TCON", "\ufeffRock", "©gen"],
    "right to left and combining": ["\u202eRock\u0301", "é" * 100, "e\u0301" * 100],
    "outside the first plane": ["𝄞" * 300],
}


@functools.cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """Sound files of a kind: without tags, with a few, with all that a collector puts in."""
    with tempfile.TemporaryDirectory() as folder:
        made = [audio_bytes(kind, seconds=0.3)]
        tagged = Path(folder, f"tagged.{kind}")
        tagged.write_bytes(made[0])
        tag_by_mutagen(tagged, ["Old", "Older"], b"\x89PNG\xff\xe0\xff" * 300)
        made.append(tagged.read_bytes())
        for full in ("mp3", "mp3 2.3") if kind == "mp3" else (kind,):
            path = decorate(Path(folder), full, ["Old"])
            made.append(path.read_bytes())
            path.unlink()
    return tuple(made)


def bent(whole: bytes, bends: list[Bend]) -> bytes:
    """Cut, flip, repeat, move or overwrite, mostly near the front or the end."""
    data = bytearray(whole)
    for deed, where, number in bends:
        reach = (64, 1024, 16384, len(data))[deed // BENDS % 4]
        at = int(where * min(reach, len(data)))
        if deed // BENDS // 4 % 3 == 0:
            at = max(0, len(data) - 1 - at)
        length = number % 4096
        match deed % BENDS:
            case 0:
                del data[at:]
            case 1 if at < len(data):
                data[at] ^= 1 << number % 8
            case 2 if at < len(data):
                data[at] = number & 0xFF
            case 3:
                data[at : at + 4] = (number & 0xFFFFFFFF).to_bytes(4, "big")
            case 4:
                data[at : at + 4] = (number & 0xFFFFFFFF).to_bytes(4, "little")
            case 5:
                data[at : at + 8] = (number & (1 << 64) - 1).to_bytes(8, "big")
            case 6:
                data[at : at + 8] = (number & (1 << 64) - 1).to_bytes(8, "little")
            case 7:
                del data[at : at + length % 64]
            case 8:
                data[at:at] = bytes(length)
            case 9:
                data[at:at] = data[at : at + length]
            case 10:
                data[at : at + length] = random.Random(number).randbytes(length)
            case _:
                taken = data[at : at + length]
                del data[at : at + length]
                data[len(data) // 2 : len(data) // 2] = taken
    return bytes(data)


def random_bends(chance: random.Random) -> list[Bend]:
    extreme = (
        0,
        1,
        0x7F,
        0xFF,
        0x7FFF_FFFF,
        0xFFFF_FFFF,
        0x8000_0000,
        (1 << 63) - 1,
        (1 << 64) - 1,
    )
    return [
        (
            chance.randrange(12 * BENDS),
            chance.random(),
            chance.choice([*extreme, chance.randrange(1 << 32), chance.randrange(1 << 16)]),
        )
        for _ in range(chance.randint(1, 4))
    ]


@dataclass
class Tally:
    """How the cases of one format ended."""

    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0
    """Seconds of processor time."""
    largest: int = 0
    """Bytes of memory."""


def try_file(path: Path, content: bytes, genres: list[str], tally: Tally | None = None) -> None:
    """Read a file, write genres into it and undo that. Raises `AssertionError` where one is due."""
    path.write_bytes(content)
    tally = tally or Tally()
    watched = tracemalloc.is_tracing()
    if watched:
        tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    started = time.process_time()
    tally.ended[_try(path, content, genres)] += 1
    seconds = time.process_time() - started
    tally.slowest = max(tally.slowest, seconds)
    assert seconds < SECONDS, f"it took {seconds:.0f} s"
    if watched:
        peak = tracemalloc.get_traced_memory()[1] - before
        tally.largest = max(tally.largest, peak)
        size = len(content) + sum(len(genre) + 64 for genre in genres)
        assert peak < MEMORY + MEMORY_FACTOR * size, f"it took {peak >> 20} MiB of memory"


def _try(path: Path, content: bytes, genres: list[str]) -> str:
    status = path.stat()
    try:
        reading = read_tags(path)
        assert len(reading.identity) == 20
        assert reading.error is None or reading.error[-1] in ".?"
    except TagReadError:
        reading = None
    journal = RememberingJournal()
    try:
        safe_write(path, genres, journal, options=WriteOptions(second_tag=bool(len(content) % 2)))
    except TaggerError as refused:
        assert path.name in refused.message or "genre" in refused.message
        assert path.read_bytes() == content
        assert path.stat().st_mtime_ns == status.st_mtime_ns
        assert journal.calls in ([], ["planned", "failed"], ["planned", "prepared", "failed"])
        ended = "refused"
    else:
        if journal.record is None:
            assert path.read_bytes() == content
            return "unchanged"
        assert reading is not None and reading.error is None, "it was written and cannot be read"
        after = read_tags(path)
        assert after.error is None
        assert after.identity == reading.identity
        assert rehearse_undo(path, journal.undo).way is UndoWay.BYTES
        undo_write(path, journal.undo, RememberingJournal(), journal.before)
        assert path.read_bytes() == content
        assert path.stat().st_mtime_ns == status.st_mtime_ns
        ended = "written and undone"
    assert leftover_copies(path.parent) == []
    return ended
