"""Which genres a file shall have, given those it has."""

from __future__ import annotations

import pytest

from tagger.records import Policy
from tagger.tags.policies import is_placeholder, wanted_genres


@pytest.mark.parametrize(
    "genre",
    ["Other", "other", "OTHER ", "Unknown", "Misc", "Sonstige", "その他", "(12)", "12", "1999",
     "(255)", "", "Ｏｔｈｅｒ"],
)  # fmt: skip
def test_placeholders_count_as_no_genre(genre: str):
    assert is_placeholder(genre)
    assert wanted_genres([genre], ["Rock"], Policy.FILL) == ("Rock",)


@pytest.mark.parametrize("genre", ["Rock", "80s", "2-Step", "Other Rock", "8-Bit", "4/4"])
def test_a_real_genre_is_no_placeholder(genre: str):
    assert not is_placeholder(genre)
    assert wanted_genres([genre], ["Pop"], Policy.FILL) is None


def test_fill_leaves_a_genre_beside_a_placeholder_alone():
    assert wanted_genres(["Other", "Rock"], ["Pop"], Policy.FILL) is None


def test_append_keeps_theirs_and_adds_ours_once():
    assert wanted_genres(["rock", "Soul"], ["Rock", "Pop", "pop"], Policy.APPEND) == (
        "rock",
        "Soul",
        "Pop",
    )
    assert wanted_genres(["STRASSE"], ["straße"], Policy.APPEND) is None
    assert wanted_genres(["Unknown"], ["Pop"], Policy.APPEND) == ("Pop",)


def test_replace_takes_ours_and_writes_nothing_where_they_are_equal():
    assert wanted_genres(["Rock"], ["Pop", "Jazz"], Policy.REPLACE) == ("Pop", "Jazz")
    assert wanted_genres(["Pop"], ["Pop"], Policy.REPLACE) is None
    assert wanted_genres(["pop"], ["Pop"], Policy.REPLACE) == ("Pop",)


@pytest.mark.parametrize("policy", list(Policy))
def test_no_suggestion_changes_nothing(policy: Policy):
    assert wanted_genres(["Rock"], [], policy) is None
    assert wanted_genres([], [" "], policy) is None


def test_the_list_of_placeholders_is_the_persons_own():
    assert wanted_genres(["Other"], ["Pop"], Policy.FILL, placeholders=()) is None
    assert wanted_genres(["Mixtape"], ["Pop"], Policy.FILL, placeholders=["mixtape"]) == ("Pop",)
