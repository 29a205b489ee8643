"""What the filter box offers to complete."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.workflow.completing import Values, complete
from tagger.workflow.filtering import Clause, Field, parse

VALUES = Values(
    genres=("Rock", "Hip-Hop", "Progressive Rock", "R&B"),
    suggested=("Jazz",),
    artists=("Miles Davis", "Miles Kane", 'The "Big" Band', "or"),
    formats=("flac", "mp3"),
)


def offered(text: str, *, asked: bool = False) -> tuple[str, ...]:
    return complete(text, len(text), VALUES, asked=asked).options


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("ar", ("artist:",)),
        ("a", ()),
        ("-su", ("-suggested:", "-sure:")),
        ("miles FO", ("format:",)),
        ("genre:rock", ("genre:Rock", 'genre:"Progressive Rock"')),
        ("jazz -genre:hip", ("-genre:Hip-Hop",)),
        ("artist:mil", ('artist:"Miles Davis"', 'artist:"Miles Kane"')),
        ("artist:or", ('artist:"or"',)),
        ("artist:big", ('artist:"The ""Big"" Band"',)),
        ('artist:"miles k', ('artist:"Miles Kane"',)),
        ("suggested:j", ("suggested:Jazz",)),
        ("format:", ("format:flac", "format:mp3")),
        ("state:un", ("state:unsure",)),
        ("state:music", ("state:no-music",)),
        ('artist:"Miles Kane"', ()),
        ("genre:rock ", ()),
        ('"genre:ro', ()),
        ("nothing:x", ()),
        ("", ()),
    ],
)
def test_fields_and_values_are_offered(text: str, options: tuple[str, ...]) -> None:
    assert offered(text) == options


def test_all_fields_are_offered_where_they_are_asked_for() -> None:
    assert offered("", asked=True) == tuple(f"{field}:" for field in Field)
    assert offered("rock ", asked=True) == offered("", asked=True)
    assert offered("a", asked=True) == ("artist:", "album:")


def test_what_begins_with_the_letters_comes_first() -> None:
    assert offered("genre:r")[:2] == ("genre:Rock", "genre:R&B")


def test_an_option_stands_in_place_of_the_clause_alone() -> None:
    text = "blue artist:mil year:1959"
    found = complete(text, len("blue artist:mil"), VALUES)
    done, cursor = found.applied(text, found.options[0])
    assert done == 'blue artist:"Miles Davis" year:1959'
    assert done[:cursor] == 'blue artist:"Miles Davis"'
    found = complete("blue ar", 7, VALUES)
    assert found.applied("blue ar", "artist:") == ("blue artist:", 12)
    found = complete("genre:ro", 8, VALUES)
    assert found.applied("genre:ro", "genre:Rock") == ("genre:Rock ", 11)


@given(st.text(st.sampled_from('abgenr:" -o'), max_size=12), st.text(max_size=8), st.data())
def test_what_is_offered_is_understood_wherever_the_cursor_is(
    before: str, value: str, data: st.DataObject
) -> None:
    values = Values(genres=(value,))
    cursor = data.draw(st.integers(0, len(before)))
    found = complete(before, cursor, values, asked=True)
    assert 0 <= found.start <= found.end == cursor
    for option in found.options:
        if not option.endswith(":"):
            query = parse(option)
            assert query.misread == ()
            assert [c.field for group in query.groups for c in group] in ([Field.GENRE], [])
    full = complete("genre:", 6, values).options
    if full:
        assert parse(full[0]).groups[0][0] == Clause(Field.GENRE, parse(full[0]).groups[0][0].value)
