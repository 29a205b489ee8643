"""What happens to the genres that a file has already: pure functions, without files.

The words that stand for no genre are owned by `tagger.settings.PLACEHOLDERS`. What names mean is
known to `tagger.genres`, which is no neighbour of ours to look into, so it comes as functions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tagger.records import Policy
from tagger.settings import PLACEHOLDERS
from tagger.wording import say

_NUMBER = re.compile(r"\(?\d{1,3}\)?|(?:1[5-9]|20)\d\d")

Relation = Callable[[str, str], bool]
"""Of a suggested genre and one value that a file has, in this order."""


class PolicyOutcome(StrEnum):
    """What a policy makes of one file; what a preview groups and counts by."""

    WRITE = "write"
    PLACEHOLDER_REPLACED = "placeholder replaced"
    """Written, and what was there counts as no genre."""
    ALREADY_SO = "already so"
    AGREES = "agrees"
    """A present genre says a suggested one more exactly, and the present ones leave none out."""
    HAS_GENRE = "has a genre"
    """Another one than suggested, and the policy fills only what has none."""
    NOTHING_SUGGESTED = "nothing suggested"


@dataclass(frozen=True)
class PolicyDecision:
    after: tuple[str, ...] | None
    """The genres that the file shall have; None where it is to be left alone."""
    outcome: PolicyOutcome
    reason: str | None = None
    """Why nothing is written, or what was no genre, in a sentence."""


@lru_cache(maxsize=8192)
def folded(genre: str) -> str:
    """A genre for comparison: case, width and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", genre).casefold().split())


def same_text(suggested: str, present: str) -> bool:
    """The narrowest `Relation` of sameness: one name, but for case, width and spaces."""
    return folded(suggested) == folded(present)


def unrelated(suggested: str, present: str) -> bool:
    """The `Relation` that never holds: for genres picked by hand, which are meant as they are."""
    return False


def is_placeholder(genre: str, placeholders: Iterable[str] = PLACEHOLDERS.default) -> bool:
    """Whether a genre says nothing: a word of the list, a year, or a number.

    A numeric ID3 genre is read by its name, so a number that gets here stands for no genre of the
    ID3v1 list, or stands in a format in which numbers mean nothing.
    """
    key = folded(genre)
    return not key or bool(_NUMBER.fullmatch(key)) or key in {folded(p) for p in placeholders}


def decide(
    present: Sequence[str],
    suggested: Sequence[str],
    policy: Policy,
    placeholders: Iterable[str] = PLACEHOLDERS.default,
    is_ancestor: Relation = unrelated,
    is_same: Relation = same_text,
) -> PolicyDecision:
    """What a policy makes of a file's genres, given those suggested or picked.

    `is_ancestor(suggested, present)` tells whether the suggested genre lies above what a present
    value says, `is_same` whether it is what it says; a value may hold several names ("House;
    Techno"). With `is_ancestor`, a suggestion above a present genre is agreement: "append" does
    not add it and "replace" keeps the narrower genre in its place. For genres picked by hand
    leave it out: whoever wants the broader genre gets it.

    Placeholders count as no genre: "fill" and "append" put the suggestion in their place. Append
    keeps what is there, in its spelling and order.
    """
    new = _once(suggested)
    if not new:
        return PolicyDecision(None, PolicyOutcome.NOTHING_SUGGESTED, say("No genre was chosen."))
    known = list(placeholders)
    kept = tuple(genre for genre in present if not is_placeholder(genre, known))
    fresh = tuple(s for s in new if not any(is_same(s, p) or is_ancestor(s, p) for p in kept))
    narrower = {s: tuple(p for p in kept if is_ancestor(s, p)) for s in new}
    exact = next((values[0] for values in narrower.values() if values), None)
    agreement = None
    if not fresh and exact is not None:
        agreement = PolicyDecision(
            None,
            PolicyOutcome.AGREES,
            say("Its genre “{exact}” says the same more exactly.", exact=exact),
        )
    already = PolicyDecision(None, PolicyOutcome.ALREADY_SO, say("It says so already."))
    if policy is Policy.REPLACE:
        if agreement is not None:
            return agreement
        wanted = _once([value for s in new for value in narrower[s] or (s,)])
        return already if wanted == tuple(present) else _written(wanted, present, kept)
    if (kept and not fresh) or fresh == tuple(present):
        return agreement or already
    if policy is Policy.FILL and kept:
        return PolicyDecision(
            None,
            PolicyOutcome.HAS_GENRE,
            say("It has a genre, and only files without one are filled."),
        )
    return _written(kept + fresh, present, kept)


def put_in_order(present: Sequence[str], wanted: Sequence[str]) -> PolicyDecision:
    """What becomes of a file that shall have just these genres, each once; they may be none."""
    after = _once(wanted)
    if after == tuple(present):
        return PolicyDecision(after, PolicyOutcome.ALREADY_SO, say("It says so already."))
    reason = None if after else say("Nothing is left of its genre.")
    return PolicyDecision(after, PolicyOutcome.WRITE, reason)


def _written(
    wanted: tuple[str, ...], present: Sequence[str], kept: tuple[str, ...]
) -> PolicyDecision:
    nothing = [genre for genre in present if genre.strip()]
    if nothing and not kept:
        names = ", ".join(say("“{genre}”", genre=genre) for genre in nothing)
        if len(nothing) == 1:
            reason = say("{genre} counts as no genre.", genre=names)
        else:
            reason = say("{genres} count as no genre.", genres=names)
        return PolicyDecision(wanted, PolicyOutcome.PLACEHOLDER_REPLACED, reason)
    return PolicyDecision(wanted, PolicyOutcome.WRITE)


def _once(genres: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for genre in genres:
        if genre.strip():
            seen.setdefault(folded(genre), genre)
    return tuple(seen.values())
