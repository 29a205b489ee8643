"""Music that a desktop opens with Tagger is in its library when the window is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tagger import APPLICATION_ID
from tagger.paths import Home
from tagger.ui import app
from tagger.ui.main_window import MainWindow
from tagger.workflow.session import Session

from .conftest import MakeMusic


@contextmanager
def closed_when(done: Callable[[MainWindow], bool]) -> Iterator[None]:
    """Close the window that `app.run` shows as soon as that holds of it."""

    def look() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, MainWindow) and done(widget):
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


def test_the_desktop_knows_the_window_by_the_name_of_its_desktop_file(qapp: QApplication) -> None:
    app.prepare(qapp)
    assert qapp.desktopFileName() == APPLICATION_ID
