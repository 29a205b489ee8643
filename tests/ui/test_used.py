"""The genres that are used, ticked in their dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from mutagen.flac import FLAC
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox
from pytestqt.qtbot import QtBot

from tagger.settings import ALBUM_GENRES, UNUSED_GENRES
from tagger.ui.genres.dialog import GenresDialog
from tagger.ui.genres.used_page import UsedPage
from tagger.ui.main_window import MainWindow
from tagger.ui.settings.dialog import SettingsDialog
from tagger.workflow.review import ReviewState

from .conftest import MakeMusic, OpenWindow


@pytest.fixture
def window(
    open_window: OpenWindow, make_music: MakeMusic, model_file: Path, qtbot: QtBot
) -> MainWindow:
    """With a library that was listened to."""
    window = open_window()
    window.add([make_music(3)])
    qtbot.waitUntil(lambda: len(best(window)) == 3, timeout=60_000)
    qtbot.waitUntil(lambda: not window.controller.runner.busy, timeout=60_000)
    return window


def opened(window: MainWindow, qtbot: QtBot) -> UsedPage:
    window.toolbar.genres.trigger()
    dialog = window.findChildren(GenresDialog)[-1]
    page = dialog.used
    assert dialog.tabs.currentWidget() is page
    qtbot.waitUntil(lambda: bool(page.rows.rows), timeout=60_000)
    return page


def untick(page: UsedPage, genre: str) -> None:
    page.search.setText(genre)
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    page.search.clear()


def apply(page: UsedPage, qtbot: QtBot) -> None:
    page.apply.click()
    qtbot.waitUntil(lambda: not page.rows.changed and not page._desk.busy, timeout=60_000)


def best(window: MainWindow) -> dict[int, str]:
    lines = window.controller.rows.library.lines.values()
    return {line.id: line.row.best.genre for line in lines if line.row.best is not None}


def test_every_genre_of_the_model_is_there_with_its_suggestions(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    known = {choice.genre: choice for choice in page.rows.rows}
    assert len(known) == 18 and all(choice.used for choice in known.values())
    for genre in best(window).values():
        assert known[genre].suggestions == list(best(window).values()).count(genre)
    assert not page.apply.isEnabled()
    assert page.message.text() == "All genres that the model knows are suggested."


def test_without_its_tick_a_genre_is_suggested_no_more_and_with_it_as_before(
    window: MainWindow, qtbot: QtBot
) -> None:
    before, lines = best(window), dict(window.controller.rows.library.lines)
    gone = next(iter(before.values()))
    page = opened(window, qtbot)
    untick(page, gone)
    assert page.message.text() == "1 genre is left out." and best(window) == before
    apply(page, qtbot)
    qtbot.waitUntil(lambda: gone not in best(window).values(), timeout=60_000)
    session = window.controller.open_session()
    assert session.settings.get(UNUSED_GENRES) == (gone,)
    row = next(choice for choice in page.rows.rows if choice.genre == gone)
    assert not row.used and row.suggestions == 0
    untick(page, gone)
    apply(page, qtbot)
    qtbot.waitUntil(lambda: best(window) == before, timeout=60_000)
    after = window.controller.rows.library.lines
    assert {id_: line.row.suggestion for id_, line in after.items()} == {
        id_: line.row.suggestion for id_, line in lines.items()
    }


def test_where_nothing_fits_the_inspector_says_so(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    kept = next(c.genre for c in page.rows.rows if c.genre not in best(window).values())
    page.untick_all.click()
    untick(page, kept)
    apply(page, qtbot)
    qtbot.waitUntil(lambda: set(best(window).values()) == {kept}, timeout=60_000)
    lines = window.controller.rows.library.lines
    line = min(lines.values(), key=lambda line: line.row.suggestion.covered)  # pyright: ignore
    assert line.state is ReviewState.UNSURE
    window.inspector.show_lines([line])
    assert window.inspector.heard_caption.text() == "None of the genres you use fits"


def test_the_last_tick_cannot_be_taken(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.untick_all.click()
    assert page.message.text() == "At least one genre has to stay ticked."
    assert not page.apply.isEnabled()
    page.tick_all.click()
    assert page.message.text() == "All genres that the model knows are suggested."
    assert not page.apply.isEnabled()


def test_ticks_are_for_what_the_search_finds(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.search.setText("ro")
    found = {
        page.table.model().index(row, 0).data() for row in range(page.table.model().rowCount())
    }
    assert {"Rock", "Electronic"} <= found and "Jazz" not in found
    page.untick_all.click()
    assert set(page.rows.unused) == found


def test_what_has_no_tick_says_where_its_probability_goes(window: MainWindow, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    row = [choice.genre for choice in page.rows.rows].index("Jazz")
    index = page.rows.index(row, 0)
    assert page.rows.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert page.rows.index(row, 2).data() == "shared among all with a tick"


def make_album(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    """Have all tracks say that they are one album, and the window know it."""
    for path in folder.iterdir():
        file = FLAC(path)
        file["album"], file["albumartist"] = "Exodus", "Bob"
        file.save()
    window.controller.rescan()

    def is_known() -> bool:
        lines = window.controller.rows.library.lines.values()
        idle = not window.controller.runner.busy and not window.controller.looking.busy
        return idle and all(line.album == "Exodus" for line in lines)

    qtbot.waitUntil(is_known, timeout=60_000)


def shared(window: MainWindow) -> set[int]:
    lines = window.controller.rows.library.lines.values()
    return {line.row.suggestion.tracks for line in lines if line.row.suggestion is not None}


def test_a_switch_gives_an_album_one_genre_and_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_album(window, tmp_path / "music", qtbot)
    before = {
        id_: line.row.suggestion for id_, line in window.controller.rows.library.lines.items()
    }
    switch = window.toolbar.albums
    assert switch.isCheckable() and not switch.isChecked()
    switch.trigger()
    qtbot.waitUntil(lambda: shared(window) == {3}, timeout=60_000)
    assert switch.isChecked() and len(set(best(window).values())) == 1
    assert window.controller.open_session().settings.get(ALBUM_GENRES)
    window.inspector.show_lines(list(window.controller.rows.library.lines.values())[:1])
    assert "From 3 tracks of this album" in window.inspector.heard_caption.text()
    switch.trigger()
    qtbot.waitUntil(lambda: shared(window) == {1}, timeout=60_000)
    after = {id_: line.row.suggestion for id_, line in window.controller.rows.library.lines.items()}
    assert after == before and not switch.isChecked()


def test_the_setting_does_what_the_switch_does(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_album(window, tmp_path / "music", qtbot)
    window.preferences.show_settings()
    dialog = window.findChildren(SettingsDialog)[-1]
    field = dialog.fields[ALBUM_GENRES.name]
    assert isinstance(field, QCheckBox)
    field.setChecked(True)
    dialog.findChildren(QDialogButtonBox)[0].accepted.emit()
    qtbot.waitUntil(lambda: shared(window) == {3}, timeout=60_000)
    qtbot.waitUntil(window.toolbar.albums.isChecked, timeout=60_000)


def test_a_track_that_leaves_its_album_gets_its_own_suggestion(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    make_album(window, tmp_path / "music", qtbot)
    window.toolbar.albums.trigger()
    qtbot.waitUntil(lambda: shared(window) == {3}, timeout=60_000)
    path = tmp_path / "music" / "0.flac"
    file = FLAC(path)
    file["album"] = "Kaya"
    file.save()
    window.watching.look([path])
    qtbot.waitUntil(lambda: shared(window) == {1, 2}, timeout=60_000)
