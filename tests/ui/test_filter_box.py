"""The filter box in the window: completion, help, and what it says of what it cannot read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tagger.ui.library.filter_box import FilterBox, gather
from tagger.ui.main_window import MainWindow
from tagger.workflow.completing import Values

from .conftest import FillCatalog, OpenWindow
from .test_track_model import make_line


@pytest.fixture
def window(open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot) -> MainWindow:
    fill_catalog(40)
    window = open_window()
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 40)
    window.activateWindow()
    window.toolbar.search.trigger()
    qtbot.waitUntil(window.toolbar.filter.hasFocus)
    qtbot.waitUntil(lambda: bool(window.toolbar.filter._values.artists), timeout=10_000)
    return window


def offered(box: FilterBox) -> list[str]:
    model = box.popup.model()
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    return texts if box.popup.isVisible() else []


def settled(window: MainWindow, qtbot: QtBot) -> int:
    qtbot.waitUntil(lambda: not window._filter_timer.isActive() and window.controller.rows.settled)
    return window.controller.rows.rowCount()


def test_a_clause_filters_the_table(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(window.toolbar.filter, 'artist:"artist 3" -suggested:jazz')
    shown = settled(window, qtbot)
    lines = window.controller.rows.shown()
    assert 0 < shown < 40
    assert {line.artist for line in lines} == {"Artist 3"}
    assert all("Jazz" not in line.names for line in lines)


def test_fields_and_then_their_values_are_completed_by_keys(
    window: MainWindow, qtbot: QtBot
) -> None:
    box = window.toolbar.filter
    popup = box.popup
    QTest.keyClicks(box, "art")
    assert offered(box) == ["artist:"]
    QTest.keyClick(popup, Qt.Key.Key_Tab)
    assert box.text() == "artist:"
    assert offered(box)[:2] == ['artist:"Artist 0"', 'artist:"Artist 1"']
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert box.text() == 'artist:"Artist 1" '
    assert not popup.isVisible()
    assert box.hasFocus()
    assert settled(window, qtbot) == 6


def test_enter_goes_to_the_tracks_where_nothing_was_picked(
    window: MainWindow, qtbot: QtBot
) -> None:
    box = window.toolbar.filter
    QTest.keyClicks(box, "genre:oth")
    assert offered(box) == ["genre:Other"]
    QTest.keyClick(box.popup, Qt.Key.Key_Return)
    assert not box.popup.isVisible()
    assert box.text() == "genre:oth"
    qtbot.waitUntil(window.table.hasFocus)
    assert settled(window, qtbot) == 20


def test_down_offers_every_field(window: MainWindow) -> None:
    box = window.toolbar.filter
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert "year:" in offered(box)
    assert "state:" in offered(box)


def test_what_is_not_understood_is_marked_and_hides_nothing(
    window: MainWindow, qtbot: QtBot
) -> None:
    box = window.toolbar.filter
    QTest.keyClicks(box, "year:")
    assert box.misread == ""
    QTest.keyClicks(box, "<b>x")
    assert "year:&lt;b&gt;x" in box.misread
    assert "<b>" not in box.misread
    assert "not understood" in box.accessibleDescription()
    assert settled(window, qtbot) == 40
    box.clear()
    assert box.misread == ""
    assert box.accessibleDescription() == ""


def test_the_help_shows_an_example_of_every_kind(window: MainWindow) -> None:
    tip = window.toolbar.filter.toolTip()
    for part in ("year:1950..1965", "sure:&gt;90", "file:*.flac", "Ctrl+F", "genre:"):
        assert part in tip


def test_only_so_much_is_gathered_and_the_commonest_comes_first() -> None:
    lines = [make_line(n, artist=f"Artist {n}", genres=("Rock",)) for n in range(6_000)]
    lines += [
        make_line(n, artist="Common", genres=("rock", "x" * 500)) for n in range(7_000, 7_002)
    ]
    values = gather(lines)
    assert len(values.artists) == 5_000
    assert values.artists[0] == "Common"
    assert values.genres == ("Rock",)
    assert values.formats == ("mp3",)
    assert values.suggested == ("Jazz",)
    assert gather([]) == Values()
