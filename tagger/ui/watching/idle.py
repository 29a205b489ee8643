"""Listens to new tracks while nobody is here, and makes a pause as soon as somebody is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from tagger.settings import IDLE_LISTENING
from tagger.ui.controller import Controller
from tagger.ui.jobs import JobEnd
from tagger.ui.text import counted
from tagger.ui.watching.away import Away
from tagger.ui.watching.battery import Battery
from tagger.workflow.jobs import Job

_LOOK_MILLISECONDS = 5000


class IdleListening(QObject):
    """Only where the settings say so, on mains power, and while nothing else is going on."""

    def __init__(self, controller: Controller, battery: Battery) -> None:
        super().__init__(controller)
        self._controller = controller
        self._battery = battery
        self.patience = 300.0
        """Seconds without a sign of the person."""
        self.away = Away(self)
        self.away.seen.connect(self._on_seen)
        self.timer = QTimer(self, interval=_LOOK_MILLISECONDS)
        self.timer.timeout.connect(self._look)
        self._job: Job[object] | None = None
        self._left = 0
        """Tracks that could not be listened to when it was last tried."""
        self._counting = False
        """It was tried, and the rows that tell what is left are on their way."""
        controller.opened.connect(self.follow_settings)
        controller.closing.connect(self._stop)
        controller.runner.ended.connect(self._on_ended)

    def follow_settings(self) -> None:
        session = self._controller.session
        on = session is not None and session.settings.get(IDLE_LISTENING)
        self.away.turn(on)
        if on:
            self.timer.start()
        else:
            self._stop()

    def _stop(self) -> None:
        self.timer.stop()
        self.away.turn(False)

    def _look(self) -> None:
        controller = self._controller
        runners = (controller.runner, controller.training, controller.mapping, controller.looking)
        if self.away.seconds < self.patience or any(runner.busy for runner in runners):
            return
        unheard = self._battery.unheard
        self._left = unheard if self._counting else min(self._left, unheard)
        self._counting = False
        if not self._battery.on and unheard > self._left:
            self._job = controller.listen()

    def _on_seen(self) -> None:
        runner = self._controller.runner
        if self._job is not None and runner.current is self._job:
            runner.cancel()

    def _on_ended(self, end: JobEnd) -> None:
        if end.job is not self._job:
            return
        self._job = None
        unheard = self._battery.unheard
        self._counting = not end.cancelled
        if end.cancelled and unheard:
            text = counted(
                unheard,
                self.tr("Listening makes a pause while you are here; 1 track is left."),
                self.tr("Listening makes a pause while you are here; {n} tracks are left."),
            )
            self._controller.notice.emit(text)
