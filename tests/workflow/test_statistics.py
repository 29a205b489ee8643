"""A library in numbers: what is counted, before and after writing, and what is exported."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tagger.catalog.tracks import ScannedFile
from tagger.errors import TaggerError
from tagger.records import (
    AnalysisStatus,
    DecisionKind,
    FileStamp,
    GenreScore,
    Presence,
    Suggestion,
    TrackTags,
    WriteStatus,
)
from tagger.settings import NEVER_WRITE
from tagger.workflow.jobs import JobContext
from tagger.workflow.planning import unwritten
from tagger.workflow.reliability import SureBin
from tagger.workflow.review import choose, reject, review_rows
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.statistics import (
    GenreDecades,
    Stage,
    Statistics,
    Tally,
    YearTally,
    statistics,
)
from tagger.workflow.statistics_tables import Form, as_csv, as_json, export, tables
from tagger.workflow.sureness import HeldOut
from tagger.workflow.turning import pick
from tagger.workflow.undo import UndoJob
from tagger.workflow.write import WriteJob

from .conftest import MakeFlac

MODEL = "ears"
UNKNOWN = HeldOut()


def put(
    session: Session,
    number: int,
    *genres: str,
    year: int | None = None,
    seconds: float | None = 60.0,
    presence: Presence = Presence.PRESENT,
) -> int:
    tags = TrackTags(title=f"T{number}", genres=genres, year=year, duration=seconds)
    path = Path(f"/music/{number:04}.flac")
    file = ScannedFile(path, FileStamp(1, 1), "flac", b"%04d" % number, tags, presence)
    return session.tracks.store([file])[0]


def suggest(session: Session, number: int, genre: str, chance: float) -> None:
    said = Suggestion(AnalysisStatus.OK, (GenreScore(genre, chance),), unsure=False)
    session.suggestions.store(MODEL, [(b"%04d" % number, said)])


def count(session: Session, known: HeldOut = UNKNOWN) -> Statistics:
    return statistics(session, review_rows(session, MODEL), MODEL, known)


def genres(found: Statistics, stage: Stage) -> dict[str, int]:
    return {each.genre: each.tally.tracks for each in found.stages[stage].tallies}


def test_a_track_counts_in_each_of_its_genres_with_its_whole_length(session: Session) -> None:
    put(session, 1, "Jazz", "Soul", "Jazz", seconds=100.0)
    put(session, 2, "Soul", seconds=50.5)
    put(session, 3, seconds=None)
    put(session, 4, "Soul", seconds=None, presence=Presence.UNPLUGGED)
    found = count(session)
    now = found.stages[Stage.NOW]
    assert [(each.genre, each.tally) for each in now.tallies] == [
        ("Soul", Tally(3, 150.5, 1)),
        ("Jazz", Tally(1, 100.0, 0)),
        ("", Tally(1, 0.0, 1)),
    ]
    assert (now.values, now.without, now.several) == (2, 1, 1)
    assert found.all == Tally(4, 150.5, 2) and found.absent == 1


def test_years_fall_into_decades_and_those_that_cannot_be_are_no_years(session: Session) -> None:
    for number, year in enumerate((1959, 1959, 1951, 1984, None, 0, 77, 20011)):
        put(session, number, "Jazz" if number < 3 else "Pop", year=year)
    found = count(session)
    assert [(each.year, each.tally.tracks) for each in found.years] == [
        (1951, 1), (1959, 2), (1984, 1), (None, 4),
    ]  # fmt: skip
    assert [(each.year, each.tally.tracks) for each in found.decades] == [
        (1950, 3), (1960, 0), (1970, 0), (1980, 1), (None, 4),
    ]  # fmt: skip
    now = found.stages[Stage.NOW]
    assert now.decades == (1950, 1960, 1970, 1980)
    assert now.over_time == (
        GenreDecades("Pop", (0, 0, 0, 1), 4),
        GenreDecades("Jazz", (3, 0, 0, 0), 0),
    )


def test_one_year_far_off_makes_no_hundreds_of_empty_decades(session: Session) -> None:
    put(session, 1, "Jazz", year=1959)
    put(session, 2, "Jazz", year=9999)
    found = count(session)
    assert found.stages[Stage.NOW].decades == (1950, 9990)
    assert found.decades == (YearTally(1950, Tally(1, 60.0)), YearTally(9990, Tally(1, 60.0)))


def test_before_is_what_a_file_held_first_and_after_what_a_write_would_make_of_it(
    session: Session, make_flac: MakeFlac, tmp_path: Path
) -> None:
    paths = [
        make_flac(tmp_path / "music" / f"{seed}.flac", seed, genre=genre)
        for seed, genre in enumerate(("Other", "Rock", "Klassik"))
    ]
    ScanJob(session, [tmp_path / "music"]).run(JobContext())
    ids = {track.path: track.id for track in session.tracks.all()}
    first, second, third = (ids[path] for path in paths)

    def counts() -> list[dict[str, int]]:
        return [genres(count(session), s) for s in (Stage.BEFORE, Stage.NOW, Stage.PLANNED)]

    files = {"Other": 1, "Rock": 1, "Klassik": 1}
    assert counts() == [files] * 3
    choose(session, [first], ["Zouk"], MODEL)
    choose(session, [second], ["Rock"], MODEL)
    reject(session, [third], MODEL)
    assert count(session).waiting == 1
    planned = {"Zouk": 1, "Rock": 1, "Klassik": 1}
    assert counts() == [files, files, planned]

    def write() -> None:
        outcomes = WriteJob(session, unwritten(session)).run(JobContext())
        assert [each.status for each in outcomes] == [WriteStatus.WRITTEN]

    write()
    assert counts() == [files, planned, planned]
    assert (count(session).written, count(session).waiting) == (1, 0)
    choose(session, [first], ["Ska"], MODEL)
    write()
    again = {"Ska": 1, "Rock": 1, "Klassik": 1}
    assert counts() == [files, again, again]
    assert {(c.genre, c.before, c.now, c.planned) for c in count(session).changes} == {
        ("Other", 1, 0, 0), ("Ska", 0, 1, 1), ("Rock", 1, 1, 1), ("Klassik", 1, 1, 1),
    }  # fmt: skip
    for _ in range(2):
        UndoJob(session, pick(session)).run(JobContext())
    assert genres(count(session), Stage.NOW) == files
    assert count(session).written == 0


def test_sureness_says_how_many_are_expected_right_and_how_many_were_kept(
    session: Session,
) -> None:
    chances = (0.97, 0.96, 0.953, 0.949, 0.99, 0.82, 0.82)
    ids = []
    for number, chance in enumerate(chances):
        ids.append(put(session, number))
        suggest(session, number, "Classical", chance)
    choose(session, ids[:1], ["classical", "Baroque"], MODEL)
    choose(session, ids[1:2], ["Jazz"], MODEL)
    choose(session, ids[5:6], ["Classical"], "another model")
    reject(session, ids[2:3], MODEL)
    found = count(session)
    rounded = [replace(each, right=round(each.right, 6)) for each in found.sureness]
    assert rounded == [
        SureBin(80, 84, 2, 1.64, 0, 0, 0),
        SureBin(85, 89, 0, 0.0, 0, 0, 0),
        SureBin(90, 94, 0, 0.0, 0, 0, 0),
        # 94.9 % is 95 % wherever it is shown.
        SureBin(95, 100, 5, round(sum(chances[:5]), 6), 1, 1, 1),
    ]
    assert found.under_others == 1 and not found.measured
    measured = count(session, HeldOut(error=0.1))
    assert measured.measured
    assert measured.sureness[0].right == pytest.approx(1.64 - 0.2)


def test_an_empty_library_and_one_without_suggestions_have_numbers_too(session: Session) -> None:
    found = count(session)
    assert found.all == Tally() and found.years == found.decades == found.sureness == ()
    assert all(not genres.tallies for genres in found.stages.values())
    put(session, 1)
    assert count(session).sureness == ()
    assert genres(count(session), Stage.NOW) == {"": 1}


def test_a_person_who_left_a_file_alone_did_not_take_its_suggestion(session: Session) -> None:
    track = put(session, 1)
    suggest(session, 1, "Jazz", 0.9)
    assert genres(count(session), Stage.SUGGESTED) == {"Jazz": 1}
    choose(session, [track], ["Ska", "Soul"], MODEL)
    assert genres(count(session), Stage.SUGGESTED) == {"Ska": 1, "Soul": 1}
    reject(session, [track], MODEL)
    assert session.decisions.all()[track].decision.kind is DecisionKind.REJECTED
    assert genres(count(session), Stage.SUGGESTED) == {"Jazz": 1}


def test_csv_and_json_hold_the_same_tables_and_csv_no_formula(session: Session) -> None:
    put(session, 1, '=HYPERLINK("http://x")', year=1999)
    put(session, 2, "R&B, Soul")
    made = tables(count(session))
    stored = json.loads(as_json(made))
    assert [each.name for each in made] == list(stored)
    in_files = {"tracks": 1, "seconds": 60.0, "tracks of unknown length": 0}
    assert stored["genres in files"] == [
        {"genre": '=HYPERLINK("http://x")', **in_files},
        {"genre": "R&B, Soul", **in_files},
    ]
    assert stored["years"][1] == {"year": None, **in_files}
    lines = list(csv.reader(io.StringIO(as_csv(made))))
    assert sum(line == [] for line in lines) == len(made) - 1
    start = lines.index(["genres in files"])
    assert lines[start + 1] == ["genre", *in_files]
    assert lines[start + 2] == ['\'=HYPERLINK("http://x")', "1", "60.0", "0"]
    assert not any(cell[:1] in "=+-@\t\r" for line in lines for cell in line if cell)


def test_an_export_replaces_no_file_unless_told_and_never_where_nothing_is_written(
    session: Session, tmp_path: Path
) -> None:
    put(session, 1, "Jazz")
    found = count(session)
    path = tmp_path / "numbers.csv"
    export(session, found, Form.CSV, path)
    before = path.read_bytes()
    assert before.startswith("\ufeffoverview\r\n".encode())
    with pytest.raises(TaggerError, match="exists already"):
        export(session, found, Form.JSON, path)
    assert path.read_bytes() == before
    export(session, found, Form.JSON, path, overwrite=True)
    assert json.loads(path.read_text("utf-8"))["overview"][0] == {"what": "tracks", "count": 1}
    session.settings.set(NEVER_WRITE, (str(tmp_path),))
    with pytest.raises(TaggerError):
        export(session, found, Form.CSV, tmp_path / "other.csv")
    assert not (tmp_path / "other.csv").exists()
