"""What a person does at a window with the hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

HELD = (Qt.Key.Key_Control, Qt.Key.Key_Shift)
"""Keys that change what a click selects."""


@contextmanager
def held(widget: QWidget, key: Qt.Key) -> Iterator[None]:
    """While one of these keys is down."""
    down = {
        Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
        Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    }[key]
    QTest.keyPress(widget, key, down)
    assert QGuiApplication.keyboardModifiers() == down
    try:
        yield
    finally:
        QTest.keyRelease(widget, key)


@contextmanager
def boxes_closed() -> Iterator[list[str]]:
    """Close every message box that blocks, and keep what it said."""
    said: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(box.text())
            box.close()

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    try:
        yield said
    finally:
        timer.stop()
