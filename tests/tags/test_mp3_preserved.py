"""What other programs keep in an MP3: none of it changes by a bit when genres are written."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen import apev2, id3

from tagger.tags.containers.source import CUSTOM_FIELDS, GENRE, TagChange
from tagger.tags.reader import read_tags
from tagger.tags.undo import undo_write
from tagger.tags.writer import safe_write
from tests.tags.audio_files import RememberingJournal, picture
from tests.tags.test_mp3_tags import AUDIO, V1, frame, frames_of, put, tag

CHANGE = TagChange(
    {GENRE: ("Drum & Bass", "日本語"), "STYLE": ("Liquid",), "TAGGER_GENRES": ("A", "B")}
)
BACK = TagChange({GENRE: (), "STYLE": (), "TAGGER_GENRES": ()})

ENHANCED = b"TAG+" + b"A much longer title".ljust(60, b"\0") + bytes(120) + b"\x02"
ENHANCED += b"Synthwave".ljust(30, b"\0") + b"000:00" + b"003:59"
LYRICS3 = b"LYRICSBEGININD0000200" + b"LYR00010la la la la"
LYRICS3 += f"{len(LYRICS3):06d}".encode() + b"LYRICS200"


def library_frames() -> id3.ID3:
    """Everything that people would miss, by the programs that write it."""
    made = id3.ID3()
    sub = [id3.TIT2(encoding=3, text=["Intro"]), id3.TCON(encoding=3, text=["Not the genre"])]
    frames = [
        id3.TIT2(encoding=1, text=["Title"]),
        id3.TPE1(encoding=3, text=["Künstler", "Zweite"]),
        id3.APIC(mime="image/png", type=3, desc="Front", data=picture(5000)),
        id3.APIC(mime="image/jpeg", type=4, desc="Back", data=b"\xff\xd8\xff\xe0" * 500),
        id3.USLT(encoding=1, lang="deu", desc="", text="Zeile\nZeile"),
        id3.SYLT(encoding=3, lang="eng", format=2, type=1, desc="k", text=[("la", 0), ("lo", 9)]),
        id3.POPM(email="rating@winamp.com", rating=196, count=12),
        id3.POPM(email="Windows Media Player 9 Series", rating=255, count=0),
        id3.PCNT(count=77),
        id3.RVA2(desc="track", channel=1, gain=-3.5, peak=0.9),
        id3.TXXX(encoding=3, desc="replaygain_track_gain", text=["-7.03 dB"]),
        id3.TXXX(encoding=3, desc="MusicBrainz Album Id", text=["0a1b"]),
        id3.TXXX(encoding=3, desc="GENRE", text=["Not the genre"]),
        id3.TXXX(encoding=3, desc="STYLES", text=["Not the style"]),
        id3.CHAP(element_id="c1", start_time=0, end_time=9, sub_frames=sub),
        id3.CTOC(element_id="toc", flags=3, child_element_ids=["c1"], sub_frames=[]),
        id3.GEOB(mime="application/octet-stream", desc="Serato Markers2", data=bytes(range(256))),
        id3.GEOB(mime="application/octet-stream", desc="Serato BeatGrid", data=b"\xff\xfb" * 40),
        id3.PRIV(owner="TRAKTOR4", data=b"DMRT" + bytes(range(255, 0, -1))),
        id3.UFID(owner="http://musicbrainz.org", data=b"2f1b"),
        id3.COMM(encoding=3, lang="eng", desc="iTunNORM", text=[" 0000"]),
        id3.MCDI(data=b"toc" * 30),
        id3.WXXX(encoding=3, desc="shop", url="https://example.org/ü"),
        id3.TDRC(encoding=3, text=["1999-03-02"]),
        id3.TSOP(encoding=3, text=["Sort"]),
    ]
    for one in frames:
        made.add(one)
    return made


def all_but_our_fields(path: Path) -> dict[str, str]:
    """What mutagen reads, which knows of our containers nothing."""
    ours = {"TCON", *(f"TXXX:{name}" for name in CUSTOM_FIELDS)}
    return {key: repr(value) for key, value in id3.ID3(path).items() if key not in ours}


@pytest.mark.parametrize("edges", ["bare", "id3v1", "everything"])
@pytest.mark.parametrize("version", [3, 4])
def test_everything_that_people_would_miss_is_still_there(tmp_path: Path, version: int, edges: str):
    path = put(tmp_path / "song.mp3", AUDIO)
    made = library_frames()
    if version == 3:
        made.update_to_v23()
    made.save(path, v2_version=version, v23_sep=None)  # type: ignore[arg-type]
    behind = b""
    if edges == "everything":
        tags = apev2.APEv2()
        tags["Genre"], tags["MP3GAIN_MINMAX"] = "Kept", "1,2"
        tags["Cover Art (Front)"] = apev2.APEValue(b"c.png\0\xff\xe0" * 9, apev2.BINARY)
        put(tmp_path / "ape", b"")
        tags.save(tmp_path / "ape")
        behind = (tmp_path / "ape").read_bytes() + LYRICS3 + ENHANCED
    if edges != "bare":
        behind += V1
    put(path, path.read_bytes(), behind)
    original, before, frames = path.read_bytes(), all_but_our_fields(path), frames_of(path)
    journals = []
    for change in (CHANGE, TagChange({"STYLE": ("A much longer style " * 20,)}), BACK):
        journals.append(RememberingJournal())
        safe_write(path, change, journals[-1])
        assert path.read_bytes().endswith(AUDIO + behind)
        assert path.read_bytes()[3] == version
        assert all_but_our_fields(path) == before
        kept = [data for data in frames_of(path) if data in frames]
        assert kept == frames
    assert frames_of(path) == frames
    for journal in journals[::-1]:
        undo_write(path, journal.undo, RememberingJournal(), journal.before)
    assert path.read_bytes() == original


def test_a_2_2_tag_keeps_what_no_library_can_write(tmp_path: Path):
    kept = [
        frame(b"TT2", b"\0Title", 2),
        frame(b"PIC", b"\0PNG\x03\0" + picture(900), 2),
        frame(b"ULT", b"\0engdesc\0Words", 2),
        frame(b"POP", b"a@b\0\xc4\0\0\0\x07", 2),
        frame(b"RVA", b"\x03\x10" + bytes(10), 2),
        frame(b"CRM", b"owner\0what\0secret", 2),
        frame(b"GEO", b"\0text/plain\0f\0d\0" + bytes(30), 2),
        frame(b"UFI", b"http://x\0id", 2),
        frame(b"TXX", b"\0other\0Value", 2),
        frame(b"XYZ", b"nobody knows me", 2),
        frame(b"XYZ", b"nobody knows me", 2),
    ]
    path = put(tmp_path / "song.mp3", tag(b"".join(kept) + bytes(7), 2), AUDIO, V1)
    original = path.read_bytes()
    journal = RememberingJournal()
    safe_write(path, CHANGE, journal)
    assert path.read_bytes()[3] == 2
    assert frames_of(path)[1 : 1 + len(kept)] == kept
    assert read_tags(path).tags.custom == (("STYLE", ("Liquid",)), ("TAGGER_GENRES", ("A", "B")))
    undo_write(path, journal.undo, RememberingJournal(), journal.before)
    assert path.read_bytes() == original


def random_tag(version: int, chance: random.Random) -> bytes:
    """Frames of any kind, with ours among them, in any order, doubled, escaped or not."""
    latin, wide = b"\0", b"\x01"
    names = {2: (b"TCO", b"TXX", b"XYZ"), 3: (b"TCON", b"TXXX", b"XYZW")}[min(version, 3)]
    texts = [b"Rock", b"(17)", b"17", b"Jazz\0Pop", b"", b"((x", b"\xe4\xff"]
    frames = []
    for _ in range(chance.randint(0, 7)):
        match chance.randrange(5):
            case 0:
                frames.append(frame(names[0], latin + chance.choice(texts), version))
            case 1:
                text = "Ärger\0ÿ".encode("utf-16") + chance.choice([b"", b"\0\0"])
                frames.append(frame(names[0], wide + text, version))
            case 2:
                name = chance.choice([b"Style", b"SUBGENRE", b"other", b""])
                text = latin + name + b"\0" + chance.choice(texts)
                frames.append(frame(names[1], text, version))
            case 3:
                frames.append(frame(names[2], chance.randbytes(chance.randint(1, 60)), version))
            case _:
                frames.append(frame(names[2], bytes([255, 0, 255, 224, 0, 255]), version))
    body = b"".join(frames) + bytes(chance.choice([0, 3, 40, 400]))
    if version == 4 or not frames or chance.random() < 0.5:
        return tag(body, version)
    escaped = bytearray()
    for index, byte in enumerate(body):
        escaped.append(byte)
        if byte == 0xFF and (body[index + 1 : index + 2] or b"\0")[0] in (0, *range(224, 256)):
            escaped.append(0)
    return tag(bytes(escaped), version, 0x80)


WORD = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"),
    min_size=1,
    max_size=12,
)
# ID3 reads these as references, so that a write of them is refused.
TEXT = WORD.filter(lambda text: bool(text.strip()) and not text.isdigit() and len(text) > 2)
VALUES = st.lists(TEXT, max_size=3, unique=True).map(tuple)


@settings(max_examples=150, deadline=None)
@given(
    version=st.sampled_from([2, 3, 4]),
    seed=st.integers(0, 1 << 30),
    wanted=st.dictionaries(st.sampled_from([GENRE, *CUSTOM_FIELDS]), VALUES, min_size=1),
)
def test_any_fields_in_any_tag_read_back_and_are_undone_to_the_byte(
    version: int, seed: int, wanted: dict[str, tuple[str, ...]]
):
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder, "song.mp3"), random_tag(version, random.Random(seed)), AUDIO)
        original, before = path.read_bytes(), read_tags(path).tags
        others = [data for data in frames_of(path) if data[:3] == b"XYZ"]
        journal = RememberingJournal()
        safe_write(path, TagChange(wanted), journal)
        after = read_tags(path).tags
        expected = {GENRE: before.genres, **dict(before.custom), **wanted}
        assert after.genres == expected.pop(GENRE)
        assert dict(after.custom) == {name: values for name, values in expected.items() if values}
        assert [data for data in frames_of(path) if data[:3] == b"XYZ"] == others
        assert path.read_bytes().endswith(AUDIO)
        if journal.record:
            undo_write(path, journal.undo, RememberingJournal(), journal.before)
        assert path.read_bytes() == original
