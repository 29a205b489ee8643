"""Listening by itself: it asks on battery, waits for the mains, and pauses for who is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.settings import IDLE_LISTENING, ON_BATTERY, Settings
from tagger.ui.main_window import MainWindow
from tagger.workflow.library_view import AnalyseLibrary
from tagger.workflow.review import ReviewState

from .conftest import MakeMusic, OpenWindow
from .test_window import wait_idle

pytestmark = pytest.mark.usefixtures("model_file")

_PATIENCE = 30_000


class Laptop:
    """The files in which Linux tells where the power comes from."""

    def __init__(self, folder: Path) -> None:
        for name, kind in (("AC", "Mains"), ("BAT0", "Battery")):
            (folder / name).mkdir(parents=True)
            (folder / name / "type").write_text(f"{kind}\n")
        self._folder = folder

    def plug(self, window: MainWindow, plugged: bool, qtbot: QtBot) -> None:
        """Pull the plug, or put it in, and have the window look."""
        (self._folder / "AC" / "online").write_text("1\n" if plugged else "0\n")
        status = "Charging" if plugged else "Discharging"
        (self._folder / "BAT0" / "status").write_text(f"{status}\n")
        with qtbot.waitSignal(window.watching.battery.changed, timeout=_PATIENCE) as told:
            window.watching.battery.look()
        assert told.args == [not plugged]


@pytest.fixture
def laptop(place: Home) -> Laptop:
    """In the folder that `open_window` has the window look at."""
    return Laptop(place.data / "supplies")


@pytest.fixture
def window(open_window: OpenWindow, laptop: Laptop, qtbot: QtBot) -> MainWindow:
    """A window on battery."""
    window = open_window()
    laptop.plug(window, False, qtbot)
    return window


def _heard(window: MainWindow) -> int:
    states = window.controller.rows.library.states
    return window.controller.rows.total - states[ReviewState.WAITING]


def test_on_battery_it_is_asked_how_many_tracks_to_listen_to(
    window: MainWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    bar = window.watching.battery.bar
    window.add([make_music(3)])
    qtbot.waitUntil(bar.isVisible, timeout=_PATIENCE)
    assert bar.text.text() == bar.accessibleName() == "On battery. Listen to 3 tracks now?"
    assert (_heard(window), window.controller.runner.busy) == (0, False)
    bar.listen.click()
    assert not bar.isVisible()
    qtbot.waitUntil(lambda: _heard(window) == 3, timeout=_PATIENCE)
    assert window.controller.open_session().settings.get(ON_BATTERY) == "ask"


def test_what_waits_for_the_mains_starts_by_itself(
    window: MainWindow, laptop: Laptop, make_music: MakeMusic, qtbot: QtBot
) -> None:
    bar = window.watching.battery.bar
    window.add([make_music(2)])
    qtbot.waitUntil(bar.isVisible, timeout=_PATIENCE)
    bar.wait.click()
    assert not bar.isVisible()
    told = "Listening starts by itself once this computer is plugged in."
    assert window.strip.text.text() == told
    laptop.plug(window, False, qtbot)
    assert not window.controller.runner.busy
    laptop.plug(window, True, qtbot)
    qtbot.waitUntil(lambda: _heard(window) == 2, timeout=_PATIENCE)


def test_the_mains_answer_the_question_too(
    window: MainWindow, laptop: Laptop, make_music: MakeMusic, qtbot: QtBot
) -> None:
    window.add([make_music(1)])
    qtbot.waitUntil(window.watching.battery.bar.isVisible, timeout=_PATIENCE)
    laptop.plug(window, True, qtbot)
    assert not window.watching.battery.bar.isVisible()
    qtbot.waitUntil(lambda: _heard(window) == 1, timeout=_PATIENCE)


@pytest.mark.parametrize("answer", ["listen", "wait"])
def test_an_answer_can_be_kept(
    window: MainWindow, make_music: MakeMusic, place: Home, answer: str, qtbot: QtBot
) -> None:
    bar = window.watching.battery.bar
    window.add([make_music(1)])
    qtbot.waitUntil(bar.isVisible, timeout=_PATIENCE)
    bar.always.click()
    (bar.listen if answer == "listen" else bar.wait).click()
    wait_idle(window, qtbot)
    assert Settings.load(place.settings).get(ON_BATTERY) == answer
    window.add([make_music(2)])
    if answer == "listen":
        qtbot.waitUntil(lambda: _heard(window) == 2, timeout=_PATIENCE)
    else:
        wait_idle(window, qtbot)
        assert _heard(window) == 0
        told = "On battery: listening starts by itself once this computer is plugged in."
        qtbot.waitUntil(lambda: _shows(window, told), timeout=_PATIENCE)
    assert not bar.isVisible()


def test_on_mains_nothing_is_asked(
    window: MainWindow, laptop: Laptop, make_music: MakeMusic, qtbot: QtBot
) -> None:
    laptop.plug(window, True, qtbot)
    window.add([make_music(1)])
    qtbot.waitUntil(lambda: _heard(window) == 1, timeout=_PATIENCE)
    assert not window.watching.battery.bar.isVisible()


def _shows(window: MainWindow, text: str) -> bool:
    return window.strip.text.text().startswith(text)


def _be_away(window: MainWindow) -> None:
    """The person has gone long enough, and the window has looked."""
    window.watching.idle.patience = 0.0
    window.watching.idle.timer.timeout.emit()


@pytest.fixture
def unheard(
    laptop: Laptop, open_window: OpenWindow, make_music: MakeMusic, qtbot: QtBot
) -> MainWindow:
    """A window on mains power that has been told to wait with twelve tracks."""
    window = open_window()
    laptop.plug(window, False, qtbot)
    window.add([make_music(12)])
    qtbot.waitUntil(window.watching.battery.bar.isVisible, timeout=_PATIENCE)
    window.watching.battery._forget()
    laptop.plug(window, True, qtbot)
    return window


def _turn_on(window: MainWindow) -> None:
    window.controller.open_session().settings.set(IDLE_LISTENING, True)
    window.preferences.stored.emit()


def test_nothing_is_listened_to_by_itself_unless_the_settings_say_so(unheard: MainWindow) -> None:
    assert not unheard.watching.idle.timer.isActive()
    _turn_on(unheard)
    assert unheard.watching.idle.timer.isActive()


def test_what_is_new_is_listened_to_while_nobody_is_here(
    unheard: MainWindow, laptop: Laptop, qtbot: QtBot
) -> None:
    _turn_on(unheard)
    unheard.watching.idle.timer.timeout.emit()
    assert not unheard.controller.runner.busy, "somebody was here a moment ago"
    laptop.plug(unheard, False, qtbot)
    _be_away(unheard)
    assert not unheard.controller.runner.busy, "not on battery"
    laptop.plug(unheard, True, qtbot)
    _be_away(unheard)
    qtbot.waitUntil(lambda: _heard(unheard) == 12, timeout=_PATIENCE)
    wait_idle(unheard, qtbot)
    _be_away(unheard)
    assert not unheard.controller.runner.busy, "there is nothing left"


@pytest.mark.parametrize("sign", ["a key", "the mouse"])
def test_it_pauses_at_once_when_somebody_is_here(
    unheard: MainWindow, sign: str, qtbot: QtBot
) -> None:
    _turn_on(unheard)
    unheard.activateWindow()
    handle = unheard.windowHandle()
    qtbot.waitUntil(lambda: unheard.watching.idle.away._window is handle)
    _be_away(unheard)
    runner = unheard.controller.runner
    qtbot.waitUntil(lambda: isinstance(runner.current, AnalyseLibrary), timeout=_PATIENCE)
    if sign == "a key":
        QTest.keyClick(handle, Qt.Key.Key_Down)
    else:
        QTest.mouseMove(handle, unheard.rect().center())
    qtbot.waitUntil(lambda: not runner.busy, timeout=_PATIENCE)
    qtbot.waitUntil(lambda: "makes a pause while you are here" in unheard.strip.text.text())
    assert _heard(unheard) < 12
    _be_away(unheard)
    qtbot.waitUntil(lambda: _heard(unheard) == 12, timeout=_PATIENCE)


def test_what_somebody_asked_for_goes_on_while_they_are_here(
    unheard: MainWindow, qtbot: QtBot
) -> None:
    _turn_on(unheard)
    unheard.controller.analyse()
    qtbot.waitUntil(lambda: unheard.controller.runner.current is not None, timeout=_PATIENCE)
    unheard.watching.idle.away.seen.emit()
    qtbot.waitUntil(lambda: _heard(unheard) == 12, timeout=_PATIENCE)
