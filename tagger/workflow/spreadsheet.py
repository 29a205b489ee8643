"""How tables leave Tagger: as CSV that spreadsheets read and do not run, and as JSON."""

from __future__ import annotations

from typing import TypeVar

Cell = TypeVar("Cell")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: Cell) -> Cell | str:
    """The cell with an apostrophe before it where a spreadsheet would take it for a formula.

    Source: OWASP, "CSV Injection". In JSON such texts are exact.
    """
    if isinstance(cell, str) and cell.startswith(_STARTS_FORMULA):
        return f"'{cell}"
    return cell


def csv_bytes(text: str) -> bytes:
    """With a byte order mark, since spreadsheets take a CSV without one for Latin-1."""
    return text.encode("utf-8-sig", "replace")


def json_bytes(text: str) -> bytes:
    """A name that is no UTF-8 is a lone surrogate, and this escapes it as JSON does."""
    return (text + "\n").encode("utf-8", "backslashreplace")
