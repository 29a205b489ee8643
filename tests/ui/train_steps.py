"""Walking through the training dialog: what its tests share."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tagger.settings import ACTIVE_MODEL
from tagger.ui.main_window import MainWindow
from tagger.ui.training.dialog import Step, TrainDialog
from tagger.workflow.example_records import Wanted


def opened(
    window: MainWindow, qtbot: QtBot, wanted: Wanted | None = None, model: str | None = None
) -> TrainDialog:
    window.training.show_train(wanted, model)
    dialog = window.findChildren(TrainDialog)[-1]
    qtbot.waitUntil(lambda: dialog.examples.choice.count() > 0, timeout=20_000)
    return dialog


def gather(dialog: TrainDialog, qtbot: QtBot, *paths: Path) -> None:
    if paths:
        dialog.examples.drop(list(paths))
    qtbot.waitUntil(lambda: dialog.examples.gathered is not None, timeout=20_000)


def go_on(dialog: TrainDialog, qtbot: QtBot, step: Step) -> None:
    assert dialog.next.isEnabled()
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog.step is step and not dialog._desk.busy, timeout=60_000)


def finished(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.findChildren(TrainDialog), timeout=20_000)


def trained(window: MainWindow, qtbot: QtBot, *folders: Path) -> TrainDialog:
    dialog = opened(window, qtbot)
    gather(dialog, qtbot, *folders)
    go_on(dialog, qtbot, Step.CHECK)
    go_on(dialog, qtbot, Step.RESULT)
    return dialog


def models(window: MainWindow) -> list[str]:
    folder = window.controller.home.models
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def in_use(window: MainWindow) -> str:
    return window.controller.open_session().settings.get(ACTIVE_MODEL)


def answer(dialog: TrainDialog, text: str) -> None:
    """Ask to close, and press the button of this text."""
    asked: list[QMessageBox] = []
    dialog.asking.connect(asked.append)
    dialog.reject()
    box = asked[-1]
    next(each for each in box.buttons() if each.text() == text).click()
