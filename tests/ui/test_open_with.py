"""Music that a desktop opens with Tagger is in its library when the window is there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from tagger import APPLICATION_ID
from tagger.paths import Home
from tagger.ui import app, handing_over
from tagger.ui.main_window import MainWindow
from tagger.workflow.session import Session

from .conftest import MakeMusic


@contextmanager
def closed_when(done: Callable[[MainWindow], bool]) -> Iterator[None]:
    """Close the window that `app.run` shows as soon as that holds of it."""

    def look() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, MainWindow) and widget.isVisible() and done(widget):
                widget.close()

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    yield
    timer.stop()


def holds(names: set[str]) -> Callable[[MainWindow], bool]:
    def check(window: MainWindow) -> bool:
        lines = window.controller.rows.library.lines.values()
        return {line.row.track.path.name for line in lines} == names

    return check


@pytest.fixture(autouse=True)
def without_model(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What music sounds like is not what is tried here; and timers need an application."""
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: tmp_path / "no models")


def test_a_folder_is_scanned_and_stays_in_the_library(place: Home, make_music: MakeMusic) -> None:
    music = make_music(3)
    with closed_when(holds({"0.flac", "1.flac", "2.flac"})):
        assert app.run(place, music=[music]) == 0
    with Session.open(place) as session:
        assert [root.path for root in session.tracks.roots()] == [music]


def test_a_file_comes_alone(place: Home, make_music: MakeMusic) -> None:
    music = make_music(3)
    with closed_when(holds({"1.flac"})):
        assert app.run(place, music=[music / "1.flac"]) == 0


def test_what_is_not_there_is_told_and_the_rest_comes(place: Home, make_music: MakeMusic) -> None:
    music = make_music(1)
    gone = music.parent / "gone"
    with closed_when(lambda w: holds({"0.flac"})(w) and gone in w.controller.problems):
        assert app.run(place, music=[gone, music]) == 0


def start_another(place: Home, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tagger", "--home", str(place.data), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_second_tagger_gives_its_music_to_the_window_that_is_open(
    place: Home, make_music: MakeMusic
) -> None:
    music = make_music(2)
    others: list[subprocess.Popen[str]] = []

    def has_both(window: MainWindow) -> bool:
        if not holds({"0.flac"})(window) and not others:
            return False
        if not others:
            window.showMinimized()
            others.append(start_another(place, str(music / "1.flac")))
        return holds({"0.flac", "1.flac"})(window) and not window.isMinimized()

    with closed_when(has_both):
        assert app.run(place, music=[music / "0.flac"]) == 0
    said, _ = others[0].communicate(timeout=60)
    assert (others[0].returncode, said) == (0, "")
    assert not (place.data / "open-with").exists()


def test_what_a_crash_left_keeps_no_tagger_from_starting(
    place: Home, make_music: MakeMusic
) -> None:
    (place.data / "open-with").mkdir(parents=True)
    (place.data / "open-with" / "old.json").write_text("{")
    music = make_music(1)
    assert not handing_over.hand_over(place, [music])
    with closed_when(holds({"0.flac"})):
        assert app.run(place, music=[music]) == 0


def test_a_window_that_does_not_answer_is_not_waited_for_long(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_over, "_PATIENCE", 50)
    folder = place.data / "open-with"
    folder.mkdir(parents=True)
    with Session.open(place):
        assert not handing_over.hand_over(place, [])
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("text", ["{", "[]", '{"music": ["a.mp3"], "activation": null}', "ü"])
def test_what_tagger_has_not_written_is_not_taken(
    place: Home, qtbot: QtBot, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    place.ensure()
    window = QMainWindow()
    qtbot.addWidget(window)
    taken: list[object] = []
    receiver = handing_over.Receiver(place, window, taken.append)
    part = place.data / "odd"
    part.write_text(text, encoding="utf-8")
    part.replace(place.data / "open-with" / "odd.json")
    qtbot.waitUntil(lambda: "Could not take over" in caplog.text)
    receiver.close()
    assert not taken


def test_the_desktop_knows_the_window_by_the_name_of_its_desktop_file(qapp: QApplication) -> None:
    app.prepare(qapp)
    assert qapp.desktopFileName() == APPLICATION_ID
