"""Starting: quickly, with a sentence when it cannot, and with bugs in the log."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tagger.paths import Home
from tagger.ui import app
from tagger.ui.main_window import MainWindow
from tagger.workflow.session import Session

from .conftest import FillCatalog, OpenWindow
from .hands import boxes_closed

HEAVY = ("onnxruntime", "av", "librosa", "soundfile", "soxr", "scipy", "pyqtgraph", "torch",
         "watchfiles", "PySide6.QtMultimedia")  # fmt: skip

SHOW = """
import sys
from PySide6.QtWidgets import QApplication
from tagger.paths import find_home
from tagger.ui import app
from tagger.ui.main_window import MainWindow

application = QApplication([])
app.prepare(application)
window = MainWindow(find_home())
window.controller.loaded.connect(application.quit)
window.show()
application.exec()
print(*sorted(set({heavy!r}) & set(sys.modules)))
window.close()
"""


FIRST_CLICKS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from tagger.paths import find_home
from tagger.ui import app
from tagger.ui.main_window import MainWindow

application = QApplication([])
app.prepare(application)
window = MainWindow(find_home())
dialogs = [f"tagger.ui.{each}.dialog" for each in ("about", "tidy", "training")]
assert not set(dialogs) & set(sys.modules)
timer = QTimer(interval=20)
timer.timeout.connect(lambda: set(dialogs) <= set(sys.modules) and application.quit())
window.show()
timer.start()
application.exec()
window.close()
"""


@pytest.fixture
def answers(qapp) -> Iterator[list[str]]:
    """What the message boxes said, each of which is closed."""
    with boxes_closed() as said:
        yield said


def test_showing_the_window_loads_nothing_heavy(fill_catalog: FillCatalog) -> None:
    fill_catalog(3)
    done = subprocess.run(
        [sys.executable, "-c", SHOW.replace("{heavy!r}", repr(HEAVY))],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_dialogs_are_loaded_before_a_person_opens_the_first_one(fill_catalog: FillCatalog) -> None:
    fill_catalog(3)
    done = subprocess.run(
        [sys.executable, "-c", FIRST_CLICKS], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_a_catalog_that_is_no_database_is_told_and_left_as_it_is(
    place: Home, answers: list[str]
) -> None:
    place.ensure()
    place.catalog.write_bytes(b"my shopping list, not a database" * 50)
    assert app.run(place) == 1
    assert len(answers) == 1 and "not a Tagger catalog" in answers[0]
    assert place.catalog.read_bytes().startswith(b"my shopping list")


def test_a_second_tagger_says_that_the_first_is_running(place: Home, answers: list[str]) -> None:
    place.ensure()
    with Session.open(place):
        assert app.run(place) == 1
    assert len(answers) == 1 and "Another Tagger" in answers[0]


def test_broken_settings_are_told_before_anything_is_opened(
    place: Home, answers: list[str]
) -> None:
    place.ensure()
    place.settings.write_text("{", encoding="utf-8")
    assert app.run(place) == 1
    assert len(answers) == 1 and "damaged" in answers[0]
    assert not place.catalog.exists()


def test_closing_the_window_ends_the_program_and_gives_the_catalog_back(place: Home) -> None:
    def close() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, MainWindow) and widget.controller.session is not None:
                widget.close()

    timer = QTimer(interval=20)
    timer.timeout.connect(close)
    timer.start()
    assert app.run(place) == 0
    timer.stop()
    with Session.open(place):
        pass


def test_a_window_closed_before_its_library_is_open_gives_the_catalog_back(
    place: Home, qapp
) -> None:
    window = MainWindow(place)
    window.show()
    QApplication.processEvents()
    window.close()
    with Session.open(place):
        pass


def test_a_cut_off_write_is_settled_and_told_at_the_start(
    open_window: OpenWindow, place: Home, tmp_path: Path, qtbot
) -> None:
    from tagger.catalog.journal import BatchKind

    file = tmp_path / "song.flac"
    file.write_bytes(b"as it was")
    with Session.open(place) as session:
        batch = session.journal.open_batch(BatchKind.WRITE)
        session.journal.plan(batch, file, b"identity", ["Other"], ["Jazz"], None)
    window = open_window()
    qtbot.waitUntil(window.strip.problems.isVisible)
    assert [problem.path for problem in window.problems.all()] == [file]
    assert "the file is as it was" in window.problems.all()[0].reason
    assert window.controller.session is not None
    assert window.controller.session.journal.unfinished() == []
