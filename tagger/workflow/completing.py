"""What the clause at the cursor of the filter box may become: field names, and known values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tagger.workflow.filtering import Clause, Field, tokens
from tagger.workflow.review import ReviewState

MOST_VALUES = 5_000
"""Of one field, the commonest: each key looks through them."""
_MOST_OPTIONS = 50
_LEAST_TYPED = 2
"""Letters from which on a word is taken for the beginning of a field."""
_STATES = tuple(state.value.replace(" ", "-") for state in ReviewState)


@dataclass(frozen=True)
class Values:
    """What the library holds, commonest first."""

    genres: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    artists: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    def of(self, field: Field) -> tuple[str, ...]:
        match field:
            case Field.GENRE:
                return self.genres
            case Field.SUGGESTED:
                return self.suggested
            case Field.ARTIST:
                return self.artists
            case Field.FORMAT:
                return self.formats
            case Field.STATE:
                return _STATES
        return ()


@dataclass(frozen=True)
class Completion:
    """What may stand in place of the text from `start` to `end`."""

    start: int
    end: int
    options: tuple[str, ...]

    def applied(self, text: str, option: str) -> tuple[str, int]:
        """The text with one of the options, and where the cursor is then."""
        rest = text[self.end :]
        gap = "" if option.endswith(":") or rest[:1].isspace() else " "
        begun = text[: self.start] + option + gap
        return begun + rest, len(begun)


def complete(text: str, cursor: int, values: Values, *, asked: bool = False) -> Completion:
    """The options at the cursor; where the person asked for them, every field before a word."""
    typed = text[:cursor]
    last = None
    for token, _ in tokens(typed):
        last = token
    if last is None or last.end() < cursor:
        return Completion(cursor, cursor, _fields("", "") if asked else ())
    minus, name = last["minus"], last["name"]
    if name is None:
        word = last["bare"] or ""
        begun = last["phrase"] is None and (asked or len(word) >= _LEAST_TYPED)
        return Completion(last.start(), cursor, _fields(minus, word) if begun else ())
    field = next((field for field in Field if field == name.casefold()), None)
    closed = last["phrase"] is not None and last.end("phrase") < last.end()
    if field is None or closed:
        return Completion(last.start(), cursor, ())
    value = last["bare"] if last["phrase"] is None else last["phrase"].replace('""', '"')
    found = _fitting(values.of(field), value)
    options = tuple(Clause(field, each, bool(minus)).text for each in found)
    # What stands there already is no offer.
    return Completion(last.start(), cursor, () if options == (last.group(),) else options)


def _fields(minus: str, begun: str) -> tuple[str, ...]:
    return tuple(f"{minus}{field}:" for field in Field if field.startswith(begun.casefold()))


def _fitting(values: Iterable[str], typed: str) -> list[str]:
    """The values that hold what was typed; those that begin with it come first."""
    wanted = typed.casefold()
    first: list[str] = []
    others: list[str] = []
    for value in values:
        place = value.casefold().find(wanted)
        if place == 0:
            first.append(value)
            if len(first) == _MOST_OPTIONS:
                break
        elif place > 0 and len(others) < _MOST_OPTIONS:
            others.append(value)
    return (first + others)[:_MOST_OPTIONS]
