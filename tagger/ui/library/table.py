"""The table of tracks: selection by track, and the keys of review."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tagger.ui import theme
from tagger.ui.calm import draw_alike_when_inactive
from tagger.ui.library.group_button import GroupButton
from tagger.ui.library.group_line import SIGN_WIDTH
from tagger.ui.library.header import Header
from tagger.ui.library.lines import Column, Line
from tagger.ui.library.marks import ROW_HEIGHT
from tagger.ui.library.row_painter import RowPainter
from tagger.ui.library.rows import Handle
from tagger.ui.library.track_model import TrackModel
from tagger.ui.review.shortcuts import Key, sequences

_WIDTHS = {
    Column.ARTIST: 104,
    Column.ALBUM: 88,
    Column.GENRE: 80,
    Column.SUGGESTION: 136,
    Column.SURE: 88,
    Column.STATE: 124,
}
_COMPARED = 1_000_000
"""Pairs of old and new ranges from which on Qt would compare them for seconds."""
_RESTORED_RANGES = 2000
"""Selected tracks that keep their selection when the order changes; beyond, nobody could tell."""


class TrackTable(QTableView):
    """Shows a `TrackModel`; what is selected stays selected when rows are arranged anew."""

    chosen = Signal()
    """The selection changed, or what is selected did."""
    stepped = Signal()
    """After a decision the next track was gone to."""

    def __init__(self, model: TrackModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tracks = model
        self.setModel(model)
        self._rows = RowPainter(self, model)
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
        self.group_by = GroupButton(model, header)
        header.set_corner(self.group_by)
        header.setMinimumSectionSize(72)
        header.setStretchLastSection(False)
        header.setSortIndicatorClearable(False)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(Column.TITLE, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        draw_alike_when_inactive(self)
        self._cover()
        self._kept: tuple[list[Handle], Handle | None] = ([], None)
        self._all_kept = False
        self._changed = QTimer(self, singleShot=True, interval=0)
        self._changed.timeout.connect(self.chosen)
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        model.dataChanged.connect(self._on_data_changed)
        model.rowsRemoved.connect(lambda *_: self.chosen.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        for key, action in (
            (Key.FOLD, self.fold),
            (Key.UNFOLD, self.unfold),
            (Key.FOLD_ALL, lambda: model.fold_all(True)),
            (Key.UNFOLD_ALL, lambda: model.fold_all(False)),
        ):
            for shortcut in self.bind(key, action):
                # Where nothing is grouped, the arrows scroll sideways as in any table.
                shortcut.setEnabled(False)
                self.group_by.grouped.connect(shortcut.setEnabled)

    def bind(self, keys: QKeySequence | Key, action: Callable[[], None]) -> list[QShortcut]:
        """Keys that work while the table has the focus, and only then."""
        bound: list[QShortcut] = []
        for each in sequences(keys) if isinstance(keys, Key) else (keys,):
            shortcut = QShortcut(each, self, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(action)
            bound.append(shortcut)
        return bound

    def selected(self) -> list[Line]:
        """The selected lines from top to bottom."""
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.count())]
        return self.tracks.lines_in([(part.top(), part.bottom()) for part in parts])

    def select_ids(self, ids: Sequence[Handle], current: Handle | None = None) -> None:
        """Select these tracks and groups where they are shown, with the keyboard on `current`."""
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

    def groups_are_selected(self) -> bool:
        """Whether the line of a group is among what is selected."""
        if not self.tracks.grouping:
            return False
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.count())]
        rows = (row for part in parts for row in range(part.top(), part.bottom() + 1))
        return any(self.tracks.head_at(row) is not None for row in rows)

    def step_down(self) -> None:
        """Go to the next track, as after a decision.

        A group's line is passed over: the next key would decide on all of its tracks.
        """
        if self.step(1):
            self.stepped.emit()

    def step(self, direction: int) -> bool:
        """Go to the track below (1) or above (-1); False where there is none."""
        start = self.currentIndex().row()
        end = self.tracks.rowCount() if direction > 0 else -1
        for row in range(start + direction, end, direction) if start >= 0 else ():
            if self.tracks.head_at(row) is None:
                self.selectRow(row)
                return True
        return False

    def step_to_next_group(self) -> None:
        """Go from a group's line to the next one's."""
        row = self.currentIndex().row()
        head = self.tracks.head_at(row) if row >= 0 else None
        if head is not None:
            below = row + 1 + (0 if head.folded else head.size)
            if below < self.tracks.rowCount():
                self.selectRow(below)

    def selectRow(self, row: int) -> None:
        """Select this row alone, whatever keys are held."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.tracks.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def select_first(self) -> None:
        if self.tracks.rowCount() and not self.currentIndex().isValid():
            self.selectRow(0)

    def fold(self) -> None:
        """Fold the group of the current row; from one of its tracks, go to the group first."""
        row = self.currentIndex().row()
        place = self.tracks.group_row(row) if row >= 0 else None
        if place is not None:
            if place == row:
                self.tracks.fold(row, True)
            else:
                self.selectRow(place)

    def unfold(self) -> None:
        """Show the tracks of the current group; where they are shown, go to the first."""
        row = self.currentIndex().row()
        head = self.tracks.head_at(row) if row >= 0 else None
        if head is not None and head.folded:
            self.tracks.fold(row, False)
        elif head is not None:
            self.selectRow(row + 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._cover()

    def _cover(self) -> None:
        """Say that `paintEvent` leaves nothing open: what is scrolled is copied then, and only the
        rows that come in are drawn. A style sheet takes that back."""
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._rows.paint(painter, event.rect())
        ring = self._row_rect(self.currentIndex().row())
        if self.hasFocus() and event.rect().intersects(ring):
            painter.setPen(QColor(theme.colors().accent))
            painter.drawRect(ring.adjusted(0, 0, -1, -1))
        painter.end()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):
            # Qt draws the cell anew, and the ring is around its whole row.
            self.viewport().update(self._row_rect(index.row()))

    def _row_rect(self, row: int) -> QRect:
        """Where a row is drawn; empty where there is none."""
        if not 0 <= row < self.tracks.rowCount():
            return QRect()
        header = self.horizontalHeader()
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        return QRect(-header.offset(), top, header.length(), height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        spot = event.position().toPoint()
        left = self.columnViewportPosition(Column.TITLE)
        if event.button() == Qt.MouseButton.LeftButton and 0 <= spot.x() - left < SIGN_WIDTH:
            self._toggle(self.rowAt(spot.y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._toggle(self.rowAt(event.position().toPoint().y()))

    def _toggle(self, row: int) -> None:
        head = self.tracks.head_at(row) if row >= 0 else None
        if head is not None:
            self.tracks.fold(row, not head.folded)

    def _keep_selection(self) -> None:
        selection = self.selectionModel().selection()
        parts = [selection.at(place) for place in range(selection.count())]
        count = sum(part.bottom() - part.top() + 1 for part in parts)
        self._all_kept = 0 < count == self.tracks.rowCount()
        rows = (row for part in parts for row in range(part.top(), part.bottom() + 1))
        kept = [self.tracks.handle_at(row) for row in rows] if count <= _RESTORED_RANGES else []
        index = self.currentIndex()
        current = self.tracks.handle_at(index.row()) if index.isValid() else None
        self._kept = (kept, current)

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
            # Once for a whole group, whose line changes with each of its tracks.
            self._changed.start()
