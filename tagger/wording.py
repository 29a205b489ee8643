"""The language of the sentences that the floors below the window say.

A sentence is a literal template with named places, put into the language in use at the moment it
is said::

    raise AudioError(say("{name} holds no sound.", name=path.name), path)

The window sets the language when it starts; without it, on the command line, sentences stay the
English that the code holds. What was said stays as it was said: the reason that the catalog keeps
for a failure is in the language of that day, until the file is tried again. So no code may compare
or parse a sentence; what it must know goes beside it, as a type or a field.
"""

from __future__ import annotations

from collections.abc import Callable
from string import Formatter


def _as_it_stands(text: str) -> str:
    return text


class _Language(Formatter):
    """A language: its translations, and how it writes numbers."""

    def __init__(
        self, translate: Callable[[str], str], group: str, point: str, percent: str
    ) -> None:
        self.translate = translate
        self._marks = str.maketrans({",": group, ".": point, "%": percent})

    def format_field(self, value: object, format_spec: str) -> str:
        text = format(value, format_spec)
        return text.translate(self._marks) if isinstance(value, int | float) else text


_ENGLISH = _Language(_as_it_stands, ",", ".", "%")
_language = _ENGLISH


def say(text: str, /, **values: object) -> str:
    """The template `text` in the language in use, with `values` in its named places.

    `text` is a literal, or was marked with `later`; braces that stand for themselves are doubled.
    A place may hold a format specification, {count:,} or {share:.0%}, which follows the
    language's own marks. May be called from any thread.
    """
    language = _language
    if language is _ENGLISH:
        return text.format(**values)
    return language.vformat(language.translate(text), (), values)


def say_count(count: int, one: str, many: str, /, **values: object) -> str:
    """`one` for a count of one, else `many`, said with the `count` as {count}."""
    return say(one if count == 1 else many, count=count, **values)


def pass_on(text: str) -> str:
    """What somebody else said, such as a library: translated where that is known, else as it is."""
    return _language.translate(text)


def later(text: str) -> str:
    """Marks a template that is kept now, by a constant, and said where it is shown."""
    return text


def use(
    translate: Callable[[str], str], group: str = ",", point: str = ".", percent: str = "%"
) -> None:
    """From now on say every sentence as `translate` gives it; it may be called from any thread.

    `group` stands between thousands, `point` before a fraction, `percent` after a share, with the
    space before it where the language has one.
    """
    global _language
    _language = _Language(translate, group, point, percent)


def use_english() -> None:
    """From now on say every sentence as the code holds it."""
    global _language
    _language = _ENGLISH
