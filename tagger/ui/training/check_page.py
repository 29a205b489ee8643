"""Step 2: what is worth a second look before anything is learned, and the person's answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from tagger.genres.vocabulary import fold
from tagger.ui.labels import PlainLabel
from tagger.ui.library.empty import Message
from tagger.ui.player.bar import Playable
from tagger.ui.player.player import Player
from tagger.ui.review.genre_dialog import GenreDialog
from tagger.ui.text import genres_text, number, path_text, plain
from tagger.ui.training.answer_buttons import AnswerButtons
from tagger.ui.training.answer_table import AnswerRow, AnswerTable
from tagger.ui.training.check_text import caption_of, headline, hint_on, name_of, nothing_text
from tagger.ui.training.finding_tracks import FindingTracks
from tagger.ui.training.findings import (
    Finding,
    Group,
    alone,
    answer_text,
    status_of,
    title_of,
    track_of,
)
from tagger.ui.training.fold import Remarks
from tagger.ui.training.ledger import Answer, Answers, Give, Join, Keep, LeaveOut, Ledger, Subject
from tagger.ui.training.train_desk import Checked
from tagger.workflow.material import Material


class CheckPage(QWidget):
    """Four groups of findings; the tracks of the one that is looked at stand below it."""

    answered = Signal()

    def __init__(self, ledger: Ledger, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._names: Sequence[str] = ()
        self.material: Material | None = None
        self._found: dict[Group, list[Finding]] = {group: [] for group in Group}
        self._answers: dict[Group, list[str]] = {group: [] for group in Group}
        self.headline = PlainLabel()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Kinds of findings"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _ in Group:
            self.tabs.addTab("")
        self.hint = PlainLabel(role="muted")
        self.table = AnswerTable(self._heads())
        self.table.setAccessibleName(self.tr("Findings"))
        self.table.set_widths(224, 120, 328, 168)
        self.below = FindingTracks(player)
        self.tracks = self.below.table
        self.player_bar = self.below.player_bar
        self.nothing = Message()
        self.remarks = Remarks()
        self.buttons = AnswerButtons()
        self._lay_out()
        self._connect()

    def show_checked(self, checked: Checked, names: Sequence[str]) -> None:
        """`names` are genres to complete."""
        material = checked.material
        self.material = material
        self._names = names
        self._found = checked.findings
        self._read_answers()
        self.remarks.fill(
            [
                (self.tr("Could not be heard"), path_text(path), plain(reason, 1000))
                for path, reason in material.failures
            ]
        )
        first = next((group for group in Group if self._found[group]), Group.COPIES)
        self.tabs.setCurrentIndex(first)
        self._show_group()

    def _heads(self) -> list[str]:
        return [
            self.tr("What"),
            self.tr("Now"),
            self.tr("Why"),
            self.tr("Suggestion"),
            self.tr("Answer"),
        ]

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setObjectName("airy")
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.below)
        self.splitter.setSizes([300, 200])
        full = QWidget()
        inside = QVBoxLayout(full)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self.hint)
        inside.addWidget(self.splitter, 1)
        inside.addWidget(self.buttons)
        self.pages = QStackedWidget()
        self.pages.addWidget(full)
        self.pages.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.headline)
        layout.addWidget(self.tabs)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.remarks)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(lambda _: self._show_group())
        self.table.looked_at.connect(self._show_tracks)
        self.tracks.looked_at.connect(self._show_track)
        for table in (self.table, self.tracks):
            table.play_asked.connect(self.player_bar.toggle)
        for asking in (self.table, self.tracks, self.buttons):
            asking.take_asked.connect(self._take)
            asking.out_asked.connect(self._leave_out)
            asking.other_asked.connect(self._ask_other)
            asking.keep_asked.connect(self._keep)
            asking.back_asked.connect(self._take_back)
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.activated.connect(self._undo)

    @property
    def _group(self) -> Group:
        return Group(max(self.tabs.currentIndex(), 0))

    def _show_group(self) -> None:
        found = self._found[self._group]
        self.hint.setText(hint_on(self._group))
        self.nothing.label.setText(nothing_text(self._group))
        self.pages.setCurrentIndex(0 if found else 1)
        self.table.fill(self._finding_rows())
        self.tracks.fill([])
        self._show_counts()
        self.table.look_at(0)
        self._enable()

    def _finding_rows(self) -> list[AnswerRow]:
        found, answers = self._found[self._group], self._answers[self._group]
        return [
            AnswerRow((f.what, f.now, f.why, f.suggestion, answer))
            for f, answer in zip(found, answers, strict=True)
        ]

    def _track_rows(self) -> list[AnswerRow]:
        assert self.material is not None
        rows: list[AnswerRow] = []
        for row in self._shown_tracks():
            each = self.material.examples[row]
            answer = answer_text(self._ledger.get(each.identity))
            genres = genres_text(each.genres)
            rows.append(AnswerRow((title_of(each), plain(each.artist), genres, answer)))
        return rows

    def _shown_tracks(self) -> tuple[int, ...]:
        chosen = self._chosen()
        return chosen[0].rows if len(chosen) == 1 else ()

    def _chosen(self) -> list[Finding]:
        found = self._found[self._group]
        return [found[row] for row in self.table.selected_rows() if row < len(found)]

    def _chosen_tracks(self) -> list[int]:
        """Rows of the examples that are selected in the lower table, where the focus is there."""
        if not self.tracks.hasFocus():
            return []
        shown = self._shown_tracks()
        return [shown[row] for row in self.tracks.selected_rows() if row < len(shown)]

    def _show_tracks(self) -> None:
        if self.material is None:
            return
        self.tracks.fill(self._track_rows())
        self.below.caption.setText(caption_of(self._group))
        self._show_track()

    def _show_track(self) -> None:
        """The player is for the track that is selected below, else for the finding's first."""
        shown, chosen = self._shown_tracks(), self.tracks.selected_rows()
        places = [row for row in chosen if row < len(shown)] or ([0] if shown else [])
        track = None
        if places and self.material is not None:
            each = self.material.examples[shown[places[0]]]
            track = Playable(each.path, title_of(each))
        self.below.show_playable(track)
        self._enable()

    def _show_counts(self) -> None:
        open_count = 0
        for group, answers in self._answers.items():
            left = answers.count("")
            open_count += left
            name = name_of(group)
            self.tabs.setTabText(group, f"{name} {number(left)}" if left else f"{name} ✓")
        self.headline.setText(headline(sum(map(len, self._found.values())), open_count))

    def _enable(self) -> None:
        self.buttons.show_for(self._group, len(self._chosen()), len(self._chosen_tracks()))

    def _take(self) -> None:
        if (tracks := self._chosen_tracks()) and self.material is not None:
            finding, examples = self._chosen()[0], self.material.examples
            self._answer([alone(finding, row, examples) for row in tracks], self.tracks)
        else:
            self._answer([{f.key: None, **f.fix} for f in self._chosen()], self.table)

    def _leave_out(self) -> None:
        if tracks := self._chosen_tracks():
            self._answer_tracks(tracks, LeaveOut())
        else:
            self._answer([{f.key: None, **f.out} for f in self._chosen() if f.out], self.table)

    def _keep(self) -> None:
        if tracks := self._chosen_tracks():
            self._answer_tracks(tracks, Keep())
        else:
            self._answer([finding.keep() for finding in self._chosen()], self.table)

    def _take_back(self) -> None:
        if tracks := self._chosen_tracks():
            self._answer_tracks(tracks, None)
        else:
            self._answer([finding.everything for finding in self._chosen()], self.table)

    def _answer_tracks(self, rows: Sequence[int], answer: Answer | None) -> None:
        assert self.material is not None
        identities = [self.material.examples[row].identity for row in rows]
        self._answer([{identity: answer} for identity in identities], self.tracks)

    def _answer(self, answers: Sequence[Answers], table: AnswerTable) -> None:
        together: dict[Subject, Answer | None] = {}
        for each in answers:
            together |= each
        if together:
            self._ledger.answer(together)
            self._refresh()
            table.move_on()

    def _undo(self) -> None:
        self._ledger.undo()
        self._refresh()

    def _read_answers(self) -> None:
        self._answers = {
            group: [status_of(finding, self._ledger) for finding in found]
            for group, found in self._found.items()
        }

    def _refresh(self) -> None:
        self._read_answers()
        self.table.fill(self._finding_rows(), keep=True)
        if self.material is not None:
            self.tracks.fill(self._track_rows(), keep=True)
        self._show_counts()
        self.answered.emit()

    def _ask_other(self) -> None:
        chosen, tracks = self._chosen(), self._chosen_tracks()
        if self.material is None or not chosen:
            return
        examples, group = self.material.examples, self._group
        if tracks:
            ids = [examples[row].identity for row in tracks]
            self._ask_genres(track_of(examples[tracks[0]]), ids, self.tracks)
        elif group is Group.OVERLAPS:
            small, large = chosen[0].genres
            self._answer([{chosen[0].key: None, large: Join(small), small: None}], self.table)
        elif group is Group.THIN:
            self._ask_join(chosen)
        else:
            subjects = [subject for finding in chosen for subject in finding.subjects]
            self._ask_genres(chosen[0].what, subjects, self.table)

    def _ask_genres(self, what: str, subjects: Sequence[Subject], table: AnswerTable) -> None:
        def taken(genres: tuple[str, ...]) -> None:
            self._answer([dict.fromkeys(subjects, Give(genres))], table)

        self._ask(what, len(subjects), taken)

    def _ask_join(self, chosen: Sequence[Finding]) -> None:
        def taken(genres: tuple[str, ...]) -> None:
            into = self._spelled(genres[0])
            names = [genre for finding in chosen for genre in finding.genres if genre != into]
            self._answer([{name: Join(into) for name in names}], self.table)

        self._ask(chosen[0].what, len(chosen), taken)

    def _ask(self, what: str, count: int, taken: Callable[[tuple[str, ...]], None]) -> None:
        more = self.tr("%1 and %2 more").replace("%2", number(count - 1))
        text = more.replace("%1", what) if count > 1 else what
        dialog = GenreDialog(self._names, text, parent=self)
        dialog.accepted.connect(lambda: taken(dialog.genres()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _spelled(self, name: str) -> str:
        """A genre that is known, in its own spelling."""
        return next((known for known in self._names if fold(known) == fold(name)), name)
