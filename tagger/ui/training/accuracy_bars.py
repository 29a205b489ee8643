"""Accuracies as bars with whiskers: the 95 % interval that chance alone explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tagger.measures import Share
from tagger.ui import theme

_ROW = 44
_BAR = 12
_WHISKER = 6


@dataclass(frozen=True)
class AccuracyBar:
    name: str
    share: Share
    text: str
    is_new: bool


class AccuracyBars(QWidget):
    """One bar below the other on one scale from 0 to 100 %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: Sequence[AccuracyBar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Accuracy of both models"))

    def show_bars(self, bars: Sequence[AccuracyBar]) -> None:
        self._bars = bars
        self.setAccessibleDescription("; ".join(f"{bar.name}: {bar.text}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, _ROW * len(self._bars))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _ROW * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, bar in enumerate(self._bars):
            self._paint_bar(painter, bar, place * _ROW)

    def _paint_bar(self, painter: QPainter, bar: AccuracyBar, top: int) -> None:
        c, width = theme.colors(), self.width() - 2
        font = self.font()
        font.setBold(bar.is_new)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        painter.setPen(QColor(c.text if bar.is_new else c.muted))
        line = QRectF(0, top, width, 22)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, bar.text)
        room = int(width - metrics.horizontalAdvance(bar.text) - 16)
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, name)
        strip = QRectF(1, top + 24, width, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.bar))
        painter.drawRoundedRect(strip, 3, 3)
        if not bar.share.total:
            return
        part = QRectF(strip.left(), strip.top(), max(strip.width() * bar.share.value, 2), _BAR)
        painter.setBrush(QColor(c.accent if bar.is_new else c.scroll))
        painter.drawRoundedRect(part, 3, 3)
        low, high = (strip.left() + strip.width() * end for end in bar.share.interval)
        y = strip.center().y()
        for pen in (QPen(QColor(c.surface), 4), QPen(QColor(c.text), 1.6)):
            painter.setPen(pen)
            painter.drawLine(QLineF(low, y, high, y))
            for x in (low, high):
                painter.drawLine(QLineF(x, y - _WHISKER / 2 - 1, x, y + _WHISKER / 2 + 1))
