"""Every list and table of the window keeps Qt's rules for item models, whatever is done to it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractProxyModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.modeltest import ModelTester

from tagger.training.crates import Crate
from tagger.ui.library.grouping import GroupBy
from tagger.ui.library.lines import Column
from tagger.ui.plain_table import PlainTable
from tagger.ui.training.playlists_dialog import PlaylistsDialog

from . import scene as scenes
from .scene import OPENERS, Scene, opened, settle

# The window of this file outlives each of its tests.
pytestmark = pytest.mark.leaves_threads
KINDS = pytest.mark.parametrize("kind", OPENERS, ids=lambda kind: kind.__name__)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Scene]:
    scene = scenes.small(tmp_path_factory)
    yield scene
    scenes.close(scene.window)


def models_of(top: QWidget) -> list[QAbstractItemModel]:
    """Every model of ours that something in a window shows, each once, and what filters them.

    Those within Qt's own list widgets and boxes are Qt's to test.
    """
    found = [view.model() for view in top.findChildren(QAbstractItemView)]
    found += [m.sourceModel() for m in found if isinstance(m, QAbstractProxyModel)]
    ours = (m for m in found if type(m).__module__.startswith("tagger"))
    proxies = (m for m in found if isinstance(m, QAbstractProxyModel))
    return list({id(model): model for model in (*ours, *proxies)}.values())


def use(top: QWidget) -> None:
    """Select, sort, tick and search, as a person may in any order."""
    for table in top.findChildren(QTableView):
        model = table.model()
        if model is None:
            continue
        table.selectAll()
        for column in range(model.columnCount(QModelIndex())):
            model.sort(column, Qt.SortOrder.DescendingOrder)
            index = model.index(0, column)
            if index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                state = index.data(Qt.ItemDataRole.CheckStateRole)
                other = Qt.CheckState.Unchecked if state else Qt.CheckState.Checked
                model.setData(index, other, Qt.ItemDataRole.CheckStateRole)
    for field in top.findChildren(QLineEdit):
        if field.isEnabled() and not field.isReadOnly() and field.isVisible():
            for text in ("o", "nothing like it", ""):
                field.setText(text)
                settle(2)


@KINDS
def test_the_models_of_a_dialog(
    scene: Scene, qtmodeltester: ModelTester, kind: type[QDialog]
) -> None:
    with opened(scene, kind) as dialog:
        for model in models_of(dialog):
            qtmodeltester.check(model)
        use(dialog)
        settle()


def test_the_models_of_the_window(scene: Scene, qtmodeltester: ModelTester) -> None:
    window = scene.window
    models = models_of(window)
    assert window.controller.rows in models
    for model in models:
        qtmodeltester.check(model)
    rng = random.Random(1)
    rows = window.controller.rows
    lines = list(rows.library.lines.values())
    for step in range(30):
        match step % 5:
            case 0:
                window.table.group_by.choose(rng.choice(list(GroupBy)))
            case 1:
                window.table.sortByColumn(rng.choice(list(Column)), Qt.SortOrder.DescendingOrder)
            case 2:
                window.toolbar.filter.setText(rng.choice(("song", "2", "genre:rock", "")))
                window._apply_filter()
            case 3:
                rows.update_lines((), gone=[rng.choice(lines).id])
            case _:
                rows.update_lines(lines)
        scenes.wait(lambda: rows.settled)
    window.toolbar.filter.clear()
    window.table.group_by.choose(GroupBy.NONE)
    scenes.wait(lambda: rows.rowCount() == len(lines))
    settle()


def test_the_completion_of_the_filter(scene: Scene, qtmodeltester: ModelTester) -> None:
    box = scene.window.toolbar.filter
    qtmodeltester.check(box.popup.model())
    box.setFocus()
    for typed in ("g", "ge", "genre:", "artist:s", "nothing at all", ""):
        box.setText(typed)
        box.textEdited.emit(typed)
        settle(2)
    box.popup.hide()


def test_playlists_while_they_are_ticked_and_sought(
    scene: Scene, qtmodeltester: ModelTester
) -> None:
    crates = [Crate(f"List {n}", Path("/music/all.m3u"), ("/a.mp3",) * (n % 3)) for n in range(30)]
    dialog = PlaylistsDialog(crates, scene.window)
    qtmodeltester.check(dialog.rows)
    shown = dialog.list.model()
    assert shown is not None
    qtmodeltester.check(shown)
    for typed in ("1", "list 2", "no such", ""):
        dialog.filter.setText(typed)
        dialog.rows.tick([3, 4], typed == "1")
    dialog.deleteLater()


def test_a_plain_table_that_is_filled_anew(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    table = PlainTable(["One", "Two"])
    model = table.model()
    assert model is not None
    qtmodeltester.check(model)
    for count in (3, 0, 1, 200):
        table.fill([(str(n), "x") for n in range(count)])
        assert len(table.rows()) == count
