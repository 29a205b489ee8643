"""What a model said, kept as it was said, also in a catalog from before it could say so much."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from tagger.catalog import schema
from tagger.catalog.database import open_catalog
from tagger.catalog.schema import APPLICATION_ID
from tagger.catalog.suggestions import Suggestions
from tagger.paths import find_home
from tagger.records import AnalysisStatus, GenreScore, Suggestion

SCORES = (GenreScore("Rock", 0.61), GenreScore("Blues", 0.22), GenreScore("Jazz", 0.17))


def test_how_many_genres_are_suggested_is_kept() -> None:
    catalog = open_catalog(find_home())
    store = Suggestions(catalog)
    said = Suggestion(AnalysisStatus.OK, SCORES, unsure=False, likely=2)
    store.store("model", [(b"i", said)])
    assert store.get("model", b"i") == store.all("model")[b"i"] == said
    catalog.close()


def test_what_an_older_version_suggested_is_its_best_genre_alone() -> None:
    home = find_home()
    home.ensure()
    old = Database(sqlite3.connect(home.catalog))
    first = Migrations("tagger")
    first(name="0001_first")(schema.first)
    first.apply(old)
    row = (b"i", "model", "ok", '[["Rock", 0.61], ["Blues", 0.22]]', 0, None)
    old.conn.execute("INSERT INTO suggestions VALUES (?, ?, ?, ?, ?, ?)", row)
    old.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    old.conn.execute("PRAGMA user_version = 1")
    old.conn.commit()
    old.conn.close()
    catalog = open_catalog(home)
    found = Suggestions(catalog).all("model")[b"i"]
    assert found.suggested == SCORES[:1]
    assert [score.genre for score in found.genres] == ["Rock", "Blues"]
    catalog.close()
