"""The checks between the copy and the replacement, each given something to catch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from mutagen import apev2, id3

from tagger.errors import TagWriteError
from tagger.records import WriteStatus
from tagger.tags import copies, replacing
from tagger.tags.containers.flac import Flac
from tagger.tags.containers.mpeg import Mp3
from tagger.tags.containers.ogg_numbers import Renumber
from tagger.tags.containers.source import Splice
from tagger.tags.copies import leftover_copies
from tagger.tags.formats import format_of
from tagger.tags.journal import WriteOptions
from tagger.tags.reader import read_tags
from tagger.tags.undo import undo_write
from tagger.tags.writer import safe_write
from tests.tags.audio_files import WRITABLE, RememberingJournal, make, tag_by_mutagen


def test_a_copy_that_differs_in_one_byte_is_never_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = make(tmp_path, "flac")
    original = path.read_bytes()
    real = replacing._write_all
    state = {"left": 1}

    def corrupting(out, part):
        data = bytearray(part)
        if len(data) > 1000 and state["left"]:
            state["left"] = 0
            data[-500] ^= 1
        real(out, bytes(data))

    monkeypatch.setattr(replacing, "_write_all", corrupting)
    journal = RememberingJournal()
    with pytest.raises(TagWriteError, match="left as it is"):
        safe_write(path, ["Rock"], journal)
    assert path.read_bytes() == original
    assert journal.calls == ["planned", "failed"]
    assert leftover_copies(tmp_path) == []


@pytest.mark.parametrize("kind", WRITABLE)
def test_an_edit_that_would_touch_anything_but_the_genre_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
):
    path = make(tmp_path, kind)
    tag_by_mutagen(path, ["Old"])
    original = path.read_bytes()
    row = format_of(path)
    assert row
    real = row.container.edit  # type: ignore[attr-defined]

    def careless(self, change):
        edit = real(self, change)
        title = Splice(original.index(b"Title"), b"Title", b"Tilte")
        return replace(edit, splices=tuple(sorted((*edit.splices, title), key=lambda s: s.start)))

    monkeypatch.setattr(row.container, "edit", careless)
    journal = RememberingJournal()
    with pytest.raises(TagWriteError, match="left as it is"):
        safe_write(path, ["New", "More"], journal)
    assert path.read_bytes() == original
    assert journal.calls == ["planned", "failed"]


def test_a_cloned_copy_gets_its_changed_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = make(tmp_path, "mp3")
    tag_by_mutagen(path, ["Old"], b"picture" * 5000)
    safe_write(path, ["Older"], RememberingJournal())
    cloned = []

    def clone(source, copy) -> bool:
        source.seek(0)
        copy.write(source.read())
        cloned.append(True)
        return True

    original = path.read_bytes()
    monkeypatch.setattr(copies, "clone", clone)
    journal = RememberingJournal()
    safe_write(path, ["A longer genre"], journal)
    assert cloned
    assert path.stat().st_size == len(original)
    assert read_tags(path).tags.genres == ("A longer genre",)
    undo_write(path, journal.undo, RememberingJournal(), ("Older",))
    assert path.read_bytes() == original


def test_a_rule_that_does_not_hold_is_spelled_out_in_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = make(tmp_path, "opus", seconds=20.0)
    original = path.read_bytes()
    real = Renumber.mirrored
    monkeypatch.setattr(Renumber, "mirrored", lambda self, undo: replace(real(self, undo), by=7))
    journal = RememberingJournal()
    safe_write(path, ["x" * 70_000], journal)
    monkeypatch.undo()
    undo_write(path, journal.undo, RememberingJournal(), ())
    assert path.read_bytes() == original


def test_a_changed_byte_in_a_frame_that_nobody_reads_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = make(tmp_path, "mp3")
    tags = id3.ID3()
    tags.add(id3.PRIV(owner="TRAKTOR4", data=b"cue points"))
    tags.save(path)
    original = path.read_bytes()
    real = Mp3.edit

    def careless(self, change):
        edit = real(self, change)
        other = Splice(original.index(b"cue"), b"cue", b"Cue")
        return replace(edit, splices=tuple(sorted((*edit.splices, other), key=lambda s: s.start)))

    monkeypatch.setattr(Mp3, "edit", careless)
    with pytest.raises(TagWriteError, match="something besides its genre"):
        safe_write(path, ["New"], RememberingJournal())
    assert path.read_bytes() == original


def test_a_changed_byte_of_the_sound_is_noticed_even_where_the_identity_is_not_looking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = make(tmp_path, "flac")
    tag_by_mutagen(path, ["Old"])
    original = path.read_bytes()
    real = Flac.edit

    def careless(self, change):
        edit = real(self, change)
        last = original[-9:-8]
        sound = Splice(len(original) - 9, last, bytes([last[0] ^ 1]))
        return replace(edit, splices=(*edit.splices, sound))

    monkeypatch.setattr(Flac, "edit", careless)
    with pytest.raises(TagWriteError, match="does not sound the same"):
        safe_write(path, ["New"], RememberingJournal())
    assert path.read_bytes() == original


def test_a_changed_genre_of_a_second_tag_that_nobody_agreed_to_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = make(tmp_path, "mp3")
    tag_by_mutagen(path, ["Old"])
    second = apev2.APEv2()
    second["Genre"] = "Jazz"
    second.save(path)
    original = path.read_bytes()
    real = Mp3.edit

    def careless(self, change):
        return real(self, replace(change, everywhere=True))

    monkeypatch.setattr(Mp3, "edit", careless)
    with pytest.raises(TagWriteError, match="something besides its genre"):
        safe_write(path, ["New"], RememberingJournal())
    assert path.read_bytes() == original


def test_joined_genres_that_a_file_has_already_are_not_written_again(tmp_path: Path):
    path = make(tmp_path, "mp3")
    tags = id3.ID3()
    tags.add(id3.TIT2(encoding=0, text=["Title"]))
    tags.save(path, v2_version=3)
    options = WriteOptions(v23_separator=" / ")
    first = safe_write(path, ["Rock", "Jazz"], RememberingJournal(), options=options)
    journal = RememberingJournal()
    again = safe_write(path, ["Rock", "Jazz"], journal, options=options)
    assert (first.status, again.status) == (WriteStatus.WRITTEN, WriteStatus.UNCHANGED)
    assert first.after == again.after == ("Rock / Jazz",)
    assert journal.calls == []
