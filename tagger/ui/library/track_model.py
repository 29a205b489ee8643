"""The table's model: every line of the library, and the order of those that are shown.

Filter and sort live here and not in a `QSortFilterProxyModel`, whose comparisons would call Python
millions of times for 100,000 rows. A change of some rows moves only those.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from tagger.ui.library.lines import Arrangement, Column, Filter, Library, Line
from tagger.ui.text import (
    path_text,
    plain,
    scores_text,
    stale_sentence,
    stale_text,
    state_text,
    tooltip,
)
from tagger.workflow.review import ReviewState

AnyIndex = QModelIndex | QPersistentModelIndex
Submit = Callable[[Callable[[], Any], Callable[[Any], None]], None]

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_AT_ONCE = 3000
"""Lines that are arranged right away; more are arranged in the background."""
_FEW = 100
"""Tracks from which on walking all rows is quicker than looking for each."""
_SLICE_SECONDS = 0.012
_FLOOD = 3000
"""Changed rows waiting from which on arranging anew is cheaper than moving them one by one."""
_ROOT = QModelIndex()


class TrackModel(QAbstractTableModel):
    """Rows are `Line`s, columns are `Column`s. To be used on the Qt thread only."""

    counted = Signal()
    """The counts of states and genres changed."""
    arranged = Signal()
    """What is shown was filtered or sorted anew."""

    def __init__(self, submit: Submit, parent: QObject | None = None) -> None:
        """`submit` runs a function in the background and hands its result back."""
        super().__init__(parent)
        self._submit = submit
        self.library = Library.of(())
        self._order: list[int] = []
        self._shown = Arrangement()
        self._wished = self._shown
        """Differs from what is shown while it is arranged in the background."""
        self._next = self.library
        """Differs from `library` while it is arranged in the background."""
        self._generation = 0
        self._arranging = False
        self._waiting: dict[int, Line | None] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work_off)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.line_at(index.row())
        if role == LINE_ROLE:
            return line
        told = role == Qt.ItemDataRole.AccessibleTextRole
        if told and line.stale and index.column() == Column.STATE:
            return stale_text()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(line, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, Column(index.column()))
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

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        self._wish(replace(self._wished, column=Column(column), descending=descending))

    def set_filter(self, wanted: Filter) -> None:
        self._wish(replace(self._wished, wanted=wanted))

    def load(self, library: Library) -> None:
        """Show another library."""
        self._waiting.clear()
        self._rearrange(library)

    def update_lines(self, lines: Iterable[Line], gone: Iterable[int] = ()) -> None:
        """Put changed and new lines in place, a few at a time so that the window stays quick."""
        self._waiting.update({line.id: line for line in lines})
        self._waiting.update(dict.fromkeys(gone))
        if not self._arranging:
            self._work_off()

    @property
    def total(self) -> int:
        """Lines in the library, shown or not."""
        return len(self.library.lines)

    @property
    def settled(self) -> bool:
        """Whether what is shown is up to date."""
        return not self._waiting and not self._arranging

    def line(self, id_: int) -> Line | None:
        return self.library.lines.get(id_)

    def line_at(self, row: int) -> Line:
        return self.library.lines[self._order[row]]

    def lines_in(self, ranges: Iterable[tuple[int, int]]) -> list[Line]:
        """The lines of these rows, from first to last of each range, from top to bottom."""
        lines = self.library.lines
        found: list[Line] = []
        free = 0
        for first, last in sorted(ranges):
            found += [lines[id_] for id_ in self._order[max(first, free) : last + 1]]
            free = max(free, last + 1)
        return found

    def shown(self) -> list[Line]:
        lines = self.library.lines
        return [lines[id_] for id_ in self._order]

    def row_of(self, id_: int) -> int | None:
        """Where a track is shown, if it is."""
        line = self.library.lines.get(id_)
        if line is None or not self._shown.shows(line):
            return None
        row = self._position(line)
        return row if row < len(self._order) and self._order[row] == id_ else None

    def rows_of(self, ids: Collection[int]) -> list[int]:
        """Where those of these tracks stand that are shown, from top to bottom."""
        if len(ids) < _FEW:
            return sorted(row for id_ in ids if (row := self.row_of(id_)) is not None)
        wanted = frozenset(ids)
        return [row for row, id_ in enumerate(self._order) if id_ in wanted]

    def _text(self, line: Line, column: Column) -> str:
        match column:
            case Column.TITLE:
                return line.title
            case Column.ARTIST:
                return line.artist
            case Column.ALBUM:
                return line.album
            case Column.GENRE:
                return line.genres
            case Column.SUGGESTION:
                nothing = line.state is ReviewState.NO_MUSIC
                return self.tr("no music found") if nothing else line.suggestion
            case Column.SURE:
                return "" if line.sure is None else f"{line.sure:.0%}"
            case Column.STATE:
                return state_text(line.row.state)

    def _tip(self, line: Line, column: Column) -> str:
        if column is Column.TITLE:
            text = path_text(line.row.track.path)
        elif line.row.error and (
            column is Column.STATE
            or (column is Column.SUGGESTION and line.state is ReviewState.NO_MUSIC)
        ):
            text = plain(line.row.error, 1000)
        elif line.stale and column in (Column.STATE, Column.SUGGESTION):
            text = stale_sentence(line.row)
        elif column is Column.SUGGESTION and line.chosen:
            text = self.tr("%1 – chosen by you").replace("%1", line.suggestion)
        elif column is Column.SUGGESTION and line.row.decision is None and line.row.suggestion:
            text = scores_text(line.row.suggestion.suggested)
        else:
            text = self._text(line, column)
        return tooltip(text)

    def _wish(self, wished: Arrangement) -> None:
        if wished != self._wished:
            self._wished = wished
            self._rearrange(self._next)

    def _rearrange(self, library: Library) -> None:
        """Arrange anew and show it; a large library in the background, where nobody waits."""
        self._generation += 1
        self._next = library
        wished = self._wished
        if len(library.lines) <= _AT_ONCE:
            self._show(library, wished, wished.order(library.lines.values()))
            return
        self._arranging = True
        self._timer.stop()
        generation = self._generation
        lines = list(library.lines.values())

        def done(order: list[int]) -> None:
            if generation == self._generation:
                self._show(library, wished, order)

        self._submit(lambda: wished.order(lines), done)

    def _show(self, library: Library, arrangement: Arrangement, order: list[int]) -> None:
        self._arranging = False
        self.beginResetModel()
        self.library = library
        self._shown = arrangement
        self._order = order
        self.endResetModel()
        self.counted.emit()
        self.arranged.emit()
        if self._waiting:
            self._timer.start()

    def _work_off(self) -> None:
        if len(self._waiting) > _FLOOD:
            self._take_flood()
            return
        end = time.perf_counter() + _SLICE_SECONDS
        queue = deque(self._waiting)
        while queue and time.perf_counter() < end:
            id_ = queue.popleft()
            self._replace(id_, self._waiting.pop(id_))
        if self._waiting:
            self._timer.start()
        else:
            self._timer.stop()
        self.counted.emit()

    def _take_flood(self) -> None:
        """Put many changes in place in the background.

        They keep waiting until then, so that nothing is lost when the person sorts meanwhile.
        """
        changes, base, wished = self._waiting.copy(), self.library, self._wished
        self._generation += 1
        self._arranging = True
        self._timer.stop()
        generation = self._generation

        def work() -> tuple[Library, list[int]]:
            library = base.with_changes(changes)
            return library, wished.order(library.lines.values())

        def done(result: tuple[Library, list[int]]) -> None:
            if generation == self._generation:
                self._waiting = {
                    id_: line
                    for id_, line in self._waiting.items()
                    if id_ not in changes or changes[id_] is not line
                }
                self._next = result[0]
                self._show(result[0], wished, result[1])

        self._submit(work, done)

    def _replace(self, id_: int, line: Line | None) -> None:
        old = self.library.lines.get(id_)
        row = self.row_of(id_)
        shown = line is not None and self._shown.shows(line)
        if row is not None and not shown:
            self.beginRemoveRows(_ROOT, row, row)
            del self._order[row]
            self.library.put(id_, line)
            self.endRemoveRows()
        elif row is not None and old is not None and line is not None:
            self._move(row, old, line)
        else:
            self.library.put(id_, line)
            if line is not None and shown:
                place = self._position(line)
                self.beginInsertRows(_ROOT, place, place)
                self._order.insert(place, id_)
                self.endInsertRows()

    def _move(self, row: int, old: Line, line: Line) -> None:
        """Put a shown line in the place of its old self, or where it belongs now."""
        place = row
        if self._shown.key(old) != self._shown.key(line):
            del self._order[row]
            place = self._position(line)
            self._order.insert(row, line.id)
        if place != row:
            self.beginMoveRows(_ROOT, row, row, _ROOT, place + (place > row))
            self._order.insert(place, self._order.pop(row))
            self.library.put(line.id, line)
            self.endMoveRows()
        else:
            self.library.put(line.id, line)
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def _position(self, line: Line) -> int:
        """Where a line stands, or would stand, among those that are shown."""
        key = self._shown.key(line)
        low, high = 0, len(self._order)
        while low < high:
            middle = (low + high) // 2
            other = self._shown.key(self.line_at(middle))
            if other != key and (other < key) != self._shown.descending:
                low = middle + 1
            else:
                high = middle
        return low
