"""`tagger tidy`, as scripts use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Tell, genres, make_track, state


@pytest.fixture
def music(tmp_path: Path, tell: Tell) -> Path:
    """Three files: Klassik; Rock; Jazz joined; and Ska beside a joined one."""
    folder = tmp_path / "music"
    for seed, name in enumerate(("a.flac", "b.mp3", "c.flac")):
        make_track(folder / name, name.rpartition(".")[2], seed)
    tell("tag", folder / "a.flac", "--genre", "Klassik")
    tell("tag", folder / "b.mp3", "--genre", "Rock; Jazz")
    tell("tag", folder / "c.flac", "--genre", "Ska", "--genre", "Rock; Jazz")
    return folder


def test_every_value_is_listed_with_its_tracks_and_what_is_offered(tell: Tell, music: Path) -> None:
    before = state(music)
    listed = tell("tidy")
    assert [line.split(maxsplit=1)[0] for line in listed.stdout.splitlines()] == [
        "Genre",
        "Rock;",
        "Klassik",
        "Ska",
    ]
    assert "→ Rock; Jazz" in listed.stdout and "→ Classical" in listed.stdout
    assert tell("tidy", music, "--list", "--json").lines == [
        {"value": "Rock; Jazz", "tracks": 2, "suggestion": ["Rock", "Jazz"]},
        {"value": "Klassik", "tracks": 1, "suggestion": ["Classical"]},
        {"value": "Ska", "tracks": 1, "suggestion": None},
    ]
    assert state(music) == before


def test_what_is_offered_is_shown_then_written_then_undone_to_the_byte(
    tell: Tell, music: Path
) -> None:
    before = state(music)
    dry = tell("tidy", "--apply-suggested", "--dry-run")
    assert f"{music / 'a.flac'}: would be written: Klassik → Classical" in dry.stdout
    assert "3 files" in dry.stdout
    assert state(music) == before
    lines = tell("tidy", "--apply-suggested", "--json").lines
    assert [(line["status"], line["after"]) for line in lines] == [
        ("written", ["Classical"]),
        ("written", ["Rock", "Jazz"]),
        ("written", ["Ska", "Rock", "Jazz"]),
    ]
    assert genres(music / "c.flac") == ["Ska", "Rock", "Jazz"]
    again = tell("tidy", "--apply-suggested")
    assert "No file needs a change." in again.stderr
    tell("undo")
    assert state(music) == before


def test_values_are_renamed_split_and_deleted_and_an_offer_can_be_refused(
    tell: Tell, music: Path
) -> None:
    rules = ("--rename", "Klassik=Klassik", "--delete", "Ska", "--split", "Rock; Jazz=Beat;Swing")
    tell("tidy", "--apply-suggested", *rules)
    assert genres(music / "a.flac") == ["Klassik"]
    assert genres(music / "b.mp3") == ["Beat", "Swing"]
    assert genres(music / "c.flac") == ["Beat", "Swing"]
    tell("tidy", "--rename", "Beat=Swing", "--rename", "Swing=Big Band", "--chain")
    assert genres(music / "b.mp3") == ["Big Band"]


def test_only_the_files_that_are_named_are_changed(tell: Tell, music: Path) -> None:
    tell("tidy", music / "b.mp3", "--rename", "Rock; Jazz=Fusion")
    assert genres(music / "b.mp3") == ["Fusion"]
    assert genres(music / "c.flac") == ["Ska", "Rock; Jazz"]


def test_a_value_that_no_file_has_is_named_and_nothing_is_written(tell: Tell, music: Path) -> None:
    missing = tell("tidy", "--rename", "Polka=Ska")
    assert "“Polka”" in missing.stderr and "No file needs a change." in missing.stderr
    assert genres(music / "c.flac") == ["Ska", "Rock; Jazz"]


@pytest.mark.parametrize(
    "words",
    [
        ("--list", "--apply-suggested"),
        ("--delete", "Ska", "--rename", "Ska=Jazz"),
        ("--rename", "Ska"),
        ("--rename", "=Jazz"),
        ("--split", "Ska=;"),
    ],
)
def test_what_makes_no_sense_is_refused(tell: Tell, words: tuple[str, ...]) -> None:
    said = tell("tidy", *words)
    assert (said.code, said.stdout) == (2, "")
