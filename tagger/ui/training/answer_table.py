"""A table whose rows can be played and answered with one key each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from tagger.ui import theme
from tagger.ui.plain_table import AnyIndex, DialogTable, Rows
from tagger.ui.text import tooltip


@dataclass(frozen=True)
class AnswerRow:
    texts: tuple[str, ...]
    """The last one says what was answered."""

    @property
    def done(self) -> bool:
        return bool(self.texts[-1])


class _Rows(Rows[AnswerRow]):
    def show_again(self, rows: Sequence[AnswerRow]) -> None:
        """The same rows with other answers: what is selected stays so."""
        if len(rows) != len(self.rows):
            self.fill(rows)
            return
        self.rows = rows
        if rows:
            last = self.index(len(rows) - 1, len(self._heads) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        text = row.texts[index.column()]
        last = index.column() == len(self._heads) - 1
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"✓ {text}" if last and row.done else text
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(text)
            case Qt.ItemDataRole.FontRole if row.done and not last:
                font = QFont()
                font.setStrikeOut(True)
                return font
            case Qt.ItemDataRole.ForegroundRole if row.done:
                c = theme.colors()
                return QColor(c.good if last else c.muted)
        return None


class AnswerTable(DialogTable):
    """Space plays, Enter takes the suggestion, Delete leaves out, E names another genre, K keeps,
    Backspace takes the answer back."""

    play_asked = Signal()
    take_asked = Signal()
    out_asked = Signal()
    other_asked = Signal()
    keep_asked = Signal()
    back_asked = Signal()
    looked_at = Signal()
    """Other rows are selected."""

    def __init__(self, heads: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(heads)
        self._rows.setParent(self)
        self.setModel(self._rows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.selectionModel().selectionChanged.connect(lambda: self.looked_at.emit())
        self.doubleClicked.connect(lambda _: self.play_asked.emit())
        self._keys = {
            Qt.Key.Key_Space: self.play_asked,
            Qt.Key.Key_Return: self.take_asked,
            Qt.Key.Key_Enter: self.take_asked,
            Qt.Key.Key_Delete: self.out_asked,
            Qt.Key.Key_E: self.other_asked,
            Qt.Key.Key_K: self.keep_asked,
            Qt.Key.Key_Backspace: self.back_asked,
        }

    @property
    def rows(self) -> Sequence[AnswerRow]:
        return self._rows.rows

    def fill(self, rows: Sequence[AnswerRow], *, keep: bool = False) -> None:
        """`keep` the selection: the rows are the same ones with other answers."""
        (self._rows.show_again if keep else self._rows.fill)(rows)

    def look_at(self, row: int) -> None:
        self.selectRow(row)

    def move_on(self) -> None:
        """From one answered row to the next."""
        chosen = self.selected_rows()
        if len(chosen) == 1 and chosen[0] + 1 < len(self.rows):
            self.look_at(chosen[0] + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain_key = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain_key and key in self._keys:
            self._keys[key].emit()
        else:
            super().keyPressEvent(event)
