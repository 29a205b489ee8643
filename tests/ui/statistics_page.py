"""The statistics above the table: what their tests share."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from tagger.ui.main_window import MainWindow
from tagger.ui.statistics.chart import ChartView
from tagger.ui.statistics.panel import StatisticsPanel

OpenStatistics = Callable[..., tuple[MainWindow, StatisticsPanel]]
GENRES, YEARS, OVER_TIME, CHANGES, SURENESS = range(5)
LIBRARY: tuple[tuple[tuple[str, ...], int | None], ...] = (
    (("Jazz", "Soul"), 1959),
    (("Jazz",), 1955),
    (("Acid Jazz",), 1984),
    ((), None),
)
"""Genres and year of each track."""


def statistics_of(window: MainWindow, qtbot: QtBot) -> StatisticsPanel:
    window.toolbar.statistics.trigger()
    return counted(window, qtbot)


def counted(window: MainWindow, qtbot: QtBot) -> StatisticsPanel:
    """The panel, once it shows the numbers of now."""
    panel, desk = window.statistics.panel, window.statistics.desk
    assert panel is not None
    qtbot.waitUntil(
        lambda: desk.found is not None and not (desk.is_counting or desk._timer.isActive()),
        timeout=20_000,
    )
    return panel


def chart(panel: StatisticsPanel, place: int) -> ChartView:
    panel.tabs.setCurrentIndex(place)
    return panel.view
