"""Plans as files: read, edited, carried elsewhere, and checked line by line before a write."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.flac import FLAC

from tagger.errors import TaggerError
from tagger.records import AnalysisStatus, GenreScore, Policy, Suggestion, Track, WriteStatus
from tagger.settings import PROFILE
from tagger.workflow.changes import Intent
from tagger.workflow.jobs import JobContext
from tagger.workflow.planning import Planner
from tagger.workflow.plans import (
    CheckedPlan,
    PlanCheck,
    common_root,
    encode_plan,
    read_plan,
)
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.write import WriteJob

from .conftest import MakeFlac

Edit = Callable[[list[dict]], None]


@pytest.fixture
def music(session: Session, tmp_path: Path, make_flac: MakeFlac) -> Path:
    folder = tmp_path / "music"
    for seed, genre in enumerate(["Rock", "Pop", "Other"]):
        make_flac(folder / "sub" / f"{seed}.flac", seed, genre=genre)
    ScanJob(session, [folder]).run(JobContext())
    return folder


def save(session: Session, folder: Path, file: Path, genre: str = "Jazz") -> Path:
    intents = [Intent(t, (genre,), Policy.REPLACE, True) for t in session.tracks.all()]
    planner = Planner(session)
    heard = Suggestion(AnalysisStatus.OK, (GenreScore(genre, 0.61),), False)
    said = {intent.track.id: heard for intent in intents}
    changes = [planner.plan(intent) for intent in intents]
    file.write_bytes(encode_plan(changes, said, common_root([folder]), "Tagger 1"))
    return file


def rows_of(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def edit(file: Path, change: Edit) -> None:
    rows = rows_of(file)
    change(rows)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))


def check(session: Session, file: Path, root: Path | None = None) -> CheckedPlan:
    plan = PlanCheck(session, read_plan(file), root)
    ScanJob(session, plan.files(), remember_roots=False).run(JobContext())
    return plan.check()


def write(session: Session, checked: CheckedPlan) -> list[WriteStatus]:
    outcomes = WriteJob(session, checked.intents).run(JobContext())
    return [outcome.status for outcome in outcomes]


def refusals(checked: CheckedPlan) -> dict[int, str]:
    return {line.number: line.reason for line in checked.refused}


def genres(path: Path) -> list[str]:
    return list(FLAC(path).get("genre") or [])


def test_a_plan_says_what_and_why_and_paths_below_its_root(
    session: Session, music: Path, tmp_path: Path
) -> None:
    head, *lines = rows_of(save(session, music, tmp_path / "plan.jsonl"))
    assert (head["format"], head["version"], head["model"]) == ("tagger-plan", 1, "Tagger 1")
    assert head["root"] == str(music) and head["made"]
    assert [line["path"] for line in lines] == ["sub/0.flac", "sub/1.flac", "sub/2.flac"]
    assert [(line["before"], line["after"]) for line in lines] == [
        (["Rock"], ["Jazz"]),
        (["Pop"], ["Jazz"]),
        (["Other"], ["Jazz"]),
    ]
    tracks = session.tracks.all()
    assert [line["music"] for line in lines] == [track.identity.hex() for track in tracks]
    assert lines[0]["probability"] == 0.61
    assert lines[0]["why"] == "Heard: Jazz 61%."
    assert "counts as no genre" in lines[2]["why"]


def test_an_edited_plan_is_written_as_it_was_edited(
    session: Session, music: Path, tmp_path: Path
) -> None:
    file = save(session, music, tmp_path / "plan.jsonl")

    def change(rows: list[dict]) -> None:
        rows[1]["after"] = ["Krautrock", "Ambient"]
        del rows[2]

    edit(file, change)
    checked = check(session, file)
    assert checked.refused == ()
    assert write(session, checked) == [WriteStatus.WRITTEN] * 2
    found = [genres(music / "sub" / f"{n}.flac") for n in range(3)]
    assert found == [["Krautrock", "Ambient"], ["Pop"], ["Jazz"]]
    again = check(session, file)
    assert again.refused == ()
    assert write(session, again) == [WriteStatus.UNCHANGED] * 2


def test_each_line_that_does_not_hold_says_why_and_stops_no_other(
    session: Session, music: Path, tmp_path: Path, make_flac: MakeFlac
) -> None:
    for seed in (10, 11, 12):
        make_flac(music / f"{seed}.flac", seed, genre="Folk")
    ScanJob(session, [music]).run(JobContext())
    file = save(session, music, tmp_path / "plan.jsonl")
    names = [row["path"] for row in rows_of(file)[1:]]
    assert names == ["10.flac", "11.flac", "12.flac", "sub/0.flac", "sub/1.flac", "sub/2.flac"]
    (music / "10.flac").unlink()
    make_flac(music / "11.flac", 99, genre="Folk")
    changed = FLAC(music / "12.flac")
    changed["genre"] = "Blues"
    changed.save()
    lines = file.read_bytes().splitlines()
    lines[5] = lines[5][:40]
    lines.append(lines[6])
    file.write_bytes(b"\r\n".join(lines))
    before = {name: (music / name).read_bytes() for name in names[1:5]}
    checked = check(session, file)
    found = refusals(checked)
    assert set(found) == {2, 3, 4, 6, 8}
    assert "not there" in found[2]
    assert "other music" in found[3]
    assert "has Blues, and had Folk" in found[4]
    assert "damaged" in found[6]
    assert "Line 7" in found[8]
    assert write(session, checked) == [WriteStatus.WRITTEN] * 2
    after = {name: (music / name).read_bytes() for name in names[1:5]}
    assert [name for name in before if before[name] != after[name]] == ["sub/0.flac"]


def test_a_plan_is_carried_to_another_folder_and_catalog(
    session: Session, music: Path, tmp_path: Path
) -> None:
    file = save(session, music, tmp_path / "plan.jsonl")
    elsewhere = tmp_path / "elsewhere"
    music.rename(elsewhere)
    gone = check(session, file)
    assert len(gone.refused) == 3 and "--root" in gone.refused[0].reason
    checked = check(session, file, elsewhere)
    assert checked.refused == ()
    assert write(session, checked) == [WriteStatus.WRITTEN] * 3
    assert genres(elsewhere / "sub" / "1.flac") == ["Jazz"]


def test_a_file_that_was_moved_is_found_by_its_music(
    session: Session, music: Path, tmp_path: Path
) -> None:
    file = save(session, music, tmp_path / "plan.jsonl")
    moved = tmp_path / "away" / "renamed.flac"
    moved.parent.mkdir()
    (music / "sub" / "0.flac").rename(moved)
    assert "not there" in refusals(check(session, file))[2]
    ScanJob(session, [moved.parent]).run(JobContext())
    checked = check(session, file)
    assert checked.refused == ()
    write(session, checked)
    assert genres(moved) == ["Jazz"]


def test_genres_that_change_between_check_and_write_are_left_alone(
    session: Session, music: Path, tmp_path: Path
) -> None:
    checked = check(session, save(session, music, tmp_path / "plan.jsonl"))
    path = music / "sub" / "0.flac"
    meanwhile = FLAC(path)
    meanwhile["genre"] = "Blues"
    meanwhile.save()
    assert write(session, checked)[0] is WriteStatus.SKIPPED
    assert genres(path) == ["Blues"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_are_no_utf8_survive(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    made = make_flac(tmp_path / "a.flac", 3, genre="Rock")
    folder = tmp_path / "music"
    folder.mkdir()
    path = made.rename(folder / os.fsdecode(b"caf\xe9 \xe6\x97\xa5\nx\\y.flac"))
    ScanJob(session, [folder]).run(JobContext())
    file = save(session, folder, tmp_path / "plan.jsonl")
    text = file.read_text("utf-8")
    assert len(text.splitlines()) == 2 and "日" in text
    checked = check(session, file)
    assert [intent.track.path for intent in checked.intents] == [path]


def test_a_plan_holds_where_the_reader_wants_one_value(
    session: Session, music: Path, tmp_path: Path
) -> None:
    session.settings.set(PROFILE, "rekordbox")
    file = save(session, music, tmp_path / "plan.jsonl")
    edit(file, lambda rows: rows[1].update(after=["Jazz", "Ambient"]))
    write(session, check(session, file))
    assert genres(music / "sub" / "0.flac") == ["Jazz; Ambient"]
    again = check(session, file)
    assert again.refused == ()
    assert set(write(session, again)) == {WriteStatus.UNCHANGED}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"{}\n", "no plan"),
        (b"hello\n", "no plan"),
        ('{"format": "tagger-plan"}'.encode("utf-16"), "no plan"),
        (b'{"format": "tagger-plan", "version": 2}\n', "newer Tagger"),
    ],
)
def test_what_is_no_plan_is_refused_whole(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "plan.jsonl"
    file.write_bytes(content)
    with pytest.raises(TaggerError, match=message):
        read_plan(file)


GOOD = {"path": "a.flac", "music": "00" * 20, "before": [], "after": ["Jazz"]}


@pytest.mark.parametrize(
    "changed",
    [
        {"path": "../a.flac"},
        {"path": ""},
        {"path": "a\0.flac"},
        {"path": 7},
        {"path": "\ud83d.flac"},
        {"music": "00"},
        {"music": "xyz"},
        {"music": None},
        {"before": "Rock"},
        {"after": []},
        {"after": [" "]},
        {"after": ["a\nb"]},
        {"after": ["\ud83d"]},
        {"after": [1]},
        {"after": {"Jazz": 1}},
    ],
)
def test_a_line_that_makes_no_sense_is_refused_by_its_number(
    tmp_path: Path, changed: dict[str, object]
) -> None:
    head = {"format": "tagger-plan", "version": 1, "root": str(tmp_path)}
    file = tmp_path / "plan.jsonl"
    rows = [head, GOOD, GOOD | changed, GOOD]
    file.write_text("\n".join(json.dumps(row) for row in rows))
    plan = read_plan(file)
    assert [line.number for line in plan.refused] == [3]
    assert [line.number for line in plan.lines] == [2, 4]


@given(st.lists(st.binary(max_size=60), max_size=8))
def test_no_bytes_make_reading_a_plan_fail(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    file = tmp_path_factory.mktemp("plans") / "plan.jsonl"
    head = b'\xef\xbb\xbf{"format": "tagger-plan", "version": 1}'
    file.write_bytes(b"\n".join([head, *lines, json.dumps(GOOD).encode()]))
    plan = read_plan(file)
    assert plan.lines[-1].after == ("Jazz",)


def test_deep_and_huge_json_is_a_damaged_line(tmp_path: Path) -> None:
    file = tmp_path / "plan.jsonl"
    head = b'{"format": "tagger-plan", "version": 1}'
    number = b'{"path": ' + b"9" * 5000 + b"}"
    file.write_bytes(b"\n".join([head, b"[" * 200_000, number, b"x" * (2 << 20)]))
    assert [line.number for line in read_plan(file).refused] == [2, 3, 4]


def test_a_copy_with_the_planned_genres_is_taken_first(
    session: Session, tmp_path: Path, make_flac: MakeFlac
) -> None:
    folder = tmp_path / "music"
    first = make_flac(folder / "a.flac", 1, genre="Rock")
    ScanJob(session, [folder]).run(JobContext())
    file = save(session, folder, tmp_path / "plan.jsonl")
    content = first.read_bytes()
    first.unlink()
    (folder / "b.flac").write_bytes(content)
    (folder / "c.flac").write_bytes(content)
    other = FLAC(folder / "b.flac")
    other["genre"] = "Blues"
    other.save()
    ScanJob(session, [folder]).run(JobContext())
    checked = check(session, file)
    chosen: list[Track] = [intent.track for intent in checked.intents]
    assert [track.path.name for track in chosen] == ["c.flac"]
