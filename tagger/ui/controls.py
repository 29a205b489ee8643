"""Small controls with all that each of them needs: a sign, a tip, a name, and no stolen focus."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QToolButton

from tagger.ui import icons


def sign_button(icon: str, tip: str, name: str | None = None) -> QToolButton:
    """A button that shows its sign alone; `name` is for screen readers, where the tip is not it.

    A click on it leaves the keys where they are.
    """
    button = QToolButton()
    button.setIcon(icons.icon(icon))
    button.setToolTip(tip)
    button.setAccessibleName(name or tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def choice(name: str, entries: Iterable[tuple[str, str]]) -> QComboBox:
    """A box with these entries, each a text and what it stands for."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    for text, value in entries:
        box.addItem(text, value)
    return box
