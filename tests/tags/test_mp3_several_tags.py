"""MP3s with an APEv2 tag or an appended ID3 tag: which tag speaks, and which is changed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from mutagen import apev2, id3

from tagger.errors import TagWriteError
from tagger.records import TrackTags
from tagger.tags.containers.source import GENRE, TagChange
from tagger.tags.journal import WriteOptions
from tagger.tags.reader import read_tags
from tagger.tags.undo import undo_write
from tagger.tags.writer import DEFAULT_OPTIONS, safe_write
from tests.tags.audio_files import RememberingJournal
from tests.tags.test_hostile import damaged
from tests.tags.test_mp3_tags import AUDIO, V1, frame, put, size, tag

EVERYWHERE = WriteOptions(second_tag=True)
TITLE = tag(frame(b"TIT2", b"\0Title", 3) + frame(b"TCON", b"\0Rock", 3) + bytes(30), 3)


def ape(folder: Path, **texts: str | list[str]) -> bytes:
    """An APEv2 tag with an item that is no text, as mutagen writes it."""
    path = folder / "made.ape"
    path.write_bytes(b"")
    tags = apev2.APEv2()
    for key, text in texts.items():
        tags[key] = text
    tags["Cover Art (Front)"] = apev2.APEValue(b"c.png\0\x89PNG\xff\xe0" * 20, apev2.BINARY)
    tags.save(path)
    return path.read_bytes()


def ape_of(path: Path) -> dict[str, object]:
    return dict(apev2.APEv2(path))


def tags_of(path: Path) -> TrackTags:
    reading = read_tags(path)
    assert reading.error is None
    return reading.tags


def written_and_undone(
    path: Path, wanted: list[str] | TagChange, options: WriteOptions = DEFAULT_OPTIONS
) -> bytes:
    """Write, give what the file became, and prove that undo gives the old file back."""
    original = path.read_bytes()
    journal = RememberingJournal()
    safe_write(path, wanted, journal, options=options)
    written = path.read_bytes()
    undo_write(path, journal.undo, RememberingJournal(), journal.before)
    assert path.read_bytes() == original
    path.write_bytes(written)
    return written


def test_a_contradicting_apev2_genre_is_shown_and_stays_unless_it_is_meant(tmp_path: Path):
    second = ape(tmp_path, Genre=["Jazz", "Swing"], Title="Another", Style="Kept")
    path = put(tmp_path / "song.mp3", TITLE, AUDIO, second, V1)
    assert tags_of(path).title == "Title"
    assert tags_of(path).genres == ("Rock",)
    assert tags_of(path).second_genres == ("Jazz", "Swing")
    written = written_and_undone(path, TagChange({GENRE: ("Pop",), "STYLE": ("Deep",)}))
    assert written.endswith(AUDIO + second + V1)
    assert tags_of(path).genres == ("Pop",)
    assert tags_of(path).second_genres == ("Jazz", "Swing")


@pytest.mark.parametrize("wanted", [["Drum & Bass"], ["Rock", "日本語"], [], ["Rock"]])
def test_the_apev2_genre_changes_too_where_that_is_agreed(tmp_path: Path, wanted: list[str]):
    second = ape(tmp_path, Genre="Jazz", Title="Another", Artist="Someone")
    path = put(tmp_path / "song.mp3", TITLE, AUDIO, second, V1)
    others = {key: value for key, value in ape_of(path).items() if key != "Genre"}
    written = written_and_undone(path, wanted, EVERYWHERE)
    assert tags_of(path).genres == tuple(wanted)
    assert tags_of(path).second_genres == tuple(wanted)
    assert {key: value for key, value in ape_of(path).items() if key != "Genre"} == others
    assert written.endswith(V1)
    if wanted == ["Rock"]:
        assert written.startswith(TITLE + AUDIO)


def test_an_apev2_tag_without_a_genre_is_not_given_one(tmp_path: Path):
    second = ape(tmp_path, Title="Another")
    path = put(tmp_path / "song.mp3", TITLE, AUDIO, second)
    assert written_and_undone(path, ["Pop"], EVERYWHERE).endswith(AUDIO + second)
    assert tags_of(path).second_genres == ()


def test_a_number_in_the_id3_tag_stays_when_only_the_second_genre_changes(tmp_path: Path):
    first = tag(frame(b"TCON", b"\0(17)(RX)", 3) + bytes(30), 3)
    path = put(tmp_path / "song.mp3", first, AUDIO, ape(tmp_path, Genre="Jazz"))
    written = written_and_undone(path, ["Rock", "Remix"], EVERYWHERE)
    assert written.startswith(first + AUDIO)
    assert tags_of(path).second_genres == ("Rock", "Remix")


def test_a_damaged_second_tag_does_not_keep_the_first_from_being_changed(tmp_path: Path):
    second = bytearray(ape(tmp_path, Genre="Jazz", Title="Another"))
    second[32:36] = b"\xff\xff\xff\x7f"
    path = put(tmp_path / "song.mp3", TITLE, AUDIO, bytes(second), V1)
    assert tags_of(path).second_genres == ()
    assert written_and_undone(path, ["Pop"], EVERYWHERE).endswith(AUDIO + second + V1)
    assert tags_of(path).genres == ("Pop",)


def test_a_damaged_apev2_tag_is_not_hidden_by_a_new_id3_tag(tmp_path: Path):
    second = bytearray(ape(tmp_path, Genre="Jazz", Title="Another"))
    second[32:36] = b"\xff\xff\xff\x7f"
    path = put(tmp_path / "song.mp3", AUDIO, bytes(second), V1)
    with pytest.raises(TagWriteError, match="APEv2 tag is damaged"):
        safe_write(path, ["Pop"], RememberingJournal())
    assert path.read_bytes() == AUDIO + second + V1


@pytest.mark.parametrize("at_start", [False, True])
def test_a_song_that_is_named_by_an_apev2_tag_alone_is_changed_there(
    tmp_path: Path, at_start: bool
):
    made = ape(tmp_path, Title="Title", Artist="Künstler", Genre="Jazz", Year="1987")
    parts = [made, AUDIO] if at_start else [AUDIO, made]
    path = put(tmp_path / "song.mp3", *parts)
    before = tags_of(path)
    assert (before.title, before.artist, before.genres) == ("Title", "Künstler", ("Jazz",))
    assert before.second_genres == ()
    assert before.duration
    others = {key: value for key, value in ape_of(path).items() if key != "Genre"}
    for wanted in (["Rock", "Pop"], []):
        written = written_and_undone(path, wanted)
        assert tags_of(path).genres == tuple(wanted)
        assert tags_of(path).title == "Title"
        assert {key: value for key, value in ape_of(path).items() if key != "Genre"} == others
        assert written.endswith(AUDIO) if at_start else written.startswith(AUDIO)
    written_and_undone(path, TagChange({"STYLE": ("Deep", "Dub")}))
    assert tags_of(path).custom == (("STYLE", ("Deep", "Dub")),)
    written_and_undone(path, TagChange({"STYLE": ()}))
    assert tags_of(path).custom == ()


def test_where_apev2_and_id3v1_name_the_song_the_fuller_one_is_changed(tmp_path: Path):
    long = "A title that is longer than thirty characters"
    path = put(tmp_path / "song.mp3", AUDIO, ape(tmp_path, Title=long, Genre="Jazz"), V1)
    before = tags_of(path)
    assert (before.title, before.artist, before.track) == (long, "Old artist", 7)
    assert before.genres == ("Jazz",)
    written = written_and_undone(path, ["Pop"])
    assert written.startswith(AUDIO + b"APETAGEX")
    assert written.endswith(V1)
    assert tags_of(path).genres == ("Pop",)
    assert tags_of(path).title == long


def test_id3v1_is_copied_where_an_apev2_tag_beside_it_holds_but_a_genre(tmp_path: Path):
    second = ape(tmp_path, Genre="Jazz")
    path = put(tmp_path / "song.mp3", AUDIO, second, V1)
    assert tags_of(path).genres == ("Rock",)
    assert tags_of(path).second_genres == ("Jazz",)
    written = written_and_undone(path, ["Pop"])
    assert written.endswith(AUDIO + second + V1)
    assert tags_of(path).title == "Old title"
    path.write_bytes(AUDIO + second + V1)
    written_and_undone(path, ["Pop"], EVERYWHERE)
    assert tags_of(path).second_genres == ("Pop",)


@pytest.mark.parametrize("genre", [17, 255, 200])
def test_a_new_tag_for_another_field_keeps_the_genre_of_id3v1(tmp_path: Path, genre: int):
    path = put(tmp_path / "song.mp3", AUDIO, V1[:-1] + bytes([genre]))
    before = tags_of(path)
    written_and_undone(path, TagChange({"STYLE": ("Deep",)}))
    assert tags_of(path).genres == before.genres
    assert tags_of(path).custom == (("STYLE", ("Deep",)),)


def appended(*frames: bytes, flags: int = 0x10) -> bytes:
    body = b"".join(frames)
    rest = bytes([4, 0, flags]) + size(len(body), 4)
    return b"ID3" + rest + body + b"3DI" + rest


@pytest.mark.parametrize("behind", [b"", V1])
def test_a_tag_at_the_end_is_read_and_changed_in_place(tmp_path: Path, behind: bytes):
    picture = frame(b"APIC", b"\0image/png\0\x03\0" + b"\x89PNG\xff\xe0" * 50, 4)
    made = appended(frame(b"TIT2", b"\0Title", 4), frame(b"TCON", b"\x0017", 4), picture)
    path = put(tmp_path / "song.mp3", AUDIO, made, behind)
    assert (tags_of(path).title, tags_of(path).genres) == ("Title", ("Rock",))
    wanted = ("Drum & Bass", "日本語")
    written = written_and_undone(path, TagChange({GENRE: wanted, "STYLE": ("Deep",)}))
    assert written.startswith(AUDIO + b"ID3\x04\0\x10")
    end = len(written) - len(behind)
    assert written[end:] == behind
    assert written[end - 10 : end - 7] == b"3DI"
    assert written[end - 7 : end] == written[len(AUDIO) + 3 : len(AUDIO) + 10]
    assert (tags_of(path).genres, tags_of(path).title) == (wanted, "Title")
    alone = put(tmp_path / "alone.id3", written[len(AUDIO) : end])
    assert id3.ID3(alone)["APIC:"].data == b"\x89PNG\xff\xe0" * 50


def test_a_tag_in_front_goes_before_one_at_the_end(tmp_path: Path):
    made = appended(frame(b"TIT2", b"\0Other", 4), frame(b"TCON", b"\0Jazz", 4))
    path = put(tmp_path / "song.mp3", TITLE, AUDIO, made)
    assert (tags_of(path).title, tags_of(path).genres) == ("Title", ("Rock",))
    assert written_and_undone(path, ["Pop"]).endswith(AUDIO + made)
    assert tags_of(path).genres == ("Pop",)


def test_a_tag_at_the_end_that_contradicts_its_footer_is_left_alone(tmp_path: Path):
    made = appended(frame(b"TIT2", b"\0Title", 4), flags=0)
    path = put(tmp_path / "song.mp3", AUDIO, made)
    with pytest.raises(TagWriteError, match="left as it is"):
        safe_write(path, ["Pop"], RememberingJournal())
    assert path.read_bytes() == AUDIO + made


@pytest.mark.parametrize("kind", ["second", "alone", "appended"])
def test_damage_in_any_of_several_tags_loses_no_byte(tmp_path: Path, kind: str):
    made = ape(tmp_path, Title="Title", Genre="Jazz")
    last = appended(frame(b"TIT2", b"\0Title", 4), frame(b"TCON", b"\0Jazz", 4))
    whole = {
        "second": TITLE + AUDIO[:2000] + made + V1,
        "alone": AUDIO[:2000] + made + V1,
        "appended": AUDIO[:2000] + made + last + V1,
    }[kind]
    chance = random.Random(kind)
    path = tmp_path / "song.mp3"
    done = 0
    for _ in range(50):
        # The tags behind the sound are what is damaged here, so the end counts as the front.
        content = damaged(whole[::-1], chance)[::-1]
        path.write_bytes(content)
        journal = RememberingJournal()
        try:
            safe_write(path, ["Drum & Bass", "日本語"], journal, options=EVERYWHERE)
        except TagWriteError:
            assert path.read_bytes() == content
            continue
        done += 1
        assert read_tags(path).tags.genres == ("Drum & Bass", "日本語")
        undo_write(path, journal.undo, RememberingJournal(), journal.before)
        assert path.read_bytes() == content
    assert done > 0
