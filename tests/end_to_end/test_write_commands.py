"""Plans, exports, folders that are never written, and previews, as scripts use them."""

from __future__ import annotations

import csv
import json
import os
import shutil
from pathlib import Path

import pytest
from mutagen.flac import FLAC

from tagger.paths import find_home
from tagger.settings import KEEP_MTIME, PROFILE, WRITE_EVIDENCE, Settings
from tagger.tags.reader import read_tags

from .conftest import WRITABLE, Run, genres, make_track, state

ALL = ("--policy", "replace", "--min-probability", "0")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    for seed, name in enumerate(("a.flac", "b.flac")):
        make_track(folder / name, "flac", seed)
    return folder


def settings(home: Path) -> Settings:
    return Settings.load(find_home(home).settings)


def test_a_dry_run_ends_in_groups_bytes_and_time(run: Run, small: Path, home: Path) -> None:
    run("tag", small / "b.flac", "--genre", "Zydeco")
    settings(home).set(KEEP_MTIME, True)
    before = state(small)
    size = (small / "a.flac").stat().st_size
    dry = run("apply", small, "--min-probability", "0", "--dry-run")
    first, second, total, *rest = dry.stdout.splitlines()
    assert first.startswith(f"{small / 'a.flac'}: would be written: no genre → ")
    assert second.startswith(f"{small / 'b.flac'}: would be skipped: It has a genre")
    assert total.startswith("1 file (") and "about" in total
    assert [line.split(None, 1) for line in rest[:2]] == [
        ["1", "written"],
        ["1", "left: have another genre"],
    ]
    assert "media servers" in rest[2]

    lines = run("apply", small, "--min-probability", "0", "--dry-run", "--json").lines
    assert [(line["status"], line["group"]) for line in lines[:2]] == [
        ("written", "write"),
        ("skipped", "has a genre"),
    ]
    assert lines[0]["before"] == [] and lines[0]["after"]
    assert (lines[2]["status"], lines[2]["files"], lines[2]["bytes"]) == ("planned", 1, size)
    assert lines[2]["groups"] == {"write": 1, "has a genre": 1}
    assert lines[2]["seconds"] >= 0 and len(lines[2]["notes"]) == 1
    assert state(small) == before


def test_a_plan_is_saved_edited_carried_away_and_applied(
    run: Run, small: Path, tmp_path: Path
) -> None:
    before = state(small)
    file = tmp_path / "plan.jsonl"
    made = run("plan", small, "--output", file, *ALL)
    assert made.code == 0, made.stderr
    assert made.stdout.startswith("2 files (") and f"Saved as {file}." in made.stdout
    assert state(small) == before
    head, *lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [line["path"] for line in lines] == ["a.flac", "b.flac"]
    assert all(0 < line["probability"] <= 1 and line["why"] for line in lines)
    again = run("plan", small, "--output", file, *ALL)
    assert again.code == 1 and "exists already" in again.stderr

    lines[1]["after"] = ["Zydeco", "Polka"]
    broken = '{"path": "c.flac"'
    rows = [json.dumps(head), broken, *map(json.dumps, lines)]
    file.write_text("\n".join(rows))
    elsewhere = tmp_path / "another machine"
    shutil.copytree(small, elsewhere)
    arguments = ("apply", "--plan", file, "--root", elsewhere, "--home", tmp_path / "other home")
    dry = run(*arguments, "--dry-run", "--json")
    assert [line["status"] for line in dry.lines] == ["failed", "written", "written", "planned"]
    assert state(small) == before
    applied = run(*arguments, "--json")
    assert applied.code == 1, "one line was damaged"
    assert [line["status"] for line in applied.lines] == ["failed", "written", "written"]
    assert applied.lines[0]["error"].startswith("Line 2: It is damaged")
    assert genres(elsewhere / "a.flac") == lines[0]["after"]
    assert genres(elsewhere / "b.flac") == ["Zydeco", "Polka"]
    assert state(small) == before
    undone = run("undo", "--home", tmp_path / "other home")
    assert undone.code == 0
    assert {n: sha for n, (sha, _) in state(elsewhere).items()} == {
        n: sha for n, (sha, _) in before.items()
    }


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_plan_holds_any_file_name(run: Run, tmp_path: Path) -> None:
    source = make_track(tmp_path / "source.flac", "flac", 1)
    folder = tmp_path / "music"
    folder.mkdir()
    path = source.rename(folder / os.fsdecode(b"caf\xe9\n.flac"))
    file = tmp_path / "plan.jsonl"
    assert run("plan", folder, "--output", file, *ALL).code == 0
    applied = run("apply", "--plan", file, "--json")
    assert applied.code == 0, applied.stderr
    assert os.fsencode(applied.lines[0]["path"]) == os.fsencode(path)
    assert genres(path)


def test_no_command_writes_where_nothing_is_ever_written(
    run: Run, small: Path, tmp_path: Path
) -> None:
    run("tag", small / "a.flac", "--genre", "Zydeco")
    plan = tmp_path / "plan.jsonl"
    run("plan", small, "--output", plan, *ALL)
    link = tmp_path / "link.flac"
    link.symlink_to(small / "b.flac")
    marked = run("never-write", "add", small, "--json")
    assert marked.lines == [{"folder": str(small)}]
    before = state(small)
    for arguments in (
        ("apply", small, *ALL),
        ("tag", small, link, "--genre", "Polka"),
        ("apply", "--plan", plan),
    ):
        ran = run(*arguments, "--json")
        assert {line["status"] for line in ran.lines} == {"skipped"}, arguments
        assert all("never writes" in line["error"] for line in ran.lines)
    undone = run("undo", "--json")
    assert (undone.code, undone.lines[0]["status"]) == (1, "failed")
    inside = run("export", "--format", "csv", "--output", small / "list.csv")
    assert inside.code == 1 and "never writes" in inside.stderr
    assert state(small) == before

    listed = run("export", "--format", "csv", "--output", tmp_path / "list.csv", small)
    assert listed.code == 0, listed.stderr
    rows = list(csv.DictReader((tmp_path / "list.csv").read_text("utf-8-sig").splitlines()))
    assert [row["path"] for row in rows] == [str(small / "a.flac"), str(small / "b.flac")]
    assert all(row["genres"] for row in rows)

    assert run("never-write", "remove", small).stdout == ""
    assert run("never-write", "remove", small).code == 1
    assert run("undo").code == 0
    assert genres(small / "a.flac") == []


def test_playlists_of_what_was_decided(run: Run, small: Path, tmp_path: Path) -> None:
    run("tag", small, "--genre", "Drum & Bass", "--genre", "R&B/Soul")
    done = run("export", "--format", "m3u8", "--output", tmp_path / "lists", "--json")
    assert done.code == 0, done.stderr
    assert {(Path(line["path"]).suffix, line["tracks"]) for line in done.lines} == {(".m3u8", 2)}
    for line in done.lines:
        text = Path(line["path"]).read_text("utf-8").splitlines()
        listed = [tmp_path / "lists" / name for name in text if not name.startswith("#")]
        assert [path.resolve() for path in listed] == [small / "a.flac", small / "b.flac"]
    empty = run("export", "--format", "json", "--output", tmp_path / "l.json", tmp_path / "no")
    assert (empty.code, json.loads((tmp_path / "l.json").read_text())) == (0, [])
    assert "nothing to export" in empty.stderr


def test_what_was_heard_travels_with_every_format(
    run: Run, library: Path, home: Path, tmp_path: Path
) -> None:
    before = state(library)
    settings(home).set(WRITE_EVIDENCE, True)
    heard = run("suggest", library, "--json").lines
    assert run("apply", library, *ALL).code == 0
    for path in library.iterdir():
        assert dict(read_tags(path).tags.custom).get("TAGGER_GENRES"), path.name
    again = run("apply", library, *ALL, "--json")
    assert {line["status"] for line in again.lines} == {"unchanged"}
    new_home = tmp_path / "new home"
    assert run("scan", library, "--home", new_home).code == 0
    told = run("suggest", library, "--json", "--home", new_home).lines
    assert told == heard
    assert len(told) == len(WRITABLE)
    assert run("undo").code == 0
    assert state(library) == before


def test_it_says_how_the_reading_program_is_made_to_reload(
    run: Run, small: Path, home: Path
) -> None:
    settings(home).set(PROFILE, "rekordbox")
    said = run("tag", small, "--genre", "House", "--genre", "Polka")
    assert said.stderr.count("Reload Tag") == 1
    assert said.stderr.startswith("Writing 2 files (")
    assert genres(small / "a.flac") == ["House; Polka"]
    assert "Reload Tag" not in run("tag", small, "--genre", "House", "--genre", "Polka").stderr


def test_undo_tells_of_old_times_and_gives_new_ones_when_asked(run: Run, small: Path) -> None:
    before = state(small)
    run("tag", small, "--genre", "Polka")
    old = run("undo")
    assert "--new-mtime" in old.stderr
    assert state(small) == before
    run("tag", small, "--genre", "Polka")
    new = run("undo", "--new-mtime")
    assert new.stderr.splitlines() == ["Batch 3, files: 2 come back to the byte."]
    after = state(small)
    assert [sha for sha, _ in after.values()] == [sha for sha, _ in before.values()]
    assert all(after[name][1] > before[name][1] for name in before)


def test_an_undo_is_rehearsed_before_it_touches_a_file(run: Run, small: Path) -> None:
    run("tag", small, "--genre", "Polka")
    file = FLAC(small / "a.flac")
    file["title"] = "Changed elsewhere"
    file.save()
    written = state(small)
    said = run("undo", "--dry-run", "--json")
    assert said.code == 1
    (rehearsed,) = said.lines
    assert (rehearsed["status"], rehearsed["to_the_byte"]) == ("rehearsed", 1)
    (changed,) = rehearsed["by_value"]
    assert changed["path"] == str(small / "a.flac")
    assert "Another program changed the tags" in changed["error"]
    assert state(small) == written
    told = run("undo")
    assert "1 were changed since" in told.stderr
    assert genres(small / "a.flac") == ["Polka"]
    assert run("undo", "--by-value").code == 0
    assert genres(small / "a.flac") != ["Polka"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["apply"],
        ["apply", "x", "--root", "y"],
        ["apply", "x", "--plan", "y"],
        ["apply", "--plan", "y", "--policy", "fill"],
        ["plan", "x"],
        ["export", "--output", "x"],
        ["export", "--format", "xml", "--output", "x"],
        ["never-write", "add"],
        ["never-write", "list", "x"],
        ["never-write", "forget", "x"],
    ],
)
def test_wrong_usage_is_2_and_leaves_stdout_empty(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr
