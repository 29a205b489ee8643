"""Files and folders that are dragged onto the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QWidget


def paths_for(window: QWidget, data: QMimeData) -> list[Path]:
    """What a window may take of a drag: nothing while a dialog over it wants an answer first.

    Qt keeps clicks from a window below a dialog, but not what is dropped.
    """
    dialog = QApplication.activeModalWidget()
    return dropped_paths(data) if dialog is None or dialog is window else []


def dropped_paths(data: QMimeData) -> list[Path]:
    """The local files and folders in a drag, each once; links to the web are no music."""
    if not data.hasUrls():
        return []
    names = (url.toLocalFile() for url in data.urls() if url.isLocalFile())
    return [Path(name) for name in dict.fromkeys(names) if name]
