"""What lives on the sound thread: the device, and what it pulls its sound from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QIODevice, QObject, QThread, QTimer, Signal, Slot

from tagger.ui.jobs import explain
from tagger.ui.player.buffer import PcmBuffer
from tagger.ui.player.decoding import Decoder, Request, bytes_per_second
from tagger.ui.player.sink import NoSound, OpenSink, Sink

BUFFER_BYTES = 1 << 19
"""Some two seconds of sound in advance, for a disk that has to wake up or a slow network."""

_POLL_MILLISECONDS = 40
_MOST_AT_ONCE = 1 << 16
_MOST_MOVES = 4
"""From device to device while one thing plays; more often means that none of them works."""


@dataclass(frozen=True)
class Told:
    """What the player is told of the request with this number."""

    number: int
    position: float | None = None
    """Seconds; what is heard now."""
    length: float | None = None
    """Seconds; what the file's header says."""
    ended: bool = False
    error: str | None = None
    """Why it cannot be played."""
    no_sound: str | None = None
    """Why nothing at all can be played."""


class PcmDevice(QIODevice):
    """A `PcmBuffer` as Qt's sound output reads it; silence where the decoder is late."""

    def __init__(self, buffer: PcmBuffer, parent: QObject) -> None:
        super().__init__(parent)
        self._buffer = buffer
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    # Qt's names; PySide hands over how much is wanted and takes bytes.
    def readData(self, maxlen: int) -> Any:
        wanted = min(maxlen, _MOST_AT_ONCE)
        data = self._buffer.take(wanted)
        # A device that gets nothing stops asking, and not every one begins again by itself.
        return data or bytes(wanted // 4 * 4)

    def writeData(self, data: object, len: int) -> int:
        return -1

    def isSequential(self) -> bool:
        return True

    def bytesAvailable(self) -> int:
        return _MOST_AT_ONCE


class Output(QObject):
    """Opens the device, starts and stops it, and tells how far it is. On the sound thread."""

    told = Signal(object)
    """Told."""

    def __init__(self, open_sink: OpenSink) -> None:
        super().__init__()
        self._open_sink = open_sink
        self.buffer = PcmBuffer(BUFFER_BYTES)
        self._decoder: Decoder | None = None
        self._sink: Sink | None = None
        self._device: PcmDevice | None = None
        self._owner: QObject | None = None
        self._timer: QTimer | None = None
        self._request: Request | None = None
        self._paused = False
        self._drained_polls = 0
        self._moves = 0
        """How often the device of this request was changed."""
        self.newest = 0
        """Set by the Qt thread: older requests are passed over."""

    @Slot(object)
    def play(self, request: Request) -> None:
        if request.number != self.newest:
            return
        if self._request is None or self._request.number != request.number:
            self._moves = 0
        self._silence()
        sink = self._ready_sink(request)
        if sink is None:
            return
        if self._decoder is None:
            self._decoder = Decoder(
                self.buffer,
                lambda number, length: self.told.emit(Told(number, length=length)),
                lambda number, error: self.told.emit(Told(number, error=error, ended=True)),
            )
        self._request = request
        self._drained_polls = 0
        per_second = bytes_per_second(sink.rate, sink.channels)
        ticket = self.buffer.begin(per_second, request.start)
        self._decoder.decode(request, ticket, sink.rate, sink.channels)
        self._paused = True
        self.set_paused(request.paused)

    @Slot(bool)
    def set_paused(self, paused: bool) -> None:
        sink, timer = self._sink, self._timer
        if self._request is None or sink is None or timer is None or paused == self._paused:
            return
        self._paused = paused
        if paused:
            timer.stop()
            if self._device is not None:
                sink.suspend()
        else:
            timer.start()
            if self._device is not None:
                sink.resume()

    @Slot()
    def stop(self) -> None:
        self._silence()

    @Slot()
    def close(self) -> None:
        """Give the device back and end the thread."""
        self._silence()
        self._drop_sink()
        if self._decoder is not None:
            self._decoder.stop()
            self._decoder = None
        QThread.currentThread().quit()

    def _silence(self) -> None:
        """Stop what is played, with nothing left over in the device."""
        self.buffer.abandon()
        self._request = None
        if self._timer is not None:
            self._timer.stop()
        if self._device is not None and self._sink is not None:
            self._sink.reset()
            self._device.close()
            self._device.deleteLater()
            self._device = None

    def _ready_sink(self, request: Request) -> Sink | None:
        if self._timer is None:
            self._timer = QTimer(self, interval=_POLL_MILLISECONDS)
            self._timer.timeout.connect(self._poll)
        if self._sink is not None and not self._sink.current:
            self._drop_sink()
        if self._sink is None:
            self._owner = QObject(self)
            try:
                self._sink = self._open_sink(self._owner)
            except NoSound as error:
                self._drop_sink()
                self.told.emit(Told(request.number, ended=True, no_sound=error.message))
            except Exception as error:
                self._drop_sink()
                reason = explain(error, self.tr("Opening the sound output"))
                self.told.emit(Told(request.number, ended=True, no_sound=reason))
        return self._sink

    def _lost(self) -> str:
        return QCoreApplication.translate(
            "player", "The sound output stopped working. Look after it in the system's settings."
        )

    def _drop_sink(self) -> None:
        self._sink = None
        if self._owner is not None:
            self._owner.deleteLater()
            self._owner = None

    def _poll(self) -> None:
        request, sink = self._request, self._sink
        if request is None or sink is None:
            return
        if not sink.current and self._moves == _MOST_MOVES:
            self._silence()
            self.told.emit(Told(request.number, ended=True, error=self._lost()))
            return
        if not sink.current:
            # The device went away or another one was chosen: go on there.
            self._moves += 1
            position = self.buffer.position
            left = None
            if request.seconds is not None:
                left = max(0.0, request.start + request.seconds - position)
            self.play(Request(request.number, request.path, position, left))
            return
        if self._device is None:
            # With nothing to take, a device may fill itself with seconds of silence.
            if self.buffer.ready:
                self._device = PcmDevice(self.buffer, self)
                sink.start(self._device)
            return
        held = sink.held_seconds()
        position = max(request.start, self.buffer.position - held)
        if not self.buffer.drained:
            self.told.emit(Told(request.number, position=position))
            return
        # Behind the sound comes silence, so the device always holds something; what it held of
        # the sound is heard when as much time has gone by.
        self._drained_polls += 1
        waited = self._drained_polls * _POLL_MILLISECONDS / 1000
        position = max(request.start, self.buffer.position - max(0.0, held - waited))
        self.told.emit(Told(request.number, position=position))
        if waited > held:
            self._silence()
            self.told.emit(Told(request.number, ended=True))
