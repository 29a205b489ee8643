"""The bar at the top of the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from .conftest import OpenWindow


@pytest.mark.parametrize("width", [720, 800, 900, 1280])
def test_the_toolbar_cuts_nothing_off(width: int, open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.toolbar.show_pending(128_456)
    window.resize(width, 600)
    qtbot.waitUntil(lambda: window.toolbar.width() == width)
    QApplication.processEvents()
    bar = window.toolbar
    shown = [w for w in bar.findChildren(QAbstractButton) if w.parent() is bar]
    assert len(shown) >= 8
    for button in shown:
        assert button.width() >= button.minimumSizeHint().width(), button.accessibleName()
        assert bar.rect().contains(button.geometry()), button.accessibleName()
    assert bar.filter.width() >= bar.filter.minimumWidth()
