"""How the table's rows are drawn: a whole row at a time, and once for as long as it says the same.

Qt's own way asks a delegate for every cell, through a dozen calls between C++ and Python, at each
of which another thread may take the interpreter. A screenful of cells drawn so takes longer than a
person who holds a key down waits for.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QTableView

from tagger.ui import icons, theme
from tagger.ui.library.cells import line_text
from tagger.ui.library.group_line import paint_head
from tagger.ui.library.grouping import Head
from tagger.ui.library.lines import Column, Line
from tagger.ui.library.marks import ROW_HEIGHT, draw_bar, state_color
from tagger.ui.library.rows import Handle
from tagger.ui.library.rows_model import RowsModel
from tagger.ui.text import STALE_ICON, STATE_ICONS, percent, state_text
from tagger.workflow.review import ReviewState

_MARGIN = theme.GRID
_SIGN = 16
_BAR_HEIGHT = 6
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | _MIDDLE | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE
_MOST_TEXTS = 20_000
_SCREENFULS = 3
"""Rows that are kept as they were drawn: more would cost memory, and are seldom seen again."""


@dataclass(frozen=True)
class _Style:
    """What all rows have in common; where it changes, all are drawn anew."""

    columns: tuple[tuple[Column, int, int], ...]
    """Those that are shown, from left to right, each with its left edge and width in pixels."""
    width: int
    ratio: float
    """Pixels of the screen per pixel of ours."""
    font: str
    colors: theme.Colors


class RowPainter:
    """Draws the rows of a table that shows a `RowsModel`."""

    def __init__(self, table: QTableView, model: RowsModel) -> None:
        self._table = table
        self._model = model
        self._style: _Style | None = None
        self._drawn: OrderedDict[Handle, tuple[Hashable, QPixmap]] = OrderedDict()
        """Rows by what stands in them, the last one used at the end."""
        self._font = QFont()
        self._bold = QFont()
        self._metrics = QFontMetrics(self._font)
        self._digits = 0
        self._elided: dict[tuple[str, int], str] = {}
        """Texts as they fit into so many pixels in this font: to find out takes as long as to
        draw them, and what is scrolled past was mostly seen before."""

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draw what stands in a part of the viewport; below the last row there is none."""
        table, model = self._table, self._model
        style = self._current_style()
        left = -table.horizontalHeader().offset()
        row = table.rowAt(area.top())
        if row < 0:
            painter.fillRect(area, QColor(style.colors.surface))
            return
        top, bottom, count = table.rowViewportPosition(row), area.bottom(), model.rowCount()
        selected = table.selectionModel().isSelected
        while row < count and top <= bottom:
            chosen = selected(model.createIndex(row, 0))
            painter.drawPixmap(QPoint(left, top), self._row(row, chosen, style))
            row, top = row + 1, top + ROW_HEIGHT
        # Scrolled to the end there may be room to the right and below.
        ground = QColor(style.colors.surface)
        if top <= bottom:
            painter.fillRect(QRect(area.left(), top, area.width(), bottom - top + 1), ground)
        right = left + style.width
        if right <= area.right():
            rest = QRect(right, area.top(), area.right() - right + 1, area.height())
            painter.fillRect(rest, ground)

    def _current_style(self) -> _Style:
        table = self._table
        header = table.horizontalHeader()
        columns: list[tuple[Column, int, int]] = []
        left = 0
        for place in range(header.count()):
            column = header.logicalIndex(place)
            width = header.sectionSize(column)
            if width:
                columns.append((Column(column), left, width))
            left += width
        font = table.font()
        ratio = table.devicePixelRatioF()
        style = _Style(tuple(columns), max(1, left), ratio, font.key(), theme.colors())
        if style != self._style:
            if self._style is None or style.font != self._style.font:
                self._take_font(font)
            self._style = style
            self._drawn.clear()
        return style

    def _take_font(self, font: QFont) -> None:
        self._font = QFont(font)
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._metrics = QFontMetrics(self._font)
        self._digits = self._metrics.horizontalAdvance(percent(1))
        self._elided.clear()

    def picture(self, row: int, selected: bool) -> QPixmap:
        """A whole row, all columns from the leftmost on."""
        return self._row(row, selected, self._current_style())

    def _row(self, row: int, selected: bool, style: _Style) -> QPixmap:
        model = self._model
        what = model.head_at(row) or model.line_at(row)
        if isinstance(what, Line):
            handle: Handle = what.id
            said: Hashable = (_Same(what), selected)
        else:
            handle = what.key
            said = (_said(what), model.grouped_by, selected)
        found = self._drawn.get(handle)
        if found is not None and found[0] == said:
            self._drawn.move_to_end(handle)
            return found[1]
        pixmap = self._draw(what, selected, style)
        self._drawn[handle] = (said, pixmap)
        self._drawn.move_to_end(handle)
        if len(self._drawn) > _SCREENFULS * (self._table.height() // ROW_HEIGHT + 1):
            self._drawn.popitem(last=False)
        return pixmap

    def _draw(self, what: Line | Head, selected: bool, style: _Style) -> QPixmap:
        ratio, c = style.ratio, style.colors
        pixmap = QPixmap(QSize(ceil(style.width * ratio), ceil(ROW_HEIGHT * ratio)))
        pixmap.setDevicePixelRatio(ratio)
        ground = c.window if isinstance(what, Head) else c.surface
        pixmap.fill(QColor(c.selection if selected else ground))
        painter = QPainter(pixmap)
        if isinstance(what, Head):
            fonts = (self._font, self._bold)
            paint_head(painter, what, self._model.grouped_by, style.columns, fonts, selected)
        else:
            self._line(painter, what, selected, style)
        painter.end()
        return pixmap

    def _line(self, painter: QPainter, line: Line, selected: bool, style: _Style) -> None:
        c = style.colors
        text = c.on_selection if selected else c.text
        muted = text if selected else c.muted
        state = line.state
        if state is ReviewState.ABSENT:
            text = muted
        if len(self._elided) > _MOST_TEXTS:
            self._elided.clear()
        painter.setFont(self._font)
        for column, left, width in style.columns:
            left, width = left + _MARGIN, width - 2 * _MARGIN
            middle = ROW_HEIGHT / 2 - 1
            if column is Column.SURE:
                self._sure(painter, QRect(left, 0, width, ROW_HEIGHT), line, text, c)
            elif column is Column.STATE:
                icon, color = STATE_ICONS[state], state_color(state)
                if line.stale:
                    icon, color = STALE_ICON, c.caution
                sign = QRectF(left, middle - _SIGN / 2 + 1, _SIGN, _SIGN)
                icons.stamp(painter, icon, color, sign)
                used = _SIGN + _MARGIN
                self._text(painter, left + used, width - used, state_text(state), text)
            elif column is Column.SUGGESTION and line.chosen:
                icons.stamp(painter, "edit", c.accent, QRectF(left, middle - 6, 14, 14))
                self._text(painter, left + 20, width - 20, line.suggestion, text)
            else:
                shown = line_text(line, column) or "–"
                quiet = column in (Column.ALBUM, Column.GENRE) or shown == "–"
                quiet |= column is Column.SUGGESTION and state is ReviewState.NO_MUSIC
                self._text(painter, left, width, shown, muted if quiet else text)

    def _text(self, painter: QPainter, left: int, width: int, text: str, color: str) -> None:
        elided = self._elided.get((text, width))
        if elided is None:
            elided = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._elided[text, width] = elided
        painter.setPen(color)
        painter.drawText(left, 0, width, ROW_HEIGHT, _LEFT, elided)

    def _sure(self, painter: QPainter, area: QRect, line: Line, text: str, c: theme.Colors) -> None:
        if line.sure is None:
            return
        left = area.right() - self._digits
        painter.setPen(text)
        painter.drawText(left, 0, self._digits + 1, ROW_HEIGHT, _RIGHT, percent(line.sure))
        width = left - area.left() - _MARGIN
        if width > 8:
            unsure = line.row.suggestion is not None and line.row.suggestion.unsure
            bar = QRectF(area.left(), ROW_HEIGHT / 2 - 3, width, _BAR_HEIGHT)
            absent = line.state is ReviewState.ABSENT
            draw_bar(painter, bar, line.sure, c, hollow=unsure and not absent, quiet=absent)


def _said(head: Head) -> Hashable:
    """What the line of a group says, not yet put into words; the head itself goes on counting."""
    return (head.name, head.size, head.decided, head.best, head.present, head.folded)


class _Same:
    """A line that equals itself alone: lines are never changed, only replaced."""

    __slots__ = ("line",)

    def __init__(self, line: Line) -> None:
        self.line = line

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.line is self.line

    def __hash__(self) -> int:
        return id(self.line)
