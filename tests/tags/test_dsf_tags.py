"""Genres in DSF: the tag at the end, the pointer to it and the size of the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutagen.dsf import DSF

from tagger.tags.containers.source import TagChange
from tagger.tags.reader import read_tags
from tests.tags.audio_files import audio_bytes, make, picture, tag_by_mutagen
from tests.tags.chunk_files import id3_tag
from tests.tags.chunk_writes import refused, written_and_undone

BARE = audio_bytes("dsf", seconds=0.3)


def numbers(data: bytes) -> tuple[int, int]:
    """The size of the file and the place of the tag, as the header has them."""
    return int.from_bytes(data[12:20], "little"), int.from_bytes(data[20:28], "little")


def headed(data: bytes, size: int, pointer: int) -> bytes:
    return data[:12] + size.to_bytes(8, "little") + pointer.to_bytes(8, "little") + data[28:]


def tagged(tag: bytes, between: bytes = b"", behind: bytes = b"") -> bytes:
    whole = BARE + between + tag + behind
    return headed(whole, len(whole), len(BARE + between))


def song(folder: Path, content: bytes) -> Path:
    path = folder / "song.dsf"
    path.write_bytes(content)
    return path


def test_a_new_tag_goes_to_the_end_and_the_header_tells_of_it(tmp_path: Path):
    path = song(tmp_path, BARE)
    assert numbers(BARE) == (len(BARE), 0)
    written = written_and_undone(path, ["Rock", "日本語"])
    assert numbers(written) == (len(written), len(BARE))
    assert written[28 : len(BARE)] == BARE[28:]
    tags = DSF(path).tags
    assert tags is not None
    assert tags["TCON"].text == ["Rock", "日本語"]


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("behind", [b"", b"\0\0something odd"])
@pytest.mark.parametrize("between", [b"", bytes(100)])
def test_the_tag_changes_in_place_and_its_other_frames_stay(
    tmp_path: Path, between: bytes, behind: bytes, version: int
):
    tag = id3_tag("Old", version=version)
    path = song(tmp_path, tagged(tag, between, behind))
    identity = read_tags(path).identity
    for wanted in (["Rock", "Jazz"], ["x"], []):
        written = written_and_undone(path, wanted)
        assert numbers(written) == (len(written), len(BARE + between))
        assert read_tags(path).tags.genres == tuple(wanted)
        assert read_tags(path).identity == identity
        inside = written[len(BARE + between) :]
        assert inside.startswith(b"ID3" + bytes([version]))
        assert b"TRAKTOR4\0cue\xff\xe0points" in inside
        assert inside.endswith(behind)


def test_fields_of_our_own_and_the_genre_change_apart(tmp_path: Path):
    path = song(tmp_path, BARE)
    written_and_undone(path, TagChange({"SUBGENRE": ("Dub",)}))
    assert (read_tags(path).tags.custom, read_tags(path).tags.genres) == (
        (("SUBGENRE", ("Dub",)),),
        (),
    )
    written_and_undone(path, TagChange({"SUBGENRE": (), "GENRE": ("Reggae",)}))
    assert (read_tags(path).tags.custom, read_tags(path).tags.genres) == ((), ("Reggae",))


def test_the_length_is_the_sounds_and_not_the_pictures(tmp_path: Path):
    path = make(tmp_path, "dsf", seconds=2.0)
    tag_by_mutagen(path, ["Rock"], picture())
    assert read_tags(path).tags.duration == pytest.approx(1.0)


def test_a_wrong_size_of_the_file_is_made_true(tmp_path: Path):
    for size in (0, len(BARE) + 77):
        path = song(tmp_path, headed(BARE, size, 0))
        written = written_and_undone(path, ["Rock"])
        assert numbers(written) == (len(written), len(BARE))


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (BARE[:-100], "middle of its sound"),
        (BARE + id3_tag("Old"), "not announced"),
        (headed(BARE, len(BARE), 500), "amid the sound"),
        (headed(BARE, len(BARE), len(BARE)), "no ID3 tag stands"),
        (tagged(id3_tag("Old")[:-5]), "longer than the whole file"),
        (BARE[:28] + b"gap!" + BARE[32:], "no format"),
        (b"DSD " + bytes(24) + BARE[28:], "does not start like"),
    ],
)
def test_a_structure_in_doubt_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, because: str
):
    path = song(tmp_path, content)
    assert len(read_tags(path).identity) == 20
    refused(path, because)
