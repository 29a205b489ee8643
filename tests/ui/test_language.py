"""The window in German: chosen, complete, and with the numbers that belong to it."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import soundfile
from mutagen.flac import FLAC
from PySide6.QtCore import (
    QLocale,
    QObject,
    QTimer,
)
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tagger.paths import Home, bundled_models, find_home
from tagger.settings import LANGUAGE, Settings
from tagger.ui import app, language, text, theme
from tagger.ui.review.shortcut_sheet import ShortcutSheet
from tagger.ui.settings.dialog import SettingsDialog
from tagger.wording import say
from tests.audio.encode import music

from . import scene as scenes
from .conftest import OpenWindow
from .german import German, cut_off, names_of_data, words_of
from .models_page import teach_on
from .scene import OPENERS, Scene, opened, settle, wait

ROOT = Path(__file__).resolve().parents[2]


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
    assert say("{share:.1%} of {count:,}", share=0.5, count=1234) == "50,0\u202f% of 1.234"
    assert language.use(qapp, "en") == "en"
    assert text.number(12403) == "12,403"
    assert text.percent(0.97) == "97%"
    assert say("{share:.0%} of {count:,}", share=0.5, count=1234) == "50% of 1,234"


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


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "packaging"))
        return importlib.import_module("translations")


@pytest.fixture(scope="module")
def german(translations: ModuleType) -> German:
    return German(translations, names_of_data())


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
