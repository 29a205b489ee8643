"""The window over a library: what is shown, what keys do, what comes back after a restart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.records import AnalysisStatus, DecisionKind, GenreScore, Suggestion
from tagger.ui.library.lines import Column
from tagger.ui.library.sidebar import View
from tagger.ui.main_window import MainWindow
from tagger.ui.review.genre_dialog import GenreDialog
from tagger.ui.settings.dialog import SettingsDialog
from tagger.workflow.review import ReviewState
from tagger.workflow.session import Session

from .conftest import KEY, FillCatalog, MakeMusic, OpenWindow, line_named


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(window.table, key)


def shown_titles(window: MainWindow) -> list[str]:
    return [line.title for line in window.controller.rows.shown()]


def drop(window: MainWindow, *urls: QUrl) -> bool:
    data = QMimeData()
    data.setUrls(list(urls))
    action, button, modifier = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(400, 300), action, data, button, modifier)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if not enter.isAccepted():
        return False
    assert window.adding.overlay.isVisible()
    event = QDropEvent(QPointF(400, 300), action, data, button, modifier)
    QApplication.sendEvent(window, event)
    assert not window.adding.overlay.isVisible()
    return event.isAccepted()


def wait_idle(window: MainWindow, qtbot: QtBot) -> None:
    runner, rows = window.controller.runner, window.controller.rows
    qtbot.waitUntil(lambda: not runner.busy and rows.settled, timeout=60_000)


def test_an_empty_library_asks_for_music(open_window: OpenWindow) -> None:
    window = open_window()
    assert window.pages.currentWidget() is window.pages.drop_target
    assert window.pages.drop_target.button.isEnabled()
    assert not window.toolbar.write.isEnabled()


def test_a_dropped_folder_becomes_rows_and_then_suggestions(
    open_window: OpenWindow, make_music: MakeMusic, model_file, qtbot: QtBot
) -> None:
    window = open_window()
    assert drop(window, QUrl.fromLocalFile(str(make_music(3))))
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 3, timeout=30_000)
    assert window.pages.currentWidget() is window.table
    assert shown_titles(window) == ["Song 0", "Song 1", "Song 2"]
    wait_idle(window, qtbot)
    rows = window.controller.rows
    qtbot.waitUntil(lambda: all(line.sure is not None for line in rows.shown()), timeout=30_000)
    assert rows.library.states[ReviewState.WAITING] == 0


def test_a_dropped_link_to_the_web_is_not_taken(open_window: OpenWindow) -> None:
    assert not drop(open_window(), QUrl("https://example.org/song.mp3"))


def test_the_inspector_shows_what_was_heard(
    open_window: OpenWindow, make_music: MakeMusic, model_file, qtbot: QtBot
) -> None:
    window = open_window()
    window.add([make_music(1)])
    wait_idle(window, qtbot)
    window.table.selectRow(0)
    inspector = window.inspector
    qtbot.waitUntil(lambda: inspector.spectrogram.passages > 0, timeout=30_000)
    qtbot.waitUntil(lambda: inspector.bars.genre(1) is not None, timeout=30_000)
    assert inspector.title.text() == "Song 0"
    qtbot.waitUntil(inspector.change.isVisible, timeout=10_000)
    assert inspector.change.text().startswith("Genre: Other → ")


def test_a_file_that_is_no_music_ends_up_in_the_list_of_what_failed(
    open_window: OpenWindow, make_music: MakeMusic, model_file, qtbot: QtBot
) -> None:
    folder = make_music(1)
    broken = folder / "broken.mp3"
    broken.write_bytes(b"this is no sound at all")
    window = open_window()
    window.add([folder])
    wait_idle(window, qtbot)
    qtbot.waitUntil(window.strip.problems.isVisible, timeout=10_000)
    assert window.strip.problems.text() == "1 failed"
    problems = window.problems.all()
    assert [problem.path for problem in problems] == [broken]
    assert problems[0].reason
    broken.unlink()
    window.controller.retry(problems)
    wait_idle(window, qtbot)
    qtbot.waitUntil(
        lambda: window.controller.rows.library.states[ReviewState.ABSENT] == 1, timeout=10_000
    )


def test_typing_filters_the_rows(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(50)
    window = open_window()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.toolbar.filter.hasFocus()
    QTest.keyClicks(window.toolbar.filter, "jazz  TITLE 00001")
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() < 50)
    assert shown_titles(window) == ["Title 000010", "Title 000015"]
    window.toolbar.filter.setText("no such thing")
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.pages.message)
    assert "No track matches" in window.pages.message.label.text()
    window.toolbar.filter.setText("colour:blue")
    qtbot.waitUntil(lambda: "names no field" in window.pages.message.label.text())
    QTest.keyClick(window.toolbar.filter, Qt.Key.Key_Escape)
    assert window.controller.rows.rowCount() == 50


def test_the_sidebar_counts_and_shows_its_views(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(50)
    window = open_window()
    rows = window.controller.rows
    qtbot.waitUntil(lambda: window.sidebar.count_of(View()) == 50)
    unsure = window.sidebar.count_of(View(ReviewState.UNSURE))
    assert 0 < unsure < 50
    window.sidebar.show_view(View(ReviewState.UNSURE))
    assert rows.rowCount() == unsure
    window.sidebar.show_view(View(genre="Jazz"))
    assert {line.suggestion for line in rows.shown()} == {"Jazz"}
    assert rows.rowCount() == window.sidebar.count_of(View(genre="Jazz"))


def test_a_whole_review_needs_nothing_but_the_keyboard(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(6)
    window = open_window()
    window.table.setFocus()
    window.table.selectRow(0)

    def state(number: int) -> ReviewState:
        return line_named(window, f"Title {number:06}").state

    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: state(0) is ReviewState.ACCEPTED)
    assert window.table.currentIndex().row() == 1
    press(window, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: state(1) is ReviewState.REJECTED)
    second = window.inspector.bars.genre(2)
    press(window, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: state(2) is ReviewState.ACCEPTED)
    line = line_named(window, "Title 000002")
    assert line.suggestion == second and line.row.decision is not None
    assert line.row.decision.kind is DecisionKind.CHOSEN
    press(window, Qt.Key.Key_E)
    dialog = window.findChild(GenreDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.field)
    QTest.keyClicks(dialog.field, "Bebop; Cool Jazz")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line_named(window, "Title 000003").suggestion == "Bebop, Cool Jazz")
    window.activateWindow()
    window.table.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.table)
    window.table.selectRow(0)
    press(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: state(0) is not ReviewState.ACCEPTED)
    press(window, Qt.Key.Key_Down)
    assert window.table.currentIndex().row() == 1


@pytest.fixture
def rock_and_blues(fill_catalog: FillCatalog, place: Home) -> None:
    """Three tracks; the first is likely to be both."""
    fill_catalog(3)
    scores = [("Rock", 0.6), ("Blues", 0.3), ("Jazz", 0.1)]
    said = Suggestion(
        AnalysisStatus.OK, tuple(GenreScore(*score) for score in scores), unsure=False, likely=2
    )
    with Session.open(place) as session:
        session.suggestions.store(KEY, [(session.tracks.all()[0].identity, said)])


@pytest.mark.usefixtures("rock_and_blues")
def test_several_likely_genres_are_shown_and_accepted_together(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    window.table.setFocus()
    window.table.selectRow(0)
    assert line_named(window, "Title 000000").suggestion == "Rock, Blues"
    names = [
        button.accessibleName() for button in window.inspector.bars.findChildren(QAbstractButton)
    ]
    assert names[:3] == ["Rock, 60%, suggested", "Blues, 30%, suggested", "Jazz, 10%"]
    qtbot.waitUntil(window.inspector.change.isVisible, timeout=10_000)
    assert window.inspector.change.text() == "Genre: none → Rock, Blues"
    press(window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line_named(window, "Title 000000").state is ReviewState.ACCEPTED)
    decision = line_named(window, "Title 000000").row.decision
    assert decision is not None
    assert (decision.kind, decision.genres) == (DecisionKind.ACCEPTED, ("Rock", "Blues"))
    window.table.selectRow(0)
    press(window, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: line_named(window, "Title 000000").suggestion == "Blues")


@pytest.mark.usefixtures("rock_and_blues")
def test_the_settings_can_limit_suggestions_to_the_best_genre(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    window.toolbar.settings.trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    field = dialog.fields["genres_per_track"]
    assert isinstance(field, QSpinBox) and (field.minimum(), field.maximum()) == (1, 3)
    field.setValue(1)
    dialog.findChildren(QDialogButtonBox)[0].accepted.emit()
    qtbot.waitUntil(lambda: line_named(window, "Title 000000").suggestion == "Rock")


def test_scrolling_through_the_settings_changes_none(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.toolbar.settings.trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    dialog.fields["workers"].setFocus()
    field = dialog.fields["windows"]
    assert isinstance(field, QSpinBox)
    before = field.value()
    middle = QPointF(field.rect().center())
    wheel = QWheelEvent(
        middle, field.mapToGlobal(middle), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, wheel)
    assert field.value() == before
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QApplication.sendEvent(field, wheel)
    assert field.value() == before - 1


def test_typing_in_the_filter_decides_nothing(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(5)
    window = open_window()
    window.table.selectRow(0)
    window.toolbar.filter.setFocus()
    QTest.keyClicks(window.toolbar.filter, "e1u")
    QTest.keyClick(window.toolbar.filter, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: not window._filter_timer.isActive())
    assert window.findChild(GenreDialog) is None
    assert not any(line.row.decision for line in window.controller.rows.library.lines.values())


def test_several_selected_rows_are_decided_together(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(10)
    window = open_window()
    window.table.selectAll()
    assert "10 tracks selected" in window.inspector.title.text()
    window.inspector.accept_button.click()
    rows = window.controller.rows
    qtbot.waitUntil(lambda: rows.library.states[ReviewState.ACCEPTED] == 10)
    assert len(window.table.selected()) == 10
    qtbot.waitUntil(window.toolbar.write.isEnabled)
    assert window.toolbar.write.text() == "Write 10"


def test_accept_all_takes_only_what_the_model_is_sure_of(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(30)
    window = open_window()
    states = window.controller.rows.library.states
    unsure, sure = states[ReviewState.UNSURE], states[ReviewState.TO_REVIEW]
    window.toolbar.accept_menu.aboutToShow.emit()
    assert str(sure) in window.toolbar.accept_sure.text()
    window.toolbar.accept_sure.trigger()
    qtbot.waitUntil(lambda: window.controller.rows.library.states[ReviewState.ACCEPTED] == sure)
    assert window.controller.rows.library.states[ReviewState.UNSURE] == unsure


def test_view_sort_columns_and_size_come_back_after_a_restart(
    open_window: OpenWindow, fill_catalog: FillCatalog, place: Home
) -> None:
    fill_catalog(40)
    window = open_window()
    window.resize(760, 560)
    window.table.sortByColumn(Column.SURE, Qt.SortOrder.DescendingOrder)
    window.table.setColumnWidth(Column.ARTIST, 173)
    window.sidebar.show_view(View(ReviewState.TO_REVIEW))
    order = shown_titles(window)
    window.close()
    assert (place.data / "window.ini").is_file()
    again = open_window()
    assert shown_titles(again) == order
    assert again.sidebar.view == View(ReviewState.TO_REVIEW)
    assert again.table.columnWidth(Column.ARTIST) == 173
    assert again.size() == window.size()


def test_hostile_metadata_is_never_drawn_as_html(
    open_window: OpenWindow, fill_catalog: FillCatalog
) -> None:
    fill_catalog(3, titles=lambda i: f"<h1>Big {i}</h1>\n<img src='http://x/'>\x00")
    window = open_window()
    window.table.selectRow(0)
    assert window.inspector.title.text().startswith("<h1>Big 0</h1> <img")
    for label in window.findChildren(QLabel):
        if label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()


def test_every_control_has_a_name_for_screen_readers(open_window: OpenWindow) -> None:
    window = open_window()
    kinds = (QAbstractButton, QLineEdit, QComboBox, QProgressBar)
    controls = [w for w in window.findChildren(QWidget) if isinstance(w, kinds)]
    assert len(controls) > 12
    nameless = [
        control
        for control in controls
        if control.isVisible() and control.width() > 0
        if not (control.accessibleName() or getattr(control, "text", str)())
        if not isinstance(control.parent(), QLineEdit) and control.metaObject().className()
        not in ("QTableCornerButton",)
    ]  # fmt: skip
    assert nameless == []
    assert window.table.accessibleName() and window.sidebar.accessibleName()


@pytest.mark.parametrize("word", ["Enter", "Ctrl+Z", "Ctrl+F", "Ctrl+O"])
def test_tooltips_tell_the_shortcuts(open_window: OpenWindow, word: str) -> None:
    window = open_window()
    tips = [action.toolTip() for action in window.actions()] + [window.toolbar.filter.toolTip()]
    assert any(word in tip for tip in tips)
