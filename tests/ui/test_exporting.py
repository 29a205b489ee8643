"""What the table shows, as a file."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from .conftest import FillCatalog, OpenWindow


def test_the_tracks_that_are_shown_are_exported_in_their_order(
    open_window: OpenWindow, fill_catalog: FillCatalog, tmp_path: Path, qtbot: QtBot
) -> None:
    fill_catalog(20)
    window = open_window()
    window.toolbar.filter.setText("suggested:jazz")
    qtbot.waitUntil(lambda: window.controller.rows.rowCount() == 4)
    window.toolbar.exports["shown.json"].trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None and dialog.selectedFiles()[0].endswith("tracks.json")
    dialog.reject()
    with qtbot.waitSignal(window.controller.notice) as told:
        window.exporting.export_shown("json", tmp_path / "list.json")
    assert told.args is not None and "4 tracks exported" in told.args[0]
    made = json.loads((tmp_path / "list.json").read_text("utf-8"))
    assert [row["title"] for row in made] == [line.title for line in window.controller.rows.shown()]
