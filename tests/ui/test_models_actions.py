"""Models are used, renamed, given away, taken in and deleted in their dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.settings import ACTIVE_MODEL, NEVER_WRITE
from tagger.ui.main_window import MainWindow

from .conftest import MakeMusic, OpenWindow
from .models_page import Models, OpenModels, Teach


def best_genres(window: MainWindow) -> list[str]:
    return [line.suggestion for line in window.controller.rows.library.lines.values()]


def hear(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    window.add([folder])
    rows, runner = window.controller.rows, window.controller.runner
    qtbot.waitUntil(
        lambda: not runner.busy and rows.total > 0 and all(best_genres(window)), timeout=60_000
    )


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
