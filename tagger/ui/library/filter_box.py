"""The filter box: its help, what it offers to complete, and a quiet mark at what it cannot read."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QToolTip, QWidget

from tagger.ui import icons
from tagger.ui.jobs import Background
from tagger.ui.library.lines import Line
from tagger.ui.library.track_model import TrackModel
from tagger.ui.review.shortcuts import Key, with_key
from tagger.ui.text import plain, tooltip
from tagger.workflow.completing import MOST_VALUES, Values, complete
from tagger.workflow.filtering import Field, Misread, Reason, parse

_LONGEST_VALUE = 80
_MOST_TOLD = 3
_POPUP_WIDTH = 280


class FilterBox(QLineEdit):
    """A line for the filter's language (`tagger.workflow.filtering`)."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Filter by title, artist, album, genre, path"))
        self.setAccessibleName(self.tr("Filter"))
        self.setToolTip(self._help())
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)
        self.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._mark = self.addAction(
            icons.icon("unsure", "caution"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._mark.setVisible(False)
        self._mark.triggered.connect(self._tell_misread)
        self._values = Values()
        self._options = QStringListModel(self)
        self._completer = QCompleter(self._options, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(10)
        self.popup = QListView()
        self.popup.setAccessibleName(self.tr("What may be meant"))
        self._completer.setPopup(self.popup)
        # Not `setCompleter`, which would replace all that was typed.
        self._completer.setWidget(self)
        self.popup.clicked.connect(lambda index: self._take(index.data()))
        self._values_of = _ValuesOf(self)
        self.textChanged.connect(self._show_misread)
        self.textEdited.connect(lambda _: self._offer())

    def complete_from(self, rows: TrackModel, background: Background) -> None:
        """Offer the values of this library; they are gathered on the background's thread."""
        self._values_of.watch(rows, background)

    def set_values(self, values: Values) -> None:
        self._values = values
        if self.popup.isVisible():
            self._offer()

    @property
    def misread(self) -> str:
        """Sentences on what was not understood; empty if everything was."""
        return self._mark.toolTip() if self._mark.isVisible() else ""

    def event(self, event: QEvent) -> bool:
        # Tab would leave the box before it came to `keyPressEvent`.
        is_tab = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if is_tab and event.type() == QEvent.Type.KeyPress and self._take_current(first=True):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._take_current():
            event.accept()
        elif key == Qt.Key.Key_Down and not self.popup.isVisible():
            self._offer(asked=True)
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self._values_of.refresh()

    def _offer(self, *, asked: bool = False) -> None:
        """Show what may be completed at the cursor."""
        found = complete(self.text(), self.cursorPosition(), self._values, asked=asked)
        if not found.options or not self.hasFocus():
            self.popup.hide()
            return
        if list(found.options) != self._options.stringList():
            self._options.setStringList(found.options)
        area = self.rect()
        area.setWidth(max(area.width(), _POPUP_WIDTH))
        self._completer.complete(area)
        # The list takes its first row for the current one; Enter would take what nobody picked.
        self.popup.setCurrentIndex(QModelIndex())

    def _take_current(self, *, first: bool = False) -> bool:
        if not self.popup.isVisible():
            return False
        index = self.popup.currentIndex()
        if not index.isValid() and first:
            index = self.popup.model().index(0, 0)
        if not index.isValid():
            return False
        self._take(index.data())
        return True

    def _take(self, option: str) -> None:
        self.popup.hide()
        found = complete(self.text(), self.cursorPosition(), self._values, asked=True)
        text, cursor = found.applied(self.text(), option)
        # Not `setText`, after which Ctrl+Z would bring nothing back.
        self.selectAll()
        self.insert(text)
        self.setCursorPosition(cursor)
        if option.endswith(":"):
            self._offer()

    def _show_misread(self, text: str) -> None:
        misread = parse(text).misread
        sentences = " ".join(self._sentence(each) for each in misread[:_MOST_TOLD])
        self._mark.setToolTip(
            tooltip(sentences).replace("\n", "<br>" if "<" in sentences else "\n")
        )
        self._mark.setVisible(bool(misread))
        self.setAccessibleDescription(sentences)

    def _tell_misread(self) -> None:
        corner = self.rect().bottomRight()
        QToolTip.showText(self.mapToGlobal(corner), self._mark.toolTip(), self)

    def _sentence(self, misread: Misread) -> str:
        match misread.reason:
            case Reason.NO_FIELD:
                text = self.tr("“%1” names no field, so it is looked for as text.")
            case Reason.NO_VALUE:
                text = self.tr("Nothing stands right behind “%1”, so it is left out.")
            case Reason.NOT_UNDERSTOOD:
                text = self.tr("“%1” is not understood, so it is left out.")
        return text.replace("%1", plain(misread.text, _LONGEST_VALUE))

    def _help(self) -> str:
        examples = (
            ("miles blue", self.tr("both words, anywhere")),
            ('"kind of blue" -live', self.tr("this phrase, and not “live”")),
            ("artist:miles or artist:coltrane", self.tr("one of the two")),
            ("genre:jazz suggested:rock", self.tr("Jazz in the file, Rock suggested")),
            ("genre:=jazz", self.tr("this genre, and not Acid Jazz")),
            ('genre:""', self.tr("no genre in the file")),
            ("year:1950..1965", self.tr("also 1950.. and ..1965 and >1950")),
            ("sure:>90", self.tr("percent; also 80..90")),
            ("state:unsure format:mp3", self.tr("where it stands, and what it is")),
            ("file:*.flac", self.tr("the file's name")),
        )
        rows = "".join(
            f"<tr><td style='padding-right:12px'><b>{html.escape(typed)}</b></td>"
            f"<td>{html.escape(meaning)}</td></tr>"
            for typed, meaning in examples
        )
        names = self.tr("Fields: %1").replace("%1", ", ".join(field.value for field in Field))
        keys = self.tr("Down offers fields, Enter goes to the tracks, Esc clears")
        head = with_key(self.tr("What to look for"), Key.FILTER)
        below = "".join(f"<p>{html.escape(text)}</p>" for text in (names, keys))
        return f"<qt><p>{html.escape(head)}</p><table>{rows}</table>{below}</qt>"


class _ValuesOf(QObject):
    """Gathers a library's values when they are wanted and are out of date."""

    def __init__(self, box: FilterBox) -> None:
        super().__init__(box)
        self._box = box
        self._rows: TrackModel | None = None
        self._background: Background | None = None
        self._is_old = True

    def watch(self, rows: TrackModel, background: Background) -> None:
        self._rows, self._background = rows, background
        rows.counted.connect(self._grow_old)

    def refresh(self) -> None:
        if self._rows is None or self._background is None or not self._is_old:
            return
        self._is_old = False
        lines = list(self._rows.library.lines.values())
        self._background.submit(
            lambda: gather(lines),
            self._box.set_values,
            doing=self.tr("Gathering names for the filter"),
        )

    def _grow_old(self) -> None:
        self._is_old = True


def gather(lines: Iterable[Line]) -> Values:
    """What these lines hold, commonest first and not too much of it. Safe on any thread."""
    genres: Counter[str] = Counter()
    suggested: Counter[str] = Counter()
    artists: Counter[str] = Counter()
    formats: Counter[str] = Counter()
    for line in lines:
        track = line.row.track
        genres.update(track.tags.genres)
        suggested.update(line.names)
        artists[line.artist] += 1
        formats[track.format] += 1
    return Values(*map(_commonest, (genres, suggested, artists, formats)))


def _commonest(counted: Counter[str]) -> tuple[str, ...]:
    ordered = sorted(counted, key=lambda name: (-counted[name], name.casefold()))
    found: dict[str, str] = {}
    for name in ordered:
        if name and len(name) <= _LONGEST_VALUE:
            found.setdefault(name.casefold(), plain(name))
    return tuple(found.values())[:MOST_VALUES]
