"""What a person left is there when the window opens again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.ui.library.grouping import GroupBy
from tagger.ui.library.lines import Column
from tagger.ui.library.sidebar import View
from tagger.ui.main_window import MainWindow
from tagger.workflow.review import ReviewState

from .conftest import FillCatalog, OpenWindow


@pytest.fixture
def window(open_window: OpenWindow, fill_catalog: FillCatalog) -> MainWindow:
    fill_catalog(60)
    window = open_window()
    window.table.setFocus()
    return window


def titles(window: MainWindow) -> list[str]:
    return [line.title for line in window.table.selected()]


def test_size_and_the_widths_of_the_parts(window: MainWindow, open_window: OpenWindow) -> None:
    window.resize(790, 560)
    window.splitter.setSizes([200, 300, 290])
    sizes = window.splitter.sizes()
    window.close()
    again = open_window()
    assert again.size() == window.size()
    assert again.splitter.sizes() == sizes


def test_order_width_and_absence_of_columns(window: MainWindow, open_window: OpenWindow) -> None:
    header = window.table.horizontalHeader()
    header.moveSection(header.visualIndex(Column.SUGGESTION), 0)
    window.table.setColumnHidden(Column.ALBUM, True)
    window.table.setColumnWidth(Column.ARTIST, 181)
    window.close()
    table = open_window().table
    assert table.horizontalHeader().visualIndex(Column.SUGGESTION) == 0
    assert table.isColumnHidden(Column.ALBUM) and not table.isColumnHidden(Column.ARTIST)
    assert table.columnWidth(Column.ARTIST) == 181


def test_view_grouping_and_sorting(window: MainWindow, open_window: OpenWindow) -> None:
    window.sidebar.show_view(View(ReviewState.TO_REVIEW))
    window.table.group_by.choose(GroupBy.ARTIST)
    window.table.sortByColumn(Column.SURE, Qt.SortOrder.DescendingOrder)
    order = [line.title for line in window.controller.rows.shown()]
    window.close()
    again = open_window()
    assert again.sidebar.view == View(ReviewState.TO_REVIEW)
    assert again.controller.rows.grouping is GroupBy.ARTIST
    assert [line.title for line in again.controller.rows.shown()] == order


def test_the_filter_that_was_typed(
    window: MainWindow, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window.toolbar.filter.setText('suggested:jazz -"000010"')
    qtbot.waitUntil(lambda: 0 < window.controller.rows.rowCount() < 20)
    order = [line.title for line in window.controller.rows.shown()]
    window.close()
    again = open_window()
    assert again.toolbar.filter.text() == 'suggested:jazz -"000010"'
    assert [line.title for line in again.controller.rows.shown()] == order


def test_what_was_selected_and_where_the_keyboard_was(
    window: MainWindow, open_window: OpenWindow
) -> None:
    ids = [window.controller.rows.line_at(row).id for row in (7, 8, 31)]
    window.table.select_ids(ids, ids[2])
    chosen = titles(window)
    window.close()
    again = open_window()
    assert titles(again) == chosen == ["Title 000007", "Title 000008", "Title 000031"]
    assert again.table.currentIndex().row() == 31
    assert "3 tracks selected" in again.inspector.title.text()


def test_a_selection_that_the_view_no_longer_shows_gives_way_to_the_first_row(
    window: MainWindow, open_window: OpenWindow, place: Home
) -> None:
    window.close()
    stored = QSettings(str(place.data / "window.ini"), QSettings.Format.IniFormat)
    stored.setValue("selected", "999999 -3 nonsense ²")
    stored.setValue("current", "x" * 9999)
    stored.setValue("share", "soon")
    stored.sync()
    again = open_window()
    assert titles(again) == ["Title 000000"]


def test_the_share_that_was_asked_to_be_right(window: MainWindow, open_window: OpenWindow) -> None:
    window.sure.bar.slider.setValue(88)
    window.close()
    assert open_window().sure.bar.slider.value() == 88
