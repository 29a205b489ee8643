"""A head refined on many examples: better where they tell more than sums, with its base genres
still there and exactly forgotten examples."""

from __future__ import annotations

import numpy as np
import pytest

from tagger.training.discriminant import Linear, Statistics
from tagger.training.learner import BLEND, REFINED, learn
from tagger.training.refined import refine
from tests.training.shelves import KNOWN, OWN, SIZE, Shelves


@pytest.fixture(scope="module")
def shelves() -> Shelves:
    return Shelves()


def share_right(linear: Linear, tracks: np.ndarray, labels: list[tuple[str, ...]]) -> float:
    found = np.array(linear.genres)[linear.logits(tracks).argmax(1)]
    return float((found == [names[0] for names in labels]).mean())


def test_many_examples_tell_genres_apart_that_the_sums_confuse(shelves: Shelves) -> None:
    taught, unheard = shelves.tracks(150, *OWN), shelves.tracks(300, *OWN)
    plain = learn(shelves.base, shelves.head, *taught, BLEND).linear
    refined = learn(shelves.base, shelves.head, *taught, REFINED).linear
    assert refined.genres == plain.genres
    assert share_right(refined, *unheard) > share_right(plain, *unheard) + 0.05


def test_base_genres_stay_when_many_tracks_of_one_new_genre_are_taught(shelves: Shelves) -> None:
    """Without what the base remembers, the new genre would take them over."""
    tracks, labels = shelves.tracks(1_000, "Zouk")
    pooled = shelves.base.add(tracks, labels)
    start = learn(shelves.base, shelves.head, tracks, labels, BLEND).linear
    held = learn(shelves.base, shelves.head, tracks, labels, REFINED).linear
    bare = refine(start, Statistics.empty(SIZE), pooled, tracks, labels)
    known = shelves.tracks(1_000, *KNOWN)
    assert share_right(held, *known) > share_right(start, *known) - 0.01
    assert share_right(bare, *known) < share_right(start, *known) - 0.03
    assert share_right(held, *shelves.tracks(300, "Zouk")) > 0.7


def test_the_same_examples_give_the_same_head(shelves: Shelves) -> None:
    taught = shelves.tracks(60, *OWN, "Jazz")
    first, again = (learn(shelves.base, shelves.head, *taught, REFINED).linear for _ in range(2))
    np.testing.assert_array_equal(first.weight, again.weight)
    np.testing.assert_array_equal(first.bias, again.bias)


def test_a_track_taken_out_leaves_the_head_that_never_met_it(shelves: Shelves) -> None:
    """What was learned with it leaves no trace: base and head are the same before and after."""
    tracks, labels = shelves.tracks(60, *OWN)
    never = learn(shelves.base, shelves.head, tracks[1:], labels[1:], REFINED).linear
    met = learn(shelves.base, shelves.head, tracks, labels, REFINED).linear
    left = [i for i in range(len(labels)) if i != 0]
    forgot = learn(
        shelves.base, shelves.head, tracks[left], [labels[i] for i in left], REFINED
    ).linear
    assert np.abs(met.weight - never.weight).max() > 1e-4
    np.testing.assert_array_equal(forgot.weight, never.weight)
    np.testing.assert_array_equal(forgot.bias, never.bias)


def test_the_order_of_the_examples_hardly_matters(shelves: Shelves) -> None:
    tracks, labels = shelves.tracks(60, *OWN)
    turned = np.arange(len(labels))[::-1]
    one = learn(shelves.base, shelves.head, tracks, labels, REFINED).linear
    other = learn(
        shelves.base, shelves.head, tracks[turned], [labels[i] for i in turned], REFINED
    ).linear.rows(one.genres)
    unheard, _ = shelves.tracks(200, *OWN, *KNOWN)
    np.testing.assert_allclose(other.logits(unheard), one.logits(unheard), atol=0.05)


def test_a_refined_heads_probabilities_are_near_the_truth(shelves: Shelves) -> None:
    """So that a temperature near 1 fits it."""
    learned = learn(shelves.base, shelves.head, *shelves.tracks(150, *OWN), REFINED).linear
    tracks, labels = shelves.tracks(300, *OWN)
    logits = learned.logits(tracks).astype(np.float64)
    odds = np.exp(logits - logits.max(1, keepdims=True))
    sure = (odds / odds.sum(1, keepdims=True)).max(1).mean()
    assert sure == pytest.approx(share_right(learned, tracks, labels), abs=0.08)


def test_a_track_of_two_genres_pulls_both_and_one_of_none_nothing(shelves: Shelves) -> None:
    tracks, labels = shelves.tracks(60, *OWN)
    both, _ = shelves.tracks(60, "Zouk")
    plain = learn(shelves.base, shelves.head, tracks, labels, REFINED).linear
    mixed = learn(
        shelves.base,
        shelves.head,
        np.concatenate([tracks, both]),
        [*labels, *[("Zouk", "Jazz")] * 60],
        REFINED,
    ).linear
    unheard, _ = shelves.tracks(200, "Zouk")
    jazz = plain.genres.index("Jazz")
    assert mixed.logits(unheard)[:, jazz].mean() > plain.logits(unheard)[:, jazz].mean() + 0.5
    silent = learn(
        shelves.base,
        shelves.head,
        np.concatenate([tracks, both]),
        [*labels, *[()] * 60],
        REFINED,
    ).linear
    np.testing.assert_allclose(silent.logits(unheard), plain.logits(unheard), atol=0.02)


def test_what_does_not_fit_is_refused(shelves: Shelves) -> None:
    tracks, labels = shelves.tracks(2, "Zouk")
    with pytest.raises(ValueError, match="no row"):
        refine(shelves.head, shelves.base, shelves.base, tracks, labels)
    with pytest.raises(ValueError, match="labels"):
        refine(shelves.head, shelves.base, shelves.base, tracks, labels[1:])
    with pytest.raises(ValueError, match="finite"):
        refine(shelves.head, shelves.base, shelves.base, tracks * np.nan, [("Jazz",)] * 2)


def test_nothing_to_learn_from_leaves_the_head_as_it_is(shelves: Shelves) -> None:
    nothing = np.zeros((0, SIZE), np.float32)
    assert refine(shelves.head, shelves.base, shelves.base, nothing, []) is shelves.head
