"""The small language of the filter box: what was typed becomes a test of one row.

    text   = group { "or" group }         a row is shown if one group fits,
    group  = clause { clause }            and a group fits if all of its clauses do
    clause = [ "-" ] [ field ":" ] value  value: a word, or a "phrase" in which "" is one quote;
                                          for a text with = before it, that text and no more

Nothing typed is an error. A clause whose value means nothing (yet) is left out; a field that is
none is looked for as text, as it stands. `Query.misread` tells of both.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cached_property
from typing import Protocol

from tagger.workflow.review import ReviewRow, ReviewState


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


class Field(StrEnum):
    """What may stand before a colon."""

    TITLE = "title"
    ARTIST = "artist"
    ALBUM = "album"
    GENRE = "genre"
    """In the file's tag."""
    SUGGESTED = "suggested"
    PATH = "path"
    FILE = "file"
    """The name, with * and ?."""
    YEAR = "year"
    SURE = "sure"
    """Percent."""
    STATE = "state"
    FORMAT = "format"


_TEXTS = (Field.TITLE, Field.ARTIST, Field.ALBUM, Field.GENRE, Field.SUGGESTED, Field.PATH)
"""In the order in which they stand in `Entry.search`."""
_LISTS = (Field.GENRE, Field.SUGGESTED)
_LINE, _BETWEEN = "\n", ", "
EXACTLY = "="
"""Before a text: the whole of it and nothing else, for genres one of them."""
_FIELDS = {name.value: name for name in Field}
_OR = "or"
_TOKEN = re.compile(
    r'(?P<minus>-?)(?:(?P<name>[^\W\d_]+):)?(?:"(?P<phrase>(?:[^"]|"")*)"?|(?P<bare>\S*))'
)
_SPACE = re.compile(r"\s")
_BARE_WORD = re.compile(r'[^\s"\-:][^\s":]*')
_BARE_VALUE = re.compile(r'[^\s"]\S*')
_NUMBER = r"[0-9]{1,6}(?:[.,][0-9]{1,6})?"
_COMPARED = re.compile(rf"(?P<sign>[<>]=?|=?)(?P<number>{_NUMBER})%?")
_RANGE = re.compile(rf"(?P<low>{_NUMBER})?%?\.\.(?P<high>{_NUMBER})?%?")
_STARTED_NUMBER = re.compile(r"[0-9.,<>=%]*")
_YEAR_DIGITS = 4


class Reason(Enum):
    """Why a clause does not mean what it seems to."""

    NO_FIELD = "no field"
    """It is looked for as text."""
    NO_VALUE = "no value"
    """Nothing stands behind the colon; it is left out."""
    NOT_UNDERSTOOD = "not understood"
    """It is left out."""


@dataclass(frozen=True)
class Misread:
    text: str
    """The clause as it was typed."""
    reason: Reason


@dataclass(frozen=True)
class Clause:
    """One thing that is asked of a row."""

    field: Field | None
    """None: anywhere."""
    value: str
    """As typed. Empty: the field says nothing."""
    negated: bool = False

    @property
    def text(self) -> str:
        """Typed like this, it is read as this clause again."""
        shape = _BARE_WORD if self.field is None else _BARE_VALUE
        bare = shape.fullmatch(self.value) and self.value.casefold() != _OR
        value = self.value if bare else '"{}"'.format(self.value.replace('"', '""'))
        return f"{'-' * self.negated}{self.field + ':' if self.field else ''}{value}"


@dataclass(frozen=True)
class Query:
    """What is asked for, compiled once; equal if the same is asked for."""

    groups: tuple[tuple[Clause, ...], ...] = ()
    """Of which one must fit; without any, everything does."""
    misread: tuple[Misread, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """Typed like this, it is read as this query again."""
        return f" {_OR} ".join(" ".join(each.text for each in group) for group in self.groups)

    @cached_property
    def matches(self) -> Test:
        """Whether a row fits. Safe on any thread."""
        return _either([_every(group) for group in self.groups])


def parse(text: str) -> Query:
    """Read what was typed; whatever it is, this answers."""
    groups: list[tuple[Clause, ...]] = []
    group: list[Clause] = []
    misread: list[Misread] = []
    for token, last in tokens(text):
        if token.group().casefold() == _OR:
            groups.append(tuple(group))
            group = []
            continue
        clause, reason = _read(token, last)
        if clause is not None:
            group.append(clause)
        if reason is not None:
            misread.append(Misread(token.group(), reason))
    groups.append(tuple(group))
    # A group that is empty (yet) asks for nothing; taken as a match it would show everything.
    return Query(tuple(dict.fromkeys(filter(None, groups))), tuple(misread))


def tokens(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """The clauses as typed, and of each whether it is the one that is being typed."""
    place, end = 0, len(text)
    while place < end:
        if text[place].isspace():
            place += 1
            continue
        token = _TOKEN.match(text, place)
        assert token is not None, "every text begins with a token"
        place = token.end()
        yield token, place == end


def _read(token: re.Match[str], last: bool) -> tuple[Clause | None, Reason | None]:
    phrase, bare, name = token["phrase"], token["bare"], token["name"]
    negated = bool(token["minus"])
    value = bare if phrase is None else _SPACE.sub(" ", phrase.replace('""', '"'))
    if name is None:
        return (Clause(None, value, negated), None) if value.strip() else (None, None)
    known = _FIELDS.get(name.casefold())
    if known is None:
        return Clause(None, f"{name}:{value}", negated), Reason.NO_FIELD
    clause = Clause(known, value, negated)
    if not value and (phrase is None or not token.group().endswith('""')):
        return None, None if last else Reason.NO_VALUE
    if _test(clause) is not None:
        return clause, None
    started = last and known in (Field.YEAR, Field.SURE) and _STARTED_NUMBER.fullmatch(value)
    return None, None if started else Reason.NOT_UNDERSTOOD


def _test(clause: Clause) -> Test | None:
    """What is asked of a row, whether or not the clause is negated; None: nothing sensible."""
    value = clause.value.casefold()
    match clause.field:
        case None:
            return lambda entry: value in entry.search
        case Field.FILE:
            return _named(value)
        case Field.YEAR:
            return _dated(value)
        case Field.SURE:
            return _this_sure(value)
        case Field.STATE:
            return _standing(value)
        case Field.FORMAT:
            return lambda entry: bool(value) and entry.row.track.format.startswith(value)
    place = _TEXTS.index(clause.field)
    if value.startswith(EXACTLY):
        return _exactly(value[len(EXACTLY) :], place, clause.field in _LISTS)
    if not value:
        return lambda entry: not entry.search.split(_LINE)[place]
    # Most rows do not have it anywhere, which is quicker to see.
    return lambda entry: value in entry.search and value in entry.search.split(_LINE)[place]


def _exactly(value: str, place: int, listed: bool) -> Test:
    if not listed:
        return lambda entry: entry.search.split(_LINE)[place] == value
    # As they stand there, one after another: a genre may hold a comma of its own.
    wanted = f"{_BETWEEN}{value}{_BETWEEN}"

    def exactly(entry: Entry) -> bool:
        if value not in entry.search:
            return False
        return wanted in f"{_BETWEEN}{entry.search.split(_LINE)[place]}{_BETWEEN}"

    return exactly


def _every(group: tuple[Clause, ...]) -> Test:
    words = tuple(c.value.casefold() for c in group if c.field is None and not c.negated)
    tests: list[Test] = []
    if words:
        tests.append(_anywhere(words))
    for clause in group:
        test = None if clause.field is None and not clause.negated else _test(clause)
        if test is not None:
            tests.append(_opposite(test) if clause.negated else test)
    if len(tests) == 1:
        return tests[0]

    def every(entry: Entry) -> bool:
        for test in tests:  # noqa: SIM110, since all() of a generator takes twice as long
            if not test(entry):
                return False
        return True

    return every


def _anywhere(words: tuple[str, ...]) -> Test:
    def anywhere(entry: Entry) -> bool:
        search = entry.search
        for word in words:  # noqa: SIM110, for the same reason
            if word not in search:
                return False
        return True

    return anywhere


def _opposite(test: Test) -> Test:
    return lambda entry: not test(entry)


def _either(groups: list[Test]) -> Test:
    if not groups:
        return lambda _: True
    if len(groups) == 1:
        return groups[0]
    return lambda entry: any(test(entry) for test in groups)


def _named(value: str) -> Test:
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


def _dated(value: str) -> Test | None:
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

    def dated(entry: Entry) -> bool:
        year = entry.row.track.tags.year
        return year is not None and low <= year <= high

    return dated


def _is_year(number: str) -> bool:
    return number.isdigit() and len(number) == _YEAR_DIGITS


def _this_sure(value: str) -> Test | None:
    """Percent are compared as precisely as they were typed: 90 is what the table shows as 90 %."""
    if not value:
        return lambda entry: entry.sure is None
    numbers = re.findall(_NUMBER, value)
    decimals = max((len(re.split("[.,]", f"{number}.")[1]) for number in numbers), default=0)
    limits = _limits(value, 10.0**-decimals)
    if limits is None:
        return None
    low, high = limits

    def sure(entry: Entry) -> bool:
        chance = entry.sure
        return chance is not None and low <= round(chance * 100, decimals) <= high

    return sure


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


def _standing(value: str) -> Test | None:
    """States one of whose words begins so: `state:review` is `to review`."""
    asked = value.replace("-", " ").replace("_", " ").strip()
    states = frozenset(state for state in ReviewState if _begins(state.value, asked))
    return (lambda entry: entry.row.state in states) if asked and states else None


def _begins(name: str, asked: str) -> bool:
    return name.startswith(asked) or any(word.startswith(asked) for word in name.split())
