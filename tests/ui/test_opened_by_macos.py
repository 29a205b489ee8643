"""What a person opens with the app on macOS: no arguments, but events, before and after the start.

The events are real; that Finder sends them can be seen on macOS alone.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from tagger.paths import Home

from .conftest import MakeMusic

EVENTS = """
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from tagger.ui.application import Application

application = Application(["tagger"])
told = []
application.opened.connect(told.append)
names = ["/m/a b.flac", "/m/ü#1%20.mp3", "/m/a b.flac"]
for event in [*map(QFileOpenEvent, names), QFileOpenEvent(QUrl.fromLocalFile("/m/Jazz"))]:
    assert QCoreApplication.sendEvent(application, event)
assert not QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl("https://x.example/a.mp3")))
assert told == []
application.opened.connect(application.quit)
application.exec()
assert [[str(path) for path in each] for each in told] == [
    ["/m/a b.flac", "/m/ü#1%20.mp3", "/m/Jazz"]
], told
"""

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from tagger.paths import find_home
from tagger.ui import app
from tagger.ui.main_window import MainWindow

first, later = map(Path, sys.argv[1:])
sent = []

def names(window):
    return {line.row.track.path.name for line in window.controller.rows.library.lines.values()}

def look():
    for window in QApplication.topLevelWidgets():
        if not isinstance(window, MainWindow):
            continue
        if not sent:
            # The window is there, its library not yet.
            assert window.controller.session is None
            sent.append(first)
            QCoreApplication.sendEvent(QApplication.instance(), QFileOpenEvent(str(first)))
        elif len(sent) == 1 and names(window) == {first.name}:
            sent.append(later)
            QCoreApplication.sendEvent(QApplication.instance(), QFileOpenEvent(str(later)))
        elif names(window) == {first.name, later.name}:
            window.close()

real = MainWindow.show
def show(window):
    real(window)
    look()
    window.timer = QTimer(window, interval=20)
    window.timer.timeout.connect(look)
    window.timer.start()

MainWindow.show = show
sys.exit(app.run(find_home()))
"""


def run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    # The tests have an application of their own, and there can be one alone.
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)


def test_what_is_opened_at_once_comes_at_once_and_pages_of_the_web_do_not() -> None:
    done = run(EVENTS)
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("place")
def test_files_opened_before_and_after_the_library_is_there_are_in_it(
    place: Home, make_music: MakeMusic
) -> None:
    music = make_music(3)
    done = run(WINDOW, music / "0.flac", music / "2.flac")
    assert done.returncode == 0, done.stderr
