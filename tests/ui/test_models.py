"""The list of models, and what is told of each."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMessageBox, QWidget

from tagger.paths import Home
from tagger.ui.training.models_compare import CompareDialog

from .hands import HELD, held
from .models_page import PROVENANCE, OpenModels, Teach


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
        ("Jazz", "", "40", "80% of 40"),
    ]


@pytest.mark.parametrize("key", HELD, ids=lambda key: key.name)
def test_one_model_is_looked_at_whatever_key_is_held(
    teach: Teach, open_models: OpenModels, key: Qt.Key
) -> None:
    teach("Dances")
    models = open_models()
    with held(models.dialog, key):
        for row in (1, 1, 0):
            models.dialog.list.look_at(row)
            assert [card.info.name for card in models.dialog.list.selected()] == [
                models.names()[row]
            ]


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


def test_a_file_with_the_name_of_the_bundled_model_is_not_taken_for_it(
    teach: Teach, open_models: OpenModels, place: Home
) -> None:
    path = teach("Dances")
    path.rename(path.with_name("Tagger.onnx"))
    models = open_models()
    assert models.names() == ["Tagger", "Tagger"]
    assert [card.active for card in models.dialog.list.cards] == [True, False]
    models.dialog.list.look_at(1)
    assert "Rename it" in models.dialog.details.error.text()
    assert not models.dialog.use.isEnabled() and not models.dialog.put_out.isEnabled()
    models.rename("Dances")
    assert models.names() == ["Tagger", "Dances"]
    assert models.dialog.use.isEnabled()


def test_of_two_files_with_one_name_only_the_one_it_leads_to_is_touched(
    teach: Teach, open_models: OpenModels
) -> None:
    path = teach("Dances")
    other = path.with_suffix(".ONNX")
    if other.exists():
        pytest.skip("this disk takes both names for one")
    other.write_bytes(b"something else")
    models = open_models()
    assert models.names() == ["Tagger", "Dances", "Dances"]
    for row, card in enumerate(models.dialog.list.cards[1:], 1):
        models.dialog.list.look_at(row)
        assert models.dialog.delete.isEnabled() is models.dialog.rename.isEnabled() is card.named
    assert sorted(card.named for card in models.dialog.list.cards[1:]) == [False, True]
