"""The hints of the first run: three, once, and in nobody's way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.ui.main_window import MainWindow
from tagger.ui.tour import Bubble
from tagger.workflow.review import ReviewState

from .conftest import FillCatalog, OpenWindow


@pytest.fixture
def open_first(
    open_window: OpenWindow, fill_catalog: FillCatalog, place: Home, qtbot: QtBot
) -> OpenWindow:
    """Open the window as somebody who was never here."""
    fill_catalog(30)
    stored = QSettings(str(place.data / "window.ini"), QSettings.Format.IniFormat)
    stored.remove("tour")
    stored.sync()
    return open_window


def bubble_of(window: MainWindow) -> Bubble:
    bubble = window.tour.bubble
    assert bubble is not None and bubble.isVisible()
    return bubble


def test_three_hints_follow_one_another_and_go(open_first: OpenWindow, qtbot: QtBot) -> None:
    window = open_first()
    qtbot.waitUntil(lambda: window.tour.running, timeout=10_000)
    bubble = bubble_of(window)
    titles = []
    for number in (1, 2, 3):
        assert bubble.count.text() == f"{number} of 3"
        titles.append(bubble.title.text())
        assert window.rect().contains(bubble.geometry())
        qtbot.mouseClick(bubble.on, Qt.MouseButton.LeftButton)
    assert len(set(titles)) == 3
    assert not window.tour.running and not bubble.isVisible()


def test_it_is_never_shown_twice(open_first: OpenWindow, qtbot: QtBot) -> None:
    window = open_first()
    qtbot.waitUntil(lambda: window.tour.running, timeout=10_000)
    # Not even when it was not seen to its end.
    window.close()
    again = open_first()
    qtbot.waitUntil(lambda: again.controller.rows.rowCount() == 30)
    again.tour.offer()
    assert not again.tour.running


def test_the_keys_of_review_work_while_it_is_shown(open_first: OpenWindow, qtbot: QtBot) -> None:
    window = open_first()
    qtbot.waitUntil(lambda: window.tour.running, timeout=10_000)
    assert window.table.hasFocus()
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    rows = window.controller.rows
    qtbot.waitUntil(lambda: rows.library.states[ReviewState.ACCEPTED] == 1)
    assert window.tour.running


def test_escape_ends_it_and_the_table_keeps_the_keys(open_first: OpenWindow, qtbot: QtBot) -> None:
    window = open_first()
    qtbot.waitUntil(lambda: window.tour.running, timeout=10_000)
    QTest.keyClick(window.table, Qt.Key.Key_Escape)
    assert not window.tour.running
    assert not any(bubble.isVisible() for bubble in window.findChildren(Bubble))
    assert window.table.hasFocus()


def test_it_waits_for_the_first_suggestion(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.tour.offer()
    assert not window.tour.running


def test_a_bubble_stays_in_a_small_window_and_points_at_its_place(
    open_first: OpenWindow, qtbot: QtBot
) -> None:
    window = open_first()
    qtbot.waitUntil(lambda: window.tour.running, timeout=10_000)
    bubble = bubble_of(window)
    window.resize(720, 480)
    qtbot.waitUntil(lambda: window.width() == 720)
    for _ in range(3):
        assert window.rect().contains(bubble.geometry())
        bubble.on.click()
    window.tour.end()


def test_the_last_hint_points_at_write(open_first: OpenWindow, qtbot: QtBot) -> None:
    window = open_first()
    qtbot.waitUntil(lambda: window.tour.running, timeout=10_000)
    bubble = bubble_of(window)
    bubble.on.click()
    bubble.on.click()
    button = window.toolbar.write_button
    place = QRect(button.mapTo(window, QPoint()), button.size())
    tip = bubble.pos() + QPoint(bubble._tip.x(), 0)
    assert place.left() <= tip.x() <= place.right() and abs(tip.y() - place.bottom()) < 8
