"""The training dialogs beside all else: names for screen readers, other work, sizes, forgetting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tagger.measures import Share
from tagger.model.library import load_model
from tagger.training.comparison import Comparison
from tagger.training.learner import BLEND, REFINED
from tagger.training.selection import Trial
from tagger.ui import theme
from tagger.ui.labels import PlainLabel
from tagger.ui.training.confusion_view import ConfusionView
from tagger.ui.training.dialog import Step
from tagger.ui.training.findings import Group
from tagger.ui.training.models_dialog import ModelsDialog
from tagger.ui.training.result_text import method_text
from tagger.ui.training.sources import Sources
from tagger.ui.training.taught_dialog import TaughtDialog
from tagger.workflow.lessons import examples_of_model
from tagger.workflow.library_view import AnalyseLibrary

from .conftest import MakeGenres, OpenWindow
from .test_window import wait_idle
from .train_steps import finished, gather, go_on, in_use, opened, trained

pytestmark = pytest.mark.usefixtures("model_file")
SPOKEN_OF = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, ConfusionView)


def nameless(top: QWidget) -> list[str]:
    found = [each for kind in SPOKEN_OF for each in top.findChildren(kind)]
    return [
        type(each).__name__
        for each in found
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not each.accessibleName()
        # Parts of Qt's own widgets: the popup of a list, the corner of a table.
        and type(each).__module__.startswith("tagger")
    ]


def test_every_control_has_a_name_and_fits_into_a_small_window(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = trained(window, qtbot, make_genres("Jazz", "Klezmer"))
    dialog.resize(1024, 700)
    assert dialog.minimumSizeHint().width() <= 1024
    assert dialog.minimumSizeHint().height() <= 700
    assert not nameless(dialog)
    for button in dialog.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
    dialog.discard.click()
    finished(window, qtbot)


def test_the_dialog_comes_back_in_the_size_that_it_had(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = opened(window, qtbot)
    # As wide as it must be: the screen of the tests has no room for more.
    dialog.resize(dialog.minimumWidth(), 610)
    dialog.reject()
    finished(window, qtbot)
    assert opened(window, qtbot).height() == 610


def test_examples_are_gathered_and_checked_while_the_library_is_listened_to(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    runner = window.controller.runner
    window.add([make_genres("Unsorted", tracks=8, top="library")])
    qtbot.waitUntil(lambda: isinstance(runner.current, AnalyseLibrary), timeout=20_000)
    runner.set_paused(True)
    dialog = opened(window, qtbot)
    gather(dialog, qtbot, make_genres("Jazz", "Klezmer"))
    go_on(dialog, qtbot, Step.CHECK)
    assert runner.busy, "the analysis waits for its turn all the while"
    runner.set_paused(False)
    wait_idle(window, qtbot)


def test_going_back_keeps_what_was_answered_and_checks_anew_only_where_examples_changed(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = opened(window, qtbot)
    gather(dialog, qtbot, make_genres("Jazz", "Klezmer"))
    go_on(dialog, qtbot, Step.CHECK)
    dialog.pages.check.tabs.setCurrentIndex(3)
    dialog.pages.check.table.setFocus()
    QTest.keyClick(dialog.pages.check.table, Qt.Key.Key_K)
    material = dialog._material
    dialog.back.click()
    go_on(dialog, qtbot, Step.CHECK)
    assert dialog._material is material
    dialog.back.click()
    dialog.examples.genres.rows.set_learned(["Jazz"], False)
    go_on(dialog, qtbot, Step.CHECK)
    assert dialog._material is not material and dialog._material is not None
    assert {each.genres for each in dialog._material.examples} == {("Klezmer",)}
    dialog.pages.check.tabs.setCurrentIndex(3)


def test_a_theme_that_changes_reaches_the_open_dialog(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = opened(window, qtbot)
    theme.apply("dark")
    qtbot.waitUntil(lambda: theme.DARK.accent in dialog.steps._labels[0].styleSheet())
    theme.apply("light")
    dialog.reject()


def test_a_model_forgets_tracks_and_a_genre_that_are_removed(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = trained(window, qtbot, make_genres("Jazz", "Klezmer", "Forró"))
    dialog.use.click()
    finished(window, qtbot)
    qtbot.waitUntil(lambda: in_use(window) == "My genres", timeout=20_000)
    wait_idle(window, qtbot)
    window.training.show_models()
    (models,) = window.findChildren(ModelsDialog)
    qtbot.waitUntil(lambda: len(models.list.cards) == 2, timeout=20_000)
    models.list.look_at(0)
    assert not models.examples.isEnabled(), "the bundled model was not taught here"
    models.list.look_at(1)
    models.examples.click()
    (taught,) = models.findChildren(TaughtDialog)
    qtbot.waitUntil(lambda: len(taught.table.rows()) == 9, timeout=20_000)
    assert not nameless(taught)
    taught.filter.setText("klezmer/1.flac")
    qtbot.waitUntil(lambda: len(taught.table.rows()) == 1)
    taught.table.selectRow(0)
    asked: list[QMessageBox] = []
    taught.asking.connect(asked.append)
    taught.table.setFocus()
    QTest.keyClick(taught.table, Qt.Key.Key_Delete)
    press(asked, "Cancel")
    assert not taught._desk.busy
    taught.remove.click()
    press(asked, "Forget it")
    qtbot.waitUntil(lambda: "What is left: 8 tracks" in taught.message.text(), timeout=60_000)
    taught.filter.clear()
    qtbot.waitUntil(lambda: len(taught.table.rows()) == 8, timeout=20_000)
    forro = next(n for n, row in enumerate(taught.table.rows()) if row[2] == "Forró")
    taught.table.selectRow(forro)
    taught.menu.aboutToShow.emit()
    next(each for each in taught.menu.actions() if "Forró (3)" in each.text()[-9:]).trigger()
    press(asked, "Forget it")
    qtbot.waitUntil(lambda: "What is left: 5 tracks" in taught.message.text(), timeout=60_000)
    wait_idle(window, qtbot)
    session = window.controller.open_session()
    assert "Forró" not in session.listener().model.genres, "the model in use forgot it at once"
    learned = [each for each in examples_of_model(session, "My genres") if each.genres]
    assert len(learned) == 5
    assert "Klezmer" in load_model(session.home, "My genres").genres


def press(asked: list[QMessageBox], text: str) -> None:
    next(each for each in asked[-1].buttons() if each.text() == text).click()


def test_a_worse_model_is_not_the_default_and_what_flatters_the_other_is_said(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = trained(window, qtbot, make_genres("Jazz", "Klezmer"))
    assert dialog.use.isDefault() and not dialog.keep_only.isDefault()
    fresh = dialog._trained
    assert fresh is not None
    worse = Comparison(both=10, only_new=1, only_present=20, neither=0)
    evaluation = replace(fresh.selected.evaluation, comparison=worse, ungrouped=4)
    dialog._on_trained(
        replace(
            fresh,
            selected=replace(fresh.selected, evaluation=evaluation),
            present=replace(fresh.present, name="Mine & yours", by_heart=True),
        )
    )
    page = dialog.pages.outcome
    assert "worse than “Mine & yours”" in page.verdict.text()
    assert not dialog.use.isDefault() and dialog.keep_only.isDefault()
    assert "Mine &&" in dialog.keep_only.text(), "no letter of a name becomes a shortcut"
    assert page.optimism.isVisible() and "4 tracks" in page.optimism.text()
    told = " ".join(label.text() for label in page.findChildren(PlainLabel))
    assert "knows them by heart" in told
    assert "20 only with “Mine & yours”" in told


def test_a_way_of_learning_that_won_is_named_with_its_lead(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = trained(window, qtbot, make_genres("Jazz", "Klezmer"))
    fresh = dialog._trained
    assert fresh is not None
    ahead = Comparison(both=60, only_new=20, only_present=5, neither=15)
    trials = (
        Trial(BLEND, Share(65, 100), 0.6, Comparison(65, 0, 0, 35)),
        Trial(REFINED, Share(80, 100), 0.7, ahead),
    )
    text = method_text(
        replace(fresh, selected=replace(fresh.selected, method=REFINED, trials=trials))
    )
    assert "+15.0 points better than the plain way" in text


def test_nothing_to_learn_from_is_told_where_one_stands_and_can_be_mended(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    window = open_window()
    dialog = opened(window, qtbot)
    gather(dialog, qtbot, empty)
    assert not dialog.next.isEnabled()
    assert "no example" in dialog.examples.message.text()
    gather(dialog, qtbot)
    dialog.examples.sources.take(Sources())
    dialog.examples.drop([make_genres("Klezmer", tracks=2)])
    gather(dialog, qtbot)
    go_on(dialog, qtbot, Step.CHECK)
    dialog.pages.check.tabs.setCurrentIndex(Group.THIN)
    dialog.pages.check.table.setFocus()
    QTest.keyClick(dialog.pages.check.table, Qt.Key.Key_Return)
    dialog.next.click()
    qtbot.waitUntil(lambda: bool(dialog.pages.train.reason.text()), timeout=20_000)
    assert "all were taken out" in dialog.pages.train.reason.text()
    dialog.back.click()
    dialog.pages.check._undo()
    go_on(dialog, qtbot, Step.RESULT)
