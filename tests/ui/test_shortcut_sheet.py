"""The sheet of shortcuts, and the table that it shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tagger.ui.main_window import MainWindow
from tagger.ui.review.shortcut_sheet import ShortcutSheet
from tagger.ui.review.shortcuts import Key, keys_text, parts, says, tip

from .conftest import FillCatalog, OpenWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(open_window: OpenWindow, fill_catalog: FillCatalog) -> MainWindow:
    fill_catalog(5)
    window = open_window()
    window.table.setFocus()
    return window


def sheets(window: MainWindow) -> list[ShortcutSheet]:
    return [sheet for sheet in window.findChildren(ShortcutSheet) if sheet.isVisible()]


@pytest.mark.parametrize("key", [Qt.Key.Key_Question, Qt.Key.Key_F1])
def test_a_key_opens_the_sheet_and_escape_closes_it(
    window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    QTest.keyClick(window.table, key)
    qtbot.waitUntil(lambda: len(sheets(window)) == 1)
    QTest.keyClick(sheets(window)[0], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: sheets(window) == [])


def test_the_sheet_lists_every_shortcut_with_its_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.toolbar.shortcuts.trigger()
    qtbot.waitUntil(lambda: len(sheets(window)) == 1)
    (sheet,) = sheets(window)
    shown = {label.accessibleName() for label in sheet.findChildren(QLabel)}
    listed = [key for _, keys in parts() for key in keys]
    assert sorted(listed, key=list(Key).index) == list(Key)
    for key in Key:
        assert f"{', '.join(keys_text(key))}: {says(key)}" in shown


def test_a_question_mark_in_the_filter_is_typed(window: MainWindow) -> None:
    window.toolbar.filter.setFocus()
    QTest.keyClick(window.toolbar.filter, Qt.Key.Key_Question, SHIFT)
    assert window.toolbar.filter.text() == "?" and sheets(window) == []


def test_whatever_has_a_shortcut_in_the_window_is_in_the_table(window: MainWindow) -> None:
    known = {QKeySequence(text).toString() for key in Key for text in key.value}
    bound = {keys.toString() for action in window.actions() for keys in action.shortcuts()}
    bound |= {each.key().toString() for each in window.findChildren(QShortcut)}
    assert bound <= known
    assert len(bound) > 20


def test_no_two_shortcuts_share_a_key() -> None:
    keys = [QKeySequence(text).toString() for key in Key for text in key.value]
    assert len(keys) == len(set(keys))


def test_tooltips_come_from_the_table(window: MainWindow) -> None:
    assert window.inspector.accept_button.toolTip() == tip(Key.ACCEPT)
    assert window.inspector.reject_button.toolTip() == tip(Key.REJECT)
    assert window.toolbar.write.toolTip() == tip(Key.WRITE)
    assert keys_text(Key.ACCEPT) == ["Enter"] and tip(Key.ACCEPT).endswith("(Enter)")
