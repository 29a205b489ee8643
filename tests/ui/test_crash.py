"""An error of Tagger's own: told once and whole, with nothing sent, while the window goes on."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QtMsgType, QUrl, qWarning
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tagger.errors import AudioError
from tagger.paths import Home
from tagger.ui import app
from tagger.ui.crash import hooks
from tagger.ui.crash.dialog import CrashDialog
from tagger.ui.crash.hooks import BugCatcher
from tagger.ui.main_window import MainWindow
from tagger.workflow import crash
from tagger.workflow.crash_watch import CrashWatch

from .conftest import OpenWindow


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window()


@pytest.fixture
def bugs(window: MainWindow, place: Home) -> Iterator[BugCatcher]:
    catcher = BugCatcher(window, place, window.strip.notice)
    yield catcher
    catcher.end()


def fail(error: BaseException) -> None:
    """As an error does that comes out of a slot: only the hook hears of it."""
    try:
        raise error
    except BaseException as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)


def otherwise(error: BaseException) -> None:
    """`fail`, from another place of the code."""
    try:
        raise error
    except BaseException as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)


def shown(bugs: BugCatcher, qtbot: QtBot) -> CrashDialog:
    qtbot.waitUntil(lambda: bugs.dialog is not None and bugs.dialog.isVisible())
    assert bugs.dialog is not None
    return bugs.dialog


def close(bugs: BugCatcher, qtbot: QtBot) -> None:
    shown(bugs, qtbot).reject()
    qtbot.waitUntil(lambda: bugs.dialog is None)


@pytest.mark.expects_errors
def test_a_bug_is_shown_whole_and_the_window_stays(
    window: MainWindow, bugs: BugCatcher, place: Home, qtbot: QtBot
) -> None:
    fail(ValueError("a bug of ours"))
    dialog = shown(bugs, qtbot)
    (saved,) = crash.saved(place)
    assert dialog.text.toPlainText() == saved.read_text(encoding="utf-8")
    assert "ValueError: a bug of ours" in dialog.text.toPlainText()
    assert "tests/ui/test_crash.py, line " in dialog.text.toPlainText()
    assert dialog.text.isReadOnly()
    assert "goes on" in dialog.what.text()
    close(bugs, qtbot)
    assert window.isVisible() and window.isEnabled()


def in_thread() -> None:
    thread = threading.Thread(target=fail_there)
    thread.start()
    thread.join()


def fail_there() -> None:
    raise OSError("in a thread of ours")


def in_the_collector() -> None:
    class Unraisable:
        def __del__(self) -> None:
            raise RuntimeError("nobody can catch this")

    Unraisable()
    gc.collect(0)


def in_a_job() -> None:
    try:
        raise KeyError(3)
    except KeyError as error:
        logging.getLogger("tagger.ui.jobs").error("%s failed", "Listening", exc_info=error)


@pytest.mark.expects_errors
@pytest.mark.parametrize("happen", [in_thread, in_the_collector, in_a_job])
def test_a_bug_anywhere_is_shown(
    happen: Callable[[], None], bugs: BugCatcher, qtbot: QtBot
) -> None:
    happen()
    text = shown(bugs, qtbot).text.toPlainText()
    assert "tests/ui/test_crash.py" in text
    close(bugs, qtbot)


@pytest.mark.expects_errors
def test_the_same_bug_is_shown_once_and_others_are_counted(
    bugs: BugCatcher, place: Home, qtbot: QtBot
) -> None:
    for number in range(50):
        fail(ValueError(f"number {number}"))
    dialog = shown(bugs, qtbot)
    otherwise(TypeError("another"))
    qtbot.waitUntil(dialog.others.isVisible)
    assert "50 more errors" in dialog.others.text()
    assert len(crash.saved(place)) == 2
    assert QApplication.activeModalWidget() is dialog
    close(bugs, qtbot)
    fail(ValueError("the first again"))
    qtbot.wait(1)
    assert bugs.dialog is None and len(crash.saved(place)) == 2


@pytest.mark.expects_errors
def test_after_three_dialogs_a_line_in_the_window_is_enough(
    window: MainWindow, bugs: BugCatcher, qtbot: QtBot
) -> None:
    kinds = (ValueError, TypeError, KeyError, IndexError)
    assert len(kinds) == hooks.MOST_DIALOGS + 1
    for kind in kinds[:-1]:
        fail(kind("x"))
        close(bugs, qtbot)
    fail(kinds[-1]("x"))
    qtbot.waitUntil(lambda: "went wrong" in window.strip.text.text())
    assert bugs.dialog is None


@pytest.mark.expects_errors
def test_a_sentence_for_a_person_is_no_bug(bugs: BugCatcher, place: Home, qtbot: QtBot) -> None:
    error = AudioError("It holds no sound.")
    logging.getLogger("tagger.ui.jobs").error("failed", exc_info=error)
    QApplication.processEvents()
    assert bugs.dialog is None and crash.saved(place) == []


@pytest.mark.expects_errors
def test_a_bug_over_an_open_dialog_can_be_read_and_closed(
    window: MainWindow, bugs: BugCatcher, qtbot: QtBot
) -> None:
    window.preferences.show_settings()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    below = QApplication.activeModalWidget()
    fail(ValueError("x"))
    dialog = shown(bugs, qtbot)
    assert dialog.parent() is below
    assert below is not None
    below.close()
    qtbot.waitUntil(lambda: bugs.dialog is None)
    otherwise(ValueError("y"))
    close(bugs, qtbot)


@pytest.mark.expects_errors
def test_the_report_is_copied_saved_and_its_folder_opened_by_hand_only(
    bugs: BugCatcher, place: Home, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    QGuiApplication.clipboard().setText("mine")
    fail(ValueError("x"))
    dialog = shown(bugs, qtbot)
    assert opened == [] and QGuiApplication.clipboard().text() == "mine"
    text = dialog.text.toPlainText()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text
    dialog.save_to(tmp_path / "mine.txt")
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == text
    assert "saved" in dialog.told.text()
    dialog.save_to(tmp_path / "mine.txt" / "below")
    assert "Could not save" in dialog.told.text()
    qtbot.mouseClick(dialog.folder, Qt.MouseButton.LeftButton)
    assert [url.toLocalFile() for url in opened] == [str(crash.folder(place))]
    close(bugs, qtbot)


def test_after_a_run_that_the_system_ended_the_window_tells_so_once(
    place: Home, qapp: QApplication
) -> None:
    fall = (
        "import ctypes; from tagger.paths import find_home\n"
        "from tagger.workflow.crash_watch import CrashWatch\n"
        "CrashWatch(find_home()).shown(); ctypes.string_at(0)"
    )
    assert subprocess.run([sys.executable, "-c", fall], stderr=subprocess.DEVNULL).returncode != 0
    said: list[tuple[str, str]] = []

    def look() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, CrashDialog) and widget.isVisible():
                said.append((widget.what.text(), widget.text.toPlainText()))
                widget.reject()
            elif isinstance(widget, MainWindow) and widget.pages.is_loaded:
                QTimer.singleShot(100, widget, widget.close)

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    for _ in range(2):
        watch = CrashWatch(place)
        assert app.run(place, watch_over=watch) == 0
        watch.end()
    timer.stop()
    ((what, text),) = said
    assert "ended unexpectedly last time" in what and "settled" in what
    assert "Segmentation fault" in text or "access violation" in text


@pytest.mark.expects_errors
def test_what_qt_says_goes_to_the_log(
    bugs: BugCatcher, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    hooks._from_qt(QtMsgType.QtCriticalMsg, None, "QPainter is 100% odd")  # type: ignore[arg-type]
    qWarning("QThread is odd as well")
    said = [record.getMessage() for record in caplog.records if record.name == "tagger.qt"]
    assert said == ["QPainter is 100% odd", "QThread is odd as well"]
    assert "QThread is odd as well" in capsys.readouterr().err
    assert bugs.dialog is None


@pytest.mark.expects_errors
def test_a_report_that_cannot_be_made_does_not_end_anything(
    window: MainWindow, bugs: BugCatcher, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def broken(*_: object) -> None:
        raise MemoryError("no room for a report")

    monkeypatch.setattr(crash, "of_error", broken)
    fail(ValueError("a bug of ours"))
    assert "no room for a report" in capsys.readouterr().err
    assert window.isVisible()
