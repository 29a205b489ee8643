"""What Tagger reads from a file, and what it says when it cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mutagen import flac, id3, mp4

from tagger.errors import TagReadError, TagWriteError
from tagger.tags.containers.ogg_pages import build_page
from tagger.tags.fields import DISPLAY_LIMIT, id3_genres
from tagger.tags.formats import AUDIO_SUFFIXES, FORMATS, is_audio_name
from tagger.tags.reader import read_tags
from tagger.tags.writer import safe_write
from tests.tags.audio_files import EVERY, RememberingJournal, make, tag_by_mutagen


@pytest.mark.parametrize("kind", EVERY)
def test_every_format_gives_title_artist_length_and_all_genres(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    tag_by_mutagen(path, ["Deep House", "日本語ロック"])
    reading = read_tags(path)
    assert reading.error is None
    assert reading.tags.genres == ("Deep House", "日本語ロック")
    assert (reading.tags.title, reading.tags.artist) == ("Title", "Künstler")
    assert reading.tags.duration
    status = path.stat()
    assert (reading.stamp.size, reading.stamp.mtime_ns) == (status.st_size, status.st_mtime_ns)


def test_an_mp3_gives_every_field(tmp_path: Path):
    path = make(tmp_path, "mp3")
    tags = id3.ID3()
    for name, text in (
        ("TIT2", "Title"),
        ("TPE1", "Artist"),
        ("TPE2", "Band"),
        ("TALB", "Album"),
        ("TCOM", "Bach"),
        ("TPOS", "2/3"),
        ("TRCK", "07/12"),
        ("TDRC", "1999-05-01"),
        ("TCMP", "1"),
    ):
        tags.add(getattr(id3, name)(encoding=3, text=[text]))
    tags.add(id3.TXXX(encoding=3, desc="Genre", text=["Not this"]))
    tags.save(path)
    tags = read_tags(path).tags
    assert (tags.title, tags.artist, tags.album_artist, tags.album) == (
        "Title",
        "Artist",
        "Band",
        "Album",
    )
    assert (tags.composer, tags.disc, tags.track, tags.year) == ("Bach", 2, 7, 1999)
    assert tags.compilation
    assert tags.genres == ()


def test_the_fields_of_flac_and_m4a_arrive_too(tmp_path: Path):
    song = make(tmp_path, "flac")
    opened = flac.FLAC(song)
    opened.update({"albumartist": "Band", "tracknumber": "3", "discnumber": "1", "date": "2001"})
    opened.update({"compilation": "1", "composer": "Bach", "album": "Album"})
    opened.save()
    other = make(tmp_path, "m4a")
    tags = mp4.MP4(other)
    tags.update({"aART": ["Band"], "trkn": [(3, 9)], "disk": [(1, 1)], "\xa9day": ["2001"]})
    tags.update({"cpil": True, "\xa9wrt": ["Bach"], "\xa9alb": ["Album"]})
    tags.save()
    for path in (song, other):
        tags = read_tags(path).tags
        assert (tags.album_artist, tags.track, tags.disc, tags.year) == ("Band", 3, 1, 2001)
        assert (tags.compilation, tags.composer, tags.album) == (True, "Bach", "Album")


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (["(17)"], ("Rock",)),
        (["17"], ("Rock",)),
        (["(RX)"], ("Remix",)),
        (["RX"], ("Remix",)),
        (["CR"], ("Cover",)),
        (["(31)(39)"], ("Trance", "Noise")),
        (["(4)Eurodisco"], ("Disco", "Eurodisco")),
        (["(17)Rock"], ("Rock",)),
        (["((I can figure out any genre)"], ("(I can figure out any genre)",)),
        (["Rock/Pop"], ("Rock/Pop",)),
        (["Rock", "17"], ("Rock", "Rock")),
        (["999"], ("999",)),
        (["Line one\nline two"], ("Line one\nline two",)),
        (["1987"], ("1987",)),
    ],
)
def test_numeric_id3_genres_are_shown_by_name(stored: list[str], shown: tuple[str, ...]):
    assert id3_genres(stored) == shown


@pytest.mark.parametrize("version", [3, 4])
def test_numeric_genres_are_read_from_real_files(tmp_path: Path, version: int):
    path = make(tmp_path, "mp3")
    tags = id3.ID3()
    tags.add(id3.TCON(encoding=0, text=["(17)"]))
    tags.save(path, v2_version=version)
    assert read_tags(path).tags.genres == ("Rock",)


def test_a_gnre_atom_is_read_by_name(tmp_path: Path):
    path = make(tmp_path, "m4a")
    tag_by_mutagen(path, ["An old genre"])
    whole = path.read_bytes()
    at = whole.index(b"\xa9gen") - 4
    size = int.from_bytes(whole[at : at + 4], "big")
    data = (18).to_bytes(4, "big") + b"data" + bytes(8) + (18).to_bytes(2, "big")
    atom = (8 + len(data)).to_bytes(4, "big") + b"gnre" + data
    # A free atom takes up the difference, so that no size above changes.
    rest = size - len(atom)
    atom += rest.to_bytes(4, "big") + b"free" + bytes(rest - 8)
    path.write_bytes(whole[:at] + atom + whole[at + size :])
    assert read_tags(path).tags.genres == ("Rock",)


def test_hostile_fields_are_cut_for_display_and_genres_are_not(tmp_path: Path):
    path = make(tmp_path, "flac")
    opened = flac.FLAC(path)
    opened["title"] = "A" * 1_000_000
    opened["artist"] = "one\0two\nthree"
    opened["genre"] = ["G" * 5000, "a\nb"]
    opened.save()
    tags = read_tags(path).tags
    assert len(tags.title) == DISPLAY_LIMIT
    assert tags.artist == "one/two three"
    assert tags.genres == ("G" * 5000, "a\nb")


@pytest.mark.parametrize("kind", EVERY)
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, kind: str):
    path = tmp_path / f"song.{kind}"
    path.touch()
    reading = read_tags(path)
    assert reading.error is not None
    assert "is empty" in reading.error
    assert reading.identity


@pytest.mark.parametrize("kind", EVERY)
def test_text_that_is_named_like_audio_gives_a_sentence(tmp_path: Path, kind: str):
    path = tmp_path / f"song.{kind}"
    path.write_text("This is no music at all.\n" * 400)
    reading = read_tags(path)
    assert reading.error is not None
    assert path.name in reading.error
    assert reading.error.endswith(".")
    assert "\n" not in reading.error


@pytest.mark.parametrize("kind", EVERY)
def test_a_file_cut_in_half_never_raises(tmp_path: Path, kind: str):
    whole = make(tmp_path, kind).read_bytes()
    path = tmp_path / f"half.{kind}"
    path.write_bytes(whole[: len(whole) // 2])
    assert read_tags(path).identity


def test_a_truncated_m4a_says_what_is_missing(tmp_path: Path):
    whole = make(tmp_path, "m4a").read_bytes()
    path = tmp_path / "half.m4a"
    path.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in (read_tags(path).error or "")


def test_content_that_contradicts_the_name_is_said(tmp_path: Path):
    path = tmp_path / "song.mp3"
    path.write_bytes(make(tmp_path, "flac").read_bytes())
    assert read_tags(path).error == ("song.mp3 is named like an MP3 file, but its content is FLAC.")


def test_a_missing_file_and_a_pipe_raise_a_sentence(tmp_path: Path):
    with pytest.raises(TagReadError, match="no longer there"):
        read_tags(tmp_path / "gone.mp3")
    pipe = tmp_path / "pipe.mp3"
    os.mkfifo(pipe)
    with pytest.raises(TagReadError, match="not a regular file"):
        read_tags(pipe)
    with pytest.raises(TagReadError, match="not an audio file"):
        read_tags(tmp_path / "notes.txt")


def test_an_id3v1_genre_counts_only_without_an_id3v2_tag(tmp_path: Path):
    path = make(tmp_path, "mp3")
    bare = path.read_bytes()[20:]
    assert bare[:2] == b"\xff\xfb"
    old = b"TAG" + b"Title".ljust(30, b"\0") + bytes(94) + bytes([17])
    path.write_bytes(bare + old)
    assert read_tags(path).tags.genres == ("Rock",)
    tags = id3.ID3()
    tags.add(id3.TIT2(encoding=3, text=["New"]))
    tags.save(path, v1=0)
    with path.open("ab") as file:
        file.write(old)
    assert read_tags(path).tags.genres == ()


def test_ogg_streams_side_by_side_are_read_though_not_written(tmp_path: Path):
    path = make(tmp_path, "opus")
    tag_by_mutagen(path, ["Rock"])
    whole = path.read_bytes()
    second = whole.index(b"OggS", 4)
    foreign = build_page(2, 0, 4711, 0, b"\x08", b"fishead\0")
    path.write_bytes(whole[:second] + foreign + whole[second:])
    reading = read_tags(path)
    assert reading.error is None
    assert reading.tags.genres == ("Rock",)
    with pytest.raises(TagWriteError, match="side by side"):
        safe_write(path, ["Jazz"], RememberingJournal())


def test_the_table_names_each_suffix_once_and_hidden_files_are_no_music():
    suffixes = [suffix for row in FORMATS for suffix in row.suffixes]
    assert len(suffixes) == len(set(suffixes)) == len(AUDIO_SUFFIXES)
    assert is_audio_name("Song.MP3")
    assert not is_audio_name(".song.mp3.tagger-0123abcd.tmp")
    assert not is_audio_name("._song.mp3")


def test_real_recordings_are_read_without_an_error(clips: Path):
    readings = [read_tags(path) for path in sorted(clips.rglob("*.*"))]
    assert len(readings) > 50
    assert not [reading.error for reading in readings if reading.error]
    assert len({reading.identity for reading in readings}) == len(readings)
