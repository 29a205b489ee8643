"""Every shortcut of the window in one table: what binds keys, tooltips and the sheet all ask it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence


class Key(Enum):
    """What keys do, each with its keys as `QKeySequence` reads them."""

    ACCEPT = ("Enter", "Return")
    PICK = ("1", "2", "3", "4", "5")
    AT_LEAST = ("Ctrl+Shift+A",)
    OTHER = ("E",)
    REJECT = ("Backspace",)
    UNSURE = ("U",)
    TAKE_BACK = ("Delete",)
    TAKE_BACK_LAST = ("Ctrl+Z",)
    DECIDE_AGAIN = ("Ctrl+Shift+Z", "Ctrl+Y")

    UP_DOWN = ("Up", "Down")
    EXTEND = ("Shift+Up", "Shift+Down")
    ALL = ("Ctrl+A",)
    GROUP = ("Ctrl+G",)
    FOLD = ("Left",)
    UNFOLD = ("Right",)
    FOLD_ALL = ("Shift+Left",)
    UNFOLD_ALL = ("Shift+Right",)
    PLAY = ("Space",)
    NEXT = ("Ctrl+Right",)
    PREVIOUS = ("Ctrl+Left",)
    ALONG = ("P",)
    FILTER = ("Ctrl+F",)
    CLEAR_FILTER = ("Esc",)
    SAVED_FILTERS = ("Ctrl+D",)
    MAP = ("Ctrl+Shift+M",)
    STATISTICS = ("Ctrl+Shift+I",)

    ADD = ("Ctrl+O",)
    RESCAN = ("F5",)
    WRITE = ("Ctrl+S",)
    UNDO_WRITE = ("Ctrl+Shift+S",)
    HISTORY = ("Ctrl+H",)
    TIDY = ("Ctrl+Shift+T",)

    TRAIN = ("Ctrl+T",)
    TEACH = ("Ctrl+L",)
    MODELS = ("Ctrl+M",)

    SETTINGS = ("Ctrl+,",)
    SHORTCUTS = ("?", "F1")


_TWINS = {"Return": "Enter"}
"""Keys that are another one to the person too."""
_RUN = Key.PICK
"""Shown as from and to, for it has one key for each place."""


def sequences(key: Key) -> list[QKeySequence]:
    return [QKeySequence(text) for text in key.value]


def keys_text(key: Key) -> list[str]:
    """Its keys as the person's system calls them, without those that are only twins."""
    shown = [_native(text) for text in key.value if text not in _TWINS]
    return [f"{shown[0]}\u2009–\u2009{shown[-1]}"] if key is _RUN else shown


def with_key(tip: str, key: Key) -> str:
    """A tooltip that ends with the shortcut."""
    return f"{tip} ({keys_text(key)[0]})"


def tip(key: Key) -> str:
    """What a key does, and the key: the tooltip of whatever does the same by a click."""
    return with_key(says(key), key)


def parts() -> list[tuple[str, tuple[Key, ...]]]:
    """The table in groups, each with its heading; every key is in one of them."""
    return [
        (_tr("Decide"),
         (Key.ACCEPT, Key.AT_LEAST, Key.PICK, Key.OTHER, Key.REJECT, Key.UNSURE,
          Key.TAKE_BACK, Key.TAKE_BACK_LAST, Key.DECIDE_AGAIN)),
        (_tr("Look and listen"),
         (Key.UP_DOWN, Key.EXTEND, Key.ALL, Key.PLAY, Key.NEXT,
          Key.PREVIOUS, Key.ALONG, Key.FILTER, Key.CLEAR_FILTER,
          Key.SAVED_FILTERS, Key.MAP, Key.STATISTICS)),
        (_tr("Groups"), (Key.GROUP, Key.FOLD, Key.UNFOLD, Key.FOLD_ALL, Key.UNFOLD_ALL)),
        (_tr("Files"), (Key.ADD, Key.RESCAN, Key.WRITE, Key.UNDO_WRITE, Key.HISTORY, Key.TIDY)),
        (_tr("Training"), (Key.TRAIN, Key.TEACH, Key.MODELS)),
        (_tr("Help and settings"), (Key.SHORTCUTS, Key.SETTINGS)),
    ]  # fmt: skip


def says(key: Key) -> str:
    """What a key does, in a few words."""
    match key:
        case Key.ACCEPT:
            return _tr("Accept what is suggested")
        case Key.AT_LEAST:
            return _tr("Accept all shown above a chosen accuracy")
        case Key.PICK:
            return _tr("Choose the genre with this number")
        case Key.OTHER:
            return _tr("Choose any other genre")
        case Key.REJECT:
            return _tr("Leave the file as it is")
        case Key.UNSURE:
            return _tr("Unsure: put it off; accepting many passes it over")
        case Key.TAKE_BACK:
            return _tr("Take back what was decided on the selected tracks")
        case Key.TAKE_BACK_LAST:
            return _tr("Take the last decision back; nothing written is touched")
        case Key.DECIDE_AGAIN:
            return _tr("Decide again what was taken back")
        case Key.UP_DOWN:
            return _tr("Go to the track above or below")
        case Key.EXTEND:
            return _tr("Select several tracks")
        case Key.ALL:
            return _tr("Select all that are shown")
        case Key.GROUP:
            return _tr("Group by album, artist, folder or suggested genre")
        case Key.FOLD:
            return _tr("Fold the group, or go to it from its tracks")
        case Key.UNFOLD:
            return _tr("Unfold the group")
        case Key.FOLD_ALL:
            return _tr("Fold all groups")
        case Key.UNFOLD_ALL:
            return _tr("Unfold all groups")
        case Key.PLAY:
            return _tr("Play, or pause")
        case Key.NEXT:
            return _tr("Play the track below")
        case Key.PREVIOUS:
            return _tr("Play the track above")
        case Key.ALONG:
            return _tr("Play along: whatever track you go to plays by itself")
        case Key.FILTER:
            return _tr("Filter the tracks")
        case Key.CLEAR_FILTER:
            return _tr("Clear the filter and go back to the tracks")
        case Key.SAVED_FILTERS:
            return _tr("Keep this filter, or take one that was kept")
        case Key.ADD:
            return _tr("Add a music folder")
        case Key.RESCAN:
            return _tr("Scan all folders again")
        case Key.WRITE:
            return _tr("See what would be written")
        case Key.UNDO_WRITE:
            return _tr("Undo the last write")
        case Key.HISTORY:
            return _tr("All writes, and undo for each")
        case Key.TIDY:
            return _tr("Merge, split, rename and delete genres in all files")
        case Key.TRAIN:
            return _tr("Teach Tagger your genres from your music")
        case Key.TEACH:
            return _tr("Answer for the tracks from which the model would learn most")
        case Key.MODELS:
            return _tr("See, compare and choose models")
        case Key.MAP:
            return _tr("Open or close the map of the library")
        case Key.STATISTICS:
            return _tr("Open or close the library in numbers")
        case Key.SETTINGS:
            return _tr("Theme, policies, threads")
        case Key.SHORTCUTS:
            return _tr("Show all shortcuts")


def _native(text: str) -> str:
    return QKeySequence(text).toString(QKeySequence.SequenceFormat.NativeText)


def _tr(text: str) -> str:
    return QCoreApplication.translate("shortcuts", text)
