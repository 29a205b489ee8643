"""What steers a player: a button for one track, and a bar with its position."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tagger.ui import icons
from tagger.ui.player.player import Player, PlayerState
from tagger.ui.tab_order import put_before
from tagger.ui.text import duration_text

_STEPS_PER_SECOND = 10
_PAGE_SECONDS = 10
SLIDER_STYLE = """
QSlider::groove:horizontal { height: 6px; border-radius: 3px; background: palette(mid); }
QSlider::sub-page:horizontal { border-radius: 3px; background: palette(link); }
QSlider::handle:horizontal { width: 14px; margin: -4px 0; border-radius: 7px;
    background: palette(link); }
QSlider::handle:horizontal:focus { width: 12px; border: 1px solid palette(text); }
QSlider::handle:horizontal:disabled { background: palette(mid); }
"""
"""In roles of the palette, which follow the theme."""


@dataclass(frozen=True)
class Playable:
    """A track as a button plays it."""

    path: Path
    title: str
    """For the names of the controls; any text."""
    length: float | None = None
    """Seconds."""
    passage: Callable[[], tuple[float, float | None]] = lambda: (0.0, None)
    """Where to begin and how long to play, in seconds; asked when it is about to be played."""


class PlayButton(QToolButton):
    """Plays and pauses one track; small enough for the side of a row."""

    def __init__(
        self, player: Player, playable: Playable | None = None, *, key: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`key` is the shortcut as the tooltip names it."""
        super().__init__(parent)
        self._player = player
        self._playable: Playable | None = None
        self._key = key
        self.clicked.connect(self.toggle)
        player.state_changed.connect(self._show_state)
        self.show_track(playable)

    @property
    def playable(self) -> Playable | None:
        return self._playable

    def show_track(self, playable: Playable | None) -> None:
        """Be the button of this track; None when there is nothing to play."""
        self._playable = playable
        self.setEnabled(playable is not None)
        self._show_state()

    def toggle(self) -> None:
        """Play the track from where it tells most, pause it, or go on with it."""
        playable = self._playable
        if playable is not None and not self._player.plays(playable.path):
            self._player.play(playable.path, *playable.passage())
        elif playable is not None:
            self._player.toggle()

    def _show_state(self) -> None:
        playable = self._playable
        plays = playable is not None and self._player.plays(playable.path)
        sounds = plays and self._player.state is PlayerState.PLAYING
        self.setIcon(icons.icon("pause" if sounds else "resume"))
        text = self.tr("Pause") if sounds else self.tr("Play")
        self.setToolTip(f"{text} ({self._key})" if self._key else text)
        named = (
            self.tr("%1: %2").replace("%1", text).replace("%2", playable.title if playable else "")
        )
        self.setAccessibleName(named if playable else text)


class _Slider(QSlider):
    """A click anywhere leads there, as in every player."""

    def mousePressEvent(self, ev: QMouseEvent) -> None:
        if ev.button() == Qt.MouseButton.LeftButton and self.maximum() > 0:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            control, part = QStyle.ComplexControl.CC_Slider, QStyle.SubControl.SC_SliderHandle
            handle = self.style().subControlRect(control, option, part, self)
            if not handle.contains(ev.position().toPoint()):
                place = round(ev.position().x()) - handle.width() // 2
                self.setSliderPosition(
                    QStyle.sliderValueFromPosition(
                        self.minimum(), self.maximum(), place, self.width() - handle.width(),
                        option.upsideDown,  # pyright: ignore[reportAttributeAccessIssue]
                    )
                )  # fmt: skip
        super().mousePressEvent(ev)


class PlayerBar(QWidget):
    """Play, pause, position and length of one track."""

    track_changed = Signal()
    """Another track is steered, or none."""

    def __init__(self, player: Player, *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self.button = PlayButton(player, key=key)
        self.position = QLabel()
        self.length = QLabel()
        for label in (self.position, self.length):
            label.setProperty("role", "muted")
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Position in the track"))
        self.slider.setToolTip(self.tr("Position in the track (arrow keys)"))
        self.slider.setStyleSheet(SLIDER_STYLE)
        self.slider.setSingleStep(_STEPS_PER_SECOND)
        self.slider.setPageStep(_PAGE_SECONDS * _STEPS_PER_SECOND)
        self.slider.valueChanged.connect(self._on_moved)
        self.slider.sliderReleased.connect(lambda: self._go_to(self.slider.value()))
        # Where a panel is short of room for a moment, all below would move up and down again.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        layout = QHBoxLayout()
        layout.setSpacing(8)
        self._rows.addLayout(layout)
        layout.addWidget(self.button)
        layout.addWidget(self.position)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.length)
        player.position_changed.connect(lambda _: self._show_position())
        player.length_changed.connect(lambda _: self._show_length())
        player.state_changed.connect(self._show_state)
        self.show_track(None)

    def add_neighbours(self, previous: QWidget, following: QWidget, last: QWidget) -> None:
        """Put buttons to both sides of the one that plays, and one at the end, in a row above."""
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (previous, self.button, following):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(last)
        self._rows.insertLayout(0, row)
        # They came last into the window; Tab is to go as the eye does.
        put_before(self.slider, [previous, self.button, following, last])

    def show_track(self, playable: Playable | None) -> None:
        """Steer this track; None when there is nothing to play."""
        before = self.button.playable
        self.button.show_track(playable)
        self._show_state()
        if (before and before.path) != (playable and playable.path):
            self.track_changed.emit()

    def toggle(self) -> None:
        """Play or pause the track that is shown; without one, pause what plays."""
        if self.button.playable is not None:
            self.button.toggle()
        elif self._player.state is not PlayerState.STOPPED:
            self._player.toggle()

    @property
    def seconds(self) -> float | None:
        """Where the player is in the track that is shown; None while it is at another one."""
        playable = self.button.playable
        shown = playable is not None and self._player.plays(playable.path)
        return self._player.position if shown else None

    def play_from(self, seconds: float) -> None:
        """Play the track that is shown from this place to its end, or seek there."""
        playable = self.button.playable
        if playable is None:
            return
        if self._player.plays(playable.path):
            self._player.seek(seconds)
            self._player.resume()
        else:
            self._player.play(playable.path, seconds)

    def _show_state(self) -> None:
        self._show_length()
        self._show_position()

    def _show_length(self) -> None:
        playable = self.button.playable
        known = playable.length if playable else None
        if playable is not None and self._player.path == playable.path:
            known = self._player.length or known
        self.length.setText(duration_text(known) if known else "")
        self._blocked(lambda: self.slider.setRange(0, round((known or 0) * _STEPS_PER_SECOND)))
        self.slider.setEnabled(bool(known))

    def _show_position(self) -> None:
        playable = self.button.playable
        shown = playable is not None and self._player.path == playable.path
        seconds = self._player.position if shown else 0.0
        self.position.setText(duration_text(seconds) if playable else "")
        if not self.slider.isSliderDown():
            self._blocked(lambda: self.slider.setValue(round(seconds * _STEPS_PER_SECOND)))

    def _blocked(self, change: Callable[[], None]) -> None:
        before = self.slider.blockSignals(True)
        change()
        self.slider.blockSignals(before)

    def _on_moved(self, value: int) -> None:
        if self.slider.isSliderDown():
            # While it is dragged only the number follows.
            self.position.setText(duration_text(value / _STEPS_PER_SECOND))
        else:
            self._go_to(value)

    def _go_to(self, value: int) -> None:
        playable = self.button.playable
        if playable is None:
            return
        if self._player.plays(playable.path):
            self._player.seek(value / _STEPS_PER_SECOND)
        else:
            self._player.play(playable.path, value / _STEPS_PER_SECOND)
