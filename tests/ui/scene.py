"""A window over a small library in which every dialog has something to show, and ways to each."""

from __future__ import annotations

import importlib
import pkgutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
import soundfile
from mutagen.flac import FLAC
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from shiboken6 import isValid

import tagger.ui
from tagger.catalog.suggestions import StoredEmbedding
from tagger.paths import Home, bundled_models, find_home
from tagger.records import AnalysisStatus, Policy
from tagger.training.crates import Crate
from tagger.ui import app, theme
from tagger.ui.about.dialog import AboutDialog
from tagger.ui.crash.dialog import CrashDialog
from tagger.ui.genres.dialog import GenresDialog
from tagger.ui.history.history_dialog import HistoryDialog
from tagger.ui.history.undo_dialog import UndoDialog
from tagger.ui.history.write_dialog import WriteDialog
from tagger.ui.library.saved_filters import SavedDialog, SavedFilters
from tagger.ui.main_window import MainWindow
from tagger.ui.outcomes import Problem
from tagger.ui.problems_dialog import ProblemsDialog
from tagger.ui.review.genre_dialog import GenreDialog
from tagger.ui.review.shortcut_sheet import ShortcutSheet
from tagger.ui.settings.dialog import SettingsDialog
from tagger.ui.tidy.dialog import TidyDialog
from tagger.ui.training.dialog import TrainDialog
from tagger.ui.training.models_compare import CompareDialog
from tagger.ui.training.models_dialog import ModelsDialog
from tagger.ui.training.playlists_dialog import PlaylistsDialog
from tagger.ui.training.taught_dialog import TaughtDialog
from tagger.ui.training.teach_dialog import TeachDialog
from tagger.workflow import crash
from tagger.workflow.analyse import refresh_suggestions
from tagger.workflow.changes import Intent
from tagger.workflow.jobs import JobContext
from tagger.workflow.review import ReviewState
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.write import WriteJob
from tests.audio.encode import music

from .models_page import teach_on

D = TypeVar("D", bound=QDialog)


def wait(condition: Callable[[], object], seconds: float = 30.0) -> None:
    """Run the event loop until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "what was waited for did not come"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def settle(turns: int = 5) -> None:
    """Let what was just shown be laid out and painted."""
    for _ in range(turns):
        QCoreApplication.processEvents()


@dataclass
class Scene:
    """A library that was scanned, heard and written twice, and its window."""

    window: MainWindow
    place: Home
    taught: tuple[str, ...] = ()
    """Names of personal models that are there."""
    genre: str = "Blues"
    """What is chosen for every track where something must be chosen."""

    def wait_idle(self) -> None:
        runner, rows = self.window.controller.runner, self.window.controller.rows
        wait(lambda: not runner.busy and rows.settled, 60)

    def decide(self) -> None:
        """Choose a genre for every track that is shown, and wait until the plan knows it."""
        window = self.window
        window.table.selectAll()
        window.review.choose(self.genre)
        rows = window.controller.rows
        wait(lambda: rows.library.states[ReviewState.ACCEPTED] == rows.total)
        window.controller.planning.plan_soon()
        wait(window.toolbar.write.isEnabled)

    def dialog(self, kind: type[D], parent: QWidget | None = None) -> D:
        """The dialog of this kind, once it is there and visible."""
        top = parent or self.window
        wait(lambda: [each for each in top.findChildren(kind) if each.isVisible()])
        return [each for each in top.findChildren(kind) if each.isVisible()][-1]


def prepare(
    place: Home, folder: Path, genres: Sequence[str] = ("Jazz", "Rock"), written: int | None = None
) -> None:
    """Scan a folder, write each of the genres into its (first) files, and have all heard."""
    with Session.open(place) as session:
        ScanJob(session, [folder]).run(JobContext())
        for genre in genres:
            tracks = session.tracks.all()[:written]
            intents = [Intent(track, (genre,), Policy.REPLACE, by_hand=True) for track in tracks]
            WriteJob(session, intents).run(JobContext())
        listener = session.listener()
        generator = np.random.default_rng(0)
        size = listener.model.head.embedding_size
        heard = [
            StoredEmbedding(
                track.identity,
                AnalysisStatus.OK,
                generator.normal(0, 0.4, size).astype(np.float16),
                windows=8,
            )
            for track in session.tracks.all()
        ]
        session.suggestions.store_embeddings(listener.network_key, heard)
        refresh_suggestions(session, listener)


def small(folders: pytest.TempPathFactory) -> Scene:
    """A scene of three songs and a model that was taught."""
    if not (bundled_models() / "genre.onnx").is_file():
        pytest.skip("the bundled model is not there")
    folder = folders.mktemp("music")
    for number in range(3):
        path = folder / f"{number}.flac"
        with path.open("wb") as stream:
            soundfile.write(stream, music(3.0, 22050, seed=number)[0], 22050, format="FLAC")
        file = FLAC(path)
        file["title"], file["artist"], file["album"] = f"Song {number}", "Somebody", "Album"
        file["genre"] = "Klassik"
        file.save()
    place = find_home(folders.mktemp("person") / "home")
    qapp = QApplication.instance()
    assert isinstance(qapp, QApplication)
    app.prepare(qapp)
    theme.apply("light")
    prepare(place, folder)
    teach_on(place, bundled_models() / "genre.onnx")("Dances")
    return Scene(open_over(place), place, ("Dances",))


def open_over(place: Home) -> MainWindow:
    window = MainWindow(place)
    window.show()
    try:
        wait(lambda: window.controller.rows.total and window.pages.currentWidget() is window.table)
    except AssertionError:
        # Its workers would keep the tests from ending.
        close(window)
        raise
    settle()
    return window


def close(window: MainWindow) -> None:
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _about(scene: Scene) -> QDialog:
    scene.window.toolbar.about.trigger()
    return scene.dialog(AboutDialog)


def _write(scene: Scene) -> QDialog:
    scene.decide()
    scene.window.toolbar.write.trigger()
    return scene.dialog(WriteDialog)


def _undo(scene: Scene) -> QDialog:
    scene.window.toolbar.undo.trigger()
    return scene.dialog(UndoDialog)


def _history(scene: Scene) -> QDialog:
    scene.window.toolbar.history.trigger()
    return scene.dialog(HistoryDialog)


def _settings(scene: Scene) -> QDialog:
    scene.window.toolbar.settings.trigger()
    return scene.dialog(SettingsDialog)


def _genres(scene: Scene) -> QDialog:
    scene.window.preferences.show_genres(scene.window)
    dialog = scene.dialog(GenresDialog)
    wait(lambda: dialog.list.model().rowCount() > 500)
    dialog.list.setCurrentIndex(dialog.list.model().index(0, 0))
    return dialog


def _tidy(scene: Scene) -> QDialog:
    scene.window.toolbar.tidy.trigger()
    dialog = scene.dialog(TidyDialog)
    wait(lambda: dialog.table.rows.everything)
    return dialog


def _genre(scene: Scene) -> QDialog:
    scene.window.table.selectRow(0)
    scene.window.review.ask_other()
    return scene.dialog(GenreDialog)


def _sheet(scene: Scene) -> QDialog:
    scene.window.toolbar.shortcuts.trigger()
    return scene.dialog(ShortcutSheet)


def _saved(scene: Scene) -> QDialog:
    SavedFilters(scene.place).keep("Jazz", "genre:jazz")
    scene.window.saved_filters.edit()
    return scene.dialog(SavedDialog)


def _problems(scene: Scene) -> QDialog:
    lines = scene.window.controller.rows.library.lines.values()
    problems = [Problem(line.row.track.path, f"Broken: {line.title}") for line in lines]
    scene.window.controller._add_problems(problems)
    scene.window.problems.show_all()
    return scene.dialog(ProblemsDialog)


def _teach(scene: Scene) -> QDialog:
    scene.window.training.show_teach()
    dialog = scene.dialog(TeachDialog)
    wait(lambda: dialog.pages.currentWidget() is not dialog.message)
    return dialog


def _models(scene: Scene) -> ModelsDialog:
    scene.window.toolbar.models.trigger()
    dialog = scene.dialog(ModelsDialog)
    wait(lambda: len(dialog.list.cards) > len(scene.taught))
    dialog.list.look_at(1)
    return dialog


def _compare(scene: Scene) -> QDialog:
    models = _models(scene)
    models.list.selectAll()
    models.compare.click()
    return scene.dialog(CompareDialog, models)


def _taught(scene: Scene) -> QDialog:
    models = _models(scene)
    models.examples.click()
    return scene.dialog(TaughtDialog, models)


def _train(scene: Scene) -> TrainDialog:
    scene.window.training.show_train()
    dialog = scene.dialog(TrainDialog)
    wait(lambda: dialog.examples.choice.count() > 0)
    return dialog


def _playlists(scene: Scene) -> QDialog:
    crates = [
        Crate(name, Path("/music/all.m3u"), ("/music/1.mp3",)) for name in ("Klezmer", "Forró")
    ]
    dialog = PlaylistsDialog(crates, scene.window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _crash(scene: Scene) -> QDialog:
    home = scene.window.controller.home
    dialog = CrashDialog(crash.of_error(ValueError("made up"), home), home, scene.window)
    dialog.open()
    return dialog


OPENERS: dict[type[QDialog], Callable[[Scene], QDialog]] = {
    AboutDialog: _about,
    CompareDialog: _compare,
    CrashDialog: _crash,
    GenreDialog: _genre,
    GenresDialog: _genres,
    HistoryDialog: _history,
    ModelsDialog: _models,
    PlaylistsDialog: _playlists,
    ProblemsDialog: _problems,
    SavedDialog: _saved,
    SettingsDialog: _settings,
    ShortcutSheet: _sheet,
    TaughtDialog: _taught,
    TeachDialog: _teach,
    TidyDialog: _tidy,
    TrainDialog: _train,
    UndoDialog: _undo,
    WriteDialog: _write,
}
"""Every dialog of the window with what opens it as a person does."""


def every_kind() -> set[type[QDialog]]:
    """Every dialog that is written anywhere in the window's code."""
    for module in pkgutil.walk_packages(tagger.ui.__path__, "tagger.ui."):
        importlib.import_module(module.name)
    return {kind for kind in _below(QDialog) if kind.__module__.startswith("tagger.ui")}


def _below(kind: type[QDialog]) -> Iterator[type[QDialog]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


@contextmanager
def opened(scene: Scene, kind: type[QDialog]) -> Iterator[QDialog]:
    """A dialog, closed in the end with those beneath it, whatever it asks."""
    dialog = OPENERS[kind](scene)
    assert isinstance(dialog, kind)
    dialog.activateWindow()
    settle()
    try:
        yield dialog
    finally:
        close_dialogs(scene.window)


def close_dialogs(window: QWidget) -> None:
    for _ in range(4):
        for dialog in window.findChildren(QDialog):
            if isinstance(dialog, QMessageBox):
                dialog.close()
            elif dialog.isVisible():
                dialog.reject()
        settle(2)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [each for each in window.findChildren(QDialog) if each.isVisible()]


def controls(top: QWidget) -> Sequence[QWidget]:
    """Every widget of a window that is on the screen; not those of dialogs above it."""
    return [
        each
        for each in QApplication.allWidgets()
        if each.window() is top
        and each is not top
        and each.isVisible()
        # Parts of Qt's own widgets have no life of their own.
        and not each.objectName().startswith("qt_")
    ]


def is_open(dialog: QDialog) -> bool:
    """Whether a dialog is still there and on the screen."""
    return isValid(dialog) and dialog.isVisible()


def wait_for_nothing(seconds: float) -> None:
    """Run the event loop for a while, in which what should not come would have come."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
