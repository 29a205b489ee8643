"""The statistics above the table: charts, keys, what they show in the table, and exports."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from tagger.catalog.tracks import ScannedFile
from tagger.paths import Home
from tagger.records import AnalysisStatus, FileStamp, GenreScore, Suggestion, TrackTags
from tagger.settings import NEVER_WRITE
from tagger.ui import theme
from tagger.ui.library.lines import line_of
from tagger.ui.library.sidebar import View
from tagger.ui.main_window import MainWindow
from tagger.ui.statistics.chart import Chart, ChartView
from tagger.ui.statistics.charts import sureness_chart
from tagger.ui.statistics.panel import StatisticsPanel
from tagger.workflow.filtering import parse
from tagger.workflow.review import ReviewState, review_rows
from tagger.workflow.session import Session
from tagger.workflow.statistics import statistics
from tagger.workflow.sureness import HeldOut

from .conftest import KEY, FillCatalog, MakeMusic, OpenWindow
from .test_quickness import LONGEST_TURN, longest_turn
from .test_screen_reader import findings
from .test_writing import undo

Fill = Callable[..., None]
OpenStatistics = Callable[[MainWindow], StatisticsPanel]
GENRES, YEARS, OVER_TIME, CHANGES, SURENESS = range(5)


@pytest.fixture
def fill(place: Home, fill_catalog: FillCatalog) -> Fill:
    """A library of tracks, each with its genres and its year."""

    def filled(*tracks: tuple[tuple[str, ...], int | None], chance: float | None = 0.9) -> None:
        fill_catalog(0)
        with Session.open(place) as session:
            for number, (genres, year) in enumerate(tracks):
                tags = TrackTags(title=f"T{number}", genres=genres, year=year, duration=120.0)
                identity = b"%04d" % number
                path = Path(f"/music/{number:04}.flac")
                file = ScannedFile(path, FileStamp(1, 1), "flac", identity, tags)
                session.tracks.store([file])
                if chance is not None:
                    scores = (GenreScore("Jazz", chance),)
                    said = Suggestion(AnalysisStatus.OK, scores, unsure=False)
                    session.suggestions.store(KEY, [(identity, said)])

    return filled


@pytest.fixture
def open_statistics(qtbot: QtBot) -> OpenStatistics:
    def opened(window: MainWindow) -> StatisticsPanel:
        window.toolbar.statistics.trigger()
        return counted(window, qtbot)

    return opened


def counted(window: MainWindow, qtbot: QtBot) -> StatisticsPanel:
    """The panel, once it shows the numbers of now."""
    panel, desk = window.statistics.panel, window.statistics.desk
    assert panel is not None
    qtbot.waitUntil(
        lambda: desk.found is not None and not (desk.is_counting or desk._timer.isActive()),
        timeout=20_000,
    )
    return panel


def texts(view: ChartView) -> list[tuple[str, ...]]:
    """The rows as they stand, top to bottom."""
    model = view.model()
    columns = range(model.columnCount())
    return [
        tuple(model.index(row, column).data() for column in columns)
        for row in range(model.rowCount())
    ]


def chart(panel: StatisticsPanel, place: int) -> ChartView:
    panel.tabs.setCurrentIndex(place)
    return panel.view


def shown(window: MainWindow) -> list[str]:
    return [line.title for line in window.controller.rows.shown()]


def applied(window: MainWindow, qtbot: QtBot, count: int) -> None:
    rows = window.controller.rows
    qtbot.waitUntil(
        lambda: rows.count == count and rows.settled and not window._filter_timer.isActive(),
        timeout=10_000,
    )


LIBRARY = (
    (("Jazz", "Soul"), 1959),
    (("Jazz",), 1955),
    (("Acid Jazz",), 1984),
    ((), None),
)


def test_every_page_shows_its_numbers_as_a_table(
    fill: Fill, open_window: OpenWindow, open_statistics: OpenStatistics
) -> None:
    fill(*LIBRARY)
    panel = open_statistics(open_window())
    assert "4 tracks" in panel.summary.text() and "8 min" in panel.summary.text()
    assert [row[:2] + row[3:] for row in texts(chart(panel, GENRES))] == [
        ("Jazz", "2", "4 min"), ("Acid Jazz", "1", "2 min"), ("Soul", "1", "2 min"),
        ("No genre", "1", "2 min"),
    ]  # fmt: skip
    assert "1 track with several" in panel.pages[GENRES].hint.text()
    assert [row[:2] for row in texts(chart(panel, YEARS))] == [
        ("1950s", "2"), ("1960s", "0"), ("1970s", "0"), ("1980s", "1"), ("No year", "1"),
    ]  # fmt: skip
    panel.step.setCurrentIndex(1)
    assert [row[0] for row in texts(panel.view)] == ["1955", "1959", "1984", "No year"]
    assert texts(chart(panel, OVER_TIME))[0] == ("Jazz", "2", "–", "–", "–", "–")
    assert texts(chart(panel, CHANGES))[0] == ("Jazz", "2", "2", "2")
    above, row = texts(chart(panel, SURENESS))
    assert above[1:] == ("0", "0", "–", "0", "0") and "95" in above[0]
    assert row[1:] == ("4", "4", "–", "0", "0") and "90" in row[0]
    panel.stage.setCurrentIndex(1)
    assert [row[:2] for row in texts(chart(panel, GENRES))] == [("Jazz", "4")]


def test_the_shortcut_opens_and_closes_and_the_map_makes_room(
    fill: Fill, open_window: OpenWindow, qtbot: QtBot
) -> None:
    fill(*LIBRARY)
    window = open_window()
    action = window.toolbar.statistics
    assert action.shortcut().toString() == "Ctrl+Shift+I" and "Ctrl+Shift+I" in action.toolTip()
    menus = window.toolbar.findChildren(QMenu)
    assert any({action, window.toolbar.map} <= set(menu.actions()) for menu in menus)
    action.trigger()
    panel = counted(window, qtbot)
    assert panel.isVisible()
    window.toolbar.map.trigger()
    assert window.map.panel is not None and window.map.panel.isVisible()
    assert not panel.isVisible() and not action.isChecked()
    action.trigger()
    assert panel.isVisible() and not window.map.panel.isVisible()
    panel.close_button.click()
    assert not panel.isVisible() and not action.isChecked()


def test_a_click_or_enter_on_a_bar_shows_just_its_tracks(
    fill: Fill, open_window: OpenWindow, open_statistics: OpenStatistics, qtbot: QtBot
) -> None:
    fill(*LIBRARY)
    window = open_window()
    panel = open_statistics(window)
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
    fill: Fill, open_window: OpenWindow, open_statistics: OpenStatistics
) -> None:
    odd = ('"Weird" Al', "Folk, World, & Country", "=1+1", "<b>R&B</b>", "O'Rock or", "-x:y")
    fill(*LIBRARY, *(((genre,), 1900 + place * 9) for place, genre in enumerate(odd)), ((), 77))
    window = open_window()
    panel = open_statistics(window)
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
    with Session.open(place) as session:
        for number in range(101):
            identity = b"%04d" % number
            path = Path(f"/music/{number}.flac")
            tags = TrackTags(title="T")
            session.tracks.store([ScannedFile(path, FileStamp(1, 1), "flac", identity, tags)])
            scores = (GenreScore("Jazz", number / 100 + 0.0049),)
            said = Suggestion(AnalysisStatus.OK, scores, unsure=False)
            session.suggestions.store(KEY, [(identity, said)])
        rows = review_rows(session, KEY)
        found = statistics(session, rows, KEY, HeldOut())
    lines = [line_of(row) for row in rows]
    for row in sureness_chart(found).rows:
        assert sum(map(parse(row.cells[0].query).matches, lines)) == row.cells[1].value


def test_only_what_is_shown_is_counted_and_a_click_goes_on_from_there(
    fill: Fill, open_window: OpenWindow, open_statistics: OpenStatistics, qtbot: QtBot
) -> None:
    fill(*LIBRARY)
    window = open_window()
    panel = open_statistics(window)
    window.toolbar.filter.setText("year:1950..1959 or year:1984")
    applied(window, qtbot, 3)
    assert "4 tracks" in panel.summary.text()
    panel.only_shown.click()
    qtbot.waitUntil(lambda: "3 tracks" in panel.summary.text(), timeout=10_000)
    view = chart(panel, GENRES)
    assert [row[:2] for row in texts(view)] == [("Jazz", "2"), ("Acid Jazz", "1"), ("Soul", "1")]
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_Enter)
    applied(window, qtbot, 1)
    assert shown(window) == ["T2"]
    qtbot.waitUntil(lambda: "1 track" in panel.summary.text(), timeout=10_000)
    window.toolbar.filter.setText("nothing like this")
    qtbot.waitUntil(lambda: "No track is shown" in panel.message.text(), timeout=10_000)
    assert panel.message.isVisible() and not panel.export.isEnabled()


def test_the_numbers_follow_what_is_decided_written_and_undone(
    open_window: OpenWindow,
    open_statistics: OpenStatistics,
    make_music: MakeMusic,
    model_file: Path,
    qtbot: QtBot,
) -> None:
    folder = make_music(2)
    window = open_window()
    window.add([folder])
    qtbot.waitUntil(lambda: not window.controller.runner.busy, timeout=60_000)
    panel = open_statistics(window)
    view = chart(panel, CHANGES)
    assert texts(view) == [("Other", "2", "2", "2")]
    assert "all three are the same" in panel.pages[CHANGES].hint.text()
    window.table.selectAll()
    window.review.choose("Zouk")
    after = [("Other", "2", "2", "0"), ("Zouk", "0", "0", "2")]
    qtbot.waitUntil(lambda: texts(view) == after, timeout=20_000)
    window.controller.planning.plan(None, window.controller.write)
    written = [("Other", "2", "0", "0"), ("Zouk", "0", "2", "2")]
    qtbot.waitUntil(lambda: texts(view) == written, timeout=30_000)
    undo(window, qtbot)
    qtbot.waitUntil(lambda: texts(view)[0][:3] == ("Other", "2", "2"), timeout=30_000)


def test_where_there_is_nothing_a_sentence_says_what_to_do(
    fill: Fill, open_window: OpenWindow, open_statistics: OpenStatistics, qtbot: QtBot
) -> None:
    fill(((), None), chance=None)
    panel = open_statistics(open_window())
    assert "No file holds a genre yet" in panel.pages[GENRES].hint.text()
    for place, said in ((YEARS, "No file tells its year"), (OVER_TIME, "No file tells its year"),
                        (SURENESS, "Analyse your music")):  # fmt: skip
        page = panel.pages[place]
        panel.tabs.setCurrentIndex(place)
        assert page.message.isVisible() and said in page.message.text()
        assert not page.view.isVisible()


def test_an_empty_library_says_so_and_counts_once_music_comes(
    open_window: OpenWindow, open_statistics: OpenStatistics, make_music: MakeMusic, qtbot: QtBot
) -> None:
    window = open_window()
    panel = open_statistics(window)
    assert panel.message.isVisible() and "no music here yet" in panel.message.text()
    window.add([make_music(2)])
    qtbot.waitUntil(lambda: "2 tracks" in panel.summary.text(), timeout=60_000)
    assert texts(chart(panel, GENRES))[0][:2] == ("Other", "2")


def test_a_column_sorts_and_what_has_no_genre_stays_last(
    fill: Fill, open_window: OpenWindow, open_statistics: OpenStatistics
) -> None:
    fill(*LIBRARY, ((), 1999), ((), 1999))
    panel = open_statistics(open_window())
    view = chart(panel, GENRES)
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in texts(view)] == ["Acid Jazz", "Jazz", "Soul", "No genre"]
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in texts(view)] == ["Acid Jazz", "Soul", "Jazz", "No genre"]


def test_who_stands_on_a_row_stands_on_it_after_the_next_count(
    fill: Fill, open_window: OpenWindow, open_statistics: OpenStatistics, qtbot: QtBot
) -> None:
    fill(*LIBRARY)
    window = open_window()
    panel = open_statistics(window)
    panel.stage.setCurrentIndex(1)
    lines = list(window.controller.rows.library.lines.values())
    view = panel.view
    window.controller.decisions.choose(lines[:3], ("Zouk",))
    qtbot.waitUntil(lambda: len(texts(view)) == 2, timeout=20_000)
    view.setCurrentIndex(view.model().index(0, 2))
    window.controller.decisions.choose(lines[3:], ("Zouk",))
    qtbot.waitUntil(lambda: len(texts(view)) == 1, timeout=20_000)
    window.controller.decisions.choose(lines[:1], ("Abba",))
    qtbot.waitUntil(lambda: len(texts(view)) == 2, timeout=20_000)
    assert view.currentIndex().data() and view.currentIndex().siblingAtColumn(0).data() == "Zouk"


def test_every_chart_can_be_read_without_seeing_it(
    fill: Fill, open_window: OpenWindow, open_statistics: OpenStatistics
) -> None:
    fill(*LIBRARY)
    panel = open_statistics(open_window())
    for place in range(panel.tabs.count()):
        view = chart(panel, place)
        assert view.accessibleName() and view.accessibleDescription()
        assert view.focusPolicy() & Qt.FocusPolicy.TabFocus
        index = view.model().index(0, 1)
        told = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert view.chart.heads[1].text in told and index.data() in told
    for box in (*panel.findChildren(QComboBox), *panel.findChildren(QToolButton)):
        assert box.accessibleName() or not box.isVisible()


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_bars_are_drawn_in_the_theme_and_as_long_as_their_numbers(
    fill: Fill, open_window: OpenWindow, open_statistics: OpenStatistics, chosen: str
) -> None:
    fill(*LIBRARY)
    window = open_window()
    window.resize(1280, 900)
    theme.apply(chosen)
    view = chart(open_statistics(window), GENRES)
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


def test_everything_that_is_shown_is_exported(
    fill: Fill,
    open_window: OpenWindow,
    open_statistics: OpenStatistics,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    fill(*LIBRARY)
    window = open_window()
    panel = open_statistics(window)
    assert panel.export.isEnabled() and set(panel.exports) == {"csv", "json"}
    for form in panel.exports:
        with qtbot.waitSignal(window.controller.notice, timeout=20_000) as told:
            window.statistics.export(form, tmp_path / f"numbers.{form}")
        assert f"numbers.{form}" in str(told.args)
    stored = json.loads((tmp_path / "numbers.json").read_text("utf-8"))
    rows = texts(chart(panel, GENRES))
    assert [row["genre"] or "No genre" for row in stored["genres in files"]] == [r[0] for r in rows]
    with (tmp_path / "numbers.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert ["Jazz", "2", "240.0", "0"] in lines and ["Jazz", "2", "2", "2"] in lines


def test_no_numbers_are_written_into_a_folder_that_is_never_written(
    fill: Fill,
    open_window: OpenWindow,
    open_statistics: OpenStatistics,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    fill(*LIBRARY)
    window = open_window()
    open_statistics(window)
    window.controller.open_session().settings.set(NEVER_WRITE, (str(tmp_path),))
    with qtbot.waitSignal(window.controller.counting.failed, timeout=20_000):
        window.statistics.export("csv", tmp_path / "numbers.csv")
    assert not (tmp_path / "numbers.csv").exists()


def test_twenty_thousand_tracks_are_counted_without_holding_the_window_up(
    open_window: OpenWindow, fill_catalog: FillCatalog, qtbot: QtBot
) -> None:
    fill_catalog(20_000)
    window = open_window()
    rows = window.controller.rows
    longest_turn(lambda: rows.total == 20_000 and rows.settled)
    window.toolbar.statistics.trigger()
    desk = window.statistics.desk
    assert longest_turn(lambda: desk.found is not None) < LONGEST_TURN
    assert desk.found is not None and desk.found.all.tracks == 20_000
    assert window.statistics.panel is not None
    window.statistics.panel.only_shown.click()
    assert longest_turn(lambda: not desk.is_counting) < LONGEST_TURN


def test_the_statistics_come_back_with_their_page_after_a_restart(
    fill: Fill, open_window: OpenWindow, open_statistics: OpenStatistics, qtbot: QtBot
) -> None:
    fill(*LIBRARY)
    window = open_window()
    open_statistics(window).tabs.setCurrentIndex(CHANGES)
    window.close()
    again = open_window()
    panel = counted(again, qtbot)
    assert panel.isVisible() and panel.tabs.currentIndex() == CHANGES
    assert again.toolbar.statistics.isChecked()
    panel.close_button.click()
    again.close()
    last = open_window()
    assert last.statistics.panel is None and not last.toolbar.statistics.isChecked()


def test_a_count_that_was_to_come_is_given_up_with_the_window(
    fill: Fill, open_window: OpenWindow, open_statistics: OpenStatistics
) -> None:
    fill(*LIBRARY)
    window = open_window()
    open_statistics(window)
    desk = window.statistics.desk
    desk._on_changed()
    assert desk._timer.isActive()
    window.close()
    desk.count()
    assert not desk.is_counting


@pytest.mark.parametrize("page", [GENRES, YEARS, SURENESS])
def test_the_statistics_need_neither_eyes_nor_mouse(
    fill: Fill, open_window: OpenWindow, open_statistics: OpenStatistics, page: int
) -> None:
    fill(*LIBRARY)
    window = open_window()
    window.resize(1280, 900)
    chart(open_statistics(window), page)
    assert not (found := findings(window)), found
