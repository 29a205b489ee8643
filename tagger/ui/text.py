"""Words for the window, and text from files made fit to show."""

from __future__ import annotations

import html
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale

from tagger.records import GenreScore
from tagger.workflow.review import ReviewRow, ReviewState

_LONGEST = 300
"""Characters of a tag that are shown; the table elides long before this."""
_LONGEST_PATH = 4096
_JOINERS = "\u200c\u200d\u200e\u200f"


def plain(text: str, limit: int = _LONGEST) -> str:
    """Text from a file as one harmless line: no control characters, no bidi overrides, not endless.

    A lone surrogate (a byte of a name that is no UTF-8) becomes U+FFFD, as Qt cannot draw it.
    """
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if text.isprintable():
        return text
    return "".join(_harmless(character) for character in text).strip()


def _harmless(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if character.isspace() or category.startswith("Z"):
        return " "
    return "" if category == "Cf" else "\ufffd"


def path_text(path: Path | str) -> str:
    """A path for a person, in full but harmless."""
    text = str(path)
    if text.isprintable() and len(text) <= _LONGEST_PATH:
        return text
    return plain(os.fsencode(path).decode("utf-8", "replace"), _LONGEST_PATH)


def tooltip(text: str) -> str:
    """Text as a tooltip that shows it as it is: Qt would draw what looks like HTML as HTML."""
    return f"<qt>{html.escape(text)}</qt>" if "<" in text or "&" in text else text


def genres_text(genres: Sequence[str]) -> str:
    return plain(", ".join(genres))


def scores_text(scores: Sequence[GenreScore]) -> str:
    """`Rock 61%, Blues 22%`."""
    return plain(", ".join(f"{score.genre} {percent(score.probability)}" for score in scores))


def number(value: int) -> str:
    """With the thousands separators of the person's locale."""
    return QLocale().toString(value)


def decimal(value: float, digits: int) -> str:
    """With the decimal point of the person's locale."""
    return QLocale().toString(float(value), "f", digits)


def percent(share: float, digits: int = 0) -> str:
    """A share from 0 to 1 as `97%`, or as the language writes it."""
    return f"{decimal(100 * share, digits)}{percent_sign()}"


def percent_sign() -> str:
    """What stands after a share, with the space before it where the language has one."""
    return _tr("%1%").removeprefix("%1")


def counted(count: int, one: str, many: str) -> str:
    """`one` or `many`, both already translated, with {n} in the latter."""
    return one if count == 1 else many.replace("{n}", number(count))


def size_text(size: int) -> str:
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def duration_text(seconds: float) -> str:
    """`3:07`, or `1:02:33` from an hour on."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def about_text(seconds: float) -> str:
    """A span of time that nobody knows exactly."""
    if seconds < 1.5:
        return _tr("about a second")
    if seconds < 90:
        return _tr("about {n} s").replace("{n}", str(round(seconds)))
    if seconds < 5400:
        return _tr("about {n} min").replace("{n}", str(round(seconds / 60)))
    return _tr("about {n} h").replace("{n}", decimal(seconds / 3600, 1))


def time_left_text(seconds: float) -> str:
    if seconds < 90:
        return _tr("{n} s left").replace("{n}", str(max(1, round(seconds))))
    if seconds < 5400:
        return _tr("{n} min left").replace("{n}", str(round(seconds / 60)))
    return _tr("{n} h left").replace("{n}", decimal(seconds / 3600, 1))


def state_text(state: ReviewState) -> str:
    """What a track's state is called."""
    match state:
        case ReviewState.WAITING:
            return _tr("Not heard yet")
        case ReviewState.TO_REVIEW:
            return _tr("To review")
        case ReviewState.UNSURE:
            return _tr("Unsure")
        case ReviewState.NO_MUSIC:
            return _tr("No music")
        case ReviewState.ACCEPTED:
            return _tr("Accepted")
        case ReviewState.REJECTED:
            return _tr("Left as is")
        case ReviewState.WRITTEN:
            return _tr("Written")
        case ReviewState.FAILED:
            return _tr("Failed")
        case ReviewState.ABSENT:
            return _tr("Absent")


def stale_text() -> str:
    """What accepted tracks are called whose suggestion the model in use does not share."""
    return _tr("Accepted under another model")


def stale_sentence(row: ReviewRow) -> str:
    """What that means for one of them, and what to do."""
    text = _tr("Accepted as %1 under another model; now %2 is suggested. Enter takes the new one.")
    accepted = genres_text(row.decision.genres) if row.decision is not None else ""
    return text.replace("%2", genres_text(row.suggested)).replace("%1", accepted)


STATE_ICONS = {
    ReviewState.WAITING: "waiting",
    ReviewState.TO_REVIEW: "review",
    ReviewState.UNSURE: "unsure",
    ReviewState.NO_MUSIC: "no-music",
    ReviewState.ACCEPTED: "accept",
    ReviewState.REJECTED: "reject",
    ReviewState.WRITTEN: "written",
    ReviewState.FAILED: "failed",
    ReviewState.ABSENT: "absent",
}


STALE_ICON = "stale"
CONFLICT_ICON = "conflict"


def _tr(text: str) -> str:
    return QCoreApplication.translate("text", text)
