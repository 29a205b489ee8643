"""The history dialog: what changed, undo and redo of batches and of single files, search."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tagger.catalog.journal import Batch, BatchKind
from tagger.records import Policy
from tagger.ui.history.history_dialog import HistoryDialog
from tagger.ui.history.undo_dialog import UndoDialog
from tagger.ui.main_window import MainWindow
from tagger.workflow.changes import Intent
from tagger.workflow.history import HistoryLine, HistoryStatus, PastBatch, search_history
from tagger.workflow.jobs import JobContext
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.write import WriteJob

from .conftest import MakeMusic, OpenWindow
from .test_window import wait_idle
from .test_writing import dialog_of, digests, genre_of


def texts(table) -> list[tuple[str, ...]]:
    model = table.model()
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


@pytest.fixture
def window(open_window: OpenWindow, make_music: MakeMusic, place, monkeypatch) -> MainWindow:
    """Over two files that say Other, written as Jazz and then as Rock."""
    monkeypatch.setattr("tagger.ui.controller.Controller.analyse", lambda *_, **__: None)
    folder = make_music(2)
    with Session.open(place) as session:
        ScanJob(session, [folder]).run(JobContext())
        for genre in ("Jazz", "Rock"):
            tracks = session.tracks.all()
            intents = [Intent(track, (genre,), Policy.REPLACE, by_hand=True) for track in tracks]
            WriteJob(session, intents).run(JobContext())
    return open_window()


@pytest.fixture
def history(window: MainWindow, qtbot: QtBot) -> HistoryDialog:
    window.toolbar.history.trigger()
    dialog = dialog_of(window, HistoryDialog, qtbot)
    qtbot.waitExposed(dialog)
    return dialog


def agree(window: MainWindow, button: QPushButton, qtbot: QtBot) -> None:
    """Press a button of the history, agree to what is rehearsed, and wait until it is done."""
    button.click()
    dialog = dialog_of(window, UndoDialog, qtbot)
    dialog.undo.click()
    qtbot.waitUntil(lambda: window.findChild(UndoDialog) is None, timeout=20_000)
    wait_idle(window, qtbot)


def states(history: HistoryDialog) -> list[str]:
    return [row[2] for row in texts(history.table)]


def test_batches_say_from_what_to_what_and_their_files_show_it_one_by_one(
    history: HistoryDialog,
) -> None:
    assert [row[1:] for row in texts(history.table)] == [
        ("2", "Stands", "Jazz → Rock"),
        ("2", "Stands", "Other → Jazz"),
    ]
    assert texts(history.files) == [
        ("0.flac", "Jazz", "Rock", "Written"),
        ("1.flac", "Jazz", "Rock", "Written"),
    ]
    history.table.selectRow(1)
    history.files.selectRow(0)
    assert history.change.text().endswith("0.flac\nOther → Jazz")


def test_a_batch_is_undone_and_redone_and_the_dialog_follows(
    window: MainWindow, history: HistoryDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "music"
    written = digests(folder)
    assert history.undo.text() == "Undo batch (2 files)…" and not history.redo.isEnabled()
    agree(window, history.undo, qtbot)
    assert [genre_of(folder / f"{n}.flac") for n in range(2)] == [["Jazz"]] * 2
    qtbot.waitUntil(lambda: states(history) == ["Stands", "Undone", "Stands"], timeout=10_000)
    assert texts(history.table)[0][3] == "Undo: Rock → Jazz"
    chosen = history.table.chosen()
    assert chosen is not None and chosen.batch.id == 2, "what was chosen stays chosen"
    assert not history.undo.isEnabled()
    agree(window, history.redo, qtbot)
    assert digests(folder) == written
    wanted = ["Stands", "Redone", "Redone", "Stands"]
    qtbot.waitUntil(lambda: states(history) == wanted, timeout=10_000)


def test_a_single_file_is_undone_and_redone_alone(
    window: MainWindow, history: HistoryDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "music"
    written = digests(folder)
    assert not history.undo_files.isEnabled()
    history.files.selectRow(1)
    assert history.undo_files.text() == "Undo selected (1)…"
    agree(window, history.undo_files, qtbot)
    assert [genre_of(folder / f"{n}.flac") for n in range(2)] == [["Rock"], ["Jazz"]]
    qtbot.waitUntil(lambda: states(history)[1] == "Partly undone", timeout=10_000)
    assert [row[3] for row in texts(history.files)] == ["Written", "Undone"]
    assert (history.undo.isEnabled(), history.redo.isEnabled()) == (True, True)
    history.files.selectRow(1)
    assert history.redo_files.isEnabled() and not history.undo_files.isEnabled()
    agree(window, history.redo_files, qtbot)
    assert digests(folder) == written
    qtbot.waitUntil(lambda: states(history)[2] == "Redone", timeout=10_000)


def test_search_shows_the_batches_and_files_that_hold_the_words(
    history: HistoryDialog, qtbot: QtBot
) -> None:
    history.search.setText("other 1.flac")
    qtbot.waitUntil(lambda: len(texts(history.table)) == 1, timeout=10_000)
    assert texts(history.files) == [("1.flac", "Other", "Jazz", "Written")]
    assert history.undo.text() == "Undo batch (2 files)…", "the batch is still the whole batch"
    history.search.setText("klezmer")
    qtbot.waitUntil(lambda: texts(history.table) == [], timeout=10_000)
    assert history.empty.text() == "No write matches the search."
    assert not history.undo.isEnabled() and texts(history.files) == []
    history.search.clear()
    assert len(texts(history.table)) == 2 and not history.empty.isVisible()


@pytest.mark.parametrize(
    ("key", "button"), [("Ctrl+Z", "undo"), ("Ctrl+Alt+Z", "undo_files"), ("Ctrl+F", "search")]
)
def test_shortcuts_are_shown_and_work(
    history: HistoryDialog, qtbot: QtBot, key: str, button: str
) -> None:
    widget: QWidget = getattr(history, button)
    assert key in widget.toolTip()
    history.activateWindow()
    qtbot.waitUntil(history.isActiveWindow)
    history.files.selectAll()
    modifiers = Qt.KeyboardModifier.ControlModifier
    if "Alt" in key:
        modifiers |= Qt.KeyboardModifier.AltModifier
    letter = Qt.Key.Key_F if key.endswith("F") else Qt.Key.Key_Z
    if button == "search":
        QTest.keyClick(history, letter, modifiers)
        assert QApplication.focusWidget() is history.search
        return
    with qtbot.waitSignal(history.turn_asked) as asked:
        QTest.keyClick(history, letter, modifiers)
    assert asked.args is not None
    assert (asked.args[0].only is None) == (button == "undo")


def many(count: int) -> PastBatch:
    lines = tuple(
        HistoryLine(
            n,
            1,
            BatchKind.WRITE,
            1e9,
            Path(f"/m/{n:06}.flac"),
            ("Rock",),
            ("<b>Jazz</b>",),
            HistoryStatus.WRITTEN,
            None,
            BatchKind.UNDO,
        )
        for n in range(count)
    )
    past = PastBatch(Batch(1, BatchKind.WRITE, Policy.FILL, 1e9, None, count), lines)
    return search_history([past], "flac")[0]


def test_a_batch_of_100_000_files_does_not_stop_the_window(qtbot: QtBot) -> None:
    past = many(100_000)
    start = time.process_time()
    dialog = HistoryDialog([past], lambda typed, done: None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert time.process_time() - start < 0.5
    start = time.process_time()
    dialog.files.selectRow(99_999)
    dialog.fill([past])
    assert time.process_time() - start < 0.05


def test_genres_that_look_like_html_are_shown_as_they_are(qtbot: QtBot) -> None:
    dialog = HistoryDialog([many(1)], lambda typed, done: None)
    qtbot.addWidget(dialog)
    dialog.files.selectRow(0)
    assert texts(dialog.table)[0][3] == "Rock → <b>Jazz</b>"
    assert dialog.change.text().endswith("Rock → <b>Jazz</b>")
    tip = dialog.table.model().index(0, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip


def test_with_nothing_written_the_history_says_so(qtbot: QtBot) -> None:
    dialog = HistoryDialog([], lambda typed, done: None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.empty.isVisible() and dialog.empty.text() == "Nothing was written yet."
    assert not any(
        button.isEnabled()
        for button in (dialog.undo, dialog.redo, dialog.undo_files, dialog.redo_files)
    )


def test_every_control_of_the_history_has_a_name(qtbot: QtBot) -> None:
    dialog = HistoryDialog([many(2)], lambda typed, done: None)
    qtbot.addWidget(dialog)
    dialog.show()
    for widget in dialog.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            assert named, widget
