"""Sentences in the language in use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tagger import wording
from tagger.wording import say, say_count

GERMAN = {
    "{count:,} tracks in {folder}": "{folder}: {count:,} Titel",
    "{count} track": "{count} Titel",
    "{share:.1%} of {count}": "{share:.1%} von {count}",
}


@pytest.fixture
def german() -> Iterator[None]:
    wording.use(lambda text: GERMAN.get(text, text), ".", ",")
    yield
    wording.use_english()


def test_without_a_language_a_sentence_is_said_as_the_code_holds_it() -> None:
    assert say("{count:,} tracks in {folder}", count=12345, folder="a") == "12,345 tracks in a"
    assert say("{share:.1%} of {count}", share=0.5, count=2024) == "50.0% of 2024"


@pytest.mark.usefixtures("german")
def test_a_sentence_follows_the_language_and_its_marks_for_numbers() -> None:
    assert say("{count:,} tracks in {folder}", count=12345, folder="a,b.c") == "a,b.c: 12.345 Titel"
    assert say("{share:.1%} of {count}", share=0.5, count=2024) == "50,0% von 2024"


@pytest.mark.usefixtures("german")
def test_what_has_no_translation_is_said_in_english() -> None:
    assert say("No such {thing}.", thing="word") == "No such word."


def test_braces_in_a_value_are_left_alone() -> None:
    assert say("{name!r} is {it}.", name="{0} {x", it="}{") == "'{0} {x' is }{."


def test_one_is_said_differently_from_many() -> None:
    assert say_count(1, "{count} track", "{count} tracks") == "1 track"
    assert say_count(0, "{count} track", "{count} tracks") == "0 tracks"
    assert say_count(2, "{count} of {name}", "{count} by {name}", name="x") == "2 by x"
