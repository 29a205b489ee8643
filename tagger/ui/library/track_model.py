"""The table's model: every line of the library, and the order of those that are shown.

Filter and sort live here and not in a `QSortFilterProxyModel`, whose comparisons would call Python
millions of times for 100,000 rows. A change of some rows moves only those.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from tagger.ui.library.grouping import Arranged, Folding, GroupBy, Head, Layout, group_of
from tagger.ui.library.lines import Column, Filter, Library, Line
from tagger.ui.library.orders import Orders
from tagger.ui.library.rows import Rows
from tagger.ui.library.rows_model import ROOT, RowsModel

AnyIndex = QModelIndex | QPersistentModelIndex
Submit = Callable[[Callable[[], Any], Callable[[Any], None]], None]

_AT_ONCE = 3000
"""Lines that are arranged right away; more are arranged in the background."""
_SLICE_SECONDS = 0.012
_FLOOD = 3000
"""Changed rows waiting from which on arranging anew is cheaper than moving them one by one."""


class TrackModel(RowsModel):
    """Rows are `Line`s and, where they are grouped, `Head`s above them; columns are `Column`s.

    To be used on the Qt thread only.
    """

    counted = Signal()
    """The counts of states and genres changed."""
    arranged = Signal()
    """What is shown was filtered or sorted anew."""

    def __init__(self, submit: Submit, parent: QObject | None = None) -> None:
        """`submit` runs a function in the background and hands its result back."""
        super().__init__(parent)
        self._submit = submit
        self._folding = Folding()
        self._orders = Orders()
        """Used where `submit` runs its work, never here."""
        self._wished = self._rows.layout
        """Differs from what is shown while it is arranged in the background."""
        self._next = self.library
        """Differs from `library` while it is arranged in the background."""
        self._generation = 0
        self._arranging = False
        self._waiting: dict[int, Line | None] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work_off)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        descending = order == Qt.SortOrder.DescendingOrder
        self._wish(replace(self._wished, column=Column(column), descending=descending))

    def set_filter(self, wanted: Filter) -> None:
        self._wish(replace(self._wished, wanted=wanted))

    @property
    def grouping(self) -> GroupBy:
        """How the rows are grouped, or will be in a moment."""
        return self._wished.by

    def set_grouping(self, by: GroupBy) -> None:
        if by != self._wished.by:
            self._folding = Folding()
        self._wish(replace(self._wished, by=by))

    def fold(self, row: int, folded: bool) -> None:
        """Fold the group whose line stands in a row, or show its tracks again."""
        head = self.head_at(row)
        if head is None or head.folded == folded:
            return
        self._folding = self._folding.having(head.key, folded)
        order = self._rows.order
        if self._arranging or len(head.hidden) > _AT_ONCE:
            self._rearrange(self._next)
            return
        head.folded = folded
        if folded:
            end = row + 1 + head.size
            self.beginRemoveRows(ROOT, row + 1, end - 1)
            head.hidden = dict.fromkeys(order[row + 1 : end])
            del order[row + 1 : end]
            self.endRemoveRows()
        else:
            ids = self._rows.layout.order(self.library.lines[id_] for id_ in head.hidden)
            self.beginInsertRows(ROOT, row + 1, row + len(ids))
            order[row + 1 : row + 1] = ids
            head.hidden = {}
            self.endInsertRows()
        self._tell_changed(row)

    def fold_all(self, folded: bool) -> None:
        self._folding = Folding(folded)
        self._rearrange(self._next)

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
    def settled(self) -> bool:
        """Whether what is shown is up to date."""
        return not self._waiting and not self._arranging

    def _wish(self, wished: Layout) -> None:
        if wished != self._wished:
            self._wished = wished
            self._rearrange(self._next)

    def _rearrange(self, library: Library) -> None:
        """Arrange anew and show it; a large library in the background, where nobody waits."""
        self._generation += 1
        self._next = library
        wished = self._wished
        if len(library.lines) <= _AT_ONCE:
            self._show(library, wished, wished.arrange(library.lines, self._folding))
            return
        self._arranging = True
        self._timer.stop()
        generation, folding = self._generation, self._folding
        lines = library.lines.copy()

        def done(arranged: Arranged) -> None:
            if generation == self._generation:
                self._show(library, wished, arranged)

        def work() -> Arranged:
            # Whoever types quickly does not wait for what is outdated before it begins.
            if generation != self._generation:
                return Arranged([])
            return wished.arrange(lines, folding, self._orders)

        self._submit(work, done)

    def _show(self, library: Library, layout: Layout, arranged: Arranged) -> None:
        self._arranging = False
        self.beginResetModel()
        self.library = library
        self._rows = Rows(layout, arranged, library.lines)
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
        folding = self._folding
        self._generation += 1
        self._arranging = True
        self._timer.stop()
        generation = self._generation

        def work() -> tuple[Library, Arranged]:
            library = base.with_changes(changes)
            # A copy, for the library's own lines change while its order is remembered.
            return library, wished.arrange(library.lines.copy(), folding, self._orders)

        def done(result: tuple[Library, Arranged]) -> None:
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
        rows, layout = self._rows, self._rows.layout
        old = self.library.lines.get(id_)
        was = old if old is not None and layout.shows(old) else None
        now = line if line is not None and layout.shows(line) else None
        head, row = rows.head_of(was), rows.row_of(id_)
        if was and now and head is rows.head_of(now):
            if row is None:
                # In a folded group only its own line shows that something changed.
                self.library.put(id_, now)
            else:
                self._move(row, was, now)
            self._recount(head, was, now)
            return
        if was:
            self._take_out(row, was)
        self.library.put(id_, line)
        if now:
            self._put_in(now)

    def _take_out(self, row: int | None, line: Line) -> None:
        rows = self._rows
        head = rows.head_of(line)
        if row is not None:
            self.beginRemoveRows(ROOT, row, row)
            del rows.order[row]
            self.endRemoveRows()
        if head is None:
            return
        head.hidden.pop(line.id, None)
        self._recount(head, line, None)
        if not head.size:
            place = rows.place_of(head.key)
            self.beginRemoveRows(ROOT, place, place)
            del rows.order[place]
            rows.arranged.drop(head)
            self.endRemoveRows()

    def _put_in(self, line: Line) -> None:
        rows, by = self._rows, self._rows.layout.by
        head = rows.head_of(line)
        if by and head is None:
            key = group_of(line, by)
            place = rows.place_of(key)
            self.beginInsertRows(ROOT, place, place)
            head = rows.add_head(line, self._folding.folds(key))
            rows.order.insert(place, head.id)
            self.endInsertRows()
        if head is not None and head.folded:
            head.hidden[line.id] = None
        else:
            place = rows.position(line)
            self.beginInsertRows(ROOT, place, place)
            rows.order.insert(place, line.id)
            self.endInsertRows()
        self._recount(head, None, line)

    def _recount(self, head: Head | None, old: Line | None, line: Line | None) -> None:
        if head is not None:
            for each, step in ((old, -1), (line, +1)):
                if each is not None:
                    head.count(each, step)
            self._tell_changed(self._rows.place_of(head.key))

    def _tell_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _move(self, row: int, old: Line, line: Line) -> None:
        """Put a shown line in the place of its old self, or where it belongs now."""
        place, order, layout = row, self._rows.order, self._rows.layout
        if layout.key(old) != layout.key(line):
            del order[row]
            place = self._rows.position(line)
            order.insert(row, line.id)
        if place != row:
            self.beginMoveRows(ROOT, row, row, ROOT, place + (place > row))
            order.insert(place, order.pop(row))
            self.library.put(line.id, line)
            self.endMoveRows()
        else:
            self.library.put(line.id, line)
        self._tell_changed(place)
