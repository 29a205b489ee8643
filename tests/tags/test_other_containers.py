"""FLAC blocks, Ogg pages and MP4 atoms around a change of the genre."""

from __future__ import annotations

import io
import random
from pathlib import Path

import av
import numpy as np
import pytest
from mutagen import flac, mp4, oggopus

from tagger.errors import TagWriteError
from tagger.tags.containers.ogg_pages import checksum, pages
from tagger.tags.containers.source import Source
from tagger.tags.reader import read_tags
from tagger.tags.undo import UndoWay, rehearse_undo, undo_write
from tagger.tags.writer import safe_write
from tests.tags.audio_files import RememberingJournal, make, tag_by_mutagen


def decoded(path: Path) -> bytes:
    with av.open(io.BytesIO(path.read_bytes()), "r") as opened:
        return b"".join(np.asarray(f.to_ndarray()).tobytes() for f in opened.decode(audio=0))


def write_and_undo(path: Path, wanted: list[str]) -> RememberingJournal:
    original, sound = path.read_bytes(), decoded(path)
    journal = RememberingJournal()
    safe_write(path, wanted, journal)
    assert read_tags(path).tags.genres == tuple(wanted)
    assert decoded(path) == sound
    written = path.read_bytes()
    undo_write(path, journal.undo, RememberingJournal(), journal.before)
    assert path.read_bytes() == original
    path.write_bytes(written)
    return journal


def test_flac_padding_takes_up_the_genre_so_that_nothing_moves(tmp_path: Path):
    path = make(tmp_path, "flac")
    opened = flac.FLAC(path)
    opened["title"] = "Title"
    opened.save(padding=lambda _: 400)
    before = path.stat().st_size
    write_and_undo(path, ["A long name of a genre"])
    assert path.stat().st_size == before


def test_a_flac_without_padding_or_comments_grows(tmp_path: Path):
    path = make(tmp_path, "flac")
    whole = path.read_bytes()
    frames = whole[whole.index(b"\xff\xf8", 42) :]
    path.write_bytes(b"fLaC\x80" + whole[5:42] + frames)
    assert flac.FLAC(path).tags is None
    write_and_undo(path, ["Rock"])


def test_a_flac_with_foreign_tags_around_it_keeps_them(tmp_path: Path):
    path = make(tmp_path, "flac")
    front = b"ID3\x04\0\0\0\0\0\x0a" + bytes(10)
    back = b"TAG" + bytes(125)
    path.write_bytes(front + path.read_bytes() + back)
    journal = RememberingJournal()
    safe_write(path, ["Rock"], journal)
    assert path.read_bytes().startswith(front)
    assert path.read_bytes().endswith(back)


def test_the_spelling_of_the_genre_key_is_kept(tmp_path: Path):
    path = make(tmp_path, "flac")
    tag_by_mutagen(path, ["Old"])
    path.write_bytes(path.read_bytes().replace(b"genre=Old", b"Genre=Old"))
    safe_write(path, ["New"], RememberingJournal())
    assert b"Genre=New" in path.read_bytes()


def ogg_pages(path: Path):
    with path.open("rb") as file:
        source = Source(file)
        return [
            (page, source.exact(page.offset, page.end - page.offset)) for page in pages(source, 0)
        ]


@pytest.mark.parametrize("kind", ["ogg", "opus"])
def test_ogg_pages_are_numbered_without_a_gap_and_their_checksums_hold(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    before = len(ogg_pages(path))
    write_and_undo(path, ["x" * 70_000, "y" * 70_000])
    found = ogg_pages(path)
    assert len(found) > before
    assert [page.number for page, _ in found] == list(range(len(found)))
    for page, data in found:
        assert checksum(data[:22] + bytes(4) + data[26:]) == page.crc
    long = path.read_bytes()
    journal = RememberingJournal()
    safe_write(path, ["short"], journal)
    assert len(ogg_pages(path)) == before
    undo_write(path, journal.undo, RememberingJournal(), ("?",))
    assert path.read_bytes() == long


@pytest.mark.parametrize("kind", ["ogg", "opus"])
def test_renumbering_costs_the_undo_record_nothing(tmp_path: Path, kind: str):
    path = make(tmp_path, kind, seconds=30.0)
    assert len(ogg_pages(path)) > 25
    journal = write_and_undo(path, ["x" * 70_000])
    assert len(journal.undo.patch) < 1000


@pytest.mark.parametrize("length", [*range(0, 8300, 411), 70_000, 400_000])
@pytest.mark.parametrize("kind", ["ogg", "opus"])
def test_pages_as_mutagen_lays_them_are_undone_by_rule(tmp_path: Path, kind: str, length: int):
    path = make(tmp_path, kind, seconds=0.5)
    tag_by_mutagen(path, ["Old"], random.Random(length).randbytes(length) if length else None)
    for wanted in (["Rock", "Jazz"], ["x" * 300]):
        journal = write_and_undo(path, wanted)
        assert len(journal.undo.patch) < 300


def test_a_wrong_page_checksum_is_not_hidden_by_renumbering(tmp_path: Path):
    path = make(tmp_path, "opus")
    page, _ = ogg_pages(path)[-1]
    whole = bytearray(path.read_bytes())
    whole[page.offset + 22] ^= 0xFF
    path.write_bytes(whole)
    with pytest.raises(TagWriteError, match="checksum"):
        safe_write(path, ["x" * 70_000], RememberingJournal())
    assert path.read_bytes() == whole
    # Where no page has to be renumbered, the damaged one is not touched.
    safe_write(path, ["Rock"], RememberingJournal())
    assert path.read_bytes().endswith(bytes(whole[page.offset :]))


def test_the_padding_of_opus_comments_is_kept(tmp_path: Path):
    path = make(tmp_path, "opus")
    opened = oggopus.OggOpus(path)
    opened["title"] = "T"
    opened.save(padding=lambda _: 300)
    before = path.stat().st_size
    write_and_undo(path, ["Rock"])
    assert path.stat().st_size > before


def chunk_offsets(path: Path) -> list[int]:
    whole = path.read_bytes()
    at = whole.index(b"stco")
    count = int.from_bytes(whole[at + 8 : at + 12], "big")
    return [int.from_bytes(whole[at + 12 + 4 * i : at + 16 + 4 * i], "big") for i in range(count)]


@pytest.mark.parametrize("kind", ["m4a"])
def test_chunk_offsets_move_with_the_sound_by_one_constant(tmp_path: Path, kind: str):
    path = make(tmp_path, kind, seconds=20.0, faststart=True)
    whole = path.read_bytes()
    assert whole.index(b"moov") < whole.index(b"mdat")
    before, start = chunk_offsets(path), whole.index(b"mdat")
    journal = write_and_undo(path, ["Rock", "日本語ロック"])
    moved = path.read_bytes().index(b"mdat") - start
    assert moved > 0
    assert chunk_offsets(path) == [offset + moved for offset in before]
    assert len(journal.undo.patch) < 200
    redo = RememberingJournal()
    undo_write(path, journal.undo, redo, ())
    undo_write(path, redo.undo, RememberingJournal(), ("Rock", "日本語ロック"))
    assert chunk_offsets(path) == [offset + moved for offset in before]


def test_a_moov_behind_the_sound_leaves_the_offsets_alone(tmp_path: Path):
    path = make(tmp_path, "m4a")
    assert path.read_bytes().index(b"mdat") < path.read_bytes().index(b"moov")
    before = chunk_offsets(path)
    write_and_undo(path, ["Rock"])
    assert chunk_offsets(path) == before


@pytest.mark.parametrize("wanted", [["Longer than before"], ["A"], [], ["x" * 2000]])
def test_free_atoms_take_up_what_they_can(tmp_path: Path, wanted: list[str]):
    path = make(tmp_path, "m4a", faststart=True)
    opened = mp4.MP4(path)
    opened["\xa9gen"], opened["\xa9nam"], opened["zzzz"] = ["Rock"], ["Title"], ["mine"]
    opened.save(padding=lambda _: 500)
    assert b"free" in path.read_bytes()
    before = path.stat().st_size
    write_and_undo(path, wanted)
    assert (path.stat().st_size == before) is (wanted != ["x" * 2000])
    assert mp4.MP4(path)["\xa9nam"] == ["Title"]


def test_a_shorter_genre_without_free_space_leaves_a_free_atom_or_moves_the_sound(tmp_path: Path):
    for wanted in ("Roc", "R"):
        path = make(tmp_path, "m4a", faststart=True)
        opened = mp4.MP4(path)
        opened["\xa9gen"] = ["Rockabilly"] if wanted == "R" else ["Rock"]
        opened.save(padding=lambda _: 0)
        write_and_undo(path, [wanted])


def test_a_file_without_udta_gets_one(tmp_path: Path):
    path = make(tmp_path, "m4a")
    whole = path.read_bytes()
    at = whole.rindex(b"udta") - 4
    size = int.from_bytes(whole[at : at + 4], "big")
    moov = whole.index(b"moov") - 4
    moov_size = int.from_bytes(whole[moov : moov + 4], "big")
    cut = whole[:moov] + (moov_size - size).to_bytes(4, "big") + whole[moov + 4 : at]
    path.write_bytes(cut + whole[at + size :])
    assert b"udta" not in path.read_bytes()
    write_and_undo(path, ["Rock"])
    assert mp4.MP4(path)["\xa9gen"] == ["Rock"]


def test_a_fragmented_mp4_is_refused_when_its_sound_would_move(tmp_path: Path):
    path = make(tmp_path, "m4a", faststart=True)
    path.write_bytes(path.read_bytes() + b"\0\0\0\x08mfra")
    original = path.read_bytes()
    with pytest.raises(TagWriteError, match="fragmented"):
        safe_write(path, ["Rock"], RememberingJournal())
    assert path.read_bytes() == original


@pytest.mark.parametrize("kind", ["m4a", "ogg", "opus", "flac", "mp3"])
def test_the_sound_decodes_to_the_same_samples_after_a_write(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    journal = write_and_undo(path, ["Rock", "Jazz"])
    assert rehearse_undo(path, journal.undo).way is UndoWay.BYTES
