"""The Qt thread paints and nothing else: no catalog, no file, no long turn."""

from __future__ import annotations

import builtins
import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from pytestqt.qtbot import QtBot

from tagger.catalog.database import Catalog
from tagger.ui.library.lines import Column
from tagger.workflow.review import ReviewState

from .conftest import FillCatalog, MakeMusic, OpenWindow

LONGEST_TURN = 0.05
"""Seconds of the Qt thread's own work in one turn of the event loop."""


def longest_turn(until: Callable[[], bool], timeout: float = 60.0) -> float:
    """Run the event loop; the most CPU time that one turn of it took the Qt thread.

    CPU time and not time on the wall, since other programs share the machine's cores.
    """
    worst = 0.0
    end = time.monotonic() + timeout
    # Given a time to wait, `processEvents` does not wait at all, and the workers would get nothing
    # of the interpreter; so it waits for this.
    ticking = QTimer(interval=5)
    ticking.start()
    flags = QEventLoop.ProcessEventsFlag
    while not until():
        assert time.monotonic() < end, "the window did not come to rest"
        begun = time.thread_time()
        QCoreApplication.processEvents(flags.AllEvents | flags.WaitForMoreEvents)
        worst = max(worst, time.thread_time() - begun)
    return worst


@pytest.fixture
def touched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the Qt thread asked of the catalog or opened on the disk."""
    found: list[str] = []
    qt_thread = threading.get_ident()

    def watch(owner: object, name: str) -> None:
        original = getattr(owner, name)

        def watched(*args, **kwargs):
            if threading.get_ident() == qt_thread:
                found.append(f"{name}{args[-1:]}")
            return original(*args, **kwargs)

        monkeypatch.setattr(owner, name, watched)

    watch(Catalog, "reader")
    watch(Catalog, "write")
    watch(builtins, "open")
    return found


def test_twenty_thousand_tracks_never_hold_the_window_up(
    open_window: OpenWindow, fill_catalog: FillCatalog, touched: list[str]
) -> None:
    fill_catalog(20_000)
    touched.clear()
    window = open_window()
    rows = window.controller.rows
    assert longest_turn(lambda: rows.total == 20_000 and rows.settled) < LONGEST_TURN
    for column in (Column.SURE, Column.ARTIST):
        window.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
        assert longest_turn(lambda: rows.settled) < LONGEST_TURN
    window.toolbar.filter.setText("jazz artist")
    filtered = longest_turn(lambda: rows.settled and not window._filter_timer.isActive())
    assert filtered < LONGEST_TURN
    assert rows.rowCount() == 4000
    window.table.selectAll()
    window.review.accept()
    accepted = longest_turn(
        lambda: rows.settled and rows.library.states[ReviewState.ACCEPTED] == 4000
    )
    assert accepted < LONGEST_TURN
    assert touched == []


def test_scanning_and_analysing_leave_the_disk_to_the_workers(
    open_window: OpenWindow, make_music: MakeMusic, model_file, touched: list[str], qtbot: QtBot
) -> None:
    folder = make_music(3)
    window = open_window()
    touched.clear()
    window.add([folder])
    runner = window.controller.runner
    qtbot.waitUntil(lambda: not runner.busy, timeout=60_000)
    window.table.selectAll()
    window.review.choose("Jazz")
    qtbot.waitUntil(window.toolbar.write.isEnabled, timeout=10_000)
    assert touched == []
