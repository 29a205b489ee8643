"""Ogg beyond one plain stream of Vorbis or Opus: Speex, FLAC, chains, streams side by side."""

from __future__ import annotations

import io
import random
from pathlib import Path

import av
import numpy as np
import pytest
from mutagen import oggspeex
from mutagen.ogg import OggPage

from tagger.errors import TagWriteError
from tagger.tags.containers.ogg_pages import checksum, pages
from tagger.tags.containers.source import Source
from tagger.tags.reader import read_tags
from tagger.tags.writer import safe_write
from tests.tags.audio_files import RememberingJournal, audio_bytes, make, tag_by_mutagen
from tests.tags.field_writes import pieces_of, write_fields
from tests.tags.ogg_files import comments, page, speex_bytes

KINDS = ("ogg", "opus", "oga", "spx")


def pages_of(whole: bytes) -> list[OggPage]:
    file, found = io.BytesIO(whole), []
    while file.tell() < len(whole):
        found.append(OggPage(file))
    return found


def joined(*parts: OggPage) -> bytes:
    return b"".join(part.write() for part in parts)


def stream(kind: str, serial: int, seed: int = 1) -> list[OggPage]:
    """The pages of a song under another serial number."""
    found = pages_of(audio_bytes(kind, seed=seed))
    for made in found:
        made.serial = serial
    return found


def refused(path: Path, because: str) -> None:
    whole, journal = path.read_bytes(), RememberingJournal()
    with pytest.raises(TagWriteError, match=because):
        safe_write(path, ["Rock"], journal)
    assert path.read_bytes() == whole
    assert "prepared" not in journal.calls


@pytest.mark.parametrize("kind", KINDS)
def test_many_genres_span_pages_that_are_numbered_by_rule_and_back(tmp_path: Path, kind: str):
    path = make(tmp_path, kind, seconds=10.0)
    tag_by_mutagen(path, ["Old"])
    before = len(pages_of(path.read_bytes()))
    many = [f"Genre number {number} " + "x" * 400 for number in range(400)]
    journal = write_fields(path, {"GENRE": many, "STYLE": ["Deep"] * 30})
    assert len(journal.undo.patch) < 1000
    whole = path.read_bytes()
    found = list(pages(Source.of(whole), 0))
    assert len(found) > before
    assert [found_page.number for found_page in found] == list(range(len(found)))
    for found_page in found:
        data = whole[found_page.offset : found_page.end]
        assert checksum(data[:22] + bytes(4) + data[26:]) == found_page.crc
    write_fields(path, {"GENRE": ["Old"], "STYLE": []})
    assert len(pages_of(path.read_bytes())) == before


@pytest.mark.parametrize("same_serial", [False, True], ids=["other serial", "same serial"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_chain_of_streams_is_read_and_its_write_refused(
    tmp_path: Path, kind: str, same_serial: bool
):
    path = tmp_path / f"song.{kind}"
    parts = stream(kind, 5), stream(kind, 5 if same_serial else 6, seed=2)
    path.write_bytes(joined(*parts[0], *parts[1]))
    reading = read_tags(path)
    assert reading.error is None and reading.identity
    refused(path, "a chain of several Ogg streams, each with its own comments")


def test_a_tagged_chain_shows_the_tags_of_its_first_stream(tmp_path: Path):
    first = make(tmp_path, "opus", "first")
    tag_by_mutagen(first, ["Old"])
    path = tmp_path / "song.opus"
    path.write_bytes(first.read_bytes() + joined(*stream("opus", 6, seed=2)))
    assert read_tags(path).tags.genres == ("Old",)
    refused(path, "chain")


def foreign(*packets: bytes) -> list[OggPage]:
    """A stream of pages with one packet each."""
    made = [page(number, [packet], serial=99) for number, packet in enumerate(packets)]
    made[0].first = made[-1].last = True
    return made


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("first", [True, False], ids=["in front", "behind"])
@pytest.mark.parametrize("magic", [b"fishead\0" + bytes(56), b"\x80theora\x03\x02\x01" + bytes(32)])
def test_streams_side_by_side_are_refused_and_their_tags_read(
    tmp_path: Path, kind: str, first: bool, magic: bytes
):
    path = make(tmp_path, kind)
    tag_by_mutagen(path, ["Old"])
    sound, other = pages_of(path.read_bytes()), foreign(magic, b"more", b"end")
    starts = [other[0], sound[0]] if first else [sound[0], other[0]]
    path.write_bytes(joined(*starts, sound[1], other[1], *sound[2:-1], other[2], sound[-1]))
    reading = read_tags(path)
    assert (reading.error, reading.tags.genres) == (None, ("Old",))
    refused(path, "several streams side by side")


def test_a_page_of_another_stream_between_the_sound_is_refused(tmp_path: Path):
    path = tmp_path / "song.opus"
    sound = stream("opus", 5)
    path.write_bytes(joined(*sound[:-1], page(0, [b"cover"], serial=9), sound[-1]))
    refused(path, "several streams side by side")


def test_speex_keeps_its_extra_headers_and_the_padding_of_its_comments(tmp_path: Path):
    path = tmp_path / "song.spx"
    extra = (b"first extra header", b"second" + bytes(600))
    path.write_bytes(speex_bytes(1, 2.0, extra))
    opened = oggspeex.OggSpeex(path)
    opened["title"] = "Title"
    opened.save(padding=lambda _: 50)
    before = pages_of(path.read_bytes())
    write_fields(path, {"GENRE": ["Rock"], "STYLE": ["x" * 5000]})
    assert read_tags(path).format == "Speex"
    packets = OggPage.to_packets(
        [found for found in pages_of(path.read_bytes()) if found.sequence < 5]
    )
    assert packets[0] == before[0].packets[0]
    assert packets[1].endswith(b"x" * 5000 + bytes(50))
    assert tuple(packets[2:4]) == extra


def test_speex_under_the_name_ogg_is_written(tmp_path: Path):
    path = tmp_path / "song.ogg"
    path.write_bytes(speex_bytes(1, 2.0))
    write_fields(path, {"GENRE": ["Rock", "Jazz"]})
    assert oggspeex.OggSpeex(path)["genre"] == ["Rock", "Jazz"]


@pytest.mark.parametrize("count", [65, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_speex_header_that_promises_too_much_is_damaged(tmp_path: Path, count: int):
    path = tmp_path / "song.spx"
    found = pages_of(speex_bytes(1, 2.0))
    head = found[0].packets[0]
    found[0].packets = [head[:68] + count.to_bytes(4, "little") + head[72:]]
    path.write_bytes(joined(*found))
    assert "Speex header makes no sense" in (read_tags(path).error or "")
    refused(path, "Speex header makes no sense")


def ogg_flac(count: int, *blocks: tuple[int, bytes]) -> bytes:
    """The Ogg FLAC song with these metadata blocks and this number of header packets."""
    found = pages_of(audio_bytes("oga"))
    head = found[0].packets[0]
    found[0].packets = [head[:7] + count.to_bytes(2, "big") + head[9:]]
    packets = []
    for index, (kind, content) in enumerate(blocks):
        last = 0x80 if index == len(blocks) - 1 else 0
        packets.append(bytes([kind | last]) + len(content).to_bytes(3, "big") + content)
    headers = OggPage.from_packets(packets, 1)
    made = [found[0], *headers, *found[2:]]
    for number, each in enumerate(made):
        each.sequence, each.serial = number, found[0].serial
    return joined(*made)


COMMENT = (4, comments(b"reference libFLAC", b"TITLE=T", b"GENRE=Old"))
PICTURE = (6, random.Random(3).randbytes(9000))


def samples(path: Path) -> bytes:
    with av.open(path) as opened:
        return b"".join(np.asarray(f.to_ndarray()).tobytes() for f in opened.decode(audio=0))


@pytest.mark.parametrize("blocks", [(COMMENT,), (COMMENT, PICTURE), (COMMENT, PICTURE, (1, b"ab"))])
@pytest.mark.parametrize("counted", [True, False])
def test_the_header_packets_of_ogg_flac_stay(
    tmp_path: Path, counted: bool, blocks: tuple[tuple[int, bytes], ...]
):
    path = tmp_path / "song.oga"
    path.write_bytes(ogg_flac(len(blocks) if counted else 0, *blocks))
    heard = samples(path)
    for wanted in (["Rock"], ["x" * 9000, "y"], []):
        write_fields(path, {"GENRE": wanted, "SUBGENRE": ["Deep"] * len(wanted)})
        assert samples(path) == heard
        packets = [piece.data for piece in pieces_of(path) if piece.kind == "Ogg packet"]
        assert packets[0][7:9] == (len(blocks) if counted else 0).to_bytes(2, "big")
        assert packets[1] == (b"\x84" if len(blocks) == 1 else b"\x04")
        assert [packet[4:] for packet in packets[2:]] == [content for _, content in blocks[1:]]


@pytest.mark.parametrize(
    "whole",
    [
        ogg_flac(1, PICTURE),
        ogg_flac(1, (4, COMMENT[1])).replace(b"\x84\0\0", b"\x84\0\1", 1),
        ogg_flac(3, COMMENT),
    ],
    ids=["no comments", "wrong length", "sound among the headers"],
)
def test_ogg_flac_with_headers_that_contradict_each_other_is_refused(tmp_path: Path, whole: bytes):
    path = tmp_path / "song.oga"
    path.write_bytes(whole)
    refused(path, r"song\.oga is damaged")


def test_genres_strewn_among_hundreds_of_comments_are_gathered(tmp_path: Path):
    path = tmp_path / "song.oga"
    strewn = [entry for n in range(300) for entry in (b"GENRE=%d" % n, b"PERFORMER=%d" % n)]
    path.write_bytes(ogg_flac(1, (4, comments(b"v", *strewn))))
    write_fields(path, {"GENRE": ["Rock"]})
    write_fields(path, {"GENRE": [str(n) for n in range(300)]})


def test_ogg_flac_with_very_many_headers_is_refused(tmp_path: Path):
    path = tmp_path / "song.oga"
    path.write_bytes(ogg_flac(301, COMMENT, *[(2, b"tiny")] * 300))
    assert read_tags(path).tags.genres == ("Old",)
    refused(path, "more header packets than Tagger writes")
