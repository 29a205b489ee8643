"""Filters that are kept: saved, taken again, renamed, removed, and there after a restart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.ui.library.saved_filters import SavedDialog, SavedFilters, SavedMenu
from tagger.ui.library.sidebar import View
from tagger.ui.main_window import MainWindow

from .conftest import FillCatalog, OpenWindow

HOSTILE = 'artist:"a, b" <b>&x; or year:1950..;=%1'


@pytest.fixture
def window(open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot) -> MainWindow:
    fill_catalog(20)
    window = open_window()
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 20)
    return window


def entries(menu: SavedMenu) -> dict[str, QAction]:
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if not action.isSeparator()}


def test_a_filter_is_kept_under_a_name_and_taken_again(
    window: MainWindow, place: Home, qtbot: QtBot
) -> None:
    menu, box = window.saved_filters, window.toolbar.filter
    assert not entries(menu)["Keep this filter…"].isEnabled()
    box.setText("suggested:jazz")
    entries(menu)["Keep this filter…"].trigger()
    dialog = window.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("  R&B <b>late</b> ")
    dialog.accept()
    assert not entries(menu)["Keep this filter…"].isEnabled()
    box.clear()
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 20)
    entries(menu)["R&&B <b>late</b>"].trigger()
    assert box.text() == "suggested:jazz"
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 4)
    assert SavedFilters(place).all() == {"R&B <b>late</b>": "suggested:jazz"}


def test_what_was_kept_is_there_after_a_restart(place: Home, qapp) -> None:
    saved = SavedFilters(place)
    saved.keep("One", HOSTILE)
    saved.keep("Two", "jazz")
    saved.keep("One", HOSTILE + " jazz")
    saved._file.sync()
    text = (place.data / "window.ini").read_text("utf-8")
    assert "filters" in text
    again = SavedFilters(place)
    again._file.sync()
    assert again.all() == {"One": HOSTILE + " jazz", "Two": "jazz"}


def test_kept_filters_are_renamed_and_removed(place: Home, qtbot: QtBot, window) -> None:
    saved = SavedFilters(place)
    for name in ("One", "Two", "Three"):
        saved.keep(name, name.lower())
    dialog = SavedDialog(saved, window)
    dialog.show()
    item = dialog.list.item(1)
    item.setText("  Second ")
    assert saved.all() == {"One": "one", "Second": "two", "Three": "three"}
    for refused in ("", "One"):
        item.setText(refused)
        assert item.text() == "Second"
    dialog.list.setCurrentRow(0)
    dialog.activateWindow()
    dialog.list.setFocus()
    qtbot.waitUntil(dialog.list.hasFocus)
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert saved.all() == {"Second": "two", "Three": "three"}
    dialog.remove.click()
    dialog.remove.click()
    assert saved.all() == {}
    assert not dialog.remove.isEnabled()
    assert not dialog.rename.isEnabled()


def test_a_damaged_file_keeps_what_can_be_read(place: Home, qapp) -> None:
    file = QSettings(str(place.data / "window.ini"), QSettings.Format.IniFormat)
    file.setValue("filters/size", 3)
    file.setValue("filters/2/name", "Good")
    file.setValue("filters/2/typed", "jazz")
    file.setValue("filters/3/name", "Half")
    file.sync()
    assert SavedFilters(place).all() == {"Good": "jazz"}


def test_the_star_has_a_key_and_makes_room_in_a_narrow_box(
    window: MainWindow, qtbot: QtBot
) -> None:
    box = window.toolbar.filter
    star = next(action for action in box.actions() if "Ctrl+D" in action.toolTip())
    box.setFixedWidth(300)
    qtbot.waitUntil(star.isVisible)
    box.setFixedWidth(120)
    qtbot.waitUntil(lambda: not star.isVisible())
    window.activateWindow()
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.saved_filters.isVisible)
    window.saved_filters.hide()


def listed(window: MainWindow) -> dict[str, int]:
    """The kept filters that the sidebar shows, with their counts."""
    bar = window.sidebar
    rows = [bar.item(row) for row in range(bar.count())]
    views = [item.data(Qt.ItemDataRole.UserRole) for item in rows if not item.isHidden()]
    return {view.kept: bar.count_of(view) for view in views if view is not None and view.kept}


def test_the_sidebar_lists_kept_filters_with_live_counts(
    window: MainWindow, place: Home, qtbot: QtBot
) -> None:
    window.kept.saved.keep("All jazz", "suggested:jazz")
    window.kept.saved.keep("Decided", "state:accepted")
    qtbot.waitUntil(lambda: listed(window) == {"All jazz": 4, "Decided": 0}, timeout=5000)
    window.table.selectRow(0)
    window.table.setFocus()
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: listed(window) == {"All jazz": 4, "Decided": 1}, timeout=5000)


def test_a_kept_filter_is_a_view_that_the_filter_box_narrows(
    window: MainWindow, qtbot: QtBot
) -> None:
    rows = window.controller.rows
    window.kept.saved.keep("Two genres", "suggested:jazz or suggested:rock")
    window.sidebar.show_view(View(kept="Two genres"))
    qtbot.waitUntil(lambda: rows.rowCount() == 8)
    window.toolbar.filter.setText("suggested:rock")
    qtbot.waitUntil(lambda: rows.rowCount() == 4)
    window.toolbar.filter.clear()
    window.kept.saved.keep("Two genres", "suggested:jazz")
    qtbot.waitUntil(lambda: rows.rowCount() == 4)
    window.kept.saved.remove("Two genres")
    qtbot.waitUntil(lambda: rows.rowCount() == 20)
    assert window.sidebar.view == View() and listed(window) == {}


def test_a_kept_filter_that_is_looked_at_comes_back_after_a_restart(
    window: MainWindow, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window.kept.saved.keep("Jazz", "suggested:jazz")
    window.sidebar.show_view(View(kept="Jazz"))
    window.close()
    again = open_window()
    assert again.sidebar.view == View(kept="Jazz")
    qtbot.waitUntil(lambda: again.controller.rows.rowCount() == 4)
