"""How a group's own line is drawn: a sign that it folds, its name, and what its tracks agree on."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from tagger.ui import theme
from tagger.ui.library.grouping import Head
from tagger.ui.library.lines import Column
from tagger.ui.library.rows_model import HEAD_ROLE

SIGN_WIDTH = 28
"""Pixels at the left of the name; a click there folds and unfolds."""
_NAME = (Column.TITLE, Column.ARTIST, Column.ALBUM)
"""Columns over which the name may run, where they stand side by side in this order."""


def paint_head(
    painter: QPainter,
    option: QStyleOptionViewItem,
    index: QModelIndex | QPersistentModelIndex,
) -> None:
    c = theme.colors()
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    rect: QRect = option.rect
    painter.save()
    painter.setClipRect(rect)
    painter.fillRect(rect, QColor(c.selection if selected else c.window))
    painter.setPen(QColor(c.border))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    color = QColor(c.on_selection if selected else c.text)
    font = option.font
    font.setBold(index.column() in _NAME)
    painter.setFont(font)
    painter.setPen(color)
    table = option.widget
    run = _name_columns(table) if isinstance(table, QTableView) else (Column.TITLE,)
    if index.column() in run and isinstance(table, QTableView):
        left = table.columnViewportPosition(Column.TITLE)
        width = sum(table.columnWidth(column) for column in run)
        area = QRect(left, rect.top(), width, rect.height())
        head: Head = index.data(HEAD_ROLE)
        _sign(painter, QPointF(area.left() + 14, area.center().y() + 1), head.folded)
        area.adjust(SIGN_WIDTH, 0, -theme.GRID, 0)
        _text(painter, area, str(index.sibling(index.row(), Column.TITLE).data()))
    else:
        quiet = index.column() == Column.GENRE and not selected
        painter.setPen(QColor(c.muted) if quiet else color)
        _text(painter, rect.adjusted(theme.GRID, 0, -theme.GRID, 0), str(index.data()))
    painter.restore()


def _name_columns(table: QTableView) -> tuple[Column, ...]:
    header = table.horizontalHeader()
    first = header.visualIndex(Column.TITLE)
    run = [Column.TITLE]
    for place, column in enumerate(_NAME[1:], first + 1):
        if header.visualIndex(column) != place:
            break
        run.append(column)
    return tuple(run)


def _sign(painter: QPainter, middle: QPointF, folded: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(painter.pen().color(), 1.8))
    along, across = (QPointF(0, 4), QPointF(2.5, 0)) if folded else (QPointF(4, 0), QPointF(0, 2.5))
    painter.drawPolyline([middle - along - across, middle + across, middle + along - across])
    painter.restore()


def _text(painter: QPainter, area: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(area, left | Qt.TextFlag.TextSingleLine, shown)
