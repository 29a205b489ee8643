"""Ctrl+C and a request to end close the window, whatever it does at that moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOON = 60.0


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_closes_the_window_and_the_program_ends_well(
    tmp_path: Path, number: signal.Signals
) -> None:
    home = tmp_path / "home"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TAGGER_HOME": str(home)}
    command = [sys.executable, "-P", "-m", "tagger", str(tmp_path)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        end = time.monotonic() + SOON
        # The library is there once the window was shown.
        while not (home / "catalog.db").exists():
            assert child.poll() is None and time.monotonic() < end
            time.sleep(0.02)
        child.send_signal(number)
        _, said = child.communicate(timeout=SOON)
    assert child.returncode == 0, said
    assert "Traceback" not in said
    assert not list((home / "logs").rglob("crash*.txt"))
    assert not list((home / "logs").rglob("running*")), "it says that it ended"
