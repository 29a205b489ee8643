"""Nothing is cut off and nothing leaves the screen: 100 % to 300 %, 1024×700 to 3840×2160."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget

from tagger.paths import bundled_models
from tagger.ui.labels import ElidedLabel

from . import scene as scenes
from .scene import OPENERS, controls, opened, settle

ROOT = Path(__file__).resolve().parents[2]
SCREENS = {
    "1024×700 at 100 %": (1024, 700, 1.0),
    "1280×800 at 200 %": (1280, 800, 2.0),
    "1920×1080 at 150 %": (1920, 1080, 1.5),
    "3840×2160 at 300 %": (3840, 2160, 3.0),
    "3840×2160 at 100 %": (3840, 2160, 1.0),
}


@pytest.mark.parametrize(("width", "height", "scale"), SCREENS.values(), ids=SCREENS)
def test_the_window_and_every_dialog_fit_on_the_screen_uncut(
    tmp_path: Path, width: int, height: int, scale: float
) -> None:
    """In a process of its own, for a screen is what an application starts with."""
    if not (bundled_models() / "genre.onnx").is_file():
        pytest.skip("the bundled model is not there")
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height}
    (tmp_path / "screens.json").write_text(json.dumps({"screens": [screen]}))
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={tmp_path / 'screens.json'}",
        "QT_SCALE_FACTOR": str(scale),
        "PYTHONPATH": str(ROOT),
    }
    run = subprocess.run(
        [sys.executable, "-m", "tests.ui.test_scale", str(tmp_path)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    found = json.loads(run.stdout.splitlines()[-1])
    assert found["screen"] == [round(width / scale), round(height / scale)]
    assert not found["cut"], found["cut"]


def cut(top: QWidget) -> list[str]:
    """What is larger than its room, or stands outside of the screen."""
    found: list[str] = []
    room = top.screen().availableGeometry()
    if top.width() > room.width() or top.height() > room.height():
        found.append(f"{top.width()}×{top.height()} on {room.width()}×{room.height()}")
    for each in controls(top):
        if isinstance(each, ElidedLabel) or not isinstance(each, QLabel | QAbstractButton):
            continue
        if not each.text() or each.visibleRegion().isEmpty():
            continue
        wide = each.minimumSizeHint()
        if isinstance(each, QLabel) and each.wordWrap():
            needed = each.heightForWidth(each.width())
            if needed > each.height() + 1:
                found.append(f"{each.text()[:40]!r} needs {needed} of height, has {each.height()}")
        elif wide.width() > each.width() + 1 or wide.height() > each.height() + 1:
            found.append(
                f"{each.text()[:40]!r} needs {wide.width()}×{wide.height()}, has "
                f"{each.width()}×{each.height()}"
            )
    return found


class _Folders:
    """Stands in for pytest's folders where there is no pytest."""

    def __init__(self, top: Path) -> None:
        self._top = top

    def mktemp(self, name: str) -> Path:
        return Path(tempfile.mkdtemp(prefix=name, dir=self._top))


def main(top: Path) -> None:
    qapp = QApplication([])
    scene = scenes.small(_Folders(top))  # pyright: ignore[reportArgumentType]
    screen = qapp.primaryScreen().geometry()
    found: dict[str, list[str]] = {}
    try:
        scene.window.table.selectRow(0)
        settle(20)
        found["MainWindow"] = cut(scene.window)
        for kind in OPENERS:
            found[kind.__name__] = _cut_dialog(scene, kind)
    finally:
        scenes.close(scene.window)
    told = {name: what for name, what in found.items() if what}
    print(json.dumps({"screen": [screen.width(), screen.height()], "cut": told}))


def _cut_dialog(scene: scenes.Scene, kind: type[QDialog]) -> list[str]:
    with opened(scene, kind) as dialog:
        settle(10)
        return cut(dialog)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
