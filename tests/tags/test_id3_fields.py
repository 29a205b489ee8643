"""ID3v2 tags with fields beside the genre, frame flags, extended headers and odd genres."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from mutagen.id3 import ID3

from tagger.errors import TagWriteError
from tagger.records import WriteStatus
from tagger.tags.containers.source import GENRE, TagChange
from tagger.tags.journal import WriteOptions
from tagger.tags.reader import read_tags
from tagger.tags.undo import undo_write
from tagger.tags.writer import DEFAULT_OPTIONS, safe_write
from tests.tags.audio_files import RememberingJournal
from tests.tags.test_mp3_tags import AUDIO, frame, frames_of, put, size, tag

NAMES = {
    2: (b"TT2", b"TCO", b"TXX"),
    3: (b"TIT2", b"TCON", b"TXXX"),
    4: (b"TIT2", b"TCON", b"TXXX"),
}


def written(path: Path, change: TagChange, options: WriteOptions = DEFAULT_OPTIONS) -> bytes:
    """Write, prove that undo gives the old file back, and leave the new one in place."""
    original = path.read_bytes()
    journal = RememberingJournal()
    safe_write(path, change, journal, options=options)
    made = path.read_bytes()
    undo_write(path, journal.undo, RememberingJournal(), journal.before)
    assert path.read_bytes() == original
    path.write_bytes(made)
    return made


def body_of(path: Path) -> bytes:
    data = path.read_bytes()
    return data[10 : data.index(AUDIO)]


@pytest.mark.parametrize("version", [2, 3, 4])
def test_fields_of_our_own_are_written_changed_and_taken_out(tmp_path: Path, version: int):
    title, genre, other = NAMES[version]
    kept = [
        frame(title, b"\0Title", version),
        frame(other, b"\0replaygain_track_gain\0-7.1 dB", version),
        frame(other, b"\0STYLES\0Not ours", version),
    ]
    numbered = frame(genre, b"\0(17)", version)
    body = [kept[0], numbered, kept[1], frame(other, b"\0Style\0Old", version), kept[2]]
    path = put(tmp_path / "song.mp3", tag(b"".join(body) + bytes(9), version), AUDIO)
    assert read_tags(path).tags.custom == (("STYLE", ("Old",)),)
    change = TagChange({"STYLE": ("Ünder", "日本"), "SUBGENRE": ("Deep",)})
    written(path, change)
    assert read_tags(path).tags.custom == (("STYLE", ("Ünder", "日本")), ("SUBGENRE", ("Deep",)))
    assert ID3(path)["TXXX:STYLE"].text == ["Ünder", "日本"]
    frames = frames_of(path)[1:]
    assert [f for f in frames if f in kept] == kept
    assert body_of(path).count(numbered) == 1
    written(path, TagChange({"STYLE": (), GENRE: ("Jazz",)}))
    assert read_tags(path).tags.custom == (("SUBGENRE", ("Deep",)),)
    assert read_tags(path).tags.genres == ("Jazz",)
    written(path, TagChange({"SUBGENRE": ()}))
    assert read_tags(path).tags.custom == ()
    assert frames_of(path)[1:] == kept


def test_an_untagged_file_gets_all_fields_at_once(tmp_path: Path):
    path = put(tmp_path / "song.mp3", AUDIO)
    written(path, TagChange({GENRE: ("Rock",), "TAGGER_GENRES": ("Rock", "Pop"), "STYLE": ()}))
    assert read_tags(path).tags.custom == (("TAGGER_GENRES", ("Rock", "Pop")),)
    assert read_tags(path).tags.genres == ("Rock",)


def test_a_field_that_is_there_twice_becomes_one(tmp_path: Path):
    doubled = [frame(b"TXXX", b"\0Style\0A", 4), frame(b"TXXX", b"\x03STYLE\0B\0A", 4)]
    body = [doubled[0], frame(b"TIT2", b"\0T", 4), doubled[1]]
    path = put(tmp_path / "song.mp3", tag(b"".join(body), 4), AUDIO)
    assert read_tags(path).tags.custom == (("STYLE", ("A", "B")),)
    written(path, TagChange({"STYLE": ("C",)}))
    assert read_tags(path).tags.custom == (("STYLE", ("C",)),)
    assert path.read_bytes().count(b"TXXX") == 1


@pytest.mark.parametrize("text", [b"(17)", b"17", b"(RX)", b"RX", b"(17)Rock", b"(4)Eurodisco"])
@pytest.mark.parametrize("version", [3, 4])
def test_a_genre_in_numbers_is_shown_by_name_and_stays_as_it_is(
    tmp_path: Path, version: int, text: bytes
):
    numbered = frame(b"TCON", b"\0" + text, version)
    path = put(tmp_path / "song.mp3", tag(numbered + bytes(80), version), AUDIO)
    shown = read_tags(path).tags.genres
    assert shown
    assert not any(any(c.isdigit() or c == "(" for c in genre) for genre in shown)
    original = path.read_bytes()
    result = safe_write(path, list(shown), RememberingJournal())
    assert result.status is WriteStatus.UNCHANGED
    assert path.read_bytes() == original
    written(path, TagChange({GENRE: shown, "STYLE": ("Deep",)}))
    assert body_of(path).startswith(numbered)
    written(path, TagChange({GENRE: ("Jazz",)}))
    assert numbered not in path.read_bytes()


@pytest.mark.parametrize("version", [2, 3])
def test_several_genres_are_joined_in_old_tags_where_the_person_wants_that(
    tmp_path: Path, version: int
):
    title, genre, _ = NAMES[version]
    options = WriteOptions(v23_separator=" / ")
    path = put(tmp_path / "song.mp3", tag(frame(title, b"\0Title", version), version), AUDIO)
    change = TagChange({GENRE: ("(Vapor)wave", "日本語"), "STYLE": ("A", "B")})
    result = safe_write(path, change, RememberingJournal(), options=options)
    assert result.after == ("(Vapor)wave / 日本語",)
    assert read_tags(path).tags.genres == ("(Vapor)wave / 日本語",)
    assert read_tags(path).tags.custom == (("STYLE", ("A", "B")),)
    written(path, TagChange({GENRE: ("Rock", "Pop")}), options)
    assert frame(genre, b"\0Rock / Pop", version) in body_of(path)
    written(path, TagChange({GENRE: ("Rock",)}), options)
    assert read_tags(path).tags.genres == ("Rock",)


def test_several_genres_in_a_2_4_tag_are_never_joined(tmp_path: Path):
    path = put(tmp_path / "song.mp3", tag(frame(b"TIT2", b"\0Title", 4), 4), AUDIO)
    written(path, TagChange.of_genres(["Rock", "Pop"]), WriteOptions(v23_separator="/"))
    assert read_tags(path).tags.genres == ("Rock", "Pop")


def flagged(version: int, name: bytes, content: bytes, kind: str) -> bytes:
    """A frame whose content is wrapped as its flags say."""
    packed = zlib.compress(content)
    length = size(len(content), version)
    made = {
        (3, "compressed"): (0x80, length + packed),
        (3, "grouped"): (0x20, b"\x91" + content),
        (3, "both"): (0xA0, length + b"\x91" + packed),
        (4, "compressed"): (0x09, length + packed),
        (4, "grouped"): (0x40, b"\x91" + content),
        (4, "both"): (0x49, b"\x91" + length + packed),
        (4, "measured"): (0x01, length + content),
        (4, "unsynchronised"): (0x03, length + content.replace(b"\xff", b"\xff\0")),
    }[version, kind]
    return frame(name, made[1], version, bytes([0x40 if version == 4 else 0x80, made[0]]))


@pytest.mark.parametrize(
    ("version", "kind"),
    [(3, "compressed"), (3, "grouped"), (3, "both"), (4, "compressed"), (4, "grouped")]
    + [(4, "both"), (4, "measured"), (4, "unsynchronised")],
)
def test_wrapped_frames_are_read_and_replaced(tmp_path: Path, version: int, kind: str):
    genre = b"\x01" + "Ärger ÿ".encode("utf-16")
    style = b"\x01" + b"\0\0".join(text.encode("utf-16") for text in ("style", "Alt"))
    picture = flagged(version, b"APIC", b"\0image/png\0\x03\0" + bytes(300), kind)
    body = [flagged(version, b"TXXX", style, kind), picture, flagged(version, b"TCON", genre, kind)]
    path = put(tmp_path / "song.mp3", tag(b"".join(body) + bytes(20), version), AUDIO)
    original = path.read_bytes()
    assert read_tags(path).tags.genres == ("Ärger ÿ",)
    assert read_tags(path).tags.custom == (("STYLE", ("Alt",)),)
    same = safe_write(path, ["Ärger ÿ"], RememberingJournal())
    assert same.status is WriteStatus.UNCHANGED
    written(path, TagChange({GENRE: ("Ärger ÿ",), "STYLE": ("Neu",)}))
    assert body_of(path).count(body[2]) == body_of(path).count(picture) == 1
    path.write_bytes(original)
    written(path, TagChange({GENRE: ("Rock",), "STYLE": ("Neu",)}))
    assert read_tags(path).tags.genres == ("Rock",)
    assert read_tags(path).tags.custom == (("STYLE", ("Neu",)),)
    status = b"\x40\0" if version == 4 else b"\x80\0"
    assert frame(b"TCON", b"\0Rock", version, status) in body_of(path)
    assert picture in body_of(path)


@pytest.mark.parametrize(("version", "flag"), [(3, 0x40), (4, 0x04)])
def test_what_is_encrypted_is_never_replaced(tmp_path: Path, version: int, flag: int):
    secret = frame(b"TXXX", b"\x80STYLE\0secret", version, bytes([0, flag]))
    path = put(tmp_path / "song.mp3", tag(secret, version), AUDIO)
    written(path, TagChange({"STYLE": ("Deep",), GENRE: ("Rock",)}))
    assert secret in body_of(path)
    hidden = frame(b"TCON", b"\x80secret", version, bytes([0, flag]))
    put(path, tag(hidden, version), AUDIO)
    original = path.read_bytes()
    with pytest.raises(TagWriteError, match="encrypted"):
        safe_write(path, ["Rock"], RememberingJournal())
    assert path.read_bytes() == original
    written(path, TagChange({"STYLE": ("Deep",)}))
    assert hidden in body_of(path)


def test_frames_with_names_of_2_2_in_a_later_tag_are_known(tmp_path: Path):
    body = frame(b"TCO\0", b"\0Rock", 3) + frame(b"TXX\0", b"\0STYLE\0Old", 3) + bytes(50)
    path = put(tmp_path / "song.mp3", tag(body, 3), AUDIO)
    assert read_tags(path).tags.genres == ("Rock",)
    written(path, TagChange({GENRE: ("Jazz",), "STYLE": ("New",)}))
    assert read_tags(path).tags.genres == ("Jazz",)
    assert read_tags(path).tags.custom == (("STYLE", ("New",)),)
    assert b"TCO\0" not in body_of(path)


@pytest.mark.parametrize("padding", [0, 200])
@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("version", [3, 4])
def test_an_extended_header_stays_true(tmp_path: Path, version: int, checked: bool, padding: int):
    frames = frame(b"TIT2", b"\0Title", version) + frame(b"TCON", b"\0Rock", version)

    def head(frames: bytes, padding: int) -> bytes:
        if version == 3:
            crc = zlib.crc32(frames).to_bytes(4, "big") if checked else b""
            flags = b"\x80\0" if checked else b"\0\0"
            return size(6 + len(crc), 3) + flags + padding.to_bytes(4, "big") + crc
        value = zlib.crc32(frames + bytes(padding))
        crc = bytes(value >> shift & 0x7F for shift in (28, 21, 14, 7, 0))
        # An update, with restrictions that say nothing, around the checksum.
        data = b"\0" + (b"\x05" + crc if checked else b"") + b"\x01\0"
        return size(6 + len(data), 4) + bytes([1, 0x70 if checked else 0x50]) + data

    made = tag(head(frames, padding) + frames + bytes(padding), version, 0x40)
    path = put(tmp_path / "song.mp3", made, AUDIO)
    written(path, TagChange.of_genres(["Drum & Bass"]))
    new = frames.replace(b"TCON" + size(5, version), b"TCON" + size(12, version))
    new = new.replace(b"Rock", b"Drum & Bass")
    left = padding - 7 if padding else 1024
    assert body_of(path) == head(new, left) + new + bytes(left)
    assert read_tags(path).tags.genres == ("Drum & Bass",)


def test_a_flag_for_an_extended_header_that_is_not_there_is_seen_through(tmp_path: Path):
    body = frame(b"TIT2", b"\0Title", 3) + frame(b"TCON", b"\0Rock", 3)
    path = put(tmp_path / "song.mp3", tag(body, 3, 0x40), AUDIO)
    written(path, TagChange.of_genres(["Jazz"]))
    assert read_tags(path).tags.genres == ("Jazz",)
    assert read_tags(path).tags.title == "Title"


def test_what_another_program_escaped_without_need_stays_escaped(tmp_path: Path):
    content = b"x\0\xff\x00\x41\xff\x00\xe0"
    kept = b"PRIV" + size(len(content) - 2, 3) + b"\0\0" + content
    body = kept + frame(b"TCON", b"\0Rock", 3) + kept + bytes(60)
    path = put(tmp_path / "song.mp3", tag(body, 3, 0x80), AUDIO)
    written(path, TagChange({GENRE: ("日本語", "ÿ"), "STYLE": ("Ÿ",)}))
    assert read_tags(path).tags.genres == ("日本語", "ÿ")
    assert read_tags(path).tags.custom == (("STYLE", ("Ÿ",)),)
    assert body_of(path).count(kept) == 2
    assert b"\xff\xfe" not in body_of(path)
