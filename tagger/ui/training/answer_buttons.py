"""The row of buttons that answers findings; each of them has a key in the tables too."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from tagger.ui.training.findings import Group


class AnswerButtons(QWidget):
    take_asked = Signal()
    out_asked = Signal()
    other_asked = Signal()
    keep_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.take = self._button(self.tr("Take the suggestion"), self.tr("Enter"), self.take_asked)
        self.leave_out = self._button(self.tr("Leave out"), self.tr("Delete"), self.out_asked)
        self.other = self._button(self.tr("Other genre…"), "E", self.other_asked)
        self.keep = self._button(self.tr("Keep as it is"), "K", self.keep_asked)
        self.back = self._button(self.tr("Take back"), self.tr("Backspace"), self.back_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.take, self.leave_out, self.other, self.keep):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.back)

    def show_for(self, group: Group, findings: int, tracks: int) -> None:
        """For so many findings that are selected, or for so many of the tracks of one."""
        chosen, pair = findings > 0, group is Group.OVERLAPS
        self.other.setText(self.tr("Other genre…"))
        if not tracks and pair:
            self.other.setText(self.tr("Join the other way round"))
        elif not tracks and group is Group.THIN:
            self.other.setText(self.tr("Join into…"))
        self.other.setAccessibleName(self.other.text())
        for button in (self.take, self.keep, self.back):
            button.setEnabled(chosen)
        self.other.setEnabled(chosen and (findings == 1 or not pair))
        self.leave_out.setEnabled(tracks > 0 or (chosen and not pair))

    def _button(self, text: str, keys: str, asked: SignalInstance) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text)
        button.setToolTip(f"{text} ({keys})")
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: asked.emit())
        return button
