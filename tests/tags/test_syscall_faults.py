"""A system call that fails, wherever it is, harms no song. `benchmarks/inject_faults` tries all."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {"openat", "read", "write", "fsync", "rename", "close"}


def can_trace() -> bool:
    if sys.platform != "linux" or shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.mark.skipif(not can_trace(), reason="strace is not installed or may not trace")
@pytest.mark.parametrize(("kind", "action"), [("mp3", "write"), ("m4a", "undo")])
def test_whatever_call_fails_the_song_is_old_or_new_and_the_journal_knows(
    kind: str, action: str
) -> None:
    command = [sys.executable, "-m", "tests.tags.syscall_faults", kind, action]
    errors = "EIO,ENOSPC,EACCES,ENOENT,EROFS"
    ended = subprocess.run(
        [*command, errors, "0"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    report = json.loads(ended.stdout)
    assert set(report["calls"]) >= NEEDED
    assert report["complaints"] == []
    assert report["cases"] >= len(NEEDED)
    assert 0 < report["untouched"] <= report["cases"]
