"""How fast a scan is: files per second the first time and again, for a library of many files.

    python tests/benchmarks/scan_rate.py [--files 20000]

Files are small (half a second of sound), in MP3, FLAC, Ogg Vorbis, Opus and M4A, each with its own
tags; 500 different sounds among them. The page cache is warm.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import av
import mutagen
import numpy as np
import soundfile
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

from tagger.paths import find_home
from tagger.workflow.jobs import JobContext
from tagger.workflow.scan import ScanJob, ScanReport
from tagger.workflow.session import Session

_SUFFIXES = (".mp3", ".flac", ".ogg", ".opus", ".m4a")
_SUBTYPES = {".ogg": "VORBIS", ".opus": "OPUS"}


def _encode(path: Path, seed: int) -> None:
    noise = np.random.default_rng(seed).normal(0, 0.1, (2, 24000)).astype(np.float32)
    if path.suffix != ".m4a":
        kind = "OGG" if path.suffix in _SUBTYPES else path.suffix[1:].upper()
        soundfile.write(path, noise.T, 48000, format=kind, subtype=_SUBTYPES.get(path.suffix))
        return
    with av.open(str(path), "w", format="ipod") as output:
        stream = output.add_stream("aac", rate=48000)
        assert isinstance(stream, AudioStream)
        stream.layout = "stereo"
        for start in range(0, noise.shape[1], 1024):
            piece = np.ascontiguousarray(noise[:, start : start + 1024])
            frame = AudioFrame.from_ndarray(piece, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = 48000, start
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


def make_library(folder: Path, count: int) -> None:
    """`count` files in folders of 100, made from a few encoded ones by retagging copies."""
    seeds = 100
    sources: list[tuple[str, bytes]] = []
    for suffix in _SUFFIXES:
        for seed in range(seeds):
            path = folder / f"source{seed}{suffix}"
            _encode(path, seed)
            sources.append((suffix, path.read_bytes()))
            path.unlink()
    for number in range(count):
        suffix, content = sources[number % len(sources)]
        album = folder / f"Artist {number // 1000}" / f"Album {number // 100}"
        album.mkdir(parents=True, exist_ok=True)
        path = album / f"{number:06}{suffix}"
        path.write_bytes(content)
        file = mutagen.File(path, easy=True)  # pyright: ignore[reportPrivateImportUsage]
        assert file is not None
        file["title"] = f"Track {number}"
        file["artist"] = f"Artist {number // 1000}"
        file["album"] = f"Album {number // 100}"
        file.save()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--files", type=int, default=20_000)
    count = arguments.parse_args().files
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "music"
        library.mkdir()
        print(f"making {count:,} files …")
        make_library(library, count)
        with Session.open(find_home(Path(scratch) / "home")) as session:

            def scan() -> tuple[ScanReport, float]:
                start = time.perf_counter()
                report = ScanJob(session, [library]).run(JobContext())
                return report, time.perf_counter() - start

            report, first = scan()
            assert (report.found, report.failures) == (count, [])
            _, again = scan()
    print(f"first scan : {first:7.2f} s, {count / first:10,.0f} files/s")
    print(f"again      : {again:7.2f} s, {count / again:10,.0f} files/s")
    print(f"ratio      : {first / again:7.1f}")


if __name__ == "__main__":
    main()
