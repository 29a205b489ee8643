"""Starting the window: the application, the log, and what happens to errors."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable, Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from tagger import APPLICATION_ID
from tagger.errors import SettingsError, display_path
from tagger.paths import Home
from tagger.settings import LANGUAGE, THEME, Settings
from tagger.ui import icons, language, theme
from tagger.ui.application import Application
from tagger.ui.crash.hooks import BugCatcher
from tagger.ui.ending import EndBySignal
from tagger.ui.fitting import keep_dialogs_on_screen
from tagger.ui.handing_over import Receiver, hand_over
from tagger.ui.main_window import MainWindow

if TYPE_CHECKING:
    from tagger.training.deepening import Deepen
    from tagger.workflow.crash_watch import CrashWatch

_log = logging.getLogger("tagger")
_LOG_BYTES = 1_000_000
_SWITCH_SECONDS = 0.0005
WATCHDOG_VARIABLE = "TAGGER_WATCHDOG"
"""Where it is set to 1, the log tells of every moment in which the window stood still."""


def run(
    home: Home,
    find_deepen: Callable[[], Deepen | None] = lambda: None,
    music: Sequence[Path] = (),
    watch_over: CrashWatch | None = None,
) -> int:
    """Show the window of this home until it is closed; returns the exit code.

    `find_deepen` finds what fine-tunes a whole network, where that is installed. `music` is taken
    into the library as if it had been dropped on the window; where a window of this home is open,
    it is that one's, and nothing else happens here. `watch_over` keeps the trace of a crash, and
    has that of the last one.
    """
    app = QApplication.instance() or Application(sys.argv[:1])
    assert isinstance(app, QApplication)
    prepare(app)
    try:
        settings = Settings.load(home.settings)
    except SettingsError as error:
        theme.apply("system")
        language.use(app, language.SYSTEM)
        show_error(None, error.message).exec()
        return 1
    theme.apply(settings.get(THEME))
    language.use(app, settings.get(LANGUAGE))
    if hand_over(home, music):
        return 0
    window = MainWindow(home)
    window.controller.find_deepen = find_deepen
    window.take(music)
    if isinstance(app, Application):
        app.opened.connect(window.take)
    window.controller.opened.connect(lambda: receive_for(window))
    code = 0

    def refuse(reason: str) -> None:
        nonlocal code
        code = 1
        show_error(window, reason).exec()
        window.close()

    window.refused.connect(refuse, Qt.ConnectionType.QueuedConnection)
    never_stutter()
    handler = start_log(home)
    bugs = BugCatcher(
        window, home, window.strip.notice, lambda: watch_over.lines if watch_over else ()
    )
    end_watch = watch(window)
    ending = EndBySignal(app.closeAllWindows, app)
    if watch_over is not None and (last := watch_over.last) is not None:
        # What was cut off is settled by then, as the dialog says.
        window.controller.opened.connect(lambda: bugs.show_last(last))
    try:
        window.show()
        if watch_over is not None:
            watch_over.shown()
        app.exec()
    finally:
        ending.close()
        end_watch()
        bugs.end()
        window.player.close()
        window.controller.close()
        _log.removeHandler(handler)
        handler.close()
    return code


def receive_for(window: MainWindow) -> None:
    """Have the window take what a second Tagger is started with, where it holds the library."""
    if window.controller.open_session().catalog.writable:
        receiver = Receiver(window.controller.home, window, window.take)
        window.controller.closing.connect(receiver.close)


def prepare(app: QApplication) -> None:
    """Name and dress the application."""
    app.setApplicationName("Tagger")
    # The desktop file has this name: by it Wayland finds the icon of the window.
    app.setDesktopFileName(APPLICATION_ID)
    app.setWindowIcon(icons.app_icon())
    app.setStyle("Fusion")
    keep_dialogs_on_screen(app)


def never_stutter() -> None:
    """Keep the interpreter from holding up the Qt thread.

    A worker that computes gives way after half a millisecond; Python's own 5 ms, paid each time Qt
    comes back from C++, add up. A full garbage collection stops every thread, for seconds when the
    rows of 100,000 tracks are in memory; rows are plain data without cycles, so only the young
    generations are collected, and those while they are small: every collection stops all threads.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.set_threshold(10_000, 2, 1_000_000)


def watch(window: MainWindow) -> Callable[[], None]:
    """Have the watchdog look after the Qt thread, where that is asked for; returns what ends it."""
    if os.environ.get(WATCHDOG_VARIABLE, "0") in ("", "0"):
        return lambda: None
    from tagger.ui.watchdog import log_blocks

    return log_blocks(window)


def show_error(parent: QWidget | None, sentence: str) -> QMessageBox:
    """A dialog with one sentence, drawn as it is and not as HTML. The caller opens it."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Tagger")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    return box


def start_log(home: Home) -> logging.Handler:
    """Log to a file of this home; opened with the first record, so that it costs nothing."""
    handler: logging.Handler
    try:
        home.logs.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            home.logs / "tagger.log", maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8",
            delay=True, errors="backslashreplace",
        )  # fmt: skip
    except OSError as error:
        handler = logging.StreamHandler()
        _log.warning("There is no log file in %s: %s", display_path(home.logs), error)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    _log.addHandler(handler)
    return handler
