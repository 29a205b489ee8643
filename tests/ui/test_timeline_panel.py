"""Genre over time in the inspector: asked for, drawn, clicked, remembered, stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tagger.ui.player.player import PlayerState
from tagger.ui.review import timeline
from tagger.ui.review.timeline import CourseView
from tagger.workflow.timeline import Course

from .conftest import MakeMusic, OpenWindow
from .test_player import Shop
from .test_playing import filled, with_shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


def test_the_button_shows_the_genres_over_time_and_a_click_there_plays(
    open_window: OpenWindow, make_music: MakeMusic, model_file: Path, shop: Shop, qtbot: QtBot
) -> None:
    window = with_shop(open_window(), shop)
    filled(window, make_music(2), qtbot)
    panel, player = window.inspector.timeline, window.player
    assert panel.button.text() == "Listen to the whole track" and not panel.view.isVisible()
    panel.button.click()
    qtbot.waitUntil(panel.view.isVisible, timeout=30_000)
    assert 1 <= len(panel.view.lanes) <= 4 and not panel.button.isVisible()
    assert "%" in panel.view.accessibleDescription()
    place = QPoint(panel.view.width() // 2, 5)
    qtbot.mouseClick(panel.view, Qt.MouseButton.LeftButton, pos=place)
    assert player.state is PlayerState.PLAYING
    assert player.position == pytest.approx(2.0, abs=0.1)
    player.stop()
    window.table.selectRow(1)
    qtbot.waitUntil(panel.button.isVisible)
    assert not panel.view.isVisible()
    window.table.selectRow(0)
    qtbot.waitUntil(panel.view.isVisible)


def test_lanes_are_filled_as_high_as_their_genre_is_likely(qtbot: QtBot) -> None:
    view = CourseView()
    qtbot.addWidget(view)
    shares = np.zeros((20, 3), dtype=np.float32)
    shares[:10, 2], shares[10:, 0] = 0.9, 0.6
    starts = tuple(float(3 * place) for place in range(20))
    view.show_course(Course(("Blues", "Jazz", "Rock"), shares, starts, 3.0, 60.0))
    assert view.lanes == (2, 0)
    assert view.accessibleDescription() == "Rock 45%, Blues 30%"
    view.resize(300, view.sizeHint().height())
    image = view.grab().toImage()
    ratio = image.width() / view.width()

    def at(x: int, y: int) -> int:
        return image.pixel(round(x * ratio), round(y * ratio))

    # A lane is 35 pixels high, and the lower 15 are the one that is filled.
    filled, empty = at(120, 30), at(280, 30)
    assert filled != empty
    assert at(120, 20) == filled, "Rock is likely in the first half"
    assert at(120, 35 + 30) == empty and at(280, 35 + 30) == filled, "Blues in the second"
    assert at(280, 35 + 20) == empty, "but not that likely"


def test_listening_to_the_whole_ends_by_the_button_and_by_another_row(
    open_window: OpenWindow,
    make_music: MakeMusic,
    model_file: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    ended: list[Path] = []

    def endless(listener: object, path: Path, proceed: Callable[[float], bool]) -> Course | None:
        proceed(65.0)
        while proceed(0.0):
            pass
        ended.append(path)
        return None

    monkeypatch.setattr(timeline, "course_of", endless)
    filled(window, make_music(2), qtbot)
    panel = window.inspector.timeline
    panel.button.click()
    assert panel.button.text() == "Stop listening"
    qtbot.waitUntil(lambda: panel.message.text() == "Heard 1:05 of 0:04", timeout=10_000)
    panel.button.click()
    qtbot.waitUntil(lambda: len(ended) == 1, timeout=10_000)
    assert panel.button.text() == "Listen to the whole track" and not panel.message.isVisible()
    panel.button.click()
    qtbot.waitUntil(lambda: "1:05" in panel.message.text(), timeout=10_000)
    window.table.selectRow(1)
    qtbot.waitUntil(lambda: len(ended) == 2, timeout=10_000)
    assert panel.button.text() == "Listen to the whole track"
    panel.button.click()
    qtbot.waitUntil(lambda: "1:05" in panel.message.text(), timeout=10_000)
    window.close()
    assert len(ended) == 3
