"""Trains several networks at once, each in a process of its own.

Two processes of one thread train a network each in less time than one process of two threads
trains the two after each other: small layers share badly.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

_MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": str(8 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(16 << 30),
    "MALLOC_TOP_PAD_": str(256 << 20),
}
"""Lets glibc keep what a step frees for the next step; else the kernel clears it anew each time."""


@dataclass(frozen=True, slots=True)
class Run:
    """The network of a seed, and the threads it may use."""

    seed: int
    threads: int


def planned(seeds: Sequence[int], processes: int, cores: int) -> list[Run]:
    """Shares the cores among the runs; those of the last, shorter round share them all."""
    last = len(seeds) % processes
    full = len(seeds) - last
    return [
        Run(seed, max(1, cores // (processes if i < full else last)))
        for i, seed in enumerate(seeds)
    ]


def run_all(runs: Sequence[Run], processes: int, arguments: Sequence[str]) -> None:
    """Runs `python -m tagger.lab train ARGUMENTS --only SEED --threads N` for each, in order.

    Raises subprocess.CalledProcessError when one fails; those beside it are still finished.
    """

    def train(run: Run) -> None:
        command = [sys.executable, "-m", "tagger.lab", "train", *arguments]
        command += ["--only", str(run.seed), "--threads", str(run.threads)]
        subprocess.run(command, check=True, env=os.environ | _MEMORY)

    with ThreadPoolExecutor(processes) as pool:
        for future in as_completed([pool.submit(train, run) for run in runs]):
            if future.exception() is not None:
                pool.shutdown(cancel_futures=True)
            future.result()
