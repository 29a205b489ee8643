"""The map under the hand: clicks, the lasso, keys, and without eyes or mouse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tagger.ui.main_window import MainWindow

from .map_page import OpenMap, panel_of, view_of
from .test_screen_reader import findings


def place_of(window: MainWindow, id_: int) -> QPointF:
    """Where on the screen a track's point is."""
    view = view_of(window)
    return view._pixel(int(np.flatnonzero(view._ids == id_)[0]))


def some_id(window: MainWindow, place: int = 0) -> int:
    return window.controller.rows.line_at(place).id


def played(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    found: list[Path] = []
    monkeypatch.setattr(window.player, "play", lambda path, *_: found.append(path))
    return found


def test_a_click_selects_the_track_and_plays_it(
    open_map: OpenMap, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_map(30)
    paths = played(window, monkeypatch)
    id_ = some_id(window, 17)
    pixel = place_of(window, id_).toPoint()
    qtbot.mouseMove(view_of(window).viewport(), pixel)
    qtbot.mouseClick(view_of(window).viewport(), Qt.MouseButton.LeftButton, pos=pixel)
    (line,) = window.table.selected()
    assert line.id == id_ and paths == [line.row.track.path]


def test_a_click_on_a_track_that_is_filtered_out_says_where_it_is(
    open_map: OpenMap, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_map(30)
    paths = played(window, monkeypatch)
    id_ = some_id(window, 29)
    window.toolbar.filter.setText("000001")
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 1)
    view_of(window).pick(place_of(window, id_))
    assert len(paths) == 1
    assert "is not among the rows shown" in panel_of(window).summary.text()


def test_hovering_names_the_track_as_plain_text(open_map: OpenMap) -> None:
    window = open_map(6, titles=lambda number: f"<b>Song {number}</b>")
    view, id_ = view_of(window), some_id(window, 3)
    before = view.grab().toImage()
    view._on_moved(place_of(window, id_))
    assert view._hovered is not None and int(view._ids[view._hovered]) == id_
    assert panel_of(window).name_of(id_).startswith("<b>Song 3</b>  ·  Artist 3  ·  Metal")
    assert view.grab().toImage() != before
    view._on_moved(QPointF(-500, -500))
    assert view._hovered is None


def drag_around(window: MainWindow, qtbot: QtBot, modifier: Qt.KeyboardModifier) -> None:
    """With the mouse, once around the whole picture."""
    port = view_of(window).viewport()
    width, height = port.width() - 4, port.height() - 4
    corners = [QPoint(4, 4), QPoint(width, 4), QPoint(width, height), QPoint(4, height)]
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(port, left, modifier, corners[0])
    for corner in corners[1:]:
        send_move(port, corner, modifier)
    qtbot.mouseRelease(port, left, modifier, corners[-1])


def send_move(port: QWidget, to: QPoint, modifier: Qt.KeyboardModifier) -> None:
    left, there = Qt.MouseButton.LeftButton, QPointF(port.mapToGlobal(to))
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), there, Qt.MouseButton.NoButton, left, modifier
    )
    QApplication.sendEvent(port, event)


def test_a_lasso_drawn_with_shift_selects_its_tracks(open_map: OpenMap, qtbot: QtBot) -> None:
    window = open_map(25)
    drag_around(window, qtbot, Qt.KeyboardModifier.ShiftModifier)
    assert len(window.table.selected()) == 25
    assert panel_of(window).summary.text() == "25 tracks in the lasso"
    view = view_of(window)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.lasso_drawn and "Jazz" in panel_of(window).summary.text()
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(view, Qt.Key.Key_Escape)


def test_the_lasso_tool_needs_no_shift_and_without_it_a_drag_pans(
    open_map: OpenMap, qtbot: QtBot
) -> None:
    window = open_map(25)
    none = Qt.KeyboardModifier.NoModifier
    before = view_of(window).seen()
    drag_around(window, qtbot, none)
    assert len(window.table.selected()) <= 1
    assert view_of(window).seen() != before
    panel_of(window).fit.click()
    panel_of(window).lasso.click()
    drag_around(window, qtbot, none)
    assert len(window.table.selected()) == 25


def test_isolating_a_genre_leaves_the_others_faint_and_out_of_the_lasso(
    open_map: OpenMap, qtbot: QtBot
) -> None:
    window = open_map(25)
    legend = panel_of(window).legend
    row = next(k for k in range(legend.count()) if legend.item(k).text().startswith("Jazz"))
    legend.setCurrentRow(row)
    drag_around(window, qtbot, Qt.KeyboardModifier.ShiftModifier)
    assert {line.suggestion for line in window.table.selected()} == {"Jazz"}
    assert len(window.table.selected()) == 5
    legend.setCurrentRow(0)
    drag_around(window, qtbot, Qt.KeyboardModifier.ShiftModifier)
    assert len(window.table.selected()) == 25


def test_a_lasso_takes_the_place_of_a_selection_of_thousands_of_ranges(
    open_map: OpenMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tagger.ui.library.table._COMPARED", 0)
    window = open_map(24)
    ids = sorted(window.controller.rows.library.lines)
    for some in (ids[::2], ids[1::3], []):
        view_of(window).lassoed.emit(np.array(some or ids[:1], np.int64))
        assert sorted(line.id for line in window.table.selected()) == (some or ids[:1])
        assert window.table.currentIndex().row() == window.controller.rows.row_of((some or ids)[0])


def test_arrows_pan_and_plus_and_minus_zoom(open_map: OpenMap, qtbot: QtBot) -> None:
    window = open_map(12)
    view = view_of(window)
    start = view.seen()

    def press(key: Qt.Key) -> QRectF:
        view.fit()
        qtbot.keyClick(view, key)
        return view.seen()

    assert press(Qt.Key.Key_Right).left() > start.left() > press(Qt.Key.Key_Left).left()
    assert press(Qt.Key.Key_Up).top() > start.top() > press(Qt.Key.Key_Down).top()
    assert press(Qt.Key.Key_Plus).width() < start.width() < press(Qt.Key.Key_Minus).width()
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.seen().width() == pytest.approx(start.width())


def test_the_map_needs_neither_eyes_nor_mouse(open_map: OpenMap) -> None:
    window = open_map(20)
    window.resize(1280, 900)
    assert not (found := findings(window)), found
