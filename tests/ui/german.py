"""Reads every text of a window, and tells German from data and from what was left in English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QTabWidget,
    QToolButton,
    QWidget,
)

from tagger.paths import resources
from tagger.settings import OPTIONS, PLACEHOLDERS
from tagger.ui import text
from tagger.workflow.filtering import Field

ROWS = 60
"""Rows of a table that are read."""


def cut_off(top: QWidget) -> list[str]:
    """The buttons whose words have not the room that they need."""
    found = []
    for button in top.findChildren(QAbstractButton):
        seen = button.visibleRegion().boundingRect()
        if button.window() is not top or seen.isEmpty() or not button.text():
            continue
        icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
        if isinstance(button, QToolButton) and button.toolButtonStyle() == icon_only:
            continue
        needed = button.fontMetrics().horizontalAdvance(_without_mnemonic(button.text()))
        if seen.width() < button.width() or button.width() < needed:
            found.append(button.text())
    return found


def words_of(top: QWidget) -> set[str]:
    """Everything that a window and what is in it say, on the screen or to a screen reader."""
    found: set[str] = set()
    for widget in (top, *top.findChildren(QWidget)):
        if widget is not top and widget.isWindow() and not isinstance(widget, QMenu):
            continue
        found |= {
            widget.toolTip(),
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.windowTitle(),
            widget.statusTip(),
        }
        match widget:
            case QAbstractButton():
                found.add(_without_mnemonic(widget.text()))
            case QLabel():
                said = widget.text()
                found.add(_without_mnemonic(said) if widget.buddy() else said)
            case QLineEdit():
                found.add(widget.placeholderText())
            case QGroupBox() | QMenu():
                found.add(_without_mnemonic(widget.title()))
            case QProgressBar():
                found.add(widget.text())
            case QComboBox():
                found |= {widget.itemText(place) for place in range(widget.count())}
                found.add(widget.placeholderText())
            case QTabWidget():
                found |= {
                    _without_mnemonic(widget.tabText(place)) for place in range(widget.count())
                }
            case QAbstractItemView():
                found |= set(_cells(widget.model()))
    for action in top.findChildren(QAction):
        if not isinstance(action.parent(), QWidget):
            continue  # pyqtgraph's own, which the map never shows
        found |= {_without_mnemonic(action.text()), action.toolTip(), action.statusTip()}
    return {plain.strip() for plain in map(_without_markup, found) if plain.strip()}


def _cells(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    top = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(top), ROWS)):
            for role in (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.AccessibleTextRole,
            ):
                value = model.index(row, column).data(role)
                if isinstance(value, str):
                    yield value


def _without_markup(said: str) -> str:
    said = re.sub(r"</(td|tr|p|qt|table|b)>|<br/?>", "\n", said)
    said = re.sub(r"<[a-z/][^>]*>", "", said)
    for escaped, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        said = said.replace(escaped, character)
    return said


def _without_mnemonic(said: str) -> str:
    return re.sub(r"&(\w)", r"\1", said)


class German:
    """Knows what is German, what is data, and what was left in English."""

    def __init__(self, translations: ModuleType, data: set[str]) -> None:
        self._exact = {_core(word) for word in (*data, *QTS)}
        german: set[str] = set()
        sources: set[str] = set()
        for catalog in translations.CATALOGS:
            for key, entry in translations.read(catalog.file("de")).items():
                german.add(_without_mnemonic(_without_markup(entry.translation)))
                sources.add(_without_mnemonic(_without_markup(key.source)))
        lines = {part for said in german for part in (said, *said.split("\n"))}
        # A place may hold nothing but marks.
        self._exact |= {_core(form) for line in lines for form in (line, _PLACES.sub("", line))}
        # The longest first: it leaves the least to what stands in its places.
        templates = sorted((line for line in lines if _letters(line)), key=len, reverse=True)
        self._patterns = [_pattern(line) for line in templates if _PLACES.search(line)]
        self._english = [_pattern(source) for source in sources - german if _letters(source)]
        self.knows = cache(self._knows)

    def _knows(self, said: str) -> bool:
        for place, form in ((2, r"(.*) \((\S+)\)"), (1, r"(\S+): (.*)")):
            found = re.fullmatch(form, said.strip(), re.DOTALL)
            if found is not None and KEYS.fullmatch(found[place]) and self.knows(found[3 - place]):
                return True
        if KEYS.fullmatch(said):
            return True
        said = _core(said)
        if not _letters(said) or said in self._exact or DATA.fullmatch(said):
            return True
        for pattern in (SCORE, *self._patterns):
            found = pattern.fullmatch(said)
            if found is not None and all(self.knows(part) for part in found.groups()):
                return True
        for between in BETWEEN.finditer(said):
            if self.knows(said[: between.start()]) and self.knows(said[between.end() :]):
                return True
        # Two sentences in a row.
        for end in re.finditer(r"[.?!…] ", said):
            if self.knows(said[: end.end()]) and self.knows(said[end.end() :]):
                return True
        return False

    def is_english(self, said: str) -> bool:
        said = _core(said)
        return any(pattern.fullmatch(said) for pattern in self._english)


_PLACES = re.compile(r"%\d|\{[^{}]*\}")


def _core(said: str) -> str:
    """Without what stands around a text when it is part of another."""
    return said.strip(" .,;:()„“…–—·|→•\u202f\u00a0").casefold()


def _pattern(said: str) -> re.Pattern[str]:
    parts = _PLACES.split(_core(said))
    return re.compile("(.*)".join(re.escape(part) for part in parts), re.DOTALL)


def _letters(said: str) -> bool:
    """Whether there are words, apart from places for values."""
    return re.search(r"[^\W\d_]{2}", re.sub(r"\{[^{}]*\}", "", said)) is not None


SCORE = re.compile(r"(\D+) \d+\s?%")
BETWEEN = re.compile(r"\n|[·|→]| {2,}|[;,:] | – |[()+]")
QTS = {
    *("Abbrechen", "OK", "Schließen", "Ja", "Nein", "Löschen", "Leeren", "Öffnen", "Zurück"),
    *("Nach links scrollen", "Nach rechts scrollen"),
}
"""What Qt says by itself."""
KEYS = re.compile(
    r"""(?:(?:Strg|Umschalt|Alt)\+)*(?:\S|Strg|Umschalt|Alt|F\d+|Entf|Esc|Enter|Return|Eingabe
    |Leertaste|Rücktaste|Hoch|Herunter|Links|Rechts|Pos1|Ende|Klick)(?:\ /\ .*)?""",
    re.VERBOSE | re.IGNORECASE,
)
DATA = re.compile(
    r"""Song\ \d|Broken:\ Song\ \d|Somebody|Album|Dances|[0-9]\.flac|.*/.*|v?\d[\d.]*
    |Tagger.*|GPL\S*|\S+\.onnx|[\d,.]+\ (?:k?B|MB|GB|kHz|h|min|s)
    |miles\ blue|"kind\ of\ blue"\ -live|[a-z]+:\S+(?:\ (?:or\ )?[a-z]+:\S+)*""",
    re.VERBOSE | re.IGNORECASE,
)
"""Titles, paths, versions, units, and examples of the filter's language."""


def names_of_data() -> set[str]:
    """Words that are neither English nor German: genres, programs, values and fields."""
    content = json.loads((resources() / "genres.json").read_text(encoding="utf-8"))
    choices = {choice for option in OPTIONS for choice in option.choices}
    # A model's file names its own measures.
    shown = text.plain(", ".join(PLACEHOLDERS.default))
    names = {
        shown,
        "Klassik",
        "accuracy",
        "Deutsch",
        "English",
        *PLACEHOLDERS.default,
        *Field,
        *choices,
    }
    return names | set(_strings(content))


def _strings(content: object) -> Iterator[str]:
    match content:
        case str():
            yield content
        case list():
            for each in content:
                yield from _strings(each)
        case dict():
            yield from content
            for each in content.values():
                yield from _strings(each)
