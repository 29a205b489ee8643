"""The list of models: one is looked at, two are compared, a name is changed in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tagger.ui import icons, theme
from tagger.ui.text import plain, tooltip
from tagger.workflow.model_card import ModelCard

_AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class _Rows(QAbstractListModel):
    renamed = Signal(object, str)
    """The card, and the name that the person typed; the row keeps its name until it is so."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: tuple[ModelCard, ...] = ()

    def fill(self, cards: Sequence[ModelCard]) -> None:
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        name = plain(card.info.name)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{name} · {self._state(card)}" if self._state(card) else name
            case Qt.ItemDataRole.EditRole:
                return name
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(plain(card.info.error or card.info.name, 1000))
            case Qt.ItemDataRole.DecorationRole if card.info.error:
                return icons.icon("failed", "bad")
            case Qt.ItemDataRole.DecorationRole if card.active:
                return icons.icon("accept", "good")
            case Qt.ItemDataRole.DecorationRole:
                return icons.icon("train", "muted")
            case Qt.ItemDataRole.ForegroundRole if card.info.error:
                return QColor(theme.colors().bad)
        return None

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._can_be_renamed(self.cards[index.row()]):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: _AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.EditRole and str(value) != plain(card.info.name):
            self.renamed.emit(card, str(value))
        return False

    def _can_be_renamed(self, card: ModelCard) -> bool:
        return card.named and not card.is_bundled

    def _state(self, card: ModelCard) -> str:
        if card.info.error:
            return self.tr("cannot be used")
        return self.tr("in use") if card.active else ""


class _NameField(QStyledItemDelegate):
    """The field in which a name is changed."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: _AnyIndex
    ) -> QWidget:
        field = QLineEdit(parent)
        field.setAccessibleName(self.tr("Name of the model"))
        return field


class ModelsList(QListView):
    """F2 renames in place, Enter uses, Delete deletes."""

    chosen = Signal()
    """Another model is looked at, or others are selected."""
    renamed = Signal(object, str)
    use_asked = Signal()
    rename_asked = Signal()
    delete_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows()
        self._rows.setParent(self)
        self.setModel(self._rows)
        self.setAccessibleName(self.tr("Models"))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_NameField(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._rows.renamed.connect(self.renamed)
        self.doubleClicked.connect(lambda _: self.use_asked.emit())
        self.selectionModel().selectionChanged.connect(lambda: self.chosen.emit())

    @property
    def cards(self) -> tuple[ModelCard, ...]:
        return self._rows.cards

    def fill(self, cards: Sequence[ModelCard], chosen: str) -> None:
        """Show these, and look at the one called `chosen`, else at the one in use."""
        self._rows.fill(cards)
        names = [card.info.name for card in cards]
        active = next((row for row, card in enumerate(cards) if card.active), 0)
        self.look_at(names.index(chosen) if chosen in names else active)

    def look_at(self, row: int) -> None:
        """Select this one alone, whatever keys are held: Qt's own way reads the keyboard."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self._rows.index(row, 0), flags.ClearAndSelect)

    def edit_name(self) -> None:
        """Open the field for the name of the model that is looked at."""
        self.edit(self.currentIndex())

    def selected(self) -> list[ModelCard]:
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._rows.cards[row] for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QListView.State.EditingState:
            # What the name's field leaves over, as Enter is, must not act on the model.
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.use_asked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.rename_asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)
