"""The charts above the table: their numbers, and the tracks that each of them leads to."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.records import TrackTags
from tagger.ui import theme
from tagger.ui.library.lines import line_of
from tagger.ui.library.sidebar import View
from tagger.ui.main_window import MainWindow
from tagger.ui.statistics.chart import Chart
from tagger.ui.statistics.charts import sureness_chart
from tagger.workflow.filtering import parse
from tagger.workflow.review import ReviewState, review_rows
from tagger.workflow.session import Session
from tagger.workflow.statistics import statistics
from tagger.workflow.sureness import HeldOut

from .conftest import MakeMusic, OpenWindow
from .generated import KEY, store
from .statistics_page import (
    CHANGES,
    GENRES,
    LIBRARY,
    OVER_TIME,
    SURENESS,
    YEARS,
    OpenStatistics,
    chart,
    statistics_of,
)  # fmt: skip
from .tables import texts
from .test_writing import undo


def shown(window: MainWindow) -> list[str]:
    return [line.title for line in window.controller.rows.shown()]


def applied(window: MainWindow, qtbot: QtBot, count: int) -> None:
    rows = window.controller.rows
    qtbot.waitUntil(
        lambda: rows.count == count and rows.settled and not window._filter_timer.isActive(),
        timeout=10_000,
    )


def test_every_page_shows_its_numbers_as_a_table(open_statistics: OpenStatistics) -> None:
    _, panel = open_statistics()
    assert "4 tracks" in panel.summary.text() and "8 min" in panel.summary.text()
    assert [row[:2] + row[3:] for row in texts(chart(panel, GENRES).model())] == [
        ("Jazz", "2", "4 min"), ("Acid Jazz", "1", "2 min"), ("Soul", "1", "2 min"),
        ("No genre", "1", "2 min"),
    ]  # fmt: skip
    assert "1 track with several" in panel.pages[GENRES].hint.text()
    assert [row[:2] for row in texts(chart(panel, YEARS).model())] == [
        ("1950s", "2"), ("1960s", "0"), ("1970s", "0"), ("1980s", "1"), ("No year", "1"),
    ]  # fmt: skip
    panel.step.setCurrentIndex(1)
    assert [row[0] for row in texts(panel.view.model())] == ["1955", "1959", "1984", "No year"]
    assert texts(chart(panel, OVER_TIME).model())[0] == ("Jazz", "2", "–", "–", "–", "–")
    assert texts(chart(panel, CHANGES).model())[0] == ("Jazz", "2", "2", "2")
    above, row = texts(chart(panel, SURENESS).model())
    assert above[1:] == ("0", "0", "–", "0", "0") and "95" in above[0]
    assert row[1:] == ("4", "4", "–", "0", "0") and "90" in row[0]
    panel.stage.setCurrentIndex(1)
    assert [row[:2] for row in texts(chart(panel, GENRES).model())] == [("Jazz", "4")]


def test_a_click_or_enter_on_a_bar_shows_just_its_tracks(
    open_statistics: OpenStatistics, qtbot: QtBot
) -> None:
    window, panel = open_statistics()
    window.sidebar.show_view(View(ReviewState.UNSURE))
    view = chart(panel, GENRES)
    bar = view.visualRect(view.model().index(0, 1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=bar)
    applied(window, qtbot, 2)
    assert shown(window) == ["T0", "T1"]
    assert window.toolbar.filter.text() == "genre:=Jazz"
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    applied(window, qtbot, 1)
    assert shown(window) == ["T3"]
    view = chart(panel, OVER_TIME)
    view.setCurrentIndex(view.model().index(0, 1))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    applied(window, qtbot, 2)
    assert window.toolbar.filter.text() == "genre:=Jazz year:1950..1959"
    view.setCurrentIndex(view.model().index(0, 2))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.toolbar.filter.text() == "genre:=Jazz year:1950..1959"


def test_every_number_is_as_many_tracks_as_its_filter_finds(
    open_statistics: OpenStatistics,
) -> None:
    odd = ('"Weird" Al', "Folk, World, & Country", "=1+1", "<b>R&B</b>", "O'Rock or", "-x:y")
    window, panel = open_statistics(
        *LIBRARY, *(((genre,), 1900 + place * 9) for place, genre in enumerate(odd)), ((), 77)
    )
    lines = list(window.controller.rows.library.lines.values())
    checked = 0
    for place in (GENRES, YEARS, OVER_TIME):
        view = chart(panel, place)
        found: Chart = view.chart
        for row, each in enumerate(found.rows):
            for column in range(1, len(found.heads)):
                query = view.query_at(view.model().index(row, column))
                cell = each.cells[column if found.by_cell else 1]
                if query:
                    parsed = parse(query)
                    assert not parsed.misread
                    assert sum(map(parsed.matches, lines)) == cell.value, query
                    checked += 1
    assert checked > 40


def test_as_many_as_a_bar_of_sureness_tells_the_filter_finds(place: Home) -> None:
    chances = [number / 100 + 0.0049 for number in range(101)]
    with Session.open(place) as session:
        store(session, [TrackTags(title="T")] * len(chances), chances)
        rows = review_rows(session, KEY)
        found = statistics(session, rows, KEY, HeldOut())
    lines = [line_of(row) for row in rows]
    for row in sureness_chart(found).rows:
        assert sum(map(parse(row.cells[0].query).matches, lines)) == row.cells[1].value


def test_only_what_is_shown_is_counted_and_a_click_goes_on_from_there(
    open_statistics: OpenStatistics, qtbot: QtBot
) -> None:
    window, panel = open_statistics()
    window.toolbar.filter.setText("year:1950..1959 or year:1984")
    applied(window, qtbot, 3)
    assert "4 tracks" in panel.summary.text()
    panel.only_shown.click()
    qtbot.waitUntil(lambda: "3 tracks" in panel.summary.text(), timeout=10_000)
    view = chart(panel, GENRES)
    assert [row[:2] for row in texts(view.model())] == [
        ("Jazz", "2"),
        ("Acid Jazz", "1"),
        ("Soul", "1"),
    ]
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_Enter)
    applied(window, qtbot, 1)
    assert shown(window) == ["T2"]
    qtbot.waitUntil(lambda: "1 track" in panel.summary.text(), timeout=10_000)
    window.toolbar.filter.setText("nothing like this")
    qtbot.waitUntil(lambda: "No track is shown" in panel.message.text(), timeout=10_000)
    assert panel.message.isVisible() and not panel.export.isEnabled()


def test_the_numbers_follow_what_is_decided_written_and_undone(
    open_window: OpenWindow, make_music: MakeMusic, model_file: Path, qtbot: QtBot
) -> None:
    folder = make_music(2)
    window = open_window()
    window.add([folder])
    qtbot.waitUntil(lambda: not window.controller.runner.busy, timeout=60_000)
    panel = statistics_of(window, qtbot)
    view = chart(panel, CHANGES)
    assert texts(view.model()) == [("Other", "2", "2", "2")]
    assert "all three are the same" in panel.pages[CHANGES].hint.text()
    window.table.selectAll()
    window.review.choose("Zouk")
    after = [("Other", "2", "2", "0"), ("Zouk", "0", "0", "2")]
    qtbot.waitUntil(lambda: texts(view.model()) == after, timeout=20_000)
    window.controller.planning.plan(None, window.controller.write)
    written = [("Other", "2", "0", "0"), ("Zouk", "0", "2", "2")]
    qtbot.waitUntil(lambda: texts(view.model()) == written, timeout=30_000)
    undo(window, qtbot)
    qtbot.waitUntil(lambda: texts(view.model())[0][:3] == ("Other", "2", "2"), timeout=30_000)


def test_a_column_sorts_and_what_has_no_genre_stays_last(open_statistics: OpenStatistics) -> None:
    _, panel = open_statistics(*LIBRARY, ((), 1999), ((), 1999))
    view = chart(panel, GENRES)
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in texts(view.model())] == ["Acid Jazz", "Jazz", "Soul", "No genre"]
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in texts(view.model())] == ["Acid Jazz", "Soul", "Jazz", "No genre"]


def test_who_stands_on_a_row_stands_on_it_after_the_next_count(
    open_statistics: OpenStatistics, qtbot: QtBot
) -> None:
    window, panel = open_statistics()
    panel.stage.setCurrentIndex(1)
    lines = list(window.controller.rows.library.lines.values())
    view = panel.view
    window.controller.decisions.choose(lines[:3], ("Zouk",))
    qtbot.waitUntil(lambda: len(texts(view.model())) == 2, timeout=20_000)
    view.setCurrentIndex(view.model().index(0, 2))
    window.controller.decisions.choose(lines[3:], ("Zouk",))
    qtbot.waitUntil(lambda: len(texts(view.model())) == 1, timeout=20_000)
    window.controller.decisions.choose(lines[:1], ("Abba",))
    qtbot.waitUntil(lambda: len(texts(view.model())) == 2, timeout=20_000)
    assert view.currentIndex().data() and view.currentIndex().siblingAtColumn(0).data() == "Zouk"


def test_every_chart_can_be_read_without_seeing_it(open_statistics: OpenStatistics) -> None:
    _, panel = open_statistics()
    for place in range(panel.tabs.count()):
        view = chart(panel, place)
        assert view.accessibleName() and view.accessibleDescription()
        assert view.focusPolicy() & Qt.FocusPolicy.TabFocus
        index = view.model().index(0, 1)
        told = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert view.chart.heads[1].text in told and index.data() in told


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_bars_are_drawn_in_the_theme_and_as_long_as_their_numbers(
    open_statistics: OpenStatistics, chosen: str
) -> None:
    window, panel = open_statistics()
    window.resize(1280, 900)
    theme.apply(chosen)
    view = chart(panel, GENRES)
    view.setCurrentIndex(view.model().index(3, 0))
    image = view.viewport().grab().toImage()

    def length(row: int) -> int:
        area = view.visualRect(view.model().index(row, 1))
        ratio, color = image.devicePixelRatio(), theme.colors().accent
        y = round((area.center().y() + 1) * ratio)
        across = range(round(area.left() * ratio), round(area.right() * ratio))
        return sum(image.pixelColor(x, y).name() == color for x in across)

    assert length(0) > 60 and length(0) == pytest.approx(2 * length(1), abs=4)
    theme.apply("light")
