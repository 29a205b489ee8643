"""The settings dialog: every option on one page, and the folders that are never written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox
from pytestqt.qtbot import QtBot

from tagger.settings import ACTIVE_MODEL, KEEP_MTIME, NEVER_WRITE, OPTIONS, Settings
from tagger.ui.settings.dialog import SettingsDialog


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
    shown = {option.name for option in OPTIONS} - {ACTIVE_MODEL.name, NEVER_WRITE.name}
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
