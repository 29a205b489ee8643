"""The panel of the statistics: opened, exported, brought back, and what it says of nothing."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tagger.settings import NEVER_WRITE

from .conftest import FillCatalog, MakeMusic, OpenWindow
from .statistics_page import (
    CHANGES,
    GENRES,
    OVER_TIME,
    SURENESS,
    YEARS,
    OpenStatistics,
    chart,
    counted,
    statistics_of,
)  # fmt: skip
from .tables import texts
from .test_quickness import LONGEST_TURN, longest_turn
from .test_screen_reader import findings


def test_the_shortcut_opens_and_closes_and_the_map_makes_room(
    open_statistics: OpenStatistics,
) -> None:
    window, panel = open_statistics()
    action = window.toolbar.statistics
    assert action.shortcut().toString() == "Ctrl+Shift+I" and "Ctrl+Shift+I" in action.toolTip()
    menus = window.toolbar.findChildren(QMenu)
    assert any({action, window.toolbar.map} <= set(menu.actions()) for menu in menus)
    assert panel.isVisible()
    window.toolbar.map.trigger()
    assert window.map.panel is not None and window.map.panel.isVisible()
    assert not panel.isVisible() and not action.isChecked()
    action.trigger()
    assert panel.isVisible() and not window.map.panel.isVisible()
    panel.close_button.click()
    assert not panel.isVisible() and not action.isChecked()


def test_where_there_is_nothing_a_sentence_says_what_to_do(open_statistics: OpenStatistics) -> None:
    _, panel = open_statistics(((), None), chance=None)
    assert "No file holds a genre yet" in panel.pages[GENRES].hint.text()
    for place, said in ((YEARS, "No file tells its year"), (OVER_TIME, "No file tells its year"),
                        (SURENESS, "Analyse your music")):  # fmt: skip
        page = panel.pages[place]
        panel.tabs.setCurrentIndex(place)
        assert page.message.isVisible() and said in page.message.text()
        assert not page.view.isVisible()


def test_an_empty_library_says_so_and_counts_once_music_comes(
    open_window: OpenWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    window = open_window()
    panel = statistics_of(window, qtbot)
    assert panel.message.isVisible() and "no music here yet" in panel.message.text()
    window.add([make_music(2)])
    qtbot.waitUntil(lambda: "2 tracks" in panel.summary.text(), timeout=60_000)
    assert texts(chart(panel, GENRES).model())[0][:2] == ("Other", "2")


def test_everything_that_is_shown_is_exported(
    open_statistics: OpenStatistics, qtbot: QtBot, tmp_path: Path
) -> None:
    window, panel = open_statistics()
    assert panel.export.isEnabled() and set(panel.exports) == {"csv", "json"}
    for form in panel.exports:
        with qtbot.waitSignal(window.controller.notice, timeout=20_000) as told:
            window.statistics.export(form, tmp_path / f"numbers.{form}")
        assert f"numbers.{form}" in str(told.args)
    stored = json.loads((tmp_path / "numbers.json").read_text("utf-8"))
    rows = texts(chart(panel, GENRES).model())
    assert [row["genre"] or "No genre" for row in stored["genres in files"]] == [r[0] for r in rows]
    with (tmp_path / "numbers.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert ["Jazz", "2", "240.0", "0"] in lines and ["Jazz", "2", "2", "2"] in lines


def test_no_numbers_are_written_into_a_folder_that_is_never_written(
    open_statistics: OpenStatistics, qtbot: QtBot, tmp_path: Path
) -> None:
    window, _ = open_statistics()
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
    open_statistics: OpenStatistics, open_window: OpenWindow, qtbot: QtBot
) -> None:
    window, panel = open_statistics()
    panel.tabs.setCurrentIndex(CHANGES)
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
    open_statistics: OpenStatistics,
) -> None:
    window, _ = open_statistics()
    desk = window.statistics.desk
    desk._on_changed()
    assert desk._timer.isActive()
    window.close()
    desk.count()
    assert not desk.is_counting


@pytest.mark.parametrize("page", [GENRES, YEARS, SURENESS])
def test_the_statistics_need_neither_eyes_nor_mouse(
    open_statistics: OpenStatistics, page: int
) -> None:
    window, panel = open_statistics()
    window.resize(1280, 900)
    chart(panel, page)
    assert not (found := findings(window)), found
