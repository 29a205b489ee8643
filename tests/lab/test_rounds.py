"""Networks are trained side by side, and a failure among them is not hidden."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tagger.lab.rounds import Run, planned, run_all


def test_the_last_run_of_an_odd_number_gets_all_cores() -> None:
    runs = planned([1, 2, 3], processes=2, cores=2)

    assert runs == [Run(1, 1), Run(2, 1), Run(3, 2)]


def test_an_even_number_shares_the_cores_evenly() -> None:
    assert [run.threads for run in planned([5, 6, 7, 8], processes=2, cores=8)] == [4] * 4


def test_a_run_that_fails_is_told_and_ends_the_training(tmp_path: Path) -> None:
    missing = ["--recipe", str(tmp_path / "missing.toml")]

    with pytest.raises(subprocess.CalledProcessError):
        run_all([Run(1, 1)], 1, missing)
