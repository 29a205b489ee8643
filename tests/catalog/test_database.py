"""The catalog's file: what opens, what is refused, what survives."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from tagger.catalog import schema
from tagger.catalog.database import Catalog, open_catalog
from tagger.catalog.schema import APPLICATION_ID, latest
from tagger.catalog.suggestions import StoredEmbedding, Suggestions
from tagger.catalog.tracks import ScannedFile, Tracks
from tagger.errors import CatalogError
from tagger.paths import find_home
from tagger.records import (
    AnalysisStatus,
    FileStamp,
    GenreScore,
    Presence,
    Suggestion,
    TrackContent,
    TrackTags,
)


@pytest.fixture
def catalog() -> Iterator[Catalog]:
    opened = open_catalog(find_home())
    yield opened
    opened.close()


def _file(path: str | bytes, identity: bytes = b"i", **tags: object) -> ScannedFile:
    return ScannedFile(
        Path(os.fsdecode(path)),
        FileStamp(1, 2),
        "MP3",
        identity,
        TrackTags(**tags),  # pyright: ignore[reportArgumentType]
    )


def test_a_new_catalog_is_wal_and_knows_its_schema(catalog: Catalog) -> None:
    db = catalog.reader()
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert db.execute("PRAGMA user_version").fetchone()[0] == latest()
    assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


def test_every_commit_is_flushed_to_the_disk(catalog: Catalog) -> None:
    level = catalog.write(lambda db: db.execute("PRAGMA synchronous").fetchone()[0])
    assert level == 2, "synchronous=FULL"


@pytest.mark.parametrize(
    "name", [b"/m/plain.mp3", "/m/日本語.mp3".encode(), b"/m/caf\xe9.mp3", b"/m/new\nline.mp3"]
)
def test_any_file_name_comes_back_as_it_was(catalog: Catalog, name: bytes) -> None:
    tracks = Tracks(catalog)
    tracks.store([_file(name, title="x")])
    (track,) = tracks.all()
    assert os.fsencode(track.path) == name
    assert tracks.below(Path("/m"))[0].id == track.id


def test_tags_come_back_as_they_were_read(catalog: Catalog) -> None:
    tags = TrackTags(
        "t", "a", "aa", "al", "c", 1, 2, 1999, True, 12.5, ("Jazz", "Hard Bop", "日本")
    )
    tracks = Tracks(catalog)
    tracks.store([ScannedFile(Path("/m/a"), FileStamp(1, 2**62), "FLAC", b"\0\xff", tags)])
    (track,) = tracks.all()
    assert track.tags == tags
    assert (track.stamp.mtime_ns, track.identity) == (2**62, b"\0\xff")


def test_hostile_numbers_and_texts_are_stored_without_an_error(catalog: Catalog) -> None:
    tracks = Tracks(catalog)
    tracks.store([_file("/m/a", title="\udcff lone", genres=("\udc80",), year=10**30)])
    (track,) = tracks.all()
    assert track.tags.year is None
    assert track.tags.genres == ("\udc80",)


def test_a_folder_does_not_match_its_namesake(catalog: Catalog) -> None:
    tracks = Tracks(catalog)
    tracks.store([_file("/m/rock/a"), _file("/m/rock & roll/a"), _file("/m/rock0/a")])
    assert [str(t.path) for t in tracks.below(Path("/m/rock"))] == ["/m/rock/a"]


def test_an_unplugged_root_keeps_its_tracks(catalog: Catalog) -> None:
    tracks = Tracks(catalog)
    tracks.add_root(Path("/m"))
    tracks.store([_file("/m/a")])
    tracks.set_plugged(Path("/m"), False)
    assert tracks.all()[0].presence is Presence.UNPLUGGED
    tracks.set_plugged(Path("/m"), True)
    assert tracks.all()[0].presence is Presence.PRESENT


def test_a_failed_write_leaves_nothing_behind(catalog: Catalog) -> None:
    def work(db: Database) -> None:
        db.execute("INSERT INTO roots (path, added_at) VALUES (x'00', 1)")
        raise ValueError("after the insert")

    with pytest.raises(ValueError, match="after the insert"):
        catalog.write(work)
    assert Tracks(catalog).roots() == []


def test_many_threads_write_through_one(catalog: Catalog) -> None:
    writers: set[str] = set()

    def add(number: int) -> None:
        def work(db: Database) -> None:
            writers.add(threading.current_thread().name)
            db.execute("INSERT INTO roots (path, added_at) VALUES (?, 1)", [b"%d" % number])

        catalog.write(work)

    threads = [threading.Thread(target=add, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Tracks(catalog).roots()) == 20
    assert writers == {"catalog writer"}


def test_a_reader_cannot_change_anything(catalog: Catalog) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        catalog.reader().execute("DELETE FROM tracks")


def test_two_instances_cannot_share_a_catalog(catalog: Catalog) -> None:
    with pytest.raises(CatalogError, match=f"Another Tagger .process {os.getpid()}"):
        open_catalog(find_home())


def test_history_can_be_read_while_another_instance_works(catalog: Catalog) -> None:
    reader = open_catalog(find_home(), read_only=True)
    assert Tracks(reader).count() == 0
    with pytest.raises(CatalogError, match="only to be looked at"):
        reader.write(lambda db: None)
    reader.close()


def test_the_lock_of_a_killed_process_is_free(home: Path) -> None:
    program = (
        "from tagger.catalog.database import open_catalog; from tagger.paths import find_home;"
        "open_catalog(find_home()); print('open', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        env={**os.environ, "TAGGER_HOME": str(home)},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(CatalogError, match=str(other.pid)):
            open_catalog(find_home())
        other.send_signal(signal.SIGKILL)
        other.wait()
    open_catalog(find_home()).close()


def test_a_text_file_is_refused_and_left_as_it_is() -> None:
    home = find_home()
    home.ensure()
    home.catalog.write_text("my shopping list " * 100)
    before = home.catalog.read_bytes()
    with pytest.raises(CatalogError, match="is not a Tagger catalog"):
        open_catalog(home)
    assert home.catalog.read_bytes() == before
    assert not home.backups.exists()


def test_another_programs_database_is_refused_and_left_as_it_is() -> None:
    home = find_home()
    home.ensure()
    other = sqlite3.connect(home.catalog)
    other.execute("CREATE TABLE songs (id)")
    other.commit()
    other.close()
    before = home.catalog.read_bytes()
    with pytest.raises(CatalogError, match="another program"):
        open_catalog(home)
    assert home.catalog.read_bytes() == before


def test_a_newer_catalog_is_refused_with_what_to_do() -> None:
    home = find_home()
    open_catalog(home).close()
    newer = sqlite3.connect(home.catalog)
    newer.execute(f"PRAGMA user_version = {latest() + 1}")
    newer.close()
    for read_only in (False, True):
        with pytest.raises(CatalogError, match="newer Tagger.*Install the newer Tagger again"):
            open_catalog(home, read_only=read_only)


def _next_version(monkeypatch: pytest.MonkeyPatch, step: Callable[[Database], None]) -> None:
    """Make this process a Tagger whose schema is one step ahead."""
    ahead = Migrations("tagger")
    for known in schema.migrations._migrations:
        ahead(name=known.name)(known.fn)
    ahead(name="9999_next")(step)
    monkeypatch.setattr(schema, "migrations", ahead)


def test_an_older_catalog_is_copied_before_it_is_migrated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = find_home()
    catalog = open_catalog(home)
    Tracks(catalog).store([_file("/m/a", title="kept")])
    catalog.close()
    _next_version(monkeypatch, lambda db: db.execute("UPDATE tracks SET title = 'new'") and None)
    catalog = open_catalog(home)
    assert Tracks(catalog).all()[0].tags.title == "new"
    catalog.close()
    (backup,) = home.backups.iterdir()
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT title FROM tracks").fetchall() == [("kept",)]
    assert copy.execute("PRAGMA user_version").fetchone()[0] == latest() - 1
    copy.close()


def test_a_migration_that_fails_leaves_the_catalog_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = find_home()
    catalog = open_catalog(home)
    Tracks(catalog).store([_file("/m/a", title="kept")])
    catalog.close()

    def fail(db: Database) -> None:
        db.execute("DELETE FROM tracks")
        db.execute("INSERT INTO no_such_table VALUES (1)")

    with monkeypatch.context() as patched:
        _next_version(patched, fail)
        with pytest.raises(CatalogError, match="no_such_table"):
            open_catalog(home)
    catalog = open_catalog(home)
    assert Tracks(catalog).all()[0].tags.title == "kept"
    catalog.close()


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CatalogError, match="Could not write into the folder .*--home"):
        open_catalog(find_home(tmp_path / "file" / "home"))


def test_reading_without_a_catalog_says_so() -> None:
    with pytest.raises(CatalogError, match="no catalog yet"):
        open_catalog(find_home(), read_only=True)


def test_a_full_disk_is_explained(catalog: Catalog) -> None:
    def fill(db: Database) -> None:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
        db.execute("INSERT INTO roots (path, added_at) VALUES (zeroblob(1000000), 1)")

    with pytest.raises(CatalogError, match=r"disk is full.*Free some space"):
        catalog.write(fill)


def test_a_catalog_of_the_first_version_keeps_what_was_heard_as_music() -> None:
    home = find_home()
    home.ensure()
    old = Database(sqlite3.connect(home.catalog))
    first = Migrations("tagger")
    first(name="0001_first")(schema.first)
    first.apply(old)
    vector = np.ones(4, dtype="<f2").tobytes()
    old.conn.executemany(
        "INSERT INTO embeddings VALUES (?, 'net', ?, ?, ?, 0)",
        [
            (b"song", "ok", vector, None),
            (b"silent", "ok", None, "No sound."),
            (b"broken", "failed", None, "Broken."),
        ],
    )
    old.conn.executemany(
        "INSERT INTO suggestions VALUES (?, 'net:head', ?, ?, 1, ?)",
        [
            (b"song", "ok", '[["Jazz", 0.9]]', None),
            (b"silent", "ok", "[]", "No sound."),
            (b"broken", "failed", "[]", "Broken."),
        ],
    )
    old.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.conn.execute("PRAGMA user_version = 1")
    old.conn.commit()
    old.conn.close()

    catalog = open_catalog(home)
    found = Suggestions(catalog)
    content = {identity: said.content.value for identity, said in found.all("net:head").items()}
    assert content == {b"song": "music", b"silent": "none", b"broken": "music"}
    heard = found.next_unanswered("net", "another head", None, 10)
    assert heard is not None and found.unanswered("net", "another head") == 3
    assert dict(zip(heard.identities, heard.contents, strict=True)) == content
    assert [heard.identities[row] for row in heard.rows] == [b"song"]
    assert heard.vectors.tolist() == [[1, 1, 1, 1]]
    song = found.embedding("net", b"song")
    assert song is not None and song.vector is not None and song.vector.tolist() == [1, 1, 1, 1]
    assert (song.windows, song.music_windows, song.speech_windows) == (0, 0, 0)
    catalog.close()


def test_what_was_heard_and_said_of_a_track_comes_back_as_it_was(catalog: Catalog) -> None:
    store = Suggestions(catalog)
    vector = np.arange(4, dtype=np.float16)
    heard = StoredEmbedding(
        b"i", AnalysisStatus.PARTIAL, vector, "Cut off.", TrackContent.SPEECH, 15, 2, 11
    )
    store.store_embeddings("net", [heard])
    found = store.embedding("net", b"i")
    assert found is not None and found.vector is not None
    np.testing.assert_array_equal(found.vector, vector)
    assert replace(found, vector=vector) == heard
    scores = (GenreScore("Jazz", 0.5), GenreScore("Blues", 0.4))
    for said in (
        Suggestion(AnalysisStatus.OK, (), True, "No music.", TrackContent.NONE),
        Suggestion(AnalysisStatus.OK, scores, False, None, TrackContent.MUSIC, likely=2),
    ):
        store.store("net:head", [(b"i", said)])
        assert store.get("net:head", b"i") == store.all("net:head")[b"i"] == said
