"""About: the version, and all that runs in Tagger with its licence."""

from __future__ import annotations

import importlib
import importlib.metadata
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tagger import __version__
from tagger.paths import Home
from tagger.ui.about.dialog import AboutDialog
from tagger.ui.main_window import MainWindow
from tagger.workflow.about import license_text, parts

from .conftest import OpenWindow


@pytest.fixture
def dialog(open_window: OpenWindow, qtbot: QtBot) -> AboutDialog:
    window: MainWindow = open_window()
    window.toolbar.about.trigger()
    (found,) = window.findChildren(AboutDialog)
    qtbot.waitUntil(lambda: bool(found.table.rows()), timeout=20_000)
    return found


def test_it_names_every_part_with_its_version_and_licence(dialog: AboutDialog) -> None:
    rows = {name.lower(): (version, told) for name, version, told in dialog.table.rows()}
    assert rows["tagger"] == (__version__, "GPL-3.0-or-later")
    needed = ("mutagen", "librosa", "onnxruntime", "numpy", "sqlite-utils", "pyside6")
    for name in needed:
        version, told = rows[name]
        assert version == importlib.metadata.version(name)
        assert told not in ("", "–")
    assert {"python", "sqlite", "ffmpeg"} <= set(rows)


def test_it_says_where_the_library_lies(open_window: OpenWindow, place: Home) -> None:
    window: MainWindow = open_window()
    window.toolbar.about.trigger()
    (dialog,) = window.findChildren(AboutDialog)
    assert dialog.place.text() == f"Your library and your models are in {place.data}"
    window.controller.home = replace(place, portable=True)
    portable = AboutDialog(window.controller, window)
    assert "beside the program" in portable.place.text()
    assert str(place.data) in portable.place.text()


def test_the_words_of_a_licence_are_shown_for_the_part_that_is_selected(
    dialog: AboutDialog, qtbot: QtBot
) -> None:
    text = dialog.text
    qtbot.waitUntil(lambda: "GNU GENERAL PUBLIC LICENSE" in text.toPlainText(), timeout=20_000)
    names = [name for name, _, _ in dialog.table.rows()]
    dialog.table.selectRow(names.index("numpy"))
    qtbot.waitUntil(lambda: "NumPy Developers" in text.toPlainText(), timeout=20_000)


def test_the_versions_can_be_copied(dialog: AboutDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == f"Tagger {__version__}"
    assert len(copied) == len(dialog.table.rows())


def test_each_part_is_listed_once_and_those_of_other_systems_are_not() -> None:
    names = [part.name.lower() for part in parts()]
    assert len(names) == len(set(names))
    # librosa needs it from Python 3.13 on.
    assert ("standard-aifc" in names) == _installed("standard-aifc")


def test_every_part_from_a_package_brings_the_words_of_its_licence_or_its_name() -> None:
    assert [part.name for part in parts() if not part.license and not license_text(part)] == []


def _installed(name: str) -> bool:
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


@pytest.fixture
def as_in_a_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of resources with the notices of two components, written as a bundle's are."""
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "packaging"))
    components = importlib.import_module("components")
    own_words = tmp_path / "COPYING"
    own_words.write_text("Copyright (c) 2020 Somebody\nDo with it what you like.\n")
    tagger = components.Component(
        "Tagger", __version__, "GPL-3.0-or-later", "pkg:generic/tagger"
    )  # fmt: skip
    found = [
        tagger,
        components.Component(
            "A library", "7.1", "MIT", "pkg:generic/a", "https://example.org/a-7.1",
            texts=(own_words,),
        ),
        components.Component("Left out", "1", "MIT", "pkg:generic/b", only_metadata=True),
    ]  # fmt: skip
    text, data = importlib.import_module("notices").write(tmp_path, found)
    assert "Do with it what you like." in text.read_text()
    monkeypatch.setattr("tagger.workflow.about.resources", lambda: data.parent)
    return data


def test_a_bundle_shows_the_notices_that_were_made_with_it(
    as_in_a_bundle: Path, dialog: AboutDialog, qtbot: QtBot
) -> None:
    assert dialog.table.rows() == [
        ("Tagger", __version__, "GPL-3.0-or-later"),
        ("A library", "7.1", "MIT"),
    ]
    text = dialog.text
    qtbot.waitUntil(lambda: "GNU GENERAL PUBLIC LICENSE" in text.toPlainText(), timeout=20_000)
    dialog.table.selectRow(1)
    qtbot.waitUntil(lambda: "what you like" in text.toPlainText(), timeout=20_000)
    shown = text.toPlainText().splitlines()
    assert shown[:2] == ["Copyright (c) 2020 Somebody", "Source: https://example.org/a-7.1"]


def test_damaged_notices_leave_what_is_installed_to_be_shown(
    as_in_a_bundle: Path, caplog: pytest.LogCaptureFixture
) -> None:
    as_in_a_bundle.write_text('{"parts": [{}]}')
    assert "mutagen" in [part.name for part in parts()]
    assert "cannot be read" in caplog.text


def test_a_long_licence_is_shown_whole_and_gives_way_to_the_next(
    dialog: AboutDialog, qtbot: QtBot
) -> None:
    # The words of the part that is selected at first would take the place of these.
    qtbot.waitUntil(lambda: bool(dialog.text.toPlainText()), timeout=20_000)
    long = "\n".join(f"line {number}" for number in range(40_000))
    dialog._put(long)
    assert len(dialog.text.toPlainText()) < len(long)
    qtbot.waitUntil(lambda: dialog.text.toPlainText() == long, timeout=20_000)
    dialog._put(long)
    dialog._put("short")
    qtbot.wait(20)
    assert dialog.text.toPlainText() == "short"
