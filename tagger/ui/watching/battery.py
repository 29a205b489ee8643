"""On battery, listening to the library asks first; on mains, what waited starts by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from tagger.errors import SettingsError
from tagger.settings import ON_BATTERY
from tagger.ui.controller import Controller
from tagger.ui.watching.battery_bar import BatteryBar
from tagger.workflow.power import on_battery
from tagger.workflow.review import ReviewState

_LOOK_MILLISECONDS = 20_000


class Battery(QObject):
    """Stands before each start of listening to the library; asks once the tracks are counted."""

    changed = Signal(bool)
    """Whether the computer runs on battery was found out."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller)
        self._controller = controller
        self.supplies: Path | None = None
        """A folder that tells of the power instead of the system."""
        self.bar = BatteryBar()
        self.bar.answered.connect(self._on_answered)
        self.on = False
        """As last found out."""
        self._start: Callable[[], object] | None = None
        self._asking = False
        self._untold = False
        """It waits because the settings say so, which is told once the scan is over."""
        self._timer = QTimer(self, interval=_LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        controller.opened.connect(self._on_opened)
        controller.closing.connect(self._timer.stop)
        controller.rows.counted.connect(self._refresh)
        controller.runner.started.connect(lambda _: self._refresh())
        controller.runner.idle.connect(self._on_idle)
        controller.before_listening = self.ask

    @property
    def unheard(self) -> int:
        """Tracks that nobody listened to yet."""
        return self._controller.rows.library.states[ReviewState.WAITING]

    def ask(self, start: Callable[[], object]) -> None:
        """Have `start` called: now, after a yes, or when the computer is plugged in."""
        choice = self._controller.open_session().settings.get(ON_BATTERY)
        if not self.on or choice == "listen":
            self._forget()
            start()
            return
        self._start = start
        self._asking = choice == "ask"
        self._untold = not self._asking
        if not self._controller.runner.busy:
            self._on_idle()

    def look(self) -> None:
        """Find out on a worker where the power comes from."""
        supplies = self.supplies
        self._controller.background.submit(
            lambda: on_battery(supplies), self._on_looked, doing=self.tr("Looking at the battery")
        )

    def _on_opened(self) -> None:
        self.look()
        self._timer.start()

    def _on_looked(self, on: bool) -> None:
        self.on = on
        start = self._start
        if not on and start is not None:
            self._forget()
            if self.unheard:
                start()
        self.changed.emit(on)

    def _on_idle(self) -> None:
        self._refresh()
        if self._untold:
            self._untold = False
            self._controller.notice.emit(
                self.tr(
                    "On battery: listening starts by itself once this computer is plugged in. The "
                    "settings can change that."
                )
            )

    def _on_answered(self, listen: bool, always: bool) -> None:
        start = self._start
        if always:
            try:
                settings = self._controller.open_session().settings
                settings.set(ON_BATTERY, "listen" if listen else "wait")
            except SettingsError as error:
                self._controller.notice.emit(error.message)
        if listen:
            self._forget()
            if start is not None:
                start()
            return
        self._asking = False
        self._refresh()
        self._controller.notice.emit(
            self.tr("Listening starts by itself once this computer is plugged in.")
        )

    def _forget(self) -> None:
        self._start = None
        self._asking = self._untold = False
        self._refresh()

    def _refresh(self) -> None:
        asks = self._asking and not self._controller.runner.busy
        self.bar.show_count(self.unheard if asks else 0)
