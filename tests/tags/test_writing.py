"""The safe write and its undo: the genre changes, and nothing else, to the byte."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tagger.errors import TagWriteError
from tagger.records import WriteStatus
from tagger.tags import writer
from tagger.tags.containers.source import Container, Ranges, Source, WritableContainer, total
from tagger.tags.formats import FORMATS, format_of
from tagger.tags.journal import FileChanged, WriteOptions, WriteRefused
from tagger.tags.patch import payload_digest
from tagger.tags.reader import read_tags
from tagger.tags.splicing import digests
from tagger.tags.undo import Settled, UndoWay, rebuild, rehearse_undo, settle, undo_write
from tagger.tags.writer import safe_write
from tests.tags.audio_files import (
    EVERY,
    WRITABLE,
    RememberingJournal,
    audio_bytes,
    make,
    picture,
    tag_by_mutagen,
)

OLD_TIME = 1_234_567_890_123_456_789
MANY = ["Rock", "日本語ロック", "Drum & Bass", "Ночь", "x" * 300]


def contents(path: Path) -> tuple[bytes, list[bytes]]:
    """SHA-256 of the sound, and every other piece but the genre."""
    with path.open("rb") as file:
        row = format_of(path)
        assert row
        container = row.container(Source(file))
        assert isinstance(container, WritableContainer)
        _, sound = digests(container.source, container.payload())
        return sound, [piece.data for piece in container.pieces() if piece.field is None]


@pytest.mark.parametrize("image", [None, picture()], ids=["small", "picture"])
@pytest.mark.parametrize("kind", WRITABLE)
def test_a_write_changes_the_genre_alone_and_undo_gives_the_file_back_to_the_byte(
    tmp_path: Path, kind: str, image: bytes | None
):
    path = make(tmp_path, kind)
    tag_by_mutagen(path, ["Old", "Older"], image)
    os.utime(path, ns=(OLD_TIME, OLD_TIME))
    original, before = path.read_bytes(), contents(path)
    identity = read_tags(path).identity
    for wanted in (["Rock"], MANY, ["A"], []):
        journal = RememberingJournal()
        result = safe_write(path, wanted, journal)
        written = path.read_bytes()
        assert result.status is WriteStatus.WRITTEN
        assert journal.calls == ["planned", "prepared", "done"]
        assert (journal.before, journal.wanted) == (("Old", "Older"), tuple(wanted))
        reading = read_tags(path)
        assert reading.tags.genres == tuple(wanted)
        assert reading.stamp == journal.stamp == result.stamp
        assert reading.stamp.mtime_ns != OLD_TIME
        assert reading.identity == identity == journal.identity
        assert contents(path) == before
        assert journal.undo.sha256_before == hashlib.sha256(original).digest()
        assert journal.undo.sha256_after == hashlib.sha256(written).digest()
        assert (journal.undo.size_before, journal.undo.mtime_ns_before) == (len(original), OLD_TIME)
        assert len(journal.undo.patch) < 1000
        assert rehearse_undo(path, journal.undo).way is UndoWay.BYTES
        into = io.BytesIO()
        rebuild(path, journal.undo, into)
        assert into.getvalue() == original
        redo = RememberingJournal()
        undone = undo_write(path, journal.undo, redo, ("Old", "Older"))
        assert undone.after == ("Old", "Older")
        assert path.read_bytes() == original
        assert path.stat().st_mtime_ns == OLD_TIME
        undo_write(path, redo.undo, RememberingJournal(), tuple(wanted), restore_mtime=False)
        assert path.read_bytes() == written
        assert len(redo.undo.patch) < 1000
        undo_write(path, journal.undo, RememberingJournal(), ("Old", "Older"))
        assert path.read_bytes() == original
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("kind", WRITABLE)
def test_a_file_without_any_tag_is_written_and_undone(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    original = path.read_bytes()
    journal = RememberingJournal()
    safe_write(path, ["Rock", "Jazz"], journal)
    assert read_tags(path).tags.genres == ("Rock", "Jazz")
    undo_write(path, journal.undo, RememberingJournal(), ())
    assert path.read_bytes() == original


@pytest.mark.parametrize("kind", WRITABLE)
def test_wanted_genres_that_are_present_write_nothing(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    tag_by_mutagen(path, ["Rock", "Jazz"])
    before = path.stat()
    journal = RememberingJournal()
    result = safe_write(path, ["Rock", "Jazz"], journal)
    assert result.status is WriteStatus.UNCHANGED
    assert journal.calls == []
    assert path.stat() == before


def test_every_format_that_is_read_is_written_too():
    assert sorted(WRITABLE) == sorted(EVERY)
    assert all(row.writable for row in FORMATS)


def test_a_format_that_is_only_read_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    class OnlyRead(Container):
        def span(self) -> Ranges:
            return ((0, self.source.size),)

    path = make(tmp_path, "flac")
    row = format_of(path)
    assert row
    monkeypatch.setattr(writer, "format_of", lambda _: replace(row, container=OnlyRead))
    journal = RememberingJournal()
    with pytest.raises(WriteRefused, match="cannot write FLAC files yet; its genre was left"):
        safe_write(path, ["Rock"], journal)
    assert journal.calls == []
    assert path.read_bytes() == audio_bytes("flac")


def test_a_file_that_changed_since_its_scan_is_left_for_a_new_scan(tmp_path: Path):
    path = make(tmp_path, "mp3")
    expected = read_tags(path).stamp
    tag_by_mutagen(path, ["Mine"])
    changed = path.read_bytes()
    with pytest.raises(FileChanged):
        safe_write(path, ["Rock"], RememberingJournal(), expected)
    assert path.read_bytes() == changed


def test_a_file_that_another_program_changes_during_the_write_wins(tmp_path: Path):
    path = make(tmp_path, "mp3")

    class Meddling(RememberingJournal):
        def prepared(self, record):
            super().prepared(record)
            path.write_bytes(b"by another program")

    journal = Meddling()
    with pytest.raises(FileChanged):
        safe_write(path, ["Rock"], journal)
    assert path.read_bytes() == b"by another program"
    assert journal.calls == ["planned", "prepared", "failed"]
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_the_old_mtime_is_kept_when_asked_for(tmp_path: Path):
    path = make(tmp_path, "flac")
    os.utime(path, ns=(OLD_TIME, OLD_TIME))
    safe_write(path, ["Rock"], RememberingJournal(), options=WriteOptions(keep_mtime=True))
    assert path.stat().st_mtime_ns == OLD_TIME


@pytest.mark.parametrize("kind", WRITABLE)
def test_after_someone_else_changed_the_tags_only_the_genre_comes_back(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    tag_by_mutagen(path, ["Old", "Older"])
    journal = RememberingJournal()
    safe_write(path, ["Rock"], journal)
    tag_by_mutagen(path, ["Theirs"], picture(5000))
    theirs, before = path.read_bytes(), contents(path)
    assert rehearse_undo(path, journal.undo).way is UndoWay.VALUE
    with pytest.raises(FileChanged, match="only the genre"):
        undo_write(path, journal.undo, RememberingJournal(), journal.before)
    assert path.read_bytes() == theirs
    again = RememberingJournal()
    undo_write(path, journal.undo, again, journal.before, by_value=True)
    assert read_tags(path).tags.genres == ("Old", "Older")
    assert contents(path) == before
    undo_write(path, again.undo, RememberingJournal(), again.before)
    assert path.read_bytes() == theirs


@pytest.mark.parametrize("kind", WRITABLE)
def test_undo_leaves_a_file_whose_sound_was_changed(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    journal = RememberingJournal()
    safe_write(path, ["Rock"], journal)
    path.write_bytes(audio_bytes(kind, seed=2))
    rehearsal = rehearse_undo(path, journal.undo)
    assert rehearsal.way is UndoWay.NO
    assert "sound" in rehearsal.reason
    with pytest.raises(TagWriteError, match="sound"):
        undo_write(path, journal.undo, RememberingJournal(), (), by_value=True)
    assert path.read_bytes() == audio_bytes(kind, seed=2)


def test_undoing_twice_says_that_nothing_is_left_to_undo(tmp_path: Path):
    path = make(tmp_path, "mp3")
    journal = RememberingJournal()
    safe_write(path, ["Rock"], journal)
    undo_write(path, journal.undo, RememberingJournal(), ())
    assert rehearse_undo(path, journal.undo).way is UndoWay.UNDONE
    again = RememberingJournal()
    assert undo_write(path, journal.undo, again, ()).status is WriteStatus.UNCHANGED
    assert again.calls == []


def test_a_damaged_undo_record_is_noticed_before_anything_is_touched(tmp_path: Path):
    path = make(tmp_path, "mp3")
    tag_by_mutagen(path, ["Old"])
    journal = RememberingJournal()
    safe_write(path, ["Rock"], journal)
    written = path.read_bytes()
    from dataclasses import replace

    for patch in (journal.undo.patch[:-3], b"", b"\x09" + journal.undo.patch[1:]):
        record = replace(journal.undo, patch=patch)
        assert rehearse_undo(path, record).way is UndoWay.NO
        with pytest.raises(TagWriteError):
            undo_write(path, record, RememberingJournal(), ("Old",))
    assert path.read_bytes() == written


def test_settle_tells_the_old_file_from_the_new_one(tmp_path: Path):
    path = make(tmp_path, "opus")
    journal = RememberingJournal()
    original = path.read_bytes()
    safe_write(path, ["Rock"], journal)
    record = journal.undo
    assert settle(path, record.sha256_before, record.sha256_after) is Settled.NEW
    path.write_bytes(original)
    assert settle(path, record.sha256_before, record.sha256_after) is Settled.OLD
    path.write_bytes(original + b"x")
    assert settle(path, record.sha256_before, record.sha256_after) is Settled.OTHER


@pytest.mark.parametrize("genre", ["", "  ", "a\0b", "two\nlines", "\ud800"])
def test_what_cannot_be_a_genre_is_refused(tmp_path: Path, genre: str):
    path = make(tmp_path, "mp3")
    with pytest.raises(WriteRefused, match="cannot be a genre"):
        safe_write(path, ["Rock", genre], RememberingJournal())


@pytest.mark.parametrize("kind", WRITABLE)
def test_the_record_carries_the_hash_of_the_sound(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    journal = RememberingJournal()
    safe_write(path, ["Rock"], journal)
    assert payload_digest(journal.undo.patch) == contents(path)[0]


@pytest.mark.parametrize("kind", WRITABLE)
def test_the_payload_is_nearly_the_whole_untagged_file(tmp_path: Path, kind: str):
    path = make(tmp_path, kind)
    with path.open("rb") as file:
        row = format_of(path)
        assert row
        size = total(row.container(Source(file)).payload())
    assert 0.7 * path.stat().st_size < size <= path.stat().st_size


def test_real_recordings_survive_a_write_and_its_undo(clips: Path, tmp_path: Path):
    for source in sorted(clips.rglob("*.*"))[::9]:
        path = tmp_path / source.name
        path.write_bytes(source.read_bytes())
        journal = RememberingJournal()
        result = safe_write(path, ["Drum & Bass", "Jungle"], journal)
        assert read_tags(path).tags.genres == ("Drum & Bass", "Jungle")
        undo_write(path, journal.undo, RememberingJournal(), result.before)
        assert path.read_bytes() == source.read_bytes()
