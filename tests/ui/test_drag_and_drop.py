"""Dragging music onto the window: what is taken, what is not, and what lies over it meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tagger.ui.main_window import MainWindow
from tagger.ui.settings.dialog import SettingsDialog

from .conftest import MakeMusic, OpenWindow
from .test_window import shown_titles, wait_idle

ACTION, BUTTON = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NOTHING_HELD = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """What is dropped is scanned and not listened to."""
    monkeypatch.setattr("tagger.ui.controller.Controller.analyse", lambda *_, **__: None)
    return open_window()


def urls(*addresses: Path | str) -> QMimeData:
    data = QMimeData()
    data.setUrls(
        [QUrl.fromLocalFile(str(a)) if isinstance(a, Path) else QUrl(a) for a in addresses]
    )
    return data


def enter(window: MainWindow, data: QMimeData) -> bool:
    event = QDragEnterEvent(QPoint(400, 300), ACTION, data, BUTTON, NOTHING_HELD)
    event.ignore()
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def drop(window: MainWindow, data: QMimeData) -> bool:
    event = QDropEvent(QPointF(400, 300), ACTION, data, BUTTON, NOTHING_HELD)
    event.ignore()
    QApplication.sendEvent(window, event)
    return event.isAccepted()


def is_covered(window: MainWindow) -> bool:
    return window.adding.overlay.isVisible()


def test_a_folder_covers_the_window_and_becomes_rows(
    window: MainWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    data = urls(make_music(2))
    assert not is_covered(window)
    assert enter(window, data) and is_covered(window)
    area = window.adding.overlay.geometry()
    assert window.rect().contains(area) and area.width() > 0.9 * window.width()
    assert drop(window, data) and not is_covered(window)
    qtbot.waitUntil(lambda: shown_titles(window) == ["Song 0", "Song 1"], timeout=20_000)
    wait_idle(window, qtbot)


def test_single_files_are_taken_and_no_others_of_their_folder(
    window: MainWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    folder = make_music(3)
    data = urls(folder / "0.flac", folder / "2.flac")
    assert enter(window, data) and drop(window, data)
    qtbot.waitUntil(lambda: shown_titles(window) == ["Song 0", "Song 2"], timeout=20_000)
    wait_idle(window, qtbot)


def test_of_a_mixture_the_music_is_taken(
    window: MainWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    folder = make_music(1)
    (folder / "notes.txt").write_text("no music")
    data = urls(folder / "notes.txt", folder, "https://example.org/a.mp3", folder / "0.flac")
    assert enter(window, data) and drop(window, data)
    wait_idle(window, qtbot)
    qtbot.waitUntil(lambda: shown_titles(window) == ["Song 0"], timeout=20_000)
    assert window.controller.problems == {}


@pytest.mark.parametrize(
    "address", ["https://example.org/song.mp3", "mailto:a@example.org", "data:audio/mp3;base64,A"]
)
def test_an_address_that_is_no_file_is_not_taken(window: MainWindow, address: str) -> None:
    assert not enter(window, urls(address)) and not is_covered(window)
    assert not drop(window, urls(address))
    assert not window.controller.runner.busy


def test_text_pictures_and_nothing_are_not_taken(window: MainWindow) -> None:
    text, picture = QMimeData(), QMimeData()
    text.setText("/music/song.mp3")
    picture.setData("image/png", b"\x89PNG")
    for data in (text, picture, QMimeData()):
        assert not enter(window, data) and not is_covered(window)


def test_leaving_uncovers_the_window(window: MainWindow, make_music: MakeMusic) -> None:
    assert enter(window, urls(make_music(1))) and is_covered(window)
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not is_covered(window)


def test_the_cover_follows_the_windows_size(window: MainWindow, make_music: MakeMusic) -> None:
    assert enter(window, urls(make_music(1)))
    window.resize(window.width() - 20, window.height() + 40)
    assert window.adding.overlay.height() == window.height() - 32
    QApplication.sendEvent(window, QDragLeaveEvent())


def test_while_a_dialog_is_open_nothing_is_taken(
    window: MainWindow, make_music: MakeMusic, qtbot: QtBot
) -> None:
    window.toolbar.settings.trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    data = urls(make_music(1))
    assert not enter(window, data) and not is_covered(window)
    assert not drop(window, data)
    assert not window.controller.runner.busy
    dialog.reject()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert enter(window, data) and is_covered(window)
