"""Lessons: what a model was taught is remembered exactly, and forgotten with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tagger.catalog.database import open_catalog
from tagger.catalog.lessons import Lesson, Lessons, TaughtExample
from tagger.paths import find_home

LESSON = Lesson("one", 12.5, "network", "{}")


def example(name: str, *genres: str) -> TaughtExample:
    path = Path("/music") / name
    return TaughtExample(name.encode(), genres, "folder", path, "T", "A", "B", "/music/B")


@pytest.fixture
def lessons() -> Iterator[Lessons]:
    opened = open_catalog(find_home())
    yield Lessons(opened)
    opened.close()


def test_a_lesson_comes_back_as_it_was_stored_in_the_order_of_its_paths(lessons: Lessons) -> None:
    odd = TaughtExample(b"\0", ("Zouk", "Dub"), "crate", Path("/m/\udcff"), "\udc80", "", "", "")
    lessons.store(LESSON, [example("b", "Jazz"), example("a"), odd])
    assert lessons.get("one") == LESSON
    found = lessons.examples("one")
    assert [each.path.name for each in found] == ["\udcff", "a", "b"]
    assert found[1:] == [example("a"), example("b", "Jazz")]
    assert (found[0].identity, found[0].genres, found[0].title) == (b"\0", ("Zouk", "Dub"), "?")
    assert found[0].folder == "", "nothing groups it"


def test_a_deleted_lesson_takes_its_examples_along_and_no_others(lessons: Lessons) -> None:
    lessons.store(LESSON, [example("a", "Jazz")])
    lessons.store(Lesson("two", 13.0, "network", "{}"), [example("a", "Rock")])
    lessons.delete(["one", "never there"])
    assert lessons.ids() == {"two"}
    assert lessons.get("one") is None
    assert lessons.examples("one") == []
    assert lessons.examples("two") == [example("a", "Rock")]


def test_a_lesson_that_cannot_be_stored_whole_is_not_stored(lessons: Lessons) -> None:
    with pytest.raises(Exception, match="UNIQUE"):
        lessons.store(LESSON, [example("a", "Jazz"), example("a", "Rock")])
    assert lessons.ids() == set()
