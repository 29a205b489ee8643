"""The small language of the filter box: what was typed becomes a test of one row.

    text   = group { "or" group }         a row is shown if one group fits,
    group  = clause { clause }            and a group fits if all of its clauses do
    clause = [ "-" ] [ field ":" ] value  value: a word, or a "phrase" in which "" is one quote;
                                          for a text with = before it, that text and no more

Nothing typed is an error. A clause whose value means nothing (yet) is left out; a field that is
none is looked for as text, as it stands. `Query.misread` tells of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cached_property

from tagger.workflow.row_tests import (
    Entry,
    Test,
    dated,
    either,
    has_all,
    holds,
    is_empty,
    is_exactly,
    named,
    opposite,
    standing,
    this_sure,
)  # fmt: skip


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
_STARTED_NUMBER = re.compile(r"[0-9.,<>=%]*")


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
        return either([_every(group) for group in self.groups])


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
            return named(value)
        case Field.YEAR:
            return dated(value)
        case Field.SURE:
            return this_sure(value)
        case Field.STATE:
            return standing(value)
        case Field.FORMAT:
            return lambda entry: bool(value) and entry.row.track.format.startswith(value)
    place = _TEXTS.index(clause.field)
    if value.startswith(EXACTLY):
        return is_exactly(value[len(EXACTLY) :], place, clause.field in _LISTS)
    if not value:
        return is_empty(place)
    return holds(value, place)


def _every(group: tuple[Clause, ...]) -> Test:
    words = tuple(c.value.casefold() for c in group if c.field is None and not c.negated)
    tests: list[Test] = []
    if words:
        tests.append(has_all(words))
    for clause in group:
        test = None if clause.field is None and not clause.negated else _test(clause)
        if test is not None:
            tests.append(opposite(test) if clause.negated else test)
    if len(tests) == 1:
        return tests[0]

    def every(entry: Entry) -> bool:
        for test in tests:  # noqa: SIM110, since all() of a generator takes twice as long
            if not test(entry):
                return False
        return True

    return every
