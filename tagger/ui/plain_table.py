"""A table of plain texts for dialogs, quick with many rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tagger.ui.library.marks import ROW_HEIGHT
from tagger.ui.text import tooltip

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Rows(QAbstractTableModel, Generic[Row]):
    """Rows under heads; what a row shows is said by who derives from it."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self._heads = tuple(heads)
        self.rows: Sequence[Row] = ()

    def fill(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None


class _Texts(Rows[tuple[str, ...]]):
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        text = self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(text)
        return None


class DialogTable(QTableView):
    """How tables in dialogs look and move; the last column takes the room that is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        header = self.horizontalHeader()
        # With the table's own, each drawing of the head asks of every selected row in every column
        # whether it can be selected, 5,000 rows for tens of milliseconds.
        header.setSelectionModel(QItemSelectionModel(header.model(), header))

    def set_widths(self, *widths: int) -> None:
        for column, width in enumerate(widths):
            # A head may be longer in another language.
            least = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(width, least))

    def selectRow(self, row: int) -> None:
        """Select this row alone, whatever keys are held.

        Qt's own reads the keyboard: with Ctrl it takes a row that is selected out.
        """
        self.select_rows([row])

    def select_rows(self, rows: Sequence[int]) -> None:
        """Select these rows alone and go to the first of them."""
        flags = QItemSelectionModel.SelectionFlag
        model, chosen = self.model(), self.selectionModel()
        places = [model.index(row, 0) for row in rows if model.hasIndex(row, 0)]
        for place in places[:1]:
            chosen.setCurrentIndex(place, flags.ClearAndSelect | flags.Rows)
        for place in places[1:]:
            chosen.select(place, flags.Select | flags.Rows)

    def selected_rows(self) -> list[int]:
        # By ranges: an index for each of thousands of rows takes long.
        ranges = self.selectionModel().selection().toList()
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})


class PlainTable(DialogTable):
    """Rows of texts."""

    def __init__(self, heads: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = _Texts(heads)
        self._texts.setParent(self)
        self.setModel(self._texts)

    def fill(self, rows: Sequence[tuple[str, ...]]) -> None:
        self._texts.fill(rows)

    def rows(self) -> list[tuple[str, ...]]:
        return list(self._texts.rows)
