"""The library that screenshots show: heard, half decided, partly written, with models taught."""

from __future__ import annotations

from screenshot_stage import PATIENCE_WITH_JOBS, Places, Stage

from tagger import cli
from tagger.ui.library.lines import Line
from tagger.ui.main_window import MainWindow
from tagger.workflow.library_view import WritePlan
from tagger.workflow.review import ReviewState

_BY_HAND = "Soul"
_LOOKED_AT = 24


def prepare(places: Places, *, teach: bool) -> None:
    """Fill the home called `library` through the window, and teach two models on the command line.

    The languages of the pictures do not matter here: nothing of it is kept as a sentence.
    """
    stage = Stage(places, "en")
    try:
        _fill(stage)
    finally:
        stage.close()
    if teach:
        folder = str(places.clips)
        for name, options in (
            ("My genres", []),
            ("Zouk and more", ["--parent", "zouk=International"]),
        ):
            code = cli.main(
                ["train", folder, "--home", str(places.home("library")), "--name", name, *options]
            )
            assert code == 0, f"the model {name} was not taught"


def _fill(stage: Stage) -> None:
    window = stage.open("library")
    window.add([stage.places.music])
    rows = window.controller.rows
    # Between finding the files and listening to them nothing runs for a moment.
    stage.wait(
        lambda: rows.total and not rows.library.states[ReviewState.WAITING], PATIENCE_WITH_JOBS
    )
    stage.idle()
    _accept(stage, window)
    _write(stage, window)
    _choose(stage, window, ReviewState.TO_REVIEW)
    _write(stage, window)
    _accept(stage, window)
    _choose(stage, window, ReviewState.UNSURE)
    window.controller.decisions.reject(_open(window)[:2])
    stage.idle()


def _accept(stage: Stage, window: MainWindow) -> None:
    """Accept every second of the first tracks that are to be reviewed."""
    lines = _open(window)[:_LOOKED_AT:2]
    window.controller.decisions.accept(lines)
    _settle(stage, window, lines)


def _choose(stage: Stage, window: MainWindow, state: ReviewState) -> None:
    """Name a genre by hand for a few, as is done where the model is wrong or unsure."""
    found = window.controller.rows.library.lines.values()
    lines = [line for line in found if line.state is state][:3]
    window.controller.decisions.choose(lines, [_BY_HAND])
    _settle(stage, window, lines)


def _settle(stage: Stage, window: MainWindow, lines: list[Line]) -> None:
    rows = window.controller.rows
    waiting = [line.id for line in lines]
    stage.wait(lambda: all(rows.library.lines[id_].row.decision is not None for id_ in waiting))
    stage.settle()


def _open(window: MainWindow) -> list[Line]:
    lines = window.controller.rows.library.lines.values()
    return [line for line in lines if line.state is ReviewState.TO_REVIEW]


def _write(stage: Stage, window: MainWindow) -> None:
    plans: list[WritePlan] = []
    window.controller.planning.plan(None, plans.append)
    stage.wait(lambda: plans)
    window.controller.write(plans[0])
    stage.idle()
