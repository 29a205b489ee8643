"""The figures of the model card are computed as the card says."""

from __future__ import annotations

import numpy as np
import pytest

from tagger.lab.calibration import (
    LEAST_LIMIT,
    fit,
    fit_temperature,
    further_limit,
    genre_limits,
    limit,
    softmax,
)
from tagger.lab.data import GENRES, Item
from tagger.lab.encoding import RATE
from tagger.lab.errors import Confusion, confusions, sound_of
from tagger.lab.evaluate import known_music
from tagger.lab.figures import Figure, share
from tagger.measures import calibration_error


def test_a_figure_shows_its_counts_and_interval() -> None:
    line = share("gtzan", np.array([True, True, False, True])).line()

    assert "0.750" in line
    assert "3/4" in line
    assert "[0.301, 0.954]" in line
    assert "[" not in Figure("calibration error", 0.05).line()


def test_confusions_are_counted_and_the_commonest_comes_first() -> None:
    truth = ["Jazz", "Jazz", "Jazz", "Rock", "Rock", "Pop"]
    answers = ["Jazz", "Pop", "Pop", "Jazz", "Rock", "Pop"]

    found = confusions(truth, answers)

    assert found == [Confusion("Jazz", "Pop", 2, 3), Confusion("Rock", "Jazz", 1, 2)]
    assert found[0].line() == "Jazz as Pop: 2 of 3"


def test_a_click_track_is_percussive_and_has_its_tempo() -> None:
    time = np.arange(10 * RATE)
    clicks = (time % (RATE // 2) < 40).astype(np.float32).repeat(2).reshape(-1, 2).T
    tone = np.sin(2 * np.pi * 440 * time / RATE).astype(np.float32)

    assert sound_of(np.ascontiguousarray(clicks)).startswith("120 beats/min")
    assert int(sound_of(np.ascontiguousarray(clicks)).rsplit(" ", 2)[1][:-1]) > 80
    assert sound_of(np.stack([tone, tone])).endswith(" 0% percussive")


def test_music_is_scored_over_the_genres_of_its_set_without_speech() -> None:
    assert [GENRES[i] for i in np.flatnonzero(known_music("gtzan"))] == [
        "Blues", "Classical", "Country", "Disco", "Hip-Hop", "Jazz", "Metal", "Pop", "Reggae",
        "Rock",
    ]  # fmt: skip


def test_the_limit_is_the_lowest_score_that_is_right_often_enough() -> None:
    scores = np.array([[0.9, 0.1], [0.8, 0.2], [0.7, 0.3], [0.6, 0.4]])
    truth = np.array([0, 0, 1, 1])

    assert limit(scores, truth, 0.66) == pytest.approx(0.7)
    assert limit(scores, truth, 0.9) == pytest.approx(0.8)
    assert limit(scores, 1 - truth, 1.0) == 1


def test_the_temperature_undoes_overconfidence() -> None:
    generator = np.random.default_rng(0)
    true_logits = generator.standard_normal((4000, len(GENRES))) * 2
    chance = softmax(true_logits).cumsum(1)
    drawn = np.minimum((chance < generator.random((4000, 1))).sum(1), len(GENRES) - 1)
    mel = np.zeros((128, 39), np.uint8)
    items = [Item("gtzan", "valid", mel, 1, (int(genre),), 1, "x") for genre in drawn]

    temperature = fit_temperature(true_logits * 2.5, items)

    assert temperature == pytest.approx(2.5, rel=0.05)
    calibrated = softmax(true_logits * 2.5 / temperature)
    right = calibrated.argmax(1) == drawn
    assert calibration_error(calibrated.max(1), right) < 0.03
    assert calibration_error(softmax(true_logits * 2.5).max(1), right) > 0.1
    found = fit(calibrated, items, 0.8, temperature)
    assert found.temperature == temperature
    assert right[calibrated.max(1) >= found.common_limit].mean() >= 0.8
    assert found.also_above == 1, "no item has several genres"


def test_a_genre_that_is_often_wrong_gets_a_higher_limit_than_one_that_is_right() -> None:
    scores, truth = graded(400)
    truth[:200] = np.where(scores[:200].max(1) > 0.9, 0, 2)

    good, bad = 1, 0
    limits = genre_limits(scores, truth, 0.8)

    assert limits[bad] > 0.85
    assert limits[good] == LEAST_LIMIT
    assert len(limits) == scores.shape[1]


def test_a_genre_with_few_items_keeps_near_the_common_limit() -> None:
    scores, truth = graded(400)
    truth[:100] = 2
    common = limit(scores, truth, 0.8)
    few = np.zeros((1, 4))
    few[0, 3] = 0.6
    scores, truth = np.concatenate([scores, few]), np.append(truth, 3)

    limits = genre_limits(scores, truth, 0.8)

    assert limits[2] == pytest.approx(common, abs=0.02), "never the best genre"
    assert limits[3] == pytest.approx(common, abs=0.1), "once the best genre"


def test_further_genres_begin_where_half_of_them_are_right() -> None:
    second = np.linspace(0.05, 0.45, 81)
    scores = np.stack([0.99 - second, second, np.full(81, 0.01)], 1)
    genres = [(0, 1) if chance > 0.301 else (0, 3) for chance in second]
    sometimes = [(0, 1) if i % 3 or chance > 0.301 else (0, 3) for i, chance in enumerate(second)]

    assert further_limit(scores, genres) == pytest.approx(0.305), "good ones above excuse none"
    assert further_limit(scores, sometimes) == 0.2, "never below what one label bears"
    assert further_limit(scores, [(0, 3)] * 81) == 1
    assert further_limit(scores[-4:], genres[-4:]) == 1, "too few to be believed"
    assert further_limit(np.zeros((0, 3)), []) == 1


def graded(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Scores over 4 genres whose best is 0 in the first half and 1 in the other, and right."""
    best = np.tile(np.linspace(0.3, 0.99, count // 2), 2)
    scores = np.zeros((count, 4))
    scores[: count // 2, 0], scores[count // 2 :, 1] = best[: count // 2], best[count // 2 :]
    scores[:, 2] = 0.2 * (1 - best)
    return scores, np.repeat([0, 1], count // 2)
