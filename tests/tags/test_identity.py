"""The content identity follows the sound, and nothing but the sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutagen import apev2, flac, id3

from tagger.tags.reader import read_tags
from tests.tags.audio_files import EVERY, WRITABLE, audio_bytes, make, picture, tag_by_mutagen


def name_of(path: Path) -> bytes:
    reading = read_tags(path)
    assert reading.error is None
    return reading.identity


@pytest.mark.parametrize("kind", EVERY)
def test_retagging_and_a_big_picture_leave_the_identity_as_it_is(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    untagged = name_of(path)
    tag_by_mutagen(path, ["Rock"])
    assert name_of(path) == untagged
    tag_by_mutagen(path, ["Rock", "Jazz"], picture())
    assert path.stat().st_size > 400_000
    assert name_of(path) == untagged
    tag_by_mutagen(path, ["x" * 3000])
    assert name_of(path) == untagged


@pytest.mark.parametrize("kind", EVERY)
def test_other_sound_has_another_identity(tmp_path: Path, kind: str):
    one, other = make(tmp_path, kind, "one"), make(tmp_path, kind, "other", seed=2)
    assert name_of(one) != name_of(other)


def test_every_kind_of_tag_at_the_end_of_an_mp3_is_left_out_of_the_identity(tmp_path: Path):
    path = make(tmp_path, "mp3")
    bare = name_of(path)
    tags = apev2.APEv2()
    tags["Genre"] = "Rock"
    tags.save(path)
    assert name_of(path) == bare
    lyrics = b"LYRICSBEGININD0000200" + b"la" * 40
    with path.open("ab") as file:
        file.write(lyrics + f"{len(lyrics):06d}".encode() + b"LYRICS200")
        file.write(b"TAG" + bytes(125))
    assert name_of(path) == bare
    id3.ID3().save(path)
    assert name_of(path) == bare


def test_a_flac_without_an_md5_is_named_by_its_frames(tmp_path: Path):
    path = make(tmp_path, "flac")
    whole = bytearray(path.read_bytes())
    with_md5 = name_of(path)
    whole[8 + 18 : 8 + 34] = bytes(16)
    path.write_bytes(whole)
    without = name_of(path)
    assert without != with_md5
    tag_by_mutagen(path, ["Rock"], picture())
    assert flac.FLAC(path).pictures
    assert name_of(path) == without


def test_a_recoded_flac_keeps_its_identity(tmp_path: Path):
    one = make(tmp_path, "flac")
    moved = bytearray(one.read_bytes())
    moved[-1] ^= 1
    other = tmp_path / "other.flac"
    other.write_bytes(moved)
    assert name_of(one) == name_of(other), "the samples' MD5 is the same"


@pytest.mark.parametrize("kind", [kind for kind in WRITABLE if kind != "flac"])
def test_a_changed_byte_in_the_first_samples_changes_the_identity(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    before = name_of(path)
    whole = bytearray(audio_bytes(kind))
    whole[len(whole) * 3 // 5] ^= 0x55
    path.write_bytes(whole)
    assert name_of(path) != before


def test_a_big_wav_is_named_by_three_short_reads(tmp_path: Path):
    path = make(tmp_path, "wav", seconds=4.0)
    before = name_of(path)
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2
    for offset, changes in ((100, True), (middle, True), (len(whole) - 100, True), (90_000, False)):
        changed = bytearray(whole)
        changed[offset] ^= 1
        path.write_bytes(changed)
        assert (name_of(path) != before) is changes


def test_the_old_wav_header_of_a_recorder_that_crashed_still_gives_an_identity(tmp_path: Path):
    path = make(tmp_path, "wav")
    whole = path.read_bytes()
    at = whole.index(b"data") + 4
    path.write_bytes(whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :])
    assert read_tags(path).identity
