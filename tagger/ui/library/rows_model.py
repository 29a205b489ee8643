"""What Qt and the window ask of the table's rows; what changes them is in `track_model.py`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from tagger.ui.library.cells import head_cell_text, line_text, line_tip
from tagger.ui.library.grouping import Arranged, GroupBy, Head, Layout
from tagger.ui.library.lines import Column, Library, Line
from tagger.ui.library.rows import Handle, Rows
from tagger.ui.text import stale_text, tooltip

AnyIndex = QModelIndex | QPersistentModelIndex

ROOT = QModelIndex()


class RowsModel(QAbstractTableModel):
    """Rows as they are laid out now, to be read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = Library.of(())
        self._rows = Rows(Layout(), Arranged([]), {})

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows.order)

    def columnCount(self, parent: AnyIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        head = self.head_at(index.row())
        if head is not None:
            return self._head_data(head, Column(index.column()), role)
        line = self._rows.line_at(index.row())
        told = role == Qt.ItemDataRole.AccessibleTextRole
        if told and line.stale and index.column() == Column.STATE:
            return stale_text()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line_text(line, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return line_tip(line, Column(index.column()))
        return None

    def _head_data(self, head: Head, column: Column, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return head_cell_text(head, column, self._rows.layout.by)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(head_cell_text(head, column, self._rows.layout.by))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Title"),
            self.tr("Artist"),
            self.tr("Album"),
            self.tr("Genre now"),
            self.tr("Suggestion"),
            self.tr("Sure"),
            self.tr("State"),
        )[section]

    def line(self, id_: int) -> Line | None:
        return self.library.lines.get(id_)

    @property
    def total(self) -> int:
        """Lines in the library, shown or not."""
        return len(self.library.lines)

    @property
    def grouped_by(self) -> GroupBy:
        """How the rows that are shown now are grouped."""
        return self._rows.layout.by

    @property
    def count(self) -> int:
        """Tracks that match, also those in folded groups."""
        return self._rows.tracks

    def head_at(self, row: int) -> Head | None:
        """The group whose own line stands in this row, if one does."""
        return self._rows.head_at(row)

    def line_at(self, row: int) -> Line:
        """The track in this row; in a group's own row the first of its tracks."""
        return self._rows.line_at(row)

    def handle_at(self, row: int) -> Handle:
        """What stands in this row, by a name that outlives a new order."""
        return self._rows.handle_at(row)

    def lines_in(self, ranges: Iterable[tuple[int, int]]) -> list[Line]:
        """The lines of these rows, from top to bottom; a group's own line is all of its tracks."""
        return self._rows.lines_in(ranges)

    def shown(self) -> list[Line]:
        """The lines that match, also those in folded groups."""
        return self._rows.lines_in([(0, self.rowCount() - 1)])

    def row_of(self, handle: Handle) -> int | None:
        """Where a track or a group is shown, if it is."""
        return self._rows.row_of(handle)

    def rows_of(self, handles: Collection[Handle]) -> list[int]:
        """Where those of them stand that are shown, from top to bottom."""
        return self._rows.rows_of(handles)

    def group_row(self, row: int) -> int | None:
        """Where the line of a row's group stands; None where nothing is grouped."""
        return self._rows.group_row(row)
