"""What holds for every test: no display, no home of a person, no thread or error left behind."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

# Read when the QApplication is made. Whatever desktop runs the tests, no window shows up on it.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

ROOT = Path(__file__).resolve().parent.parent
THREAD_GRACE = 2.0
"""Seconds that a thread which was told to stop may take to end."""


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The data folder beside the checkout, which no clone brings along."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the recordings are not beside the checkout ({folder})")
    return folder


@pytest.fixture(scope="session")
def clips(shared_data: Path) -> Path:
    """The folder of real recordings."""
    folder = shared_data / "clips"
    if not folder.is_dir():
        pytest.skip(f"the recordings are not beside the checkout ({folder})")
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The TAGGER_HOME of this test alone; not inside `tmp_path`, and not yet there."""
    folder = tmp_path_factory.mktemp("person")
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(folder / variable.lower()))
    monkeypatch.setenv("TAGGER_HOME", str(folder / "home"))
    return folder / "home"


@pytest.fixture(autouse=True)
def _no_thread_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test after which a thread runs that would keep the app from ending.

    After `disable_dangling_qthreads` and its relatives in napari's conftest.py.
    """
    before = set(threading.enumerate())
    yield
    if request.node.get_closest_marker("leaves_threads"):
        return
    running = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in running:
        thread.join(THREAD_GRACE)
    left = [thread.name for thread in running if thread.is_alive()]
    qt = sys.modules.get("PySide6.QtCore")
    if qt is not None and not qt.QThreadPool.globalInstance().waitForDone(int(1000 * THREAD_GRACE)):
        left.append("Qt's global thread pool")
    if left:
        pytest.fail(f"The test left threads running: {', '.join(left)}", pytrace=False)


class _ErrorRecords(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        # It listens in two places; a record that propagates arrives twice.
        if record not in self.found:
            self.found.append(record)


@pytest.fixture(autouse=True)
def logged_errors(request: pytest.FixtureRequest) -> Iterator[list[logging.LogRecord]]:
    """The ERROR records of this test. It fails if there are any, unless it expects them.

    A test says so with `@pytest.mark.expects_errors`, and then there must be one. After
    qutebrowser's tests/helpers/logfail.py.
    """
    handler = _ErrorRecords()
    # The app may stop its own records from reaching the root.
    loggers = (logging.getLogger(), logging.getLogger("tagger"))
    for logger in loggers:
        logger.addHandler(handler)
    yield handler.found
    for logger in loggers:
        logger.removeHandler(handler)
    expected = request.node.get_closest_marker("expects_errors") is not None
    if handler.found and not expected:
        lines = [f"{record.name}: {record.getMessage()}" for record in handler.found]
        pytest.fail("Errors were logged:\n" + "\n".join(lines), pytrace=False)
    if expected and not handler.found:
        pytest.fail("The test expects errors in the log, but there were none.", pytrace=False)
