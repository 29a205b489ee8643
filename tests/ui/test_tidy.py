"""Tidying genres in the window: keys, offers, the preview, and quick with many values."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from mutagen.flac import FLAC
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.records import TrackTags
from tagger.ui.history.write_dialog import WriteDialog
from tagger.ui.main_window import MainWindow
from tagger.ui.review.genre_dialog import GenreDialog
from tagger.ui.tidy.dialog import TidyDialog
from tagger.ui.tidy.rows import Column, Show, TidyRows
from tagger.workflow.estimate import Estimate
from tagger.workflow.preview import WritePlan
from tagger.workflow.session import Session
from tagger.workflow.tidy import GenreValue

from .conftest import MakeMusic, OpenWindow
from .generated import store
from .tables import texts
from .test_window import wait_idle
from .test_writing import dialog_of, digests, undo

pytestmark = pytest.mark.usefixtures("no_model")
OpenTidy = Callable[[Sequence[tuple[str, ...]]], TidyDialog]

MIXED = [("Rock",)] * 4 + [("Klassik",)] * 3 + [("Jazz; Blues", "Ska")] * 2 + [("Polka",)]


@pytest.fixture
def no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tidying needs none."""
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: tmp_path / "no models")


@pytest.fixture
def open_tidy(place: Home, open_window: OpenWindow, qtbot: QtBot) -> OpenTidy:
    """The dialog over a library whose tracks hold these genres."""

    def opened(lists: Sequence[tuple[str, ...]]) -> TidyDialog:
        tracks = [
            TrackTags(title=f"Song {number}", artist="Somebody", genres=genres)
            for number, genres in enumerate(lists)
        ]
        with Session.open(place) as session:
            store(session, tracks)
        return show(open_window(), qtbot)

    return opened


@pytest.fixture
def dialog(open_tidy: OpenTidy) -> TidyDialog:
    """The dialog over a mixed library."""
    return open_tidy(MIXED)


def show(window: MainWindow, qtbot: QtBot) -> TidyDialog:
    window.toolbar.tidy.trigger()
    dialog = dialog_of(window, TidyDialog, qtbot)
    qtbot.waitUntil(lambda: bool(dialog.table.rows.everything), timeout=20_000)
    return dialog


def shown(dialog: TidyDialog) -> list[tuple[str, ...]]:
    return texts(dialog.table.rows)


def window_of(dialog: TidyDialog) -> MainWindow:
    window = dialog.parent()
    assert isinstance(window, MainWindow)
    return window


def press(dialog: TidyDialog, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(dialog.table, key)


def choose(dialog: TidyDialog, *values: str) -> None:
    dialog.table.select_rows([dialog.table.rows.place_of(value) for value in values])


def says(dialog: TidyDialog, text: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.message.text() == text, timeout=10_000)


def close(dialog: QDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()


def test_every_value_is_shown_with_its_count_and_offers_are_ticked(
    dialog: TidyDialog, qtbot: QtBot
) -> None:
    assert shown(dialog) == [
        ("Rock", "4", "", ""),
        ("Klassik", "3", "Classical", "Offered: the same genre"),
        ("Ska", "2", "", ""),
        ("Jazz; Blues", "2", "Jazz; Blues", "Offered: several in one"),
        ("Polka", "1", "", ""),
    ]
    rows = dialog.table.rows
    ticks = [
        rows.index(place, Column.BECOMES).data(Qt.ItemDataRole.CheckStateRole) for place in range(5)
    ]
    assert ticks == [None, Qt.CheckState.Checked, None, Qt.CheckState.Checked, None]
    says(dialog, "2 values change in 5 files.", qtbot)
    assert dialog.table.hasFocus()


def test_backspace_refuses_an_offer_and_enter_takes_it_and_goes_on(
    dialog: TidyDialog, qtbot: QtBot
) -> None:
    choose(dialog, "Klassik")
    press(dialog, Qt.Key.Key_Backspace)
    assert shown(dialog)[1][2:] == ("Classical", "Refused")
    assert dialog.table.rows.rules() == {"Jazz; Blues": ("Jazz", "Blues")}
    says(dialog, "1 value changes in 2 files.", qtbot)
    press(dialog, Qt.Key.Key_Return)
    assert "Klassik" in dialog.table.rows.rules()
    assert [row.held.value for row in dialog.table.chosen()] == ["Ska"]
    choose(dialog, "Klassik")
    press(dialog, Qt.Key.Key_Space)
    assert "Klassik" not in dialog.table.rows.rules()
    press(dialog, Qt.Key.Key_Space)
    assert "Klassik" in dialog.table.rows.rules()


def test_delete_takes_a_value_out_and_backspace_takes_that_back(
    dialog: TidyDialog, qtbot: QtBot
) -> None:
    choose(dialog, "Polka")
    press(dialog, Qt.Key.Key_Delete)
    assert shown(dialog)[4][2:] == ("taken out", "Yours: deleted")
    assert dialog.table.rows.rules()["Polka"] == ()
    says(dialog, "3 values change in 6 files.", qtbot)
    press(dialog, Qt.Key.Key_Backspace)
    assert shown(dialog)[4][2:] == ("", "")
    says(dialog, "2 values change in 5 files.", qtbot)


def test_s_splits_at_every_sign_also_what_the_vocabulary_would_keep(open_tidy: OpenTidy) -> None:
    dialog = open_tidy([("Rock/Pop",), ("Grotten / Olm",), ("Ska",)])
    dialog.table.selectAll()
    press(dialog, Qt.Key.Key_S)
    assert dialog.table.rows.rules() == {
        "Rock/Pop": ("Rock", "Pop"),
        "Grotten / Olm": ("Grotten", "Olm"),
    }


def test_e_edits_what_a_value_becomes_with_completion(dialog: TidyDialog, qtbot: QtBot) -> None:
    choose(dialog, "Polka")
    press(dialog, Qt.Key.Key_E)
    field = dialog.table.findChild(QLineEdit)
    assert field is not None and field.text() == "Polka"
    completer = field.completer()
    field.selectAll()
    QTest.keyClicks(field, "Rock; Reg")
    names = completer.completionModel()
    offered = [names.index(place, 0).data() for place in range(names.rowCount())]
    assert "Reggae" in offered and "Rock" not in offered
    popup = completer.popup()
    assert popup is not None
    popup.hide()
    field.setText("Rock; Reggae")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.rows.rules().get("Polka") == ("Rock", "Reggae"))
    assert dialog.isVisible()


def test_an_edit_that_changes_nothing_is_no_wish(dialog: TidyDialog) -> None:
    rows = dialog.table.rows
    index = rows.index(rows.place_of("Rock"), Column.BECOMES)
    assert not rows.setData(index, index.data(Qt.ItemDataRole.EditRole))
    assert not rows.setData(index, " ; ")
    assert "Rock" not in rows.rules()


def test_several_that_are_selected_become_one(dialog: TidyDialog, qtbot: QtBot) -> None:
    choose(dialog, "Polka", "Ska", "Rock")
    assert dialog.buttons["rename"].text() == "Join…"
    press(dialog, Qt.Key.Key_E)
    ask = dialog_of(dialog.window(), GenreDialog, qtbot)  # pyright: ignore[reportArgumentType]
    assert ask.field.text() == "Rock"
    ask.field.setText("Ska")
    ask.ok.click()
    rules = dialog.table.rows.rules()
    assert (rules["Polka"], rules["Rock"]) == (("Ska",), ("Ska",)) and "Ska" not in rules
    says(dialog, "4 values change in 10 files.", qtbot)


def test_the_filter_finds_values_and_what_becomes_of_them(dialog: TidyDialog) -> None:
    choose(dialog, "Klassik")
    dialog.filter.setText("CLASS")
    assert [row[0] for row in shown(dialog)] == ["Klassik"]
    assert [row.held.value for row in dialog.table.chosen()] == ["Klassik"]
    dialog.filter.clear()
    dialog.show_only.setCurrentIndex(dialog.show_only.findData(Show.OFFERS))
    assert [row[0] for row in shown(dialog)] == ["Klassik", "Jazz; Blues"]
    press(dialog, Qt.Key.Key_Backspace)
    dialog.show_only.setCurrentIndex(dialog.show_only.findData(Show.CHANGED))
    assert [row[0] for row in shown(dialog)] == ["Jazz; Blues"]
    assert len(dialog.table.rows.rules()) == 1
    dialog.show_only.setCurrentIndex(0)
    dialog.table.sortByColumn(Column.VALUE, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in shown(dialog)] == sorted(row[0] for row in shown(dialog))


def test_the_tracks_of_the_selected_values_stand_beside_them(
    open_tidy: OpenTidy, qtbot: QtBot
) -> None:
    dialog = open_tidy([("Rock",)] * 300 + [("<b>Ska</b>", "Jazz")])
    qtbot.waitUntil(lambda: "300 tracks with Rock" in dialog.tracks_head.text(), timeout=10_000)
    assert dialog.tracks_head.text().endswith("; the first 200")
    assert len(dialog.tracks.rows()) == 200
    choose(dialog, "<b>Ska</b>")
    qtbot.waitUntil(
        lambda: dialog.tracks.rows() == [("Somebody – Song 300", "<b>Ska</b>, Jazz")],
        timeout=10_000,
    )
    assert dialog.tracks_head.text() == "1 track with <b>Ska</b>"


def test_what_is_wanted_is_seen_then_written_then_undone_to_the_byte(
    open_window: OpenWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    folder = make_music(3, genre="Klassik")
    file = FLAC(folder / "2.flac")
    file["genre"] = ["Ska", "Polka"]
    file.save()
    before = digests(folder)
    window = open_window()
    window.add([folder])
    wait_idle(window, qtbot)
    dialog = show(window, qtbot)
    choose(dialog, "Polka")
    press(dialog, Qt.Key.Key_Delete)
    dialog.see.click()
    preview = dialog_of(window, WriteDialog, qtbot)
    assert not preview.policy.isVisible()
    assert [row[:3] for row in preview.view.table.rows()] == [
        ("0.flac", "Klassik", "Classical"),
        ("1.flac", "Klassik", "Classical"),
        ("2.flac", "Ska, Polka", "Ska"),
    ]
    preview.reject()
    assert digests(folder) == before and dialog.isVisible()
    qtbot.waitUntil(lambda: window.findChild(WriteDialog) is None)
    dialog.see.click()
    dialog_of(window, WriteDialog, qtbot).write.click()
    qtbot.waitUntil(lambda: window.findChild(TidyDialog) is None, timeout=10_000)
    wait_idle(window, qtbot)
    assert [FLAC(path)["genre"] for path in sorted(folder.glob("*.flac"))] == [
        ["Classical"],
        ["Classical"],
        ["Ska"],
    ]
    rows = window.controller.rows
    qtbot.waitUntil(lambda: {line.genres for line in rows.shown()} == {"Classical", "Ska"})
    undo(window, qtbot)
    assert digests(folder) == before


def test_a_preview_that_is_closed_is_not_told_what_it_would_cost(
    dialog: TidyDialog, qtbot: QtBot
) -> None:
    answers: list[Callable[[Estimate], None]] = []
    preview = WriteDialog(WritePlan((), ()), None, lambda plan, done: answers.append(done), dialog)
    with qtbot.waitSignal(preview.destroyed):
        preview.finished.connect(preview.deleteLater)
        preview.open()
        preview.reject()
    answers[0](Estimate(1, 1, 1.0, True))
    assert dialog.isVisible()


def test_without_genres_it_says_so(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.toolbar.tidy.trigger()
    dialog = dialog_of(window, TidyDialog, qtbot)
    says(dialog, "No file of your library holds a genre yet.", qtbot)
    assert not dialog.see.isEnabled()
    assert not any(button.isEnabled() for button in dialog.buttons.values())


def test_every_button_names_its_key_and_a_key_opens_the_dialog(
    dialog: TidyDialog, qtbot: QtBot
) -> None:
    window = window_of(dialog)
    assert all("(" in button.toolTip() for button in dialog.buttons.values())
    close(dialog, qtbot)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_T, held)
    dialog_of(window, TidyDialog, qtbot)


def test_a_dialog_that_is_closed_at_once_leaves_nothing_behind(
    dialog: TidyDialog, qtbot: QtBot
) -> None:
    window = window_of(dialog)
    dialog.table.selectAll()
    press(dialog, Qt.Key.Key_Backspace)
    dialog.see.click()
    close(dialog, qtbot)
    again = show(window, qtbot)
    says(again, "Nothing is to change.", qtbot)
    assert window.findChild(WriteDialog) is None


def test_what_was_decided_is_still_there_when_the_dialog_was_closed(
    dialog: TidyDialog, qtbot: QtBot
) -> None:
    window = window_of(dialog)
    choose(dialog, "Polka")
    press(dialog, Qt.Key.Key_Delete)
    choose(dialog, "Klassik")
    press(dialog, Qt.Key.Key_Backspace, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(TidyDialog) is None)
    again = show(window, qtbot)
    assert again.table.rows.rules() == {"Jazz; Blues": ("Jazz", "Blues"), "Polka": ()}


def test_the_model_of_values_is_sound(qtbot: QtBot) -> None:
    rows = TidyRows()
    tester = QAbstractItemModelTester(
        rows, QAbstractItemModelTester.FailureReportingMode.Fatal, rows
    )
    model: QAbstractItemModel = tester.model()
    rows.show_values([GenreValue("jazz", 3, ("Jazz",)), GenreValue("Rock", 2)])
    rows.show_only("jazz", Show.ALL)
    assert model.rowCount() == 1
    index = rows.index(0, Column.BECOMES)
    assert rows.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    refused = index.data(Qt.ItemDataRole.ForegroundRole)
    assert rows.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    taken = index.data(Qt.ItemDataRole.ForegroundRole)
    assert isinstance(refused, QColor) and refused != taken


def test_five_thousand_values_are_quick(open_tidy: OpenTidy, qapp: QApplication) -> None:
    dialog = open_tidy([(f"Genre {n}", f"genre {n}") for n in range(2500)])
    table = dialog.table
    assert len(table.rows.everything) == 5000
    start = time.process_time()
    dialog.filter.setText("genre 12")
    qapp.processEvents()
    dialog.filter.clear()
    table.sortByColumn(Column.BECOMES, Qt.SortOrder.AscendingOrder)
    table.selectAll()
    press(dialog, Qt.Key.Key_Backspace)
    qapp.processEvents()
    assert time.process_time() - start < 1.5
    assert table.rows.rules() == {}
