"""Every key of the table of shortcuts, pressed in the real window, does what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.records import Policy
from tagger.ui.history.history_dialog import HistoryDialog
from tagger.ui.history.undo_dialog import UndoDialog
from tagger.ui.history.write_dialog import WriteDialog
from tagger.ui.library.grouping import GroupBy
from tagger.ui.main_window import MainWindow
from tagger.ui.review.genre_dialog import GenreDialog
from tagger.ui.review.shortcut_sheet import ShortcutSheet
from tagger.ui.review.shortcuts import Key
from tagger.ui.settings.dialog import SettingsDialog
from tagger.ui.tidy.dialog import TidyDialog
from tagger.ui.training.dialog import TrainDialog
from tagger.ui.training.models_dialog import ModelsDialog
from tagger.ui.training.teach_dialog import TeachDialog
from tagger.workflow.changes import Intent
from tagger.workflow.jobs import JobContext
from tagger.workflow.review import ReviewState
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.write import WriteJob

from .conftest import FillCatalog, MakeMusic, OpenWindow


@dataclass
class Desk:
    """The window, and hands on its keyboard."""

    window: MainWindow
    qtbot: QtBot

    def press(self, text: str) -> None:
        """Press keys where the focus is, as `QKeySequence` spells them."""
        chord = QKeySequence(text)[0]  # pyright: ignore[reportIndexIssue]
        QTest.keyClick(
            QApplication.focusWidget() or self.window, chord.key(), chord.keyboardModifiers()
        )

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=20_000)

    @property
    def rows(self) -> list[int]:
        """Where something is selected."""
        indexes = self.window.table.selectionModel().selectedRows()
        return sorted(index.row() for index in indexes)

    def state(self, number: int) -> ReviewState:
        lines = self.window.controller.rows.library.lines.values()
        return next(line for line in lines if line.title == f"Title {number:06}").state

    def opens(self, text: str, kind: type[QDialog]) -> None:
        """The key opens a dialog, which Escape closes."""
        self.press(text)
        shown = self.window.findChildren
        self.until(lambda: [each for each in shown(kind) if each.isVisible()])
        dialog = [each for each in shown(kind) if each.isVisible()][-1]
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        self.until(lambda: not [each for each in shown(kind) if each.isVisible()])


def accept(desk: Desk, text: str) -> None:
    desk.press(text)
    desk.until(lambda: desk.state(0) is ReviewState.ACCEPTED)
    assert desk.rows == [1]


def pick(desk: Desk, text: str) -> None:
    desk.until(lambda: desk.window.inspector.bars.genre(int(text)))
    genre = desk.window.inspector.bars.genre(int(text))
    desk.press(text)
    desk.until(lambda: desk.state(0) is ReviewState.ACCEPTED)
    line = next(line for line in desk.window.controller.rows.shown() if line.id == first_id(desk))
    assert line.suggestion == genre


def first_id(desk: Desk) -> int:
    lines = desk.window.controller.rows.library.lines.values()
    return next(line.id for line in lines if line.title == "Title 000000")


def at_least(desk: Desk, text: str) -> None:
    desk.press(text)
    desk.until(desk.window.sure.bar.isVisible)
    assert desk.window.sure.bar.slider.hasFocus()


def other(desk: Desk, text: str) -> None:
    desk.opens(text, GenreDialog)


def reject(desk: Desk, text: str) -> None:
    desk.press(text)
    desk.until(lambda: desk.state(0) is ReviewState.REJECTED)


def unsure(desk: Desk, text: str) -> None:
    desk.window.table.selectRow(surest(desk))
    line = desk.window.table.selected()[0]
    assert line.state is ReviewState.TO_REVIEW
    desk.press(text)
    rows = desk.window.controller.rows
    desk.until(lambda: rows.library.lines[line.id].state is ReviewState.UNSURE)


def surest(desk: Desk) -> int:
    rows = desk.window.controller.rows
    return max(range(rows.rowCount()), key=lambda row: rows.line_at(row).sure or 0)


def take_back(desk: Desk, text: str) -> None:
    before = desk.state(0)
    accept(desk, "Enter")
    desk.window.table.selectRow(0)
    desk.press(text)
    desk.until(lambda: desk.state(0) is before)


def take_back_last(desk: Desk, text: str) -> None:
    before = desk.state(0)
    accept(desk, "Enter")
    desk.window.table.selectRow(3)
    desk.press(text)
    desk.until(lambda: desk.state(0) is before)
    desk.until(lambda: desk.rows == [0])


def decide_again(desk: Desk, text: str) -> None:
    take_back_last(desk, "Ctrl+Z")
    desk.press(text)
    desk.until(lambda: desk.state(0) is ReviewState.ACCEPTED)


def up_down(desk: Desk, text: str) -> None:
    desk.window.table.selectRow(3)
    desk.press(text)
    assert desk.rows == [4 if text == "Down" else 2]


def extend(desk: Desk, text: str) -> None:
    desk.window.table.selectRow(3)
    desk.press(text)
    assert desk.rows == ([3, 4] if "Down" in text else [2, 3])


def everything(desk: Desk, text: str) -> None:
    desk.press(text)
    assert len(desk.rows) == desk.window.controller.rows.rowCount() == 12


def group(desk: Desk, text: str) -> None:
    menu, shown = desk.window.table.group_by.menu(), list[bool]()

    def close() -> None:
        shown.append(menu.isVisible())
        menu.close()

    # The key returns only once the menu is closed.
    QTimer.singleShot(100, menu, close)
    desk.press(text)
    assert shown == [True]


def grouped(desk: Desk) -> None:
    desk.window.table.group_by.choose(GroupBy.ARTIST)
    desk.window.table.setFocus()
    desk.window.table.selectRow(0)


def fold(desk: Desk, text: str) -> None:
    grouped(desk)
    count = desk.window.controller.rows.rowCount()
    desk.press(text)
    assert desk.window.controller.rows.rowCount() == count - 2


def unfold(desk: Desk, text: str) -> None:
    grouped(desk)
    count = desk.window.controller.rows.rowCount()
    desk.press("Left")
    desk.press(text)
    assert desk.window.controller.rows.rowCount() == count


def fold_all(desk: Desk, text: str) -> None:
    grouped(desk)
    desk.press(text)
    desk.until(lambda: desk.window.controller.rows.rowCount() == 7)


def unfold_all(desk: Desk, text: str) -> None:
    fold_all(desk, "Shift+Left")
    desk.press(text)
    desk.until(lambda: desk.window.controller.rows.rowCount() == 7 + 12)


def play(desk: Desk, text: str) -> None:
    asked = played(desk)
    desk.press(text)
    assert asked == ["000000.mp3"]


def played(desk: Desk) -> list[str]:
    """The names of the files that the player is asked for from now on."""
    asked: list[str] = []
    desk.window.player.play = lambda path, *_, **__: asked.append(Path(path).name)
    return asked


def following(desk: Desk, text: str) -> None:
    desk.press(text)
    assert desk.rows == [1]


def previous(desk: Desk, text: str) -> None:
    desk.window.table.selectRow(3)
    desk.press(text)
    assert desk.rows == [2]


def along(desk: Desk, text: str) -> None:
    before = desk.window.following.along.isChecked()
    desk.press(text)
    assert desk.window.following.along.isChecked() != before


def search(desk: Desk, text: str) -> None:
    desk.press(text)
    desk.until(desk.window.toolbar.filter.hasFocus)


def clear(desk: Desk, text: str) -> None:
    search(desk, "Ctrl+F")
    QTest.keyClicks(desk.window.toolbar.filter, "000003")
    desk.until(lambda: desk.window.controller.rows.rowCount() == 1)
    desk.press(text)
    assert desk.window.toolbar.filter.text() == "" and desk.window.table.hasFocus()
    assert desk.window.controller.rows.rowCount() == 12


def saved_filters(desk: Desk, text: str) -> None:
    desk.press(text)
    desk.until(desk.window.saved_filters.isVisible)
    desk.window.saved_filters.hide()


def pane(kind: str) -> Callable[[Desk, str], None]:
    def opened_and_closed(desk: Desk, text: str) -> None:
        action = getattr(desk.window.toolbar, kind)
        desk.press(text)
        assert action.isChecked()
        desk.press(text)
        assert not action.isChecked()

    return opened_and_closed


def opens(kind: type[QDialog]) -> Callable[[Desk, str], None]:
    return lambda desk, text: desk.opens(text, kind)


def rescan(desk: Desk, text: str) -> None:
    with desk.qtbot.waitSignal(desk.window.controller.runner.started, timeout=20_000):
        desk.press(text)
    desk.until(lambda: not desk.window.controller.runner.busy)


def write(desk: Desk, text: str) -> None:
    desk.press("Ctrl+A")
    with desk.qtbot.waitSignal(desk.window.controller.planning.planned, timeout=20_000):
        desk.window.review.choose("Zouk")
    desk.until(desk.window.toolbar.write.isEnabled)
    desk.opens(text, WriteDialog)


PRESSED: dict[Key, Callable[[Desk, str], None]] = {
    Key.ACCEPT: accept,
    Key.PICK: pick,
    Key.AT_LEAST: at_least,
    Key.OTHER: other,
    Key.REJECT: reject,
    Key.UNSURE: unsure,
    Key.TAKE_BACK: take_back,
    Key.TAKE_BACK_LAST: take_back_last,
    Key.DECIDE_AGAIN: decide_again,
    Key.UP_DOWN: up_down,
    Key.EXTEND: extend,
    Key.ALL: everything,
    Key.GROUP: group,
    Key.FOLD: fold,
    Key.UNFOLD: unfold,
    Key.FOLD_ALL: fold_all,
    Key.UNFOLD_ALL: unfold_all,
    Key.PLAY: play,
    Key.NEXT: following,
    Key.PREVIOUS: previous,
    Key.ALONG: along,
    Key.FILTER: search,
    Key.CLEAR_FILTER: clear,
    Key.SAVED_FILTERS: saved_filters,
    Key.MAP: pane("map"),
    Key.STATISTICS: pane("statistics"),
    Key.ADD: opens(QFileDialog),
    Key.RESCAN: rescan,
    Key.WRITE: write,
    Key.UNDO_WRITE: opens(UndoDialog),
    Key.HISTORY: opens(HistoryDialog),
    Key.TIDY: opens(TidyDialog),
    Key.TRAIN: opens(TrainDialog),
    Key.TEACH: opens(TeachDialog),
    Key.MODELS: opens(ModelsDialog),
    Key.SETTINGS: opens(SettingsDialog),
    Key.SHORTCUTS: opens(ShortcutSheet),
}
ON_FILES = {Key.RESCAN, Key.WRITE, Key.UNDO_WRITE}
"""Keys that do something to files that must be there."""


@pytest.fixture
def desk(
    request: pytest.FixtureRequest,
    open_window: OpenWindow,
    fill_catalog: FillCatalog,
    make_music: MakeMusic,
    place: Home,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    monkeypatch.setattr("tagger.ui.controller.Controller.analyse", lambda *_, **__: None)
    if request.getfixturevalue("key") in ON_FILES:
        with Session.open(place) as session:
            ScanJob(session, [make_music(2)]).run(JobContext())
            tracks = session.tracks.all()
            intents = [Intent(track, ("Jazz",), Policy.REPLACE, by_hand=True) for track in tracks]
            WriteJob(session, intents).run(JobContext())
    else:
        fill_catalog(12)
    window = open_window()
    window.activateWindow()
    window.table.setFocus()
    window.table.selectRow(0)
    qtbot.waitUntil(window.table.hasFocus)
    return Desk(window, qtbot)


def test_every_key_of_the_table_is_pressed_here() -> None:
    assert set(PRESSED) == set(Key)


@pytest.mark.parametrize(
    ("key", "text"),
    [(key, text) for key in PRESSED for text in key.value],
    ids=lambda value: value.name if isinstance(value, Key) else value,
)
def test_a_key_does_what_the_table_says(desk: Desk, key: Key, text: str) -> None:
    PRESSED[key](desk, text)
