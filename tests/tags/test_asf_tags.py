"""Attributes in the header of a WMA: what changes, what stays, and every size that follows."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from mutagen.asf import ASF
from mutagen.asf._attrs import ASFBoolAttribute, ASFByteArrayAttribute, ASFUnicodeAttribute

from tagger.errors import TagWriteError
from tagger.tags.reader import read_tags
from tagger.tags.writer import safe_write
from tests.tags.asf_files import (
    EXTENDED,
    EXTENSION,
    INDEX,
    LIBRARY,
    METADATA,
    MINE,
    PADDING,
    PROPERTIES,
    SIGNATURE,
    Objects,
    extension,
    inside,
    laid,
    length_is_true,
    listed,
    numbered,
    rebuild,
    text,
    top,
    without,
)
from tests.tags.audio_files import RememberingJournal, make, picture, tag_by_mutagen
from tests.tags.chunk_writes import refused
from tests.tags.field_writes import write_fields


def decoded(path: Path) -> bytes:
    with av.open(io.BytesIO(path.read_bytes()), "r") as opened:
        return b"".join(np.asarray(f.to_ndarray()).tobytes() for f in opened.decode(audio=0))


def shown_by_ffmpeg(path: Path) -> str | None:
    with av.open(str(path)) as opened:
        return opened.metadata.get("genre")


WANTED = (["Rock"], ["Rock", "日本語ロック", "x" * 3000], ["A", "B"], [])


def test_a_file_without_attributes_gets_them_and_every_size_stays_true(tmp_path: Path):
    path = make(tmp_path, "wma")
    assert not ASF(path).tags
    sound = decoded(path)
    for wanted in WANTED:
        write_fields(path, {"GENRE": wanted})
        whole = path.read_bytes()
        inside(top(whole))
        assert length_is_true(whole)
        assert decoded(path) == sound
        assert shown_by_ffmpeg(path) == (wanted[0] if wanted else None)
        assert ASF(path).get("WM/Genre", []) == wanted


def test_a_file_without_a_header_extension_gets_one_in_front(tmp_path: Path):
    for extended in (False, True):
        path = rebuild(make(tmp_path, "wma"), without(EXTENSION))
        if extended:
            rebuild(path, lambda objects: [*objects, listed(EXTENDED, text("WM/Year", "1999"))])
        write_fields(path, {"GENRE": ["Rock"]})
        assert EXTENSION not in dict(top(path.read_bytes()))
        write_fields(path, {"GENRE": ["Rock", "Jazz", "Pop"]})
        assert shown_by_ffmpeg(path) == "Rock"
        assert [kind for kind, _ in inside(top(path.read_bytes()))] == [LIBRARY]
        assert length_is_true(path.read_bytes())


@pytest.mark.parametrize("nested", [False, True])
def test_padding_takes_up_the_change_so_that_the_sound_stays_where_it_is(
    tmp_path: Path, nested: bool
):
    def padded(objects: Objects) -> Objects:
        room = (PADDING, bytes(800))
        kept = without(EXTENSION)(objects)
        return [extension(room), *kept] if nested else [extension(), *kept, room]

    path = rebuild(make(tmp_path, "wma"), padded)
    size = path.stat().st_size
    for wanted in (["Rock"], ["Rock", "x" * 200], ["A"], []):
        write_fields(path, {"GENRE": wanted})
        assert path.stat().st_size == size
        inside(top(path.read_bytes()))
    write_fields(path, {"GENRE": ["x" * 600]})
    assert path.stat().st_size > size
    assert length_is_true(path.read_bytes())


def rich(path: Path) -> Path:
    tag_by_mutagen(path, ["Old", "Older"])
    opened = ASF(path)
    assert opened.tags is not None
    opened["WM/Picture"] = [ASFByteArrayAttribute(picture(1000)), ASFByteArrayAttribute(picture())]
    opened["WM/SharedUserRating"] = 75
    opened["replaygain_track_gain"] = "-7.03 dB"
    opened["WM/Composer"] = ["Einer", "Zwei"]
    opened["WM/GenreID"] = "(17)"
    opened["IsVBR"] = ASFBoolAttribute(True)
    opened["WM/Lyrics"] = ASFUnicodeAttribute("la la", language=3)
    opened["Loudness"] = ASFUnicodeAttribute("-14", stream=1)
    opened.save()
    mine = (MINE, b"\0\x01unknown")
    index = laid((INDEX, bytes(16) + struct.pack("<QLL", 10_000_000, 1, 1) + bytes(6)))
    return rebuild(path, lambda objects: [mine, *objects, mine], index + b"TAG" + bytes(125))


def test_the_genre_changes_and_every_other_attribute_and_object_stays(tmp_path: Path):
    path = rich(make(tmp_path, "wma"))
    before = ASF(path)
    assert before.tags
    others = [(n, v.value, v.language, v.stream) for n, v in before.tags if n != "WM/Genre"]
    behind = path.read_bytes()[path.read_bytes().rindex(INDEX) :]
    sound = decoded(path)
    for wanted in WANTED:
        write_fields(path, {"GENRE": wanted})
        after = ASF(path).tags
        assert after
        assert [(n, v.value, v.language, v.stream) for n, v in after if n != "WM/Genre"] == others
        assert path.read_bytes().endswith(behind)
        assert path.read_bytes().count(MINE) == 2
        assert decoded(path) == sound


def test_genres_are_replaced_wherever_they_stand(tmp_path: Path):
    lists = (
        listed(METADATA, numbered("Loud", "1", 0, 1), numbered("WM/Genre", "Two", 0, 1)),
        listed(
            LIBRARY,
            numbered("WM/Genre", "Three", 2),
            numbered("WM/Mood", "calm", 2),
            numbered("WM/Genre", "Four", 1),
        ),
    )

    def spread(objects: Objects) -> Objects:
        first = listed(EXTENDED, text("WM/Genre", "One"), text("WM/Mood", "x"), text("A", "b"))
        return [extension(*lists), *without(EXTENSION)(objects), first]

    path = rebuild(make(tmp_path, "wma"), spread)
    assert read_tags(path).tags.genres == ("One", "Two", "Three", "Four")
    write_fields(path, {"GENRE": ["New", "Newer"]})
    objects = top(path.read_bytes())
    assert (
        dict(objects)[EXTENDED]
        == listed(EXTENDED, text("WM/Genre", "New"), text("WM/Mood", "x"), text("A", "b"))[1]
    )
    assert inside(objects) == [
        listed(METADATA, numbered("Loud", "1", 0, 1)),
        listed(LIBRARY, numbered("WM/Genre", "Newer"), numbered("WM/Mood", "calm", 2)),
    ]


def test_fields_of_our_own_are_attributes(tmp_path: Path):
    path = rich(make(tmp_path, "wma"))
    rebuild(
        path, lambda objects: [*without(EXTENDED)(objects), listed(EXTENDED, text("Style", "D"))]
    )
    assert read_tags(path).tags.custom == (("STYLE", ("D",)),)
    write_fields(path, {"STYLE": ["Deep House", "Dub Techno"], "SUBGENRE": ["Dub"]})
    assert ASF(path)["Style"] == ["Deep House", "Dub Techno"], "the spelling is kept"
    write_fields(path, {"STYLE": [], "TAGGER_GENRES": ["Dub 0.71", "Rock 0.2"], "GENRE": ["R"]})
    write_fields(path, {"SUBGENRE": [], "TAGGER_GENRES": []})
    assert read_tags(path).tags.custom == ()


@pytest.mark.parametrize("told", [0, 12_345])
def test_a_length_that_was_not_true_stays_as_it_was(tmp_path: Path, told: int):
    path = make(tmp_path, "wma")
    whole = bytearray(path.read_bytes())
    at = whole.index(PROPERTIES) + 40
    whole[at : at + 8] = struct.pack("<Q", told)
    path.write_bytes(whole)
    write_fields(path, {"GENRE": ["Rock"]})
    assert path.read_bytes()[at : at + 8] == struct.pack("<Q", told)


def test_a_recorded_stream_that_knows_neither_size_is_written(tmp_path: Path):
    path = make(tmp_path, "wma")
    whole = bytearray(path.read_bytes())
    at = whole.index(PROPERTIES)
    whole[at + 88] |= 1
    (data,) = struct.unpack_from("<Q", whole, 16)
    whole[data + 16 : data + 24] = bytes(8)
    path.write_bytes(whole)
    write_fields(path, {"GENRE": ["Rock"]})
    assert path.read_bytes()[at + 40 : at + 48] == whole[at + 40 : at + 48]


def number_genre(objects: Objects) -> Objects:
    label = "WM/Genre\0".encode("utf-16-le")
    raw = struct.pack("<H", len(label)) + label + struct.pack("<HHL", 3, 4, 17)
    return [*objects, listed(EXTENDED, raw)]


REFUSED: dict[str, tuple[Callable[[Objects], Objects], str]] = {
    "signed": (lambda objects: [*objects, (SIGNATURE, bytes(40))], "digital signature"),
    "number": (number_genre, "does not hold text"),
    "nested": (lambda objects: [*objects, extension(extension())], "holds another"),
    "short list": (lambda objects: [*objects, (EXTENDED, b"\x02\0")], "cut short"),
    "long value": (
        lambda objects: [*objects, listed(EXTENDED, text("A", "b")[:-1])],
        "longer than all of them",
    ),
}


def test_a_number_is_no_genre(tmp_path: Path):
    assert read_tags(rebuild(make(tmp_path, "wma"), number_genre)).tags.genres == ()


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_doubtful_is_refused_with_the_reason(tmp_path: Path, case: str):
    change, because = REFUSED[case]
    refused(rebuild(make(tmp_path, "wma"), change), because)


def test_a_header_that_lies_about_its_objects_and_a_sound_cut_short_are_refused(tmp_path: Path):
    path = make(tmp_path, "wma")
    whole = path.read_bytes()
    path.write_bytes(whole[:24] + b"\x03" + whole[25:])
    refused(path, "as many objects")
    path.write_bytes(whole[:-10])
    refused(path, "cut short")


def test_a_genre_beyond_64_kb_is_refused(tmp_path: Path):
    path = make(tmp_path, "wma")
    before = path.read_bytes()
    for wanted in (["x" * 32_767], ["Rock", "x" * 32_767]):
        with pytest.raises(TagWriteError, match="64 kB"):
            safe_write(path, wanted, RememberingJournal())
    assert path.read_bytes() == before
    write_fields(path, {"GENRE": ["x" * 32_766]})
