"""The table's model: order, filter, and changes that move only what changed."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tagger.records import (
    AnalysisStatus,
    Decision,
    DecisionKind,
    FileStamp,
    GenreScore,
    Suggestion,
    Track,
    TrackTags,
)
from tagger.ui.library.lines import Column, Filter, Library, Line, line_of
from tagger.ui.library.track_model import TrackModel
from tagger.workflow.review import ReviewRow, ReviewState


def make_line(
    number: int,
    title: str = "",
    genre: str = "Jazz",
    sure: float = 0.9,
    state: ReviewState = ReviewState.TO_REVIEW,
    path: str | None = None,
    also: tuple[str, ...] = (),
    decision: Decision | None = None,
    **tags: object,
) -> Line:
    track = Track(
        number,
        Path(path or f"/music/{number}.mp3"),
        FileStamp(1, 1),
        "mp3",
        b"x",
        dataclasses.replace(TrackTags(title=title), **tags),
    )
    scores = (GenreScore(genre, sure), *(GenreScore(name, (1 - sure) / 3) for name in also))
    suggestion = Suggestion(AnalysisStatus.OK, scores, False, likely=len(scores))
    return line_of(ReviewRow(track, suggestion, decision, state))


def at_once(work: Callable[[], list[int]], done: Callable[[list[int]], None]) -> None:
    done(work())


@pytest.fixture
def model(qapp) -> TrackModel:
    return TrackModel(at_once)


def titles(model: TrackModel) -> list[str]:
    return [model.index(row, Column.TITLE).data() for row in range(model.rowCount())]


def test_the_model_keeps_every_rule_of_qt_while_rows_come_go_and_move(
    model: TrackModel, qtmodeltester, qtbot: QtBot
) -> None:
    qtmodeltester.check(model)
    model.load(Library.of([make_line(n, f"Song {n}") for n in range(20)]))
    model.update_lines([make_line(3, "Zebra"), make_line(40, "Alpha")], gone=[7])
    model.set_filter(Filter.of(None, None, "song"))
    model.update_lines([make_line(4, "hidden now"), make_line(3, "song again")])
    model.sort(Column.SURE, Qt.SortOrder.DescendingOrder)
    # On a busy machine a few lines may be left for the next slice of time.
    qtbot.waitUntil(lambda: model.settled)
    qtmodeltester.check(model)
    assert len(titles(model)) == 18


def test_a_track_with_several_genres_stands_under_each_of_them(model: TrackModel) -> None:
    both = make_line(1, "both", "Rock", 0.6, also=("Blues",))
    model.load(Library.of([both, make_line(2, "rock", "Rock"), make_line(3, "jazz", "Jazz")]))
    assert model.index(0, Column.SUGGESTION).data() == "Rock, Blues"
    assert model.library.genres == {"Rock": 2, "Blues": 1, "Jazz": 1}
    for genre, expected in (("Rock", ["both", "rock"]), ("Blues", ["both"])):
        model.set_filter(Filter.of(None, genre, ""))
        assert titles(model) == expected
    model.update_lines([make_line(1, "both", "Jazz")])
    assert +model.library.genres == {"Rock": 1, "Jazz": 2}


def test_how_likely_each_of_several_genres_is_stands_in_the_tooltip(model: TrackModel) -> None:
    model.load(Library.of([make_line(1, genre="Rock", sure=0.61, also=("Blues",))]))
    index = model.index(0, Column.SUGGESTION)
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == "Rock 61%, Blues 13%"
    assert model.index(0, Column.SURE).data() == "61%"


def test_what_was_accepted_is_shown_also_when_the_suggestion_is_another_now(
    model: TrackModel,
) -> None:
    accepted = Decision(1, DecisionKind.ACCEPTED, ("Rock", "Blues"), 0.0)
    rejected = Decision(2, DecisionKind.REJECTED, (), 0.0)
    lines = [
        make_line(1, "1", "Jazz", state=ReviewState.ACCEPTED, decision=accepted),
        make_line(2, "2", "Jazz", state=ReviewState.REJECTED, decision=rejected),
        make_line(3, "3", "Rock", state=ReviewState.ACCEPTED, decision=accepted),
    ]
    model.load(Library.of(lines))
    shown = [model.index(row, Column.SUGGESTION).data() for row in range(3)]
    assert shown == ["Rock, Blues", "Jazz", "Rock, Blues"]
    sure = [model.index(row, Column.SURE).data() for row in range(3)]
    assert sure == ["", "90%", "90%"]


def test_sure_is_sorted_as_a_number_and_not_as_a_text(model: TrackModel) -> None:
    model.load(Library.of([make_line(n, str(n), sure=s) for n, s in enumerate((0.09, 1.0, 0.5))]))
    model.sort(Column.SURE, Qt.SortOrder.DescendingOrder)
    assert titles(model) == ["1", "2", "0"]


@pytest.mark.parametrize("column", list(Column))
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_changes_leave_the_same_order_as_sorting_anew(
    model: TrackModel, column: Column, order: Qt.SortOrder
) -> None:
    rng = random.Random(1)

    def some(number: int) -> Line:
        return make_line(
            number,
            rng.choice(("Blue", "blue", "Green", "")),
            rng.choice(("Jazz", "Rock")),
            rng.choice((0.1, 0.5, 0.95)),
            rng.choice(list(ReviewState)),
            artist=rng.choice(("Ann", "Bob", "")),
            album=rng.choice(("One", "Two")),
            genres=rng.choice(((), ("Pop",))),
        )

    model.load(Library.of(some(number) for number in range(200)))
    model.set_filter(Filter(genre="Jazz"))
    model.sort(column, order)
    for _ in range(20):
        model.update_lines([some(n) for n in rng.sample(range(300), 15)], rng.sample(range(300), 2))
        while not model.settled:
            model._work_off()
    fresh = TrackModel(at_once)
    fresh.set_filter(Filter(genre="Jazz"))
    fresh.sort(column, order)
    fresh.load(Library.of(model.library.lines.values()))
    assert [line.id for line in model.shown()] == [line.id for line in fresh.shown()]
    assert +model.library.states == fresh.library.states
    assert +model.library.genres == fresh.library.genres


def test_a_changed_row_is_replaced_without_a_reset(model: TrackModel, qtbot) -> None:
    model.load(Library.of([make_line(n, f"Song {n}") for n in range(100)]))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as changed:
        model.update_lines([make_line(50, "Song 50", genre="Rock")])
    assert changed.args[0].row() == changed.args[1].row()
    assert model.data(model.index(changed.args[0].row(), Column.SUGGESTION)) == "Rock"


def test_every_word_of_the_filter_must_appear_somewhere(model: TrackModel) -> None:
    model.load(
        Library.of(
            [
                make_line(1, "Blue in Green", artist="Miles Davis"),
                make_line(2, "So What", artist="Miles Davis", album="Kind of Blue"),
                make_line(3, "Blue Train", artist="John Coltrane", path="/music/MILES/3.mp3"),
                make_line(4, "Blue Monday"),
            ]
        )
    )
    model.set_filter(Filter.of(None, None, "  BLUE miles "))
    assert titles(model) == ["Blue in Green", "Blue Train", "So What"]


def test_the_fields_of_the_filter_are_the_columns_of_the_table(model: TrackModel) -> None:
    album = {"artist": "Miles\nDavis", "album": "Kind\u2028of Blue", "genres": ("Bebop", "Cool")}
    model.load(
        Library.of(
            [
                make_line(1, "So\nWhat", "Jazz", 0.934, also=("Blues",), **album, year=1959),
                make_line(2, "Davis", artist="Jazz", album="Bebop", genres=("Blues",), sure=0.5),
            ]
        )
    )
    columns = ('title:"so what"', 'artist:"miles davis"', 'album:"kind of"', "genre:bebop")
    for typed in (*columns, "suggested:blues", "path:music/1", "file:1.*", "year:1959", "sure:>90"):
        model.set_filter(Filter.of(None, None, typed))
        assert titles(model) == ["So What"], typed


def test_a_track_without_a_title_shows_its_file_name(model: TrackModel) -> None:
    model.load(Library.of([make_line(1, path="/music/03 - Intro.flac")]))
    assert titles(model) == ["03 - Intro.flac"]


def test_hostile_texts_become_one_harmless_line(model: TrackModel) -> None:
    hostile = "<b>bold</b>\n\x07\u202eevil" + "x" * 10_000
    model.load(Library.of([make_line(1, hostile, path="/music/\udcff.mp3")]))
    shown = titles(model)[0]
    assert shown.startswith("<b>bold</b> \ufffdevilxxx")
    assert len(shown) <= 300 and "\n" not in shown
    tip = model.data(model.index(0, Column.TITLE), Qt.ItemDataRole.ToolTipRole)
    assert tip == "/music/\ufffd.mp3"
    genre_tip = model.data(model.index(0, Column.SUGGESTION), Qt.ItemDataRole.ToolTipRole)
    assert genre_tip == "Jazz 90%"


def test_a_tooltip_never_draws_a_tag_as_html(model: TrackModel) -> None:
    model.load(Library.of([make_line(1, artist="<img src=x> & co")]))
    tip = model.data(model.index(0, Column.ARTIST), Qt.ItemDataRole.ToolTipRole)
    assert tip == "<qt>&lt;img src=x&gt; &amp; co</qt>"


def test_a_flood_of_changes_is_taken_in_and_a_new_sort_is_not_lost(qapp) -> None:
    waiting: list[tuple[Callable[[], list[int]], Callable[[list[int]], None]]] = []
    model = TrackModel(lambda work, done: waiting.append((work, done)))
    model.load(Library.of([make_line(n, f"Song {n}") for n in range(10)]))
    model.update_lines([make_line(n, f"Song {n}", sure=n / 10_000) for n in range(5000)])
    model.sort(Column.SURE, Qt.SortOrder.DescendingOrder)
    model.update_lines([make_line(3, "Late", sure=1.0)])
    while waiting:
        work, done = waiting.pop(0)
        done(work())
    while not model.settled:
        model._work_off()
    assert model.rowCount() == 5000
    assert titles(model)[:2] == ["Late", "Song 4999"]
