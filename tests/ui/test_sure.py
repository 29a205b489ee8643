"""Accepting what is at least so often right, in the window."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tagger.ui.main_window import MainWindow
from tagger.workflow.review import ReviewState
from tagger.workflow.sureness import HeldOut

from .conftest import FillCatalog, OpenWindow


@pytest.fixture
def window(
    open_window: OpenWindow,
    fill_catalog: FillCatalog,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> MainWindow:
    """Two hundred tracks, and a model of which is known how well it is calibrated."""
    known = HeldOut(error=0.01)
    monkeypatch.setattr("tagger.ui.review.sure_room.held_out", lambda _: known)
    fill_catalog(200)
    window = open_window()
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 200)
    return window


def opened(window: MainWindow, qtbot: QtBot, percent: int = 95) -> None:
    window.sure.bar.slider.setValue(percent)
    window.toolbar.at_least.trigger()
    qtbot.waitUntil(window.sure.bar.accept.isEnabled, timeout=10_000)


def numbers(window: MainWindow) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", window.sure.bar.text.text())]


def accepted(window: MainWindow) -> set[int]:
    lines = window.controller.rows.library.lines.values()
    return {line.id for line in lines if line.state is ReviewState.ACCEPTED}


def test_exactly_what_was_counted_is_accepted(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    count, total, line, wrong = numbers(window)
    assert total == 200
    sure = {e.id: e.sure for e in window.controller.rows.shown() if e.sure is not None}
    best = set(sorted(sure, key=lambda id_: -sure[id_])[:count])
    assert sum(1 - sure[id_] + 0.01 for id_ in best) <= 0.05 * count
    assert wrong - 1 <= sum(1 - sure[id_] + 0.01 for id_ in best) <= wrong + 0.05
    assert min(sure[id_] for id_ in best) == pytest.approx(line / 100, abs=0.0101)
    assert window.sure.bar.accept.text() == f"Accept {count}"
    assert "stimate" in window.sure.bar.text.text()
    window.sure.bar.accept.click()
    qtbot.waitUntil(lambda: bool(accepted(window)))
    qtbot.waitUntil(lambda: window.controller.rows.settled)
    assert accepted(window) == best
    assert window.sure.bar.isHidden()


def test_the_slider_is_moved_by_keys_and_enter_accepts(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    first = numbers(window)[0]
    window.activateWindow()
    qtbot.waitUntil(window.sure.bar.slider.hasFocus)
    for _ in range(5):
        QTest.keyClick(window.sure.bar.slider, Qt.Key.Key_Left)
    assert window.sure.bar.share == 0.90
    count = numbers(window)[0]
    assert count > first
    QTest.keyClick(window.sure.bar.slider, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(accepted(window)) == count)


def test_only_what_is_shown_is_counted_and_taken(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot, 80)
    window.toolbar.filter.setText("suggested:jazz")
    qtbot.waitUntil(lambda: numbers(window)[1:2] == [40], timeout=5_000)
    window.sure.bar.accept.click()
    qtbot.waitUntil(lambda: bool(accepted(window)))
    lines = window.controller.rows.library.lines
    assert all(lines[id_].names[0] == "Jazz" for id_ in accepted(window))


def test_what_was_decided_meanwhile_is_not_decided_again(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    rows = window.controller.rows
    best = max(rows.shown(), key=lambda line: line.sure or 0)
    window.controller.decisions.reject([best])
    qtbot.waitUntil(lambda: rows.library.lines[best.id].state is ReviewState.REJECTED)
    window.sure.accept()
    qtbot.waitUntil(lambda: bool(accepted(window)))
    assert rows.library.lines[best.id].state is ReviewState.REJECTED


def test_escape_closes_the_bar_and_goes_to_the_tracks(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    window.activateWindow()
    qtbot.waitUntil(window.sure.bar.slider.hasFocus)
    QTest.keyClick(window.sure.bar.slider, Qt.Key.Key_Escape)
    assert window.sure.bar.isHidden()
    qtbot.waitUntil(window.table.hasFocus)
    assert accepted(window) == set()


def test_where_nothing_can_be_promised_the_bar_says_what_can(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tagger.ui.review.sure_room.held_out", lambda _: HeldOut(error=0.1))
    window.sure.bar.slider.setValue(99)
    window.toolbar.at_least.trigger()
    qtbot.waitUntil(lambda: "at most" in window.sure.bar.text.text(), timeout=10_000)
    assert not window.sure.bar.accept.isEnabled()
    assert numbers(window) == [200, 88]


def test_a_model_that_was_never_measured_is_told(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(50)
    window = open_window()
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 50)
    opened(window, qtbot, 80)
    assert "never measured" in window.sure.bar.text.text()
