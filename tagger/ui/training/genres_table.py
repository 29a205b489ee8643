"""The genres of the examples: how many tracks, what is missing, and which of them to learn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tagger.genres.vocabulary import Vocabulary, fold
from tagger.training.checks import LEAST_TRACKS
from tagger.training.folds import LEAST_GROUPS
from tagger.ui import theme
from tagger.ui.plain_table import DialogTable
from tagger.ui.text import counted, number, plain, tooltip
from tagger.workflow.example_records import GenreCount

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SORT = Qt.ItemDataRole.UserRole


class Column(IntEnum):
    GENRE = 0
    TRACKS = 1
    ARTISTS = 2
    MISSING = 3
    PARENT = 4


class GenreRows(QAbstractTableModel):
    """What is ticked and which parents were given stays when the examples are gathered anew."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.counts: Sequence[GenreCount] = ()
        self.dropped: set[str] = set()
        self.parents: dict[str, str] = {}
        self._vocabulary: Vocabulary | None = None
        self._heads = (
            self.tr("Learn"),
            self.tr("Tracks"),
            self.tr("Artists"),
            self.tr("What is missing"),
            self.tr("Belongs to"),
        )

    def fill(self, counts: Sequence[GenreCount], vocabulary: Vocabulary) -> None:
        self.beginResetModel()
        self.counts = counts
        self._vocabulary = vocabulary
        self.endResetModel()

    def learned(self) -> list[GenreCount]:
        return [each for each in self.counts if each.genre not in self.dropped]

    def given_parents(self) -> dict[str, str]:
        """Those of genres that are learned."""
        names = {each.genre for each in self.learned() if not each.known}
        return {genre: parent for genre, parent in self.parents.items() if genre in names}

    def set_learned(self, genres: Iterable[str], learned: bool) -> None:
        for genre in genres:
            (self.dropped.discard if learned else self.dropped.add)(genre)
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.edited.emit()

    def rowCount(self, parent: _AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.counts)

    def columnCount(self, parent: _AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and section == Column.ARTISTS:
            return self.tr(
                "Artists, or the albums and folders that stand for them. A track of which none of "
                "these is known counts for itself."
            )
        return self._heads[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        if index.column() == Column.GENRE:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() == Column.PARENT and not self.counts[index.row()].known:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        each, column = self.counts[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(each, column)
            case Qt.ItemDataRole.EditRole:
                return self.parents.get(each.genre, "") if column is Column.PARENT else None
            case Qt.ItemDataRole.CheckStateRole if column is Column.GENRE:
                off = each.genre in self.dropped
                return Qt.CheckState.Unchecked if off else Qt.CheckState.Checked
            case Qt.ItemDataRole.ForegroundRole:
                return self._color(each, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(each, column)
            case _ if role == _SORT:
                return self._sorted_by(each, column)
        return None

    def setData(self, index: _AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        each = self.counts[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == Column.GENRE:
            self.set_learned([each.genre], Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Qt.ItemDataRole.EditRole and index.column() == Column.PARENT:
            typed = " ".join(str(value).split())
            parent = (self._vocabulary and self._vocabulary.canonical(typed)) or typed
            if parent and fold(parent) != fold(each.genre):
                self.parents[each.genre] = parent
            else:
                self.parents.pop(each.genre, None)
            self.dataChanged.emit(index, index)
            self.edited.emit()
            return True
        return False

    def _text(self, each: GenreCount, column: Column) -> str:
        match column:
            case Column.GENRE:
                name = plain(each.genre)
                return name if each.known else self.tr("%1 (new)").replace("%1", name)
            case Column.TRACKS:
                return number(each.tracks)
            case Column.ARTISTS:
                return number(each.groups)
            case Column.MISSING:
                return self._missing(each)
            case Column.PARENT:
                return self._parent(each)

    def _missing(self, each: GenreCount) -> str:
        tracks, groups = LEAST_TRACKS - each.tracks, LEAST_GROUPS - each.groups
        parts = []
        if tracks > 0:
            parts.append(counted(tracks, self.tr("1 more track"), self.tr("{n} more tracks")))
        if groups > 0:
            parts.append(counted(groups, self.tr("1 more artist"), self.tr("{n} more artists")))
        return ", ".join(parts)

    def _parent(self, each: GenreCount) -> str:
        if given := self.parents.get(each.genre):
            return plain(given)
        if each.known:
            return ""
        own = self._own_parents(each)
        return plain(", ".join(own)) if own else self.tr("choose…")

    def _own_parents(self, each: GenreCount) -> tuple[str, ...]:
        genre = self._vocabulary.genre(each.genre) if self._vocabulary else None
        return genre.parents if genre else ()

    def _color(self, each: GenreCount, column: Column) -> QColor | None:
        c = theme.colors()
        if each.genre in self.dropped:
            return QColor(c.muted)
        if column is Column.MISSING:
            return QColor(c.caution)
        if column is Column.PARENT and each.genre not in self.parents:
            return QColor(c.muted)
        return None

    def _tip(self, each: GenreCount, column: Column) -> str:
        if column is Column.MISSING and self._missing(each):
            return self.tr(
                "It is learned all the same, but not well, and with fewer than three artists "
                "nobody can check how well."
            )
        if column is Column.PARENT and not each.known:
            return self.tr("The genre above this one in your list of genres (Enter edits)")
        return tooltip(self._text(each, column))

    def _sorted_by(self, each: GenreCount, column: Column) -> Any:
        if column is Column.TRACKS:
            return each.tracks
        if column is Column.ARTISTS:
            return each.groups
        if column is Column.MISSING:
            return max(LEAST_TRACKS - each.tracks, 0) + max(LEAST_GROUPS - each.groups, 0)
        return self._text(each, column).casefold()


class _ParentField(QStyledItemDelegate):
    """A field that completes the names of the vocabulary."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.names = QStringListModel(self)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: _AnyIndex
    ) -> QWidget:
        field = QLineEdit(parent)
        field.setObjectName("cellField")
        field.setAccessibleName(self.tr("Genre above this one"))
        completer = QCompleter(self.names, field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        field.setCompleter(completer)
        return field


class GenresTable(DialogTable):
    """Space ticks, Enter edits what the genre belongs to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = GenreRows()
        self.rows.setParent(self)
        self._order = QSortFilterProxyModel(self)
        self._order.setSourceModel(self.rows)
        self._order.setSortRole(_SORT)
        self.setModel(self._order)
        self.setSortingEnabled(True)
        self.sortByColumn(Column.TRACKS, Qt.SortOrder.DescendingOrder)
        self.setAccessibleName(self.tr("Genres of the examples"))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self._parents = _ParentField(self)
        self.setItemDelegateForColumn(Column.PARENT, self._parents)
        self.set_widths(168, 64, 64, 144)

    def fill(self, counts: Sequence[GenreCount], vocabulary: Vocabulary) -> None:
        self._parents.names.setStringList(list(vocabulary.names))
        self.rows.fill(counts, vocabulary)

    def edit_parent(self) -> None:
        index = self.currentIndex().siblingAtColumn(Column.PARENT)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self.edit_parent()
        elif event.key() == Qt.Key.Key_Space and not editing:
            self._tick()
        else:
            super().keyPressEvent(event)

    def _tick(self) -> None:
        """Every genre that is selected, in the way that the current one is not."""
        current = self.currentIndex().siblingAtColumn(Column.GENRE)
        if not current.isValid():
            return
        state = current.data(Qt.ItemDataRole.CheckStateRole)
        chosen = self.selectionModel().selectedRows() or [current]
        places = [self._order.mapToSource(index).row() for index in chosen]
        names = [self.rows.counts[place].genre for place in places]
        self.rows.set_learned(names, Qt.CheckState(state) != Qt.CheckState.Checked)
