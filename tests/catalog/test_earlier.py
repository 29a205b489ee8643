"""A library of every earlier Tagger: all that was in it is there after the upgrade.

The stored homes were made by the programs of their time; see earlier/README.md.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from tagger.catalog.database import open_catalog
from tagger.catalog.journal import BatchKind
from tagger.catalog.schema import latest
from tagger.catalog.suggestions import Suggestions
from tagger.paths import find_home
from tagger.records import AnalysisStatus, DecisionKind
from tagger.settings import NEVER_WRITE
from tagger.workflow.doctor import examine
from tagger.workflow.jobs import JobContext
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.turning import pick
from tagger.workflow.undo import UndoJob
from tests.catalog.earlier.stored import NUMBERS, Earlier, content, dump, pragma, unpack

LIBRARY = {
    "one.mp3": ("Jazz",),
    "two.flac": ("Jazz",),
    "three.opus": ("Made-up Genre", "Rock"),
    "four.mp3": ("Unknown",),
    "five.mp3": (),
    "six.mp3": ("Unknown",),
}
"""The genres in the files of every stored library."""


@pytest.fixture(params=NUMBERS, ids=lambda number: f"schema{number}")
def earlier(request: pytest.FixtureRequest, home: Path, tmp_path: Path) -> Earlier:
    return unpack(request.param, home, tmp_path)


def test_a_library_of_every_earlier_schema_is_stored() -> None:
    assert set(NUMBERS) >= set(range(1, latest())), "see tests/catalog/earlier/README.md"


def test_every_row_is_still_there_after_the_upgrade(earlier: Earlier) -> None:
    before = content(earlier.home.catalog)
    assert pragma(earlier.home.catalog, "user_version") == [(earlier.schema,)]
    open_catalog(earlier.home).close()
    assert pragma(earlier.home.catalog, "user_version") == [(latest(),)]
    assert pragma(earlier.home.catalog, "integrity_check") == [("ok",)]
    assert pragma(earlier.home.catalog, "foreign_key_check") == []
    after = content(earlier.home.catalog)
    for table, rows in before.items():
        if table in ("_sqlite_migrations", "sqlite_sequence"):
            continue
        if table == "tracks" and earlier.schema < 3:
            # No file has this time: the next look at them reads the fields that are new.
            rows = [{**row, "mtime_ns": -1} for row in rows]
        kept = [
            {name: row[name] for name in old} for row, old in zip(after[table], rows, strict=True)
        ]
        assert kept == rows, table


def test_the_upgraded_catalog_is_built_like_a_new_one(earlier: Earlier, tmp_path: Path) -> None:
    new = find_home(tmp_path / "new")
    open_catalog(new).close()
    open_catalog(earlier.home).close()
    built, wanted = (
        [line for line in dump(home.catalog) if not line.startswith("INSERT")]
        for home in (earlier.home, new)
    )
    assert sorted(built) == sorted(wanted)


def test_a_copy_from_before_the_upgrade_is_kept_once(earlier: Earlier) -> None:
    before = dump(earlier.home.catalog)
    open_catalog(earlier.home).close()
    kept = [] if earlier.schema == latest() else [_only_backup(earlier)]
    for backup in kept:
        assert backup.name.startswith(f"catalog-schema{earlier.schema}-")
        assert dump(backup) == before
        assert pragma(backup, "integrity_check") == [("ok",)]
    upgraded = dump(earlier.home.catalog)
    open_catalog(earlier.home).close()
    assert dump(earlier.home.catalog) == upgraded
    assert sorted(earlier.home.backups.glob("*")) == kept


def test_the_copy_in_the_catalogs_place_is_the_library_from_before(earlier: Earlier) -> None:
    if earlier.schema == latest():
        pytest.skip("it is not upgraded")
    before = dump(earlier.home.catalog)
    open_catalog(earlier.home).close()
    assert not earlier.home.catalog.with_name("catalog.db-wal").exists()
    shutil.copy(_only_backup(earlier), earlier.home.catalog)
    assert dump(earlier.home.catalog) == before
    with Session.open(earlier.home) as session:
        assert {track.path.name for track in session.tracks.below(earlier.music)} == set(LIBRARY)
    assert len(list(earlier.home.backups.iterdir())) == 2


def test_tracks_suggestions_and_decisions_are_read_as_before(earlier: Earlier) -> None:
    stored = content(earlier.home.catalog)
    with Session.open(earlier.home) as session:
        tracks = {track.path.name: track for track in session.tracks.below(earlier.music)}
        assert {name: track.tags.genres for name, track in tracks.items()} == LIBRARY
        assert tracks["six.mp3"].tags.title == "Song 5"
        assert tracks["six.mp3"].tags.year == 1955
        said = stored["suggestions"]
        assert len(said) == len(LIBRARY)
        for row in said:
            model, identity = row["model"], row["identity"]
            assert isinstance(model, str) and isinstance(identity, bytes)
            found = Suggestions(session.catalog).get(model, identity)
            assert found is not None and found.status is AnalysisStatus.OK
            assert [[each.genre, each.probability] for each in found.genres] == json.loads(
                str(row["genres"])
            )
        decided = {name: session.decisions.get(track.id) for name, track in sorted(tracks.items())}
        assert {
            name: (each.decision.kind, each.decision.genres, each.written)
            for name, each in decided.items()
            if each is not None
        } == {
            "one.mp3": (DecisionKind.CHOSEN, ("Jazz",), True),
            "two.flac": (DecisionKind.CHOSEN, ("Jazz",), True),
            "three.opus": (DecisionKind.CHOSEN, ("Made-up Genre", "Rock"), True),
            "four.mp3": (DecisionKind.ACCEPTED, ("Hip Hop",), False),
            "five.mp3": (DecisionKind.REJECTED, (), False),
            "six.mp3": (DecisionKind.CHOSEN, ("Free Jazz", "Made-up Genre"), False),
        }


def test_what_an_earlier_tagger_wrote_can_still_be_undone_to_the_byte(earlier: Earlier) -> None:
    with Session.open(earlier.home) as session:
        batches = session.journal.batches()
        kinds = [batch.kind for batch in sorted(batches, key=lambda each: each.id)]
        assert kinds == [BatchKind.WRITE, BatchKind.WRITE, BatchKind.UNDO, BatchKind.WRITE]
        for number, names in ((4, {"three.opus"}), (1, {"one.mp3", "two.flac"})):
            wanted = {
                entry.path: entry.undo.sha256_before
                for entry in session.journal.entries(number)
                if entry.undo is not None
            }
            assert {path.name for path in wanted} == names
            outcomes = UndoJob(session, pick(session)).run(JobContext())
            assert [outcome.error for outcome in outcomes] == [None] * len(names)
            for path, sha256 in wanted.items():
                assert hashlib.sha256(path.read_bytes()).digest() == sha256


def test_a_scan_after_the_upgrade_keeps_what_was_heard_and_decided(earlier: Earlier) -> None:
    with Session.open(earlier.home) as session:
        before = {track.path: track.id for track in session.tracks.library()}
        here = {path for path in before if path.exists()}
        ScanJob(session, [earlier.music]).run(JobContext())
        after = {track.path: track for track in session.tracks.library()}
        assert {path: after[path].id for path in here} == {path: before[path] for path in here}
        assert all(session.decisions.get(after[path].id) for path in here)
        assert all(after[path].stamp.mtime_ns == path.stat().st_mtime_ns for path in here)


def test_what_a_personal_model_was_taught_is_still_known(earlier: Earlier) -> None:
    if earlier.schema < 4:
        pytest.skip("there were no lessons yet")
    with Session.open(earlier.home) as session:
        (lesson,) = session.lessons.ids()
        taught = session.lessons.examples(lesson)
    genres = [example.genres for example in taught]
    assert sorted(genres) == [("Jazz",)] * 6 + [("Madeup Step",)] * 6
    assert {example.path.parent.parent for example in taught} == {earlier.music.parent / "sorted"}


def test_settings_and_own_genres_of_an_earlier_tagger_hold(earlier: Earlier) -> None:
    if earlier.schema < 3:
        pytest.skip("there were neither folders never written nor own genres yet")
    with Session.open(earlier.home) as session:
        assert session.settings.get(NEVER_WRITE) == (str(earlier.music / "never"),)
        assert session.vocabulary.ancestors("Made-up Genre") == {"Rock"}


def test_doctor_looks_at_an_earlier_library_without_upgrading_it(earlier: Earlier) -> None:
    if earlier.schema == latest():
        pytest.skip("it is not upgraded")
    before = dump(earlier.home.catalog)
    found = {finding.name: finding for finding in examine(earlier.home)}
    assert found["catalog"].ok
    assert f"of an earlier Tagger (schema {earlier.schema})" in found["catalog"].value
    assert "copies from before upgrades" not in found
    assert dump(earlier.home.catalog) == before
    assert not earlier.home.backups.exists()
    open_catalog(earlier.home).close()
    found = {finding.name: finding for finding in examine(earlier.home)}
    assert found["catalog"].value.endswith(" tracks")
    told = found["copies from before upgrades"].value
    assert str(earlier.home.backups) in told and f"of schema {earlier.schema};" in told


def _only_backup(earlier: Earlier) -> Path:
    (backup,) = earlier.home.backups.iterdir()
    return backup
