"""How long the bundle takes to start, beside the source install.

    python tests/benchmarks/bundle_start.py [--bundle build/bundle/Tagger] [--rounds 5]

From the start of the process to its end (`--version`, `suggest` of one clip), or until the window
is on a display. Cold is after the system was told to forget every file it has read, which only root
may tell it; warm is the median of the rounds. Both programs take turns.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
from virtual_display import display

ROOT = Path(__file__).resolve().parent.parent.parent
_DROP = Path("/proc/sys/vm/drop_caches")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bundle", type=Path, default=ROOT / "build" / "bundle" / "Tagger")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    source = [sys.executable, "-P", "-m", "tagger"]
    with tempfile.TemporaryDirectory() as folder, display() as remark:
        song = Path(folder) / "song.flac"
        noise = np.random.default_rng(1).normal(0, 0.1, 22050 * 30)
        soundfile.write(song, noise, 22050)
        print(f"The window {remark}\n")
        print(f"{'':<28}{'bundle':>10}{'source':>10}{'ratio':>8}")
        for name, program, words in (
            ("--version", "tagger-cli", ["--version"]),
            ("suggest, one clip", "tagger-cli", ["suggest", str(song)]),
            ("the window is shown", "tagger", []),
        ):
            commands = ([str(options.bundle / program), *words], [*source, *words])
            window = program == "tagger"
            tell(f"{name}, warm", [warm(each, window, options.rounds) for each in commands])
            if may_forget():
                tell(f"{name}, cold", [cold(each, window) for each in commands])


def warm(command: Sequence[str], window: bool, rounds: int) -> float:
    seconds_of(command, window)
    return statistics.median(seconds_of(command, window) for _ in range(rounds))


def cold(command: Sequence[str], window: bool) -> float:
    os.sync()
    _DROP.write_text("3")
    return seconds_of(command, window)


def may_forget() -> bool:
    return os.access(_DROP, os.W_OK)


def seconds_of(command: Sequence[str], window: bool) -> float:
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "TAGGER_HOME": home}
        begun = time.perf_counter()
        child = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if not window:
            assert child.wait() == 0, command
            return time.perf_counter() - begun
        while not shown():
            assert child.poll() is None, (command, child.returncode)
            time.sleep(0.01)
        seconds = time.perf_counter() - begun
        child.terminate()
        child.wait()
        return seconds


def shown() -> bool:
    """Whether a window of Tagger's is on the display."""
    search = ["xdotool", "search", "--onlyvisible", "--name", "^Tagger$"]
    return bool(subprocess.run(search, capture_output=True, check=False).stdout)


def tell(name: str, times: Sequence[float]) -> None:
    bundle, source = times
    print(f"{name:<28}{bundle:>8.2f} s{source:>8.2f} s{bundle / source:>8.2f}", flush=True)


if __name__ == "__main__":
    if shutil.which("xdotool") is None:
        sys.exit("xdotool is missing, which sees when the window is shown")
    main()
