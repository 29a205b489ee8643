"""A box with one sentence, for when nothing else of the window can be loaded."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox


def show(sentence: str) -> None:
    """Show the box until it is closed."""
    app = QApplication.instance() or QApplication(["tagger"])
    box = QMessageBox(QMessageBox.Icon.Critical, "Tagger", sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.exec()
    # The application lives until the box is gone.
    del app
