"""The whole network, trained from the dialog: offered where it can be, kept where it wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tagger.errors import TaggerError
from tagger.model.personal import provenance_of
from tagger.training.deepening import LEARNING, Deepen, Deepened, DeepTask
from tagger.ui.main_window import MainWindow
from tagger.ui.training.dialog import Step, TrainDialog
from tests.workflow.by_hand import ByHand, Quiet

from .conftest import MakeGenres, OpenWindow
from .test_window import wait_idle
from .train_steps import finished, in_use, models, trained

pytestmark = pytest.mark.usefixtures("model_file")

GENRES = ("Alpha", "Beta")
Report = Callable[[str, int, int], None]


def deeper(dialog: TrainDialog, window: MainWindow, deepen: Deepen) -> None:
    """Offer it as the app does where PyTorch is there, and ask for it."""
    window.controller.find_deepen = lambda: deepen
    dialog.pages.outcome.offer_deep(True)
    dialog.pages.outcome.deeper.click()


def back(dialog: TrainDialog, qtbot: QtBot) -> str:
    """What the result says once it is shown again."""
    qtbot.waitUntil(lambda: dialog.step is Step.RESULT and not dialog._desk.busy, timeout=60_000)
    assert not dialog.pages.outcome.deeper.isVisible(), "once is enough"
    return dialog.pages.outcome.deep_note.text()


def test_without_pytorch_nothing_is_offered(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    dialog = trained(open_window(), qtbot, make_genres(*GENRES))
    assert (
        not dialog.pages.outcome.deeper.isVisible()
        and not dialog.pages.outcome.deep_note.isVisible()
    )


def test_a_network_that_wins_becomes_the_result_and_can_be_used(
    open_window: OpenWindow, make_genres: MakeGenres, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = trained(window, qtbot, make_genres(*GENRES, tracks=12))
    assert dialog._material is not None
    deeper(dialog, window, ByHand(dialog._material, tmp_path, True, GENRES))
    note = back(dialog, qtbot)
    assert "18 tested tracks" in note
    assert "quick training" in dialog.pages.outcome.verdict.text()
    assert "Tagger" in dialog.keep_only.text(), "what is gone on with is the model in use"
    dialog.use.click()
    finished(window, qtbot)
    qtbot.waitUntil(lambda: in_use(window) == "My genres", timeout=20_000)
    wait_idle(window, qtbot)
    network = window.controller.open_session().listener().model.network
    assert provenance_of(network)["method"] == "fine-tuned"


def test_a_network_that_does_not_win_leaves_the_quick_model(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = trained(window, qtbot, make_genres(*GENRES, tracks=4))
    quick = dialog._trained
    deeper(dialog, window, Quiet())
    assert "not clearly better" in back(dialog, qtbot)
    assert dialog._trained is quick
    dialog.keep_only.click()
    finished(window, qtbot)
    assert models(window) == ["My genres.onnx"]


class Endless:
    """Learns until somebody stops it."""

    def __init__(self) -> None:
        self.begun = threading.Event()

    def __call__(self, task: DeepTask, report: Report) -> Deepened:
        while True:
            report(LEARNING, 0, 10)
            self.begun.set()
            threading.Event().wait(0.01)


def test_it_is_stopped_at_any_time_and_the_quick_model_is_still_there(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = trained(window, qtbot, make_genres(*GENRES))
    endless = Endless()
    deeper(dialog, window, endless)
    qtbot.waitUntil(endless.begun.is_set, timeout=20_000)
    assert dialog.step is Step.TRAIN and dialog.strip.cancel.isVisible()
    dialog.back.click()
    assert "Stopped" in back(dialog, qtbot)
    assert dialog.use.isEnabled()


def refuse(task: DeepTask, report: Report) -> Deepened:
    raise TaggerError("There are too few artists to learn from.")


def test_what_went_wrong_is_said_beside_the_quick_result(
    open_window: OpenWindow, make_genres: MakeGenres, qtbot: QtBot
) -> None:
    window = open_window()
    dialog = trained(window, qtbot, make_genres(*GENRES))
    deeper(dialog, window, refuse)
    assert "too few artists" in back(dialog, qtbot)
    assert dialog.use.isEnabled()
