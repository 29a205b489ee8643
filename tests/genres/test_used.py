"""What becomes of the probability of genres that nobody uses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.genres.used import UsedGenres
from tagger.genres.vocabulary import Genre, Vocabulary, load_vocabulary
from tagger.records import LEAST_COVERED

VOCABULARY = Vocabulary(
    [
        Genre("Blues", aliases=("Bluesy",)),
        Genre("Country Blues", ("Blues",)),
        Genre("Delta Blues", ("Country Blues",)),
        Genre("Jazz"),
        Genre("Funk"),
        Genre("Acid Jazz", ("Jazz", "Funk")),
        Genre("Rock"),
        Genre("Blues Rock", ("Blues", "Rock")),
    ]
)
GENRES = ("Blues", "Country Blues", "Delta Blues", "Jazz", "Funk", "Acid Jazz", "Rock")


def restricted(unused: list[str], **chances: float) -> tuple[dict[str, float], float]:
    """`chances` by name with underscores for spaces; what is left of them, and what it covers."""
    genres = tuple(name.replace("_", " ") for name in chances)
    used = UsedGenres(genres, unused, VOCABULARY)
    kept, found, covered = used.restrict(genres, np.array([list(chances.values())]))
    return dict(zip(kept, found[0].tolist(), strict=True)), float(covered[0])


def test_what_lies_on_a_genre_goes_to_the_one_above_it_first() -> None:
    found, covered = restricted(["Delta Blues"], Delta_Blues=0.6, Blues=0.1, Rock=0.3)
    assert found == pytest.approx({"Blues": 0.7, "Rock": 0.3})
    assert covered == pytest.approx(1)


def test_the_nearest_genre_above_gets_it_also_past_one_that_is_not_used() -> None:
    heirs = UsedGenres(GENRES, ["Delta Blues"], VOCABULARY).heirs
    assert heirs == {"Delta Blues": ("Country Blues",)}
    heirs = UsedGenres(GENRES, ["Delta Blues", "Country Blues"], VOCABULARY).heirs
    assert heirs == {"Delta Blues": ("Blues",), "Country Blues": ("Blues",)}


def test_several_genres_above_share_it_in_equal_parts() -> None:
    found, _ = restricted(["Acid Jazz"], Acid_Jazz=0.5, Jazz=0.3, Funk=0.1, Rock=0.1)
    assert found == pytest.approx({"Jazz": 0.55, "Funk": 0.35, "Rock": 0.1})


def test_what_has_nothing_above_it_is_shared_out_in_proportion() -> None:
    found, covered = restricted(["Rock"], Rock=0.2, Jazz=0.6, Funk=0.2)
    assert found == pytest.approx({"Jazz": 0.75, "Funk": 0.25})
    assert covered == pytest.approx(0.8)


def test_nothing_is_shared_out_where_too_little_lay_on_genres_that_are_used() -> None:
    found, covered = restricted(["Rock"], Rock=0.9, Jazz=0.08, Funk=0.02)
    assert found == pytest.approx({"Jazz": 0.08, "Funk": 0.02})
    assert covered == pytest.approx(0.1)


def test_a_name_means_its_genre_in_whatever_spelling() -> None:
    assert UsedGenres(GENRES, ["bluesy", "FUNK"], VOCABULARY).heirs.keys() == {"Blues", "Funk"}


@given(
    st.lists(st.floats(0, 1), min_size=7, max_size=7).filter(lambda p: sum(p) > 0.01),
    st.sets(st.sampled_from(GENRES), max_size=6),
)
def test_probability_is_neither_made_nor_moved_to_what_is_not_used(
    chances: list[float], unused: set[str]
) -> None:
    given_ = np.array([chances]) / sum(chances)
    used = UsedGenres(GENRES, sorted(unused), VOCABULARY)
    kept, found, covered = used.restrict(GENRES, given_)
    assert not set(kept) & unused and set(kept) | unused == set(GENRES)
    fits = covered[0] >= LEAST_COVERED
    assert found.sum() == pytest.approx(1 if fits else covered[0])
    # Nothing that is used loses: what it had is there, and what it got beside.
    before = [given_[0, GENRES.index(genre)] for genre in kept]
    assert (found[0] >= np.array(before) - 1e-9).all()


def test_the_vocabulary_of_the_app_leads_to_the_nearest_genres_above() -> None:
    genres = ("Blues", "Jazz", "Rock", "Delta Blues", "Jazz Fusion")
    heirs = UsedGenres(genres, genres[3:], load_vocabulary()).heirs
    assert heirs["Delta Blues"] == ("Blues",)
    assert "Jazz" in heirs["Jazz Fusion"]
