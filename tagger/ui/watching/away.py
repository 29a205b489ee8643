"""Whether the person is here: when the keyboard and the mouse were last used in our windows.

What happens in other programs no system tells in the same way, so it does not count; only the
pointer is seen wherever the system lets us.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QWindow

_POINTER_MILLISECONDS = 1000
_SIGNS = frozenset(
    (
        *(QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove),
        *(QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.TabletPress),
        *(QEvent.Type.DragEnter, QEvent.Type.NativeGesture),
    )
)


class Away(QObject):
    """Looks for the person while it is `on`. Only the window in use is listened to: a filter on
    the application would see every event of every widget.
    """

    seen = Signal()
    """The person does something, after a while without."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = time.monotonic()
        self._on = False
        self._window: QWindow | None = None
        self._pointer = QCursor.pos()
        self._timer = QTimer(self, interval=_POINTER_MILLISECONDS)
        self._timer.timeout.connect(self._look_at_pointer)

    @property
    def seconds(self) -> float:
        """Since the last sign of the person."""
        return time.monotonic() - self._last

    def turn(self, on: bool) -> None:
        if on == self._on:
            return
        self._on = on
        self._last = time.monotonic()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        if on:
            self._pointer = QCursor.pos()
            self._timer.start()
            app.focusWindowChanged.connect(self._follow)
            app.applicationStateChanged.connect(self._on_state)
            self._follow(app.focusWindow())
        else:
            self._timer.stop()
            app.focusWindowChanged.disconnect(self._follow)
            app.applicationStateChanged.disconnect(self._on_state)
            self._follow(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._note()
        return super().eventFilter(watched, event)

    def _follow(self, window: QWindow | None) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window.destroyed.disconnect(self._forget)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)
            self._note()

    def _forget(self) -> None:
        self._window = None

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._note()

    def _look_at_pointer(self) -> None:
        pointer = QCursor.pos()
        if pointer != self._pointer:
            self._pointer = pointer
            self._note()

    def _note(self) -> None:
        self._last = time.monotonic()
        self.seen.emit()
