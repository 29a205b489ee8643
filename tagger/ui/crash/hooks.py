"""Errors of Tagger's own, on whatever thread: into the log, into a report, before the person.

The window goes on. The same error is told once, however often it comes back, and there is never
more than one dialog.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget

from tagger.errors import TaggerError
from tagger.paths import Home
from tagger.ui.crash.dialog import CrashDialog
from tagger.workflow import crash
from tagger.workflow.crash import CrashReport
from tagger.workflow.crash_privacy import QT_LOG

MOST_DIALOGS = 3
"""In one run; whoever has closed so many is told of further errors by a line in the window."""

_COUNT_MILLISECONDS = 500
_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger("tagger")
_qt_log = logging.getLogger(QT_LOG)


class BugCatcher(QObject):
    """Hears of every error that nobody handled or that was logged as a bug, until `end`."""

    _came = Signal(object)
    """CrashReport, or None for one that was reported before; from any thread."""

    def __init__(
        self,
        window: QWidget,
        home: Home,
        notice: Callable[[str], None],
        lines: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        """`notice` shows a line in the window, `lines` are the last ones of the log."""
        super().__init__(window)
        self._window = window
        self._home = home
        self._notice = notice
        self._lines = lines
        self._guard = threading.Lock()
        self._seen: set[str] = set()
        self._shown = 0
        self._since = 0
        self.dialog: CrashDialog | None = None
        self._count = QTimer(self, singleShot=True, interval=_COUNT_MILLISECONDS)
        self._count.timeout.connect(self._show_count)
        self._came.connect(self._tell)
        self._handler = _Bugs(self._report)
        _log.addHandler(self._handler)
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = self._unraisable
        self._qt_before = qInstallMessageHandler(_from_qt)

    def end(self) -> None:
        """Errors go where they went before."""
        qInstallMessageHandler(self._qt_before)
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        _log.removeHandler(self._handler)
        self._count.stop()

    def show_last(self, report: CrashReport) -> None:
        """Tell of what ended the run before this one."""
        self._open(CrashDialog(report, self._home, self._parent(), last=True))

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QTimer.singleShot(0, self._window, self._window.close)
            return
        _log.error("uncaught", exc_info=(kind, error, trace))

    def _uncaught_in_thread(self, info: threading.ExceptHookArgs) -> None:
        if info.exc_value is not None:
            self._uncaught(info.exc_type, info.exc_value, info.exc_traceback)

    def _unraisable(self, info: sys.UnraisableHookArgs) -> None:
        if info.exc_value is not None:
            self._uncaught(info.exc_type, info.exc_value, info.exc_traceback)

    def _report(self, error: BaseException) -> None:
        key = crash.key_of(error)
        with self._guard:
            known = key in self._seen or len(self._seen) >= crash.KEPT
            self._seen.add(key)
        if known:
            self._came.emit(None)
            return
        self._came.emit(crash.save(self._home, crash.of_error(error, self._home, self._lines())))

    def _tell(self, report: CrashReport | None) -> None:
        if self.dialog is not None:
            self._since += 1
            # Not at once: it may be drawing the dialog that fails.
            if not self._count.isActive():
                self._count.start()
        elif report is not None and self._window.isVisible() and self._shown < MOST_DIALOGS:
            self._shown += 1
            self._open(CrashDialog(report, self._home, self._parent()))
        elif report is not None:
            self._notice(
                QCoreApplication.translate(
                    "app",
                    "Something in Tagger went wrong. Your files are safe; the log has details.",
                )
            )

    def _open(self, dialog: CrashDialog) -> None:
        self.dialog = dialog
        self._since = 0
        dialog.finished.connect(self._closed)
        # With the dialog over which it stands it goes as well.
        dialog.destroyed.connect(self._gone)
        dialog.open()

    def _closed(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.destroyed.disconnect(self._gone)
            dialog.deleteLater()

    def _gone(self) -> None:
        self.dialog = None

    def _parent(self) -> QWidget:
        return QApplication.activeModalWidget() or self._window

    def _show_count(self) -> None:
        if self.dialog is not None:
            self.dialog.show_others(self._since)


class _Bugs(logging.Handler):
    """What is logged with an exception that is no sentence for a person is a bug."""

    def __init__(self, report: Callable[[BaseException], None]) -> None:
        super().__init__(logging.ERROR)
        self._report = report
        self._busy = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is None or isinstance(error, TaggerError) or getattr(self._busy, "now", False):
            return
        # What goes wrong while a report is made must not ask for another one.
        self._busy.now = True
        try:
            self._report(error)
        except Exception:
            self.handleError(record)
        finally:
            self._busy.now = False


def _from_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own messages: where they went before, and what is more than a hint to the log too."""
    if sys.stderr is not None:
        print(message, file=sys.stderr)
    level = _LEVELS.get(kind)
    if level is not None:
        _qt_log.log(level, message)
