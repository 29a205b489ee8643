"""The table of genre values, made for the keyboard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tagger.genres.offers import torn
from tagger.genres.vocabulary import Vocabulary
from tagger.ui.plain_table import AnyIndex, DialogTable
from tagger.ui.review.genre_dialog import GenreCompleter
from tagger.ui.tidy.rows import Column, TidyRow, TidyRows

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Field(QStyledItemDelegate):
    """A field that completes genre names, also behind a semicolon."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.names: list[str] = []

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        field = QLineEdit(parent)
        field.setObjectName("cellField")
        field.setAccessibleName(self.tr("What becomes of this genre"))
        field.setCompleter(GenreCompleter(self.names, field))
        return field


class TidyTable(DialogTable):
    """Enter takes what is offered, Backspace takes back, Delete deletes, S splits, E edits."""

    joining = Signal()
    """Several values are to become one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = TidyRows()
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.setSortingEnabled(True)
        self.sortByColumn(Column.TRACKS, Qt.SortOrder.DescendingOrder)
        self.setAccessibleName(self.tr("Genre values"))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self._field = _Field(self)
        self._vocabulary: Vocabulary | None = None
        self.setItemDelegateForColumn(Column.BECOMES, self._field)
        self.set_widths(200, 64, 216)
        self._keys = {
            Qt.Key.Key_Backspace: self.take_back,
            Qt.Key.Key_Delete: self.delete,
            Qt.Key.Key_S: self.split,
            Qt.Key.Key_E: self.rename,
            Qt.Key.Key_Space: self.tick,
        }

    def know(self, vocabulary: Vocabulary, values: Iterable[str]) -> None:
        """What is completed: the vocabulary, and what the files hold besides."""
        self._vocabulary = vocabulary
        names = dict.fromkeys([*vocabulary.names, *values])
        self._field.names = sorted(names, key=str.casefold)

    @property
    def names(self) -> list[str]:
        return self._field.names

    def chosen(self) -> list[TidyRow]:
        return [self.rows.rows[place] for place in self.selected_rows()]

    def take(self) -> None:
        self.rows.change(self.selected_rows(), TidyRow.take)

    def take_back(self) -> None:
        self.rows.change(self.selected_rows(), TidyRow.take_back)

    def delete(self) -> None:
        self.become(())

    def become(self, genres: tuple[str, ...]) -> None:
        self.rows.change(self.selected_rows(), lambda row: row.set(genres))

    def split(self) -> None:
        """At every sign that may join genres; where there is none, the person says how."""
        vocabulary = self._vocabulary
        if vocabulary is None:
            return
        parts = {row.held.value: torn(row.held.value, vocabulary) for row in self.chosen()}
        places = self.selected_rows()
        able = [p for p in places if len(parts[self.rows.rows[p].held.value]) > 1]
        self.rows.change(able, lambda row: row.set(parts[row.held.value]))
        if len(places) == 1 and not able:
            self.rename()

    def rename(self) -> None:
        """Edit what becomes of a value, or ask what several are to be."""
        places = self.selected_rows()
        if len(places) > 1:
            self.joining.emit()
        elif places:
            index = self.rows.index(places[0], Column.BECOMES)
            self.setCurrentIndex(index)
            self.edit(index)

    def tick(self) -> None:
        """All that are selected in the way that the first one is not."""
        chosen = self.chosen()
        off = bool(chosen) and chosen[0].taken
        self.rows.change(self.selected_rows(), TidyRow.untick if off else TidyRow.take)

    def select_value(self, value: str) -> None:
        """Go to a value, or to the first one where that is not shown."""
        place = max(self.rows.place_of(value), 0)
        if self.rows.rowCount():
            self.selectionModel().setCurrentIndex(
                self.rows.index(place, Column.VALUE),
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.state() == QAbstractItemView.State.EditingState or not plain:
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            places = self.selected_rows()
            self.take()
            if len(places) == 1 and places[0] + 1 < self.rows.rowCount():
                self.selectRow(places[0] + 1)
        elif (work := self._keys.get(Qt.Key(event.key()))) is not None:
            work()
        else:
            super().keyPressEvent(event)
