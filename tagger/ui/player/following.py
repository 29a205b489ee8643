"""The player follows the review: the track before and after, and «play along»."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from tagger.ui.controls import sign_button
from tagger.ui.library.table import TrackTable
from tagger.ui.player.player import Player, PlayerState
from tagger.ui.review.inspector import Inspector
from tagger.ui.review.shortcuts import Key, says, tip
from tagger.ui.window_state import WindowState

_PATIENCE_MILLISECONDS = 900
"""How long the telling passage of a track is waited for before it plays from its middle."""


class Following(QObject):
    """Gives the inspector's player its neighbours.

    What is played moves on with a decision, so that a person who listens decides without another
    key; with «play along» it moves on with the arrow keys too.
    """

    def __init__(
        self,
        inspector: Inspector,
        table: TrackTable,
        player: Player,
        state: WindowState,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bar = inspector.player_bar
        self._sound = inspector.sound
        self._table = table
        self._player = player
        self._state = state
        self._pending = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._play)
        self.previous = sign_button("previous", tip(Key.PREVIOUS), says(Key.PREVIOUS))
        self.next = sign_button("next", tip(Key.NEXT), says(Key.NEXT))
        self.along = sign_button("along", tip(Key.ALONG), says(Key.ALONG))
        self.along.setCheckable(True)
        self.along.setChecked(state.play_along)
        self._bar.add_neighbours(self.previous, self.next, self.along)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.along.toggled.connect(self._on_along)
        table.bind(Key.PREVIOUS, self.previous.click)
        table.bind(Key.NEXT, self.next.click)
        table.bind(Key.ALONG, self.along.click)
        self._bar.track_changed.connect(self._on_track)
        table.stepped.connect(self._on_stepped)
        self._sound.ready.connect(lambda: self._play() if self._pending else None)

    def step(self, direction: int) -> None:
        """Go to the track below (1) or above (-1) and play it."""
        if self._table.step(direction):
            self._play_soon()

    def _path(self) -> Path | None:
        playable = self._bar.button.playable
        return playable.path if playable is not None else None

    def _on_along(self, on: bool) -> None:
        self._state.play_along = on
        if on and self._player.state is not PlayerState.PLAYING:
            self._play_soon()

    def _on_track(self) -> None:
        self._forget()
        if self.along.isChecked():
            self._play_soon()

    def _on_stepped(self) -> None:
        if self._player.state is PlayerState.PLAYING:
            self._play_soon()

    def _play_soon(self) -> None:
        """Play once it is known from where; whoever walks on fast hears none of those passed."""
        self._pending = True
        if self._sound.is_heard:
            self._play()
        else:
            self._patience.start()

    def _forget(self) -> None:
        self._pending = False
        self._patience.stop()

    def _play(self) -> None:
        self._forget()
        path = self._path()
        if path is not None and not self._player.plays(path):
            self._bar.button.toggle()
