"""Genres in AIFF and AIFF-C: the ID3 chunk, and everything besides that has to stay."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from mutagen.aiff import AIFF

from tagger.tags.containers.source import TagChange
from tagger.tags.reader import read_tags
from tests.tags.chunk_files import aiff, chunks_of, common, id3_tag, iff, sound
from tests.tags.chunk_writes import refused, written_and_undone

SOUND = iff(b"SSND", bytes(8) + sound())
OTHERS = (
    iff(b"NAME", b"Name"),
    iff(b"AUTH", b"Author of odd length"[:-1]),
    iff(b"ANNO", b"Genre: not this"),
    iff(b"MARK", b"\0\1\0\1\0\0\0\7\4Mark\0"),
    iff(b"APPL", b"pdosnobody knows"),
)


def song(folder: Path, *chunks: bytes, kind: bytes = b"AIFF") -> Path:
    path = folder / ("song.aifc" if kind == b"AIFC" else "song.aiff")
    path.write_bytes(aiff(common(3000, kind), *chunks, kind=kind))
    return path


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("padding", [0, 1])
@pytest.mark.parametrize("name", [b"ID3 ", b"id3 "])
@pytest.mark.parametrize("front", [True, False], ids=["before the sound", "behind"])
def test_the_tag_changes_in_place_and_every_other_chunk_stays(
    tmp_path: Path, name: bytes, front: bool, padding: int, version: int
):
    tag = iff(name, id3_tag("Old", version=version, padding=padding))
    chunks = (*OTHERS[:2], tag, SOUND, *OTHERS[2:]) if front else (*OTHERS, SOUND, tag)
    path = song(tmp_path, *chunks)
    assert read_tags(path).tags.genres == ("Old",)
    before = chunks_of(path.read_bytes(), "big")
    for wanted in (["Rock", "日本語"], ["x"], ["xy"], []):
        after = chunks_of(written_and_undone(path, wanted), "big")
        assert read_tags(path).tags.genres == tuple(wanted)
        assert read_tags(path).tags.title == "Title"
        assert [c for c in after if c[0] != name] == [c for c in before if c[0] != name]
        assert [c[0] for c in after] == [c[0] for c in before]
        inside = dict(after)[name]
        assert b"TRAKTOR4\0cue\xff\xe0points" in inside
        assert inside[3] == version


@pytest.mark.parametrize("kind", [b"AIFF", b"AIFC"])
def test_a_new_tag_goes_behind_the_last_chunk(tmp_path: Path, kind: bytes):
    path = song(tmp_path, iff(b"FVER", b"\xa2\x80\x51\x40"), SOUND, *OTHERS, kind=kind)
    original, identity = path.read_bytes(), read_tags(path).identity
    written = written_and_undone(path, ["Rock", "Jazz"])
    *same, (name, tag) = chunks_of(written, "big")
    assert same == chunks_of(original, "big")
    assert (name, tag[:4]) == (b"ID3 ", b"ID3\x04")
    assert read_tags(path).identity == identity
    tags = AIFF(path).tags
    assert tags is not None
    assert tags["TCON"].text == ["Rock", "Jazz"]


@pytest.mark.parametrize("kind", [b"AIFF", b"AIFC"])
def test_the_samples_are_the_same_for_another_program(tmp_path: Path, kind: bytes):
    import soundfile

    path = song(tmp_path, iff(b"ID3 ", id3_tag("Old")), SOUND, kind=kind)
    before = soundfile.read(path)[0]
    written_and_undone(path, ["A genre that needs more room"])
    assert np.array_equal(soundfile.read(path)[0], before)
    assert len(before) == 3000


def test_fields_of_our_own_and_the_genre_change_apart(tmp_path: Path):
    path = song(tmp_path, iff(b"ID3 ", id3_tag("Rock")), SOUND)
    written_and_undone(path, TagChange({"STYLE": ("Krautrock", "Kosmische")}))
    tags = read_tags(path).tags
    assert (tags.custom, tags.genres) == ((("STYLE", ("Krautrock", "Kosmische")),), ("Rock",))
    written_and_undone(path, TagChange({"STYLE": (), "GENRE": ("Pop",)}))
    assert (read_tags(path).tags.custom, read_tags(path).tags.genres) == ((), ("Pop",))


def test_a_last_chunk_without_its_pad_byte_gets_it_and_garbage_stays_last(tmp_path: Path):
    path = song(tmp_path, SOUND, OTHERS[1][:-1])
    assert len(path.read_bytes()) & 1
    after = chunks_of(written_and_undone(path, ["Rock"]), "big")
    assert [name for name, _ in after] == [b"COMM", b"SSND", b"AUTH", b"ID3 "]
    path.write_bytes(aiff(common(3000), SOUND) + b"\0\0garbage")
    assert written_and_undone(path, ["Rock"]).endswith(b"\0\0garbage")


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (aiff(common(3000), SOUND)[:-700], "middle of a chunk"),
        (aiff(common(3000), SOUND, OTHERS[1][:-1], OTHERS[2]), "pad byte"),
        (aiff(common(3000), SOUND) + OTHERS[2], "behind the end"),
        (aiff(common(3000), SOUND, *[iff(b"ID3 ", id3_tag("Old"))] * 2), "two ID3 tags"),
        (aiff(common(3000), SOUND, SOUND), "several chunks"),
        (aiff(common(3000), SOUND, b"abc\0"), "belong to no chunk"),
        (b"FORM\0\0\0\x40" + aiff(common(3000), SOUND)[8:], "contradicts"),
        (aiff(common(3000), *OTHERS), "no audio data"),
    ],
)
def test_a_structure_that_can_be_read_in_two_ways_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, because: str
):
    path = tmp_path / "song.aiff"
    path.write_bytes(content)
    refused(path, because)
