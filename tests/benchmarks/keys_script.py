"""The keys of a review, pressed one after another as a person does who waits for the window.

They are sent to whatever has the focus: no widget, action or method of the window is called to
decide, filter, group, write or undo.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from tagger.ui.main_window import MainWindow
from tagger.workflow.library_view import AnalyseLibrary
from tagger.workflow.review import ReviewState

Script = Iterator[Callable[[], object] | None]
KEYS = Qt.Key
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@dataclass
class Part:
    name: str
    keys: int
    decisions: int
    seconds: float


class Reviewer(QObject):
    """Presses keys, one after another, from within the event loop."""

    def __init__(self, window: MainWindow, pause: int) -> None:
        super().__init__()
        self.window = window
        self.rows = window.controller.rows
        self.keys: Counter[str] = Counter()
        self.parts: list[Part] = []
        self.finished = False
        self.listening = [0, 0]
        """How many keys were pressed while the app listened to music, and while it did not."""
        self._until: Callable[[], object] | None = None
        self._since = 0.0
        self._script = self._review()
        self._timer = QTimer(self, interval=pause)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        self._timer.start()

    def _go_on(self) -> None:
        if QGuiApplication.focusWindow() is None and QApplication.activePopupWidget() is None:
            # On a display without a window manager nobody else gives the focus back.
            (QApplication.activeModalWidget() or self.window).activateWindow()
            return
        if self._until is not None and not self._until():
            if time.monotonic() - self._since > 60:
                self._timer.stop()
                raise TimeoutError(f"After {sum(self.keys.values())} keys nothing happens any more")
            return
        try:
            self._until = next(self._script)
        except StopIteration:
            self._timer.stop()
            self.finished = True
        self._since = time.monotonic()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.keys[f"{modifier.name} {key.name}"] += 1
        current = self.window.controller.runner.current
        self.listening[not isinstance(current, AnalyseLibrary)] += 1
        # In a turn of its own: a menu returns from the key that opens it when it is closed.
        QTimer.singleShot(0, self, lambda: _click(key, modifier))

    def type(self, text: str) -> Script:
        signs = {" ": KEYS.Key_Space, ":": KEYS.Key_Colon, '"': KEYS.Key_QuoteDbl}
        for sign in text:
            key = signs.get(sign) or Qt.Key(ord(sign.upper()))
            self.press(key, SHIFT if sign in ':"' or sign.isupper() else NONE)
            yield None

    @property
    def decided(self) -> int:
        return sum(line.row.decision is not None for line in self.rows.library.lines.values())

    def dialog(self) -> QDialog | None:
        active = QApplication.activeModalWidget() or QApplication.activeWindow()
        return active if isinstance(active, QDialog) else None

    def _at_table(self) -> bool:
        return self.dialog() is None and self.window.table.hasFocus() and self.rows.settled

    def _current(self) -> int:
        return self.rows.line_at(self.window.table.currentIndex().row()).id

    def _is_decided(self, id_: int) -> bool:
        line = self.rows.line(id_)
        return line is not None and line.row.decision is not None

    def _part(self, name: str, script: Script) -> Script:
        keys, decided, begun = sum(self.keys.values()), self.decided, time.perf_counter()
        yield from script
        done = Part(
            name,
            sum(self.keys.values()) - keys,
            self.decided - decided,
            time.perf_counter() - begun,
        )
        self.parts.append(done)

    def _review(self) -> Script:
        yield self._at_table
        # The hints of the first run: who reviews hundreds of tracks has read them.
        self.press(KEYS.Key_Escape)
        yield self._at_table
        yield from self._part("one by one", self._one_by_one(150))
        yield from self._part("taken back, decided again", self._back_and_again())
        yield from self._part("albums", self._albums(8))
        yield from self._part("a filter, all at once", self._filtered())
        yield from self._part("the sure ones", self._sure())
        yield from self._part("the sheet of keys, history", self._look())
        yield from self._part("write", self._write())
        yield from self._part("undo the write", self._undo())

    def _one_by_one(self, count: int) -> Script:
        self.press(KEYS.Key_F, CTRL)
        yield None
        yield from self.type("review")
        self.press(KEYS.Key_Return)
        yield self._at_table
        self.press(KEYS.Key_Home, CTRL)
        yield self._at_table
        for number in range(count):
            id_ = self._current()
            match number % 10:
                case 3:
                    self.press(KEYS.Key_2)
                case 6:
                    self.press(KEYS.Key_Backspace)
                case 7:
                    self.press(KEYS.Key_U)
                case 8:
                    self.press(KEYS.Key_E)
                    yield self.dialog
                    yield from self.type("zouk")
                    self.press(KEYS.Key_Return)
                    yield self._at_table
                case 9:
                    self.press(KEYS.Key_Space)
                    yield None
                    self.press(KEYS.Key_Return)
                case _:
                    self.press(KEYS.Key_Return)
            yield lambda id_=id_: self._is_decided(id_) and self._at_table()
            if self._current() == id_:
                # Without a suggestion (nothing was heard in it) Enter decides nothing.
                self.press(KEYS.Key_Down)
                yield self._at_table

    def _back_and_again(self) -> Script:
        for _ in range(5):
            decided = self.decided
            self.press(KEYS.Key_Z, CTRL)
            yield lambda decided=decided: self.decided == decided - 1
            self.press(KEYS.Key_Y, CTRL)
            yield lambda decided=decided: self.decided == decided
        yield self._at_table
        self.press(KEYS.Key_Delete)
        decided = self.decided
        yield lambda: self.decided == decided - 1
        self.press(KEYS.Key_Return)
        yield lambda: self.decided == decided and self._at_table()

    def _albums(self, count: int) -> Script:
        self.press(KEYS.Key_G, CTRL)
        yield QApplication.activePopupWidget
        for _ in range(2):
            self.press(KEYS.Key_Down)
            yield None
        self.press(KEYS.Key_Return)
        yield lambda: self.rows.grouping and self._at_table()
        self.press(KEYS.Key_Left, SHIFT)
        yield self._at_table
        self.press(KEYS.Key_End, CTRL)
        yield self._at_table
        self.press(KEYS.Key_Up)
        yield self._at_table
        for _ in range(count):
            decided = self.decided
            self.press(KEYS.Key_Return)
            yield lambda decided=decided: self.decided > decided and self._at_table()
            self.press(KEYS.Key_Up)
            yield self._at_table
            self.press(KEYS.Key_Up)
            yield self._at_table
        self.press(KEYS.Key_Right, SHIFT)
        yield self._at_table
        self.press(KEYS.Key_G, CTRL)
        yield QApplication.activePopupWidget
        self.press(KEYS.Key_Down)
        yield None
        self.press(KEYS.Key_Return)
        yield lambda: not self.rows.grouping and self._at_table()

    def _filtered(self) -> Script:
        self.press(KEYS.Key_F, CTRL)
        yield None
        yield from self.type('artist:"review artist 07"')
        self.press(KEYS.Key_Return)
        yield self._at_table
        decided = self.decided
        self.press(KEYS.Key_A, CTRL)
        yield self._at_table
        self.press(KEYS.Key_Return)
        yield lambda: self.decided > decided and self._at_table()
        self.press(KEYS.Key_F, CTRL)
        yield None
        self.press(KEYS.Key_Escape)
        yield self._at_table

    def _sure(self) -> Script:
        self.press(KEYS.Key_A, CTRL | SHIFT)
        yield self.window.sure.bar.accept.isEnabled
        for _ in range(5):
            self.press(KEYS.Key_Left)
            yield self.window.sure.bar.accept.isEnabled
        decided = self.decided
        self.press(KEYS.Key_Return)
        yield lambda: self.decided > decided and self._at_table()

    def _look(self) -> Script:
        for key, modifier in ((KEYS.Key_Question, NONE), (KEYS.Key_H, CTRL)):
            self.press(key, modifier)
            yield self.dialog
            self.press(KEYS.Key_Escape)
            yield self._at_table

    def _write(self) -> Script:
        self.press(KEYS.Key_S, CTRL)
        yield self.dialog
        self.press(KEYS.Key_Return)
        yield lambda: self.dialog() is None
        yield lambda: not self.window.toolbar.write.isEnabled()

    def _undo(self) -> Script:
        written = self.rows.library.states[ReviewState.WRITTEN]
        self.press(KEYS.Key_S, CTRL | SHIFT)
        yield self.dialog
        self.press(KEYS.Key_Return)
        yield lambda: self.dialog() is None
        yield lambda: self.rows.library.states[ReviewState.WRITTEN] < written and self.rows.settled


def _click(key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    popup, window = QApplication.activePopupWidget(), QGuiApplication.focusWindow()
    if popup is not None:
        # Not its window, which is gone when the key comes up.
        QTest.keyClick(popup, key, modifier)
    elif window is not None:
        QTest.keyClick(window, key, modifier)
