"""The days when something is missing, each made for real over a home of its own."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget
from screenshot_stage import Stage, Steps

from tagger.paths import bundled_models
from tagger.ui.crash.dialog import CrashDialog
from tagger.ui.player.sink import NoSound
from tagger.workflow import crash
from tagger.workflow.review import ReviewState

_NOBODY = 65534
_FEW = 6
_SOUND = 10_000
"""Bytes; the files that are broken on purpose are smaller."""


def _empty(stage: Stage) -> Steps:
    stage.open("empty")
    stage.settle()
    yield


def _one_track(stage: Stage) -> Steps:
    window = stage.open("one track")
    if not window.controller.rows.total:
        window.add([_some(stage, "one track", 1)])
        stage.idle()
    window.table.selectRow(0)
    stage.wait(lambda: window.inspector.sound.spectrogram.passages > 0)
    stage.settle()
    window.strip.notice("")
    yield


def _no_sound(stage: Stage) -> Steps:
    window = stage.open("library")

    def open_sink(parent: QWidget) -> None:
        raise NoSound(
            "There is no sound output here, so nothing can be played. Connect loudspeakers or "
            "headphones and press play again."
        )

    from PySide6.QtMultimedia import QMediaDevices

    if not QMediaDevices.defaultAudioOutput().isNull():
        window.player._open_sink = open_sink  # pyright: ignore[reportAttributeAccessIssue]
    window.table.selectRow(1)
    stage.settle()
    window.inspector.player_bar.toggle()
    stage.wait(lambda: window.strip._notice)
    yield


def _no_model(stage: Stage) -> Steps:
    from tagger.model import library

    before, library.bundled_models = library.bundled_models, lambda: stage.places.root / "models"
    try:
        stage.close()
        window = stage.open("no model")
        if not window.controller.rows.total:
            window.add([_some(stage, "no model", _FEW)])
            stage.idle()
        stage.wait(window.standing.bar.isVisible)
        window.table.selectRow(0)
        # The track is asked for its sound a moment later, which is where the model is missed.
        stage.settle()
        stage.idle()
        yield
        stage.close()
    finally:
        library.bundled_models = before
    assert library.bundled_models() == bundled_models()


def _unplugged(stage: Stage) -> Steps:
    window = stage.open("unplugged")
    drive = stage.places.root / "unplugged"
    if not window.controller.rows.total:
        window.add([_some(stage, "unplugged", _FEW)])
        stage.idle()
    if drive.exists():
        drive.rename(stage.places.root / "unplugged, in a drawer")
    window.controller.rescan()
    rows = window.controller.rows
    stage.wait(lambda: rows.library.states[ReviewState.ABSENT] == rows.total)
    stage.wait(window.standing.bar.isVisible)
    stage.idle()
    window.table.selectRow(1)
    yield


def _read_only(stage: Stage) -> Steps:
    stage.close()
    home = stage.places.home("read-only")
    if not home.exists():
        shutil.copytree(stage.places.home("library"), home)
    # What was opened only to be looked at stays so.
    with _locked(home):
        window = stage.open("read-only")
        stage.wait(window.standing.bar.isVisible)
    window.table.selectRow(0)
    stage.wait(lambda: window.inspector.sound.spectrogram.passages > 0)
    stage.settle()
    yield
    stage.close()


class _locked:
    """A folder that this process may not write, also where it is root's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        for path in (self._folder, *self._folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        if os.name == "posix" and os.geteuid() == 0:
            os.seteuid(_NOBODY)

    def __exit__(self, *error: object) -> None:
        if os.name == "posix" and os.getuid() == 0:
            os.seteuid(0)
        for path in (self._folder, *self._folder.rglob("*")):
            path.chmod(path.stat().st_mode | stat.S_IWUSR)


def show_crash(stage: Stage) -> Steps:
    """The report of an error, with a stack as a real one has."""
    home = stage.window.controller.home
    try:
        raise ValueError("an error made for this picture")
    except ValueError as error:
        found = error
    report = crash.of_error(found, home)
    for last in (False, True):
        dialog = CrashDialog(report, home, stage.window, last=last)
        dialog.open()
        stage.settle()
        yield
        dialog.reject()
        stage.settle()


def _some(stage: Stage, name: str, count: int) -> Path:
    """A folder with a few tracks of the library."""
    folder = stage.places.root / name
    if not folder.exists():
        tracks = (path for path in sorted(stage.places.music.rglob("*")) if path.is_file())
        for track in [path for path in tracks if path.stat().st_size > _SOUND][:count]:
            target = folder / track.relative_to(stage.places.music)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(track, target)
    return folder


STATES: Mapping[str, Callable[[Stage], Steps]] = {
    "state-empty": _empty,
    "state-one-track": _one_track,
    "state-no-sound": _no_sound,
    "state-no-model": _no_model,
    "state-unplugged": _unplugged,
    "state-read-only": _read_only,
}
