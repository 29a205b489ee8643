"""A question that has to be answered before something is lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(
    parent: QWidget, text: str, go: str, stay: str, done: Callable[[bool], object]
) -> QMessageBox:
    """Open a box over `parent`; `done` gets whether `go` was pressed. Escape and Enter stay."""
    box = QMessageBox(
        QMessageBox.Icon.Question, parent.windowTitle(), text, QMessageBox.StandardButton.NoButton
    )
    box.setParent(parent, box.windowFlags())
    box.setTextFormat(Qt.TextFormat.PlainText)
    yes = box.addButton(go, QMessageBox.ButtonRole.DestructiveRole)
    no = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)

    def answered() -> None:
        box.deleteLater()
        done(box.clickedButton() is yes)

    box.finished.connect(lambda _: answered())
    box.open()
    return box
