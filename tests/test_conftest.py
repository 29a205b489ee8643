"""The fixtures that fail a test for what it leaves behind do so."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

THREAD_LEFT = """
import threading
from concurrent.futures import ThreadPoolExecutor

stop = threading.Event()

def test_leaves_a_pool():
    ThreadPoolExecutor(1, thread_name_prefix="forgotten").submit(stop.wait)

def test_stops_its_pool():
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: 3).result() == 3

def test_end():
    stop.set()
"""
ERROR_LOGGED = """
import logging
import pytest

def test_breaks_unnoticed():
    logging.getLogger("tagger.scan").error("this went wrong")

def test_breaks_in_a_closed_logger():
    logger = logging.getLogger("tagger")
    logger.propagate = False
    try:
        logger.error("this went wrong, too")
    finally:
        logger.propagate = True

def test_warns():
    logging.getLogger("tagger.scan").warning("this is odd")

@pytest.mark.expects_errors
def test_breaks_on_purpose():
    logging.getLogger("tagger.scan").error("this was to go wrong")

@pytest.mark.expects_errors
def test_expects_in_vain():
    pass
"""
WARNING_RAISED = """
import warnings

def test_warns():
    warnings.warn("old", DeprecationWarning)

def test_forgets_a_file(tmp_path):
    (tmp_path / "open").open("w").write("a")
"""


def outcomes_of(source: str, folder: Path) -> tuple[dict[str, set[str]], str]:
    """Run a test file under our conftest; test name -> what pytest said of it, and its output."""
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "tests" / "test_it.py").write_text(source)
    command = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", "tests"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    outcomes: dict[str, set[str]] = {}
    for outcome, name in re.findall(r"^(PASSED|FAILED|ERROR) \S+::(\w+)", run.stdout, re.MULTILINE):
        outcomes.setdefault(name, set()).add(outcome)
    return outcomes, run.stdout


def test_a_test_that_leaves_a_thread_running_fails(tmp_path: Path) -> None:
    outcomes, output = outcomes_of(THREAD_LEFT, tmp_path)
    assert "ERROR" in outcomes["test_leaves_a_pool"]
    assert "forgotten_0" in output
    assert outcomes["test_stops_its_pool"] == {"PASSED"}


def test_a_test_that_logs_an_unexpected_error_fails(tmp_path: Path) -> None:
    outcomes, output = outcomes_of(ERROR_LOGGED, tmp_path)
    assert "tagger.scan: this went wrong" in output
    assert "ERROR" in outcomes["test_breaks_unnoticed"]
    assert "ERROR" in outcomes["test_breaks_in_a_closed_logger"]
    assert outcomes["test_warns"] == {"PASSED"}
    assert outcomes["test_breaks_on_purpose"] == {"PASSED"}
    assert "ERROR" in outcomes["test_expects_in_vain"]


def test_a_warning_of_our_own_fails_the_test(tmp_path: Path) -> None:
    outcomes, _ = outcomes_of(WARNING_RAISED, tmp_path)
    assert outcomes == {"test_warns": {"FAILED"}, "test_forgets_a_file": {"FAILED"}}


def test_no_test_sees_the_home_of_a_person(home: Path, tmp_path: Path) -> None:
    from tagger.paths import find_home

    found = find_home()
    assert found.data == home
    assert list(tmp_path.iterdir()) == []


def test_without_tagger_home_a_test_is_still_off_the_persons_folders(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tagger.paths import find_home

    monkeypatch.delenv("TAGGER_HOME")
    found = find_home()
    if sys.platform == "linux":
        assert home.parent in found.data.parents
        assert home.parent in found.settings.parents
        assert home.parent in found.logs.parents
