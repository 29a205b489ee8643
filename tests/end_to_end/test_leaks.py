"""Hundreds of writes leave nothing behind: no open file, no thread, no stray file, no memory."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.benchmarks.many_writes import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def test_three_hundred_writes_and_undos_leave_nothing_behind(tmp_path: Path) -> None:
    assert run(tmp_path, 300) == []
