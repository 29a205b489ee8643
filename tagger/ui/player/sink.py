"""The system's sound device, as much of it as is needed. Only the sound thread comes here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QIODevice, QObject

from tagger.errors import TaggerError

_BUFFER_SECONDS = 0.2
"""What the device holds: enough for a moment without the interpreter, short enough to stop at."""


class NoSound(TaggerError):
    """There is nothing that sound could come out of."""


class Sink(Protocol):
    """An open device that takes interleaved 16-bit PCM from a `QIODevice` as it needs it."""

    @property
    def rate(self) -> int:
        """Hz."""
        ...

    @property
    def channels(self) -> int:
        """1 or 2."""
        ...

    @property
    def current(self) -> bool:
        """Whether this still is the device that sound should come out of, and in order."""
        ...

    def start(self, source: QIODevice) -> None: ...

    def suspend(self) -> None: ...

    def resume(self) -> None: ...

    def reset(self) -> None:
        """Stop at once and forget what was taken."""
        ...

    def held_seconds(self) -> float:
        """Sound that was taken and not yet heard."""
        ...


OpenSink = Callable[[QObject], Sink]
"""Opens the device that sound comes out of now; raises `NoSound`. The parent owns what is made."""


def open_system_sink(parent: QObject) -> Sink:
    """The system's default output. Loads Qt's multimedia and may take a second."""
    return _SystemSink(parent)


class _SystemSink:
    def __init__(self, parent: QObject) -> None:
        # Loaded here and not with the window, which should be on the screen first.
        from PySide6.QtMultimedia import QAudio, QAudioFormat, QAudioSink, QMediaDevices

        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            raise NoSound(
                QCoreApplication.translate(
                    "player", "There is no sound output here, so nothing can be played. Connect "
                    "loudspeakers or headphones and try again.",
                )
            )  # fmt: skip
        preferred = device.preferredFormat()
        form = QAudioFormat()
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        form.setSampleRate(preferred.sampleRate())
        form.setChannelCount(min(2, preferred.channelCount()))
        if not device.isFormatSupported(form):
            raise NoSound(
                QCoreApplication.translate(
                    "player", "The sound output “%1” takes no 16-bit sound, so nothing can be "
                    "played. Choose another one in the system's settings.",
                ).replace("%1", device.description())
            )  # fmt: skip
        self.rate = form.sampleRate()
        self.channels = form.channelCount()
        self._devices = QMediaDevices
        self._id = device.id()
        self._fine = (QAudio.Error.NoError, QAudio.Error.UnderrunError)
        self._sink = QAudioSink(device, form, parent)
        self._sink.setBufferSize(form.bytesForDuration(round(_BUFFER_SECONDS * 1_000_000)))
        self._per_second = form.bytesForDuration(1_000_000)

    @property
    def current(self) -> bool:
        in_order = self._sink.error() in self._fine
        return in_order and self._devices.defaultAudioOutput().id() == self._id

    def start(self, source: QIODevice) -> None:
        self._sink.start(source)

    def suspend(self) -> None:
        self._sink.suspend()

    def resume(self) -> None:
        self._sink.resume()

    def reset(self) -> None:
        self._sink.reset()

    def held_seconds(self) -> float:
        return max(0, self._sink.bufferSize() - self._sink.bytesFree()) / self._per_second
