"""Vorbis comments in FLAC and Ogg: fields of our own, and everything that stays beside them."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from mutagen import flac, oggflac, oggopus, oggspeex, oggvorbis

from tagger.errors import TagWriteError
from tagger.records import WriteStatus
from tagger.tags.containers.ogg_codecs import codec_of
from tagger.tags.containers.source import TagChange, Unsupported
from tagger.tags.containers.vorbis_comment import Comments
from tagger.tags.reader import read_tags
from tagger.tags.writer import safe_write
from tests.tags.audio_files import RememberingJournal, audio_bytes, make, picture, tag_by_mutagen
from tests.tags.field_writes import pieces_of, write_fields
from tests.tags.ogg_files import comments

KINDS = ("flac", "ogg", "opus", "oga", "spx")
OPEN = {
    "flac": flac.FLAC,
    "ogg": oggvorbis.OggVorbis,
    "opus": oggopus.OggOpus,
    "oga": oggflac.OggFLAC,
    "spx": oggspeex.OggSpeex,
}
BAD = b"Na\xefve"


def tagged(path: Path) -> dict[str, list[str]]:
    """The comments as another program reads them."""
    opened = OPEN[path.suffix[1:]](path)
    assert opened.tags is not None
    return opened.tags.as_dict()


@pytest.mark.parametrize("kind", KINDS)
def test_fields_of_our_own_are_written_changed_and_removed(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    tag_by_mutagen(path, ["Old"])
    before = tagged(path)
    write_fields(path, {"STYLE": ["Deep", "日本語"], "TAGGER_GENRES": ["House; 0.93"]})
    assert tagged(path) == before | {"style": ["Deep", "日本語"], "tagger_genres": ["House; 0.93"]}
    write_fields(path, {"GENRE": ["House", "Dub"], "STYLE": ["Dub"], "SUBGENRE": ["Minimal"]})
    write_fields(path, {"GENRE": [], "STYLE": [], "TAGGER_GENRES": ["Dub; 0.5"]})
    assert tagged(path)["subgenre"] == ["Minimal"]
    write_fields(path, {"GENRE": ["Old"], "SUBGENRE": [], "TAGGER_GENRES": []})
    assert tagged(path) == before


@pytest.mark.parametrize("kind", KINDS)
def test_fields_are_written_where_no_tag_was(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    write_fields(path, {"STYLE": ["Deep"]})
    assert tagged(path)["style"] == ["Deep"]
    assert read_tags(path).tags.genres == ()


def put_comments(path: Path, *entries: bytes) -> None:
    """Make `entries` the comments of a FLAC file."""
    whole = audio_bytes("flac")
    streaminfo, frames = whole[4:42], whole[whole.index(b"\xff\xf8", 42) :]
    block = comments(b"X; vendor \xff", *entries)
    padding = b"\x81" + (300).to_bytes(3, "big") + bytes(300)
    head = b"fLaC\0" + streaminfo[1:] + b"\x04" + len(block).to_bytes(3, "big")
    path.write_bytes(head + block + padding + frames)


def entries_of(path: Path) -> list[bytes]:
    return [piece.data for piece in pieces_of(path) if piece.kind == "comment"]


def test_odd_comments_stay_as_they_are_and_where_they_are(tmp_path: Path):
    path = tmp_path / "song.flac"
    odd = (
        *(b"TITLE=" + BAD, b"no equals sign", b"", b"=no key", b"ARTIST=One", b"artist=Two"),
        *(b"LYRICS=la\nla\r\n", b"RATING=80", b"FMPS_RATING=0.8", b"REPLAYGAIN_TRACK_GAIN=-6 dB"),
        *(b"CHAPTER001=00:00:00.000", b"CHAPTER001NAME=Intro", b"GENRES=not ours", b"GENRE"),
        *("KEY\N{BULLET}=x".encode(), b"TITLE=" + BAD, b"EMPTY="),
    )
    put_comments(path, *odd[:5], b"gEnRe=Old", *odd[5:9], b"StYlE=Deep", *odd[9:])
    assert dict(read_tags(path).tags.custom) == {"STYLE": ("Deep",)}
    write_fields(path, {"GENRE": ["Rock", "Jazz"], "STYLE": ["Free"], "SUBGENRE": ["Bop"]})
    new = (b"gEnRe=Rock", b"gEnRe=Jazz")
    expected = [*odd[:5], *new, *odd[5:9], b"StYlE=Free", *odd[9:], b"SUBGENRE=Bop"]
    assert entries_of(path) == expected
    assert pieces_of(path)[1].data == b"X; vendor \xff"
    write_fields(path, {"GENRE": [], "STYLE": [], "SUBGENRE": []})
    assert entries_of(path) == list(odd)


def test_a_genre_key_that_is_there_twice_is_gathered_at_its_first_place(tmp_path: Path):
    path = tmp_path / "song.flac"
    put_comments(path, b"Genre=One", b"TITLE=T", b"GENRE=Two", b"ARTIST=A", b"genre=Three")
    assert read_tags(path).tags.genres == ("One", "Two", "Three")
    write_fields(path, {"GENRE": ["Two", "New"]})
    assert entries_of(path) == [b"GENRE=Two", b"Genre=New", b"TITLE=T", b"ARTIST=A"]


def test_a_genre_with_a_separator_in_it_is_one_value(tmp_path: Path):
    path = tmp_path / "song.flac"
    put_comments(path, b"GENRE=Rock; Jazz")
    assert read_tags(path).tags.genres == ("Rock; Jazz",)
    write_fields(path, {"GENRE": ["Rock; Jazz", "Pop"]})
    assert entries_of(path) == [b"GENRE=Rock; Jazz", b"GENRE=Pop"]


def test_a_genre_that_is_no_utf8_keeps_its_bytes_when_another_is_appended(tmp_path: Path):
    path = tmp_path / "song.flac"
    put_comments(path, b"genre=" + BAD, b"TITLE=T")
    (shown,) = read_tags(path).tags.genres
    write_fields(path, {"GENRE": [shown, "Rock"]})
    assert entries_of(path) == [b"genre=" + BAD, b"genre=Rock", b"TITLE=T"]


def test_a_field_that_has_its_values_already_keeps_its_bytes(tmp_path: Path):
    path = tmp_path / "song.flac"
    put_comments(path, b"GENRE=One", b"TITLE=T", b"genre=Two", b"STYLE=Old")
    write_fields(path, {"GENRE": ["One", "Two"], "STYLE": ["New"]})
    assert entries_of(path) == [b"GENRE=One", b"TITLE=T", b"genre=Two", b"STYLE=New"]
    whole, journal = path.read_bytes(), RememberingJournal()
    same = TagChange({"STYLE": ("New",), "SUBGENRE": ()})
    assert safe_write(path, same, journal).status is WriteStatus.UNCHANGED
    assert (path.read_bytes(), journal.calls) == (whole, [])


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_in_comments_stay(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    shown = flac.Picture()
    shown.data, shown.mime, shown.type = picture(), "image/png", 3
    opened = OPEN[kind](path)
    opened["metadata_block_picture"] = [base64.b64encode(shown.write()).decode()]
    opened["coverart"] = ["iVBORw0KGgo="]
    opened["title"] = ["Title"]
    opened.save()
    write_fields(path, {"GENRE": ["Rock", "Jazz"], "STYLE": ["Deep"]})
    again = OPEN[kind](path)
    kept = flac.Picture(base64.b64decode(again["metadata_block_picture"][0]))
    assert kept.data == picture()
    assert again["coverart"] == ["iVBORw0KGgo="]


def flac_of(*blocks: tuple[int, bytes]) -> bytes:
    """The FLAC song with these metadata blocks behind its STREAMINFO."""
    whole = audio_bytes("flac")
    made, frames = b"fLaC\0" + whole[5:42], whole[whole.index(b"\xff\xf8", 42) :]
    for index, (kind, content) in enumerate(blocks):
        last = 0x80 if index == len(blocks) - 1 else 0
        made += bytes([kind | last]) + len(content).to_bytes(3, "big") + content
    return made + frames


SEEKTABLE = (3, bytes(16) + (4096).to_bytes(2, "big") + b"\xff" * 8 + bytes(10))
APPLICATION = (2, b"riff" + b"fmt \x10\0\0\0" + bytes(16))
CUESHEET = (5, b"123".ljust(128, b"\0") + bytes(8) + b"\x80" + bytes(258) + b"\0")
UNKNOWN = (126, b"a block of the future")


@pytest.mark.parametrize("padding", [None, 0, 10, 33, 34, 35, 5000])
@pytest.mark.parametrize("first", [True, False], ids=["padding in front", "padding behind"])
def test_flac_blocks_stay_and_padding_takes_up_what_it_can(
    tmp_path: Path, padding: int | None, first: bool
):
    path = tmp_path / "song.flac"
    shown = flac.Picture()
    shown.data, shown.type = picture(5000), 3
    others = [SEEKTABLE, APPLICATION, (6, shown.write()), CUESHEET, UNKNOWN, APPLICATION]
    space = [] if padding is None else [(1, bytes(padding))]
    comment = (4, comments(b"v", b"TITLE=T", b"GENRE=Old"))
    ordered = [*space, comment] if first else [comment, APPLICATION, *space]
    path.write_bytes(flac_of(*ordered, *others))
    size = path.stat().st_size
    wanted = {"GENRE": ["Older"], "STYLE": ["twenty-two characters!"]}
    growth = len("er") + 4 + len("STYLE=twenty-two characters!")
    assert growth == 34
    write_fields(path, wanted)
    assert path.stat().st_size == size + (0 if (padding or 0) >= growth else growth)
    opened = flac.FLAC(path)
    assert opened.pictures[0].data == picture(5000)
    assert opened.seektable and opened.cuesheet
    write_fields(path, {"GENRE": [], "STYLE": []})


def test_a_new_comment_block_takes_its_room_from_padding(tmp_path: Path):
    path = tmp_path / "song.flac"
    path.write_bytes(flac_of(SEEKTABLE, (1, bytes(200))))
    size = path.stat().st_size
    write_fields(path, {"GENRE": ["Rock"], "STYLE": ["Deep"]})
    assert path.stat().st_size == size
    assert flac.FLAC(path)["genre"] == ["Rock"]


def test_two_comment_blocks_are_refused(tmp_path: Path):
    path = tmp_path / "song.flac"
    block = (4, comments(b"v", b"GENRE=Old"))
    path.write_bytes(flac_of(block, block))
    original = path.read_bytes()
    with pytest.raises(TagWriteError, match=r"song\.flac"):
        safe_write(path, ["Rock"], RememberingJournal())
    assert path.read_bytes() == original


def test_comments_beyond_what_a_flac_block_holds_are_refused(tmp_path: Path):
    path = tmp_path / "song.flac"
    put_comments(path, b"TITLE=" + b"x" * ((1 << 24) - 200))
    original = path.read_bytes()
    with pytest.raises(TagWriteError, match="16 MB"):
        safe_write(path, ["x" * 200], RememberingJournal())
    assert path.read_bytes() == original
    ogg_flac = codec_of(b"\x7fFLAC")
    assert ogg_flac
    with pytest.raises(Unsupported, match="16 MB"):
        ogg_flac.resized(bytes((1 << 24) - 1), 10)


def test_the_smallest_change_of_comments_is_stated_in_order():
    data = comments(b"v", b"a=1", b"GENRE=Old", b"b=2", b"genre=More") + b"\x01rest"
    parsed = Comments.parse(data)
    assert parsed.encode() == data
    splices = parsed.splices({"STYLE": ["S"], "GENRE": ["New"]})
    made, moved = bytearray(data), 0
    for splice in splices:
        assert data[splice.start : splice.end] == splice.removed
        made[splice.start + moved : splice.end + moved] = splice.inserted
        moved += splice.growth
    assert made == comments(b"v", b"a=1", b"GENRE=New", b"b=2", b"STYLE=S") + b"\x01rest"
    assert parsed.splices({"GENRE": ["Old", "More"], "STYLE": []}) == []
