"""The window over the library of another Tagger: an earlier one is opened, a newer one refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tagger.catalog.database import open_catalog
from tagger.catalog.schema import latest
from tagger.paths import Home
from tagger.ui import app
from tests.catalog.earlier.stored import unpack

from .conftest import OpenWindow
from .hands import boxes_closed


def _entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


@pytest.mark.parametrize("schema", [1, 5, latest() - 1])
def test_the_window_opens_an_earlier_library_with_all_that_was_kept_in_it(
    schema: int, open_window: OpenWindow, place: Home, tmp_path: Path, qtbot: QtBot
) -> None:
    unpack(schema, place.data, tmp_path)
    stored = QSettings(str(place.data / "window.ini"), QSettings.Format.IniFormat)
    stored.setValue("tour", "shown")
    stored.sync()
    window = open_window()
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 6, timeout=20_000)
    lines = window.controller.rows.library.lines.values()
    titles = {line.row.track.tags.title for line in lines}
    assert titles == {f"Song {number}" for number in range(6)}
    kept = [] if schema < 5 else ["Old and blue"]
    window.saved_filters.aboutToShow.emit()
    assert [name for name in _entries(window.saved_filters) if name == "Old and blue"] == kept
    (backup,) = place.backups.iterdir()
    assert backup.name.startswith(f"catalog-schema{schema}-")


def test_the_window_refuses_a_newer_library_and_says_what_to_do(
    place: Home, tmp_path: Path, qapp: object
) -> None:
    unpack(1, place.data, tmp_path)
    open_catalog(place).close()
    (backup,) = place.backups.iterdir()
    with closing(sqlite3.connect(place.catalog)) as newer, newer:
        newer.execute("INSERT INTO upgrades VALUES (?, '9.1.0', 1)", [latest() + 1])
        newer.execute(f"PRAGMA user_version = {latest() + 1}")
    before = place.catalog.read_bytes()
    with boxes_closed() as said:
        assert app.run(place) == 1
    (sentence,) = said
    assert "Install Tagger 9.1.0 or a newer one again." in sentence
    assert str(backup) in sentence
    assert place.catalog.read_bytes() == before


def test_what_another_version_keeps_in_the_windows_file_stays(
    open_window: OpenWindow, place: Home
) -> None:
    file = place.data / "window.ini"
    with file.open("a", encoding="utf-8") as stream:
        stream.write("\n[moods]\nshown=dark blue\nweights=1, 2, 3\n")
    window = open_window()
    window.close()
    kept = QSettings(str(file), QSettings.Format.IniFormat)
    assert kept.value("moods/shown") == "dark blue"
    assert kept.value("moods/weights") == ["1", "2", "3"]
    assert kept.value("tour") == "shown"
