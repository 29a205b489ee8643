"""A process that the system ends leaves a trace, which the next one turns into a report."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tagger.paths import Home, find_home
from tagger.workflow import crash
from tagger.workflow.crash_watch import CrashWatch

BEGIN = """
import ctypes, logging, os, signal, sys
from tagger.paths import find_home
from tagger.workflow.crash_watch import CrashWatch

watch = CrashWatch(find_home())
"""
FALL = "ctypes.string_at(0)\n"


@pytest.fixture
def place(home: Path) -> Home:
    return find_home(home)


def child(code: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + code], capture_output=True, text=True, timeout=60
    )
    return done.returncode


def look(place: Home) -> CrashWatch:
    """As the next start does, and ends."""
    watch = CrashWatch(place)
    watch.end()
    return watch


def test_a_segmentation_fault_is_found_at_the_next_start_and_told_once(place: Home) -> None:
    code = "watch.shown()\nlogging.getLogger('tagger').warning('seen %d', 5)\n" + FALL
    assert child(code) != 0
    watch = look(place)
    assert watch.last is not None and not watch.while_starting
    assert watch.last.path is not None
    text = watch.last.path.read_text(encoding="utf-8")
    assert "Segmentation fault" in text or "access violation" in text
    assert "<python>/ctypes/__init__.py" in text
    assert "WARNING tagger: seen 5" in text
    assert look(place).last is None
    assert crash.saved(place) == [watch.last.path]


def test_an_abort_is_found_as_well(place: Home) -> None:
    assert child("watch.shown()\nos.abort()\n") != 0
    last = look(place).last
    assert last is not None and "Aborted" in last.text


def test_a_fall_before_there_was_a_window_is_told_apart(place: Home) -> None:
    assert child(FALL) != 0
    watch = look(place)
    assert watch.last is not None and watch.while_starting


def test_who_ends_as_they_should_leaves_nothing(place: Home) -> None:
    assert child("watch.shown()\nwatch.end()\n") == 0
    assert list(crash.folder(place).iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_who_was_killed_did_not_crash(place: Home) -> None:
    assert child("watch.shown()\nos.kill(os.getpid(), signal.SIGKILL)\n") != 0
    assert look(place).last is None
    assert list(crash.folder(place).iterdir()) == []


def test_the_trace_of_a_tagger_that_runs_is_left_to_it(place: Home) -> None:
    code = "watch.shown()\nprint('ready', flush=True)\nsys.stdin.read()\n" + FALL
    with subprocess.Popen(
        [sys.executable, "-c", BEGIN + code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None and running.stdout is not None
        assert running.stdout.readline().strip() == b"ready"
        assert look(place).last is None
        running.stdin.close()
        assert running.wait(30) != 0
    assert look(place).last is not None


def test_without_a_folder_for_logs_tagger_starts_all_the_same(
    place: Home, caplog: pytest.LogCaptureFixture
) -> None:
    place.data.mkdir(parents=True)
    place.logs.write_text("a file where the folder should be")
    watch = look(place)
    assert watch.last is None
    assert "Crashes leave no trace" in caplog.text
