"""How long until the window is on the screen: from the start of the interpreter to the first frame.

Prints the median of several runs in fresh processes, with byte code that must be compiled first
(cold) and with byte code that is there (warm). The system's file cache is not emptied; on a machine
that was just started the disk comes on top.

    python tests/benchmarks/launch_time.py [--runs 5] [--rows 0]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LAUNCH = """
import sys, time
from PySide6.QtWidgets import QApplication
from tagger.paths import find_home
from tagger.ui import app
from tagger.ui.main_window import MainWindow

begun = float(sys.argv[1])
application = QApplication([])
app.prepare(application)
app.theme.apply("light")
app.never_stutter()
window = MainWindow(find_home())
window.show()
while not window.windowHandle().isExposed():
    application.processEvents()
window.repaint()
print(time.time() - begun, flush=True)
window.controller.loaded.connect(application.quit)
application.exec()
print(time.time() - begun)
window.close()
"""


def fill(home: Path, count: int) -> None:
    """Put `count` generated tracks into the catalog of this home."""
    sys.path.insert(0, str(ROOT))
    from tagger.catalog.tracks import ScannedFile
    from tagger.paths import find_home
    from tagger.records import FileStamp, TrackTags
    from tagger.workflow.session import Session

    with Session.open(find_home(home)) as session:
        for start in range(0, count, 5000):
            session.tracks.store(
                [
                    ScannedFile(
                        Path(f"/music/{n:06}.mp3"),
                        FileStamp(1000, 1),
                        "mp3",
                        n.to_bytes(16, "big"),
                        TrackTags(title=f"Title {n}", artist=f"Artist {n % 100}"),
                    )
                    for n in range(start, min(count, start + 5000))
                ]
            )


def launch(home: Path, cache: Path) -> tuple[float, float]:
    """Seconds until the window is exposed, and until its rows are there."""
    environment = {
        **os.environ,
        "TAGGER_HOME": str(home),
        "PYTHONPYCACHEPREFIX": str(cache),
        "PYTHONDONTWRITEBYTECODE": "",
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    done = subprocess.run(
        [sys.executable, "-c", LAUNCH, repr(time.time())],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    shown, loaded = done.stdout.split()
    return float(shown), float(loaded)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the launch.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=0, help="tracks in the catalog")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        fill(home, options.rows)
        warm_cache = Path(folder) / "warm"
        launch(home, warm_cache)
        cold = [launch(home, Path(folder) / f"cold{n}") for n in range(options.runs)]
        warm = [launch(home, warm_cache) for _ in range(options.runs)]
    for name, runs in (("cold", cold), ("warm", warm)):
        shown = statistics.median(run[0] for run in runs)
        loaded = statistics.median(run[1] for run in runs)
        print(
            f"{name}: window after {shown:.2f} s, {options.rows} rows after {loaded:.2f} s "
            f"(median of {options.runs})"
        )


if __name__ == "__main__":
    main()
