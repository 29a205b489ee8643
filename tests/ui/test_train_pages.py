"""The parts of the training dialog: answers to findings, the confusion matrix, many examples."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tagger.genres.vocabulary import load_vocabulary
from tagger.measures import Share
from tagger.training.checks import Copies, DoubtfulLabel, Findings, Overlap, ThinGenre
from tagger.training.crates import Crate
from tagger.training.evaluation import Figures
from tagger.training.grouping import form_groups
from tagger.ui.player.player import Player
from tagger.ui.review.genre_dialog import GenreDialog
from tagger.ui.training.check_page import CheckPage
from tagger.ui.training.confusion_view import ConfusionView
from tagger.ui.training.findings import Group, findings_of
from tagger.ui.training.genres_table import Column, GenresTable
from tagger.ui.training.ledger import Drop, Give, Join, LeaveOut, Ledger
from tagger.ui.training.mistakes import MOST_SHOWN, grid_of, mistakes_of
from tagger.ui.training.source_list import SourceList
from tagger.ui.training.sources import SourceKind, Sources, together
from tagger.ui.training.train_desk import Checked
from tagger.workflow.example_records import Example, GenreCount, Source, Wanted
from tagger.workflow.material import Material

from .hands import HELD, held

HOSTILE = "<b>Rock</b> & \u202eevil"


def example(number: int, genre: str) -> Example:
    return Example(
        Path(f"/music/{genre}/{number}.mp3"),
        number.to_bytes(16, "big"),
        (genre,),
        f"Artist {number}",
        "",
        "",
        f"Song {number}",
        Source.FOLDER,
    )


def identity(row: int) -> bytes:
    return row.to_bytes(16, "big")


@pytest.fixture
def material() -> Material:
    """Twelve tracks with one finding of each kind."""
    genres = ["Jazz"] * 5 + ["Rock"] * 5 + ["Zouk"] * 2
    examples = tuple(example(number, genre) for number, genre in enumerate(genres))
    findings = Findings(
        copies=(Copies((0, 5), False, ("Jazz", "Rock"), True),),
        doubtful=(DoubtfulLabel(1, ("Jazz",), "Rock", 0.8, (6, 7)),),
        overlaps=(Overlap(("Jazz", "Rock"), 0.7, (2, 8)),),
        thin=(ThinGenre("Zouk", (10, 11), 2),),
        groups=form_groups([each.artist for each in examples], [(0, 5)]),
    )
    return Material(examples, np.zeros((12, 4), np.float32), (), findings)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def page(material: Material, ledger: Ledger, qtbot: QtBot) -> CheckPage:
    player = Player()
    made = CheckPage(ledger, player)
    qtbot.addWidget(made, before_close_func=lambda _: player.close())
    made.resize(900, 600)
    made.show()
    made.show_checked(
        Checked(material, findings_of(material)), ["Jazz", "Rock", "Zouk", "Electronic"]
    )
    qtbot.waitExposed(made)
    return made


def look_at(page: CheckPage, group: Group) -> None:
    page.tabs.setCurrentIndex(group)
    page.table.setFocus()


def press(page: CheckPage, key: Qt.Key) -> None:
    QTest.keyClick(page.table, key)


def test_enter_takes_each_suggestion(page: CheckPage, ledger: Ledger) -> None:
    for group in Group:
        look_at(page, group)
        press(page, Qt.Key.Key_Return)
        assert page.table.rows[0].done
    given = ledger.corrections()
    assert given.left_out == {identity(5)}, "one of the copies stays"
    assert given.given == {identity(1): ("Rock",)}
    assert given.joined in ({"Jazz": "Rock"}, {"Rock": "Jazz"})
    assert given.dropped == {"Zouk"}
    assert page.headline.text() == "Every finding is answered."


@pytest.mark.parametrize("key", HELD, ids=lambda key: key.name)
def test_the_first_finding_is_looked_at_even_while_a_key_is_held(
    page: CheckPage, material: Material, key: Qt.Key
) -> None:
    """It comes when the work on the examples ends, whatever the person does just then."""
    with held(page, key):
        page.show_checked(Checked(material, findings_of(material)), ["Jazz"])
        assert page.table.selected_rows() == [0] and len(page.tracks.rows) == 2
        look_at(page, Group.DOUBTFUL)
        assert page.table.selected_rows() == [0] and len(page.tracks.rows) == 3


def test_delete_leaves_out_and_k_keeps_and_backspace_takes_the_answer_back(
    page: CheckPage, ledger: Ledger
) -> None:
    look_at(page, Group.DOUBTFUL)
    press(page, Qt.Key.Key_Delete)
    assert ledger.corrections().left_out == {identity(1)}
    press(page, Qt.Key.Key_K)
    assert ledger.corrections() == Ledger().corrections()
    assert page.table.rows[0].texts[-1] == "kept as it is"
    press(page, Qt.Key.Key_Backspace)
    assert not page.table.rows[0].done
    page._undo()
    assert page.table.rows[0].texts[-1] == "kept as it is"


def test_one_of_several_copies_is_kept_by_name(page: CheckPage, ledger: Ledger) -> None:
    look_at(page, Group.COPIES)
    page.tracks.setFocus()
    page.tracks.look_at(1)
    QTest.keyClick(page.tracks, Qt.Key.Key_Return)
    assert ledger.corrections().left_out == {identity(0)}
    assert [row.done for row in page.tracks.rows] == [True, False]


def test_another_genre_is_given_and_known_spellings_are_taken(
    page: CheckPage, ledger: Ledger, qtbot: QtBot
) -> None:
    look_at(page, Group.THIN)
    press(page, Qt.Key.Key_E)
    (dialog,) = page.findChildren(GenreDialog)
    dialog.field.setText("electronic")
    dialog.accept()
    assert ledger.corrections().joined == {"Zouk": "Electronic"}


def test_the_track_that_is_looked_at_is_the_one_that_plays(
    page: CheckPage, material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[Path] = []
    monkeypatch.setattr(page.player_bar._player, "play", lambda path, *rest: played.append(path))
    look_at(page, Group.DOUBTFUL)
    press(page, Qt.Key.Key_Space)
    page.tracks.setFocus()
    page.tracks.look_at(2)
    QTest.keyClick(page.tracks, Qt.Key.Key_Space)
    assert played == [material.examples[1].path, material.examples[7].path]


def test_joined_genres_lead_to_the_last_one_and_never_into_each_other() -> None:
    ledger = Ledger()
    ledger.answer({"a": Join("b")})
    ledger.answer({"b": Join("c")})
    assert ledger.corrections().joined == {"a": "c", "b": "c"}
    ledger.answer({"c": Join("a")})
    joined = ledger.corrections().joined
    assert not set(joined) & set(joined.values())
    ledger.undo()
    assert ledger.corrections().joined == {"a": "c", "b": "c"}


def test_what_was_answered_together_is_taken_back_together() -> None:
    ledger = Ledger()
    ledger.answer({b"1": LeaveOut(), b"2": Give(("Jazz",)), "Zouk": Drop()})
    ledger.answer({b"1": None})
    ledger.undo()
    assert ledger.get(b"1") == LeaveOut()
    ledger.undo()
    assert not ledger and not ledger.can_undo


def test_sources_are_mixed_and_each_folder_is_read_in_one_way() -> None:
    one, two = Path("/music/one"), Path("/music/two")
    crate = Crate("Zouk", Path("/music/a.m3u"), ("x.mp3",))
    sources = Sources().with_folders([one, two, one], SourceKind.FOLDER).with_crates([crate])
    assert sources.wanted == Wanted((one, two), (), (crate,))
    switched = sources.switched([1])
    assert switched.wanted == Wanted((one,), (two,), (crate,))
    assert switched.with_folders([two], SourceKind.FOLDER).wanted.tagged == ()
    assert Sources.of(switched.wanted).wanted == switched.wanted
    assert together(Wanted((one,)), Wanted((one, two), decisions=True)) == Wanted(
        (one, two), decisions=True
    )


def test_delete_takes_out_the_lines_that_are_selected_where_the_focus_is(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    sources, field = SourceList(top), QLineEdit("text", top)
    sources.show_sources(Sources().with_folders([Path("/a"), Path("/b")], SourceKind.FOLDER))
    top.show()
    top.activateWindow()
    qtbot.waitUntil(top.isActiveWindow)
    sources.table.selectRow(0)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert len(sources.sources.rows) == 2
    sources.table.setFocus()
    with qtbot.waitSignal(sources.changed):
        QTest.keyClick(sources.table, Qt.Key.Key_Delete)
    assert [row.path for row in sources.sources.rows] == [Path("/b")]


def test_folders_that_are_read_in_the_other_way_stay_selected(qtbot: QtBot) -> None:
    sources = SourceList()
    qtbot.addWidget(sources)
    sources.show_sources(Sources().with_folders(map(Path, ("/a", "/b", "/c")), SourceKind.FOLDER))
    sources.table.select_rows([0, 2])
    sources.switch.click()
    assert [row.kind is SourceKind.TAGGED for row in sources.sources.rows] == [True, False, True]
    assert sources.table.selected_rows() == [0, 2]


def figures(genres: int, others: int = 2, seed: int = 0) -> tuple[tuple[str, ...], Figures]:
    names = tuple(f"Genre {number:03}" for number in range(genres))
    answers = (*names, *(f"Other {number}" for number in range(others)))
    matrix = np.random.default_rng(seed).poisson(0.2, (genres, len(answers)))
    matrix[np.arange(genres), np.arange(genres)] += 20
    right, total = int(np.trace(matrix)), int(matrix.sum())
    return names, Figures(Share(right, total), 0.8, answers, matrix.astype(np.int64))


def test_of_many_genres_the_worst_are_shown_and_no_answer_is_lost() -> None:
    names, found = figures(300)
    grid = grid_of(names, found)
    assert len(grid.genres) == MOST_SHOWN and not grid.whole
    assert (grid.counts.sum(axis=1) == grid.totals).all()
    assert [sum(n for _, n in others) for others in grid.others] == list(grid.counts[:, -1])
    pairs = mistakes_of(names, found)
    assert pairs == sorted(pairs, key=lambda pair: -pair.count)
    assert all(pair.genre != pair.taken_for for pair in pairs)


def test_the_matrix_tells_each_cell_in_words_and_is_walked_with_keys(qtbot: QtBot) -> None:
    names, found = figures(5)
    view = ConfusionView()
    qtbot.addWidget(view)
    view.resize(500, 400)
    with qtbot.waitExposed(view):
        view.show()
    view.show_grid(grid_of(names, found))
    told: list[str] = []
    view.told.connect(told.append)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Right)
    right, total = found.confusion[1, 1], found.confusion[1].sum()
    assert told[1] == (
        f"{right} of {total} tracks of Genre 001 were recognised ({right / total:.0%})"
    )
    assert "of Genre 001 were taken for Genre 002" in told[2]
    assert view.accessibleDescription() == told[-1]
    for _ in range(20):
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.current == (1, 5) and "not shown" in told[-1]
    place = QPointF(view.cell_rect(3, 3).center())
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    moved = QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, keys)
    QApplication.sendEvent(view.viewport(), moved)
    assert view.current == (3, 3)


def test_an_empty_matrix_is_no_error(qtbot: QtBot) -> None:
    view = ConfusionView()
    qtbot.addWidget(view)
    view.show()
    none = Figures(Share(0, 0), float("nan"), (), np.zeros((0, 0), np.int64))
    view.show_grid(grid_of((), none))
    QTest.keyClick(view, Qt.Key.Key_Down)
    view.grab()


def counts(many: int) -> list[GenreCount]:
    return [GenreCount(f"{HOSTILE} {n}", n % 30 + 1, bool(n % 2), n % 5) for n in range(many)]


def test_genres_say_what_they_lack_and_hostile_names_are_plain_text(qtbot: QtBot) -> None:
    table = GenresTable()
    qtbot.addWidget(table)
    table.fill([GenreCount(HOSTILE, 4, False, 1)], load_vocabulary())
    rows = table.rows
    assert rows.index(0, Column.MISSING).data() == "6 more tracks, 2 more artists"
    shown = rows.index(0, Column.GENRE).data()
    assert shown.startswith("<b>Rock</b> & ") and "\u202e" not in shown
    tip = rows.index(0, Column.GENRE).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip


def test_space_unticks_what_is_selected_and_it_stays_so_when_gathered_anew(qtbot: QtBot) -> None:
    table = GenresTable()
    qtbot.addWidget(table)
    vocabulary = load_vocabulary()
    table.fill(counts(4), vocabulary)
    table.selectAll()
    table.setCurrentIndex(table.model().index(0, 0))
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.rows.learned() == []
    table.fill(counts(5), vocabulary)
    assert [each.genre for each in table.rows.learned()] == [f"{HOSTILE} 4"]


def test_three_hundred_genres_and_their_matrix_are_quick(qtbot: QtBot) -> None:
    table, view = GenresTable(), ConfusionView()
    for widget in (table, view):
        qtbot.addWidget(widget)
        widget.resize(800, 500)
        widget.show()
    vocabulary, (names, found) = load_vocabulary(), figures(300)
    begun = time.process_time()
    table.fill(counts(300), vocabulary)
    table.grab()
    view.show_grid(grid_of(names, found))
    view.grab()
    mistakes_of(names, found)
    assert time.process_time() - begun < 1.0, "a widget for each row would take longer"
