"""Fields beside the genre, and how fast writes went, in the catalog."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from tagger.catalog import schema
from tagger.catalog.database import Catalog, open_catalog
from tagger.catalog.journal import BatchKind, Journal
from tagger.catalog.rates import WriteRate, WriteRates
from tagger.catalog.schema import APPLICATION_ID
from tagger.catalog.tracks import ScannedFile, Tracks
from tagger.paths import find_home
from tagger.records import FileStamp, TrackTags


@pytest.fixture
def catalog() -> Iterator[Catalog]:
    opened = open_catalog(find_home())
    yield opened
    opened.close()


def test_a_track_keeps_its_second_genre_and_its_own_fields(catalog: Catalog) -> None:
    tags = TrackTags(
        genres=("House",),
        second_genres=("Pop", "Rock"),
        custom=(("STYLE", ("Deep House", "Garage")), ("TAGGER_GENRES", ("{}",))),
    )
    tracks = Tracks(catalog)
    (track_id,) = tracks.store([ScannedFile(Path("/m/a.mp3"), FileStamp(1, 2), "MP3", b"i", tags)])
    assert tracks.get([track_id])[0].tags == tags
    bare = ScannedFile(Path("/m/a.mp3"), FileStamp(1, 3), "MP3", b"i", TrackTags())
    tracks.store([bare])
    assert tracks.get([track_id])[0].tags == TrackTags()


def test_the_journal_keeps_the_fields_that_a_write_changed(catalog: Catalog) -> None:
    journal = Journal(catalog)
    fields = ((("STYLE", ()),), (("STYLE", ("Deep House",)),))
    batch = journal.open_batch(BatchKind.WRITE)
    entry = journal.entry(journal.plan(batch, Path("a"), b"i", [], ["House"], None, None, fields))
    assert entry is not None
    assert (entry.fields_before, entry.fields_wanted) == fields


def test_tracks_of_an_older_catalog_are_read_again_and_keep_all_else() -> None:
    home = find_home()
    home.ensure()
    old = Database(sqlite3.connect(home.catalog))
    two = Migrations("tagger")
    two(name="0001_first")(schema.first)
    two(name="0002_content")(schema.second)
    two.apply(old)
    old.conn.execute(
        "INSERT INTO tracks (path, size, mtime_ns, format, identity, presence, genres) "
        "VALUES (?, 5, 6, 'MP3', ?, 'present', '[\"Jazz\"]')",
        [b"/m/a.mp3", b"i"],
    )
    old.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.conn.execute("PRAGMA user_version = 2")
    old.conn.commit()
    old.conn.close()

    catalog = open_catalog(home)
    (track,) = Tracks(catalog).all()
    assert track.tags == TrackTags(genres=("Jazz",))
    assert track.stamp != FileStamp(5, 6), "the next scan must not pass it by"
    catalog.close()


def test_rates_are_remembered_for_each_volume(catalog: Catalog) -> None:
    rates = WriteRates(catalog)
    rates.add({Path("/"): [(1000, 1.0)], Path("/net"): [(1000, 30.0)]})
    rates.add({Path("/net"): [(3000, 50.0)]})
    found = rates.all()
    assert found[Path("/")].files == 1
    per_file, per_byte = found[Path("/net")].line()
    assert per_file + 2000 * per_byte == pytest.approx(40.0)
    assert per_file == pytest.approx(20.0)


@given(
    st.lists(
        st.tuples(st.integers(0, 10**11), st.floats(0, 10**5)),
        min_size=1,
        max_size=300,
    )
)
def test_no_history_of_writes_gives_a_time_below_nothing(writes: list[tuple[int, float]]) -> None:
    rate = WriteRate()
    for size, seconds in writes:
        rate = rate.with_write(size, seconds)
    per_file, per_byte = rate.line()
    assert per_file >= 0 and per_byte >= 0


def test_what_was_long_ago_fades() -> None:
    rate = WriteRate()
    for _ in range(1000):
        rate = rate.with_write(10**6, 10.0)
    for _ in range(1000):
        rate = rate.with_write(10**6, 1.0)
    per_file, per_byte = rate.line()
    assert per_file + 10**6 * per_byte == pytest.approx(1.0, rel=0.1)
