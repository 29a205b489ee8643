"""Listening while reviewing: Space plays what decided, and the window ends what plays."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tagger.records import FileStamp, Track, TrackTags
from tagger.ui.main_window import MainWindow
from tagger.ui.player.player import PlayerState
from tagger.workflow.inspect import PASSAGE_SECONDS, Hearing, hear, telling_passage
from tagger.workflow.session import Session

from .conftest import FillCatalog, MakeMusic, OpenWindow
from .test_player import Shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


def with_shop(window: MainWindow, shop: Shop) -> MainWindow:
    window.player._open_sink = shop.open
    return window


def filled(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    window.add([folder])
    qtbot.waitUntil(lambda: not window.controller.runner.busy, timeout=60_000)
    qtbot.waitUntil(lambda: bool(window.controller.rows.rowCount()), timeout=10_000)
    window.table.selectRow(0)
    window.table.setFocus()


def test_space_plays_and_pauses_the_selected_track(
    open_window: OpenWindow, make_music: MakeMusic, model_file: Path, shop: Shop, qtbot: QtBot
) -> None:
    window = with_shop(open_window(), shop)
    filled(window, make_music(2), qtbot)
    bar, player = window.inspector.player_bar, window.player
    assert "Space" in bar.button.toolTip() and "Song 0" in bar.button.accessibleName()
    assert bar.length.text() == "0:04" and bar.position.text() == "0:00"
    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    assert player.state is PlayerState.PLAYING
    assert player.path is not None and player.path.name == "0.flac"
    assert bar.button.accessibleName().startswith("Pause")
    qtbot.waitUntil(lambda: bar.slider.value() > 0, timeout=10_000)
    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    assert player.state is PlayerState.PAUSED
    window.table.selectRow(1)
    qtbot.waitUntil(lambda: "Song 1" in bar.button.accessibleName())
    assert bar.slider.value() == 0
    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    assert player.path.name == "1.flac" and player.state is PlayerState.PLAYING
    qtbot.waitUntil(lambda: player.state is PlayerState.STOPPED, timeout=10_000)
    assert len(shop.opened) == 1 and len(shop.opened[0].sound()) > 0


def test_a_click_on_the_position_leads_there(
    open_window: OpenWindow, make_music: MakeMusic, model_file: Path, shop: Shop, qtbot: QtBot
) -> None:
    window = with_shop(open_window(), shop)
    filled(window, make_music(1), qtbot)
    slider = window.inspector.player_bar.slider
    place = QPoint(3 * slider.width() // 4, slider.height() // 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)
    assert window.player.state is PlayerState.PLAYING
    assert 2.7 < window.player.position < 3.4
    qtbot.waitUntil(lambda: window.player.state is PlayerState.STOPPED, timeout=10_000)


def test_without_a_sound_output_the_window_says_so_once(
    open_window: OpenWindow, make_music: MakeMusic, model_file: Path, shop: Shop, qtbot: QtBot
) -> None:
    shop.sold_out = True
    window = with_shop(open_window(), shop)
    filled(window, make_music(1), qtbot)
    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "no sound output" in window.strip.text.text(), timeout=10_000)
    window.strip.notice("")
    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shop.asked == 2, timeout=10_000)
    qtbot.waitUntil(lambda: window.player.state is PlayerState.STOPPED)
    assert "no sound output" not in window.strip.text.text()


def test_a_track_that_is_gone_is_told_and_nothing_selected_plays_nothing(
    open_window: OpenWindow, fill_catalog: FillCatalog, shop: Shop, qtbot: QtBot
) -> None:
    fill_catalog(3)
    window = with_shop(open_window(), shop)
    window.table.setFocus()
    with qtbot.waitSignal(window.player.failed, timeout=10_000) as failed:
        qtbot.keyClick(window.table, Qt.Key.Key_Space)
    assert failed.args is not None and "no longer there" in failed.args[0]
    assert window.strip.text.text() == failed.args[0]
    assert window.player.state is PlayerState.STOPPED
    window.table.selectAll()
    qtbot.waitUntil(lambda: not window.inspector.player_bar.isVisible())
    window.player.path = None
    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    assert window.player.state is PlayerState.STOPPED and window.player.path is None


def test_closing_the_window_ends_what_plays(
    open_window: OpenWindow, make_music: MakeMusic, model_file: Path, shop: Shop, qtbot: QtBot
) -> None:
    window = with_shop(open_window(), shop)
    filled(window, make_music(1), qtbot)
    qtbot.keyClick(window.table, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(shop.opened), timeout=10_000)
    window.close()
    assert window.player.state is PlayerState.STOPPED
    assert "decoding to play" not in [thread.name for thread in threading.enumerate()]


def test_the_passage_that_is_played_lies_around_what_decided() -> None:
    hearing = Hearing(np.zeros((3, 1, 1), np.float32), (10.0, 60.0, 170.0), 3.0, 80.0, 11025.0, 1)
    assert telling_passage(200.0, hearing) == (54.0, PASSAGE_SECONDS)
    assert telling_passage(62.0, hearing) == (47.0, PASSAGE_SECONDS)
    assert telling_passage(200.0, None) == (92.5, PASSAGE_SECONDS)
    assert telling_passage(4.0, None) == (0.0, PASSAGE_SECONDS)
    assert telling_passage(None, None) == (0.0, PASSAGE_SECONDS)


def test_what_decided_is_the_music_and_not_the_noise_around_it(
    place, clips: Path, model_file: Path, tmp_path: Path
) -> None:
    from tagger.audio.av_source import AvSource

    with AvSource(sorted((clips / "Jazz").glob("*.mp3"))[0]) as source:
        rate = source.sample_rate
        music = source.read(5 * rate, 13 * rate)
    noise = np.random.default_rng(1).normal(0, 0.1, 20 * rate).astype(np.float32)
    path = tmp_path / "a.flac"
    soundfile.write(path, np.concatenate([noise, music, noise]), rate)
    with Session.open(place) as session:
        track = Track(1, path, FileStamp(0, 0), "flac", b"a", TrackTags(duration=48.0))
        hearing = hear(session, track)
    start = hearing.starts[hearing.telling]
    assert 20 - hearing.window_seconds / 2 < start < 28
