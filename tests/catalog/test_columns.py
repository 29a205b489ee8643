"""What is read of the catalog in parts is what was stored as a whole."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.catalog.columns import names_of, scores_of
from tagger.catalog.database import open_catalog
from tagger.catalog.suggestions import Suggestions
from tagger.paths import find_home
from tagger.records import AnalysisStatus, GenreScore, Suggestion

NAMES = st.text(max_size=8) | st.text(alphabet='"[], \\5a', max_size=14)
PAIRS = st.lists(st.tuples(NAMES, st.floats(0, 1)), max_size=7)


@given(PAIRS, st.none() | st.integers(0, 8), st.booleans())
def test_the_best_genres_are_those_that_were_stored_whatever_their_names(
    pairs: list[tuple[str, float]], most: int | None, in_ascii: bool
) -> None:
    told = tuple(GenreScore(*pair) for pair in pairs)[:most]
    found = scores_of(json.dumps(pairs, ensure_ascii=in_ascii), most)
    assert found == told and told == found and hash(found) == hash(told)
    assert tuple(found) == told and len(found) == len(told) and bool(found) == bool(told)
    assert repr(found) == repr(told)
    for count in range(9):
        assert found[:count] == told[:count]
    for place in range(-len(told), len(told)):
        assert found[place] == told[place]
    with pytest.raises(IndexError):
        found[len(told)]


@given(PAIRS, PAIRS)
def test_two_stored_lists_are_equal_when_they_say_the_same(
    one: list[tuple[str, float]], other: list[tuple[str, float]]
) -> None:
    first, second = scores_of(json.dumps(one), None), scores_of(json.dumps(other), None)
    assert (first == second) == (tuple(first) == tuple(second))


def test_a_zero_at_the_end_of_a_number_is_no_difference() -> None:
    assert scores_of('[["Jazz", 0.50]]', None) == scores_of('[["Jazz", 0.5]]', None)


def test_what_was_suggested_can_be_compared_changed_and_sent_to_another_process() -> None:
    catalog = open_catalog(find_home())
    store = Suggestions(catalog)
    scores = (GenreScore("Rock", 0.61), GenreScore("Blues", 0.22), GenreScore("Jazz", 0.17))
    said = Suggestion(AnalysisStatus.OK, scores, unsure=False, likely=2)
    store.store("model", [(b"i", said)])
    found = store.all("model", 2)[b"i"]
    catalog.close()
    assert found == replace(said, genres=scores[:2]) == found and found != said
    assert found.suggested == scores[:2] and found.chance == 0.61
    assert found.at_most(1).suggested == scores[:1]
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_list_of_names_is_read() -> None:
    assert names_of('["Jazz", "Bebop"]') == ("Jazz", "Bebop")
    assert names_of("[]") == ()
