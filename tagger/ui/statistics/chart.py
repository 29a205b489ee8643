"""A bar chart that is a table: every bar stands beside its number, and keys reach every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tagger.ui import theme
from tagger.ui.plain_table import AnyIndex, DialogTable, Rows
from tagger.ui.text import tooltip

_ROW = 26
_BAR = 12
_GAP = theme.GRID
_FAINTEST, _STRONGEST = 0.08, 0.45
"""How much of the accent a shaded cell has; its text keeps a contrast of 4.5:1 on all of them."""


class Kind(Enum):
    """How the cells of a column are drawn."""

    NAME = auto()
    NUMBER = auto()
    BAR = auto()
    """A number, and a bar as long as its share of the column's scale."""
    SHADE = auto()
    """A number on a ground that is the stronger the larger its share is."""


@dataclass(frozen=True)
class Head:
    text: str
    kind: Kind
    width: int
    tip: str = ""


@dataclass(frozen=True)
class Cell:
    text: str
    value: float = 0.0
    """What it is sorted by where it is no name."""
    share: float = 0.0
    """0 to 1: of the longest bar, or of the strongest shade."""
    query: str = ""
    """What the filter has to be told to show the tracks that are counted here; empty: nothing."""


@dataclass(frozen=True)
class ChartRow:
    cells: tuple[Cell, ...]
    last: bool = False
    """Whether it stays below all others: what is counted there has no genre, or no year."""

    @property
    def name(self) -> str:
        return self.cells[0].text


@dataclass(frozen=True)
class Chart:
    """What one page shows."""

    heads: tuple[Head, ...]
    rows: tuple[ChartRow, ...]
    by_cell: bool = False
    """Whether each cell stands for tracks of its own."""


class _ChartModel(Rows[ChartRow]):
    def __init__(self) -> None:
        super().__init__(())
        self.chart = Chart((), ())
        self._column, self._descending = -1, False

    def show_chart(self, chart: Chart) -> None:
        self.beginResetModel()
        if len(chart.heads) != len(self.chart.heads):
            self._column = -1
        self.chart = chart
        self._heads = tuple(head.text for head in chart.heads)
        self.rows = self._ordered()
        self.endResetModel()

    def cell(self, index: AnyIndex) -> Cell:
        return self.rows[index.row()].cells[index.column()]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(cell.text)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column():
            # A reader that goes from cell to cell along a row has to be told which one it is in.
            return f"{self._heads[index.column()]}: {cell.text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self.chart.heads):
            head = self.chart.heads[section]
            if role == Qt.ItemDataRole.ToolTipRole:
                return tooltip(head.tip) or None
            if role == Qt.ItemDataRole.TextAlignmentRole and head.kind in (Kind.NUMBER, Kind.SHADE):
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return super().headerData(section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; -1 is as the rows were given."""
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self.beginResetModel()
        self.rows = self._ordered()
        self.endResetModel()

    def _ordered(self) -> Sequence[ChartRow]:
        rows, column = self.chart.rows, self._column
        if not 0 <= column < len(self.chart.heads):
            return rows
        named = self.chart.heads[column].kind is Kind.NAME
        # What was given in a good order keeps it among equals, and where it is the order itself.
        places = {id(row): place for place, row in enumerate(rows)}

        def key(row: ChartRow) -> tuple[float, str, int]:
            cell = row.cells[column]
            if named:
                return cell.value, cell.text.casefold(), places[id(row)]
            return cell.value, "", places[id(row)]

        ordered = sorted((row for row in rows if not row.last), key=key, reverse=self._descending)
        return [*ordered, *(row for row in rows if row.last)]


class ChartView(DialogTable):
    """Shows a `Chart`; a click or Enter asks for the tracks behind a bar."""

    asked = Signal(str)
    """For the filter."""
    left = Signal()
    """Escape."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._model = _ChartModel()
        self._model.setParent(self)
        self.setModel(self._model)
        self.setItemDelegate(_ChartDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.clicked.connect(self._ask)
        self.activated.connect(self._ask)

    @property
    def chart(self) -> Chart:
        return self._model.chart

    def show_chart(self, chart: Chart) -> None:
        """Put another one in place; who stood on a row stands on it again, wherever it is now."""
        current, top = self.currentIndex(), self.verticalScrollBar().value()
        name = self._model.rows[current.row()].name if current.isValid() else None
        widths = [head.width for head in chart.heads]
        is_other = [head.text for head in chart.heads] != [h.text for h in self.chart.heads]
        behavior = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behavior.SelectItems if chart.by_cell else behavior.SelectRows)
        if is_other:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        self._model.show_chart(chart)
        if is_other:
            self.horizontalHeader().setStretchLastSection(not chart.by_cell)
            self.set_widths(*widths)
        if name is not None:
            rows = (row for row, each in enumerate(self._model.rows) if each.name == name)
            row = next(rows, None)
            column = min(current.column(), len(chart.heads) - 1)
            if row is not None:
                self.setCurrentIndex(self._model.index(row, column))
        elif chart.rows:
            self.setCurrentIndex(self._model.index(0, 0))
        self.verticalScrollBar().setValue(top)

    def query_at(self, index: AnyIndex) -> str:
        """What shows the tracks of a cell, or of its row."""
        if not index.isValid():
            return ""
        own = self._model.cell(index).query
        return own or ("" if self.chart.by_cell and index.column() else self._row_query(index))

    def number_width(self, column: int) -> int:
        """Pixels that the longest number of a column takes."""
        texts = (row.cells[column].text for row in self._model.rows)
        return self.fontMetrics().horizontalAdvance(max(texts, key=len, default=""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _row_query(self, index: AnyIndex) -> str:
        return self._model.rows[index.row()].cells[0].query

    def _ask(self, index: QModelIndex) -> None:
        query = self.query_at(index)
        if query:
            self.asked.emit(query)


class _ChartDelegate(QStyledItemDelegate):
    def __init__(self, view: ChartView) -> None:
        super().__init__(view)
        self._view = view
        self._widths: dict[int, int] = {}
        view.model().modelReset.connect(self._widths.clear)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(64, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        c = theme.colors()
        chart, column = self._view.chart, index.column()
        kind = chart.heads[column].kind
        cell: Cell = self._view._model.cell(index)
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setFont(option.font)
        if selected:
            painter.fillRect(rect, QColor(c.selection))
        elif kind is Kind.SHADE and cell.share > 0:
            painter.fillRect(rect.adjusted(1, 1, 0, 0), _shade(c, cell.share))
        last = self._view._model.rows[index.row()].last
        quiet = (last or not cell.value) and kind is not Kind.NAME
        painter.setPen(QColor(c.on_selection if selected else c.muted if quiet else c.text))
        area = rect.adjusted(_GAP, 0, -_GAP, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        if kind is Kind.NAME:
            elide = Qt.TextElideMode.ElideRight
            text = painter.fontMetrics().elidedText(cell.text, elide, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | middle, text)
        elif kind is Kind.BAR:
            self._paint_bar(painter, area, column, cell, c, last)
        else:
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | middle, cell.text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(c.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_bar(
        self, painter: QPainter, area: QRect, column: int, cell: Cell, c: theme.Colors, last: bool
    ) -> None:
        width = self._number_width(column)
        digits = QRect(area.left(), area.top(), width + 1, area.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(digits, right, cell.text)
        if cell.share <= 0 or (room := self._room()) <= 0:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.muted if last else c.accent))
        top = area.center().y() - _BAR / 2 + 1
        bar = QRectF(area.left() + width + _GAP, top, max(2.0, room * min(1.0, cell.share)), _BAR)
        painter.drawRoundedRect(bar, 2, 2)

    def _number_width(self, column: int) -> int:
        width = self._widths.get(column)
        if width is None:
            width = self._widths[column] = self._view.number_width(column)
        return width

    def _room(self) -> int:
        """Pixels of the longest bar: the same in all columns, so that they can be compared."""
        heads = enumerate(self._view.chart.heads)
        return min(
            self._view.columnWidth(column) - self._number_width(column) - 3 * _GAP
            for column, head in heads
            if head.kind is Kind.BAR
        )


def _shade(c: theme.Colors, share: float) -> QColor:
    amount = _FAINTEST + (_STRONGEST - _FAINTEST) * min(1.0, share)
    ground, full = QColor(c.surface), QColor(c.accent)

    def between(low: int, high: int) -> int:
        return round(low + (high - low) * amount)

    return QColor(
        between(ground.red(), full.red()),
        between(ground.green(), full.green()),
        between(ground.blue(), full.blue()),
    )
