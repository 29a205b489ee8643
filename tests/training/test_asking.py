"""Which tracks are asked about: uncertain, standing for many, and none twice."""

from __future__ import annotations

import numpy as np
import pytest

from tagger.training.asking import ask, nearness, strangeness, uncertainty
from tagger.training.discriminant import Statistics


def around(*centres: int, each: int, seed: int = 0, spread: float = 0.4) -> np.ndarray:
    """Unit vectors (len(centres) * each, 32) around unit vectors."""
    generator = np.random.default_rng(seed)
    rows = np.repeat(np.eye(32)[list(centres)], each, axis=0)
    rows = rows + spread * generator.normal(size=rows.shape) / np.sqrt(32) * 2
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


NOBODY = np.zeros((0, 32), np.float32)


def test_an_even_chance_is_full_uncertainty_and_certainty_is_none() -> None:
    said = np.array([[0.25, 0.25, 0.25, 0.25], [1.0, 0, 0, 0], [0.5, 0.5, 0, 0]], np.float32)
    assert uncertainty(said) == pytest.approx([1.0, 0.0, 0.5], abs=1e-6)


def test_two_equal_clusters_are_both_visited_before_one_is_visited_twice() -> None:
    unit = around(0, 1, 2, each=30)
    weight = np.ones(90, np.float32)
    found = ask(unit, weight, nearness(unit, NOBODY), 3)
    assert sorted(row // 30 for row in found.rows.tolist()) == [0, 1, 2]
    assert found.alike.sum() > 40, "most tracks are like one of the three"


def test_what_is_known_is_asked_about_last() -> None:
    unit = around(0, 1, each=30)
    learned = around(0, each=10, seed=1)
    found = ask(unit, np.ones(60, np.float32), nearness(unit, learned), 1)
    assert found.rows[0] >= 30


def test_uncertain_music_is_asked_about_before_music_that_is_sure() -> None:
    unit = around(0, 1, each=30)
    weight = np.repeat(np.array([0.1, 0.9], np.float32), 30)
    assert ask(unit, weight, nearness(unit, NOBODY), 1).rows[0] >= 30


def test_copies_by_ear_are_asked_about_once_and_not_at_all_where_one_is_known() -> None:
    once = around(0, 1, 2, each=1)
    unit = np.concatenate([once, once, once])
    weight = np.ones(9, np.float32)
    found = ask(unit, weight, nearness(unit, NOBODY), 9)
    assert sorted(row % 3 for row in found.rows.tolist()) == [0, 1, 2]
    found = ask(unit, weight, nearness(unit, once[:1]), 9)
    assert sorted(row % 3 for row in found.rows.tolist()) == [1, 2]


def test_nothing_to_ask_about_is_no_question() -> None:
    assert not len(ask(NOBODY, np.zeros(0, np.float32), nearness(NOBODY, NOBODY), 20).rows)


def test_a_track_far_from_every_genre_is_strange() -> None:
    generator = np.random.default_rng(0)
    tracks = generator.normal(size=(400, 8)) + np.repeat([[0.0], [6.0]], 200, axis=0)
    base = Statistics.empty(8).add(tracks, [("Low",)] * 200 + [("High",)] * 200)
    usual, far = strangeness(tracks, base), strangeness(np.full((1, 8), 40.0), base)
    assert np.median(usual) == pytest.approx(1.0, abs=0.3)
    assert far[0] > 100
    assert not strangeness(tracks, Statistics.empty(8)).any()
