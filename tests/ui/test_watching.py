"""Watched folders in the real window: what changes on the disk appears, and bothers nobody."""

from __future__ import annotations

import functools
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from mutagen.flac import FLAC
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tagger.paths import Home
from tagger.settings import LOOK_ON_RETURN, WATCH_FOLDERS, Settings
from tagger.ui.jobs import JobEnd
from tagger.ui.main_window import MainWindow
from tagger.ui.watching import room
from tagger.ui.watching.way import QuietLook, RightOfWay
from tagger.workflow.jobs import CancelToken, JobContext
from tagger.workflow.refresh import Refreshed, RefreshJob
from tagger.workflow.review import ReviewState
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.watch import Pace

from .conftest import MakeMusic, OpenWindow, line_named
from .test_writing import choose, write

_PATIENCE = 20_000


@pytest.fixture
def folder(make_music: MakeMusic, place: Home, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three scanned tracks; the window is less patient than it is with people."""
    monkeypatch.setattr(room, "Pace", functools.partial(Pace, 0.3, 5.0, 0.05, 0.2))
    folder = make_music(3)
    with Session.open(place) as session:
        ScanJob(session, [folder]).run(JobContext())
    return folder


@pytest.fixture
def window(folder: Path, open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    """A window that watches, and has looked through the folder once."""
    window = open_window()
    qtbot.waitUntil(lambda: window.watching.watch is not None, timeout=_PATIENCE)
    watch = window.watching.watch
    assert watch is not None
    qtbot.waitUntil(watch.watching.is_set, timeout=_PATIENCE)
    qtbot.waitUntil(lambda: not window.controller.looking.busy, timeout=_PATIENCE)
    return window


def _copy(folder: Path, name: str) -> Path:
    """Another recording under another title, out of sight and then moved in."""
    made = folder.parent / name
    shutil.copy(folder / "0.flac", made)
    file = FLAC(made)
    file["title"] = name
    file.save()
    return Path(shutil.move(made, folder / name))


def _titles(window: MainWindow) -> set[str]:
    return {line.title for line in window.controller.rows.library.lines.values()}


def _looks(window: MainWindow) -> list[Refreshed]:
    found: list[Refreshed] = []

    def keep(end: JobEnd) -> None:
        assert isinstance(end.result, Refreshed)
        found.append(end.result)

    window.controller.looking.ended.connect(keep)
    return found


def test_a_new_file_appears_and_takes_nothing_from_the_person(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    window.table.select_ids([line_named(window, "Song 1").id])
    window.toolbar.filter.setFocus()
    jobs: list[object] = []
    window.controller.runner.started.connect(jobs.append)
    _copy(folder, "New.flac")
    qtbot.waitUntil(lambda: "New.flac" in _titles(window), timeout=_PATIENCE)
    qtbot.waitUntil(lambda: not window.controller.looking.busy, timeout=_PATIENCE)
    assert [line.title for line in window.table.selected()] == ["Song 1"]
    assert jobs == [], "nothing runs in the strip"
    assert line_named(window, "New.flac").state is ReviewState.WAITING
    qtbot.waitUntil(lambda: window.strip.text.text() == "In your folders: 1 new.")


def test_a_changed_a_deleted_and_a_moved_file_are_shown_as_they_are(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    kept = line_named(window, "Song 2").id
    window.table.select_ids([kept])
    choose(window, "Jazz", qtbot)
    file = FLAC(folder / "0.flac")
    file["title"] = "Another song"
    file.save()
    (folder / "1.flac").rename(folder.parent / "aside.flac")
    (folder / "sub").mkdir()
    (folder / "2.flac").rename(folder / "sub" / "moved.flac")

    def shown() -> bool:
        moved = window.controller.rows.line(kept)
        return (
            "Another song" in _titles(window)
            and line_named(window, "Song 1").state is ReviewState.ABSENT
            and moved is not None
            and moved.row.track.path == folder / "sub" / "moved.flac"
        )

    qtbot.waitUntil(shown, timeout=_PATIENCE)
    assert line_named(window, "Song 2").state is ReviewState.ACCEPTED, "it keeps its decision"
    (folder.parent / "aside.flac").rename(folder / "1.flac")
    qtbot.waitUntil(
        lambda: line_named(window, "Song 1").state is ReviewState.WAITING, timeout=_PATIENCE
    )


def test_an_unplugged_drive_is_greyed_and_comes_back_by_itself(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    away = folder.with_name("in a drawer")
    folder.rename(away)
    qtbot.waitUntil(
        lambda: window.controller.rows.library.states[ReviewState.ABSENT] == 3, timeout=_PATIENCE
    )
    qtbot.waitUntil(lambda: "its tracks stay" in window.strip.text.text(), timeout=_PATIENCE)
    assert window.controller.problems == {}
    away.rename(folder)
    qtbot.waitUntil(
        lambda: window.controller.rows.library.states[ReviewState.ABSENT] == 0, timeout=_PATIENCE
    )
    assert window.controller.rows.library.states[ReviewState.WAITING] == 3


def test_what_tagger_writes_itself_is_not_read_again(
    window: MainWindow, folder: Path, model_file: Path, qtbot: QtBot
) -> None:
    window.table.selectAll()
    choose(window, "Jazz", qtbot)
    looks = _looks(window)
    write(window, qtbot)
    _copy(folder, "New.flac")
    qtbot.waitUntil(lambda: "New.flac" in _titles(window), timeout=_PATIENCE)
    qtbot.waitUntil(lambda: not window.controller.looking.busy, timeout=_PATIENCE)
    assert sum(look.read for look in looks) == 1
    assert line_named(window, "Song 0").state is ReviewState.WRITTEN


def test_without_watching_a_return_to_the_window_shows_what_is_new(
    folder: Path, open_window: OpenWindow, place: Home, qtbot: QtBot
) -> None:
    Settings.load(place.settings).set(WATCH_FOLDERS, False)
    window = open_window()
    looks = _looks(window)
    qtbot.waitUntil(lambda: len(looks) == 1, timeout=_PATIENCE)
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    _copy(folder, "New.flac")
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert not window.controller.looking.busy, "it was looked at a moment ago"
    window.watching.short_pause = 0.0
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: "New.flac" in _titles(window), timeout=_PATIENCE)
    window.controller.open_session().settings.set(LOOK_ON_RETURN, False)
    qtbot.waitUntil(lambda: not window.controller.looking.busy, timeout=_PATIENCE)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert not window.controller.looking.busy


def test_what_changed_while_the_window_was_closed_is_there_after_its_start(
    folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    _copy(folder, "New.flac")
    window = open_window()
    qtbot.waitUntil(lambda: "New.flac" in _titles(window), timeout=_PATIENCE)


def test_a_folder_that_is_added_is_watched_from_then_on(
    open_window: OpenWindow,
    make_music: MakeMusic,
    model_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(room, "Pace", functools.partial(Pace, 0.3, 5.0, 0.05, 0.2))
    window = open_window()
    assert window.watching.watch is None, "there is nothing to watch"
    folder = make_music(1)
    window.add([folder])
    qtbot.waitUntil(
        lambda: window.watching.watch is not None and window.watching.watch.watching.is_set(),
        timeout=_PATIENCE,
    )
    _copy(folder, "New.flac")
    qtbot.waitUntil(lambda: "New.flac" in _titles(window), timeout=_PATIENCE)


def test_the_settings_stop_the_watch(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    watch = window.watching.watch
    assert watch is not None
    settings = window.controller.open_session().settings
    settings.set(WATCH_FOLDERS, False)
    window.preferences.stored.emit()
    assert not watch.watching.is_set()
    settings.set(WATCH_FOLDERS, True)
    window.preferences.stored.emit()
    qtbot.waitUntil(watch.watching.is_set, timeout=_PATIENCE)


class _Asked:
    """A job that somebody asked for; it tells when it runs and ends when it is told to."""

    title = "Writing"

    def __init__(self) -> None:
        self.running, self.end = threading.Event(), threading.Event()

    def run(self, context: JobContext) -> None:
        self.running.set()
        assert self.end.wait(20)


def test_nothing_is_looked_at_while_something_is_written(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    looks = _looks(window)
    job = _Asked()
    window.controller.runner.submit(job)
    assert job.running.wait(20)
    _copy(folder, "New.flac")
    qtbot.waitUntil(lambda: bool(window.watching._waiting), timeout=_PATIENCE)
    assert looks == []
    job.end.set()
    qtbot.waitUntil(lambda: "New.flac" in _titles(window), timeout=_PATIENCE)


def _in_thread(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_a_look_ends_for_what_somebody_asked_for(window: MainWindow, folder: Path) -> None:
    way = RightOfWay()
    token = CancelToken()
    job = _Asked()
    with way.left_over(token):

        def work() -> None:
            with way.taken(job):
                job.run(JobContext())

        thread = _in_thread(work)
        while not token.cancelled:
            assert thread.is_alive()
        assert not job.running.is_set()
    assert job.running.wait(20)
    _copy(folder, "New.flac")
    found: list[Refreshed] = []
    look = QuietLook(RefreshJob(window.controller.open_session(), [folder], still=0.0), way)
    other = _in_thread(lambda: found.append(look.run(JobContext())))
    job.end.set()
    for each in (thread, other):
        each.join(20)
    assert found[0].read + found[0].missing <= 1
