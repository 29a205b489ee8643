"""The models, used, renamed, given away and deleted in their dialog."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tagger.model import Head, load_model
from tagger.paths import Home
from tagger.settings import ACTIVE_MODEL, NEVER_WRITE
from tagger.ui.main_window import MainWindow
from tagger.ui.training.models_compare import CompareDialog
from tagger.ui.training.models_desk import ModelsDesk
from tagger.ui.training.models_dialog import ModelsDialog
from tests.model.personal_models import statistics_for, write_personal

from .conftest import MakeMusic, OpenWindow

Teach = Callable[..., Path]

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


@pytest.fixture
def teach(place: Home, model_file: Path) -> Teach:
    """Write a personal model on top of the bundled one; it knows Zouk and answers by chance."""
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


@pytest.fixture
def open_models(open_window: OpenWindow, qtbot: QtBot) -> Callable[[], Models]:
    return lambda: Models(open_window(), qtbot)


OpenModels = Callable[[], Models]


def best_genres(window: MainWindow) -> list[str]:
    return [line.suggestion for line in window.controller.rows.library.lines.values()]


def hear(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    window.add([folder])
    rows, runner = window.controller.rows, window.controller.runner
    qtbot.waitUntil(
        lambda: not runner.busy and rows.total > 0 and all(best_genres(window)), timeout=60_000
    )


def test_the_bundled_model_comes_first_and_each_says_what_it_knows(
    teach: Teach, open_models: OpenModels
) -> None:
    teach("Zouk night")
    teach("Another")
    models = open_models()
    assert models.names() == ["Tagger", "Another", "Zouk night"]
    assert models.in_use() == ["Tagger"]
    models.look_at("Zouk night")
    facts = models.dialog.details.facts()
    assert facts["State"] == "Not in use"
    assert facts["Genres"].endswith("taught beyond the bundled model: Zouk")
    assert "rom 60 tracks" in facts["Trained"]
    assert "folders: 50, playlists: 10" in facts["Trained"]
    assert facts["Accuracy"].startswith("75.0% (95% interval 62.8% to 84.2%) of 60 tracks")
    assert "Tagger on the same tracks then: 50.0%" in facts["Accuracy"]
    assert facts["Macro-F1"] == "0.710"
    assert facts["Version"].endswith(", GPL-3.0-or-later")
    assert "Zouk night.onnx (" in facts["File"]
    rows = models.dialog.details.genres.rows()
    assert rows[:2] == [
        ("Zouk", "taught", "20", "too few to test"),
        ("Jazz", "", "40", "80.0% of 40"),
    ]


def test_a_model_that_is_used_scores_the_library_and_stays_in_use(
    teach: Teach, open_window: OpenWindow, make_music: MakeMusic, place: Home, qtbot: QtBot
) -> None:
    teach("Dances", seed=1)
    window = open_window()
    hear(window, make_music(4), qtbot)
    before = best_genres(window)
    models = Models(window, qtbot)
    models.look_at("Dances")
    models.press(Qt.Key.Key_Return)
    models.wait()
    assert models.in_use() == ["Dances"]
    assert models.message().startswith("“Dances” suggests from now on.")
    qtbot.waitUntil(lambda: best_genres(window) != before, timeout=10_000)
    session = window.controller.session
    assert session is not None and session.settings.get(ACTIVE_MODEL) == "Dances"
    assert not models.dialog.use.isEnabled()


def test_deleting_the_model_in_use_returns_to_the_bundled_one(
    teach: Teach, open_window: OpenWindow, make_music: MakeMusic, place: Home, qtbot: QtBot
) -> None:
    path = teach("Dances", seed=1)
    window = open_window()
    hear(window, make_music(4), qtbot)
    bundled = best_genres(window)
    models = Models(window, qtbot)
    models.look_at("Dances")
    models.dialog.use.click()
    models.wait()
    qtbot.waitUntil(lambda: best_genres(window) != bundled, timeout=10_000)

    models.press(Qt.Key.Key_Delete)
    assert "in use" in models.question().informativeText()
    models.answer("Cancel")
    assert path.exists() and models.in_use() == ["Dances"]

    models.press(Qt.Key.Key_Delete)
    models.answer("Delete")
    assert models.names() == ["Tagger"] and models.in_use() == ["Tagger"]
    assert not path.exists()
    assert "deleted" in models.message() and "comes with Tagger" in models.message()
    qtbot.waitUntil(lambda: best_genres(window) == bundled, timeout=10_000)
    session = window.controller.session
    assert session is not None and session.settings.get(ACTIVE_MODEL) == ""


def test_a_name_is_changed_in_place(teach: Teach, open_models: OpenModels, place: Home) -> None:
    content = teach("Dances").read_bytes()
    models = open_models()
    models.look_at("Dances")
    models.rename("Bal folk")
    assert models.names() == ["Tagger", "Bal folk"]
    assert models.message() == "The model is called “Bal folk” now."
    assert (place.models / "Bal folk.onnx").read_bytes() == content
    # Enter ended the typing; it did not choose the model too.
    assert models.in_use() == ["Tagger"]


@pytest.mark.parametrize("name", ["Another", "aNOTHER", "tagger", "a/b", "con"])
def test_a_name_that_cannot_be_given_is_refused_and_nothing_is_lost(
    name: str, teach: Teach, open_models: OpenModels, place: Home
) -> None:
    teach("Dances", seed=1)
    teach("Another", seed=2)
    before = {path.name: path.read_bytes() for path in place.models.iterdir()}
    models = open_models()
    models.look_at("Dances")
    models.rename(name)
    assert "Choose another name" in models.message()
    assert models.dialog.message.property("role") == "bad"
    assert models.names() == ["Tagger", "Another", "Dances"]
    assert {path.name: path.read_bytes() for path in place.models.iterdir()} == before


def test_the_model_in_use_stays_so_under_its_new_name(
    teach: Teach, open_models: OpenModels
) -> None:
    teach("Dances")
    models = open_models()
    models.look_at("Dances")
    models.dialog.use.click()
    models.wait()
    models.rename("Bal folk")
    assert models.in_use() == ["Bal folk"]


def test_what_is_no_model_is_not_taken_in(
    teach: Teach, open_models: OpenModels, tmp_path: Path, place: Home
) -> None:
    teach("Dances")
    text = tmp_path / "letter.onnx"
    text.write_text("Dear reader, this is no model.", encoding="utf-8")
    models = open_models()
    for file in (text, tmp_path / "gone.onnx", tmp_path):
        models.desk.take_in(file)
        models.wait()
        assert file.stem in models.message()
        assert models.dialog.message.property("role") == "bad"
    assert [path.name for path in place.models.iterdir()] == ["Dances.onnx"]
    assert models.names() == ["Tagger", "Dances"]


def test_a_model_is_given_away_and_taken_in_again(
    teach: Teach, open_models: OpenModels, tmp_path: Path
) -> None:
    content = teach("Dances").read_bytes()
    file = tmp_path / "Dances.onnx"
    models = open_models()
    models.look_at("Dances")
    file.write_text("an older file")
    models.desk.put_out("Dances", file)
    models.wait()
    assert file.read_bytes() == content
    assert models.message() == f"“Dances” is written to {file}."
    models.desk.take_in(file)
    models.wait()
    assert models.names() == ["Tagger", "Dances", "Dances 2"]
    assert [card.info.name for card in models.dialog.list.selected()] == ["Dances 2"]


def test_the_chooser_asks_before_a_file_is_replaced(teach: Teach, open_models: OpenModels) -> None:
    teach("Dances")
    models = open_models()
    models.look_at("Dances")
    models.dialog.put_out.click()
    chooser = models.dialog.findChild(QFileDialog)
    assert chooser is not None
    assert not chooser.testOption(QFileDialog.Option.DontConfirmOverwrite)
    assert chooser.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    chooser.reject()


def test_nothing_is_exported_to_where_tagger_never_writes(
    teach: Teach, open_models: OpenModels, tmp_path: Path
) -> None:
    teach("Dances")
    models = open_models()
    session = models.window.controller.session
    assert session is not None
    masters = tmp_path / "masters"
    masters.mkdir()
    session.settings.set(NEVER_WRITE, (str(masters),))
    for file in (masters / "Dances.onnx", tmp_path / "song.mp3"):
        models.desk.put_out("Dances", file)
        models.wait()
        assert models.message().startswith("Could not write")
        assert not file.exists()


def test_the_bundled_model_keeps_its_name_and_stays(open_models: OpenModels) -> None:
    models = open_models()
    dialog = models.dialog
    models.look_at("Tagger")
    for button, key in ((dialog.rename, Qt.Key.Key_F2), (dialog.delete, Qt.Key.Key_Delete)):
        assert not button.isEnabled()
        assert "comes with Tagger" in button.toolTip()
        models.press(key)
        assert models.message() == f"{button.toolTip()}."
    assert dialog.list.findChild(QLineEdit) is None
    assert dialog.findChild(QMessageBox) is None


def test_a_broken_file_is_listed_with_its_error_and_can_be_deleted(
    teach: Teach, open_models: OpenModels, place: Home
) -> None:
    teach("Dances")
    broken = place.models / "Broken.onnx"
    broken.write_bytes(b"\x08\x07 not a model")
    models = open_models()
    assert models.names() == ["Tagger", "Broken", "Dances"]
    models.look_at("Broken")
    dialog = models.dialog
    assert "damaged" in dialog.details.error.text() and dialog.details.error.isVisible()
    assert not dialog.use.isEnabled() and not dialog.put_out.isEnabled()
    models.press(Qt.Key.Key_Return)
    assert models.in_use() == ["Tagger"]
    models.dialog.delete.click()
    models.answer("Delete")
    assert models.names() == ["Tagger", "Dances"] and not broken.exists()


def test_hostile_names_and_notes_are_shown_as_plain_text(
    teach: Teach, open_models: OpenModels
) -> None:
    name = "\u202edrow & &amp;" + ("" if os.name == "nt" else " <b>bold<img src='x'>")
    notes = {
        "method": "<h1>big</h1>\n\u202e",
        "base_version": ["<b>"],
        "trained_at": "the day before yesterday",
        "examples": {"Zouk": 20},
        "genres": {"<i>Zouk</i>": 3, "Jazz": True, "Rock": 10**30},
        "sources": {"\x1b[31mred": 3},
        "evaluation": {"accuracy": {"right": 9, "total": 3}, "present": 3, "by_genre": [[], {}]},
    }
    path = teach("Plain", provenance=notes)
    path.rename(path.with_name(f"{name}.onnx"))
    models = open_models()
    models.look_at(name)
    dialog = models.dialog
    shown = dialog.list.model().index(1, 0).data()
    assert "\u202e" not in shown and shown.startswith("drow & &amp;")
    facts = dialog.details.facts()
    assert "Accuracy" not in facts
    assert "<h1>big</h1>" in facts["Trained"] and "\u202e" not in "".join(facts.values())
    dialog.delete.click()
    box = models.question()
    assert box.textFormat() is Qt.TextFormat.PlainText and "\u202e" not in box.text()
    models.answer("Cancel")
    for label in dialog.findChildren(QLabel):
        if label.text() and label.parent() is not box:
            assert label.textFormat() == Qt.TextFormat.PlainText or "<" not in label.text()


def test_two_models_are_compared_by_what_each_says(teach: Teach, open_models: OpenModels) -> None:
    teach("Dances")
    teach("Dances again")
    teach("Other music", provenance=PROVENANCE | {"lesson": "two"})
    models = open_models()
    assert not models.dialog.compare.isEnabled()
    for names, note in (
        (("Dances", "Dances again"), "on the same tracks"),
        (("Dances", "Other music"), "examples of its own"),
        (("Tagger", "Dances"), "examples of its own"),
    ):
        models.select(*names)
        assert models.dialog.compare.isEnabled()
        assert not models.dialog.use.isEnabled() and not models.dialog.delete.isEnabled()
        models.dialog.compare.click()
        compared = models.dialog.findChildren(CompareDialog)[-1]
        assert note in compared.note.text()
        rows = {row[0]: row[1:] for row in compared.facts.rows()}
        assert rows["Accuracy"][1].startswith("75.0%")
        if names[0] == "Tagger":
            assert compared.genres.rows()[0] == ("Zouk", "does not know it", "knows it")
            assert rows["Accuracy"][0] == "—"
        compared.accept()


def test_a_model_in_use_whose_file_is_gone_marks_none(
    teach: Teach, open_models: OpenModels, place: Home
) -> None:
    path = teach("Dances")
    models = open_models()
    models.look_at("Dances")
    models.dialog.use.click()
    models.wait()
    path.unlink()
    models.desk.read()
    models.wait()
    assert models.names() == ["Tagger"] and models.in_use() == []
    assert models.message().startswith("The model “Dances” was chosen, but it is not there.")
    models.look_at("Tagger")
    models.dialog.use.click()
    models.wait()
    assert models.in_use() == ["Tagger"]


def test_every_control_of_the_models_has_a_name(teach: Teach, open_models: OpenModels) -> None:
    teach("Dances")
    models = open_models()
    models.look_at("Dances")
    dialog = models.dialog
    nameless = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not widget.accessibleName() and widget.metaObject().className() not in ("QTabBar",)
        if not isinstance(widget, QAbstractButton) or not widget.text()
    ]
    assert nameless == []
    assert dialog.list.accessibleName()


@pytest.mark.parametrize("width", [720, 800, 900, 1280])
def test_the_toolbar_cuts_nothing_off(width: int, open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.toolbar.show_pending(128_456)
    window.resize(width, 600)
    qtbot.waitUntil(lambda: window.toolbar.width() == width)
    QApplication.processEvents()
    bar = window.toolbar
    shown = [w for w in bar.findChildren(QAbstractButton) if w.parent() is bar]
    assert len(shown) >= 8
    for button in shown:
        assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()
        assert bar.rect().contains(button.geometry()), button.accessibleName()
    assert bar.filter.width() >= bar.filter.minimumWidth()


def test_a_model_in_use_is_not_deleted_where_nothing_could_take_its_place(
    teach: Teach, open_models: OpenModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = teach("Dances")
    models = open_models()
    models.look_at("Dances")
    models.dialog.use.click()
    models.wait()
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: tmp_path / "no models")
    models.dialog.delete.click()
    models.answer("Delete")
    assert models.dialog.message.property("role") == "bad"
    assert "genre.onnx" in models.message()
    assert path.exists() and models.in_use() == ["Dances"]
