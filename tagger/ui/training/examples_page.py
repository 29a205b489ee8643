"""Step 1: where the examples come from, and what genres they are of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from tagger.training.crates import Crate
from tagger.ui.labels import PlainLabel
from tagger.ui.text import counted, plain
from tagger.ui.training.fold import Remarks, unread_rows
from tagger.ui.training.genres_table import GenresTable
from tagger.ui.training.name_field import NameField
from tagger.ui.training.playlists_dialog import PlaylistsDialog
from tagger.ui.training.source_list import SourceList
from tagger.ui.training.sources import Sources
from tagger.ui.training.train_desk import Found, ReadCrates, Start, TrainDesk
from tagger.workflow.example_records import Gathered, Wanted


class ExamplesPage(QWidget):
    """Gathers anew after each change of the sources."""

    changed = Signal()
    """What is chosen or known here is not what it was."""
    regathered = Signal()
    """The examples themselves are others."""

    def __init__(
        self,
        desk: TrainDesk,
        wanted: Wanted | None = None,
        model: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = wanted
        self._asked_model = model
        self._start: Start | None = None
        self._unread: list[tuple[Path, str]] = []
        self._remarks: Sequence[tuple[str, ...]] = ()
        self.gathered: Gathered | None = None
        self.is_edited = False
        """Whether the person chose something here that would have to be chosen again."""
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Which model is taught"))
        self.choice.setMinimumHeight(32)
        self.choice.currentIndexChanged.connect(self._on_choice)
        self.name = NameField()
        self.name.changed.connect(self.changed)
        self.sources = SourceList()
        self.sources.changed.connect(self._on_sources)
        self.sources.crates_asked.connect(self._read_crates)
        self.sources.refused.connect(lambda text: self._say(text, "caution"))
        self.genres = GenresTable()
        self.genres.rows.edited.connect(self._on_edited)
        self.summary = PlainLabel(role="caption")
        self.message = PlainLabel()
        self.again = QPushButton(self.tr("Gather them"))
        self.again.setAccessibleName(self.tr("Gather the examples"))
        self.again.setAutoDefault(False)
        self.again.hide()
        self.again.clicked.connect(lambda: self.gather())
        self.remarks = Remarks()
        self._lay_out()
        self._show_gathered()
        desk.start(self.tr("My genres"), self._on_start)

    @property
    def model(self) -> str | None:
        """The model that is taught more; None for a new one."""
        return self.choice.currentData()

    @property
    def model_name(self) -> str:
        return self.model or self.name.name

    @property
    def taken(self) -> tuple[str, ...] | None:
        """Names that a new model cannot have; None where one that exists is taught."""
        if self._start is None or self.model is not None:
            return None
        return self._start.names

    @property
    def names(self) -> list[str]:
        """Genres to complete: those of the examples, of the model and of the vocabulary."""
        if self._start is None:
            return []
        own = (each.genre for each in self.genres.rows.counts)
        every = {*own, *self._start.known, *self._start.vocabulary.names}
        return sorted(every, key=str.casefold)

    @property
    def wanted(self) -> Wanted:
        return self.sources.sources.wanted

    @property
    def parents(self) -> dict[str, str]:
        return self.genres.rows.given_parents()

    @property
    def dropped(self) -> frozenset[str]:
        return frozenset(self.genres.rows.dropped)

    @property
    def ready(self) -> bool:
        """Whether there is something to learn, under a name that can be had."""
        if self.gathered is None or self.gathered.obstacle is not None:
            return False
        named = self.model is not None or not self.name.problem
        return named and bool(self.genres.rows.learned())

    def show_failure(self, sentence: str) -> None:
        self._say(sentence, "bad")

    def show_note(self, sentence: str) -> None:
        self._say(sentence, "muted")

    def show_stopped(self) -> None:
        """The gathering was cancelled; a button begins it again."""
        self._say(self.tr("Stopped. The examples are not gathered."), "caution")
        self.again.show()

    def drop(self, paths: list[Path]) -> None:
        self.sources.drop(paths)

    def gather(self) -> None:
        """Begin to gather what the sources hold now."""
        self.gathered, self._remarks = None, ()
        self.again.hide()
        self._show_gathered()
        self.regathered.emit()
        if not self._has_sources():
            self._desk.cancel()
            self.changed.emit()
            return
        known = self.tr("What “%1” has learned so far comes along.")
        self._say(known.replace("%1", plain(self.model)) if self.model else "", "muted")
        self._desk.gather(self.wanted, self.model, self._on_gathered)
        self.changed.emit()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.choice, 2, Qt.AlignmentFlag.AlignTop)
        above.addWidget(self.name, 3)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.summary)
        column.addWidget(self.genres, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        self.splitter.setObjectName("airy")
        self.splitter.addWidget(self.sources)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([304, 696])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.remarks)
        below = QHBoxLayout()
        below.addWidget(self.message, 1)
        below.addWidget(self.again)
        layout.addLayout(below)

    def _on_start(self, start: Start) -> None:
        self._start = start
        with QSignalBlocker(self.choice):
            self.choice.clear()
            self.choice.addItem(self.tr("Teach a new model"), None)
            for name in start.models:
                text = self.tr("Teach “%1” more").replace("%1", plain(name))
                self.choice.addItem(text, name)
            asked = self.choice.findData(self._asked_model) if self._asked_model else 0
            self.choice.setCurrentIndex(max(asked, 0))
        self.name.set_taken(start.names)
        self.name.show_name(start.name)
        self.name.setVisible(self.model is None)
        self.sources.show_decisions(start.decisions)
        sources = Sources.of(self._asked) if self._asked else Sources(decisions=True)
        self.sources.show_sources(sources.with_decisions(sources.decisions and start.decisions > 0))
        if self._asked_model is not None and asked < 1:
            text = self.tr(
                "“%1” cannot be taught more here: what it learned from is not known in this "
                "library. A new model can learn from any of the sources below."
            )
            self._say(text.replace("%1", plain(self._asked_model)), "caution")
        self.gather()

    def _on_choice(self) -> None:
        self.name.setVisible(self.model is None)
        self.gather()

    def _on_sources(self) -> None:
        self.is_edited = True
        self.gather()

    def _on_edited(self) -> None:
        self.is_edited = True
        if self.gathered is not None and self.gathered.obstacle is None:
            self._say("", "muted")
        self._show_summary()
        self.regathered.emit()
        self.changed.emit()

    def _has_sources(self) -> bool:
        return self.wanted != Wanted() or self.model is not None

    def _read_crates(self, files: list[Path]) -> None:
        self._desk.read_crates(files, self._on_crates)

    def _on_crates(self, found: ReadCrates) -> None:
        self._unread = list(found.failures)
        if found.failures:
            path, reason = found.failures[0]
            self._say(reason, "bad")
            self._show_remarks()
        if len(found.crates) > len({crate.source for crate in found.crates}):
            dialog = PlaylistsDialog(found.crates, self)
            dialog.accepted.connect(lambda: self._take_crates(dialog.chosen()))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()
        elif found.crates:
            self._take_crates(list(found.crates))

    def _take_crates(self, crates: list[Crate]) -> None:
        self.sources.take(self.sources.sources.with_crates(crates))

    def _on_gathered(self, found: Found) -> None:
        gathered = found.gathered
        self.gathered, self._remarks = gathered, found.remarks
        self._show_gathered()
        if gathered.obstacle is not None:
            self._say(gathered.obstacle, "bad")
        self.changed.emit()

    def _show_gathered(self) -> None:
        if self._start is not None:
            counts = self.gathered.genres if self.gathered else ()
            self.genres.fill(counts, self._start.vocabulary)
        self._show_remarks()
        self._show_summary()

    def _show_remarks(self) -> None:
        self.remarks.fill([*unread_rows(self._unread), *self._remarks])

    def _show_summary(self) -> None:
        if self.gathered is None:
            text = self.tr("Genres")
            if not self._has_sources():
                self._say(
                    self.tr(
                        "Add folders, playlists or your decisions, or drop folders here. Ten "
                        "tracks by three artists are enough for a genre; more are better."
                    ),
                    "muted",
                )
        else:
            learned = self.genres.rows.learned()
            dropped = self.dropped
            examples = self.gathered.examples
            tracks = sum(not dropped.issuperset(each.genres) for each in examples)
            text = self.tr("%1 in %2")
            text = text.replace(
                "%1", counted(tracks, self.tr("1 track"), self.tr("{n} tracks"))
            ).replace("%2", counted(len(learned), self.tr("1 genre"), self.tr("{n} genres")))
            if not learned and self.gathered.genres:
                self._say(self.tr("Tick at least one genre to learn."), "caution")
        self.summary.setText(text)

    def _say(self, text: str, role: str) -> None:
        self.message.setProperty("role", role)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(plain(text, 2000))
        self.message.setVisible(bool(text))
