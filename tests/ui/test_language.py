"""The window in German: chosen, complete, and with the numbers that belong to it."""

from __future__ import annotations

import importlib
import json
import re
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import soundfile
from mutagen.flac import FLAC
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QProgressBar,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tagger.paths import Home, bundled_models, find_home, resources
from tagger.settings import LANGUAGE, OPTIONS, PLACEHOLDERS, Settings
from tagger.ui import app, language, text, theme
from tagger.ui.review.shortcut_sheet import ShortcutSheet
from tagger.ui.settings.dialog import SettingsDialog
from tagger.wording import say
from tagger.workflow.filtering import Field
from tests.audio.encode import music

from . import scene as scenes
from .conftest import OpenWindow
from .models_page import teach_on
from .scene import OPENERS, Scene, opened, settle, wait

ROOT = Path(__file__).resolve().parents[2]
ROWS = 60
"""Rows of a table that are read."""


@pytest.fixture(autouse=True)
def _english_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    language.use(qapp, language.ENGLISH)
    QLocale.setDefault(QLocale.system())


class Base(QObject):
    def said(self) -> str:
        return self.tr("Settings")


class SettingsDialogHeir(SettingsDialog):
    """Has no texts of its own in the catalog."""


def heir_of(mixin: str) -> Base:
    """An object whose class gets its text from a class of this name, beside QObject."""
    return type("Anything", (type(mixin, (Base,), {}),), {})()


def test_texts_are_found_through_the_bases_of_a_class(qtbot: QtBot, qapp: QApplication):
    language.use(qapp, "de")
    dialog = SettingsDialogHeir(Settings(Path("none.json")))
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Einstellungen"
    assert heir_of("SettingsDialog").said() == "Einstellungen"
    assert heir_of("Nobody").said() == "Settings"


def test_numbers_follow_the_language(qapp: QApplication):
    language.use(qapp, "de")
    assert text.number(12403) == "12.403"
    assert text.percent(0.97) == "97\u202f%"
    assert text.decimal(0.8124, 3) == "0,812"
    assert text.time_left_text(9000) == "noch 2,5 h"
    assert say("{share:.1%} of {count:,}", share=0.5, count=1234) == "50,0% of 1.234"
    assert language.use(qapp, "en") == "en"
    assert text.number(12403) == "12,403"
    assert text.percent(0.97) == "97%"
    assert say("{count:,}", count=1234) == "1,234"


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["de-AT", "de", "de-Latn-AT"], "de"),
        (["fr-FR", "fr", "de-DE", "en-GB"], "de"),
        (["en-GB", "de-DE"], "en"),
        (["ja-JP", "C"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_of_the_system_that_there_is_is_taken(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, names: list[str], wanted: str
):
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _: names)
    assert language.use(qapp, "system") == wanted
    assert heir_of("SettingsDialog").said() == ("Einstellungen" if wanted == "de" else "Settings")


def test_the_window_starts_in_the_language_of_the_settings(
    place: Home, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
):
    place.ensure()
    Settings.load(place.settings).set(LANGUAGE, "de")
    seen: list[str] = []

    def look() -> None:
        for window in qapp.topLevelWidgets():
            if isinstance(window, app.MainWindow) and window.isVisible():
                seen.append(window.toolbar.add_folder.text())
                window.close()
                timer.stop()

    timer = QTimer(interval=20)
    timer.timeout.connect(look)
    timer.start()
    assert app.run(place) == 0
    assert seen == ["Musik hinzufügen"]


def test_qt_speaks_german_too(qtbot: QtBot, qapp: QApplication):
    language.use(qapp, "de")
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    assert box.button(QMessageBox.StandardButton.Cancel).text() == "Abbrechen"


def test_the_setting_says_when_it_is_used(open_window: OpenWindow, qtbot: QtBot):
    dialog = SettingsDialog(Settings(Path("none.json")))
    qtbot.addWidget(dialog)
    field = dialog.fields[LANGUAGE.name]
    assert isinstance(field, QComboBox)
    assert [field.itemText(place) for place in range(3)] == ["As the system", "English", "Deutsch"]
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("from the next start on" in label for label in labels)


# What follows walks over every text of the window and its dialogs.


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


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "packaging"))
        return importlib.import_module("translations")


@pytest.fixture(scope="module")
def german(translations: ModuleType) -> German:
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
    return German(translations, names | set(_strings(content)))


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


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Scene]:
    if not (bundled_models() / "genre.onnx").is_file():
        pytest.skip("the bundled model is not there")
    folder = tmp_path_factory.mktemp("music")
    for number in range(3):
        path = folder / f"{number}.flac"
        with path.open("wb") as stream:
            sound = music(3.0, 22050, seed=zlib.crc32(b"%d" % number))[0]
            soundfile.write(stream, sound, 22050, format="FLAC")
        file = FLAC(path)
        file["title"], file["artist"], file["album"] = f"Song {number}", "Somebody", "Album"
        file["genre"], file["date"] = "Klassik", "1965"
        file.save()
    place = find_home(tmp_path_factory.mktemp("person") / "home")
    app.prepare(qapp)
    theme.apply("light")
    scenes.prepare(place, folder)
    teach_on(place, bundled_models() / "genre.onnx")("Dances")
    language.use(qapp, "de")
    scene = Scene(scenes.open_over(place), place, ("Dances",))
    yield scene
    scenes.close(scene.window)


@pytest.fixture
def in_german(scene: Scene, qapp: QApplication) -> Scene:
    language.use(qapp, "de")
    return scene


def check(german: German, top: QWidget) -> None:
    said = words_of(top)
    unknown = sorted(each for each in said if not german.knows(each))
    english = [each for each in unknown if german.is_english(each)]
    assert not english, "\n".join(["left in English:", *english])
    assert not unknown, "\n".join(["neither a translation nor data:", *unknown])


@pytest.mark.leaves_threads
@pytest.mark.parametrize("kind", OPENERS, ids=lambda kind: kind.__name__)
def test_no_dialog_says_anything_in_english_or_cuts_a_button_off(
    in_german: Scene, german: German, kind: type[QDialog]
):
    with opened(in_german, kind) as dialog:
        if isinstance(dialog, ShortcutSheet):
            assert "Tastenkürzel" in words_of(dialog)
        check(german, dialog)
        assert cut_off(dialog) == []


@pytest.mark.leaves_threads
def test_the_window_says_nothing_in_english(in_german: Scene, german: German):
    window = in_german.window
    check(german, window)
    window.table.selectRow(0)
    settle()
    check(german, window)
    window.table.selectAll()
    settle()
    check(german, window)
    for action in (window.toolbar.at_least, window.toolbar.map, window.toolbar.statistics):
        action.trigger()
        settle()
        wait(lambda: not window.controller.runner.busy)
        settle()
        check(german, window)


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


@pytest.mark.leaves_threads
def test_no_button_of_the_small_window_is_cut_off(in_german: Scene):
    window = in_german.window
    window.resize(1024, 700)
    for select in (lambda: window.table.selectRow(0), window.table.selectAll):
        select()
        settle()
        assert cut_off(window) == []


def test_the_walk_finds_what_is_left_in_english(qtbot: QtBot, german: German):
    label = QLabel("Accept the suggestion for the selected tracks")
    qtbot.addWidget(label)
    with pytest.raises(AssertionError, match="left in English"):
        check(german, label)
    label.setText("Den Vorschlag für die gewählten Titel übernehmen (Eingabe)")
    check(german, label)
    label.setText("Something that nobody ever marked")
    with pytest.raises(AssertionError, match="neither a translation nor data"):
        check(german, label)
