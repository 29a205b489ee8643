"""Any other genre, by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tagger.ui.review.genre_dialog import GenreDialog

from .conftest import FillCatalog, OpenWindow


@pytest.mark.parametrize("focused", [True, False])
def test_a_genre_typed_after_e_leads_on_to_the_next_track(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot, focused: bool
) -> None:
    """Who was in the table goes on there; who pressed the panel's button stays with the track."""
    fill_catalog(5)
    window = open_window()
    table = window.table
    table.selectRow(1)
    id_ = table.tracks.line_at(1).id
    if focused:
        table.setFocus()
        qtbot.waitUntil(table.hasFocus)
        QTest.keyClick(table, Qt.Key.Key_E)
    else:
        window.inspector.other_button.setFocus()
        qtbot.waitUntil(lambda: not table.hasFocus())
        window.inspector.other_button.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(GenreDialog)))
    [dialog] = window.findChildren(GenreDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.field.setText("Zouk")
    # On a screen the system gives the focus back a moment after the answer.
    dialog.accepted.emit()
    dialog.reject()
    qtbot.waitUntil(lambda: table.tracks.library.lines[id_].names == ("Zouk",), timeout=10_000)
    assert table.currentIndex().row() == (2 if focused else 1)
