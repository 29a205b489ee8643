"""MP4 in every layout: room from padding, sizes of 64 bits, moved sound, fragments, refusals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen import mp4

from tagger.errors import TagWriteError
from tagger.tags.writer import safe_write
from tests.tags.audio_files import RememberingJournal
from tests.tags.field_writes import write_fields
from tests.tags.mp4_files import (
    ILST,
    Box,
    assembled,
    chunk_starts,
    film_bytes,
    packets_of,
    parsed,
    text,
    widen_offsets,
)

BOTH = {"GENRE": ["Rock", "日本語ロック"], "STYLE": ["Deep", "Dub"], "TAGGER_GENRES": ["a; 0.5"]}
GONE = {"GENRE": [], "STYLE": [], "TAGGER_GENRES": []}


def refused(path: Path, because: str) -> None:
    whole = path.read_bytes()
    with pytest.raises(TagWriteError, match=because):
        safe_write(path, ["Rock" * 99], RememberingJournal())
    assert path.read_bytes() == whole


def faststart(root: Box) -> None:
    root.children.sort(key=lambda box: (box.name == b"mdat", box.name != b"ftyp"))


def wide(root: Box) -> None:
    faststart(root)
    for box in (root.at(b"moov"), root.at(b"moov", b"udta"), root.at(b"mdat"), root.at(*ILST)):
        box.wide = True


def big_offsets(root: Box) -> None:
    faststart(root)
    widen_offsets(root)


def endless_sound(root: Box) -> None:
    faststart(root)
    root.at(b"mdat").endless = True


def endless_moov(root: Box) -> None:
    root.at(b"moov").endless = True


def padded(*path: bytes, size: int = 2048) -> Callable[[Box], None]:
    def change(root: Box) -> None:
        faststart(root)
        inside = root.at(*path).children
        place = len(inside) if path else inside.index(root.at(b"mdat"))
        inside.insert(place, Box(b"free", bytes(size)))

    return change


LAYOUTS = {
    "moov at the end": lambda root: None,
    "faststart": faststart,
    "64-bit sizes": wide,
    "co64": big_offsets,
    "mdat to the end": endless_sound,
    "moov to the end": endless_moov,
    "free in meta": padded(b"moov", b"udta", b"meta"),
    "free in udta": padded(b"moov", b"udta"),
    "free in moov": padded(b"moov"),
    "free behind moov": padded(),
    "little free": padded(b"moov", b"udta", b"meta", size=20),
    "chpl in front": lambda root: root.at(b"moov", b"udta").children.insert(
        0, Box(b"chpl", b"\1\0\0\0\0\0\0\0\1" + bytes(8) + b"\5Intro")
    ),
}
SOUNDS = {
    "aac": {},
    "alac": {"codec": "alac"},
    "chapters": {"chapters": True},
    "film": {"video": True, "chapters": True},
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("sound", SOUNDS)
def test_every_layout_is_written_and_sounds_the_same(tmp_path: Path, sound: str, layout: str):
    suffix = {"chapters": "m4b", "film": "mp4"}.get(sound, "m4a")
    path = tmp_path / f"song.{suffix}"
    root = parsed(film_bytes(**SOUNDS[sound]))
    root.at(*ILST).children = [text(b"\xa9nam", "Title"), text(b"\xa9gen", "Old")]
    LAYOUTS[layout](root)
    path.write_bytes(assembled(root))
    heard, size = packets_of(path), path.stat().st_size
    # FFmpeg gives no packets of the chapters' text track, but its chunks are looked at, too.
    assert len({index for index, _ in heard}) == (2 if sound == "film" else 1)
    starts = chunk_starts(path)
    assert len(starts) >= {"film": 3, "chapters": 2}.get(sound, 1)
    chapters = [(c.start, c.title) for c in mp4.MP4(path).chapters or ()]
    journal = write_fields(path, BOTH)
    assert packets_of(path) == heard
    assert chunk_starts(path) == starts
    assert [(c.start, c.title) for c in mp4.MP4(path).chapters or ()] == chapters
    assert bool(chapters) is ("chapters" in SOUNDS[sound] or layout == "chpl in front")
    assert (path.stat().st_size == size) is layout.startswith("free ")
    assert len(journal.undo.patch) < 400
    write_fields(path, GONE)
    assert packets_of(path) == heard


FRAGMENTED = "+frag_keyframe+empty_moov+default_base_moof"


def test_a_fragmented_mp4_is_written_where_it_has_room_and_refused_where_not(tmp_path: Path):
    path = tmp_path / "song.m4a"
    path.write_bytes(film_bytes(movflags=FRAGMENTED))
    heard = packets_of(path)
    refused(path, "fragmented MP4 without room")
    root = parsed(path.read_bytes())
    root.at(b"moov").children.append(Box(b"free", bytes(1000)))
    path.write_bytes(b"".join(map(bytes, root.children)))
    assert packets_of(path) == heard
    write_fields(path, BOTH)
    assert packets_of(path) == heard


def test_metadata_of_another_kind_is_refused(tmp_path: Path):
    for handler in (Box(b"hdlr", bytes(8) + b"mdta" + bytes(13)), None):
        for items in ([], [text(b"\xa9gen", "Old")]):
            path = tmp_path / "song.m4a"
            root = parsed(film_bytes())
            meta = root.at(*ILST[:3])
            lists = [Box(b"ilst", children=items)] if items else []
            meta.children = [*([handler] if handler else []), *lists]
            path.write_bytes(assembled(root))
            refused(path, "metadata is of another kind")


class _Zeros(Box):
    def __bytes__(self) -> bytes:
        return bytes(4)


def test_user_data_closed_by_zeros_as_quicktime_does_is_refused_whole(tmp_path: Path):
    path = tmp_path / "song.m4a"
    root = parsed(film_bytes())
    root.at(b"moov", b"udta").children.append(_Zeros(b""))
    path.write_bytes(assembled(root))
    refused(path, "left as it is")


def elsewhere(root: Box) -> None:
    dref = root.at(b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref")
    dref.data = dref.data[:-1] + b"\0"


@pytest.mark.parametrize(
    ("change", "because"),
    [
        (lambda root: root.at(b"moov").children.append(Box(b"udta")), "several udta"),
        (lambda root: root.at(b"moov", b"udta").children.append(Box(b"meta", bytes(4))), "several"),
        (
            lambda root: root.at(b"moov", b"trak", b"mdia", b"minf", b"stbl").children.append(
                Box(b"saio", bytes(8))
            ),
            "tables of offsets",
        ),
        (
            lambda root: root.children.append(Box(b"meta", bytes(4), [Box(b"iloc", bytes(8))])),
            "tables of offsets",
        ),
        (elsewhere, "another file"),
    ],
    ids=["two udta", "two meta", "saio", "iloc", "external sound"],
)
def test_what_cannot_be_moved_safely_is_refused(
    tmp_path: Path, change: Callable[[Box], None], because: str
):
    path = tmp_path / "song.m4a"
    root = parsed(film_bytes())
    root.at(*ILST).children = [text(b"\xa9gen", "Old")]
    faststart(root)
    change(root)
    path.write_bytes(assembled(root))
    refused(path, because)
