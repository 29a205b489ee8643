"""Every page that is photographed: one line in `PAGES` for each, and what leads to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QToolButton
from screenshot_stage import Stage, Steps
from screenshot_states import STATES, show_crash

from tagger.audio.harmonic import Layer
from tagger.ui.history.history_dialog import HistoryDialog
from tagger.ui.history.undo_dialog import UndoDialog
from tagger.ui.history.write_dialog import WriteDialog
from tagger.ui.library.grouping import GroupBy
from tagger.ui.problems_dialog import ProblemsDialog
from tagger.ui.review.genre_dialog import GenreDialog
from tagger.ui.review.shortcut_sheet import ShortcutSheet
from tagger.ui.settings.dialog import SettingsDialog
from tagger.workflow.example_records import Wanted
from tagger.workflow.review import ReviewState

Painter = Callable[[Stage], Steps]
"""Leads to a page and yields where it is to be photographed, once for each of its names."""


@dataclass(frozen=True)
class Page:
    names: tuple[str, ...]
    paint: Painter
    quick: bool = False
    """Among the few that show whether the whole works."""


def _main(stage: Stage) -> Steps:
    _heard(stage)
    yield


def _heard(stage: Stage) -> None:
    """Wait until the first track to review is shown with its sound and what spoke for it."""
    window = stage.window
    rows = window.controller.rows
    lines = map(rows.line_at, range(rows.rowCount()))
    ready = [line for line in lines if line.state is ReviewState.TO_REVIEW]
    if ready:
        window.table.select_ids([ready[0].id], ready[0].id)
    sound = window.inspector.sound
    stage.wait(lambda: sound.spectrogram.passages > 0)
    stage.wait(lambda: sound._explained)
    stage.settle()


def _grouped(stage: Stage) -> Steps:
    for by in (GroupBy.ALBUM, GroupBy.GENRE):
        stage.window.table.group_by.choose(by)
        stage.wait(lambda: stage.window.controller.rows.settled)
        stage.window.table.selectRow(0)
        yield


def _activate(stage: Stage) -> None:
    """Give the window the focus, which nobody does where there is no window manager."""
    stage.window.activateWindow()
    stage.wait(stage.window.isActiveWindow)


def _filter(stage: Stage) -> Steps:
    box = stage.window.toolbar.filter
    _activate(stage)
    box.setFocus()
    # The values of the library are gathered with the focus.
    stage.settle()
    QTest.keyClicks(box, "year:1960..2000 genre:r")
    stage.wait(box.popup.isVisible)
    yield
    box.popup.hide()
    box.setText("artist:")
    box.setText("year:1960..2000 -genre:rock sure:>60")
    stage.idle()
    yield
    box.setText("colour:blue")
    stage.idle()
    yield


def _selection(stage: Stage) -> Steps:
    table = stage.window.table
    rows = stage.window.controller.rows
    table.select_ids([rows.handle_at(row) for row in range(2, 11)], rows.handle_at(2))
    stage.settle()
    yield


def _sure(stage: Stage) -> Steps:
    stage.window.toolbar.at_least.trigger()
    stage.wait(lambda: stage.window.sure._counted is not None)
    stage.settle()
    yield


def _menus(stage: Stage) -> Steps:
    bar = stage.window.toolbar
    accept = next(b for b in bar.findChildren(QToolButton) if b.menu() is not None
                  and b.menu() is bar.accept_menu)  # fmt: skip
    settings = next(b for b in bar.findChildren(QToolButton) if b.menu() is not None
                    and bar.albums in b.menu().actions())  # fmt: skip
    for button in (accept, bar.write_button, bar.train_button, settings):
        with stage.popped(button.menu(), button):
            yield


def _views(stage: Stage) -> Steps:
    sidebar = stage.window.sidebar
    view = type(sidebar.view)
    sound = stage.window.inspector.sound
    for each in (view(ReviewState.UNSURE), view(conflict=True), view(ReviewState.FAILED)):
        sidebar.show_view(each)
        stage.window._apply_filter()
        stage.idle()
        stage.window.table.selectRow(0)
        stage.wait(lambda: sound.isHidden() or sound.spectrogram.passages > 0)
        stage.settle()
        yield


def _why(stage: Stage) -> Steps:
    _heard(stage)
    inspector = stage.window.inspector
    inspector.timeline.button.click()
    stage.wait(inspector.timeline.view.isVisible)
    stage.settle()
    area = inspector.findChild(QScrollArea)
    assert area is not None
    inspector.sound.layers.measure.click()
    stage.wait(inspector.sound.layers.tempo.isVisible)
    stage.settle()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    yield
    layer = inspector.sound.layers.layer
    for each in (Layer.PERCUSSIVE, Layer.HARMONIC):
        layer.setCurrentIndex(layer.findData(each))
        stage.wait(lambda: inspector.sound.layers._known)
        stage.settle()
        yield
    layer.setCurrentIndex(0)


def _other_genre(stage: Stage) -> Steps:
    stage.window.review.ask_other()
    dialog = stage.dialog(GenreDialog)
    QTest.keyClicks(dialog.field, "so")
    stage.settle()
    yield


def _map(stage: Stage) -> Steps:
    stage.window.toolbar.map.trigger()
    panel = stage.window.map.panel
    assert panel is not None
    stage.wait(lambda: panel.view is not None and panel.view.isVisible())
    stage.settle()
    yield


def _statistics(stage: Stage) -> Steps:
    stage.window.toolbar.statistics.setChecked(True)
    panel = stage.window.statistics.panel
    assert panel is not None
    stage.wait(lambda: panel.again.isEnabled())
    for tab in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(tab)
        stage.settle()
        yield


def _hints(stage: Stage) -> Steps:
    tour = stage.window.tour
    _activate(stage)
    tour._state.tour_shown = False
    tour._place = -1
    stage.settle()
    tour.offer()
    stage.wait(lambda: tour.bubble is not None)
    while tour.bubble is not None:
        yield
        tour.bubble.on.click()


def _about(stage: Stage) -> Steps:
    from tagger.ui.about.dialog import AboutDialog

    stage.window.toolbar.about.trigger()
    dialog = stage.dialog(AboutDialog)
    stage.wait(lambda: dialog._parts)
    yield


def _tidy(stage: Stage) -> Steps:
    from tagger.ui.tidy.dialog import TidyDialog

    stage.window.toolbar.tidy.trigger()
    dialog = stage.dialog(TidyDialog)
    stage.wait(lambda: dialog.table.rows.everything)
    dialog.table.setCurrentIndex(dialog.table.model().index(0, 0))
    dialog.table.selectRow(0)
    stage.settle()
    yield


def _genres(stage: Stage) -> Steps:
    from tagger.ui.genres.dialog import GenresDialog

    stage.window.preferences.show_genres(stage.window)
    dialog = stage.dialog(GenresDialog)
    stage.wait(lambda: dialog.list.model().rowCount() > 100)
    dialog.filter.setText("soul")
    dialog.list.setCurrentIndex(dialog.list.model().index(0, 0))
    stage.settle()
    yield
    dialog.tabs.setCurrentWidget(dialog.used)
    stage.settle()
    yield


def _history(stage: Stage) -> Steps:
    stage.window.toolbar.history.trigger()
    dialog = stage.dialog(HistoryDialog)
    stage.settle()
    dialog.table.selectRow(0)
    stage.settle()
    dialog.files.selectRow(0)
    yield


def _write(stage: Stage) -> Steps:
    stage.window.toolbar.write.trigger()
    stage.dialog(WriteDialog)
    stage.settle()
    yield


def _undo(stage: Stage) -> Steps:
    stage.window.toolbar.undo.trigger()
    stage.dialog(UndoDialog)
    yield


def _settings(stage: Stage) -> Steps:
    stage.window.toolbar.settings.trigger()
    dialog = stage.dialog(SettingsDialog)
    for tab in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(tab)
        if tab < len(_SETTINGS) - 1:
            yield
    dialog.tabs.setCurrentIndex(0)
    dialog.search.setText("genre")
    yield


_SETTINGS = tuple(f"settings-{tab + 1}" for tab in range(4)) + ("settings-search",)


def _train(stage: Stage) -> Steps:
    from tagger.ui.training.dialog import Step, TrainDialog

    stage.window.training.show_train(Wanted(folders=(stage.places.clips,)))
    dialog = stage.dialog(TrainDialog)
    stage.wait(lambda: dialog.examples.gathered is not None)
    yield
    dialog.next.click()
    stage.wait(lambda: dialog.step is Step.CHECK and not dialog._desk.busy)
    yield
    dialog._desk.runner.set_paused(True)
    dialog.next.click()
    stage.wait(lambda: dialog.step is Step.TRAIN)
    yield
    dialog._desk.runner.set_paused(False)
    stage.wait(lambda: dialog.step is Step.RESULT)
    yield


def _teach(stage: Stage) -> Steps:
    from tagger.ui.training.teach_dialog import TeachDialog

    stage.window.training.show_teach()
    dialog = stage.dialog(TeachDialog)
    stage.wait(lambda: dialog.pages.currentWidget() is not dialog.message)
    yield


def _models(stage: Stage) -> Steps:
    from tagger.ui.training.models_compare import CompareDialog
    from tagger.ui.training.models_dialog import ModelsDialog
    from tagger.ui.training.taught_dialog import TaughtDialog

    stage.window.toolbar.models.trigger()
    dialog = stage.dialog(ModelsDialog)
    stage.wait(lambda: len(dialog.list.cards) > 1)
    for place in (0, 1):
        dialog.list.look_at(place)
        stage.settle()
        yield
    dialog.examples.click()
    taught = stage.dialog(TaughtDialog)
    stage.wait(lambda: taught.table.model().rowCount() > 0)
    yield
    taught.reject()
    stage.settle()
    dialog.list.look_at(1)
    second = dialog.list.model().index(2, 0)
    dialog.list.selectionModel().select(second, QItemSelectionModel.SelectionFlag.Select)
    stage.wait(dialog.compare.isEnabled)
    dialog.compare.click()
    stage.dialog(CompareDialog)
    yield


def _problems(stage: Stage) -> Steps:
    stage.window.problems.show_all()
    stage.dialog(ProblemsDialog)
    yield


def _sheet(stage: Stage) -> Steps:
    stage.window.toolbar.shortcuts.trigger()
    stage.dialog(ShortcutSheet)
    yield


def _saved(stage: Stage) -> Steps:
    from tagger.ui.library.saved_filters import SavedDialog

    stage.window.kept.saved.keep("Sure of jazz", "genre:jazz sure:>80")
    stage.window.saved_filters.edit()
    stage.dialog(SavedDialog)
    yield


def _battery(stage: Stage) -> Steps:
    bar = stage.window.watching.battery.bar
    bar.show_count(stage.window.controller.rows.total)
    stage.settle()
    yield
    bar.show_count(0)


PAGES: tuple[Page, ...] = (
    Page(("main",), _main, quick=True),
    Page(("grouped-by-album", "grouped-by-suggestion"), _grouped),
    Page(("filter-completion", "filter", "filter-misread"), _filter),
    Page(("selection",), _selection, quick=True),
    Page(("at-least",), _sure),
    Page(("menu-accept", "menu-write", "menu-train", "menu-settings"), _menus),
    Page(("view-unsure", "view-conflicts", "view-failed"), _views),
    Page(("why", "why-percussive", "why-harmonic"), _why),
    Page(("other-genre",), _other_genre),
    Page(("map",), _map),
    Page(
        tuple(
            f"statistics-{name}"
            for name in ("genres", "years", "over-time", "before-and-after", "sureness")
        ),
        _statistics,
    ),
    Page(("tidy",), _tidy),
    Page(("genres", "genres-i-use"), _genres),
    Page(("history",), _history),
    Page(("write",), _write, quick=True),
    Page(("undo",), _undo),
    Page(_SETTINGS, _settings),
    Page(("train-1-examples", "train-2-check", "train-3-train", "train-4-result"), _train),
    Page(("teach",), _teach),
    Page(("models-bundled", "models-personal", "taught", "models-compare"), _models),
    Page(("problems",), _problems),
    Page(("shortcuts",), _sheet, quick=True),
    Page(("saved-filters",), _saved),
    Page(("hint-1", "hint-2", "hint-3"), _hints),
    Page(("battery",), _battery),
    Page(("about",), _about),
    Page(("crash", "crash-last-time"), show_crash),
    *(Page((name,), paint, quick=name == "state-empty") for name, paint in STATES.items()),
)
"""In the order in which they are photographed; a new dialog is one more line."""
