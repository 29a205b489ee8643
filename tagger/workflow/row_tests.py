"""What a clause of the filter asks of one row, compiled once; safe on any thread."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Callable
from typing import Protocol

from tagger.workflow.review import ReviewRow, ReviewState

_LINE, _BETWEEN = "\n", ", "
_NUMBER = r"[0-9]{1,6}(?:[.,][0-9]{1,6})?"
_COMPARED = re.compile(rf"(?P<sign>[<>]=?|=?)(?P<number>{_NUMBER})%?")
_RANGE = re.compile(rf"(?P<low>{_NUMBER})?%?\.\.(?P<high>{_NUMBER})?%?")
_YEAR_DIGITS = 4


class Entry(Protocol):
    """What a row has to know of itself to be found."""

    @property
    def row(self) -> ReviewRow: ...
    @property
    def search(self) -> str:
        """Title, artist, album, genres of the tag, suggested genres and path: casefolded, each on
        a line of its own."""
        ...

    @property
    def sure(self) -> float | None:
        """Calibrated probability of the suggestion's first genre; None where a person chose."""
        ...


Test = Callable[[Entry], bool]


def is_empty(place: int) -> Test:
    """The text at this place of `Entry.search` says nothing."""
    return lambda entry: not entry.search.split(_LINE)[place]


def holds(value: str, place: int) -> Test:
    # Most rows do not have it anywhere, which is quicker to see.
    return lambda entry: value in entry.search and value in entry.search.split(_LINE)[place]


def is_exactly(value: str, place: int, listed: bool) -> Test:
    """The text at this place, or where it is `listed`, one of those that stand there."""
    if not listed:
        return lambda entry: entry.search.split(_LINE)[place] == value
    # As they stand there, one after another: a genre may hold a comma of its own.
    wanted = f"{_BETWEEN}{value}{_BETWEEN}"

    def test(entry: Entry) -> bool:
        if value not in entry.search:
            return False
        return wanted in f"{_BETWEEN}{entry.search.split(_LINE)[place]}{_BETWEEN}"

    return test


def has_all(words: tuple[str, ...]) -> Test:
    def test(entry: Entry) -> bool:
        search = entry.search
        for word in words:  # noqa: SIM110, since all() of a generator takes twice as long
            if word not in search:
                return False
        return True

    return test


def opposite(test: Test) -> Test:
    return lambda entry: not test(entry)


def either(groups: list[Test]) -> Test:
    if not groups:
        return lambda _: True
    if len(groups) == 1:
        return groups[0]
    return lambda entry: any(test(entry) for test in groups)


def named(value: str) -> Test:
    """The file's name: with * or ? in full, otherwise a part of it."""
    if not value:
        return lambda _: False
    if "*" not in value and "?" not in value:
        return lambda entry: value in _name(entry)
    end = value[1:]
    if value[0] == "*" and not set(end) & {"*", "?", os.sep}:
        # The path comes last, so that its end is the end of all.
        return lambda entry: entry.search.endswith(end)
    # Brackets are common in the names of files, and nobody means sets of characters.
    fits = re.compile(fnmatch.translate(value.replace("[", "[[]"))).match
    return lambda entry: fits(_name(entry)) is not None


def _name(entry: Entry) -> str:
    # The path comes last.
    return entry.search.rpartition(os.sep)[2]


def dated(value: str) -> Test | None:
    """A year, its beginning, a comparison or a range; None: nothing sensible."""
    if not value:
        return lambda entry: entry.row.track.tags.year is None
    if value.isascii() and value.isdigit() and len(value) <= _YEAR_DIGITS:
        # The years that may still be typed: 195 is the fifties.
        span = 10 ** (_YEAR_DIGITS - len(value))
        low, high = float(int(value) * span), float(int(value) * span + span - 1)
    else:
        limits = _limits(value, 1.0)
        if limits is None or not all(_is_year(number) for number in re.findall(_NUMBER, value)):
            return None
        low, high = limits

    def test(entry: Entry) -> bool:
        year = entry.row.track.tags.year
        return year is not None and low <= year <= high

    return test


def _is_year(number: str) -> bool:
    return number.isdigit() and len(number) == _YEAR_DIGITS


def this_sure(value: str) -> Test | None:
    """Percent are compared as precisely as they were typed: 90 is what the table shows as 90 %."""
    if not value:
        return lambda entry: entry.sure is None
    numbers = re.findall(_NUMBER, value)
    decimals = max((len(re.split("[.,]", f"{number}.")[1]) for number in numbers), default=0)
    limits = _limits(value, 10.0**-decimals)
    if limits is None:
        return None
    low, high = limits

    def test(entry: Entry) -> bool:
        chance = entry.sure
        return chance is not None and low <= round(chance * 100, decimals) <= high

    return test


def _limits(value: str, step: float) -> tuple[float, float] | None:
    """From where to where, both included; None where it is no comparison and no range."""
    endless = float("inf")
    if (found := _COMPARED.fullmatch(value)) is not None:
        number = _number(found["number"])
        half = step / 2
        match found["sign"]:
            case ">":
                return number + half, endless
            case ">=":
                return number - half, endless
            case "<":
                return -endless, number - half
            case "<=":
                return -endless, number + half
        return number - half, number + half
    found = _RANGE.fullmatch(value)
    if found is None or found["low"] is found["high"] is None:
        return None
    low = _number(found["low"]) - step / 2 if found["low"] else -endless
    high = _number(found["high"]) + step / 2 if found["high"] else endless
    return low, high


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def standing(value: str) -> Test | None:
    """States one of whose words begins so: `state:review` is `to review`."""
    asked = value.replace("-", " ").replace("_", " ").strip()
    states = frozenset(state for state in ReviewState if _begins(state.value, asked))
    return (lambda entry: entry.row.state in states) if asked and states else None


def _begins(name: str, asked: str) -> bool:
    return name.startswith(asked) or any(word.startswith(asked) for word in name.split())
