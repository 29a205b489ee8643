"""The player follows the review: next, previous, after a decision, and «play along»."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tagger.ui.main_window import MainWindow
from tagger.ui.player.player import PlayerState

from .conftest import MakeMusic, OpenWindow
from .test_player import Shop
from .test_playing import filled, with_shop

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(open_window: OpenWindow, make_music: MakeMusic, model_file, qtbot: QtBot) -> MainWindow:
    window = with_shop(open_window(), Shop())
    filled(window, make_music(3), qtbot)
    return window


def sounding(window: MainWindow) -> str | None:
    path = window.player.path
    return path.name if path is not None and window.player.state is PlayerState.PLAYING else None


def played(window: MainWindow) -> str | None:
    """What was played last; a short clip may have come to its end."""
    return window.player.path.name if window.player.path is not None else None


def test_next_and_previous_play_the_track_below_and_above(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.table, Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: played(window) == "1.flac", timeout=10_000)
    assert [line.title for line in window.table.selected()] == ["Song 1"]
    qtbot.mouseClick(window.following.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: played(window) == "2.flac", timeout=10_000)
    qtbot.keyClick(window.table, Qt.Key.Key_Left, CTRL)
    qtbot.waitUntil(lambda: played(window) == "1.flac", timeout=10_000)


def test_at_the_last_track_next_changes_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.table.selectRow(2)
    qtbot.keyClick(window.table, Qt.Key.Key_Right, CTRL)
    assert [line.title for line in window.table.selected()] == ["Song 2"]
    assert window.player.path is None


def test_what_plays_goes_on_with_the_next_track_after_a_decision(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    assert sounding(window) == "0.flac"
    qtbot.keyClick(window.table, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: played(window) == "1.flac", timeout=10_000)


def test_a_decision_in_silence_stays_silent(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.table, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: window.inspector.sound.is_heard, timeout=10_000)
    assert [line.title for line in window.table.selected()] == ["Song 1"]
    assert window.player.path is None


def test_playing_along_the_arrow_keys_play_and_it_is_remembered(
    window: MainWindow, open_window: OpenWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window.table, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: played(window) == "0.flac", timeout=10_000)
    qtbot.keyClick(window.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: played(window) == "1.flac", timeout=10_000)
    window.close()
    again = open_window()
    assert again.following.along.isChecked()


def test_walking_on_plays_none_of_the_tracks_that_were_passed(
    window: MainWindow, qtbot: QtBot
) -> None:
    heard: list[str | None] = []
    window.player.state_changed.connect(lambda: heard.append(sounding(window)))
    window.following.along.setChecked(True)
    window.table.setFocus()
    qtbot.keyClick(window.table, Qt.Key.Key_Down)
    qtbot.keyClick(window.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: played(window) == "2.flac", timeout=10_000)
    assert "1.flac" not in heard
