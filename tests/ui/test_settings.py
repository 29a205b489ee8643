"""The settings dialog: every option on one page, and the folders that are never written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tagger.settings import (
    ACTIVE_MODEL,
    KEEP_MTIME,
    NEVER_WRITE,
    OPTIONS,
    PLACEHOLDERS,
    PROFILE,
    PROFILE_JOINT,
    UNDO_MTIME,
    UNUSED_GENRES,
    WORKERS,
    Option,
    Settings,
)
from tagger.ui.settings.dialog import SettingsDialog
from tagger.workflow.settings_file import import_settings

from .conftest import OpenWindow

W = TypeVar("W", bound=QWidget)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.load(tmp_path / "settings.json")


def opened(settings: Settings, qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def save(dialog: SettingsDialog) -> None:
    dialog.findChildren(QDialogButtonBox)[0].accepted.emit()


def test_every_option_has_a_field_with_a_name_of_its_own(settings: Settings, qtbot: QtBot):
    dialog = opened(settings, qtbot)
    named = {name: field.accessibleName() for name, field in dialog.fields.items()}
    shown = {option.name for option in OPTIONS} - {
        o.name for o in (ACTIVE_MODEL, NEVER_WRITE, UNUSED_GENRES)
    }
    assert set(named) == shown
    untitled = [name for name, title in named.items() if title == name]
    assert not untitled, "their options' internal names would be shown"


def test_a_folder_that_is_never_written_is_stored_once_and_can_be_removed(
    settings: Settings, qtbot: QtBot, tmp_path: Path
):
    masters = str(tmp_path / "Masters")
    dialog = opened(settings, qtbot)
    dialog.never_write.add(masters)
    dialog.never_write.add(masters)
    assert settings.get(NEVER_WRITE) == (), "nothing is stored before Save"
    save(dialog)
    assert settings.get(NEVER_WRITE) == (masters,)
    again = opened(settings, qtbot)
    assert not again.never_write.remove.isEnabled()
    again.never_write.list.setCurrentRow(0)
    again.never_write.remove.click()
    save(again)
    assert settings.get(NEVER_WRITE) == ()


def test_cancelling_stores_nothing(settings: Settings, qtbot: QtBot, tmp_path: Path):
    dialog = opened(settings, qtbot)
    field = dialog.fields[KEEP_MTIME.name]
    assert isinstance(field, QCheckBox)
    field.setChecked(True)
    dialog.never_write.add(str(tmp_path))
    dialog.reject()
    assert not settings.get(KEEP_MTIME)
    assert settings.get(NEVER_WRITE) == ()


def field_of(dialog: SettingsDialog, option: Option, kind: type[W]) -> W:
    field = dialog.fields[option.name]
    assert isinstance(field, kind)
    return field


def shown(dialog: SettingsDialog) -> set[str]:
    """The options that can be seen, on whichever page that is not hidden."""
    found = set()
    for page in range(dialog.tabs.count()):
        if dialog.tabs.isTabVisible(page):
            dialog.tabs.setCurrentIndex(page)
            found |= {name for name, field in dialog.fields.items() if field.isVisible()}
    return found


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("threads", {WORKERS.name}),
        ("MODIFICATION time servers", {KEEP_MTIME.name, UNDO_MTIME.name}),
        ("rekordbox", {PROFILE.name, PROFILE_JOINT.name}),
        ("undo_mtime", {UNDO_MTIME.name}),
        ("klezmer", set()),
    ],
)
def test_search_leaves_what_matches_in_name_sentence_or_choice(
    settings: Settings, qtbot: QtBot, typed: str, names: set[str]
):
    dialog = opened(settings, qtbot)
    everything = shown(dialog)
    assert everything == set(dialog.fields)
    dialog.search.setText(typed)
    assert shown(dialog) == names
    assert dialog.nothing.isVisible() == (not names)
    dialog.search.clear()
    assert shown(dialog) == everything and not dialog.nothing.isVisible()
    assert all(reset.isHidden() for reset in dialog.resets.values()), "all have their defaults"


def test_search_finds_the_folders_that_are_never_written(
    settings: Settings, qtbot: QtBot, tmp_path: Path
):
    dialog = opened(settings, qtbot)
    dialog.never_write.add(str(tmp_path / "Masters"))
    dialog.search.setText("masters")
    assert shown(dialog) == set()
    assert dialog.never_write.isVisible()


def test_control_f_leads_to_the_search(settings: Settings, qtbot: QtBot):
    dialog = opened(settings, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.tabs.setFocus()
    QTest.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert dialog.search.hasFocus()
    assert "Ctrl+F" in dialog.search.toolTip()


def test_one_option_is_reset_by_the_button_beside_it(settings: Settings, qtbot: QtBot):
    settings.set(WORKERS, 3)
    dialog = opened(settings, qtbot)
    reset = dialog.resets[WORKERS.name]
    assert {name for name, button in dialog.resets.items() if not button.isHidden()} == {
        WORKERS.name
    }
    assert reset.accessibleName() and reset.toolTip() == "Back to the default: 0"
    reset.click()
    assert reset.isHidden()
    assert settings.get(WORKERS) == 3, "nothing is stored before Save"
    field_of(dialog, WORKERS, QSpinBox).setValue(4)
    dialog.search.setText("theme")
    assert not reset.isVisible(), "it goes with its setting"
    dialog.search.clear()
    assert reset.isVisible()
    reset.click()
    save(dialog)
    assert settings.get(WORKERS) == WORKERS.default
    assert not settings.file.exists() or WORKERS.name not in settings.file.read_text()


def test_a_changed_field_offers_its_reset_and_a_list_comes_back_whole(
    settings: Settings, qtbot: QtBot
):
    dialog = opened(settings, qtbot)
    placeholders = field_of(dialog, PLACEHOLDERS, QLineEdit)
    placeholders.setText("Filler")
    reset = dialog.resets[PLACEHOLDERS.name]
    assert not reset.isHidden()
    reset.click()
    save(dialog)
    assert settings.get(PLACEHOLDERS) == PLACEHOLDERS.default


def test_resetting_all_asks_once_and_keeps_the_folders_that_are_never_written(
    settings: Settings, qtbot: QtBot, tmp_path: Path
):
    settings.set(WORKERS, 3)
    settings.set(KEEP_MTIME, True)
    settings.set(PROFILE, "plex")
    settings.set(NEVER_WRITE, (str(tmp_path),))
    dialog = opened(settings, qtbot)
    button(dialog, "Reset all…").click()
    (box,) = dialog.findChildren(QMessageBox)
    assert "never written stay" in box.informativeText()
    assert field_of(dialog, WORKERS, QSpinBox).value() == 3, "not before the answer"
    button(box, "Reset all").click()
    assert all(reset.isHidden() for reset in dialog.resets.values())
    assert settings.get(WORKERS) == 3, "nothing is stored before Save"
    save(dialog)
    assert settings.get(NEVER_WRITE) == (str(tmp_path),)
    assert list(json.loads(settings.file.read_text("utf-8"))) == [NEVER_WRITE.name]


def test_settings_are_exported_from_one_window_and_imported_in_another(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
):
    window = open_window()
    window.preferences.show_settings()
    (dialog,) = window.findChildren(SettingsDialog)
    field_of(dialog, WORKERS, QSpinBox).setValue(5)
    field_of(dialog, KEEP_MTIME, QCheckBox).setChecked(True)
    file = tmp_path / "carried.json"
    dialog.export_asked.emit(file, dialog.values())
    qtbot.waitUntil(lambda: "carried.json" in dialog.error.text(), timeout=10_000)
    dialog.reject()
    content = json.loads(file.read_text("utf-8"))
    assert (content["workers"], content["keep_mtime"]) == (5, True)
    assert "active_model" not in content
    content |= {"workers": 999, "flux": 1}
    file.write_text(json.dumps(content), "utf-8")
    qtbot.waitUntil(lambda: not window.findChildren(SettingsDialog))
    window.preferences.show_settings()
    (dialog,) = window.findChildren(SettingsDialog)
    dialog.import_asked.emit(file)
    qtbot.waitUntil(lambda: "Left out" in dialog.error.text(), timeout=10_000)
    assert "workers" in dialog.error.text() and "flux" in dialog.error.text()
    assert field_of(dialog, KEEP_MTIME, QCheckBox).isChecked()
    assert field_of(dialog, WORKERS, QSpinBox).value() == 0
    session = window.controller.session
    assert session is not None and not session.settings.get(KEEP_MTIME)
    save(dialog)
    assert session.settings.get(KEEP_MTIME)


def test_a_file_that_holds_no_settings_is_refused_with_a_sentence(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
):
    window = open_window()
    window.preferences.show_settings()
    (dialog,) = window.findChildren(SettingsDialog)
    file = tmp_path / "song.json"
    file.write_bytes(b"\x00\xff no JSON")
    dialog.import_asked.emit(file)
    qtbot.waitUntil(lambda: "holds no settings" in dialog.error.text(), timeout=10_000)


def test_an_import_takes_no_folder_from_those_that_are_never_written(
    settings: Settings, qtbot: QtBot, tmp_path: Path
):
    settings.set(NEVER_WRITE, ("/masters",))
    file = tmp_path / "carried.json"
    file.write_text(json.dumps({"never_write": ["/torrents"]}), "utf-8")
    dialog = opened(settings, qtbot)
    dialog.take_in(import_settings(file))
    save(dialog)
    assert settings.get(NEVER_WRITE) == ("/masters", "/torrents")


def button(parent: QWidget, text: str) -> QPushButton:
    (found,) = [b for b in parent.findChildren(QPushButton) if b.text().replace("&", "") == text]
    return found
