"""The application, which macOS tells of the files that a person opens with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """On macOS what is opened with the program comes as events, at the start and later on.

    An event filter would do as well, but Python would be asked about every event of every widget.
    """

    opened = Signal(list)
    """Paths: what a person opened at once, although each file comes in an event of its own."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self._paths: list[Path] = []
        self._gathered = QTimer(self, singleShot=True, interval=0)
        self._gathered.timeout.connect(self._tell)

    def event(self, event: QEvent, /) -> bool:
        if isinstance(event, QFileOpenEvent):
            # A link to a page is no music.
            name = event.file() or event.url().toLocalFile()
            if name:
                self._paths.append(Path(name))
                self._gathered.start()
                return True
        return super().event(event)

    def _tell(self) -> None:
        paths, self._paths = list(dict.fromkeys(self._paths)), []
        self.opened.emit(paths)
