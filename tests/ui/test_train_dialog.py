"""Train on my library: the four steps, with real files and the real model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
import soundfile
from mutagen.flac import FLAC
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tagger.settings import ACTIVE_MODEL
from tagger.ui.main_window import MainWindow
from tagger.ui.training.dialog import Step, TrainDialog
from tagger.workflow.example_records import Wanted
from tests.audio.encode import music

from .conftest import OpenWindow
from .test_window import wait_idle

D = TypeVar("D", bound=QDialog)
MakeGenres = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("model_file")


@pytest.fixture
def make_genres(tmp_path: Path) -> MakeGenres:
    """A folder with a folder for each genre, of short FLACs by an artist each."""

    def make(*genres: str, tracks: int = 3, top: str = "sorted") -> Path:
        for place, genre in enumerate(genres):
            folder = tmp_path / top / genre
            folder.mkdir(parents=True)
            for number in range(tracks):
                path = folder / f"{number}.flac"
                sound = music(3.0, 22050, seed=100 * place + number)[0]
                with path.open("wb") as stream:
                    soundfile.write(stream, sound, 22050, format="FLAC")
                file = FLAC(path)
                file["title"] = f"{genre} {number}"
                file["artist"] = f"{genre} artist {number}"
                file.save()
        return tmp_path / top

    return make


def opened(
    window: MainWindow, qtbot: QtBot, wanted: Wanted | None = None, model: str | None = None
) -> TrainDialog:
    window.training.show_train(wanted, model)
    dialog = window.findChildren(TrainDialog)[-1]
    qtbot.waitUntil(lambda: dialog.examples.choice.count() > 0, timeout=20_000)
    return dialog


def gather(dialog: TrainDialog, qtbot: QtBot, *paths: Path) -> None:
    if paths:
        dialog.examples.drop(list(paths))
    qtbot.waitUntil(lambda: dialog.examples.gathered is not None, timeout=20_000)


def go_on(dialog: TrainDialog, qtbot: QtBot, step: Step) -> None:
    assert dialog.next.isEnabled()
    dialog.next.click()
    qtbot.waitUntil(lambda: dialog.step is step and not dialog._desk.busy, timeout=60_000)


def finished(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.findChildren(TrainDialog), timeout=20_000)


def trained(window: MainWindow, qtbot: QtBot, *folders: Path) -> TrainDialog:
    dialog = opened(window, qtbot)
    gather(dialog, qtbot, *folders)
    go_on(dialog, qtbot, Step.CHECK)
    go_on(dialog, qtbot, Step.RESULT)
    return dialog


def models(window: MainWindow) -> list[str]:
    folder = window.controller.home.models
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def in_use(window: MainWindow) -> str:
    return window.controller.open_session().settings.get(ACTIVE_MODEL)


def test_four_steps_lead_from_folders_to_a_model_that_suggests(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = opened(window, qtbot)
    assert not dialog.next.isEnabled()
    gather(dialog, qtbot, make_genres("Jazz", "Klezmer"))
    assert [(c.genre, c.tracks, c.known) for c in dialog.examples.genres.rows.counts] == [
        ("Jazz", 3, True),
        ("Klezmer", 3, False),
    ]
    go_on(dialog, qtbot, Step.CHECK)
    go_on(dialog, qtbot, Step.RESULT)
    assert models(window) == [] and in_use(window) == "", "nothing changes before the choice"
    assert "Klezmer (new)" in {row[0] for row in dialog.outcome.genres.rows()}
    assert dialog.outcome.verdict.text()
    dialog.use.click()
    finished(window, qtbot)
    qtbot.waitUntil(lambda: in_use(window) == "My genres", timeout=20_000)
    wait_idle(window, qtbot)
    assert models(window) == ["My genres.onnx"]
    assert "Klezmer" in window.controller.open_session().listener().model.genres
