"""The confusion matrix as a picture that can be walked through with the keyboard.

Right answers are blue and wrong ones orange, each darker the more there are: the pair of Okabe and
Ito (Color Universal Design, 2008) that colour-blind people tell apart, and the number stands in
every cell.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from tagger.ui import theme
from tagger.ui.text import number, percent, plain
from tagger.ui.training.mistakes import Grid

_RIGHT, _WRONG = "#0072b2", "#d55e00"
_LEAST_CELL, _MOST_CELL = 24, 44
_LONGEST_HEAD = 200
_GAP = 8
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_PageUp: (-10, 0),
    Qt.Key.Key_PageDown: (10, 0),
}


class ConfusionView(QAbstractScrollArea):
    """Heads stay in sight while the cells scroll. The current cell is told in words."""

    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid: Grid | None = None
        self._names: list[str] = []
        self._current = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.setMinimumHeight(160)

    @property
    def current(self) -> tuple[int, int]:
        return self._current

    def show_grid(self, grid: Grid) -> None:
        self._grid = grid
        names = [plain(name, 100) for name in grid.genres]
        self._names = [*names, self.tr("others")]
        self._current = (0, 0)
        self._arrange()
        self._tell()
        self.viewport().update()

    def sentence(self, row: int, column: int) -> str:
        """What one cell says."""
        if self._grid is None or not self._grid.genres:
            return ""
        count, total = int(self._grid.counts[row, column]), int(self._grid.totals[row])
        share = percent(count / total) if total else "–"
        if column == row:
            text = self.tr("%1 of %2 tracks of %3 were recognised (%5)")
        elif column == len(self._grid.genres):
            text = self.tr("%1 of %2 tracks of %3 were taken for genres that are not shown (%5)")
            if others := self._grid.others[row]:
                named = ", ".join(f"{plain(name)} {n}" for name, n in others[:5])
                text = f"{text}: {named}"
        else:
            text = self.tr("%1 of %2 tracks of %3 were taken for %4 (%5)")
        parts = {"%1": number(count), "%2": number(total), "%5": share}
        for place, part in parts.items():
            text = text.replace(place, part)
        return text.replace("%4", self._names[column]).replace("%3", self._names[row])

    def cell_rect(self, row: int, column: int) -> QRect:
        """Where a cell is in the viewport."""
        left, top, cell = self._left(), self._top(), self._cell()
        x = left + column * cell - self.horizontalScrollBar().value()
        y = top + row * cell - self.verticalScrollBar().value()
        return QRect(x, y, cell, cell)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self._grid is None or not self._grid.genres:
            super().keyPressEvent(event)
            return
        self._look_at(self._current[0] + step[0], self._current[1] + step[1])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if cell is not None and cell != self._current:
            self._current = cell
            self._tell()
            self.viewport().update()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        c = theme.colors()
        painter.fillRect(self.viewport().rect(), QColor(c.surface))
        if self._grid is None or not self._grid.genres:
            return
        left, top = self._left(), self._top()
        cells = QRect(left, top, self.viewport().width() - left, self.viewport().height() - top)
        painter.setClipRect(cells)
        self._paint_cells(painter, cells)
        painter.setClipping(False)
        painter.setClipRect(QRect(0, top, left, cells.height()))
        self._paint_row_heads(painter)
        painter.setClipRect(QRect(left, 0, cells.width(), top))
        self._paint_column_heads(painter)

    def _paint_cells(self, painter: QPainter, area: QRect) -> None:
        grid = self._grid
        assert grid is not None
        c = theme.colors()
        surface = QColor(c.surface)
        for row in range(len(grid.genres)):
            line = self.cell_rect(row, 0)
            if line.bottom() < area.top() or line.top() > area.bottom():
                continue
            total = max(int(grid.totals[row]), 1)
            for column in range(len(grid.genres) + 1):
                rect = self.cell_rect(row, column)
                if not rect.intersects(area):
                    continue
                count = int(grid.counts[row, column])
                box = rect.adjusted(1, 1, -1, -1)
                target = QColor(_RIGHT if row == column else _WRONG)
                fill = _mix(surface, target, (count / total) ** 0.6 if count else 0.0)
                painter.fillRect(box, fill if count else QColor(c.window))
                if count:
                    painter.setPen(_on(fill))
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _short(count))
                if (row, column) == self._current:
                    painter.setPen(QColor(c.text))
                    painter.drawRect(box.adjusted(0, 0, -1, -1))
                    if self.hasFocus():
                        painter.setPen(QColor(c.accent))
                        painter.drawRect(box.adjusted(-1, -1, 0, 0))
                        painter.drawRect(box.adjusted(1, 1, -2, -2))

    def _paint_row_heads(self, painter: QPainter) -> None:
        c, metrics = theme.colors(), self.fontMetrics()
        assert self._grid is not None
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row in range(len(self._grid.genres)):
            rect = self.cell_rect(row, 0)
            room = QRect(0, rect.top(), self._left() - _GAP, rect.height())
            painter.setPen(QColor(c.text if row == self._current[0] else c.muted))
            painter.drawText(room, right, _elided(metrics, self._names[row], room.width()))

    def _paint_column_heads(self, painter: QPainter) -> None:
        c, metrics = theme.colors(), self.fontMetrics()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for column, name in enumerate(self._names):
            rect = self.cell_rect(0, column)
            painter.save()
            painter.translate(rect.left(), self._top() - _GAP)
            painter.rotate(-90)
            painter.setPen(QColor(c.text if column == self._current[1] else c.muted))
            room = QRect(0, 0, self._top() - _GAP, rect.width())
            painter.drawText(room, left, _elided(metrics, name, room.width()))
            painter.restore()

    def _look_at(self, row: int, column: int) -> None:
        last = len(self._names) - 1
        self._current = (min(max(row, 0), last - 1), min(max(column, 0), last))
        rect = self.cell_rect(*self._current)
        for bar, start, end, low, high in (
            (self.horizontalScrollBar(), rect.left(), rect.right(), self._left(),
             self.viewport().width()),
            (self.verticalScrollBar(), rect.top(), rect.bottom(), self._top(),
             self.viewport().height()),
        ):  # fmt: skip
            if start < low:
                bar.setValue(bar.value() - (low - start))
            elif end > high:
                bar.setValue(bar.value() + end - high)
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        text = self.sentence(*self._current)
        self.setAccessibleDescription(text)
        self.told.emit(text)

    def _cell_at(self, point: QPoint) -> tuple[int, int] | None:
        if self._grid is None or point.x() < self._left() or point.y() < self._top():
            return None
        cell = self._cell()
        column = (point.x() - self._left() + self.horizontalScrollBar().value()) // cell
        row = (point.y() - self._top() + self.verticalScrollBar().value()) // cell
        inside = row < len(self._grid.genres) and column < len(self._names)
        return (row, column) if inside else None

    def _head(self) -> int:
        widths = [self.fontMetrics().horizontalAdvance(name) for name in self._names]
        return min(max(widths, default=0), _LONGEST_HEAD) + 2 * _GAP

    def _left(self) -> int:
        return self._head()

    def _top(self) -> int:
        return self._head()

    def _cell(self) -> int:
        count = max(len(self._names), 1)
        wide = (self.viewport().width() - self._left()) // count
        high = (self.viewport().height() - self._top()) // max(count - 1, 1)
        return min(max(min(wide, high), _LEAST_CELL), _MOST_CELL)

    def _arrange(self) -> None:
        cell, count = self._cell(), len(self._names)
        size = self.viewport().size()
        for bar, needed, room in (
            (self.horizontalScrollBar(), count * cell, size.width() - self._left()),
            (self.verticalScrollBar(), (count - 1) * cell, size.height() - self._top()),
        ):
            bar.setRange(0, max(needed - room, 0))
            bar.setPageStep(max(room, 1))
            bar.setSingleStep(cell)


def _elided(metrics: QFontMetrics, text: str, width: int) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width)


def _mix(low: QColor, high: QColor, share: float) -> QColor:
    ends = (
        (low.redF(), high.redF()),
        (low.greenF(), high.greenF()),
        (low.blueF(), high.blueF()),
    )
    return QColor.fromRgbF(*((1 - share) * one + share * other for one, other in ends))


def _on(fill: QColor) -> QColor:
    """The lighter or darker text, whichever can be read on a colour (WCAG 2.2, 1.4.3)."""
    channels = np.array([fill.redF(), fill.greenF(), fill.blueF()])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    luminance = float(linear @ (0.2126, 0.7152, 0.0722))
    return QColor("#10151c" if (luminance + 0.05) ** 2 > 1.05 * 0.05 else "#ffffff")


def _short(count: int) -> str:
    return f"{count / 1000:.0f}k" if count >= 10_000 else str(count)
