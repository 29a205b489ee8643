"""How many whole songs a second are analysed, by format, and what the time goes into.

Run: python tests/benchmarks/analysis_rate.py [--threads 1 2] [--windows 8] [--formats mp3 flac]
Other work on the machine distorts the rates; the shares and ratios suffer less from it.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from audio_songs import SONGS, make_songs
from numpy.typing import NDArray

from tagger.audio.decode import open_sources, read_window
from tagger.audio.listen import listen
from tagger.audio.melspectrogram import log_mel
from tagger.audio.windows import DEFAULT_WINDOWS, plan_windows
from tagger.model.activity import track_embedding
from tagger.model.library import load_model
from tagger.paths import find_home
from tagger.records import Float32

USUAL = ["mp3 128", "mp3 320", "flac", "m4a aac", "opus"]


def rate(work: Callable[[], object], threads: int, seconds: float) -> tuple[float, float]:
    """Calls a second of `work` in `threads` threads over about `seconds`; CPU seconds of each.

    What it costs in CPU time hardly depends on what else the machine does.
    """
    work()
    begun, begun_cpu = time.perf_counter(), time.process_time()
    end = begun + seconds

    def loop() -> int:
        done = 0
        while time.perf_counter() < end:
            work()
            done += 1
        return done

    with ThreadPoolExecutor(threads) as pool:
        done = sum(pool.map(lambda _: loop(), range(threads)))
    return done / (time.perf_counter() - begun), (time.process_time() - begun_cpu) / done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--windows", type=int, nargs="+", default=[DEFAULT_WINDOWS])
    parser.add_argument("--formats", nargs="+", default=USUAL, choices=list(SONGS))
    parser.add_argument("--song", type=float, default=210, help="seconds of a song")
    parser.add_argument("--seconds", type=float, default=2, help="seconds of each measurement")
    options = parser.parse_args()
    model = load_model(find_home())
    front_end = model.front_end
    mel = log_mel(front_end)

    def embed(logmel: Float32) -> NDArray[np.float16] | None:
        embeddings = model.network.embed(logmel)
        return track_embedding(embeddings, model.activity.kinds(embeddings, logmel))

    with tempfile.TemporaryDirectory() as folder:
        songs = make_songs(Path(folder), options.song, options.formats)
        for windows in options.windows:
            plan = plan_windows(options.song, front_end, windows)

            def decode(
                path: Path, plan: tuple[int, ...] = plan, frames: int = front_end.window_frames
            ) -> list[Float32]:
                source = next(iter(open_sources(path)))
                with source:
                    return [read_window(source, front_end, k, frames).samples for k in plan]

            def analyse(path: Path, windows: int = windows) -> object:
                heard = listen(path, options.song, front_end, windows)
                vector = embed(heard.logmel)
                assert vector is not None
                return model.suggest(vector)

            print(f"\n{windows} windows of {front_end.window_seconds:g} s, tracks a second")
            print(
                f"{'format':9} {'threads':>7} {'decode':>8} {'mel':>8} {'network':>8} "
                f"{'all':>8} {'CPU each':>11}"
            )
            for name, path in songs.items():
                samples = decode(path)
                logmel = np.asarray(listen(path, options.song, front_end, windows).logmel)
                alone = 0.0
                for threads in options.threads:
                    steps = (
                        lambda path=path: decode(path),
                        lambda samples=samples: [mel.powers(s) for s in samples],
                        lambda logmel=logmel: embed(logmel),
                        lambda path=path: analyse(path),
                    )
                    results = [rate(step, threads, options.seconds) for step in steps]
                    whole, cost = results[-1]
                    alone = alone or whole
                    print(
                        f"{name:9} {threads:7} "
                        + " ".join(f"{per_second:8.1f}" for per_second, _ in results)
                        + f" {1000 * cost:8.1f} ms   {results[0][1] / cost:4.0%} decoding   "
                        + f"{whole / alone:.2f} times the first"
                    )


if __name__ == "__main__":
    main()
