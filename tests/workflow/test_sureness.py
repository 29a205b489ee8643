"""What "at least N % right" takes in, and what it says of it beforehand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagger.paths import Home, bundled_models, find_home
from tagger.workflow.session import Session
from tagger.workflow.sureness import NOTHING, HeldOut, Sureness, held_out, margin, read_held_out

chances = st.lists(st.floats(0, 1) | st.sampled_from([0.5, 0.9, 0.95, 1.0]), max_size=60)
shares = st.integers(80, 99).map(lambda percent: percent / 100)
taken_off = st.floats(0, 0.2)


@given(chances, shares, taken_off)
def test_what_is_promised_is_the_most_that_keeps_the_promise(
    said: list[float], share: float, less: float
) -> None:
    promise = Sureness(said, less).at_least(share)
    taken = [p for p in said if p >= promise.line]
    assert len(taken) == promise.count
    assert promise.wrong == pytest.approx(sum(min(1.0, 1 - p + less) for p in taken), abs=1e-6)
    assert promise.wrong <= (1 - share) * promise.count + 1e-6
    for lower in {p for p in said if p < promise.line}:
        more = [p for p in said if p >= lower]
        assert sum(min(1.0, 1 - p + less) for p in more) > (1 - share) * len(more) - 1e-6


@given(chances, taken_off)
def test_who_asks_for_more_certainty_gets_no_more_tracks(said: list[float], less: float) -> None:
    sureness = Sureness(said, less)
    counts = [sureness.at_least(percent / 100).count for percent in range(80, 100)]
    assert counts == sorted(counts, reverse=True)
    careful = Sureness(said, less + 0.01)
    for percent, count in zip(range(80, 100), counts, strict=True):
        assert careful.at_least(percent / 100).count <= count


@given(chances, taken_off, shares)
def test_the_best_share_is_the_last_that_is_reached(
    said: list[float], less: float, share: float
) -> None:
    sureness = Sureness(said, less)
    assert (sureness.at_least(share) != NOTHING) == (bool(said) and sureness.best >= share - 1e-9)


def test_about_as_many_are_wrong_as_was_said() -> None:
    random = np.random.default_rng(5)
    said = random.beta(6, 1, 20_000)
    right = random.random(20_000) < said
    for percent in (85, 90, 95):
        promise = Sureness(said, 0.0).at_least(percent / 100)
        taken = said >= promise.line
        assert np.count_nonzero(taken) == promise.count > 1_000
        assert np.mean(right[taken]) == pytest.approx(percent / 100, abs=0.01)
        assert np.count_nonzero(~right[taken]) == pytest.approx(promise.wrong, rel=0.1)


def test_a_model_that_says_too_much_keeps_the_promise_through_its_held_out_error() -> None:
    random = np.random.default_rng(6)
    said = random.beta(8, 1, 20_000)
    right = random.random(20_000) < said - 0.05
    promise = Sureness(said, margin(said, said > 0.5, HeldOut(error=0.05))).at_least(0.9)
    taken = said >= promise.line
    assert promise.count > 1_000
    assert np.mean(right[taken]) == pytest.approx(0.9, abs=0.01)


def test_nothing_is_promised_of_no_tracks() -> None:
    assert Sureness([], 0.0).at_least(0.8) == NOTHING
    assert Sureness([], 0.0).best == 0.0


def test_the_margin_is_the_error_or_what_sure_answers_say_too_much() -> None:
    said, sure = [0.99, 0.97, 0.4], [True, True, False]
    assert margin(said, sure, HeldOut()) == 0.0
    assert margin(said, sure, HeldOut(error=0.04, right=0.5)) == 0.04
    assert margin(said, sure, HeldOut(right=0.95)) == pytest.approx(0.03)
    assert margin(said, sure, HeldOut(right=0.99)) == 0.0
    assert margin(said, [False] * 3, HeldOut(right=0.5)) == 0.0


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"evaluation": 3},
        {"evaluation": {"sure": "yes"}},
        {"evaluation": {"sure": {"right": 9, "total": 3}}},
        {"evaluation": {"sure": {"right": 0, "total": 0}}},
        {"evaluation": {"sure": {"right": "3", "total": None}}},
    ],
)
def test_a_file_that_says_nothing_sensible_says_nothing(said: dict[str, object]) -> None:
    for error in (float("nan"), -1.0, 7.0):
        assert not read_held_out({"calibration error, all": error}, said).is_known


def test_a_taught_model_tells_how_many_of_its_sure_answers_were_right() -> None:
    said: dict[str, object] = {"evaluation": {"sure": {"asked": 0.95, "right": 96, "total": 99}}}
    assert read_held_out({}, said) == HeldOut(None, 0.96)


def test_the_model_that_comes_with_tagger_tells_its_error(home) -> None:
    if not (bundled_models() / "genre.onnx").is_file():
        pytest.skip("the bundled model is not there")
    place: Home = find_home(home)
    with Session.open(place) as session:
        known = held_out(session)
    assert known.error is not None and 0 < known.error < 0.1
