"""Upgrades that cannot be finished, and catalogs of a newer Tagger: nothing is lost by either."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlite_utils import Database

from tagger import cli
from tagger.catalog import database, schema
from tagger.catalog.database import open_catalog
from tagger.catalog.schema import latest
from tagger.catalog.tracks import Tracks
from tagger.catalog.upgrade import list_backups
from tagger.errors import CatalogError, UnwritableCatalogError
from tagger.paths import Home, find_home
from tagger.workflow.session import Session
from tests.catalog.earlier.stored import Earlier, dump, pragma, unpack

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534


@pytest.fixture
def earlier(home: Path, tmp_path: Path) -> Earlier:
    """A library of the first Tagger."""
    return unpack(1, home, tmp_path)


def test_an_upgrade_that_is_killed_leaves_the_earlier_catalog_or_the_new_one(
    tmp_path: Path,
) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("a process cannot be killed like this here")
    done = subprocess.run(
        [sys.executable, "-m", "tests.catalog.killed_upgrade", "1", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert told["kills"] > 20
    assert told["earlier"] >= told["kills"] - 4, "all steps and the number are one transaction"
    assert told["earlier"] + told["upgraded"] == told["kills"]


def test_a_disk_that_is_full_in_the_middle_leaves_the_earlier_catalog(
    earlier: Earlier, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(earlier.home.catalog)
    connect = database.connect

    def no_room(path: Path, **how: bool) -> sqlite3.Connection:
        connection = connect(path, **how)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(database, "connect", no_room)
    for _ in range(2):
        with pytest.raises(
            CatalogError, match="disk is full.*Free some.*Nothing in it was changed"
        ):
            open_catalog(earlier.home)
        assert dump(earlier.home.catalog) == before
        assert list(earlier.home.backups.iterdir()) == [], "vain starts must not fill the disk"
    monkeypatch.undo()
    open_catalog(earlier.home).close()
    assert pragma(earlier.home.catalog, "user_version") == [(latest(),)]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 512 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs to mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.parametrize("room", [0, 32_768, 65_536, 98_304])
def test_a_disk_without_room_for_the_copy_is_told_before_anything_is_changed(
    small_disk: Path, tmp_path: Path, room: int
) -> None:
    earlier = unpack(1, small_disk, tmp_path)
    before = dump(earlier.home.catalog)
    disk = os.statvfs(small_disk)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(disk.f_bavail * disk.f_frsize - room))
    with pytest.raises(CatalogError, match="disk is full"):
        open_catalog(earlier.home)
    assert dump(earlier.home.catalog) == before
    assert list_backups(earlier.home.backups) == []
    filler.unlink()
    open_catalog(earlier.home).close()
    assert dump(list_backups(earlier.home.backups)[0].path) == before


@contextmanager
def _unwritable(folder: Path) -> Iterator[None]:
    """Without the right to write there, for root as well."""
    if sys.platform == "win32":
        pytest.skip("a folder cannot be locked like this here")
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path in paths:
            path.chmod(path.stat().st_mode | stat.S_IWUSR)


@pytest.mark.parametrize("opened", [open_catalog, Session.open_or_look])
def test_an_earlier_catalog_in_a_folder_that_cannot_be_written_says_what_to_do(
    opened: Callable[[Home], object],
) -> None:
    # Not below pytest's own folders, which nobody else can reach.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        earlier = unpack(3, folder / "home", folder)
        before = dump(earlier.home.catalog)
        with (
            _unwritable(earlier.home.data),
            pytest.raises(UnwritableCatalogError, match="earlier Tagger.*Make the folder writable"),
        ):
            opened(earlier.home)
        assert dump(earlier.home.catalog) == before


def test_a_catalog_that_an_older_tagger_has_open_is_not_upgraded(earlier: Earlier) -> None:
    """The lock has been the same file, held in the same way, from the first version on."""
    before = dump(earlier.home.catalog)
    program = (
        "import sqlite3, sys; from pathlib import Path; from tagger.catalog.lock import *;"
        "lock = InstanceLock(Path(sys.argv[1], 'tagger.lock'));"
        "open_too = sqlite3.connect(Path(sys.argv[1], 'catalog.db'));"
        "print('open', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(earlier.home.data)],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        cwd=ROOT,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        for read_only in (False, True):
            with pytest.raises(CatalogError, match=f"Another Tagger .process {other.pid}"):
                open_catalog(earlier.home, read_only=read_only)
        other.send_signal(signal.SIGTERM)
        other.wait()
    assert dump(earlier.home.catalog) == before
    assert not earlier.home.backups.exists()


@pytest.fixture
def newer(earlier: Earlier) -> Home:
    """The same library after a Tagger of the future had it."""
    open_catalog(earlier.home).close()
    with closing(sqlite3.connect(earlier.home.catalog)) as ahead, ahead:
        ahead.execute("CREATE TABLE moods (id INTEGER PRIMARY KEY)")
        ahead.execute("INSERT INTO upgrades VALUES (?, '9.1.0', 1)", [latest() + 1])
        ahead.execute(f"PRAGMA user_version = {latest() + 1}")
    return earlier.home


def _files(home: Home) -> dict[str, bytes]:
    return {
        path.relative_to(home.data).as_posix(): path.read_bytes()
        for path in home.data.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_catalog_is_refused_without_a_byte_changed(newer: Home, read_only: bool) -> None:
    before = _files(newer)
    with pytest.raises(CatalogError, match="newer Tagger.*It was left as it is") as refused:
        open_catalog(newer, read_only=read_only)
    after = _files(newer)
    assert {name: after[name] for name in before} == before
    assert "Install Tagger 9.1.0 or a newer one" in refused.value.message


def test_a_newer_catalog_with_a_log_beside_it_is_refused_without_a_byte_changed(
    newer: Home, tmp_path: Path
) -> None:
    """As a newer Tagger leaves it that is killed: the log is not even taken into the file."""
    with closing(sqlite3.connect(newer.catalog)) as ahead:
        ahead.execute("PRAGMA wal_autocheckpoint = 0")
        ahead.execute("INSERT INTO moods VALUES (7)")
        ahead.commit()
        copied = tmp_path / "killed"
        shutil.copytree(newer.data, copied)
    killed = find_home(copied)
    before = _files(killed)
    assert len(before["catalog.db-wal"]) > 0
    with pytest.raises(CatalogError, match=r"Tagger 9\.1\.0"):
        open_catalog(killed)
    after = _files(killed)
    for name in ("catalog.db", "catalog.db-wal"):
        assert after[name] == before[name]


def test_the_number_of_a_newer_schema_may_stand_in_the_log_alone(
    earlier: Earlier, tmp_path: Path
) -> None:
    open_catalog(earlier.home).close()
    with closing(sqlite3.connect(earlier.home.catalog)) as ahead:
        ahead.execute("PRAGMA wal_autocheckpoint = 0")
        ahead.execute(f"PRAGMA user_version = {latest() + 1}")
        ahead.commit()
        copied = tmp_path / "killed"
        shutil.copytree(earlier.home.data, copied)
    before = _files(find_home(copied))
    with pytest.raises(CatalogError, match="newer Tagger"):
        open_catalog(find_home(copied))
    for name in ("catalog.db", "catalog.db-wal"):
        assert _files(find_home(copied))[name] == before[name]


def test_the_way_back_that_a_refusal_names_leads_back(newer: Home) -> None:
    (backup,) = list_backups(newer.backups)
    with pytest.raises(CatalogError) as refused:
        open_catalog(newer)
    assert f"put a copy of {backup.path} in its place" in refused.value.message
    newer.catalog.rename(newer.data / "newer.db")
    shutil.copy(backup.path, newer.catalog)
    catalog = open_catalog(newer)
    assert Tracks(catalog).count() == 6
    catalog.close()


def test_of_several_copies_the_newest_is_named_that_this_tagger_can_open(newer: Home) -> None:
    (backup,) = list_backups(newer.backups)
    now = backup.made_at
    own = newer.backups / f"catalog-schema{latest()}-{now + 5}.db"
    for path in (own, newer.backups / f"catalog-schema{latest() + 1}-{now + 9}.db"):
        shutil.copy(backup.path, path)
    (newer.backups / "catalog-schema1-now.db").write_text("not one of ours")
    with pytest.raises(CatalogError) as refused:
        open_catalog(newer)
    assert str(own) in refused.value.message


def test_without_a_copy_the_refusal_promises_none(newer: Home) -> None:
    shutil.rmtree(newer.backups)
    with pytest.raises(CatalogError, match="There is no copy from before"):
        open_catalog(newer)


@pytest.mark.parametrize("command", [("history",), ("scan", "."), ("undo",), ("export",)])
def test_every_command_refuses_a_newer_catalog_in_the_same_words(
    newer: Home,
    command: tuple[str, ...],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = newer.catalog.read_bytes()
    more = ("--format", "csv", "--output", str(tmp_path / "list.csv"))
    assert cli.main([*command, *(more if command == ("export",) else ())]) == 1
    assert "Install Tagger 9.1.0 or a newer one again." in capsys.readouterr().err
    assert newer.catalog.read_bytes() == before


def test_two_upgrades_in_one_second_keep_two_copies(
    earlier: Earlier, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.25)
    first = shutil.copy(earlier.home.catalog, tmp_path / "first.db")
    for _ in range(2):
        open_catalog(earlier.home).close()
        shutil.copy(first, earlier.home.catalog)
    names = [backup.path.name for backup in list_backups(earlier.home.backups)]
    assert sorted(names) == ["catalog-schema1-1800000000-2.db", "catalog-schema1-1800000000.db"]


def test_the_catalog_is_one_file_once_it_is_closed(newer: Home, tmp_path: Path) -> None:
    """So that a copy of that file alone is a copy of all."""
    home = find_home(tmp_path / "fresh")
    catalog = open_catalog(home)
    Tracks(catalog).add_root(Path("/m"))
    assert len(Tracks(catalog).roots()) == 1, "a reader is open as well"
    catalog.close()
    assert [path.name for path in home.data.glob("catalog.db*")] == ["catalog.db"]


def test_an_upgrade_notes_which_tagger_made_it(earlier: Earlier) -> None:
    from tagger import __version__

    catalog = open_catalog(earlier.home)
    noted = catalog.reader().execute("SELECT schema, tagger FROM upgrades").fetchall()
    catalog.close()
    assert noted == [(latest(), __version__)]


def test_a_step_that_fails_takes_all_steps_back(
    earlier: Earlier, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(earlier.home.catalog)

    def fail(db: Database) -> None:
        db.execute("DROP TABLE journal")
        db.execute("INSERT INTO no_such_table VALUES (1)")

    with monkeypatch.context() as patched:
        ahead = schema.Migrations("tagger")
        for known in schema.migrations._migrations:
            ahead(name=known.name)(known.fn)
        ahead(name="9999_next")(fail)
        patched.setattr(schema, "migrations", ahead)
        with pytest.raises(CatalogError, match="no_such_table.*earlier Tagger can still open"):
            open_catalog(earlier.home)
    assert dump(earlier.home.catalog) == before
