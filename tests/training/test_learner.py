"""A personal head: new genres beside those that were there, from a few examples, and exactly
forgotten again."""

from __future__ import annotations

import numpy as np
import pytest

from tagger.model import Network
from tagger.paths import bundled_models
from tagger.training.discriminant import Linear, Statistics
from tagger.training.learner import (
    BLEND,
    DISCRIMINANT,
    FROM_SUMS,
    METHODS,
    REFINED,
    Learned,
    learn,
    learn_from,
)

SIZE = 32
KNOWN = ("Blues", "Jazz", "Metal", "Folk", "Soul", "Funk")
NEW = "Zouk"


class World:
    """Genres as clouds of one shape, a head that was trained on some and examples of all."""

    def __init__(self, seed: int = 0) -> None:
        self._generator = np.random.default_rng(seed)
        self._mix = self._generator.normal(size=(SIZE, SIZE)) / np.sqrt(SIZE)
        self._centres = self._generator.normal(0, 0.6, (len(KNOWN) + 1, SIZE)) @ self._mix
        tracks, labels = self.tracks(400, *KNOWN)
        self.base = Statistics.empty(SIZE).add(tracks, labels)
        # Of the right kind, but on a scale of its own, as a head from a softmax is.
        found = self.base.discriminant(0.01)
        self.head = Linear(found.genres, found.weight * np.float32(0.1), found.bias * 0.1)

    def tracks(self, each: int, *genres: str) -> tuple[np.ndarray, list[tuple[str, ...]]]:
        names = [genre for genre in genres for _ in range(each)]
        centres = self._centres[[(*KNOWN, NEW).index(name) for name in names]]
        noise = self._generator.normal(size=centres.shape) @ self._mix
        return centres + noise, [(name,) for name in names]


@pytest.fixture(scope="module")
def world() -> World:
    return World()


def share_right(linear: Linear, tracks: np.ndarray, labels: list[tuple[str, ...]]) -> float:
    found = np.array(linear.genres)[linear.logits(tracks).argmax(1)]
    return float((found == [names[0] for names in labels]).mean())


def spread(learned: Learned, tracks: np.ndarray) -> float:
    logits = learned.linear.logits(tracks)
    return float((logits - logits.mean(1, keepdims=True)).std())


@pytest.mark.parametrize("method", METHODS)
def test_ten_tracks_teach_a_genre_and_the_known_ones_stay(world: World, method: str) -> None:
    learned = learn(world.base, world.head, *world.tracks(10, NEW), method)
    assert learned.method == method
    assert learned.linear.genres == (*KNOWN, NEW)
    assert share_right(learned.linear, *world.tracks(300, NEW)) > 0.7
    known = world.tracks(300, *KNOWN)
    assert share_right(learned.linear, *known) > share_right(world.head, *known) - 0.05


@pytest.mark.parametrize("method", METHODS)
def test_a_track_of_a_new_genre_does_not_take_the_known_ones_away(
    world: World, method: str
) -> None:
    learned = learn(world.base, world.head, *world.tracks(1, NEW), method)
    known = world.tracks(300, *KNOWN)
    assert share_right(learned.linear, *known) > share_right(world.head, *known) - 0.05


@pytest.mark.parametrize("method", FROM_SUMS)
def test_forgotten_examples_leave_the_head_that_never_met_them(world: World, method: str) -> None:
    kept, taken = world.tracks(8, NEW, "Jazz"), world.tracks(12, NEW, "Metal")
    never = learn(world.base, world.head, *kept, method)
    both = learn(world.base, world.head, [*kept[0], *taken[0]], kept[1] + taken[1], method)
    forgot = learn_from(both.statistics.remove(*taken), world.head, method)
    assert forgot.linear.genres == never.linear.genres
    np.testing.assert_allclose(forgot.linear.weight, never.linear.weight, atol=1e-5)
    np.testing.assert_allclose(forgot.linear.bias, never.linear.bias, atol=1e-5)


@pytest.mark.parametrize("method", FROM_SUMS)
def test_a_forgotten_genre_has_no_row_any_more(world: World, method: str) -> None:
    taken = world.tracks(12, NEW)
    learned = learn(world.base, world.head, *taken, method)
    assert NEW in learned.linear.genres
    forgot = learn_from(learned.statistics.remove(*taken), world.head, method)
    assert forgot.linear.genres == KNOWN


@pytest.mark.parametrize("method", FROM_SUMS)
def test_the_logits_keep_the_spread_that_the_temperature_was_made_for(
    world: World, method: str
) -> None:
    tracks, _ = world.tracks(200, *KNOWN)
    wanted = spread(Learned(world.head, world.base, ""), tracks)
    learned = learn(world.base, world.head, *world.tracks(20, NEW), method)
    assert spread(learned, tracks) == pytest.approx(wanted, rel=0.3)


def test_examples_of_a_known_genre_move_its_row(world: World) -> None:
    """A person's own Jazz lies where the model knows nothing."""
    examples, _ = world.tracks(200, NEW)
    learned = learn(world.base, world.head, examples, [("Jazz",)] * 200)
    heard, labels = world.tracks(300, NEW)[0], [("Jazz",)] * 300
    assert learned.linear.genres == KNOWN
    assert share_right(learned.linear, heard, labels) > share_right(world.head, heard, labels) + 0.1


def test_a_track_of_two_genres_teaches_both(world: World) -> None:
    tracks, _ = world.tracks(10, NEW)
    learned = learn(world.base, world.head, tracks, [(NEW, "Jazz")] * 10)
    place = {genre: i for i, genre in enumerate(learned.statistics.genres)}
    assert learned.statistics.count[place[NEW]] == pytest.approx(5)
    assert learned.statistics.count[place["Jazz"]] == pytest.approx(405)


@pytest.mark.parametrize("method", METHODS)
def test_a_genre_of_which_only_the_head_knows_keeps_its_row(world: World, method: str) -> None:
    base = world.base.without("Soul")
    learned = learn(base, world.head, *world.tracks(10, NEW), method)
    assert learned.linear.genres == (*KNOWN, NEW)
    assert share_right(learned.linear, *world.tracks(300, "Soul")) > 0.5


@pytest.mark.parametrize("method", METHODS)
def test_a_head_is_learned_where_no_statistics_were_before(world: World, method: str) -> None:
    labelled = world.tracks(10, NEW, "Jazz")
    learned = learn(Statistics.empty(SIZE), world.head, *labelled, method)
    assert set(learned.linear.genres) == {*KNOWN, NEW}
    assert np.isfinite(learned.linear.weight).all()


@pytest.mark.parametrize("method", METHODS)
def test_three_hundred_genres_of_one_track_each_are_learned(world: World, method: str) -> None:
    tracks, _ = world.tracks(300, NEW)
    learned = learn(world.base, world.head, tracks, [(f"genre {i}",) for i in range(300)], method)
    assert len(learned.linear.genres) == len(KNOWN) + 300
    assert np.isfinite(learned.linear.weight).all() and np.isfinite(learned.linear.bias).all()


def test_another_method_or_size_is_refused(world: World) -> None:
    with pytest.raises(ValueError, match="method"):
        learn(world.base, world.head, *world.tracks(1, NEW), "magic")
    with pytest.raises(ValueError, match="numbers"):
        learn(Statistics.empty(3), world.head, np.ones((1, 3)), [(NEW,)])
    with pytest.raises(ValueError, match="refined"):
        learn_from(world.base, world.head, REFINED)


def test_the_bundled_model_learns_a_genre_and_keeps_its_own() -> None:
    """Tracks are drawn from the bundled statistics, the new genre between two known ones."""
    base = Statistics.load(bundled_models() / "genre-statistics.npz")
    bundled = Network(bundled_models() / "genre.onnx").head
    head = Linear(bundled.genres, bundled.weight, bundled.bias)
    generator = np.random.default_rng(0)
    root = np.linalg.cholesky(base.covariance() + 1e-6 * np.eye(base.size))

    def around(mean: np.ndarray, count: int) -> np.ndarray:
        return mean + generator.normal(size=(count, base.size)) @ root.T

    of = {genre: base.mean[i] for i, genre in enumerate(base.genres)}
    centre = (of["Reggae"] + of["Latin"]) / 2
    for method in (BLEND, DISCRIMINANT):
        learned = learn(base, head, around(centre, 20), [(NEW,)] * 20, method)
        assert learned.linear.genres == (*head.genres, NEW)
        assert share_right(learned.linear, around(centre, 200), [(NEW,)] * 200) > 0.5
        for genre in ("Metal", "Classical", "Electronic"):
            tracks, labels = around(of[genre], 200), [(genre,)] * 200
            assert (
                share_right(learned.linear, tracks, labels)
                > share_right(head, tracks, labels) - 0.05
            )
