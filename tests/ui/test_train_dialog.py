"""Train on my library: the four steps, with real files and the real model."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tagger.model.library import load_model
from tagger.ui.training.dialog import Step
from tagger.ui.training.genres_table import Column
from tagger.ui.training.playlists_dialog import PlaylistsDialog

from .conftest import MakeGenres, OpenWindow
from .test_window import wait_idle
from .train_steps import answer, finished, gather, go_on, in_use, models, opened, trained

pytestmark = pytest.mark.usefixtures("model_file")


def test_four_steps_lead_from_folders_to_a_model_that_suggests(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = opened(window, qtbot)
    assert not dialog.next.isEnabled()
    gather(dialog, qtbot, make_genres("Jazz", "Klezmer"))
    assert [(c.genre, c.tracks, c.known) for c in dialog.examples.genres.rows.counts] == [
        ("Jazz", 3, True),
        ("Klezmer", 3, False),
    ]
    go_on(dialog, qtbot, Step.CHECK)
    go_on(dialog, qtbot, Step.RESULT)
    assert models(window) == [] and in_use(window) == "", "nothing changes before the choice"
    assert "Klezmer (new)" in {row[0] for row in dialog.pages.outcome.genres.rows()}
    assert dialog.pages.outcome.verdict.text()
    dialog.use.click()
    finished(window, qtbot)
    qtbot.waitUntil(lambda: in_use(window) == "My genres", timeout=20_000)
    wait_idle(window, qtbot)
    assert models(window) == ["My genres.onnx"]
    assert "Klezmer" in window.controller.open_session().listener().model.genres


def test_a_cancel_at_each_step_changes_nothing_and_the_step_can_be_done_again(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = opened(window, qtbot)
    dialog.examples.drop([make_genres("Jazz", "Klezmer")])
    dialog._desk.cancel()
    qtbot.waitUntil(lambda: not dialog._desk.busy, timeout=20_000)
    assert dialog.examples.again.isVisible() and not dialog.next.isEnabled()
    dialog.examples.again.click()
    gather(dialog, qtbot)
    dialog.next.click()
    assert dialog.step is Step.CHECK and not dialog.next.isEnabled()
    dialog._desk.cancel()
    qtbot.waitUntil(lambda: dialog.step is Step.EXAMPLES, timeout=20_000)
    go_on(dialog, qtbot, Step.CHECK)
    dialog.next.click()
    dialog._desk.cancel()
    qtbot.waitUntil(lambda: dialog.pages.train.again.isVisible(), timeout=20_000)
    assert "Nothing was changed" in dialog.pages.train.promise.text()
    dialog.pages.train.again.click()
    qtbot.waitUntil(lambda: dialog.step is Step.RESULT, timeout=60_000)
    answer(dialog, "Close")
    finished(window, qtbot)
    assert models(window) == [] and in_use(window) == ""


@pytest.mark.parametrize("step", ["gathering", "listening", "training"])
def test_a_window_that_is_closed_in_the_midst_of_a_step_stops_its_job(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot, step: str
) -> None:
    window = open_window()
    dialog = opened(window, qtbot)
    dialog.examples.drop([make_genres("Jazz", "Klezmer", tracks=6)])
    if step != "gathering":
        gather(dialog, qtbot)
        dialog.next.click()
    if step == "training":
        qtbot.waitUntil(lambda: dialog._material is not None, timeout=60_000)
        dialog.next.click()
    assert dialog._desk.busy
    window.close()
    assert window.controller.session is None
    assert models(window) == []


def test_escape_asks_only_where_something_would_be_lost(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = opened(window, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    finished(window, qtbot)
    dialog = opened(window, qtbot)
    gather(dialog, qtbot, make_genres("Jazz"))
    asked: list[QMessageBox] = []
    dialog.asking.connect(asked.append)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(asked) == 1 and "examples" in asked[0].text()
    next(each for each in asked[0].buttons() if each.text() == "Stay here").click()
    assert dialog.isVisible() and dialog.examples.gathered is not None
    answer(dialog, "Close")
    finished(window, qtbot)


def test_a_text_that_is_called_mp3_and_an_empty_folder_are_told_and_the_rest_is_learned(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot, tmp_path: Path
) -> None:
    top = make_genres("Jazz", "Klezmer")
    (top / "Jazz" / "<b>words&.mp3").write_text("This is no music. " * 300)
    empty = tmp_path / "empty"
    empty.mkdir()
    window = open_window()
    dialog = opened(window, qtbot)
    gather(dialog, qtbot, top, empty)
    go_on(dialog, qtbot, Step.CHECK)
    told = "\n".join(
        " ".join(row)
        for remarks in (dialog.examples.remarks, dialog.pages.check.remarks)
        for row in remarks.table.rows()
    )
    assert "<b>words&.mp3" in told and str(empty) in told
    go_on(dialog, qtbot, Step.RESULT)
    assert dialog._trained is not None and len(dialog._trained.examples) == 6


def test_one_genre_alone_can_be_learned_and_it_is_said_what_that_means(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = opened(window, qtbot)
    gather(dialog, qtbot, make_genres("Klezmer"))
    notes = " ".join(row[2] for row in dialog.examples.remarks.table.rows())
    assert "All examples are of one genre" in notes
    go_on(dialog, qtbot, Step.CHECK)
    go_on(dialog, qtbot, Step.RESULT)
    assert dialog.use.isEnabled()


def test_a_track_for_each_genre_cannot_be_checked_yet_and_says_so(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = trained(window, qtbot, make_genres("Jazz", "Rock", "Klezmer", tracks=1))
    assert "cannot be checked yet" in dialog.pages.outcome.verdict.text()
    assert not dialog.pages.outcome.bars.isVisible()
    rows = dialog.pages.outcome.genres.rows()
    assert {row[3] for row in rows} == {"cannot be checked yet: needs 3 artists, has 1"}
    dialog.keep_only.click()
    finished(window, qtbot)
    assert models(window) == ["My genres.onnx"] and in_use(window) == ""


def test_the_same_music_under_two_genres_teaches_both_and_is_told(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot, tmp_path: Path
) -> None:
    top = make_genres("Jazz", "Rock")
    (top / "Klezmer").mkdir()
    for file in (top / "Jazz").iterdir():
        (top / "Klezmer" / file.name).write_bytes(file.read_bytes())
    window = open_window()
    dialog = opened(window, qtbot)
    gather(dialog, qtbot, top)
    told = [row for row in dialog.examples.remarks.table.rows() if row[0] == "Different genres"]
    assert len(told) == 3 and "Jazz" in told[0][2] and "Klezmer" in told[0][2]
    go_on(dialog, qtbot, Step.CHECK)
    go_on(dialog, qtbot, Step.RESULT)


def test_genres_whose_names_differ_in_case_alone_are_one(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    folders = [make_genres(name, tracks=2, top=name) for name in ("Klezmer", "KLEZMER", "klezmer")]
    window = open_window()
    dialog = opened(window, qtbot)
    gather(dialog, qtbot, *folders)
    assert len(dialog.examples.genres.rows.counts) == 1


def test_a_full_disk_loses_nothing_and_another_try_keeps_the_model(
    open_window: OpenWindow,
    make_genres: MakeGenres,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    dialog = trained(window, qtbot, make_genres("Jazz", "Klezmer"))
    replace = os.replace

    def full(source: str, target: str, *rest: object) -> None:
        if str(target).endswith(".onnx"):
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", full)
    dialog.use.click()
    qtbot.waitUntil(lambda: bool(dialog.pages.outcome.reason.text()), timeout=20_000)
    assert "disk is full" in dialog.pages.outcome.reason.text()
    assert models(window) == [] and in_use(window) == ""
    monkeypatch.undo()
    dialog.pages.outcome.name.show_name("Another")
    dialog.use.click()
    finished(window, qtbot)
    qtbot.waitUntil(lambda: in_use(window) == "Another", timeout=20_000)
    wait_idle(window, qtbot)


def test_a_name_that_another_model_has_is_refused_while_it_is_typed(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    folder = make_genres("Jazz", "Klezmer")
    dialog = trained(window, qtbot, folder)
    dialog.keep_only.click()
    finished(window, qtbot)
    dialog = opened(window, qtbot)
    gather(dialog, qtbot, folder)
    assert dialog.examples.name.name == "My genres 2"
    for name in ("MY GENRES", "a/b", ""):
        dialog.examples.name.show_name(name)
        assert not dialog.next.isEnabled() and dialog.examples.name.reason.text()
    dialog.examples.name.show_name("Mine")
    assert dialog.next.isEnabled() and not dialog.examples.name.reason.isVisible()


def test_a_model_is_taught_more_and_keeps_what_it_learned(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = trained(window, qtbot, make_genres("Jazz", "Klezmer"))
    dialog.use.click()
    finished(window, qtbot)
    qtbot.waitUntil(lambda: in_use(window) == "My genres", timeout=20_000)
    wait_idle(window, qtbot)
    dialog = opened(window, qtbot, model="My genres")
    gather(dialog, qtbot, make_genres("Forró", top="more"))
    assert {each.genre for each in dialog.examples.genres.rows.counts} == {
        "Jazz",
        "Klezmer",
        "Forró",
    }
    go_on(dialog, qtbot, Step.CHECK)
    go_on(dialog, qtbot, Step.RESULT)
    assert not dialog.keep_only.isVisible(), "the model in use itself learned more"
    dialog.use.click()
    finished(window, qtbot)
    wait_idle(window, qtbot)
    assert models(window) == ["My genres.onnx"]
    genres = window.controller.open_session().listener().model.genres
    assert {"Klezmer", "Forró"} <= set(genres)


def test_playlists_of_one_file_are_ticked_and_name_a_genre_each(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot, tmp_path: Path
) -> None:
    top = make_genres("a", "b")
    files = {name: sorted((top / name).iterdir()) for name in "ab"}
    tracks = [file for each in files.values() for file in each]
    collection = "".join(
        f'<TRACK TrackID="{n}" Location="file://localhost{file}"/>' for n, file in enumerate(tracks)
    )
    nodes = "".join(
        f'<NODE Type="1" Name="{name}" KeyType="0">'
        + "".join(f'<TRACK Key="{tracks.index(file)}"/>' for file in files[place])
        + "</NODE>"
        for name, place in (("Klezmer", "a"), ("Forró", "b"))
    )
    export = tmp_path / "export.xml"
    export.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><DJ_PLAYLISTS Version="1.0.0">'
        f"<COLLECTION>{collection}</COLLECTION>"
        f'<PLAYLISTS><NODE Type="0" Name="ROOT">{nodes}</NODE></PLAYLISTS></DJ_PLAYLISTS>',
        encoding="utf-8",
    )
    window = open_window()
    window.add([top])
    wait_idle(window, qtbot)
    dialog = opened(window, qtbot)
    dialog.examples.drop([export])
    qtbot.waitUntil(lambda: bool(dialog.findChildren(PlaylistsDialog)), timeout=20_000)
    (ticks,) = dialog.findChildren(PlaylistsDialog)
    assert [crate.name for crate in ticks.chosen()] == ["Klezmer", "Forró"]
    ticks.rows.tick([1], False)
    ticks.take.click()
    gather(dialog, qtbot)
    counts = dialog.examples.genres.rows.counts
    assert [(each.genre, each.tracks) for each in counts] == [("Klezmer", 3)]


def test_decisions_are_ticked_where_there_are_any(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    window.add([make_genres("Jazz")])
    wait_idle(window, qtbot)
    window.table.selectAll()
    window.review.choose("Klezmer")
    session = window.controller.open_session()
    qtbot.waitUntil(lambda: len(session.decisions.all()) == 3, timeout=20_000)
    dialog = opened(window, qtbot)
    gather(dialog, qtbot)
    assert dialog.examples.sources.decisions.isChecked()
    assert [each.genre for each in dialog.examples.genres.rows.counts] == ["Klezmer"]
    dialog.examples.sources.decisions.click()
    assert not dialog.next.isEnabled()


def test_folders_are_dropped_onto_the_dialog(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = opened(window, qtbot)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(make_genres("Jazz")))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), action, data, button, keys)
    QApplication.sendEvent(dialog, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(200, 200), action, data, button, keys)
    QApplication.sendEvent(dialog, drop)
    gather(dialog, qtbot)
    assert [each.genre for each in dialog.examples.genres.rows.counts] == ["Jazz"]


def test_a_genre_that_is_not_ticked_is_not_learned_and_a_parent_goes_into_the_vocabulary(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = opened(window, qtbot)
    gather(dialog, qtbot, make_genres("Jazz", "Hyperklez", "Trash"))
    table = dialog.examples.genres
    table.rows.set_learned(["Trash"], False)
    row = [each.genre for each in table.rows.counts].index("Hyperklez")
    table.rows.setData(table.rows.index(row, Column.PARENT), "electronic")
    assert dialog.examples.parents == {"Hyperklez": "Electronic"}
    go_on(dialog, qtbot, Step.CHECK)
    go_on(dialog, qtbot, Step.RESULT)
    dialog.keep_only.click()
    finished(window, qtbot)
    genres = load_model(window.controller.home, "My genres").genres
    assert "Hyperklez" in genres and "Trash" not in genres
    assert window.controller.open_session().vocabulary.is_ancestor("Electronic", "Hyperklez")
