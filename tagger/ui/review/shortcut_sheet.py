"""The sheet behind `?`: every shortcut of the window on one page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut, QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tagger.ui import theme
from tagger.ui.labels import PlainLabel
from tagger.ui.review.shortcuts import Key, keys_text, parts, says, sequences
from tagger.ui.turns import in_next_turn

_COLUMNS = 2
_CAP_MARGIN = 7
_CAP_GAP = 4


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
        self._missing: list[tuple[QVBoxLayout, str, tuple[Key, ...]]] = []
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
            part = QVBoxLayout()
            part.setSpacing(8)
            sides[lowest].addLayout(part)
            self._missing.append((part, title, keys))
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

    def open_when_made(self) -> None:
        """Show it once all is on it: it has too many parts to be made while a key waits."""
        if not self._missing:
            self.open()
            return
        part, title, keys = self._missing.pop()
        caption = PlainLabel(title, "caption")
        caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        part.addWidget(caption)
        part.addLayout(self._rows(keys))
        for label in self.findChildren(PlainLabel):
            # Its style now, and not that of all of them when the sheet is shown.
            label.ensurePolished()
        in_next_turn(self, self.open_when_made)

    def _rows(self, keys: tuple[Key, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 168)
        grid.setColumnStretch(1, 1)
        for row, key in enumerate(keys):
            grid.addWidget(_Keycaps(keys_text(key)), row, 0, Qt.AlignmentFlag.AlignVCenter)
            what = PlainLabel(says(key))
            what.setAccessibleName(f"{', '.join(keys_text(key))}: {says(key)}")
            grid.addWidget(what, row, 1)
        return grid


class _Keycaps(QWidget):
    """Keys side by side, each in a frame: one widget, for there are many on a sheet."""

    def __init__(self, texts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = tuple(texts)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        widths = [metrics.horizontalAdvance(text) + 2 * _CAP_MARGIN for text in self._texts]
        return QSize(sum(widths) + _CAP_GAP * (len(widths) - 1), metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        left, height = 0.5, metrics.height() + 3
        top = (self.height() - height) // 2 + 0.5
        for text in self._texts:
            area = QRectF(left, top, metrics.horizontalAdvance(text) + 2 * _CAP_MARGIN - 1, height)
            painter.setPen(QColor(c.field_border))
            painter.setBrush(QColor(c.surface))
            painter.drawRoundedRect(area, 4, 4)
            painter.setPen(QColor(c.text))
            painter.drawText(area, text, QTextOption(Qt.AlignmentFlag.AlignCenter))
            left += area.width() + 1 + _CAP_GAP
