"""The watchdog sees what holds the window up, and says at what; unasked, it is not there."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from tagger.ui import app
from tagger.ui.watchdog import Block, Watchdog

from .conftest import OpenWindow

LIMIT = 0.05


def hold_up_by_computing() -> None:
    end = time.thread_time() + 0.08
    while time.thread_time() < end:
        sum(range(100))


def hold_up_by_waiting() -> None:
    threading.Event().wait(0.08)


def blocks_while(qtbot: QtBot, work) -> list[Block]:
    """The blocks that a watchdog keeps while this is done in a turn of the event loop."""
    done: list[bool] = []
    watchdog = Watchdog(longest=LIMIT)
    watchdog.start()
    QTimer.singleShot(30, lambda: (work(), QTimer.singleShot(30, lambda: done.append(True))))
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    watchdog.stop()
    return list(watchdog.blocks)


def test_a_turn_of_80_milliseconds_is_measured_and_named(qtbot: QtBot) -> None:
    [block] = [b for b in blocks_while(qtbot, hold_up_by_computing) if b.computed > LIMIT]
    assert block.wall >= 0.08
    assert 0.075 <= block.computed < 0.12
    assert block.seen
    assert "hold_up_by_computing" in block.where
    assert "test_watchdog.py" in block.where


def test_waiting_is_told_from_computing(qtbot: QtBot) -> None:
    block = max(blocks_while(qtbot, hold_up_by_waiting), key=lambda block: block.wall)
    assert block.wall >= 0.08
    assert block.waited > 0.07
    assert block.computed < 0.03
    assert "hold_up_by_waiting" in block.where


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells how long a thread stood ready"
)
def test_time_that_others_had_the_processor_is_told_from_our_own(qtbot: QtBot) -> None:
    """Programs that compute without end stand in for a machine that has other things to do."""
    others = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"])
        for _ in range(2 * (os.cpu_count() or 1))
    ]
    try:
        blocks = blocks_while(qtbot, hold_up_by_computing)
    finally:
        for other in others:
            other.kill()
            other.wait()
    block = max(blocks, key=lambda block: block.computed)
    assert block.queued is not None and block.queued > 0
    assert block.own == pytest.approx(block.wall - block.queued)
    assert block.computed + block.waited + block.queued == pytest.approx(block.wall, abs=0.01)


def test_a_quick_turn_is_no_block(qtbot: QtBot) -> None:
    assert [b for b in blocks_while(qtbot, lambda: None) if b.own > LIMIT] == []


def test_after_the_end_nothing_is_watched(qtbot: QtBot) -> None:
    watchdog = Watchdog(longest=LIMIT)
    watchdog.start()
    assert "watchdog" in {thread.name for thread in threading.enumerate()}
    watchdog.stop()
    assert "watchdog" not in {thread.name for thread in threading.enumerate()}
    hold_up_by_computing()
    done: list[bool] = []
    QTimer.singleShot(30, lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    assert [block for block in watchdog.blocks if "hold_up" in block.where] == []


@pytest.mark.parametrize("value", [None, "", "0"])
def test_unasked_the_window_runs_without_it(
    value: str | None, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(app.WATCHDOG_VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(app.WATCHDOG_VARIABLE, value)
    window = open_window()
    app.watch(window)()
    assert window.findChildren(Watchdog) == []
    assert "watchdog" not in {thread.name for thread in threading.enumerate()}


def test_asked_for_it_tells_the_log_of_every_block(
    open_window: OpenWindow,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    qtbot: QtBot,
) -> None:
    monkeypatch.setenv(app.WATCHDOG_VARIABLE, "1")
    window = open_window()
    end = app.watch(window)
    done: list[bool] = []
    with caplog.at_level(logging.WARNING, "tagger.ui.watchdog"):
        QTimer.singleShot(30, lambda: (hold_up_by_computing(), done.append(True)))
        qtbot.waitUntil(lambda: bool(done), timeout=10_000)
        end()
    told = [record.getMessage() for record in caplog.records if "stood still" in record.message]
    assert any("hold_up_by_computing" in text for text in told)


def test_it_ends_with_what_it_belongs_to(qtbot: QtBot) -> None:
    owner = QObject()
    watchdog = Watchdog(owner, longest=LIMIT)
    watchdog.start()
    assert watchdog.parent() is owner
    watchdog.stop()
    watchdog.stop()
    assert "watchdog" not in {thread.name for thread in threading.enumerate()}
