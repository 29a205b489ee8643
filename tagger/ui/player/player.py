"""The player of one window: any dialog may ask it to play, one thing sounds at a time."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, Signal

from tagger.ui.player.decoding import Request
from tagger.ui.player.output import Output, Told
from tagger.ui.player.sink import OpenSink, open_system_sink


class PlayerState(Enum):
    """What the player is at."""

    STOPPED = "stopped"
    PLAYING = "playing"
    PAUSED = "paused"


class Player(QObject):
    """Plays one file at a time. Every method returns at once; the threads begin with the first
    thing that is played and end with `close`."""

    position_changed = Signal(float)
    """Seconds; what is heard now."""
    length_changed = Signal(float)
    """Seconds; the length that the file's header tells."""
    state_changed = Signal()
    """`state` or `path` changed."""
    failed = Signal(str)
    """Why the file cannot be played."""
    unavailable = Signal(str)
    """There is nothing that sound could come out of; told once."""
    _asked = Signal(object)
    _pausing = Signal(bool)
    _stopping = Signal()
    _closing = Signal()

    def __init__(
        self, parent: QObject | None = None, open_sink: OpenSink = open_system_sink
    ) -> None:
        super().__init__(parent)
        self._open_sink = open_sink
        self._output: Output | None = None
        self._thread: QThread | None = None
        self._number = 0
        self._closed = False
        self._told_unavailable = False
        self.state = PlayerState.STOPPED
        self.path: Path | None = None
        """What is played, or was played last."""
        self._passage: tuple[float, float | None] = (0.0, None)
        self.position = 0.0
        """Seconds."""
        self.length: float | None = None
        """Seconds, once the header was read; None where it does not tell."""

    def play(self, path: Path, start_seconds: float = 0.0, seconds: float | None = None) -> None:
        """Play a file from this place, for some seconds or to its end, instead of all else."""
        if path != self.path:
            self.length = None
        self.path = path
        self._passage = (start_seconds, seconds)
        self._ask(start_seconds, seconds, PlayerState.PLAYING)

    def pause(self) -> None:
        if self.state is PlayerState.PLAYING:
            self._pausing.emit(True)
            self._set_state(PlayerState.PAUSED)

    def resume(self) -> None:
        if self.state is PlayerState.PAUSED:
            self._pausing.emit(False)
            self._set_state(PlayerState.PLAYING)

    def toggle(self) -> None:
        """Pause or go on; what has ended begins again where it was begun."""
        if self.state is PlayerState.PLAYING:
            self.pause()
        elif self.state is PlayerState.PAUSED:
            self.resume()
        elif self.path is not None:
            self._ask(*self._passage, PlayerState.PLAYING)

    def seek(self, seconds: float) -> None:
        """Go to this place of what is played or paused, and from there to the end."""
        if self.state is not PlayerState.STOPPED:
            self._ask(max(0.0, seconds), None, self.state)

    def stop(self) -> None:
        self._renumber()
        self._stopping.emit()
        self._set_state(PlayerState.STOPPED)

    def plays(self, path: Path) -> bool:
        """Whether this file is what is played or paused."""
        return self.state is not PlayerState.STOPPED and self.path == path

    def close(self) -> None:
        """Stop, and return when the threads have ended. Nothing is played afterwards."""
        if self._closed:
            return
        self._closed = True
        self._renumber()
        self._set_state(PlayerState.STOPPED)
        output, thread = self._output, self._thread
        if output is not None and thread is not None:
            output.buffer.abandon()
            self._closing.emit()
            thread.wait()
            self._output = None

    def _ask(self, start: float, seconds: float | None, state: PlayerState) -> None:
        if self._closed:
            return
        output = self._ready_output()
        number = self._renumber()
        paused = state is PlayerState.PAUSED
        assert self.path is not None
        # Frees the decoder from what nobody wants any more.
        output.buffer.abandon()
        self._asked.emit(Request(number, self.path, max(0.0, start), seconds, paused))
        self.position = max(0.0, start)
        self.position_changed.emit(self.position)
        self._set_state(state, always=True)

    def _renumber(self) -> int:
        self._number += 1
        if self._output is not None:
            self._output.newest = self._number
        return self._number

    def _ready_output(self) -> Output:
        if self._output is None:
            queued = Qt.ConnectionType.QueuedConnection
            output = self._output = Output(self._open_sink)
            thread = self._thread = QThread(self)
            thread.setObjectName("sound")
            output.moveToThread(thread)
            thread.finished.connect(output.deleteLater)
            self._asked.connect(output.play, queued)
            self._pausing.connect(output.set_paused, queued)
            self._stopping.connect(output.stop, queued)
            self._closing.connect(output.close, queued)
            output.told.connect(self._hear, queued)
            thread.start()
        return self._output

    def _hear(self, told: Told) -> None:
        if told.number != self._number or self._closed:
            return
        if told.length is not None:
            self.length = told.length
            self.length_changed.emit(told.length)
        if told.position is not None:
            self.position = told.position
            self.position_changed.emit(told.position)
        if told.error is not None or told.no_sound is not None:
            self.position = 0.0
            self.position_changed.emit(0.0)
        if told.ended:
            self._set_state(PlayerState.STOPPED)
        if told.error is not None:
            self.failed.emit(told.error)
        if told.no_sound is not None and not self._told_unavailable:
            self._told_unavailable = True
            self.unavailable.emit(told.no_sound)

    def _set_state(self, state: PlayerState, *, always: bool = False) -> None:
        if state is not self.state or always:
            self.state = state
            self.state_changed.emit()
