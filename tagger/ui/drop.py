"""Files and folders that are dragged onto the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_paths(data: QMimeData) -> list[Path]:
    """The local files and folders in a drag, each once; links to the web are no music."""
    if not data.hasUrls():
        return []
    names = (url.toLocalFile() for url in data.urls() if url.isLocalFile())
    return [Path(name) for name in dict.fromkeys(names) if name]
