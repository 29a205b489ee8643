"""Tables in dialogs stay quick with thousands of rows, and rows are selected as is meant."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tagger.ui.plain_table import AnyIndex, DialogTable, PlainTable, Rows

from .hands import HELD, held


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


@pytest.fixture
def letters(qtbot: QtBot) -> PlainTable:
    table = PlainTable(["Letter", "Case"])
    qtbot.addWidget(table)
    table.fill([(letter, "lower") for letter in "abcdef"])
    return table


@pytest.mark.parametrize("key", HELD, ids=lambda key: key.name)
def test_a_row_is_selected_alone_whatever_key_is_held(letters: PlainTable, key: Qt.Key) -> None:
    with held(letters, key):
        for row in (3, 3, 1):
            letters.selectRow(row)
            assert letters.selected_rows() == [row] and letters.currentIndex().row() == row
        letters.select_rows([1, 2, 4])
        assert letters.selected_rows() == [1, 2, 4] and letters.currentIndex().row() == 1


def test_a_row_that_is_not_there_is_not_selected(letters: PlainTable) -> None:
    letters.selectRow(2)
    for row in (-1, 6):
        letters.selectRow(row)
        assert letters.selected_rows() == [2]


def test_keys_extend_from_the_row_that_was_selected(letters: PlainTable) -> None:
    letters.show()
    letters.selectRow(2)
    for _ in range(2):
        QTest.keyClick(letters, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert letters.selected_rows() == [2, 3, 4]
