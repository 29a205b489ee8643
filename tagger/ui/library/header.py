"""The table's header, drawn by us."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from tagger.ui import theme
from tagger.ui.calm import draw_alike_when_inactive

_HEIGHT = 36
_ARROW = 4.0
_CORNER = 28
"""Pixels of width for what stands at the right end."""


class Header(QHeaderView):
    """Names, a fine line below, and an arrow at the column that sorts.

    Qt's own drawing asks of every row in every column whether it is selected, which takes seconds
    when 100,000 are.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(_HEIGHT)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        draw_alike_when_inactive(self)
        self._corner: QWidget | None = None

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Nothing in it tells what is selected, and Qt would draw it anew for every step."""

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        old: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Nor where the keyboard is."""

    def set_corner(self, widget: QWidget) -> None:
        """Keep a small widget at the right end; the last name makes room for it."""
        self._corner = widget
        self._place_corner()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_corner()

    def _place_corner(self) -> None:
        if self._corner is not None:
            self._corner.setGeometry(self.width() - _CORNER - 4, 4, _CORNER, _HEIGHT - 9)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        c = theme.colors()
        painter.save()
        # To ask where the pointer is means to wait for the display.
        hovered = self.underMouse() and rect.contains(self.mapFromGlobal(self.cursor().pos()))
        painter.fillRect(rect, QColor(c.hover if hovered else c.surface))
        painter.setPen(QColor(c.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._corner is not None and rect.right() > self._corner.x():
            rect = rect.adjusted(0, 0, self._corner.x() - rect.right() - 2, 0)
        sorts = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        area = rect.adjusted(theme.GRID, 0, -(3 * theme.GRID if sorts else theme.GRID), 0)
        painter.setPen(QColor(c.text if sorts or hovered else c.muted))
        name = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        elided = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        if sorts:
            self._arrow(painter, QPointF(rect.right() - 1.5 * theme.GRID, rect.center().y() + 1))
        painter.restore()

    def _arrow(self, painter: QPainter, middle: QPointF) -> None:
        down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        tip = _ARROW / 2 if down else -_ARROW / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(painter.pen().color(), 1.6))
        painter.drawPolyline(
            [
                middle + QPointF(-_ARROW, -tip),
                middle + QPointF(0, tip),
                middle + QPointF(_ARROW, -tip),
            ]
        )
