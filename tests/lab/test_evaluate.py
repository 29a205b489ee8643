"""The figures of the model card are computed as the card says."""

from __future__ import annotations

import numpy as np
import pytest

from tagger.lab.calibration import fit, limit, softmax
from tagger.lab.data import GENRES, Item
from tagger.lab.evaluate import Figure, known_music, share
from tagger.model.measures import calibration_error


def test_a_figure_shows_its_counts_and_interval() -> None:
    line = share("gtzan", np.array([True, True, False, True])).line()

    assert "0.750" in line
    assert "3/4" in line
    assert "[0.301, 0.954]" in line
    assert "[" not in Figure("calibration error", 0.05).line()


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

    found = fit(true_logits * 2.5, items, 0.8)

    assert found.temperature == pytest.approx(2.5, rel=0.05)
    calibrated = softmax(true_logits * 2.5 / found.temperature)
    right = calibrated.argmax(1) == drawn
    assert calibration_error(calibrated.max(1), right) < 0.03
    assert calibration_error(softmax(true_logits * 2.5).max(1), right) > 0.1
    sure = calibrated.max(1) >= found.unsure_below
    assert right[sure].mean() >= 0.8
