"""A track without music: told apart from what failed and from what the model is unsure of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.records import AnalysisStatus, Suggestion, TrackContent
from tagger.ui.library.lines import Column
from tagger.ui.library.sidebar import View
from tagger.workflow.review import ReviewState
from tagger.workflow.session import Session

from .conftest import KEY, FillCatalog, OpenWindow, line_named

SENTENCE = "No music was found in this file: only noise."


def test_a_track_without_music_says_so_and_counts_as_no_problem(
    open_window: OpenWindow, place: Home, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(6)
    with Session.open(place) as session:
        identity = session.tracks.all()[2].identity
        nothing = Suggestion(AnalysisStatus.OK, (), True, SENTENCE, TrackContent.NONE)
        session.suggestions.store(KEY, [(identity, nothing)])
    window = open_window()
    rows = window.controller.rows
    line = line_named(window, "Title 000002")
    row = rows.row_of(line.id)
    assert row is not None

    def text(column: Column, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> str:
        return rows.data(rows.index(row, column), role)

    assert (text(Column.SUGGESTION), text(Column.STATE)) == ("no music found", "No music")
    assert text(Column.STATE, Qt.ItemDataRole.ToolTipRole) == SENTENCE
    assert text(Column.SUGGESTION, Qt.ItemDataRole.ToolTipRole) == SENTENCE
    assert window.problems.all() == []
    assert "no music found" not in rows.library.genres

    window.table.selectRow(row)
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    assert line_named(window, "Title 000002").state is ReviewState.NO_MUSIC
    inspector = window.inspector
    qtbot.waitUntil(lambda: inspector.state.text() == SENTENCE)
    assert not inspector.error.isVisible()
    assert not inspector.accept_button.isEnabled()

    window.sidebar.show_view(View(state=ReviewState.NO_MUSIC))
    assert [shown.title for shown in rows.shown()] == ["Title 000002"]
