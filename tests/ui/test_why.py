"""Why a genre: the light in the spectrogram, and playing from a place in it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tagger.model.explain import BANDS, SLICES
from tagger.ui.main_window import MainWindow
from tagger.ui.player.player import PlayerState
from tagger.ui.review.spectrogram import images_of, lit_images
from tagger.workflow.inspect import Hearing

from .conftest import MakeMusic, OpenWindow
from .test_player import Shop
from .test_playing import filled, with_shop


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def heard(
    open_window: OpenWindow, make_music: MakeMusic, model_file: object, shop: Shop, qtbot: QtBot
) -> MainWindow:
    """A window with a track whose passages are drawn and explained."""
    window = with_shop(open_window(), shop)
    filled(window, make_music(2), qtbot)
    view = window.inspector.spectrogram
    qtbot.waitUntil(lambda: view.passages > 0, timeout=30_000)
    qtbot.waitUntil(lambda: bool(window.inspector.sound._explained), timeout=30_000)
    return window


def picture(window: MainWindow) -> QImage:
    return window.inspector.spectrogram.grab().toImage()


def test_light_lies_where_the_evidence_is_and_the_rest_stays_readable() -> None:
    level = np.full((2, 128, 39), -20, dtype=np.float32)
    hearing = Hearing(level, (0.0, 30.0), 3.0, 80.0, 11025.0, 0)
    evidence = np.full((2, BANDS, SLICES), -0.2, dtype=np.float32)
    evidence[1, 0, 6] = 0.4
    (dark, lit), (color, _) = lit_images(hearing, evidence), images_of(hearing)
    full, dim = color.pixelColor(20, 60), dark.pixelColor(20, 60)
    assert lit.pixelColor(38, 125).rgb() == color.pixelColor(38, 125).rgb()
    assert lit.pixelColor(38, 5) == lit.pixelColor(0, 125) == dim
    assert dim.red() == dim.green() == dim.blue()
    assert 0.4 < dim.lightness() / full.lightness() < 0.9


def test_faint_evidence_is_not_blown_up_to_a_bright_light() -> None:
    hearing = Hearing(np.full((1, 128, 39), -20, dtype=np.float32), (0.0,), 3.0, 80.0, 11025.0, 0)
    faint = np.zeros((1, BANDS, SLICES), dtype=np.float32)
    faint[0, 4, 3] = 1e-6
    (image,), (unlit,) = lit_images(hearing, faint), lit_images(hearing, np.zeros_like(faint))
    brightest = max(image.pixelColor(x, 60).lightness() for x in range(39))
    assert brightest <= unlit.pixelColor(0, 0).lightness() + 2


def test_the_light_is_for_the_best_genre_and_for_any_other_that_is_chosen(
    heard: MainWindow, qtbot: QtBot
) -> None:
    inspector = heard.inspector
    genre = inspector.sound.genre
    assert inspector.sound.lit == inspector.bars.genre(1)
    for_first = picture(heard)
    genre.setFocus()
    qtbot.keyClick(genre, Qt.Key.Key_Down)
    assert inspector.sound.lit == inspector.bars.genre(2)
    for_second = picture(heard)
    assert for_second != for_first
    qtbot.keyClick(genre, Qt.Key.Key_Home)
    assert inspector.sound.lit is None
    assert picture(heard) not in (for_first, for_second)
    # Who wants no light wants none on the next track either.
    heard.table.selectRow(1)
    qtbot.waitUntil(lambda: inspector.sound.genre.count() > 1)
    assert inspector.sound.lit is None


def test_scrolling_the_panel_does_not_change_the_light(heard: MainWindow) -> None:
    genre = heard.inspector.sound.genre
    before = heard.inspector.sound.lit
    down = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(genre, down)
    assert heard.inspector.sound.lit == before and not down.isAccepted()


def test_a_click_on_a_genre_s_bar_puts_the_light_on_it(heard: MainWindow, qtbot: QtBot) -> None:
    inspector = heard.inspector
    second = inspector.bars.genre(2)
    before = picture(heard)
    qtbot.mouseClick(inspector.bars._buttons[1], Qt.MouseButton.LeftButton)
    assert inspector.sound.lit == second
    assert picture(heard) != before
    qtbot.waitUntil(
        lambda: heard.controller.rows.line_at(0).row.decision is not None, timeout=10_000
    )
    assert inspector.sound.lit == second


def test_a_click_in_the_spectrogram_plays_from_there_and_shows_where(
    heard: MainWindow, qtbot: QtBot
) -> None:
    view, player = heard.inspector.spectrogram, heard.player
    ((start, *_), count) = view._starts, view.passages
    assert view.position_x is None
    place = QPoint(view.width() // (2 * count), 40)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert player.state is PlayerState.PLAYING
    assert player.position == pytest.approx(start + view._seconds / 2, abs=0.1)
    assert view.position_x == pytest.approx(place.x(), abs=2)
    heard.table.selectRow(1)
    qtbot.waitUntil(lambda: heard.inspector.player_bar.seconds is None)
    assert view.position_x is None
    player.stop()


def test_arrow_keys_in_the_spectrogram_go_from_passage_to_passage(
    heard: MainWindow, qtbot: QtBot
) -> None:
    view, player = heard.inspector.spectrogram, heard.player
    view.show_hearing(
        Hearing(np.zeros((3, 128, 39), np.float32), (0.0, 1.0, 3.5), 0.5, 80.0, 11025.0, 0),
        [QImage(39, 128, QImage.Format.Format_RGB888)] * 3,
    )
    asked: list[float] = []
    view.asked.connect(asked.append)
    view.show_position(1.2)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        view.show_position(1.2)
        qtbot.keyClick(view, key)
    assert asked == [3.5, 0.0]
    view.show_position(2.0)
    between = view.position_x
    assert between == pytest.approx(2 * view.width() / 3, abs=2)
    player.stop()
