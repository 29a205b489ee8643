"""The panel at the right: what a track is, what the model hears in it, and what would change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from tagger.records import Presence
from tagger.ui import icons
from tagger.ui.controller import Controller
from tagger.ui.labels import ElidedLabel, PlainLabel
from tagger.ui.library.lines import Line
from tagger.ui.player.bar import PlayerBar
from tagger.ui.player.player import Player
from tagger.ui.review.genre_bars import MOST, Bar, GenreBars
from tagger.ui.review.group import Group
from tagger.ui.review.shortcuts import Key, keys_text, tip
from tagger.ui.review.sound_panel import SoundPanel
from tagger.ui.review.timeline import TimelinePanel
from tagger.ui.review.waveform import WaveformView
from tagger.ui.text import (
    counted,
    duration_text,
    genres_text,
    number,
    path_text,
    percent,
    stale_sentence,
    state_text,
)
from tagger.workflow.library_view import preview_change
from tagger.workflow.review import ReviewRow, ReviewState

_AT_ONCE = 1000
"""Selected tracks that are summed up right away; more are in the background."""
_NARROWEST = 264
_BESIDE_BUTTONS = 56
"""Margins, the gap between two buttons, and the scroll bar."""


class Inspector(QFrame):
    """Shows the selected tracks; what is clicked here is asked of the window by signals."""

    picked = Signal(str)
    accepted = Signal()
    rejected = Signal()
    doubted = Signal()
    taken_back = Signal()
    other_asked = Signal()

    def __init__(
        self, controller: Controller, player: Player, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self._controller = controller
        self._lines: list[Line] = []
        self._player = player
        self._stack = QStackedLayout(self)
        nothing = PlainLabel(self.tr("Select a track to see what was heard in it."), "muted")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setContentsMargins(24, 24, 24, 24)
        self._stack.addWidget(nothing)
        self._stack.addWidget(self._build())
        self.show_lines([])

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these selected lines."""
        self._lines = list(lines)
        self._stack.setCurrentIndex(1 if lines else 0)
        if len(lines) == 1:
            self._show_one(lines[0])
        elif lines:
            self._show_many()
        else:
            self.sound.show_nothing()
            self.player_bar.show_track(None)
            for view in (self.waveform, self.timeline):
                view.show_track(None)

    def _build(self) -> QWidget:
        self.title = PlainLabel()
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        self.title.setFont(font)
        self.artist = ElidedLabel()
        self.path = ElidedLabel("muted", Qt.TextElideMode.ElideMiddle)
        self.state = PlainLabel(role="muted")
        self.error = PlainLabel(role="bad")
        self.heard_caption = PlainLabel(self.tr("Suggestion"), "caption")
        self.bars = GenreBars()
        self.bars.picked.connect(self.picked)
        self.accept_button = self._button("accept", self.tr("Accept"), tip(Key.ACCEPT))
        self.accept_button.setProperty("primary", True)
        self.accept_button.setIcon(icons.icon("accept", "on_accent"))
        self.accept_button.clicked.connect(self.accepted)
        self.reject_button = self._button("reject", self.tr("Leave"), tip(Key.REJECT))
        self.reject_button.clicked.connect(self.rejected)
        self.other_button = self._button("edit", self.tr("Other genre…"), tip(Key.OTHER))
        self.other_button.clicked.connect(self.other_asked)
        self.unsure_button = self._button("unsure", self.tr("Unsure"), tip(Key.UNSURE))
        self.unsure_button.clicked.connect(self.doubted)
        self.back_button = self._button("undo", self.tr("Take back"), tip(Key.TAKE_BACK))
        self.back_button.clicked.connect(self.taken_back)
        self.change_caption = PlainLabel(self.tr("What would change"), "caption")
        self.change = PlainLabel()
        self.change_reason = PlainLabel(role="muted")
        self.sound = SoundPanel(self._controller)
        self.spectrogram = self.sound.spectrogram
        self.bars.picked.connect(self.sound.light)
        self.player_bar = PlayerBar(self._player, key=keys_text(Key.PLAY)[0])
        self.waveform = WaveformView(self._controller)
        self.timeline = TimelinePanel(self._controller)
        for view in (self.spectrogram, self.waveform, self.timeline.view):
            view.asked.connect(self.player_bar.play_from)
        for moved in (self._player.position_changed, self._player.state_changed):
            moved.connect(self._show_place)

        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(4)
        layout.addWidget(self.waveform)
        layout.addWidget(self.player_bar)
        layout.addSpacing(4)
        for widget in (self.title, self.artist, self.path, self.state, self.error):
            layout.addWidget(widget)
        layout.addSpacing(16)
        layout.addWidget(self.heard_caption)
        layout.addWidget(self.bars)
        layout.addSpacing(8)
        for left, right in (
            (self.accept_button, self.reject_button),
            (self.other_button, self.unsure_button),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(left, 1)
            row.addWidget(right, 1)
            layout.addLayout(row)
            layout.addSpacing(4)
        # In the place of the other: what is decided is taken back first.
        row.addWidget(self.back_button, 1)
        self._make_room(
            (self.accept_button, self.reject_button),
            (self.other_button, self.unsure_button),
            (self.other_button, self.back_button),
        )
        layout.addSpacing(12)
        layout.addWidget(self.change_caption)
        layout.addWidget(self.change)
        layout.addWidget(self.change_reason)
        layout.addSpacing(16)
        layout.addWidget(self.sound)
        layout.addSpacing(16)
        layout.addWidget(self.timeline)
        layout.addStretch()
        area = QScrollArea()
        area.setAccessibleName(self.tr("About the selected track"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        # A click on a button in it must not take the keys from the table.
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setWidget(content)
        return area

    def _make_room(self, *pairs: tuple[QPushButton, QPushButton]) -> None:
        """The words of the buttons are longer in some languages; none is to be cut off."""
        for button in {button for pair in pairs for button in pair}:
            button.ensurePolished()
        widest = max(left.sizeHint().width() + right.sizeHint().width() for left, right in pairs)
        self.setMinimumWidth(max(_NARROWEST, widest + _BESIDE_BUTTONS))

    def _button(self, icon: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(icons.icon(icon), text)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _show_one(self, line: Line) -> None:
        row = line.row
        self.title.setText(line.title)
        parts = [line.artist, line.album]
        if row.track.tags.duration:
            parts.append(duration_text(row.track.tags.duration))
        self.artist.show_text(" · ".join(part for part in parts if part))
        self.artist.setVisible(bool(self.artist.text()))
        self.path.show_text(path_text(row.track.path))
        self.path.show()
        no_music = row.state is ReviewState.NO_MUSIC
        self.state.setText(self._state_text(row))
        self._show_error("" if no_music else row.error or self._absence(row))
        scores = row.suggestion.genres[:MOST] if row.suggestion else ()
        bars = [Bar(s.genre, s.probability, percent(s.probability)) for s in scores]
        chosen = row.decision.genres if row.decision else ()
        unsure = row.suggestion is not None and row.suggestion.unsure
        self.bars.show_bars(bars, len(row.suggested), chosen, hollow=unsure)
        self.heard_caption.setText(self._caption(row))
        self.heard_caption.setVisible(bool(bars))
        self._enable(bool(scores), row.decision is not None)
        self._ask_change(line)
        self.sound.show_line(line)
        playable = self.sound.playable(line)
        self.player_bar.show_track(playable)
        sounds = playable is not None and row.state is not ReviewState.FAILED
        for view in (self.waveform, self.timeline):
            view.show_track(row.track if sounds else None)
        self._show_place()
        self.player_bar.show()

    def _caption(self, row: ReviewRow) -> str:
        """What stands over the bars."""
        said = row.suggestion
        if said is None or not said.unsure:
            text = self.tr("Suggestion")
        elif not said.fits:
            text = self.tr("None of the genres you use fits")
        else:
            text = self.tr("Suggestion – the model is unsure")
        if said is None or said.tracks == 1:
            return text
        whole = self.tr("From %1 tracks of this album").replace("%1", number(said.tracks))
        return f"{text}\n{whole}"

    def _show_place(self) -> None:
        for view in (self.spectrogram, self.waveform, self.timeline.view):
            view.show_position(self.player_bar.seconds)

    def _show_many(self) -> None:
        lines = self._lines
        self.sound.show_nothing()
        self.player_bar.show_track(None)
        for view in (self.waveform, self.timeline):
            view.show_track(None)
        self.title.setText(counted(len(lines), "", self.tr("{n} tracks selected")))
        self._show_error("")
        self._enable(True, True)
        self._hide_change(keep_room=False)
        self.path.hide()
        self.player_bar.hide()
        if len(lines) <= _AT_ONCE:
            self._show_group(Group.of(lines))
            return
        self.artist.hide()
        self.state.setText("")
        self.bars.show_bars([])
        self.heard_caption.hide()
        self._controller.background.submit(
            lambda: Group.of(lines),
            lambda group: self._show_group(group) if self._lines is lines else None,
            wanted=lambda: self._lines is lines,
            doing=self.tr("Summing up the selection"),
        )

    def _show_group(self, group: Group) -> None:
        artists = group.artists
        self.artist.show_text(
            counted(artists, self.tr("by 1 artist"), self.tr("by {n} artists")) if artists else ""
        )
        self.artist.setVisible(bool(artists))
        states = group.states.most_common()
        self.state.setText(", ".join(f"{state_text(s)}: {number(n)}" for s, n in states))
        of_all = self.tr("%1 of %2").replace("%2", number(group.count))
        bars = [
            Bar(genre, n / group.count, of_all.replace("%1", number(n)))
            for genre, n in group.genres.most_common(MOST)
        ]
        self.bars.show_bars(bars)
        self.heard_caption.setText(self.tr("Suggestions – a click chooses one for all"))
        self.heard_caption.setVisible(bool(bars))
        self._enable(group.suggested > 0, group.decided > 0)

    def _state_text(self, row: ReviewRow) -> str:
        if row.state is ReviewState.NO_MUSIC:
            return row.error or ""
        return stale_sentence(row) if row.stale else state_text(row.state)

    def _absence(self, row: ReviewRow) -> str:
        match row.track.presence:
            case Presence.UNPLUGGED:
                return self.tr("Its drive is not there now. Plug it in and look for changes.")
            case Presence.ONLINE_ONLY:
                return self.tr("The file is online only; Tagger does not fetch it.")
            case Presence.MISSING:
                return self.tr("The file is no longer there. If it was moved, add its new folder.")
            case Presence.PRESENT:
                return ""

    def _show_error(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _enable(self, suggested: bool, decided: bool) -> None:
        session = self._controller.session
        writable = session is None or session.catalog.writable
        self.accept_button.setEnabled(suggested and writable)
        for button in (self.reject_button, self.other_button, self.unsure_button, self.back_button):
            button.setEnabled(writable)
        self.bars.setEnabled(writable)
        self.back_button.setVisible(decided)
        self.unsure_button.setVisible(not decided)

    def _hide_change(self, *, keep_room: bool) -> None:
        """With its room kept, nothing below moves up and down again until the answer is there."""
        for widget in (self.change_caption, self.change, self.change_reason):
            policy = widget.sizePolicy()
            if policy.retainSizeWhenHidden() != keep_room:
                policy.setRetainSizeWhenHidden(keep_room)
                widget.setSizePolicy(policy)
            widget.hide()

    def _ask_change(self, line: Line) -> None:
        session = self._controller.session
        row = line.row
        unknown = row.decision is None and row.best is None and not row.offer
        self._hide_change(keep_room=not unknown)
        if session is None or unknown:
            return

        def done(planned) -> None:
            if self._lines != [line] or planned is None:
                return
            before = genres_text(planned.before) or self.tr("none")
            written = line.state is ReviewState.WRITTEN
            if planned.after is None or planned.after == planned.before or written:
                self.change.setText(self.tr("Nothing: the genre is %1").replace("%1", before))
                reason = self.tr("It was written.") if written else planned.reason or ""
            else:
                after = genres_text(planned.after)
                text = self.tr("Genre: %1 → %2")
                self.change.setText(text.replace("%2", after).replace("%1", before))
                if line.row.decision is not None:
                    reason = self.tr("When you press Write.")
                elif line.row.offer:
                    reason = self.tr("As you decided for a copy of this music, if you accept it.")
                else:
                    reason = self.tr("If you accept it and press Write.")
            if planned.contradiction:
                other = self.tr("A second tag (APEv2) says %1.")
                said = genres_text(planned.contradiction)
                reason = f"{reason} {other.replace('%1', said)}".strip()
            self.change_reason.setText(reason)
            for widget in (self.change_caption, self.change, self.change_reason):
                widget.show()

        self._controller.background.submit(
            lambda: preview_change(session, line.row),
            done,
            wanted=lambda: self._lines == [line],
            doing=self.tr("Planning one change"),
        )
