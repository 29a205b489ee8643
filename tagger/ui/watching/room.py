"""Watched folders in the window: what changes in them appears, without a job that anybody sees."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication

from tagger.settings import LOOK_ON_RETURN, WATCH_FOLDERS
from tagger.ui.controller import Controller
from tagger.ui.jobs import JobEnd
from tagger.ui.text import number, path_text
from tagger.ui.watching.battery import Battery
from tagger.ui.watching.idle import IdleListening
from tagger.ui.watching.way import QuietLook, RightOfWay
from tagger.workflow.drives import is_remote
from tagger.workflow.library_view import AnalyseLibrary
from tagger.workflow.refresh import Refreshed, RefreshJob
from tagger.workflow.watch import FolderWatch, Pace

_PAUSE = 300.0
"""Seconds between two looks through folders that are watched as well."""
_SHORT_PAUSE = 60.0
"""The same where looking is all there is: network shares, and what cannot be watched."""


class Watching(QObject):
    """Follows the folders of a library; also the room of what listens by itself."""

    _touched = Signal(object)
    _troubled = Signal(str)

    def __init__(self, controller: Controller, settings_stored: SignalInstance) -> None:
        super().__init__(controller)
        self._controller = controller
        self.pace = Pace()
        self.pause, self.short_pause = _PAUSE, _SHORT_PAUSE
        self.battery = Battery(controller)
        self.idle = IdleListening(controller, self.battery)
        self._way = RightOfWay()
        controller.runner.guard = self._way.taken
        self.watch: FolderWatch | None = None
        self.roots: tuple[Path, ...] = ()
        self._remote = False
        self._waiting: set[Path] = set()
        """Paths to look at as soon as the way is free."""
        self._looked: float | None = None
        """When all folders were last looked through; None before the first time."""
        self._touched.connect(self.look, Qt.ConnectionType.QueuedConnection)
        self._troubled.connect(controller.notice, Qt.ConnectionType.QueuedConnection)
        controller.loaded.connect(self._read_roots)
        controller.closing.connect(self._stop)
        controller.runner.ended.connect(self._on_ended)
        controller.runner.started.connect(lambda _: self._go())
        controller.looking.ended.connect(self._on_looked)
        settings_stored.connect(self._follow_settings)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.applicationStateChanged.connect(self._on_state)

    def look(self, paths: Iterable[Path]) -> None:
        """Look at these paths again, unseen, once nothing else is going on."""
        self._waiting.update(paths)
        self._go()

    def look_through(self) -> None:
        """Look through all folders, unless that was done a moment ago."""
        session = self._controller.session
        if session is None or not self.roots or not session.settings.get(LOOK_ON_RETURN):
            return
        watched = session.settings.get(WATCH_FOLDERS) and not self._remote
        watched = watched and self.watch is not None and not self.watch.blind
        pause = self.pause if watched else self.short_pause
        now = time.monotonic()
        if self._looked is None or now - self._looked >= pause:
            self._looked = now
            self.look(self.roots)

    def _go(self) -> None:
        controller = self._controller
        runner = controller.runner
        if not self._waiting or controller.looking.busy or controller.session is None:
            return
        if runner.busy and not isinstance(runner.current, AnalyseLibrary):
            return  # its end calls again
        paths, self._waiting = self._waiting, set()
        job = RefreshJob(controller.session, paths, still=self.pace.still)
        controller.looking.submit(QuietLook(job, self._way))

    def _on_looked(self, end: JobEnd) -> None:
        assert isinstance(end.job, QuietLook)
        if end.error is not None:
            self._controller.notice.emit(end.error)
        if end.cancelled:
            self._waiting.update(end.job.paths)
        if isinstance(end.result, Refreshed):
            if self.watch is not None:
                self.watch.settle(end.result.unsettled)
            text = self._told(end.result)
            if text:
                self._controller.notice.emit(text)
        self._go()

    def _told(self, found: Refreshed) -> str:
        """What a person may want to know of a look; nothing where nothing was different."""
        words = (
            (found.added, self.tr("{n} new")),
            (found.changed, self.tr("{n} changed")),
            (found.moved, self.tr("{n} moved")),
            (found.missing, self.tr("{n} gone")),
        )
        parts = [text.replace("{n}", number(count)) for count, text in words if count]
        sentences: list[str] = []
        if parts:
            sentences.append(self.tr("In your folders: %1.").replace("%1", ", ".join(parts)))
        for path in found.plugged:
            text = self.tr("%1 is back.")
            sentences.append(text.replace("%1", path_text(path)))
        for path in found.unplugged:
            text = self.tr("%1 is not there now; its tracks stay, greyed, until it is back.")
            sentences.append(text.replace("%1", path_text(path)))
        return " ".join(sentences)

    def _on_ended(self, end: JobEnd) -> None:
        if not isinstance(end.job, AnalyseLibrary):
            self._read_roots()
        self._go()

    def _read_roots(self) -> None:
        session = self._controller.session
        if session is None:
            return

        def work() -> tuple[tuple[Path, ...], bool]:
            roots = tuple(root.path for root in session.tracks.roots())
            return roots, any(map(is_remote, roots))

        def done(found: tuple[tuple[Path, ...], bool]) -> None:
            new = set(found[0]) - set(self.roots)
            self.roots, self._remote = found
            self._follow_settings()
            if self._looked is None:
                self.look_through()
            elif new:
                # Between its scan and the watch something may have changed.
                self.look(new)

        self._controller.background.submit(work, done, doing=self.tr("Reading the folders"))

    def _follow_settings(self) -> None:
        session = self._controller.session
        if session is None:
            return
        self.idle.follow_settings()
        if self.watch is None and self.roots:
            self.watch = FolderWatch(self._touched.emit, self._troubled.emit, self.pace)
        if self.watch is not None:
            self.watch.set_roots(self.roots if session.settings.get(WATCH_FOLDERS) else ())

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look_through()

    def _stop(self) -> None:
        self._waiting.clear()
        if self.watch is not None:
            self.watch.stop()
            self.watch = None
