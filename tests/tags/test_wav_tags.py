"""Genres in WAV files: the ID3 chunk, the list INFO, and everything besides that has to stay."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from mutagen import wave

from tagger.tags.containers.riff_info import Info
from tagger.tags.containers.source import TagChange
from tagger.tags.reader import read_tags
from tests.tags.chunk_files import (
    WAV_FORMAT,
    chunks_of,
    id3_tag,
    info_list,
    riff,
    sound,
    wav,
)
from tests.tags.chunk_writes import written_and_undone

DATA = riff(b"data", sound())
OTHERS = (
    riff(b"bext", b"Description".ljust(603, b"\0")),
    riff(b"iXML", b"<BWFXML><PROJECT>x</PROJECT></BWFXML>"),
    riff(b"cue ", struct.pack("<I6I", 1, 1, 0, 0x61746164, 0, 0, 500)),
    riff(b"smpl", bytes(36)),
    riff(b"LIST", b"adtl" + riff(b"labl", b"\1\0\0\0marker\0")),
    riff(b"Qz 7", b"nobody knows"),
)


def song(folder: Path, *chunks: bytes) -> Path:
    path = folder / "song.wav"
    path.write_bytes(wav(WAV_FORMAT, *chunks))
    return path


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("padding", [0, 1, 100])
@pytest.mark.parametrize("name", [b"id3 ", b"ID3 ", b"Id3 "])
@pytest.mark.parametrize("front", [True, False], ids=["before the sound", "behind"])
def test_the_tag_changes_in_place_and_every_other_chunk_stays(
    tmp_path: Path, name: bytes, front: bool, padding: int, version: int
):
    tag = riff(name, id3_tag("Old", version=version, padding=padding))
    chunks = (*OTHERS[:3], tag, DATA, *OTHERS[3:]) if front else (*OTHERS[:3], DATA, tag)
    path = song(tmp_path, *chunks)
    before = chunks_of(path.read_bytes(), "little")
    for wanted in (["Rock", "日本語"], ["x"], ["xy"], []):
        after = chunks_of(written_and_undone(path, wanted), "little")
        assert read_tags(path).tags.genres == tuple(wanted)
        assert read_tags(path).tags.title == "Title"
        assert [c for c in after if c[0] != name] == [c for c in before if c[0] != name]
        assert [c[0] for c in after] == [c[0] for c in before]
        inside = dict(after)[name]
        assert b"TRAKTOR4\0cue\xff\xe0points" in inside
        assert inside[3] == version


def test_a_new_tag_goes_behind_the_last_chunk_and_never_in_front(tmp_path: Path):
    path = song(tmp_path, *OTHERS, DATA)
    original = path.read_bytes()
    written = written_and_undone(path, ["Rock", "Jazz"])
    assert written[8 : len(original)] == original[8:]
    *same, (name, tag) = chunks_of(written, "little")
    assert same == chunks_of(original, "little")
    assert (name, tag[:4]) == (b"id3 ", b"ID3\x04")
    tags = wave.WAVE(path).tags
    assert tags is not None
    assert tags["TCON"].text == ["Rock", "Jazz"]


def test_the_samples_are_the_same_for_another_program(tmp_path: Path):
    import soundfile

    path = song(tmp_path, info_list((b"IGNR", b"Old")), DATA)
    before = soundfile.read(path)[0]
    written_and_undone(path, ["Rock", "A genre that needs more room"])
    assert np.array_equal(soundfile.read(path)[0], before)
    assert len(before) == 3000


def test_fields_of_our_own_and_the_genre_change_apart(tmp_path: Path):
    path = song(tmp_path, info_list((b"IGNR", b"Rock"), (b"INAM", b"Song")), DATA)
    written = written_and_undone(path, TagChange({"STYLE": ("Krautrock",)}))
    assert read_tags(path).tags.custom == (("STYLE", ("Krautrock",)),)
    assert read_tags(path).tags.genres == ("Rock",), "the list still says it"
    assert b"TCON" not in written
    written_and_undone(path, TagChange({"STYLE": (), "GENRE": ("Pop",)}))
    assert (read_tags(path).tags.custom, read_tags(path).tags.genres) == ((), ("Pop",))


def test_a_wav_with_a_list_alone_shows_what_the_list_says(tmp_path: Path):
    path = song(
        tmp_path,
        info_list(
            (b"INAM", b"Song"), (b"IART", b"Artist"), (b"IPRD", b"Album"), (b"IGNR", b"Rock"),
            (b"ICRD", b"1999-05-01"), (b"ITRK", b"7"), (b"ICMT", "é".encode()),
        ),
        DATA,
    )  # fmt: skip
    tags = read_tags(path).tags
    assert (tags.title, tags.artist, tags.album) == ("Song", "Artist", "Album")
    assert (tags.year, tags.track, tags.genres) == (1999, 7, ("Rock",))
    written_and_undone(path, ["Pop"])
    assert read_tags(path).tags.title == "Song"
    new = wave.WAVE(path).tags
    assert new is not None
    shown = {key: str(frame) for key, frame in new.items()}
    assert shown == {
        "TIT2": "Song", "TPE1": "Artist", "TALB": "Album", "TDRC": "1999-05-01", "TRCK": "7",
        "COMM::eng": "é", "TCON": "Pop",
    }, "a program that reads the new tag alone loses nothing"  # fmt: skip


@pytest.mark.parametrize("front", [True, False])
@pytest.mark.parametrize("with_tag", [True, False])
def test_the_genre_of_the_list_is_kept_in_step(tmp_path: Path, front: bool, with_tag: bool):
    listed = info_list((b"IART", b"Me"), (b"IGNR", b"Old"), (b"ISFT", b"Odd"))
    tag = (riff(b"ID3 ", id3_tag("Old")),) if with_tag else ()
    path = song(tmp_path, *((listed, DATA) if front else (DATA, listed)), *tag)
    for wanted in (["Rock", "Drum & Bass"], ["日本語"], ["xy"], ["xyz"], []):
        after = chunks_of(written_and_undone(path, wanted), "little")
        assert read_tags(path).tags.genres == tuple(wanted)
        info = Info.parse(dict(after)[b"LIST"])
        assert info is not None
        texts = [(entry.name, entry.text) for entry in info.entries]
        genre = [(b"IGNR", "; ".join(wanted))] if wanted else []
        assert texts == [(b"IART", "Me"), *genre, (b"ISFT", "Odd")]
        path.write_bytes(wav(WAV_FORMAT, *((listed, DATA) if front else (DATA, listed)), *tag))


def test_no_genre_is_added_to_a_list_that_has_none(tmp_path: Path):
    path = song(tmp_path, info_list((b"INAM", b"Song")), DATA)
    written = written_and_undone(path, ["Rock"])
    assert b"IGNR" not in written
    assert info_list((b"INAM", b"Song")) in written


@pytest.mark.parametrize(
    ("title", "genre", "stored"),
    [
        (b"Song", "Música", "Música".encode()),
        ("Lied für".encode(), "Música", "Música".encode()),
        ("Lied für".encode("cp1252"), "Música", "Música".encode("cp1252")),
        ("Lied für".encode("cp1252"), "日本語", "日本語".encode()),
    ],
)
def test_the_list_keeps_its_encoding(tmp_path: Path, title: bytes, genre: str, stored: bytes):
    path = song(tmp_path, info_list((b"INAM", title), (b"IGNR", b"Old")), DATA)
    shown = read_tags(path).tags.title
    assert shown in ("Song", "Lied für")
    assert riff(b"IGNR", stored + b"\0") in written_and_undone(path, [genre])
    assert read_tags(path).tags.title == shown
