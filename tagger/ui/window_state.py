"""What the window looks like comes back after a restart: `window.ini` in the home."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

from tagger.paths import Home
from tagger.ui.library.grouping import GroupBy
from tagger.ui.library.sidebar import View
from tagger.workflow.review import ReviewState

_STALE, _CONFLICT = "stale", "conflict"
"""Beside the names of states."""


class WindowState:
    """Typed access to the file; what is missing or damaged reads as None."""

    def __init__(self, home: Home) -> None:
        self._file = QSettings(str(home.data / "window.ini"), QSettings.Format.IniFormat)

    def bytes_of(self, name: str) -> QByteArray | None:
        value = self._file.value(name)
        return value if isinstance(value, QByteArray) else None

    def set_bytes(self, name: str, value: QByteArray) -> None:
        self._file.setValue(name, value)

    def keep_geometry(self, name: str, widget: QWidget) -> None:
        self.set_bytes(name, widget.saveGeometry())

    def restore_geometry(self, name: str, widget: QWidget) -> None:
        geometry = self.bytes_of(name)
        if geometry is not None:
            widget.restoreGeometry(geometry)

    @property
    def view(self) -> View:
        state, genre = self._text("view/state"), self._text("view/genre")
        kept = self._text("view/kept")
        if genre or kept:
            return View(genre=genre or None, kept=None if genre else kept)
        if state == _STALE:
            return View(stale=True)
        if state == _CONFLICT:
            return View(conflict=True)
        return View(ReviewState(state)) if state in list(ReviewState) else View()

    @view.setter
    def view(self, view: View) -> None:
        state = view.state.value if view.state else ""
        state = _STALE if view.stale else _CONFLICT if view.conflict else state
        self._file.setValue("view/state", state)
        self._file.setValue("view/genre", view.genre or "")
        self._file.setValue("view/kept", view.kept or "")

    @property
    def grouping(self) -> GroupBy:
        stored = self._text("grouping")
        return GroupBy(stored) if stored in list(GroupBy) else GroupBy.NONE

    @grouping.setter
    def grouping(self, by: GroupBy) -> None:
        self._file.setValue("grouping", by.value)

    @property
    def model_key(self) -> str | None:
        """The model whose suggestions were shown last."""
        return self._text("model_key") or None

    @model_key.setter
    def model_key(self, key: str | None) -> None:
        self._file.setValue("model_key", key or "")

    @property
    def tour_shown(self) -> bool:
        """Whether this person has seen the hints of the first run."""
        return self._text("tour") == "shown"

    @tour_shown.setter
    def tour_shown(self, shown: bool) -> None:
        self._file.setValue("tour", "shown" if shown else "")

    @property
    def play_along(self) -> bool:
        """Whether the track that is gone to plays by itself."""
        return self._text("play_along") == "yes"

    @play_along.setter
    def play_along(self, on: bool) -> None:
        self._file.setValue("play_along", "yes" if on else "")

    def choice(self, name: str) -> str:
        """What was kept under a name; whoever asks has to expect anything."""
        return self._text(name)

    def keep(self, name: str, value: str) -> None:
        self._file.setValue(name, value)

    def _text(self, name: str) -> str:
        value = self._file.value(name)
        return value if isinstance(value, str) else ""

    def save(self) -> None:
        self._file.sync()
