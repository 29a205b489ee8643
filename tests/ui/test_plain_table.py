"""Tables in dialogs stay quick with thousands of rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tagger.ui.plain_table import AnyIndex, DialogTable, Rows


class Numbers(Rows[int]):
    asked = 0

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return str(self.rows[index.row()]) if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        self.asked += 1
        return super().flags(index)


def test_the_head_is_drawn_without_asking_thousands_of_selected_rows(qtbot: QtBot) -> None:
    table, numbers = DialogTable(), Numbers(("One", "Two", "Three"))
    qtbot.addWidget(table)
    numbers.setParent(table)
    table.setModel(numbers)
    numbers.fill(range(5000))
    table.resize(600, 400)
    table.show()
    table.selectAll()
    assert len(table.selected_rows()) == 5000
    numbers.asked = 0
    table.horizontalHeader().grab()
    assert numbers.asked < 100
