"""The outline of the whole track in the inspector: drawn once, followed, clicked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tagger.audio.waveform import Envelope
from tagger.ui.main_window import MainWindow
from tagger.ui.player.player import PlayerState
from tagger.ui.review import waveform

from .conftest import MakeMusic, OpenWindow
from .test_player import Shop
from .test_playing import filled, with_shop

RATE = 22050


@pytest.fixture
def shop() -> Shop:
    return Shop()


def drawn(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.inspector.waveform.outline is not None, timeout=30_000)


def test_the_loud_half_of_a_track_is_drawn_high_and_the_quiet_half_low(
    open_window: OpenWindow, tmp_path: Path, model_file: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    tone = np.sin(2 * np.pi * 441 * np.arange(8 * RATE) / RATE)
    tone[4 * RATE :] *= 0.25
    with (folder / "a.flac").open("wb") as stream:
        soundfile.write(stream, 0.5 * tone, RATE, format="FLAC")
    window = open_window()
    filled(window, folder, qtbot)
    drawn(window, qtbot)
    view = window.inspector.waveform
    heights = [line.dy() for line in view._lines]
    assert len(heights) == view.width() > 100
    loud, quiet = heights[10 : view.width() // 2 - 10], heights[view.width() // 2 + 10 : -10]
    assert min(loud) > 0.9 * view.height()
    assert max(quiet) < 0.35 * view.height()


def test_a_click_in_the_waveform_plays_from_there_and_the_played_part_grows(
    open_window: OpenWindow, make_music: MakeMusic, model_file: Path, shop: Shop, qtbot: QtBot
) -> None:
    window = with_shop(open_window(), shop)
    filled(window, make_music(1), qtbot)
    drawn(window, qtbot)
    view, player = window.inspector.waveform, window.player
    assert view.position_x is None
    before = view.grab().toImage()
    place = QPoint(view.width() // 2, 5)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert player.state is PlayerState.PLAYING
    assert player.position == pytest.approx(2.0, abs=0.1)
    assert view.position_x == pytest.approx(place.x(), abs=2)
    assert view.grab().toImage() != before
    qtbot.waitUntil(lambda: (view.position_x or 0) > place.x() + 3, timeout=10_000)
    # A click elsewhere while it plays goes on there.
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(2, 5))
    assert player.position < 0.2
    qtbot.waitUntil(lambda: player.state is PlayerState.STOPPED, timeout=10_000)
    assert view.position_x is None


def test_a_waveform_is_found_once_and_given_up_when_another_row_is_chosen(
    open_window: OpenWindow,
    make_music: MakeMusic,
    model_file: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    read: list[str] = []
    given_up: list[str] = []

    def endless(path: Path, proceed: Callable[[], bool]) -> Envelope | None:
        """Decode again and again, as a file of many hours is."""
        read.append(path.name)
        while path.name == "0.flac":
            if not proceed():
                given_up.append(path.name)
                return None
        return found(path, proceed)

    found = waveform.envelope
    monkeypatch.setattr(waveform, "envelope", endless)
    filled(window, make_music(2), qtbot)
    qtbot.waitUntil(lambda: read == ["0.flac"], timeout=10_000)
    window.table.selectRow(1)
    drawn(window, qtbot)
    assert read == ["0.flac", "1.flac"] and given_up == ["0.flac"]
    window.table.selectRow(0)
    qtbot.waitUntil(lambda: read == ["0.flac", "1.flac", "0.flac"], timeout=10_000)
    assert window.inspector.waveform.outline is None
    window.table.selectRow(1)
    assert window.inspector.waveform.outline is not None
    # Chosen again sooner, it would just be read on.
    qtbot.waitUntil(lambda: given_up == ["0.flac"] * 2, timeout=10_000)
    window.table.selectRow(0)
    # Closing does not wait for the end of a long file.
    qtbot.waitUntil(lambda: len(read) == 4, timeout=10_000)
    window.close()
    assert given_up == ["0.flac"] * 3
