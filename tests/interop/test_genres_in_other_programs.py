"""What Tagger writes is what other programs read."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutagen import id3

from tagger.tags.journal import WriteOptions
from tagger.tags.undo import undo_write
from tagger.tags.writer import safe_write
from tests.interop.programs import PROGRAMS, Program
from tests.tags.audio_files import WRITABLE, RememberingJournal, make, tag_by_mutagen

KINDS = ("mp3 2.3", *WRITABLE)
PAIRS = [(program, kind) for program in PROGRAMS for kind in KINDS if kind in program.shows]
GENRES = {
    "one": ["Chanson française"],
    "several": ["Drum & Bass", "日本語 / ロック", "Шансон", "موسيقى", "𝄞 Klassik", "Jazz; Fusion"],
}


def _name(part: object) -> str:
    return getattr(part, "name", str(part))


def make_song(folder: Path, kind: str, genres: list[str]) -> Path:
    """A file of a kind with a title and genres by mutagen; "mp3 2.3" has an ID3v2.3 tag."""
    suffix, _, version = kind.partition(" ")
    path = make(folder, suffix, seconds=0.4)
    tag_by_mutagen(path, genres)
    if version:
        id3.ID3(path).save(v2_version=3, v23_sep="\0")
    return path


def test_every_format_is_read_by_another_program() -> None:
    assert set(KINDS) <= {kind for program in PROGRAMS for kind in program.shows}


@pytest.mark.parametrize("genres", GENRES.values(), ids=GENRES)
@pytest.mark.parametrize(("program", "kind"), PAIRS, ids=_name)
def test_a_program_shows_the_genres_that_were_written(
    tmp_path: Path, program: Program, kind: str, genres: list[str]
) -> None:
    path = make_song(tmp_path, kind, ["Old", "Older"])
    safe_write(path, genres, RememberingJournal())
    assert program.read(path) == program.shows[kind](genres)


@pytest.mark.parametrize(("program", "kind"), PAIRS, ids=_name)
def test_a_program_shows_no_genre_when_it_was_taken_out_and_the_old_ones_after_undo(
    tmp_path: Path, program: Program, kind: str
) -> None:
    path = make_song(tmp_path, kind, ["Old", "Older"])
    journal = RememberingJournal()
    safe_write(path, [], journal)
    assert program.read(path) == []
    undo_write(path, journal.undo, RememberingJournal(), journal.before)
    assert program.read(path) == program.shows[kind](["Old", "Older"])


@pytest.mark.parametrize("program", [p for p in PROGRAMS if "mp3 2.3" in p.shows], ids=_name)
def test_genres_joined_in_an_id3v23_tag_are_one_genre_to_every_program(
    tmp_path: Path, program: Program
) -> None:
    path = make_song(tmp_path, "mp3 2.3", ["Old"])
    safe_write(
        path, ["Rock", "日本語"], RememberingJournal(), options=WriteOptions(v23_separator="/")
    )
    assert program.read(path) == ["Rock/日本語"]
