"""Tables and counts in lines of text, for names in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from tagger.errors import display_path

_WIDE = ("W", "F")
_LONGEST = 40
"""Columns of a name; what is longer is cut."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines with the first column, the names, to the left and the others to the right.

    A last column without a head stands to the left too: it holds remarks.
    """
    shown = [[_cut(display_path(row[0])), *row[1:]] for row in rows]
    lines = [list(head), *shown]
    widths = [max(columns(line[i]) for line in lines) for i in range(len(head))]
    remarks = len(head) - 1 if not head[-1] else len(head)
    return [
        (
            "  "
            + "  ".join(pad(cell, widths[i], right=0 < i < remarks) for i, cell in enumerate(line))
        ).rstrip()
        for line in lines
    ]


def columns(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    return sum(map(_columns_of, text))


def pad(text: str, width: int, *, right: bool = False) -> str:
    """The text with spaces behind it, or with `right` before it, to so many columns."""
    spaces = " " * (width - columns(text))
    return spaces + text if right else text + spaces


def counted(count: int, one: str, many: str = "") -> str:
    """As in "1 track" and "2 tracks"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _columns_of(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in _WIDE else 1


def _cut(text: str) -> str:
    if columns(text) <= _LONGEST:
        return text
    while columns(text) >= _LONGEST:
        text = text[:-1]
    return text + "…"
