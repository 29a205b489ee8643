"""The genre values as rows: what is offered for each, what the person wants, and what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor

from tagger.genres.vocabulary import fold
from tagger.tags.policies import folded
from tagger.ui import theme
from tagger.ui.plain_table import AnyIndex, Rows
from tagger.ui.review.genre_dialog import SEPARATOR, listed_genres
from tagger.ui.text import number, plain, tooltip
from tagger.workflow.tidy import GenreValue

Wish = tuple[tuple[str, ...] | None, bool]
"""What becomes of a value, and whether that is taken."""
JOINT = f"{SEPARATOR} "


class Column(IntEnum):
    VALUE = 0
    TRACKS = 1
    BECOMES = 2
    HOW = 3


class Show(IntEnum):
    """Which values are looked at."""

    ALL = auto()
    OFFERS = auto()
    CHANGED = auto()


@dataclass
class TidyRow:
    """One value. What is offered for it counts as taken until it is refused."""

    held: GenreValue
    becomes: tuple[str, ...] | None
    """Values; none where it is to be deleted, None where nothing was thought of."""
    taken: bool

    @property
    def own(self) -> bool:
        """Whether the person thought of it."""
        return self.becomes != self.held.suggestion

    @property
    def rule(self) -> tuple[str, ...] | None:
        """What becomes of the value; None where it stays."""
        return self.becomes if self.taken and self.becomes != (self.held.value,) else None

    def take(self) -> None:
        if self.becomes is None:
            self.becomes = self.held.suggestion
        self.taken = self.becomes is not None

    def take_back(self) -> None:
        """Nothing is to become of it; what was offered stays offered."""
        self.becomes, self.taken = self.held.suggestion, False

    def untick(self) -> None:
        """Nothing is to become of it for now."""
        self.taken = False

    def set(self, becomes: tuple[str, ...]) -> None:
        if becomes == (self.held.value,):
            self.take_back()
        else:
            self.becomes, self.taken = becomes, True


def _at_first(value: GenreValue) -> Wish:
    return value.suggestion, value.suggestion is not None


class TidyRows(Rows[TidyRow]):
    """Those rows that are shown, in order; `everything` has the others too."""

    edited = Signal()
    """What becomes of some value is another now."""

    def __init__(self) -> None:
        super().__init__(())
        self._heads = (
            self.tr("Genre in the files"),
            self.tr("Tracks"),
            self.tr("Becomes"),
            self.tr("Why"),
        )
        self.everything: list[TidyRow] = []
        self._names: frozenset[str] = frozenset()
        self._typed = ""
        self._show = Show.ALL
        self._column, self._order = Column.TRACKS, Qt.SortOrder.DescendingOrder

    def show_values(
        self, values: Iterable[GenreValue], wishes: Mapping[str, Wish] | None = None
    ) -> None:
        """Start anew, with every offer taken where nothing else was wished before."""
        found = list(values)
        before = wishes or {}
        self.everything = [TidyRow(v, *before.get(v.value, _at_first(v))) for v in found]
        self._names = frozenset(value.value for value in found)
        self._arrange()
        self.edited.emit()

    def show_only(self, typed: str, show: Show) -> None:
        """Values with this text in them, or in what becomes of them."""
        self._typed, self._show = folded(typed), show
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = Column(max(column, 0)), order
        self._arrange()

    def rules(self) -> dict[str, tuple[str, ...]]:
        found = ((row.held.value, row.rule) for row in self.everything)
        return {value: rule for value, rule in found if rule is not None}

    def wishes(self) -> dict[str, Wish]:
        """What was decided by hand, to be gone on with."""
        found = ((row.held, (row.becomes, row.taken)) for row in self.everything)
        return {held.value: wish for held, wish in found if wish != _at_first(held)}

    def change(self, places: Sequence[int], work: Callable[[TidyRow], None]) -> None:
        """Have something done to the rows at these places."""
        if not places:
            return
        for place in places:
            work(self.rows[place])
        last = self.index(max(places), self.columnCount() - 1)
        self.dataChanged.emit(self.index(min(places), 0), last)
        self.edited.emit()

    def place_of(self, value: str) -> int:
        """Where a value is shown; -1 where it is not."""
        places = (place for place, row in enumerate(self.rows) if row.held.value == value)
        return next(places, -1)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == Column.BECOMES:
            flags |= Qt.ItemFlag.ItemIsEditable
            if self.rows[index.row()].becomes is not None:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.EditRole:
                becomes = (row.held.value,) if row.becomes is None else row.becomes
                return plain(JOINT.join(becomes), 4096) if column is Column.BECOMES else None
            case Qt.ItemDataRole.CheckStateRole:
                if column is not Column.BECOMES or row.becomes is None:
                    return None
                return Qt.CheckState.Checked if row.taken else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole:
                return self._color(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(self._text(row, column))
            case Qt.ItemDataRole.TextAlignmentRole if column is Column.TRACKS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if index.column() != Column.BECOMES:
            return False
        if role == Qt.ItemDataRole.CheckStateRole:
            take = Qt.CheckState(value) == Qt.CheckState.Checked
            self.change([index.row()], TidyRow.take if take else TidyRow.untick)
            return True
        if role != Qt.ItemDataRole.EditRole or value == self.data(index, role):
            # What was not changed is not to be wanted for having been looked at.
            return False
        genres = listed_genres(str(value))
        if genres:
            self.change([index.row()], lambda row: row.set(genres))
        return bool(genres)

    def _arrange(self) -> None:
        rows = [row for row in self.everything if self._is_shown(row)]
        rows.sort(key=lambda row: folded(row.held.value))
        if self._column is not Column.VALUE:
            rows.sort(key=self._sorted_by)
        if self._order == Qt.SortOrder.DescendingOrder:
            rows.reverse()
        self.fill(rows)

    def _is_shown(self, row: TidyRow) -> bool:
        if self._show is Show.OFFERS and row.held.suggestion is None:
            return False
        if self._show is Show.CHANGED and row.rule is None:
            return False
        texts = (row.held.value, *(row.becomes or ()))
        return not self._typed or any(self._typed in folded(text) for text in texts)

    def _sorted_by(self, row: TidyRow) -> Any:
        if self._column is Column.TRACKS:
            return row.held.tracks
        text = self._text(row, self._column)
        return not text, text.casefold()

    def _text(self, row: TidyRow, column: Column) -> str:
        match column:
            case Column.VALUE:
                return plain(row.held.value)
            case Column.TRACKS:
                return number(row.held.tracks)
            case Column.BECOMES:
                if row.becomes is None:
                    return ""
                return plain(JOINT.join(row.becomes)) or self.tr("taken out")
            case Column.HOW:
                return self._how(row)

    def _how(self, row: TidyRow) -> str:
        becomes = row.becomes
        if becomes is None:
            return ""
        first = becomes[0] if becomes else ""
        several = len(becomes) > 1
        if not row.own:
            if not row.taken:
                return self.tr("Refused")
            if several:
                return self.tr("Offered: several in one")
            same = fold(first) == fold(row.held.value)
            return self.tr("Offered: spelling") if same else self.tr("Offered: the same genre")
        if not row.taken:
            return self.tr("Not taken")
        if not becomes:
            return self.tr("Yours: deleted")
        if several:
            return self.tr("Yours: split")
        return self.tr("Yours: merged") if first in self._names else self.tr("Yours: renamed")

    def _color(self, row: TidyRow, column: Column) -> QColor | None:
        c = theme.colors()
        if column in (Column.TRACKS, Column.HOW):
            return QColor(c.muted)
        if column is not Column.BECOMES or row.becomes is None:
            return None
        if not row.taken:
            return QColor(c.muted)
        return QColor(c.accent if not row.own else c.text if row.becomes else c.bad)
