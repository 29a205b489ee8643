"""The days when something is missing: the window stays, and says what happened and what to do."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tagger.paths import Home, bundled_models, find_home
from tagger.ui import app, theme
from tagger.ui.library.cells import line_text
from tagger.ui.library.lines import Column
from tagger.ui.main_window import MainWindow
from tagger.ui.player.player import PlayerState
from tagger.workflow.jobs import JobContext
from tagger.workflow.review import ReviewState
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session

from .conftest import MakeMusic, OpenWindow
from .hands import boxes_closed

NOBODY = 65534


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.controller.runner.busy, timeout=60_000)


def sentences(window: MainWindow) -> str:
    return "\n".join(note.text for note in window.standing.bar.notes)


def test_an_empty_library_asks_for_music_and_has_nothing_to_complain_of(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    qtbot.waitUntil(window.pages.drop_target.isVisible, timeout=10_000)
    assert window.pages.drop_target.button.isEnabled()
    assert not window.standing.bar.isVisible() and not window.strip.problems.isVisible()
    assert not window.toolbar.write.isEnabled()


def test_one_track_is_a_library_in_the_singular(
    open_window: OpenWindow, make_music: MakeMusic, model_file: Path, qtbot: QtBot
) -> None:
    window = open_window()
    window.add([make_music(1)])
    settle(window, qtbot)
    rows = window.controller.rows
    qtbot.waitUntil(lambda: rows.rowCount() == 1, timeout=10_000)
    window.strip.notice("")
    assert window.strip.text.text() == "1 track"
    line = rows.library.lines[next(iter(rows.library.lines))]
    qtbot.waitUntil(
        lambda: rows.library.lines[line.id].state in (ReviewState.TO_REVIEW, ReviewState.UNSURE),
        timeout=10_000,
    )
    window.toolbar.map.trigger()
    panel = window.map.panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel.view is not None and panel.view.isVisible(), timeout=30_000)


@pytest.mark.skipif(
    not QMediaDevices.defaultAudioOutput().isNull(), reason="this machine has a sound output"
)
def test_without_an_audio_device_playing_tells_what_to_connect_and_reviewing_goes_on(
    open_window: OpenWindow, make_music: MakeMusic, model_file: Path, qtbot: QtBot
) -> None:
    window = open_window()
    window.add([make_music(2)])
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 2, timeout=10_000)
    window.table.selectRow(0)
    window.inspector.player_bar.toggle()
    qtbot.waitUntil(lambda: "no sound output" in window.strip.text.text(), timeout=10_000)
    assert "Connect" in window.strip.text.text()
    assert window.player.state is PlayerState.STOPPED
    window.review.accept()
    qtbot.waitUntil(
        lambda: window.controller.rows.library.states[ReviewState.ACCEPTED] == 1, timeout=10_000
    )


def test_without_a_model_the_window_says_so_for_as_long_as_it_is_so(
    open_window: OpenWindow,
    make_music: MakeMusic,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    missing = tmp_path / "no models"
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: missing)
    window = open_window()
    bar = window.standing.bar
    qtbot.waitUntil(bar.isVisible, timeout=10_000)
    assert "model" in sentences(window) and str(missing) in sentences(window)
    assert "Install Tagger again" in sentences(window)
    window.add([make_music(2)])
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 2, timeout=10_000)
    assert window.controller.rows.library.states[ReviewState.WAITING] == 2
    assert window.toolbar.tidy.isEnabled()
    said = window.strip.text.text()
    assert "The line above says why" in said and "genre.onnx" not in said
    shutil.copytree(bundled_models(), missing)
    window.controller.rescan()
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=30_000)


def test_a_damaged_model_is_told_of_above_the_library_until_it_is_mended(
    open_window: OpenWindow,
    make_music: MakeMusic,
    model_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / model_file.name).write_bytes(b"\x08\x07 not a model")
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: models)
    window = open_window()
    bar = window.standing.bar
    assert not bar.isVisible(), "nothing is loaded for an empty library"
    window.add([make_music(2)])
    settle(window, qtbot)
    qtbot.waitUntil(bar.isVisible, timeout=10_000)
    assert "damaged" in sentences(window) and "Until then no genres" in sentences(window)
    qtbot.waitUntil(lambda: "The line above" in window.strip.text.text(), timeout=10_000)
    assert "damaged" not in window.strip.text.text()
    window.close()
    window = open_window()
    qtbot.waitUntil(window.standing.bar.isVisible, timeout=20_000)
    assert "damaged" in sentences(window) and "damaged" not in window.strip.text.text()
    shutil.copy(model_file, models)
    window.controller.analyse()
    qtbot.waitUntil(lambda: not window.standing.bar.isVisible(), timeout=30_000)


def test_an_unplugged_drive_leaves_its_tracks_grey_until_it_is_back(
    open_window: OpenWindow, make_music: MakeMusic, model_file: Path, qtbot: QtBot
) -> None:
    drive = make_music(3)
    window = open_window()
    window.add([drive])
    settle(window, qtbot)
    rows, bar = window.controller.rows, window.standing.bar
    qtbot.waitUntil(lambda: rows.rowCount() == 3, timeout=10_000)
    plain = text_colors(window)
    away = drive.with_name("unplugged")
    drive.rename(away)
    window.controller.rescan()
    qtbot.waitUntil(lambda: rows.library.states[ReviewState.ABSENT] == 3, timeout=30_000)
    qtbot.waitUntil(bar.isVisible, timeout=10_000)
    assert rows.rowCount() == 3
    assert str(drive) in sentences(window) and "3 tracks" in sentences(window)
    assert text_colors(window) != plain
    line = next(iter(rows.library.lines.values()))
    assert line_text(line, Column.GENRE) == "Other", "what is known of a track stays"
    away.rename(drive)
    look = bar.findChild(type(window.pages.drop_target.button))
    assert look is not None and look.text() == "Look for changes"
    look.click()
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=30_000)
    qtbot.waitUntil(lambda: rows.library.states[ReviewState.ABSENT] == 0, timeout=10_000)
    assert text_colors(window) == plain


def text_colors(window: MainWindow) -> set[int]:
    """The darkest pixels of the title column in the second row, where nothing is selected."""
    window.table.selectRow(0)
    cell = window.table.visualRect(window.controller.rows.index(1, Column.TITLE))
    image = window.table.viewport().grab(cell).toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {min(pixel.lightness() for pixel in pixels)}


Locked = Callable[[Home], None]


@pytest.fixture
def lock(qapp: QApplication) -> Iterator[Locked]:
    """Takes the right to write a home's folder away, from root as well."""
    if sys.platform == "win32":
        pytest.skip("a folder cannot be locked like this here")
    locked: list[Path] = []

    def take(home: Home) -> None:
        for path in (home.data, *home.data.rglob("*")):
            bits = stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO
            path.chmod(path.stat().st_mode & bits & ~0o222 | 0o444)
            locked.append(path)
        if os.geteuid() == 0:
            os.seteuid(NOBODY)

    yield take
    if os.getuid() == 0:
        os.seteuid(0)
    for path in locked:
        if path.exists():
            path.chmod(path.stat().st_mode | 0o200)


@pytest.fixture
def open_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home that others than its owner can reach, which pytest's own folders forbid."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        monkeypatch.setenv("TAGGER_HOME", str(folder / "home"))
        home = find_home(folder / "home")
        home.ensure()
        yield home


def test_a_library_in_a_folder_that_cannot_be_written_can_be_looked_at(
    open_home: Home,
    make_music: MakeMusic,
    lock: Locked,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    qapp: QApplication,
) -> None:
    with Session.open(open_home) as session:
        ScanJob(session, [make_music(2)]).run(JobContext())
    before = open_home.catalog.read_bytes()
    lock(open_home)
    theme.apply("light")
    window = MainWindow(open_home)
    qtbot.addWidget(window, before_close_func=lambda w: w.controller.close())
    refused: list[str] = []
    window.refused.connect(refused.append)
    window.show()
    qtbot.waitUntil(lambda: bool(refused) or window.controller.rows.rowCount() == 2, timeout=20_000)
    assert refused == []
    qtbot.waitUntil(window.standing.bar.isVisible, timeout=10_000)
    assert str(open_home.data) in sentences(window) and "writable" in sentences(window)
    bar = window.toolbar
    for action in (bar.add_folder, bar.accept, bar.tidy, bar.undo, bar.settings, bar.train):
        assert not action.isEnabled()
    assert bar.history.isEnabled()
    window.table.selectRow(0)
    inspector = window.inspector
    qtbot.waitUntil(lambda: inspector.title.text() != "", timeout=5000)
    for button in (inspector.accept_button, inspector.reject_button, inspector.other_button):
        assert not button.isEnabled()
    lines = list(window.controller.rows.library.lines.values())
    window.controller.decisions.choose(lines[:1], ["Jazz"])
    qtbot.waitUntil(lambda: "only to be looked at" in window.strip.text.text(), timeout=10_000)
    window.close()
    assert open_home.catalog.read_bytes() == before


def test_a_new_home_that_cannot_be_written_is_refused_with_the_folder_and_the_way_out(
    open_home: Home, lock: Locked
) -> None:
    lock(open_home)
    with boxes_closed() as said:
        assert app.run(open_home) == 1
    assert len(said) == 1
    assert str(open_home.data) in said[0] and "--home" in said[0]
