"""The system's sound device, as much of it as is needed. Only the sound thread comes here."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QIODevice, QLibrary, QLibraryInfo, QObject

from tagger.errors import TaggerError

_log = logging.getLogger(__name__)

_BUFFER_SECONDS = 0.2
"""What the device holds: enough for a moment without the interpreter, short enough to stop at."""


_IN_ORDER = ("NoError", "UnderrunError")


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
        _load_library()
        from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

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
        self._per_second = form.bytesForDuration(1_000_000)
        buffer = form.bytesForDuration(round(_BUFFER_SECONDS * 1_000_000))

        def make() -> QAudioSink:
            sink = QAudioSink(device, form, parent)
            sink.setBufferSize(buffer)
            return sink

        self._make = make
        self._sink: QAudioSink | None = None

    @property
    def current(self) -> bool:
        # By name: Qt moved the type from one place to another between its versions.
        in_order = self._sink is None or self._sink.error().name in _IN_ORDER
        return in_order and self._devices.defaultAudioOutput().id() == self._id

    def start(self, source: QIODevice) -> None:
        # A new one each time: some of Qt's backends do not take up again after `reset`.
        self.reset()
        self._sink = self._make()
        self._sink.start(source)

    def suspend(self) -> None:
        if self._sink is not None:
            self._sink.suspend()

    def resume(self) -> None:
        if self._sink is not None:
            self._sink.resume()

    def reset(self) -> None:
        if self._sink is not None:
            self._sink.reset()
            self._sink.deleteLater()
            self._sink = None

    def held_seconds(self) -> float:
        if self._sink is None:
            return 0.0
        return max(0, self._sink.bufferSize() - self._sink.bytesFree()) / self._per_second


def _load_library() -> None:
    """Load Qt's multimedia without the interpreter's lock.

    An import loads it too, but holds the lock meanwhile, and the window would stand still for a
    tenth of a second and more. So where this does not find it, nothing is lost but that.
    """
    paths = QLibraryInfo.LibraryPath
    windows = sys.platform == "win32"
    folder = QLibraryInfo.path(paths.BinariesPath if windows else paths.LibrariesPath)
    names = {"win32": "Qt6Multimedia.dll", "darwin": "QtMultimedia.framework/QtMultimedia"}
    library = QLibrary(f"{folder}/{names.get(sys.platform, 'libQt6Multimedia.so.6')}")
    if not library.load():
        _log.debug("Qt's multimedia library was not found ahead: %s", library.errorString())
