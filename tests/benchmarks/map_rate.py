"""Seconds that a map of a large library takes, and frames a second while it is panned.

    python tests/benchmarks/map_rate.py [--tracks 50000]

The library is made up in a home of its own: embeddings of 256 numbers in 18 clouds, as the bundled
model has genres. The window is the real one; every frame is painted before the next is asked for.
QT_QPA_PLATFORM says on what (offscreen where it is not set).
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QPointF, QSettings
from PySide6.QtWidgets import QApplication

from tagger.catalog.suggestions import StoredEmbedding
from tagger.catalog.tracks import ScannedFile
from tagger.paths import Home, find_home
from tagger.records import AnalysisStatus, FileStamp, GenreScore, Suggestion, TrackTags
from tagger.ui import app
from tagger.ui.main_window import MainWindow
from tagger.workflow.jobs import JobContext
from tagger.workflow.mapping import Layout, MapJob
from tagger.workflow.session import Session

SIZE = 256
GENRES = 18
FRAMES = 120
PART = 5000


def identity(number: int) -> bytes:
    return number.to_bytes(16, "big")


def fill(home: Home, tracks: int) -> str:
    """Returns the network under which the embeddings are stored: that of the model in use."""
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(GENRES, SIZE)) * 2
    with Session.open(home) as session:
        network = session.listener().network_key
        for start in range(0, tracks, PART):
            numbers = range(start, min(tracks, start + PART))
            session.tracks.store(
                [
                    ScannedFile(
                        Path(f"/music/{n:06}.mp3"),
                        FileStamp(1000, 1),
                        "mp3",
                        identity(n),
                        TrackTags(title=f"Title {n:06}", artist=f"Artist {n % 997}"),
                    )
                    for n in numbers
                ]
            )
            genres = np.array(numbers) % GENRES
            vectors = (centres[genres] + rng.normal(size=(len(numbers), SIZE))).astype(np.float16)
            session.suggestions.store_embeddings(
                network,
                [
                    StoredEmbedding(identity(n), AnalysisStatus.OK, vector)
                    for n, vector in zip(numbers, vectors, strict=True)
                ],
            )
            session.suggestions.store(
                session.listener().key,
                [
                    (
                        identity(n),
                        Suggestion(
                            AnalysisStatus.OK,
                            (GenreScore(f"Genre {n % GENRES:02}", 0.9),),
                            unsure=False,
                        ),
                    )
                    for n in numbers
                ],
            )
        key = session.listener().key
    stored = QSettings(str(home.data / "window.ini"), QSettings.Format.IniFormat)
    stored.setValue("model_key", key)
    stored.sync()
    return network


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def wait(application: QApplication, until: Callable[[], bool]) -> float:
    """Seconds until something is so; events are worked off meanwhile."""
    start = time.perf_counter()
    while not until():
        application.processEvents()
    return time.perf_counter() - start


def pan(application: QApplication, window: MainWindow, share: float) -> list[float]:
    """Milliseconds of each frame while the map moves; `share` of its width is seen."""
    assert window.map.panel is not None and window.map.panel.view is not None
    view = window.map.panel.view
    view.fit()
    view.box.scaleBy((share, share))
    application.processEvents()
    found: list[float] = []
    for frame in range(FRAMES):
        start = time.perf_counter()
        view.box.translateBy(x=view.seen().width() * (0.01 if frame % 60 < 30 else -0.01))
        view.viewport().repaint()
        found.append(1000 * (time.perf_counter() - start))
    return found


def tell_frames(name: str, frames: list[float]) -> None:
    middle, worst = statistics.median(frames), max(frames)
    print(f"{name}: {middle:.1f} ms a frame ({1000 / middle:.0f} a second), worst {worst:.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tracks", type=int, default=50_000)
    tracks = parser.parse_args().tracks
    application = QApplication(sys.argv[:1])
    app.prepare(application)
    with tempfile.TemporaryDirectory() as folder:
        home = find_home(Path(folder))
        fill(home, tracks)
        with Session.open(home) as session:
            session.listener()
            for layout in (Layout.GENRES, Layout.SPREAD):
                seconds = timed(lambda layout=layout: MapJob(session, layout).run(JobContext()))
                print(f"placing {tracks} tracks by {layout.value}: {seconds:.2f} s")
        window = MainWindow(home)
        window.resize(1280, 800)
        window.show()
        wait(application, lambda: window.controller.rows.rowCount() == tracks)
        print(f"opening the map: {timed(window.toolbar.map.trigger) * 1000:.0f} ms on its thread")
        panel = window.map.panel
        assert panel is not None
        seconds = wait(application, lambda: panel.view is not None and panel.export.isEnabled())
        print(f"until it is there: {seconds:.2f} s")
        view = panel.view
        assert view is not None
        print(f"it is {view.width()} x {view.height()} pixels")
        tell_frames("panning, all seen", pan(application, window, 1.0))
        tell_frames("panning, a tenth seen", pan(application, window, 0.1))
        view.fit()
        window.resize(3840, 2160)
        application.processEvents()
        print(f"it is {view.width()} x {view.height()} pixels")
        tell_frames("panning, all seen", pan(application, window, 1.0))
        view.fit()
        spot = QPointF(view.width() / 2, view.height() / 2)
        hover = [1000 * timed(partial(view.under, spot)) for _ in range(30)]
        print(f"what is under the mouse: {statistics.median(hover):.1f} ms")
        for share in (0.05, 0.3, 1.0):
            half_width, half_height = view.width() * share / 2, view.height() * share / 2
            middle = QPointF(view.width() / 2, view.height() / 2)
            view.begin_lasso(middle + QPointF(-half_width, -half_height))
            for x, y in ((1, -1), (1, 1), (-1, 1)):
                view.extend_lasso(middle + QPointF(x * half_width, y * half_height))
            seconds = timed(view.end_lasso)
            held = len(window.table.selected())
            print(f"a lasso around {held} tracks, selected in the table: {seconds * 1000:.0f} ms")
        window.close()


if __name__ == "__main__":
    main()
