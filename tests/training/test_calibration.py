"""A probability means what it says, and the line of 95 % holds on music that was never heard."""

from __future__ import annotations

import time

import numpy as np
import pytest
from numpy.typing import NDArray

from tagger.measures import Share, calibration_error
from tagger.training.calibration import (
    NEVER_SURE,
    calibrate,
    fit_temperature,
    rising,
    sure_line,
    tempered,
)
from tagger.training.evaluation import Labels, Scores

GENRES = ("Blues", "Jazz", "Rock", "Soul")


def odds(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    values = np.exp(logits - logits.max(axis=1, keepdims=True))
    return values / values.sum(axis=1, keepdims=True)


def answers(
    count: int, seed: int = 0, spread: float = 2.5
) -> tuple[NDArray[np.float64], list[tuple[str, ...]]]:
    """Logits whose softmax is the true chance of every genre, and a truth drawn from it."""
    random = np.random.default_rng(seed)
    logits = random.normal(size=(count, len(GENRES))) * spread
    drawn = (odds(logits).cumsum(axis=1) < random.random((count, 1))).sum(axis=1)
    return logits, [(GENRES[g],) for g in drawn]


def shares(labels: Labels) -> NDArray[np.float64]:
    return np.array([[(g in names) / max(len(names), 1) for g in GENRES] for names in labels])


def share_right(held_out: int) -> float:
    """Of what is above the lines on fresh tracks, over many drawn shelves."""
    hits = total = 0
    for seed in range(60):
        logits, labels = answers(held_out, seed)
        line = sure_line(Scores(GENRES, odds(logits)), labels)
        fresh, truth = answers(2000, seed + 1000)
        scores = odds(fresh)
        sure = scores.max(axis=1) >= line.by_genre[scores.argmax(axis=1)]
        right = [GENRES[scores[i].argmax()] == truth[i][0] for i in np.flatnonzero(sure)]
        hits, total = hits + sum(right), total + len(right)
    assert total > 60 * 2000 * 0.2
    return hits / total


@pytest.mark.parametrize("factor", [0.3, 1.0, 4.0])
def test_the_temperature_takes_back_what_exaggerates(factor: float) -> None:
    logits, labels = answers(4000)
    found = fit_temperature(odds(logits * factor), shares(labels))
    assert found == pytest.approx(factor, rel=0.08)


def test_a_temperature_makes_probabilities_honest() -> None:
    logits, labels = answers(4000)
    loud = odds(logits * 3)
    truth = shares(labels).argmax(axis=1)
    found = fit_temperature(loud, shares(labels))
    calm = tempered(loud, found)
    before = calibration_error(loud.max(axis=1), loud.argmax(axis=1) == truth)
    after = calibration_error(calm.max(axis=1), calm.argmax(axis=1) == truth)
    assert before > 0.1 and after < 0.03
    np.testing.assert_array_equal(calm.argmax(axis=1), loud.argmax(axis=1))
    np.testing.assert_allclose(calm, odds(logits * 3 / found), atol=1e-3)


def test_the_temperature_is_the_minimum_of_the_log_loss() -> None:
    logits, labels = answers(500, seed=4)
    labels = [
        (*names, "Rock") if i % 5 == 0 and names != ("Rock",) else names
        for i, names in enumerate(labels)
    ]
    given, truth = odds(logits * 2), shares(labels)

    def loss(temperature: float) -> float:
        return float(-(truth * np.log(tempered(given, temperature))).sum())

    best = fit_temperature(given, truth)
    assert loss(best) < loss(best * 1.01) and loss(best) < loss(best / 1.01)


@pytest.mark.parametrize("held_out", [200, 400, 1500])
def test_the_line_holds_on_new_music_from_the_same_shelf(held_out: int) -> None:
    assert share_right(held_out) == pytest.approx(0.95, abs=0.01)


def test_the_line_says_how_many_of_the_held_out_answers_are_above_it() -> None:
    logits, labels = answers(1000)
    scores = odds(logits)
    line = sure_line(Scores(GENRES, scores), labels)
    sure = np.flatnonzero(scores.max(axis=1) >= line.by_genre[scores.argmax(axis=1)])
    right = sum(GENRES[scores[i].argmax()] == labels[i][0] for i in sure)
    assert line.above == Share(right, len(sure))
    assert line.above.value >= 0.95 and line.total == 1000 and line.reachable


def test_asking_for_less_lowers_the_line() -> None:
    held = answers(1000)
    scores = Scores(GENRES, odds(held[0]))
    assert sure_line(scores, held[1], 0.8).common < sure_line(scores, held[1], 0.95).common


def test_nineteen_right_answers_promise_nothing_and_twenty_do() -> None:
    def line(count: int) -> float:
        scores = np.tile([0.9, 0.1, 0.0, 0.0], (count, 1))
        return sure_line(Scores(GENRES, scores), [("Blues",)] * count).common

    assert line(19) == NEVER_SURE
    assert line(20) == pytest.approx(0.9)


def test_answers_of_equal_probability_stand_on_one_side_of_the_line() -> None:
    scores = np.tile([0.9, 0.1, 0.0, 0.0], (40, 1))
    labels: Labels = [("Blues",)] * 30 + [("Jazz",)] * 10
    assert sure_line(Scores(GENRES, scores), labels).common == NEVER_SURE


def test_certain_answers_that_are_always_right_are_above_the_line() -> None:
    scores = np.tile([1.0, 0.0, 0.0, 0.0], (30, 1)).astype(np.float32)
    line = sure_line(Scores(GENRES, scores), [("Blues",)] * 30)
    assert line.common < 1 and line.above == Share(30, 30)


def test_a_genre_that_is_often_wrong_has_a_higher_line_than_the_others() -> None:
    random = np.random.default_rng(2)
    best = random.uniform(0.4, 1.0, 600)
    scores = np.zeros((600, 4))
    said = np.arange(600) % 2
    scores[np.arange(600), said] = best
    # Blues is right from 0.5 on, Jazz only from 0.9 on.
    right = best > np.where(said == 0, 0.5, 0.9)
    labels = [(GENRES[s],) if ok else ("Rock",) for s, ok in zip(said, right, strict=True)]
    line = sure_line(Scores(GENRES, scores), labels)
    blues, jazz, rock, _ = line.by_genre
    assert blues < 0.75 and 0.85 < jazz < 0.95
    assert blues < line.common == rock


def test_few_answers_raise_a_genres_line_where_they_are_wrong_and_never_lower_it() -> None:
    scores = np.zeros((316, 4))
    scores[:300, 0] = np.linspace(0.5, 1.0, 300)
    scores[300:308, 1] = 0.9
    scores[308:, 2] = 0.9
    labels: Labels = [("Blues",)] * 300 + [("Soul",)] * 8 + [("Rock",)] * 8
    line = sure_line(Scores(GENRES, scores), labels)
    assert line.by_genre[1] > 0.9 > line.by_genre[2]
    assert line.by_genre[2] >= line.common == line.by_genre[3]


def test_without_tracks_nothing_is_sure() -> None:
    nothing = calibrate(Scores(GENRES, np.zeros((0, 4))), [])
    assert nothing.temperature == 1.0
    assert not nothing.line.reachable and nothing.line.above == Share(0, 0)
    assert nothing.also_above == 1.0 and (nothing.likely_above == 1.0).all()
    bare = calibrate(Scores((), np.zeros((0, 0))), [])
    assert bare.likely_above.shape == (0,)


def test_tracks_with_one_genre_each_suggest_no_further_ones() -> None:
    logits, labels = answers(500)
    assert calibrate(Scores(GENRES, odds(logits)), labels).also_above == 1.0


def test_a_further_genre_is_likely_where_it_is_right_half_the_time() -> None:
    random = np.random.default_rng(5)
    second = random.uniform(0.05, 0.45, 2000)
    scores = np.zeros((2000, 4))
    scores[:, 0], scores[:, 1] = 1 - second - 0.02, second
    scores[:, 2] = scores[:, 3] = 0.01
    labels: list[tuple[str, ...]] = [
        ("Blues", "Jazz") if random.random() < (s > 0.3) * 0.9 else ("Blues", "Soul")
        for s in second
    ]
    found = calibrate(Scores(GENRES, scores), labels)
    reached = tempered(scores, found.temperature)[:, 1] >= found.likely_above[1]
    assert set(np.flatnonzero(reached)) == set(np.flatnonzero(second > 0.3))


def test_a_genre_unknown_to_the_scores_makes_an_answer_wrong_and_nothing_else() -> None:
    logits, labels = answers(200)
    labels[0] = ("Polka",)
    found = calibrate(Scores(GENRES, odds(logits)), labels)
    assert found.tracks == 200 and np.isfinite(found.temperature)


def test_separated_genres_give_a_finite_temperature() -> None:
    scores = np.tile([0.6, 0.4, 0.0, 0.0], (50, 1))
    assert 0 < fit_temperature(scores, shares([("Blues",)] * 50)) < 1
    assert 1 < fit_temperature(scores, shares([("Soul",)] * 50)) < 100


def test_rising_values_are_those_of_isotonic_regression() -> None:
    assert rising(np.array([1.0, 2.0, 3.0])).tolist() == [1, 2, 3]
    assert rising(np.array([3.0, 1.0, 2.0, 5.0, 4.0])).tolist() == [2, 2, 2, 4.5, 4.5]
    assert rising(np.zeros(0)).tolist() == []
    from scipy.optimize import isotonic_regression

    values = np.random.default_rng(0).normal(size=300)
    np.testing.assert_allclose(rising(values), isotonic_regression(values).x, atol=1e-12)


def test_ten_thousand_tracks_of_twenty_genres_are_calibrated_in_seconds() -> None:
    random = np.random.default_rng(0)
    scores = odds(random.normal(size=(10_000, 20)))
    names = tuple(f"Genre {i}" for i in range(20))
    labels = [(names[g],) for g in random.integers(20, size=10_000)]
    begun = time.process_time()
    calibrate(Scores(names, scores), labels)
    assert time.process_time() - begun < 3
