"""How sure a personal model is: of old genres as before, and of new ones as was measured."""

from __future__ import annotations

import numpy as np
import pytest

from tagger.model.classifier import Head
from tagger.paths import bundled_models
from tagger.training.discriminant import Linear, Statistics
from tagger.training.evaluation import Scores
from tagger.training.learner import METHODS, learn
from tagger.workflow.material import Base, open_base
from tagger.workflow.personal_head import ENOUGH_HELD_OUT, as_sure_as, calibrated
from tagger.workflow.session import Session

NOTHING = Scores(("Jazz",), np.zeros((0, 1)))


@pytest.fixture
def base(session: Session) -> Base:
    if not (bundled_models() / "genre.onnx").is_file():
        pytest.skip("the bundled model is not there")
    return open_base(session)


def others(statistics: Statistics) -> np.ndarray:
    """Tracks of the base genres, other ones than the statistics draw themselves."""
    noise = np.random.default_rng(7).normal(size=(len(statistics.genres), 40, statistics.size))
    root = np.linalg.cholesky(statistics.covariance() + 1e-9 * np.eye(statistics.size))
    return (statistics.mean[:, None] + noise @ root.T).reshape(-1, statistics.size)


def sure_share(head: Head, vectors: np.ndarray) -> float:
    chance = head.probabilities(vectors)
    best = chance.argmax(axis=1)
    limits = np.array([head.unsure_limit(genre) for genre in head.genres])
    return float((chance.max(axis=1) >= limits[best]).mean())


@pytest.mark.parametrize("method", METHODS)
def test_who_teaches_zouk_does_not_make_the_model_unsure_of_jazz(base: Base, method: str) -> None:
    statistics, head = base.statistics, base.listener.model.head
    place = np.random.default_rng(1).normal(size=statistics.size)
    root = np.linalg.cholesky(statistics.covariance() + 1e-9 * np.eye(statistics.size))
    zouk = (
        statistics.mean.mean(0)
        + root @ place
        + (root @ np.random.default_rng(2).normal(size=(statistics.size, 20))).T
    )
    linear = learn(statistics, base.linear, zouk, [("Zouk",)] * 20, method).linear
    own = calibrated(head, statistics, linear, NOTHING, []).head
    vectors = others(statistics)
    assert sure_share(own, vectors) == pytest.approx(sure_share(head, vectors), abs=0.1)


def test_the_head_itself_is_as_sure_as_it_is(base: Base) -> None:
    same = as_sure_as(base.listener.model.head, base.linear, base.statistics)
    assert same == pytest.approx(1, abs=1e-3)


def held_out(genres: tuple[str, ...], count: int, chance: float) -> Scores:
    """Answers "Zouk" of `count` tracks with this probability."""
    scores = np.full((count, len(genres)), (1 - chance) / (len(genres) - 1))
    scores[:, genres.index("Zouk")] = chance
    return Scores(genres, scores)


def taught(base: Base, scores: Scores | None, truth: list[tuple[str, ...]]) -> Head:
    size = base.statistics.size
    linear = Linear(
        (*base.linear.genres, "Zouk"),
        np.vstack([base.linear.weight, np.zeros((1, size), np.float32)]),
        np.append(base.linear.bias, np.float32(-1)),
    )
    said = scores or Scores(linear.genres, np.zeros((0, len(linear.genres))))
    return calibrated(base.listener.model.head, base.statistics, linear, said, truth).head


def test_of_a_new_genre_that_nobody_tested_the_strictest_limit_is_asked(base: Base) -> None:
    head = base.listener.model.head
    own = taught(base, None, [])
    strictest = max(head.unsure_limit(genre) for genre in head.genres)
    assert own.unsure_limit("Zouk") == strictest
    assert all(own.unsure_limit(genre) == head.unsure_limit(genre) for genre in head.genres)


def test_a_new_genre_that_was_right_when_tested_is_sure_and_one_that_was_wrong_never(
    base: Base,
) -> None:
    genres = (*base.linear.genres, "Zouk")
    scores = held_out(genres, ENOUGH_HELD_OUT, 0.7)
    right = taught(base, scores, [("Zouk",)] * ENOUGH_HELD_OUT)
    wrong = taught(base, scores, [("Jazz",)] * ENOUGH_HELD_OUT)
    assert right.unsure_limit("Zouk") < 1
    assert wrong.unsure_limit("Zouk") == 1
    assert wrong.unsure_limit("Jazz") == base.listener.model.head.unsure_limit("Jazz")


def test_a_handful_of_tested_tracks_hardly_moves_the_temperature(base: Base) -> None:
    genres = (*base.linear.genres, "Zouk")
    few = taught(base, held_out(genres, 5, 0.99), [("Jazz",)] * 5)
    many = taught(base, held_out(genres, 500, 0.99), [("Jazz",)] * 500)
    none = taught(base, None, [])
    assert few.temperature == pytest.approx(none.temperature, rel=0.15)
    assert many.temperature > 2 * none.temperature
