"""A choice that stands in a panel which is scrolled."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class QuietChoice(QComboBox):
    """Leaves the wheel to the panel, which is scrolled by it: it would change unasked."""

    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()
