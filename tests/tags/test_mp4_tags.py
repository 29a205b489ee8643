"""MP4: fields of our own beside the genre, with all other items as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutagen import mp4

from tagger.errors import TagWriteError
from tagger.records import WriteStatus
from tagger.tags.containers.source import TagChange
from tagger.tags.reader import read_tags
from tagger.tags.writer import safe_write
from tests.tags.audio_files import RememberingJournal, picture
from tests.tags.field_writes import pieces_of, write_fields
from tests.tags.mp4_files import (
    ILST,
    Box,
    assembled,
    data_atom,
    film_bytes,
    freeform,
    parsed,
    text,
)

ITUNES = b"com.apple.iTunes"
BOTH = {"GENRE": ["Rock", "日本語ロック"], "STYLE": ["Deep", "Dub"], "TAGGER_GENRES": ["a; 0.5"]}
GONE = {"GENRE": [], "STYLE": [], "TAGGER_GENRES": []}


def song(path: Path, *items: Box) -> None:
    """Write a song with these iTunes items."""
    root = parsed(film_bytes())
    root.at(*ILST).children = list(items)
    path.write_bytes(assembled(root))


def refused(path: Path, because: str, wanted: TagChange | None = None) -> None:
    whole = path.read_bytes()
    with pytest.raises(TagWriteError, match=because):
        safe_write(path, wanted or TagChange({"GENRE": ("Rock" * 99,)}), RememberingJournal())
    assert path.read_bytes() == whole


def test_fields_of_our_own_are_written_changed_and_removed(tmp_path: Path):
    path = tmp_path / "song.m4a"
    song(path, text(b"\xa9nam", "Title"), text(b"\xa9gen", "Old"), freeform(ITUNES, b"ISRC", b"X"))
    original = mp4.MP4(path)
    write_fields(path, BOTH)
    opened = mp4.MP4(path)
    # Equal only with the type of UTF-8 text.
    wanted = [mp4.MP4FreeForm(value, mp4.AtomDataType.UTF8) for value in (b"Deep", b"Dub")]
    assert opened["----:com.apple.iTunes:STYLE"] == wanted
    assert opened["\xa9gen"] == BOTH["GENRE"]
    write_fields(path, {"STYLE": ["Deep"], "SUBGENRE": ["x" * 3000]})
    write_fields(path, {"GENRE": ["Old"], "STYLE": [], "SUBGENRE": [], "TAGGER_GENRES": []})
    assert mp4.MP4(path).tags == original.tags


def test_a_field_is_found_however_it_is_spelled_and_keeps_its_spelling(tmp_path: Path):
    path = tmp_path / "song.m4a"
    song(path, freeform(b"COM.apple.itunes", b"Style", b"Old"), freeform(b"org.x", b"STYLE", b"Y"))
    assert read_tags(path).tags.custom == (("STYLE", ("Old",)),)
    write_fields(path, {"STYLE": ["New", "More"]})
    opened = mp4.MP4(path)
    assert opened["----:COM.apple.itunes:Style"] == [b"New", b"More"]
    assert opened["----:org.x:STYLE"] == [b"Y"]


def test_a_field_that_is_there_twice_is_gathered_at_its_first_place(tmp_path: Path):
    path = tmp_path / "song.m4a"
    name = text(b"\xa9nam", "Title")
    doubled = freeform(ITUNES, b"style", b"Two"), text(b"\xa9gen", "Genre two")
    song(path, text(b"\xa9gen", "One"), freeform(ITUNES, b"STYLE", b"One"), name, *doubled)
    assert read_tags(path).tags.genres == ("One", "Genre two")
    write_fields(path, {"GENRE": ["A"], "STYLE": ["B"]})
    kinds = [piece.kind[-4:] for piece in pieces_of(path) if piece.kind.count(".") == 4]
    assert [kind for kind in kinds if kind in ("\xa9gen", "----", "\xa9nam")] == [
        *("\xa9gen", "----", "\xa9nam")
    ]


def test_a_numeric_genre_gives_way_to_text_only_when_the_genre_changes(tmp_path: Path):
    path = tmp_path / "song.m4a"
    number = Box(b"gnre", children=[data_atom((18).to_bytes(2, "big"), kind=0)])
    song(path, number, text(b"\xa9nam", "Title"))
    assert read_tags(path).tags.genres == ("Rock",)
    write_fields(path, {"GENRE": ["Rock"], "STYLE": ["Deep"]})
    assert bytes(number) in path.read_bytes()
    write_fields(path, {"GENRE": ["Rock", "Jazz"]})
    assert b"gnre" not in path.read_bytes()
    assert mp4.MP4(path)["\xa9gen"] == ["Rock", "Jazz"]


def test_fields_that_are_there_already_write_nothing(tmp_path: Path):
    path = tmp_path / "song.m4a"
    song(path, text(b"\xa9gen", "Rock"), freeform(ITUNES, b"Style", b"Deep"))
    journal = RememberingJournal()
    same = TagChange({"GENRE": ("Rock",), "STYLE": ("Deep",), "SUBGENRE": ()})
    assert safe_write(path, same, journal).status is WriteStatus.UNCHANGED
    assert journal.calls == []


@pytest.mark.parametrize(
    "item",
    [
        Box(b"\xa9gen", children=[data_atom("Rock".encode("utf-16-be"), kind=2)]),
        Box(b"\xa9gen", children=[data_atom(b"Na\xefve")]),
        freeform(ITUNES, b"STYLE", b"\x00\x01", kind=21),
        freeform(ITUNES, b"STYLE", b"Na\xefve"),
    ],
    ids=["UTF-16", "Latin-1", "a number", "Latin-1 field"],
)
def test_a_present_value_that_cannot_be_read_is_not_written_over(tmp_path: Path, item: Box):
    path = tmp_path / "song.m4a"
    song(path, item)
    field = "GENRE" if item.name == b"\xa9gen" else "STYLE"
    refused(path, "not written as UTF-8", TagChange({field: ("New",)}))
    write_fields(path, {"SUBGENRE": ["New"]})
    assert bytes(item) in path.read_bytes()


ODD = (
    Box(b"zzzz", b"not even a data atom"),
    Box(b"----", b"bare"),
    freeform(ITUNES, b"iTunNORM", b" 0000 0001"),
    freeform(ITUNES, b"STYLES", b"not ours"),
    Box(b"rtng", children=[data_atom(b"\x04", kind=21)]),
    Box(b"covr", children=[data_atom(picture(), kind=14), data_atom(picture(100), kind=13)]),
    text(b"\xa9lyr", "la\nla\r\n" * 50),
    text(b"zzz2", "twice"),
    text(b"zzz2", "twice"),
)


def test_pictures_lyrics_ratings_and_unknown_atoms_stay(tmp_path: Path):
    path = tmp_path / "song.m4a"
    items = [item for item in ODD if item.data != b"bare"]
    song(path, *items[:4], text(b"\xa9gen", "Old"), *items[4:])
    write_fields(path, BOTH)
    write_fields(path, GONE)
    assert mp4.MP4(path)["covr"][0] == picture()
    listed = parsed(path.read_bytes()).at(*ILST).children
    assert [bytes(item) for item in listed] == [bytes(item) for item in items]


def test_a_free_form_atom_that_makes_no_sense_is_no_reason_to_crash(tmp_path: Path):
    path = tmp_path / "song.m4a"
    song(path, *ODD)
    assert read_tags(path).error
    refused(path, r"song\.m4a is damaged")
