"""Long work of the Qt thread, cut into parts between which the window answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_SOON_MILLISECONDS = 1
"""With none, Qt would do it in the same turn of the event loop."""


def in_next_turn(owner: QObject, action: Callable[[], object]) -> None:
    """Do this when what waits for the Qt thread had its turn, unless `owner` is gone by then.

    To build a dialog and to show it, when every widget gets its style, take as long as each other,
    and together longer than a key may wait.
    """
    QTimer.singleShot(_SOON_MILLISECONDS, owner, action)
