"""Which layer of the sound the spectrogram draws, and the tempo; both computed when asked for."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from tagger.audio.harmonic import Layer, Tempo
from tagger.records import Track
from tagger.ui.controller import Controller
from tagger.ui.labels import PlainLabel
from tagger.ui.review.quiet_choice import QuietChoice
from tagger.ui.review.spectrogram import images_of
from tagger.workflow.inspect import Hearing, layers_of, tempo_around

_REMEMBERED = 16
_TEMPOS_REMEMBERED = 1000

Heard = tuple[Hearing, list[QImage]]


class Layers(QWidget):
    """A choice of layers, which stays for the tracks that follow, and a button for the tempo."""

    changed = Signal()
    """Another layer was chosen, or the chosen one has become known: ask `of` again."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._track: Track | None = None
        self._hearing: Hearing | None = None
        self._known: OrderedDict[bytes, dict[Layer, Heard]] = OrderedDict()
        self._tempos: OrderedDict[bytes, Tempo] = OrderedDict()
        self._asked: bytes | None = None
        """What is being separated, so that it is not asked for twice."""
        self.layer = QuietChoice()
        self.layer.setAccessibleName(self.tr("Layer of the sound that is drawn"))
        self.layer.setToolTip(
            self.tr(
                "Harmonic is what sounds on, such as voices and strings; percussive is what "
                "strikes, such as drums (up and down arrow keys)"
            )
        )
        for layer, name in (
            (Layer.WHOLE, self.tr("Whole sound")),
            (Layer.HARMONIC, self.tr("Harmonic")),
            (Layer.PERCUSSIVE, self.tr("Percussive")),
        ):
            self.layer.addItem(name, layer)
        self.layer.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.measure = QPushButton(self.tr("Measure tempo"))
        self.measure.setAccessibleName(self.measure.text())
        self.measure.setToolTip(self.tr("Listen for the beat in up to a minute of this track"))
        self.measure.clicked.connect(self._measure)
        self.tempo = PlainLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.layer, 1)
        row.addWidget(self.measure)
        row.addWidget(self.tempo, 1)
        self.show_track(None)

    @property
    def chosen(self) -> Layer:
        return Layer(self.layer.currentData())

    def show_track(self, track: Track | None, hearing: Hearing | None = None) -> None:
        """Turn to a track; `hearing` is known once it was listened to."""
        same = track is not None and self._is_shown(track.identity)
        self._track = track
        self._hearing = hearing
        if not same:
            self._asked = None
            self.measure.setEnabled(True)
            self._show_tempo(self._tempos.get(track.identity) if track is not None else None)

    def of(self, identity: bytes, heard: Heard) -> Heard:
        """The chosen layer of what was heard; the whole while that is not known yet."""
        layer = self.chosen
        if layer is Layer.WHOLE:
            return heard
        known = self._known.get(identity)
        if known is not None:
            return known[layer]
        self._separate(identity, heard[0])
        return heard

    def _separate(self, identity: bytes, hearing: Hearing) -> None:
        if self._asked == identity:
            return
        self._asked = identity

        def wanted() -> bool:
            return self._asked == identity and self._is_shown(identity)

        def work() -> dict[Layer, Heard]:
            found = layers_of(hearing)
            return {layer: (part, images_of(part)) for layer, part in found.items()}

        def done(found: dict[Layer, Heard]) -> None:
            self._asked = None
            self._known[identity] = found
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
            if self._is_shown(identity):
                self.changed.emit()

        self._controller.listening.submit(
            work, done, wanted=wanted, doing=self.tr("Telling the layers of the sound apart")
        )

    def _measure(self) -> None:
        track, hearing = self._track, self._hearing
        if track is None:
            return
        self.measure.setEnabled(False)

        def wanted() -> bool:
            return self._is_shown(track.identity)

        def proceed() -> bool:
            return wanted() and not self._controller.listening.stopping

        def done(tempo: Tempo | None) -> None:
            if tempo is None:
                return
            self._tempos[track.identity] = tempo
            while len(self._tempos) > _TEMPOS_REMEMBERED:
                self._tempos.popitem(last=False)
            if wanted():
                self._show_tempo(tempo)

        def failed(reason: str) -> None:
            if wanted():
                self._say(reason)

        self._controller.listening.submit(
            lambda: tempo_around(track, hearing, proceed),
            done,
            failed=failed,
            wanted=wanted,
            doing=self.tr("Measuring the tempo"),
        )

    def _show_tempo(self, tempo: Tempo | None) -> None:
        if tempo is None:
            self._say("")
        elif not tempo.beats:
            self._say(self.tr("No steady beat"))
        else:
            either = self.tr("%1 or %2")
            text = f"{tempo.beats[0]:.0f}"
            for beat in tempo.beats[1:]:
                text = either.replace("%1", text).replace("%2", f"{beat:.0f}")
            self._say(self.tr("%1 BPM").replace("%1", text))

    def _say(self, text: str) -> None:
        self.tempo.setText(text)
        self.tempo.setVisible(bool(text))
        self.measure.setVisible(not text)

    def _is_shown(self, identity: bytes) -> bool:
        return self._track is not None and self._track.identity == identity
