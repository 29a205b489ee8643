"""The key that says that the person is unsure too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tagger.workflow.review import ReviewState

from .conftest import FillCatalog, OpenWindow, line_named


def test_u_says_that_the_person_is_unsure_too(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(6)
    window = open_window()
    window.table.setFocus()
    window.table.selectRow(4)
    assert line_named(window, "Title 000004").state is ReviewState.TO_REVIEW
    inspector = window.inspector
    assert inspector.unsure_button.isVisible() and not inspector.back_button.isVisible()
    QTest.keyClick(window.table, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: line_named(window, "Title 000004").state is ReviewState.UNSURE)
    assert window.table.currentIndex().row() == 5
    window.table.selectRow(4)
    assert inspector.back_button.isVisible() and not inspector.unsure_button.isVisible()
    rows = window.controller.rows
    assert rows.library.states[ReviewState.TO_REVIEW] > 0
    window.review.accept_sure()
    qtbot.waitUntil(lambda: rows.library.states[ReviewState.TO_REVIEW] == 0)
    assert line_named(window, "Title 000004").state is ReviewState.UNSURE
    qtbot.mouseClick(inspector.back_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: line_named(window, "Title 000004").state is ReviewState.TO_REVIEW)
