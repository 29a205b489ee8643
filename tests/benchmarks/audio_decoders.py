"""libsndfile against FFmpeg: which reads the windows of a song faster, by format.

Run: python tests/benchmarks/audio_decoders.py
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from audio_songs import SONGS, make_songs

from tagger.audio.av_source import AvSource
from tagger.audio.decode import read_window
from tagger.audio.soundfile_source import SoundFileSource
from tagger.audio.windows import plan_windows
from tagger.errors import AudioError
from tagger.records import FrontEnd

FRONT_END = FrontEnd(22050, 2048, 1710, "hann", 128, "slaney", 0.0, 11025.0, 2.0, 80.0, 3.0)


def best_seconds(kind: type, path: Path, plan: tuple[int, ...], rounds: int) -> float | None:
    """The least CPU time that reading the windows took; None if it cannot open the file."""
    times: list[float] = []
    for _ in range(rounds):
        begun = time.process_time()
        try:
            with kind(path) as source:
                for first in plan:
                    read_window(source, FRONT_END, first, FRONT_END.window_frames)
        except AudioError:
            return None
        times.append(time.process_time() - begun)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=210)
    parser.add_argument("--windows", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    plan = plan_windows(options.seconds, FRONT_END, options.windows)
    print(f"{'format':10} {'libsndfile':>11} {'FFmpeg':>11}  FFmpeg / libsndfile")
    with tempfile.TemporaryDirectory() as folder:
        for name, path in make_songs(Path(folder), options.seconds, list(SONGS)).items():
            first = best_seconds(SoundFileSource, path, plan, options.rounds)
            second = best_seconds(AvSource, path, plan, options.rounds)
            texts = [f"{1000 * t:8.1f} ms" if t else "          -" for t in (first, second)]
            ratio = f"{second / first:.2f}" if first and second else ""
            print(f"{name:10} {texts[0]} {texts[1]}  {ratio}")


if __name__ == "__main__":
    main()
