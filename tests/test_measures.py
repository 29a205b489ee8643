"""The measures are those of the field: compared with scikit-learn, and with cases known by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tagger.measures import (
    Share,
    by_class,
    calibration_error,
    confusion,
    macro_f1,
    reliability,
    wilson,
)

ANSWERS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=60)


def test_wilson_interval_of_a_known_case():
    low, high = wilson(150, 197)
    assert low == pytest.approx(0.697, abs=0.001)
    assert high == pytest.approx(0.816, abs=0.001)


def test_a_perfect_share_still_has_a_lower_end():
    low, high = wilson(20, 20)
    assert low == pytest.approx(0.839, abs=0.001)
    assert high == pytest.approx(1)


@given(st.integers(1, 2000), st.data())
def test_an_interval_stays_within_the_scale(total: int, draw: st.DataObject):
    low, high = wilson(draw.draw(st.integers(0, total)), total)
    assert 0 <= low < high <= 1


def test_a_share_of_nothing_is_no_number():
    nothing = Share.of([])
    assert math.isnan(nothing.value)
    assert all(math.isnan(end) for end in nothing.interval)
    assert Share.of([True, False, True, True]) == Share(3, 4)


@settings(deadline=None, max_examples=50)
@given(ANSWERS)
def test_confusion_precision_recall_and_f1_are_those_of_scikit_learn(pairs):
    metrics = pytest.importorskip("sklearn.metrics")
    truth, answer = (list(part) for part in zip(*pairs, strict=True))
    matrix = confusion(truth, answer, 5)
    np.testing.assert_array_equal(
        matrix, metrics.confusion_matrix(truth, answer, labels=list(range(5)))
    )
    precision, recall, f1, count = metrics.precision_recall_fscore_support(
        truth, answer, labels=list(range(5)), zero_division=np.nan
    )
    ours = by_class(matrix)
    np.testing.assert_allclose([m.precision for m in ours], precision)
    np.testing.assert_allclose([m.recall for m in ours], recall)
    np.testing.assert_allclose([m.f1 for m in ours], f1)
    assert [m.count for m in ours] == list(count)
    present = sorted(set(truth))
    expected = metrics.f1_score(truth, answer, labels=present, average="macro", zero_division=0)
    assert macro_f1(matrix) == pytest.approx(expected)


def test_f1_of_nothing_is_no_number():
    assert math.isnan(macro_f1(confusion([], [], 3)))
    assert math.isnan(by_class(confusion([0], [0], 2))[1].f1)


def test_reliability_sets_what_was_said_beside_what_was_right():
    said = [0.05, 0.55, 0.5, 0.95, 1.0]
    table = reliability(said, [False, True, False, True, True])
    assert [(b.low, b.high, b.count, b.right) for b in table] == [
        (0.0, 0.1, 1, 0), (0.5, 0.6, 2, 1), (0.9, 1.0, 2, 2),
    ]  # fmt: skip
    assert [b.probability for b in table] == pytest.approx([0.05, 0.525, 0.975])
    assert [b.accuracy for b in table] == [0, 0.5, 1]


def test_calibration_error_is_the_mean_gap_weighted_by_how_many():
    said = np.array([0.9, 0.9, 0.9, 0.9, 0.6])
    right = np.array([True, True, False, False, True])
    assert calibration_error(said, right) == pytest.approx((4 * 0.4 + 1 * 0.4) / 5)
    assert math.isnan(calibration_error([], []))


def test_someone_who_is_right_as_often_as_they_say_is_calibrated():
    generator = np.random.default_rng(0)
    said = generator.uniform(0, 1, 200_000)
    right = generator.uniform(0, 1, 200_000) < said
    assert calibration_error(said, right) < 0.01
    assert calibration_error(np.minimum(1, said + 0.2), right) > 0.15
