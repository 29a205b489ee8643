"""What a person does at a window with the hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

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
