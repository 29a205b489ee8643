"""The person's own genres, changed in their dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.ui.genres.desk import Desk
from tagger.ui.genres.dialog import GenresDialog
from tagger.ui.main_window import MainWindow

from .conftest import OpenWindow


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window()


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> GenresDialog:
    window.preferences.show_genres(window)
    dialog = window.findChild(GenresDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.list.model().rowCount() > 500, timeout=10_000)
    return dialog


def pick(dialog: GenresDialog, name: str) -> None:
    dialog.filter.setText(name)
    rows = [dialog.list.model().index(r, 0) for r in range(dialog.list.model().rowCount())]
    dialog.list.setCurrentIndex(next(index for index in rows if index.data() == name))


def test_a_genre_tells_its_parents_and_other_names(dialog: GenresDialog):
    pick(dialog, "Tech House")
    assert dialog.name.text() == "Tech House"
    assert "House" in dialog.facts.text() and "Techno" in dialog.facts.text()
    assert not dialog.save.isEnabled() and not dialog.add.isEnabled()


def test_the_persons_spelling_wins_from_then_on(
    window: MainWindow, dialog: GenresDialog, qtbot: QtBot
):
    pick(dialog, "Hip-Hop")
    dialog.spelling.setText("Hip Hop")
    dialog.save.click()
    qtbot.waitUntil(lambda: dialog.name.text() == "Hip Hop", timeout=10_000)
    session = window.controller.session
    assert session is not None
    assert session.vocabulary.spelled(["hiphop"]) == ("Hip Hop",)
    assert "Hip Hop" in window.controller.genre_names


def test_a_new_genre_gets_a_parent_and_can_be_removed(
    window: MainWindow, dialog: GenresDialog, qtbot: QtBot
):
    dialog.filter.setText("Nordic Yodel")
    dialog.add.click()
    qtbot.waitUntil(lambda: dialog.name.text() == "Nordic Yodel", timeout=10_000)
    dialog.parents.setText("Folk; Country")
    dialog.save.click()
    qtbot.waitUntil(lambda: "Below: Folk, Country" in dialog.facts.text(), timeout=10_000)
    assert dialog.remove.text() == "Remove"
    dialog.remove.click()
    session = window.controller.session
    assert session is not None
    qtbot.waitUntil(lambda: session.vocabulary.genre("Nordic Yodel") is None, timeout=10_000)


def test_a_genre_of_ours_is_hidden_and_shown_again(dialog: GenresDialog, qtbot: QtBot):
    pick(dialog, "Disco")
    dialog.remove.click()
    qtbot.waitUntil(lambda: dialog.remove.text() == "Show again", timeout=10_000)
    dialog.remove.click()
    qtbot.waitUntil(lambda: dialog.remove.text() == "Hide", timeout=10_000)


def test_what_contradicts_itself_is_refused_with_the_reason(
    dialog: GenresDialog, place: Home, qtbot: QtBot
):
    pick(dialog, "House")
    dialog.parents.setText("Tech House")
    dialog.save.click()
    qtbot.waitUntil(dialog.message.isVisible, timeout=10_000)
    assert "Tech House" in dialog.message.text()
    assert not place.vocabulary.exists()


def test_a_list_is_imported_and_exported(
    dialog: GenresDialog, tmp_path: Path, window: MainWindow, qtbot: QtBot
):
    desk = window.preferences.findChild(Desk)
    assert desk is not None
    source, output = tmp_path / "list.txt", tmp_path / "out.txt"
    source.write_text("Folk\n  Nordic Yodel\n", encoding="utf-8")
    desk.take_in(source)
    qtbot.waitUntil(lambda: dialog.name.text() == "Nordic Yodel", timeout=10_000)
    desk.put_out(output)
    qtbot.waitUntil(
        lambda: output.exists() and "Nordic Yodel" in output.read_text(), timeout=10_000
    )
    desk.take_in(tmp_path / "gone.txt")
    qtbot.waitUntil(lambda: "gone.txt" in dialog.message.text(), timeout=10_000)
