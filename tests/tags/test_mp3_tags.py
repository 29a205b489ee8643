"""ID3, APEv2 and Lyrics3 on an MP3: what the genre write must leave exactly as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutagen import apev2, id3
from mutagen.mp3 import MP3

from tagger.errors import TagWriteError
from tagger.tags.containers.source import GENRE, Source
from tagger.tags.formats import format_of
from tagger.tags.reader import read_tags
from tagger.tags.undo import undo_write
from tagger.tags.writer import safe_write
from tests.tags.audio_files import RememberingJournal, audio_bytes

AUDIO = audio_bytes("mp3")[20:]
"""MPEG frames, without the empty tag that the encoder puts in front."""
V1 = b"TAG" + b"Old title".ljust(30, b"\0") + b"Old artist".ljust(30) + b"Album".ljust(30, b"\0")
V1 += b"1987" + b"A comment".ljust(28, b"\0") + b"\0\x07" + bytes([17])


def size(number: int, version: int) -> bytes:
    if version == 2:
        return number.to_bytes(3, "big")
    if version == 3:
        return number.to_bytes(4, "big")
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def frame(name: bytes, content: bytes, version: int, flags: bytes = b"\0\0") -> bytes:
    return name + size(len(content), version) + (b"" if version == 2 else flags) + content


def tag(body: bytes, version: int, flags: int = 0) -> bytes:
    return b"ID3" + bytes([version, 0, flags]) + size(len(body), 4) + body


def put(path: Path, *parts: bytes) -> Path:
    path.write_bytes(b"".join(parts))
    return path


def frames_of(path: Path, genre: bool = False) -> list[bytes]:
    with path.open("rb") as file:
        row = format_of(path)
        assert row
        pieces = row.container(Source(file)).pieces()  # type: ignore[attr-defined]
    return [piece.data for piece in pieces if (piece.field == GENRE) is genre]


def odd_frames(version: int) -> list[bytes]:
    """What libraries rewrite, join or drop."""
    return [
        frame(b"TIT2", b"\0Title without an end", version),
        frame(b"TPE1", b"\0A\0B", version),
        frame(b"TALB", b"\x01\xfe\xff" + "Big-endian".encode("utf-16-be"), version),
        frame(b"TSOP", b"\0Sorted\0", version),
        frame(b"TIT2", b"\0A second title", version),
        frame(b"XYZW", b"nobody knows me", version),
        frame(b"GEOB", b"\0application/octet-stream\0\0Serato Markers2\0" + bytes(99), version),
        frame(b"PRIV", b"TRAKTOR4\0" + bytes(range(200)), version),
        frame(b"PRIV", b"TRAKTOR4\0" + bytes(range(200)), version),
        frame(b"TXXX", b"\0GENRE\0Not the genre", version),
        frame(b"APIC", b"\0image/png\0\x03\0" + b"\x89PNG\xff\xe0" * 50, version),
        frame(b"TYER" if version == 3 else b"TDRC", b"\x001999", version, b"\x40\0"),
    ]


@pytest.mark.parametrize("genre_at", [0, 3, 12, None])
@pytest.mark.parametrize("padding", [0, 5, 17, 500])
@pytest.mark.parametrize("version", [3, 4])
def test_unknown_doubled_and_private_frames_stay_byte_for_byte(
    tmp_path: Path, version: int, padding: int, genre_at: int | None
):
    frames = odd_frames(version)
    body = list(frames)
    if genre_at is not None:
        body.insert(genre_at, frame(b"TCON", b"\0(17)", version))
    path = put(tmp_path / "song.mp3", tag(b"".join(body) + bytes(padding), version), AUDIO, V1)
    original = path.read_bytes()
    for wanted in (["Drum & Bass"], ["Rock", "日本語"], ["Ünder", "ÿ"]):
        journal = RememberingJournal()
        safe_write(path, wanted, journal)
        written = path.read_bytes()
        assert written[3] == version
        assert written.endswith(AUDIO + V1)
        assert frames_of(path)[1:-1] == frames
        assert len(frames_of(path, genre=True)) == 1
        assert read_tags(path).tags.genres == tuple(wanted)
        assert MP3(path)["TCON"].genres == wanted  # type: ignore[index]
        undo_write(path, journal.undo, RememberingJournal(), journal.before)
        assert path.read_bytes() == original


def test_several_genres_in_an_id3_2_3_tag_are_separated_by_nul(tmp_path: Path):
    path = put(tmp_path / "song.mp3", tag(frame(b"TIT2", b"\0Title", 3), 3), AUDIO)
    safe_write(path, ["Rock", "Jazz"], RememberingJournal())
    assert b"TCON\0\0\0\x0a\0\0\0Rock\0Jazz" in path.read_bytes()


def test_enough_padding_keeps_the_size_and_place_of_everything_else(tmp_path: Path):
    body = frame(b"TCON", b"\0Rock", 4) + frame(b"TIT2", b"\0T", 4) + bytes(100)
    path = put(tmp_path / "song.mp3", tag(body, 4), AUDIO)
    before = path.stat().st_size
    safe_write(path, ["A much longer genre"], RememberingJournal())
    assert path.stat().st_size == before


def test_a_2_2_tag_stays_a_2_2_tag(tmp_path: Path):
    frames = [frame(b"TT2", b"\0Title", 2), frame(b"PIC", b"\0PNG\x03\0" + bytes(50), 2)]
    body = b"".join([frames[0], frame(b"TCO", b"\0(17)", 2), frames[1]])
    path = put(tmp_path / "song.mp3", tag(body + bytes(40), 2), AUDIO)
    original = path.read_bytes()
    assert read_tags(path).tags.genres == ("Rock",)
    journal = RememberingJournal()
    safe_write(path, ["Jazz", "日本語"], journal)
    assert path.read_bytes()[3] == 2
    assert frames_of(path)[1:] == frames
    assert read_tags(path).tags.genres == ("Jazz", "日本語")
    assert read_tags(path).tags.title == "Title"
    undo_write(path, journal.undo, RememberingJournal(), ("Rock",))
    assert path.read_bytes() == original


def test_an_untagged_file_gets_a_2_4_tag(tmp_path: Path):
    path = put(tmp_path / "song.mp3", AUDIO)
    safe_write(path, ["Rock"], RememberingJournal())
    assert path.read_bytes()[:4] == b"ID3\x04"
    assert path.read_bytes().endswith(AUDIO)


def test_a_file_with_id3v1_alone_keeps_showing_its_old_fields(tmp_path: Path):
    path = put(tmp_path / "song.mp3", AUDIO, V1)
    before = read_tags(path).tags
    assert (before.title, before.track, before.genres) == ("Old title", 7, ("Rock",))
    journal = RememberingJournal()
    safe_write(path, ["Jazz"], journal)
    after = read_tags(path).tags
    assert after.genres == ("Jazz",)
    assert (after.title, after.artist, after.album) == ("Old title", "Old artist", "Album")
    assert (after.year, after.track) == (1987, 7)
    assert str(MP3(path)["COMM:ID3v1 Comment:eng"]) == "A comment"  # type: ignore[index]
    assert path.read_bytes().endswith(AUDIO + V1)
    undo_write(path, journal.undo, RememberingJournal(), ("Rock",))
    assert path.read_bytes() == AUDIO + V1


def test_apev2_and_lyrics_behind_the_sound_stay_byte_for_byte(tmp_path: Path):
    lyrics = b"LYRICSBEGININD0000200" + b"la" * 40
    lyrics += f"{len(lyrics):06d}".encode() + b"LYRICS200"
    path = put(tmp_path / "song.mp3", AUDIO)
    tags = apev2.APEv2()
    tags["Genre"], tags["Weird"] = "Contradiction", apev2.APEValue(b"\0\xff", apev2.BINARY)
    tags.save(path)
    put(path, path.read_bytes(), lyrics, V1)
    end = path.read_bytes()
    journal = RememberingJournal()
    safe_write(path, ["Jazz"], journal)
    assert path.read_bytes().endswith(end)
    undo_write(path, journal.undo, RememberingJournal(), journal.before)
    assert path.read_bytes() == end


def test_an_apev2_tag_with_gain_alone_does_not_speak_for_the_song(tmp_path: Path):
    path = put(tmp_path / "song.mp3", AUDIO)
    gained = apev2.APEv2()
    gained["MP3GAIN_MINMAX"] = "1,2"
    gained.save(path)
    end = path.read_bytes()
    safe_write(path, ["Rock"], RememberingJournal())
    assert path.read_bytes()[:4] == b"ID3\x04"
    assert path.read_bytes().endswith(end)
    assert read_tags(path).tags.genres == ("Rock",)


def test_an_unsynchronised_tag_stays_unsynchronised(tmp_path: Path):
    frames = [frame(b"PRIV", b"x\0\xff\xe0\xff\x00\xff", 3), frame(b"TIT2", b"\0Title", 3)]
    body = b"".join([*frames, frame(b"TCON", b"\0Rock", 3), bytes(30)])
    escaped = bytearray()
    for index, byte in enumerate(body):
        escaped.append(byte)
        following = body[index + 1] if index + 1 < len(body) else 0
        if byte == 0xFF and (following >= 0xE0 or following == 0):
            escaped.append(0)
    path = put(tmp_path / "song.mp3", tag(bytes(escaped), 3, 0x80), AUDIO)
    original = path.read_bytes()
    assert read_tags(path).tags.genres == ("Rock",)
    for wanted in (["日本語", "Ÿ"], ["Jazz"]):
        journal = RememberingJournal()
        safe_write(path, wanted, journal)
        assert frames_of(path)[1:] == frames
        assert read_tags(path).tags.genres == tuple(wanted)
        assert read_tags(path).tags.title == "Title"
        undo_write(path, journal.undo, RememberingJournal(), ("Rock",))
        assert path.read_bytes() == original


def test_itunes_frame_sizes_in_a_2_4_tag_are_understood(tmp_path: Path):
    frames = [
        b"APIC" + (300).to_bytes(4, "big") + b"\0\0" + b"\0image/png\0\x03\0" + bytes(287),
        b"TIT2" + (6).to_bytes(4, "big") + b"\0\0" + b"\0Title",
    ]
    path = put(tmp_path / "song.mp3", tag(b"".join(frames) + bytes(20), 4), AUDIO)
    safe_write(path, ["Rock"], RememberingJournal())
    assert frames_of(path)[1:] == frames
    assert read_tags(path).tags.title == "Title"


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([b"ID3\x04\0\0" + size(1 << 20, 4), b"TIT2", AUDIO], "longer than the whole file"),
        ([b"ID3\x04\0\0\x80\0\0\0", AUDIO], "not valid"),
        ([tag(frame(b"TIT2", b"\0A", 3) + b"JUNK!" * 9, 3), AUDIO], "damaged"),
        ([tag(b"TIT2\0\0\xff\xff\0\0abc", 3), AUDIO], "damaged"),
        ([tag(bytes(6) + frame(b"TIT2", b"\0A", 3), 9), AUDIO], "2.9"),
        (
            [tag(b"\0\0\0\x0a\x80\0" + bytes(8) + frame(b"TIT2", b"\0A", 3), 3, 0x40), AUDIO],
            "checksum",
        ),
    ],
)
def test_a_tag_that_is_not_understood_in_full_is_left_alone(
    tmp_path: Path, parts: list[bytes], reason: str
):
    path = put(tmp_path / "song.mp3", *parts)
    original = path.read_bytes()
    journal = RememberingJournal()
    with pytest.raises(TagWriteError, match="left as it is") as refused:
        safe_write(path, ["Rock"], journal)
    assert reason in refused.value.message
    assert journal.calls == []
    assert path.read_bytes() == original


def test_a_genre_that_id3_would_read_as_a_number_is_refused(tmp_path: Path):
    path = put(tmp_path / "song.mp3", AUDIO)
    journal = RememberingJournal()
    with pytest.raises(TagWriteError, match="cannot hold the genre"):
        safe_write(path, ["17"], journal)
    assert path.read_bytes() == AUDIO
    assert journal.calls == ["planned", "failed"]


def test_a_genre_in_parentheses_reads_back(tmp_path: Path):
    path = put(tmp_path / "song.mp3", tag(frame(b"TIT2", b"\0A", 3), 3), AUDIO)
    safe_write(path, ["(Vapor)wave", "Rock"], RememberingJournal())
    assert read_tags(path).tags.genres == ("(Vapor)wave", "Rock")
    assert id3.ID3(path)["TCON"].genres == ["(Vapor)wave", "Rock"]
