"""Statistics of examples: added, removed and merged as if the rest had never been there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tagger.paths import bundled_models
from tagger.training.discriminant import Linear, Statistics

SIZE = 6
NAMES: tuple[str, ...] = ("Jazz", "Zouk", "Techno", "Ragga")

Examples = tuple[np.ndarray, list[tuple[str, ...]]]


@st.composite
def examples(draw: st.DrawFn, least: int = 0) -> Examples:
    """Tracks at any distance from the origin, of one to three genres each."""
    labels = draw(
        st.lists(
            st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(tuple),
            min_size=least,
            max_size=12,
        )
    )
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    far = draw(st.sampled_from((0.0, 3.0, 30.0)))
    return generator.normal(far, 1, (len(labels), SIZE)), labels


def of(*parts: Examples) -> Statistics:
    statistics = Statistics.empty(SIZE)
    for embeddings, labels in parts:
        statistics = statistics.add(embeddings, labels)
    return statistics


def assert_same(one: Statistics, other: Statistics) -> None:
    assert set(one.genres) == set(other.genres)
    order = [one.genres.index(genre) for genre in other.genres]
    np.testing.assert_allclose(one.count[order], other.count, atol=1e-9)
    np.testing.assert_allclose(one.mean[order], other.mean, atol=1e-8)
    np.testing.assert_allclose(one.scatter, other.scatter, atol=1e-7)


@settings(max_examples=60, deadline=None)
@given(examples(), examples())
def test_what_was_added_and_removed_was_never_there(kept: Examples, taken: Examples) -> None:
    assert_same(of(kept, taken).remove(*taken), of(kept))


@settings(max_examples=60, deadline=None)
@given(examples(), st.randoms())
def test_the_order_of_the_tracks_does_not_matter(tracks: Examples, random) -> None:
    embeddings, labels = tracks
    order = list(range(len(labels)))
    random.shuffle(order)
    one_by_one = Statistics.empty(SIZE)
    for i in order:
        one_by_one = one_by_one.add(embeddings[i : i + 1], [labels[i]])
    assert_same(one_by_one, of(tracks))


@settings(max_examples=60, deadline=None)
@given(examples(), examples(), examples())
def test_merging_is_adding_in_any_order(one: Examples, two: Examples, three: Examples) -> None:
    assert_same(of(three).merge(of(one).merge(of(two))), of(one, two, three))


@settings(max_examples=30, deadline=None)
@given(examples(least=1))
def test_the_sums_are_those_of_the_definition(tracks: Examples) -> None:
    embeddings, labels = tracks
    statistics = of(tracks)
    scatter = np.zeros((SIZE, SIZE))
    for genre in statistics.genres:
        mass = np.array([(genre in names) / len(set(names)) for names in labels])
        mean = np.average(embeddings, axis=0, weights=mass)
        scatter += (embeddings - mean).T @ np.diag(mass) @ (embeddings - mean)
        place = statistics.genres.index(genre)
        assert statistics.count[place] == pytest.approx(mass.sum())
        np.testing.assert_allclose(statistics.mean[place], mean, atol=1e-9)
    np.testing.assert_allclose(statistics.scatter, scatter, atol=1e-8)
    assert statistics.tracks == pytest.approx(len(labels))


def test_a_track_of_several_genres_gives_each_its_share() -> None:
    statistics = Statistics.empty(2).add(np.eye(2), [("Jazz", "Zouk"), ("Jazz",)])
    assert dict(zip(statistics.genres, statistics.count, strict=True)) == {"Jazz": 1.5, "Zouk": 0.5}


def test_a_genre_given_twice_to_a_track_counts_once() -> None:
    twice = Statistics.empty(2).add(np.eye(2), [("Jazz", "Jazz", "Zouk"), ("Zouk",)])
    once = Statistics.empty(2).add(np.eye(2), [("Jazz", "Zouk"), ("Zouk",)])
    np.testing.assert_array_equal(twice.count, once.count)


def test_a_track_without_a_genre_counts_for_nothing() -> None:
    assert Statistics.empty(2).add(np.eye(2), [(), ()]).genres == ()


def test_the_last_track_of_a_genre_takes_the_genre_along() -> None:
    generator = np.random.default_rng(0)
    base = of((generator.normal(size=(5, SIZE)), [("Jazz",)] * 5))
    # Seven sevenths are not 1 to the last bit.
    track = generator.normal(size=(1, SIZE))
    names = tuple(f"new {i}" for i in range(7))
    assert base.add(track, [names]).remove(track, [names]).genres == ("Jazz",)


def test_nothing_is_left_when_everything_is_removed() -> None:
    tracks = np.random.default_rng(0).normal(size=(9, SIZE)), [("Jazz",)] * 4 + [("Zouk",)] * 5
    nothing = of(tracks).remove(*tracks)
    assert nothing.genres == ()
    assert not nothing.scatter.any()


def test_more_than_there_is_cannot_be_removed() -> None:
    statistics = Statistics.empty(2).add(np.eye(2), [("Jazz",), ("Zouk",)])
    with pytest.raises(ValueError, match="more tracks"):
        statistics.remove(np.eye(2), [("Jazz",), ("Jazz",)])
    with pytest.raises(ValueError, match="Techno"):
        statistics.remove(np.eye(2), [("Techno",), ("Jazz",)])


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_an_embedding_that_is_no_number_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        Statistics.empty(2).add([[0.0, bad]], [("Jazz",)])


def test_embeddings_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="numbers"):
        Statistics.empty(2).merge(Statistics.empty(3))
    with pytest.raises(ValueError, match="labels"):
        Statistics.empty(2).add(np.eye(2), [("Jazz",)])


def test_adding_leaves_the_statistics_it_was_added_to_alone() -> None:
    base = Statistics.empty(2).add(np.eye(2), [("Jazz",), ("Zouk",)])
    before = base.count.copy(), base.mean.copy(), base.scatter.copy()
    base.add(np.ones((3, 2)), [("Jazz",)] * 3).remove(np.ones((1, 2)), [("Jazz",)])
    for now, then in zip((base.count, base.mean, base.scatter), before, strict=True):
        np.testing.assert_array_equal(now, then)


def test_a_genre_that_is_dropped_leaves_the_covariance_of_the_others_as_it_was() -> None:
    generator = np.random.default_rng(0)
    base = of((generator.normal(size=(20, SIZE)), [("Jazz",)] * 12 + [("Zouk",)] * 8))
    rest = base.without("Zouk")
    assert rest.genres == ("Jazz",)
    np.testing.assert_allclose(rest.covariance(), base.covariance())
    assert base.without("Techno") is base


def test_the_discriminant_is_the_best_rule_for_genres_of_one_covariance() -> None:
    """Against the posterior of the true densities, of which it knows nothing but samples."""
    generator = np.random.default_rng(1)
    mix = generator.normal(size=(SIZE, SIZE))
    centres = generator.normal(0, 2, (3, SIZE)) @ mix
    genre = np.repeat(np.arange(3), 4000)
    tracks = centres[genre] + generator.normal(size=(12000, SIZE)) @ mix
    names = np.array(NAMES)
    statistics = Statistics.empty(SIZE).add(tracks, [(name,) for name in names[genre]])
    linear = statistics.discriminant(1e-6)
    whitened = (tracks[:, None] - centres) @ np.linalg.inv(mix)
    best = (whitened**2).sum(2).argmin(1)
    found = np.array(linear.genres)[linear.logits(tracks).argmax(1)]
    assert (found == names[best]).mean() > 0.99


def test_the_discriminant_says_the_same_at_any_scale_of_the_embedding() -> None:
    generator = np.random.default_rng(0)
    tracks, labels = generator.normal(size=(30, SIZE)), [(NAMES[i % 3],) for i in range(30)]
    plain = of((tracks, labels)).discriminant(0.2)
    scaled = of((1000 * tracks, labels)).discriminant(0.2)
    np.testing.assert_allclose(scaled.logits(1000 * tracks), plain.logits(tracks), atol=1e-3)


def test_one_track_of_each_genre_is_enough_for_an_answer() -> None:
    linear = Statistics.empty(2).add(np.eye(2), [("Jazz",), ("Zouk",)]).discriminant(0.1)
    assert list(linear.logits(np.eye(2)).argmax(1)) == [0, 1]


@pytest.mark.parametrize("shrinkage", [0.0, -0.1, 1.1, np.nan])
def test_shrinkage_lies_between_none_and_all(shrinkage: float) -> None:
    with pytest.raises(ValueError, match="shrinkage"):
        Statistics.empty(2).add(np.eye(2), [("Jazz",), ("Zouk",)]).discriminant(shrinkage)


def test_the_bundled_statistics_give_a_discriminant_of_every_bundled_genre() -> None:
    statistics = Statistics.load(bundled_models() / "genre-statistics.npz")
    linear = statistics.discriminant()
    assert "Spoken Word" in linear.genres and len(linear.genres) == len(statistics.genres) > 10
    means = statistics.mean
    assert list(linear.logits(means).argmax(1)) == list(range(len(means)))


def test_a_file_that_is_no_statistics_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "statistics.npz"
    np.savez(path, genres=np.array(["Jazz"]), count=np.ones(1), mean=np.ones((1, 2)))
    with pytest.raises(KeyError):
        Statistics.load(path)


def test_rows_of_a_classifier_come_in_the_order_asked_for() -> None:
    linear = Linear(("a", "b", "c"), np.eye(3, dtype=np.float32), np.arange(3, dtype=np.float32))
    picked = linear.rows(["c", "a"])
    assert picked.genres == ("c", "a")
    np.testing.assert_array_equal(picked.bias, [2, 0])


def test_dimensions_count_the_directions_in_which_tracks_differ() -> None:
    generator = np.random.default_rng(0)
    flat = generator.normal(size=(400, SIZE)) * [1, 1, 1e-6, 0, 0, 0]
    assert of((flat, [("Jazz",)] * 400)).dimensions(1e-4) == pytest.approx(2, rel=0.01)
    assert Statistics.empty(SIZE).dimensions() == 0
