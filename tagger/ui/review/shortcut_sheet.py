"""The sheet behind `?`: every shortcut of the window on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tagger.ui.labels import PlainLabel
from tagger.ui.review.shortcuts import Key, keys_text, parts, says, sequences

_COLUMNS = 2


class ShortcutSheet(QDialog):
    """Read and closed again: by Escape, by the key that opened it, or by the button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for keys in sequences(Key.SHORTCUTS):
            QShortcut(keys, self).activated.connect(self.reject)
        close = QPushButton(self.tr("Close"))
        shown = QKeySequence("Esc").toString(QKeySequence.SequenceFormat.NativeText)
        close.setToolTip(self.tr("Close (%1)").replace("%1", shown))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 0, 24, 0)
        buttons.addStretch()
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.setSpacing(12)
        layout.addWidget(self._page(), 1)
        layout.addLayout(buttons)
        self.resize(960, 704)
        close.setFocus()

    def _page(self) -> QScrollArea:
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(24, 24, 24, 8)
        columns.setSpacing(40)
        sides = [QVBoxLayout() for _ in range(_COLUMNS)]
        for side in sides:
            columns.addLayout(side, 1)
        heights = [0] * _COLUMNS
        for title, keys in parts():
            lowest = heights.index(min(heights))
            if heights[lowest]:
                sides[lowest].addSpacing(20)
            caption = PlainLabel(title, "caption")
            caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
            sides[lowest].addWidget(caption)
            sides[lowest].addLayout(self._rows(keys))
            heights[lowest] += len(keys) + 2
        for side in sides:
            side.addStretch(1)
            side.setSpacing(8)
        area = QScrollArea()
        area.setAccessibleName(self.tr("Shortcuts"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        return area

    def _rows(self, keys: tuple[Key, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 168)
        grid.setColumnStretch(1, 1)
        for row, key in enumerate(keys):
            caps = QHBoxLayout()
            caps.setSpacing(4)
            for text in keys_text(key):
                caps.addWidget(_cap(text))
            caps.addStretch()
            grid.addLayout(caps, row, 0, Qt.AlignmentFlag.AlignVCenter)
            what = PlainLabel(says(key))
            what.setAccessibleName(f"{', '.join(keys_text(key))}: {says(key)}")
            grid.addWidget(what, row, 1)
        return grid


def _cap(text: str) -> QLabel:
    cap = QLabel(text)
    cap.setTextFormat(Qt.TextFormat.PlainText)
    cap.setObjectName("keycap")
    return cap
