"""How a group's own line is drawn: a sign that it folds, its name, and what its tracks agree on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from tagger.ui import theme
from tagger.ui.library.cells import head_cell_text
from tagger.ui.library.grouping import GroupBy, Head
from tagger.ui.library.lines import Column
from tagger.ui.library.marks import ROW_HEIGHT

SIGN_WIDTH = 28
"""Pixels at the left of the name; a click there folds and unfolds."""
_NAME = (Column.TITLE, Column.ARTIST, Column.ALBUM)
"""Columns over which the name may run, where they stand side by side in this order."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine

Place = tuple[Column, int, int]
"""A column that is shown, its left edge and its width in pixels."""


def paint_head(
    painter: QPainter,
    head: Head,
    by: GroupBy,
    columns: Sequence[Place],
    fonts: tuple[QFont, QFont],
    selected: bool,
) -> None:
    """Draw it at the top left, on a ground that is there already; `fonts` are normal and bold."""
    c = theme.colors()
    normal, bold = fonts
    right = max((left + width for _, left, width in columns), default=0)
    painter.setPen(QColor(c.border))
    painter.drawLine(0, ROW_HEIGHT - 1, right, ROW_HEIGHT - 1)
    color = c.on_selection if selected else c.text
    painter.setPen(color)
    run = _name_columns(columns)
    for column, left, width in columns:
        if column in run and column is not Column.TITLE:
            continue
        text = head_cell_text(head, column, by)
        if column is Column.TITLE:
            width = sum(each[2] for each in columns if each[0] in run)
            _sign(painter, QPointF(left + 14, ROW_HEIGHT / 2), head.folded)
            painter.setFont(bold)
            _text(painter, left + SIGN_WIDTH, width - SIGN_WIDTH - theme.GRID, text)
            painter.setFont(normal)
        elif text:
            painter.setPen(c.muted if column is Column.GENRE and not selected else color)
            _text(painter, left + theme.GRID, width - 2 * theme.GRID, text)


def _name_columns(columns: Sequence[Place]) -> list[Column]:
    order = [column for column, _, _ in columns]
    first = order.index(Column.TITLE) if Column.TITLE in order else 0
    run: list[Column] = []
    for wanted, column in zip(_NAME, order[first:], strict=False):
        if wanted is not column:
            break
        run.append(column)
    return run


def _sign(painter: QPainter, middle: QPointF, folded: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(painter.pen().color(), 1.8))
    along, across = (QPointF(0, 4), QPointF(2.5, 0)) if folded else (QPointF(4, 0), QPointF(0, 2.5))
    painter.drawPolyline([middle - along - across, middle + across, middle + along - across])
    painter.restore()


def _text(painter: QPainter, left: int, width: int, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
    painter.drawText(left, 0, width, ROW_HEIGHT, _LEFT, shown)
