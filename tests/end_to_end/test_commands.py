"""The commands' contract: what scripts rely on."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tagger.paths import find_home
from tagger.settings import GENRES_PER_TRACK, Settings
from tagger.tags.reader import read_tags

from .conftest import WRITABLE, Run, genres, make_track, state


def test_suggest_says_what_it_heard_and_writes_nothing(run: Run, library: Path) -> None:
    before = state(library)
    ran = run("suggest", library, "--json")
    assert ran.code == 0, ran.stderr
    assert [line["path"] for line in ran.lines] == sorted(str(p) for p in library.iterdir())
    for line in ran.lines:
        said = {"path", "status", "content", "error"}
        assert set(line) == said | {"genres", "suggested", "unsure", "covered", "tracks"}
        assert (line["status"], line["error"]) == ("ok", None)
        assert isinstance(line["unsure"], bool)
        probabilities = [score["probability"] for score in line["genres"]]
        assert probabilities == sorted(probabilities, reverse=True)
        assert sum(probabilities) == pytest.approx(1, abs=0.01)
        best = [score["genre"] for score in line["genres"]]
        assert line["suggested"] == best[: len(line["suggested"])] != []
    assert ran.stderr == ""
    assert state(library) == before


def test_apply_writes_and_undo_brings_every_byte_back(run: Run, library: Path) -> None:
    before = state(library)
    applied = run("apply", library, "--policy", "replace", "--min-probability", "0", "--json")
    assert applied.code == 0, applied.stderr
    for line in applied.lines:
        assert set(line) == {"path", "status", "before", "after", "batch", "error"}
        assert (line["status"], line["before"], line["error"]) == ("written", [], None)
        assert genres(Path(line["path"])) == line["after"]
    assert len({line["batch"] for line in applied.lines}) == 1
    assert set(state(library)) == set(before), "no stray file"

    undone = run("undo", "--json")
    assert undone.code == 0, undone.stderr
    assert {line["status"] for line in undone.lines} == {"restored"}
    assert set(undone.lines[0]) == {"batch", "path", "status", "error"}
    assert state(library) == before


def test_an_undo_can_be_redone_and_history_tells_it_all(run: Run, library: Path) -> None:
    before = state(library)
    run("tag", library, "--genre", "Jazz", "--genre", "Hard Bop")
    run("undo")
    undo_batch = run("history", "--json").lines[0]["batch"]
    redone = run("undo", "--batch", str(undo_batch), "--json")
    assert redone.code == 0, redone.stderr
    assert all(genres(path) == ["Jazz", "Hard Bop"] for path in library.iterdir())
    statuses = [(line["batch"], line["status"]) for line in run("history", "--json").lines]
    size = len(WRITABLE)
    assert statuses == [(3, "written")] * size + [(2, "undone")] * size + [(1, "redone")] * size
    assert run("undo").code == 0
    assert state(library) == before
    nothing = run("undo")
    assert nothing.code == 1
    assert "nothing to undo" in nothing.stderr


def test_one_file_of_a_batch_is_undone_and_redone_alone(run: Run, library: Path) -> None:
    before = state(library)
    run("tag", library, "--genre", "Jazz")
    written = state(library)
    first, second, *_ = sorted(library.iterdir())
    (undone,) = run("undo", "--batch", "1", "--file", first, "--json").lines
    assert (undone["path"], undone["status"], undone["error"]) == (str(first), "restored", None)
    assert state(library) == {**written, first.name: before[first.name]}
    again = run("undo", "--batch", "1", "--file", first)
    assert again.code == 1 and "nothing to undo" in again.stderr
    not_undone = run("redo", "--file", second)
    assert not_undone.code == 1 and "nothing to redo" in not_undone.stderr
    (redone,) = run("redo", "--file", first, "--json").lines
    assert (redone["path"], redone["status"]) == (str(first), "restored")
    assert set(redone) == {"batch", "path", "status", "error"}
    assert state(library)[first.name][0] == written[first.name][0]
    assert len(run("undo", "--batch", "1", "--json").lines) == len(WRITABLE), "the redone one too"
    assert state(library) == before
    assert len(run("redo", "--batch", "1", "--json").lines) == len(WRITABLE)
    assert all(genres(path) == ["Jazz"] for path in library.iterdir())


def test_a_redo_says_why_it_leaves_a_file_that_was_written_since(run: Run, library: Path) -> None:
    run("tag", library, "--genre", "Jazz")
    run("undo")
    first = min(library.iterdir())
    run("tag", first, "--genre", "Rock")
    before = state(library)
    rehearsed = run("redo", "--dry-run", "--json")
    assert rehearsed.lines[0]["to_the_byte"] == len(WRITABLE) - 1
    assert state(library) == before
    redone = run("redo", "--json")
    assert redone.code == 1
    (left,) = [line for line in redone.lines if line["status"] != "restored"]
    assert left["path"] == str(first)
    assert "again in batch 3" in left["error"]
    assert genres(first) == ["Rock"]


def test_fill_leaves_present_genres_alone_and_placeholders_count_as_none(
    run: Run, library: Path
) -> None:
    names = sorted(library.iterdir())
    run("tag", names[0], "--genre", "Wednesday Music")
    run("tag", names[1], "--genre", "Other")
    applied = run("apply", library, "--min-probability", "0", "--json")
    by_path = {line["path"]: line for line in applied.lines}
    assert by_path[str(names[0])]["status"] == "skipped"
    assert by_path[str(names[1])]["before"] == ["Other"]
    assert by_path[str(names[1])]["status"] == "written"
    assert genres(names[0]) == ["Wednesday Music"]
    assert applied.code == 0


def test_append_keeps_what_is_there(run: Run, library: Path) -> None:
    path = next(library.iterdir())
    run("tag", path, "--genre", "Wednesday Music")
    (line,) = run("suggest", path, "--json").lines
    run("apply", path, "--policy", "append", "--min-probability", "0")
    assert genres(path) == ["Wednesday Music", *line["suggested"]]


def test_a_dry_run_says_the_same_and_touches_nothing(run: Run, library: Path) -> None:
    before = state(library)
    dry = run("apply", library, "--policy", "replace", "--min-probability", "0", "--dry-run")
    assert dry.code == 0
    assert dry.stdout.count("would be written: no genre → ") == len(WRITABLE)
    assert state(library) == before
    assert run("history").stdout == ""


@pytest.mark.usefixtures("generous")
def test_several_likely_genres_are_said_and_written(run: Run, library: Path) -> None:
    path = next(library.glob("*.flac"))
    (line,) = run("suggest", path, "--json").lines
    assert len(line["suggested"]) == 3
    said = run("suggest", path).stdout
    scores = [f"{s['genre']} {s['probability']:.0%}" for s in line["genres"][:3]]
    assert said == f"{path}: {', '.join(scores)}\n"
    (two,) = run("suggest", path, "--json", "--max-genres", "2").lines
    assert two["suggested"] == line["suggested"][:2]
    assert run("apply", path, "--max-genres", "2").code == 0
    assert genres(path) == line["suggested"][:2]
    run("undo")
    assert run("apply", path).code == 0
    assert genres(path) == line["suggested"]


@pytest.mark.usefixtures("generous")
def test_the_settings_limit_how_many_genres_the_commands_suggest(
    run: Run, library: Path, home: Path
) -> None:
    Settings.load(find_home(home).settings).set(GENRES_PER_TRACK, 1)
    path = next(library.glob("*.flac"))
    (line,) = run("suggest", path, "--json").lines
    assert len(line["suggested"]) == 1
    run("apply", path)
    assert genres(path) == line["suggested"]


def test_without_a_limit_what_is_unsure_is_skipped(run: Run, library: Path) -> None:
    unsure = {line["path"] for line in run("suggest", library, "--json").lines if line["unsure"]}
    applied = run("apply", library, "--json").lines
    assert {line["path"] for line in applied if line["status"] == "skipped"} == unsure
    strict = run("apply", library, "--min-probability", "1", "--json").lines
    assert {line["status"] for line in strict} <= {"skipped", "unchanged"}


def test_tagging_the_same_again_changes_nothing(run: Run, library: Path) -> None:
    run("tag", library, "--genre", "日本の音楽")
    before = state(library)
    again = run("tag", library, "--genre", "日本の音楽", "--json")
    assert {line["status"] for line in again.lines} == {"unchanged"}
    assert {line["batch"] for line in again.lines} == {None}
    assert state(library) == before


def test_broken_files_fail_by_themselves(run: Run, library: Path) -> None:
    (library / "a text.mp3").write_text("Dear diary\n" * 200)
    (library / "empty.flac").write_bytes(b"")
    whole = (library / "aac.m4a").read_bytes()
    (library / "cut.m4a").write_bytes(whole[: len(whole) // 3])
    ran = run("suggest", library, "--json")
    assert ran.code == 1
    status = {Path(line["path"]).name: line for line in ran.lines}
    for name in ("a text.mp3", "empty.flac", "cut.m4a"):
        assert status[name]["status"] == "failed", name
        assert status[name]["error"].endswith((".", "?"))
    assert [status[f"{kind}.{suffix}"]["status"] for kind, suffix in WRITABLE.items()] == [
        "ok"
    ] * len(WRITABLE)
    before = state(library)
    applied = run("apply", library, "--policy", "replace", "--min-probability", "0", "--json")
    assert applied.code == 1
    outcomes = {Path(line["path"]).name: line["status"] for line in applied.lines}
    assert sorted(outcomes.values()) == ["failed"] * 3 + ["written"] * len(WRITABLE)
    after = state(library)
    assert {name for name in after if after[name] == before[name]} == {
        "a text.mp3",
        "empty.flac",
        "cut.m4a",
    }


def test_a_wma_is_tagged_and_given_back(run: Run, tmp_path: Path) -> None:
    path = make_track(tmp_path / "a.wma", "wma", 0)
    before = path.read_bytes()
    assert run("suggest", path, "--json").lines[0]["status"] == "ok"
    assert run("tag", path, "--genre", "Jazz", "--json").code == 0
    assert read_tags(path).tags.genres == ("Jazz",)
    assert run("undo").code == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["日本語.mp3".encode(), b"new\nline.mp3", b"caf\xe9.mp3"])
def test_any_file_name_goes_the_whole_way(run: Run, tmp_path: Path, name: bytes) -> None:
    source = make_track(tmp_path / "source.mp3", "mp3", 1)
    folder = tmp_path / "music"
    folder.mkdir()
    path = folder / os.fsdecode(name)
    shutil.copy2(source, path)
    before = state(folder)
    lines = run("suggest", folder, "--json").lines
    assert [os.fsencode(line["path"]) for line in lines] == [os.fsencode(path)]
    assert lines[0]["status"] == "ok"
    assert run("tag", folder, "--genre", "Jazz").code == 0
    assert genres(path) == ["Jazz"]
    assert run("undo").code == 0
    assert state(folder) == before


def test_undo_finds_a_file_that_was_moved(run: Run, library: Path, tmp_path: Path) -> None:
    path = library / "flac.flac"
    before = path.read_bytes()
    run("tag", path, "--genre", "Jazz")
    moved = tmp_path / "elsewhere" / "b.flac"
    moved.parent.mkdir()
    path.rename(moved)
    assert run("undo").code == 1
    run("scan", moved.parent)
    assert run("undo", "--json").lines[0]["path"] == str(moved)
    assert moved.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["dance"],
        ["suggest"],
        ["apply", "x", "--policy", "destroy"],
        ["apply", "x", "--min-probability", "7"],
        ["suggest", "x", "--max-genres", "4"],
        ["tag", "x"],
        ["tag", "x", "--genre", " "],
    ],
)
def test_wrong_usage_is_2_and_leaves_stdout_empty(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.stdout == ""
    assert ran.stderr


def test_what_is_not_there_fails_with_a_sentence(run: Run, tmp_path: Path) -> None:
    ran = run("suggest", tmp_path / "nowhere", "--json")
    assert ran.code == 1
    assert "no file or folder" in ran.lines[0]["error"]


def test_an_empty_folder_is_fine(run: Run, tmp_path: Path) -> None:
    ran = run("suggest", tmp_path, "--json")
    assert (ran.code, ran.stdout) == (0, "")


def test_models_and_doctor_speak_json(run: Run) -> None:
    models = run("models", "--json")
    assert models.code == 0
    assert models.lines[0]["bundled"] and models.lines[0]["active"]
    assert "Jazz" in models.lines[0]["genres"]
    doctor = run("doctor", "--json")
    assert {"name", "value", "ok"} == set(doctor.lines[0])
    assert all(line["ok"] for line in doctor.lines), doctor.stdout
    assert doctor.code == 0


def test_home_chooses_another_catalog(run: Run, library: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    run("scan", library, "--home", elsewhere)
    assert (elsewhere / "catalog.db").exists()
    assert run("history", "--home", elsewhere).code == 0
    assert "no catalog yet" in run("history").stderr
