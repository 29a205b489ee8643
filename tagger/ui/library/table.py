"""The table of tracks: selection by track, and the keys of review."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tagger.ui.library.delegates import ROW_HEIGHT, CellDelegate
from tagger.ui.library.header import Header
from tagger.ui.library.lines import Column, Line
from tagger.ui.library.track_model import TrackModel
from tagger.ui.review.shortcuts import Key, sequences

_WIDTHS = {
    Column.ARTIST: 104,
    Column.ALBUM: 88,
    Column.GENRE: 80,
    Column.SUGGESTION: 136,
    Column.SURE: 88,
    Column.STATE: 112,
}
_COMPARED = 1_000_000
"""Pairs of old and new ranges from which on Qt would compare them for seconds."""
_RESTORED_RANGES = 2000
"""Selected tracks that keep their selection when the order changes; beyond, nobody could tell."""


class TrackTable(QTableView):
    """Shows a `TrackModel`; what is selected stays selected when rows are arranged anew."""

    chosen = Signal()
    """The selection changed, or what is selected did."""

    def __init__(self, model: TrackModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tracks = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(self.tr("Tracks"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(ROW_HEIGHT)
        vertical.setMinimumSectionSize(ROW_HEIGHT)
        header = Header(self)
        self.setHorizontalHeader(header)
        header.setMinimumSectionSize(72)
        header.setStretchLastSection(False)
        header.setSortIndicatorClearable(False)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(Column.TITLE, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._kept: tuple[list[int], int | None] = ([], None)
        self._all_kept = False
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        model.dataChanged.connect(self._on_data_changed)
        model.rowsRemoved.connect(lambda *_: self.chosen.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())

    def bind(self, keys: QKeySequence | Key, action: Callable[[], None]) -> None:
        """Keys that work while the table has the focus, and only then."""
        for each in sequences(keys) if isinstance(keys, Key) else (keys,):
            shortcut = QShortcut(each, self, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(action)

    def selected(self) -> list[Line]:
        """The selected lines from top to bottom."""
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.count())]
        return self.tracks.lines_in([(part.top(), part.bottom()) for part in parts])

    def select_ids(self, ids: list[int], current: int | None = None) -> None:
        """Select these tracks where they are shown, and put the keyboard onto `current`."""
        rows = self.tracks.rows_of(ids)
        selection = QItemSelection()
        last = len(Column) - 1
        start, make = 0, self.tracks.createIndex
        for place, row in enumerate(rows):
            # One range for each unbroken run of rows.
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                # Not `index`, which asks the model twice how large it is.
                selection.select(make(rows[start], 0), make(row, last))
                start = place + 1
        flags = QItemSelectionModel.SelectionFlag
        model = self.selectionModel()
        place = self.tracks.row_of(current) if current is not None else None
        if place is not None:
            model.setCurrentIndex(self.tracks.index(place, 0), flags.NoUpdate)
        if model.selection().count() * selection.count() > _COMPARED:
            model.reset()
            self.viewport().update()
            if place is not None:
                model.setCurrentIndex(self.tracks.index(place, 0), flags.NoUpdate)
        model.select(selection, flags.ClearAndSelect)

    def step_down(self) -> None:
        """Go to the next row, as after a decision."""
        below = self.currentIndex().row() + 1
        if 0 < below < self.tracks.rowCount():
            self.selectRow(below)

    def select_first(self) -> None:
        if self.tracks.rowCount() and not self.currentIndex().isValid():
            self.selectRow(0)

    def _keep_selection(self) -> None:
        lines = self.selected()
        ids = [line.id for line in lines] if len(lines) <= _RESTORED_RANGES else []
        index = self.currentIndex()
        current = self.tracks.line_at(index.row()).id if index.isValid() else None
        self._kept = (ids, current)
        self._all_kept = bool(lines) and len(lines) == self.tracks.rowCount()

    def _restore_selection(self) -> None:
        if self._all_kept and len(self._kept[0]) == 0:
            self.selectAll()
        else:
            self.select_ids(*self._kept)
        index = self.currentIndex()
        if index.isValid():
            self.scrollTo(index)
        self.chosen.emit()

    def _on_data_changed(self, first, last) -> None:
        rows = range(first.row(), last.row() + 1)
        if any(self.selectionModel().isRowSelected(row) for row in rows):
            self.chosen.emit()
