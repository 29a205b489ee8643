"""What happens to the genres that a file has already: pure functions, without files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from tagger.records import Policy

PLACEHOLDERS = (
    *("Other", "Others", "Unknown", "Unknown Genre", "Misc", "Misc.", "Miscellaneous", "None"),
    *("No Genre", "Undefined", "Genre", "Default", "Sonstige", "Sonstiges", "Unbekannt"),
    *("Autre", "Autres", "Inconnu", "Otro", "Otros", "Desconocido", "Altro", "Sconosciuto"),
    *("Outro", "Outros", "Overig", "その他", "不明", "其他", "未知", "기타", "Другое", "Прочее"),
)
"""Words that stand for no genre; the list is the person's to change."""
_NUMBER = re.compile(r"\(?\d{1,3}\)?|(?:1[5-9]|20)\d\d")


def folded(genre: str) -> str:
    """A genre for comparison: case, width and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", genre).casefold().split())


def is_placeholder(genre: str, placeholders: Iterable[str] = PLACEHOLDERS) -> bool:
    """Whether a genre says nothing: a word of the list, a bare number such as "(12)", a year."""
    key = folded(genre)
    return not key or bool(_NUMBER.fullmatch(key)) or key in {folded(p) for p in placeholders}


def wanted_genres(
    present: Sequence[str],
    suggested: Sequence[str],
    policy: Policy,
    placeholders: Iterable[str] = PLACEHOLDERS,
) -> tuple[str, ...] | None:
    """The genres that a file shall have, or None when it is to be left alone.

    Placeholders count as no genre: "fill" and "append" put the suggestion in their place. Append
    keeps what is there, in its spelling and order.
    """
    new = _once(suggested)
    if not new:
        return None
    known = list(placeholders)
    kept = tuple(genre for genre in present if not is_placeholder(genre, known))
    if policy is Policy.FILL:
        wanted = None if kept else new
    elif policy is Policy.APPEND:
        there = {folded(genre) for genre in kept}
        added = tuple(genre for genre in new if folded(genre) not in there)
        wanted = kept + added if added else None
    else:
        wanted = new
    return None if wanted == tuple(present) else wanted


def _once(genres: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for genre in genres:
        if genre.strip():
            seen.setdefault(folded(genre), genre)
    return tuple(seen.values())
