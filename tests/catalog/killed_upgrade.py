"""Upgrades of a stored library, killed before every statement in turn. Started by a test.

    python -m tests.catalog.killed_upgrade SCHEMA FOLDER

Prints one JSON object: how many kills there were, how many left the earlier schema and how many the
new one, and everything that was wrong.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

from tagger.catalog import database, upgrade
from tagger.catalog.database import open_catalog
from tagger.catalog.schema import latest
from tests.catalog.earlier.stored import Earlier, unpack
from tests.end_to_end.killing import begin, run_and_kill


def main(schema: int, folder: Path) -> None:
    told = {"kills": 0, "earlier": 0, "upgraded": 0}
    wrong: list[str] = []
    fresh = unpack(schema, folder / "stored", folder)
    original = _logical(fresh.home.catalog)
    upgraded = _undisturbed(fresh, folder / "undisturbed")
    for moment in ("copied", *range(1, 10_000)):
        home = folder / "killed"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(fresh.home.data, home)
        earlier = Earlier(schema, database.Home(home, home / "settings.json", home / "logs"), home)
        ended = run_and_kill(lambda at=moment, it=earlier: _upgrade_and_die(it, at), None)
        if not ended.killed:
            break
        told["kills"] += 1
        left = _logical(earlier.home.catalog)
        if left == original:
            told["earlier"] += 1
        elif _without_times(left) == upgraded:
            told["upgraded"] += 1
        else:
            wrong.append(f"{moment}: neither the earlier catalog nor the upgraded one")
        wrong += [f"{moment}: {text}" for text in _next_start(earlier, original, upgraded)]
    print(json.dumps({**told, "wrong": wrong}))


def _upgrade_and_die(earlier: Earlier, moment: int | str) -> None:
    """Kill this process before the statement of that number, or before a copy has its name."""
    connect, seen = database.connect, 0

    def before_statement(statement: str) -> None:
        nonlocal seen
        seen += 1
        if seen == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(path: Path, **how: bool) -> sqlite3.Connection:
        connection = connect(path, **how)
        if not how:
            connection.set_trace_callback(before_statement)
        return connection

    database.connect = watched
    if moment == "copied":
        upgrade._free_name = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # pyright: ignore
    begin()
    open_catalog(earlier.home).close()


def _next_start(earlier: Earlier, original: list[str], upgraded: list[str]) -> list[str]:
    """What is wrong after the next start, which nobody disturbs."""
    open_catalog(earlier.home).close()
    wrong = []
    if _without_times(_logical(earlier.home.catalog)) != upgraded:
        wrong.append("the next start did not finish the upgrade")
    backups = list(earlier.home.backups.iterdir())
    if not backups:
        wrong.append("there is no copy")
    for backup in backups:
        if not backup.name.startswith(f"catalog-schema{earlier.schema}-"):
            wrong.append(f"{backup.name} was left over")
        elif _logical(backup) != original:
            wrong.append(f"{backup.name} is not the earlier catalog")
    return wrong


def _undisturbed(fresh: Earlier, home: Path) -> list[str]:
    shutil.copytree(fresh.home.data, home)
    open_catalog(database.Home(home, home / "settings.json", home / "logs")).close()
    return _without_times(_logical(home / "catalog.db"))


def _logical(catalog: Path) -> list[str]:
    """All that a reader finds, with what stands in the log alone."""
    connection = sqlite3.connect(f"{catalog.as_uri()}?mode=ro", uri=True)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        check = connection.execute("PRAGMA integrity_check").fetchall()
        return [str(version), str(check), *connection.iterdump()]
    finally:
        connection.close()


def _without_times(dump: list[str]) -> list[str]:
    """When an upgrade took place is no part of what it gives."""
    times = ('INSERT INTO "_sqlite_migrations"', 'INSERT INTO "upgrades"')
    return [line for line in dump if not line.startswith(times)]


if __name__ == "__main__":
    assert latest() > int(sys.argv[1])
    main(int(sys.argv[1]), Path(sys.argv[2]))
