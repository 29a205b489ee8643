"""The Models dialog, driven as a person does, and models to look at in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from tagger.model import Head, load_model
from tagger.paths import Home
from tagger.ui.main_window import MainWindow
from tagger.ui.training.models_desk import ModelsDesk
from tagger.ui.training.models_dialog import ModelsDialog
from tests.model.personal_models import statistics_for, write_personal

PROVENANCE = {
    "lesson": "one",
    "trained_at": "2026-05-17T19:03:11+00:00",
    "base_version": "0.2.0",
    "method": "blend",
    "examples": 60,
    "genres": {"Zouk": 20, "Jazz": 40},
    "sources": {"folder": 50, "crate": 10},
    "evaluation": {
        "accuracy": {"right": 45, "total": 60, "low": 0.628, "high": 0.842},
        "macro_f1": 0.71,
        "present": {"name": "Tagger", "right": 30, "total": 60, "by_heart": False},
        "optimistic": False,
        "groups": 12,
        "by_genre": [
            {"genre": "Zouk", "tracks": 20, "groups": 2, "recall": None},
            {"genre": "Jazz", "tracks": 40, "groups": 10, "recall": 0.8},
        ],
    },
}


class Models:
    """The dialog over its window, as a person sees it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        window.toolbar.models.trigger()
        dialog = window.findChild(ModelsDialog)
        desk = window.training.findChild(ModelsDesk)
        assert dialog is not None and desk is not None
        self.dialog, self.desk = dialog, desk
        self.wait()

    def wait(self) -> None:
        """Until nothing is under way and the list is there."""
        self.qtbot.waitUntil(
            lambda: bool(self.dialog.list.cards) and not self.desk.busy, timeout=30_000
        )

    def names(self) -> list[str]:
        return [card.info.name for card in self.dialog.list.cards]

    def look_at(self, name: str) -> None:
        self.dialog.list.look_at(self.names().index(name))

    def select(self, *names: str) -> None:
        listed = self.dialog.list
        listed.clearSelection()
        for name in names:
            index = listed.model().index(self.names().index(name), 0)
            listed.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.dialog.list, key)

    def rename(self, name: str) -> None:
        self.press(Qt.Key.Key_F2)
        field = self.dialog.list.findChild(QLineEdit)
        assert field is not None and field.accessibleName()
        field.selectAll()
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()
        self.wait()

    def question(self) -> QMessageBox:
        boxes = [box for box in self.dialog.findChildren(QMessageBox) if box.isVisible()]
        assert len(boxes) == 1
        return boxes[0]

    def answer(self, word: str) -> None:
        box = self.question()
        next(button for button in box.buttons() if button.text() == word).click()
        self.wait()

    def message(self) -> str:
        return self.dialog.message.text()

    def in_use(self) -> list[str]:
        return [card.info.name for card in self.dialog.list.cards if card.active]


Teach = Callable[..., Path]
OpenModels = Callable[[], Models]


def teach_on(place: Home, model_file: Path) -> Teach:
    """What writes personal models on top of the bundled one; they answer by chance."""
    base = load_model(place)
    genres = (*base.genres, "Zouk")
    shape = (len(genres), base.network.embedding_size)

    def taught(name: str = "Dances", *, seed: int = 0, **others: Any) -> Path:
        generator = np.random.default_rng(seed)
        weight = generator.normal(size=shape).astype(np.float32)
        head = Head(genres, weight, np.zeros(shape[0], np.float32), 1.0, 0.3, 1.0)
        statistics = statistics_for(genres, shape[1])
        values = {"provenance": PROVENANCE, "statistics": statistics} | others
        path = place.models / f"{name}.onnx"
        write_personal(model_file, path, head, **values)
        return path

    return taught
