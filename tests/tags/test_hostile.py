"""Random sequences of writes and undos, and files that are cut, bent or lie about their sizes."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tagger.errors import TagWriteError
from tagger.tags.copies import leftover_copies
from tagger.tags.journal import UndoRecord, WriteOptions
from tagger.tags.reader import read_tags
from tagger.tags.undo import UndoWay, rehearse_undo, undo_write
from tagger.tags.writer import safe_write
from tests.tags.audio_files import EVERY, WRITABLE, RememberingJournal, audio_bytes, tag_by_mutagen

GENRE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    lambda text: bool(text.strip())
)
GENRES = st.lists(GENRE, max_size=4)
_TAGGED: dict[str, bytes] = {}


def tagged(kind: str) -> bytes:
    """A short song of this format with tags and a small picture."""
    if kind not in _TAGGED:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"song.{kind}")
            path.write_bytes(audio_bytes(kind, seconds=0.3))
            tag_by_mutagen(path, ["Old", "Older"], b"\x89PNG\xff\xe0\xff" * 300)
            _TAGGED[kind] = path.read_bytes()
    return _TAGGED[kind]


@pytest.mark.parametrize("kind", WRITABLE)
@settings(max_examples=12, deadline=None)
@given(steps=st.lists(GENRES, min_size=1, max_size=5), keep=st.booleans())
def test_any_sequence_of_writes_is_undone_to_the_byte_and_redone(
    kind: str, steps: list[list[str]], keep: bool
):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"song.{kind}")
        path.write_bytes(tagged(kind))
        states: list[tuple[bytes, int]] = []
        records: list[tuple[UndoRecord, tuple[str, ...]]] = []
        for wanted in steps:
            before = (path.read_bytes(), path.stat().st_mtime_ns)
            journal = RememberingJournal()
            try:
                safe_write(path, wanted, journal, options=WriteOptions(keep_mtime=keep))
            except TagWriteError:
                assert (path.read_bytes(), path.stat().st_mtime_ns) == before
                continue
            assert read_tags(path).tags.genres == tuple(wanted)
            if journal.record:
                states.append(before)
                records.append((journal.record, journal.before))
        redo: list[tuple[UndoRecord, bytes]] = []
        for (record, genres), (content, mtime) in zip(records[::-1], states[::-1], strict=True):
            written = path.read_bytes()
            journal = RememberingJournal()
            undo_write(path, record, journal, genres)
            assert (path.read_bytes(), path.stat().st_mtime_ns) == (content, mtime)
            redo.append((journal.undo, written))
        assert path.read_bytes() == tagged(kind)
        for record, written in redo[::-1]:
            undo_write(path, record, RememberingJournal(), ())
            assert path.read_bytes() == written


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """Cut, bend, repeat or drop a few bytes, mostly near the front, where the structure is."""
    data = bytearray(whole)
    for _ in range(chance.randint(1, 3)):
        reach = chance.choice([64, 512, 8192, len(data)])
        at = chance.randrange(max(1, min(reach, len(data))))
        match chance.randrange(6):
            case 0:
                del data[at:]
            case 1:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 2:
                data[at : at + 4] = chance.choice([b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff"])
            case 3:
                del data[at : at + chance.randint(1, 40)]
            case 4:
                data[at:at] = chance.randbytes(chance.randint(1, 40))
            case _:
                data[at:at] = data[at : at + chance.randint(1, 400)]
    return bytes(data)


@pytest.mark.parametrize("kind", EVERY)
def test_damaged_files_are_read_without_a_crash(tmp_path: Path, kind: str):
    chance = random.Random(f"read {kind}")
    path = tmp_path / f"song.{kind}"
    for _ in range(120):
        path.write_bytes(damaged(tagged(kind), chance))
        reading = read_tags(path)
        assert len(reading.identity) == 20
        assert reading.error is None or reading.error[-1] in ".?"


@pytest.mark.parametrize("kind", WRITABLE)
def test_damaged_files_never_lose_a_byte(tmp_path: Path, kind: str):
    chance = random.Random(f"write {kind}")
    path = tmp_path / f"song.{kind}"
    written = 0
    for _ in range(120):
        content = damaged(tagged(kind), chance)
        path.write_bytes(content)
        journal = RememberingJournal()
        try:
            safe_write(path, ["Drum & Bass", "日本語"], journal)
        except TagWriteError as refused:
            assert path.read_bytes() == content
            assert path.name in refused.message
        else:
            written += 1
            assert rehearse_undo(path, journal.undo).way is UndoWay.BYTES
            undo_write(path, journal.undo, RememberingJournal(), journal.before)
            assert path.read_bytes() == content
        assert leftover_copies(tmp_path) == []
    assert 0 < written < 120


@pytest.mark.parametrize("kind", EVERY)
def test_a_file_cut_anywhere_is_read_and_never_harmed(tmp_path: Path, kind: str):
    whole = tagged(kind)
    path = tmp_path / f"song.{kind}"
    lengths = [*range(0, 64, 7), *range(64, len(whole), max(1, len(whole) // 40))]
    for length in lengths:
        path.write_bytes(whole[:length])
        read_tags(path)
        journal = RememberingJournal()
        try:
            safe_write(path, ["Rock"], journal)
        except TagWriteError:
            assert path.read_bytes() == whole[:length]
        else:
            undo_write(path, journal.undo, RememberingJournal(), journal.before)
            assert path.read_bytes() == whole[:length]


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=300), kind=st.sampled_from(EVERY))
def test_random_bytes_are_no_audio_and_no_crash(data: bytes, kind: str):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"noise.{kind}")
        path.write_bytes(data)
        read_tags(path)
        with pytest.raises(TagWriteError):
            safe_write(path, ["Rock"], RememberingJournal())
        assert path.read_bytes() == data
