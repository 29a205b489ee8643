"""APEv2 tags of WavPack, Monkey's Audio and Musepack: what changes, what stays, what is refused."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen import apev2, id3

from tagger.tags.containers.apev2 import Apev2
from tagger.tags.containers.edges import Tag
from tagger.tags.containers.source import DamagedFile, Source
from tagger.tags.reader import read_tags
from tests.tags.audio_files import (
    audio_bytes,
    make,
    monkeys_audio,
    monkeys_audio_old,
    musepack_8,
    picture,
)
from tests.tags.chunk_writes import refused
from tests.tags.field_writes import pieces_of, write_fields

KINDS = ("wv", "ape", "mpc")
ID3V1 = b"TAG" + b"Alt".ljust(30, b"\0") + "Künstler".encode("latin-1").ljust(30, b"\0")
ID3V1 += b"Album".ljust(30, b"\0") + b"1999" + b"Note".ljust(28, b"\0") + b"\0\x07\x11"
CUE = 'FILE "song.wv" WAVE\r\n  TRACK 01 AUDIO\r\n    INDEX 01 00:00:00\r\n'


def number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def item(key: bytes, value: bytes, flags: int = 0) -> bytes:
    return len(value).to_bytes(4, "little") + flags.to_bytes(4, "little") + key + b"\0" + value


def tag(*items: bytes, version: int = 2000, header: bool = True, flags: int = 0) -> bytes:
    body = b"".join(items)
    told = [version, len(body) + 32, len(items)]
    numbers = b"".join(each.to_bytes(4, "little") for each in told)
    own = flags | (0x80000000 if header else 0)
    ends = [(own | bit).to_bytes(4, "little") + bytes(8) for bit in (0x20000000, 0)]
    front = b"APETAGEX" + numbers + ends[0] if header else b""
    return front + body + b"APETAGEX" + numbers + ends[1]


def tagged(folder: Path, kind: str, content: bytes, front: bytes = b"") -> Path:
    path = make(folder, kind)
    path.write_bytes(front + path.read_bytes() + content)
    return path


def ends(path: Path) -> list[tuple[int, int]]:
    """Size and number of items, as header and footer tell them."""
    whole = path.read_bytes()
    places = [at for at in range(len(whole) - 31) if whole[at : at + 8] == b"APETAGEX"]
    return [(number(whole[at + 12 : at + 16]), number(whole[at + 16 : at + 20])) for at in places]


RICH = (
    item(b"Title", b"Titel"),
    item(b"GENRE", b"Old\0Older"),
    item(b"REPLAYGAIN_TRACK_GAIN", b"-7.03 dB"),
    item(b"Rating", b"80"),
    item(b"Cuesheet", CUE.encode()),
    item(b"Related", b"https://example.org/", 2 << 1),
    item(b"Artist", "Künstler".encode(), 1),
    item(b"Cover Art (Front)", b"cover.png\0" + picture(5000), 1 << 1),
    item(b"Unknown", b"\0\xff\0", 1 << 1),
    item(b"Title", b"Doubled"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_the_genre_changes_and_every_other_item_stays(tmp_path: Path, kind: str):
    path = tagged(tmp_path, kind, tag(*RICH))
    for wanted in (["Rock"], ["日本語ロック", "x" * 300], ["Old", "Older"], []):
        write_fields(path, {"GENRE": wanted})
        size, count = len(b"".join(RICH)) + 32, len(RICH) - (0 if wanted else 1)
        size += len("\0".join(wanted).encode()) - len("Old\0Older")
        size -= 0 if wanted else len(item(b"GENRE", b""))
        assert ends(path) == [(size, count)] * 2
        assert (b"GENRE\0" in path.read_bytes()) is bool(wanted), "the spelling is kept"
        assert apev2.APEv2(path)["Cuesheet"] == CUE
    left = [piece.data for piece in pieces_of(path) if piece.kind == "APEv2"]
    assert left == [each for each in RICH if b"GENRE" not in each]


@pytest.mark.parametrize("kind", KINDS)
def test_fields_of_our_own_are_items(tmp_path: Path, kind: str):
    path = tagged(tmp_path, kind, tag(*RICH, item(b"Style", b"Dub")))
    assert read_tags(path).tags.custom == (("STYLE", ("Dub",)),)
    write_fields(path, {"STYLE": ["Deep House", "Dub Techno"], "SUBGENRE": ["Dub"]})
    assert apev2.APEv2(path)["style"] == "Deep House\0Dub Techno"
    assert b"Style\0Deep" in path.read_bytes()
    write_fields(path, {"STYLE": [], "TAGGER_GENRES": ["Dub 0.71"], "GENRE": ["Electronic"]})
    write_fields(path, {"SUBGENRE": [], "TAGGER_GENRES": []})
    assert read_tags(path).tags.custom == ()


def test_a_small_item_goes_in_front_of_a_large_one(tmp_path: Path):
    path = tagged(tmp_path, "wv", tag(RICH[0], RICH[7]))
    write_fields(path, {"GENRE": ["Rock, longer"]})
    assert list(apev2.APEv2(path)) == ["Title", "Genre", "Cover Art (Front)"]


def test_an_item_that_stands_twice_stands_once_after_a_write(tmp_path: Path):
    doubled = tag(item(b"genre", b"One"), RICH[0], item(b"Genre", b"Two"))
    path = tagged(tmp_path, "mpc", doubled)
    assert read_tags(path).tags.genres == ("Two",)
    write_fields(path, {"GENRE": ["Three"]})
    assert ends(path)[0][1] == 2
    assert b"genre\0Three" in path.read_bytes()


def test_an_apev1_tag_without_header_stays_one(tmp_path: Path):
    path = tagged(tmp_path, "ape", tag(*RICH[:4], version=1000, header=False) + ID3V1)
    before = path.read_bytes()
    write_fields(path, {"GENRE": ["Rock", "Jazz"], "STYLE": ["Dub"]})
    whole = path.read_bytes()
    assert ends(path) == [(number(before[-148:-144]) + 4 + len(item(b"STYLE", b"Dub")) - 4, 5)]
    assert whole[-152:-148] == (1000).to_bytes(4, "little")
    assert whole.endswith(ID3V1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_tag_that_lost_its_last_item_stays_and_takes_one_again(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    write_fields(path, {"GENRE": ["Rock"]})
    write_fields(path, {"GENRE": []})
    assert ends(path) == [(32, 0)] * 2
    write_fields(path, {"GENRE": ["Jazz"]})
    assert ends(path)[0][1] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_tag_stands_before_id3v1_and_takes_over_what_it_hides(tmp_path: Path, kind: str):
    path = tagged(tmp_path, kind, ID3V1)
    before = read_tags(path).tags
    assert (before.title, before.artist, before.genres) == ("Alt", "Künstler", ("Rock",))
    write_fields(path, {"STYLE": ["Dub"]})
    tags = apev2.APEv2(path)
    assert {key: str(tags[key]) for key in tags} == {
        "Title": "Alt",
        "Artist": "Künstler",
        "Album": "Album",
        "Year": "1999",
        "Comment": "Note",
        "Track": "7",
        "Genre": "Rock",
        "STYLE": "Dub",
    }
    write_fields(path, {"GENRE": ["Jazz"]})
    assert path.read_bytes().endswith(ID3V1)


@pytest.mark.parametrize("kind", KINDS)
def test_an_id3v2_tag_in_front_is_passed_by(tmp_path: Path, kind: str):
    frames = id3.ID3()
    frames.add(id3.TIT2(encoding=3, text=["In front"]))
    frames.save(tmp_path / "front")
    front = (tmp_path / "front").read_bytes()
    for behind in (b"", tag(*RICH)):
        path = tagged(tmp_path, kind, behind, front)
        write_fields(path, {"GENRE": ["New"]})
        assert path.read_bytes().startswith(front + audio_bytes(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_tag_in_front_of_the_sound_is_changed_there(tmp_path: Path, kind: str):
    path = tagged(tmp_path, kind, b"", tag(*RICH))
    assert read_tags(path).tags.genres == ("Old", "Older")
    write_fields(path, {"GENRE": ["New"]})
    assert path.read_bytes().endswith(audio_bytes(kind))


def lyrics3() -> bytes:
    content = b"LYRICSBEGININD0000200" + b"la" * 40
    return content + f"{len(content):06d}".encode() + b"LYRICS200"


def test_lyrics_between_the_tag_and_id3v1_stay(tmp_path: Path):
    path = tagged(tmp_path, "mpc", tag(*RICH) + lyrics3() + ID3V1)
    write_fields(path, {"GENRE": ["New"]})
    assert path.read_bytes().endswith(lyrics3() + ID3V1)


ENHANCED = b"TAG+" + bytes(223)
REFUSED: dict[str, tuple[bytes, str]] = {
    "read-only item": (tag(RICH[0], item(b"Genre", b"Old", 1)), "read-only"),
    "read-only tag": (tag(*RICH, flags=1), "read-only"),
    "binary genre": (tag(RICH[0], item(b"Genre", b"Old", 2)), "does not hold text"),
    "two tags": (tag(*RICH) + ID3V1 + tag(*RICH), "two APEv2 tags"),
    "behind TAG+": (tag(*RICH) + ENHANCED + ID3V1, "few programs look"),
    "TAG+ alone": (ENHANCED + ID3V1, "few programs would find"),
    "too few items": (tag(*RICH).replace(b"\x0a\0\0\0", b"\x09\0\0\0"), "as many items"),
    "two truths": (tag(*RICH).replace(b"\x0a\0\0\0", b"\x09\0\0\0", 1), "contradict"),
    "item too long": (tag(*RICH).replace(b"\x05\0\0\0", b"\xff\xff\0\0", 1), "item"),
    "no header": (tag(*RICH)[32:], "no header"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_doubtful_is_refused_with_the_reason(tmp_path: Path, kind: str, case: str):
    content, because = REFUSED[case]
    refused(tagged(tmp_path, kind, content), because)


def test_damage_in_a_tag_is_told_and_never_passed_over():
    for case in ("too few items", "two truths", "item too long"):
        source = Source.of(REFUSED[case][0])
        with pytest.raises(DamagedFile):
            Apev2.parse(source, Tag("APEv2", 0, source.size))


BODY = random.Random(5).randbytes(20_000)
BROKEN: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "wv cut": ("wv", lambda: audio_bytes("wv")[:-9], "cut short"),
    "wv with more": ("wv", lambda: audio_bytes("wv") + b"more" * 20, "no WavPack block"),
    "ape cut": ("ape", lambda: monkeys_audio(BODY)[:-1], "cut short"),
    "sv8 cut": ("mpc", lambda: musepack_8(BODY)[:-40], "cut short"),
    "sv8 without an end": ("mpc", lambda: musepack_8(BODY)[:-6], "packets is damaged"),
    "sv8 with more": ("mpc", lambda: musepack_8(BODY) + b"more", "no Musepack packet"),
    "sv6": ("mpc", lambda: b"\x00\x30\x00\x10" + BODY, "Musepack"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_stream_that_cannot_be_followed_is_left_alone(tmp_path: Path, case: str):
    kind, content, because = BROKEN[case]
    path = tmp_path / f"song.{kind}"
    path.write_bytes(content())
    refused(path, because)


def test_a_packet_without_a_size_does_not_keep_the_reader_forever(tmp_path: Path):
    path = tmp_path / "song.mpc"
    for packet in (b"SO\0", b"S\0\0", b"EI\x03" * 2000):
        path.write_bytes(b"MPCK" + packet + musepack_8(BODY)[4:])
        assert "Musepack packets" in str(read_tags(path).error)


@pytest.mark.parametrize(
    ("kind", "content"),
    [("mpc", musepack_8(BODY)), ("ape", monkeys_audio_old(BODY)), ("mpc", b"MP+\x17")],
    ids=["sv8", "3.97", "sv7.1"],
)
def test_other_versions_of_the_streams_are_written(tmp_path: Path, kind: str, content: bytes):
    path = tmp_path / f"song.{kind}"
    path.write_bytes(content if len(content) > 4 else content + audio_bytes("mpc")[4:])
    for fields in ({"GENRE": ["Rock", "Jazz"]}, {"STYLE": ["Dub"], "GENRE": []}, {"STYLE": []}):
        write_fields(path, fields)


def installed(program: str) -> str:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    return program


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True, capture_output=True)


def test_a_song_by_wavpack_itself_passes_its_own_test_after_a_write(tmp_path: Path):
    path = tmp_path / "real.wv"
    run(installed("wavpack"), "-q", "-m", make(tmp_path, "wav"), "-o", path)
    write_fields(path, {"GENRE": ["Rock", "Jazz"], "STYLE": ["Dub"]})
    run(installed("wvunpack"), "-q", "-v", path)


def test_a_song_by_musepack_itself_decodes_alike_after_a_write(tmp_path: Path):
    path, before, after = (tmp_path / name for name in ("real.mpc", "before.wav", "after.wav"))
    run(installed("mpcenc"), "--silent", make(tmp_path, "wav"), path)
    run(installed("mpcdec"), path, before)
    write_fields(path, {"GENRE": ["Rock", "Jazz"], "STYLE": ["Dub"]})
    run("mpcdec", path, after)
    assert before.read_bytes() == after.read_bytes()
