import dataclasses
import time

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tagger.model.classifier import Head, Verdict, verdicts


def make_head(count: int = 5, size: int = 16, **changes) -> Head:
    generator = np.random.default_rng(4)
    values = {
        "genres": tuple(f"Genre {index}" for index in range(count)),
        "weight": generator.normal(size=(count, size)).astype(np.float32),
        "bias": generator.normal(size=count).astype(np.float32),
        "temperature": 1.7,
        "unsure_below": 0.5,
    }
    return Head(**{**values, **changes})


def test_probabilities_are_the_softmax_of_the_tempered_logits():
    head = make_head()
    embeddings = np.random.default_rng(0).normal(size=(20, 16)).astype(np.float16)
    expected = scipy.special.softmax(
        (embeddings.astype(float) @ head.weight.T.astype(float) + head.bias) / 1.7, axis=1
    )
    np.testing.assert_allclose(head.probabilities(embeddings), expected, atol=1e-5)


@given(arrays(np.float32, (3, 16), elements=st.floats(-1e4, 1e4, width=32)))
def test_probabilities_sum_to_one_whatever_the_embedding(embeddings):
    probabilities = make_head().probabilities(embeddings)
    assert np.isfinite(probabilities).all()
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_genres_come_best_first():
    verdict = make_head().suggest(np.random.default_rng(1).normal(size=16))
    probabilities = [score.probability for score in verdict.scores]
    assert probabilities == sorted(probabilities, reverse=True)
    assert len({score.genre for score in verdict.scores}) == 5


def test_a_low_best_probability_is_called_unsure():
    nothing = np.zeros(16, dtype=np.float32)
    even = make_head(weight=np.zeros((5, 16), dtype=np.float32), bias=np.zeros(5, np.float32))
    assert even.suggest(nothing).unsure
    certain = make_head(bias=np.array([0, 0, 9, 0, 0], dtype=np.float32))
    verdict = certain.suggest(nothing)
    assert not verdict.unsure
    assert verdict.scores[0].genre == "Genre 2"


def heard(head: Head, *probabilities: float) -> Verdict:
    """The verdict of a head whose bias alone speaks, and says these probabilities."""
    logits = np.log(np.array(probabilities, np.float32)) * np.float32(head.temperature)
    mute = dataclasses.replace(head, weight=np.zeros_like(head.weight), bias=logits)
    return mute.suggest(np.zeros(head.embedding_size, np.float32))


def suggested(verdict: Verdict) -> list[str]:
    return [score.genre for score in verdict.scores[: verdict.likely]]


def test_each_genre_has_its_own_limit_of_unsure():
    head = make_head(unsure_below=(0.9, 0.3, 0.5, 0.5, 0.5))
    assert heard(head, 0.6, 0.1, 0.1, 0.1, 0.1).unsure
    assert not heard(head, 0.1, 0.6, 0.1, 0.1, 0.1).unsure
    assert [head.unsure_limit(genre) for genre in ("Genre 1", "Genre 0", "no such genre")] == [
        0.3, 0.9, 0.9,
    ]  # fmt: skip
    assert make_head(unsure_below=0.4).unsure_limit("Genre 1") == 0.4


def test_a_genre_that_is_likely_enough_is_suggested_beside_the_best():
    head = make_head(also_above=0.2)
    assert suggested(heard(head, 0.1, 0.55, 0.05, 0.25, 0.05)) == ["Genre 1", "Genre 3"]
    assert suggested(heard(head, 0.1, 0.75, 0.05, 0.05, 0.05)) == ["Genre 1"]


def test_three_genres_are_the_most_that_are_suggested():
    head = make_head(unsure_below=0.2, also_above=0.1)
    assert suggested(heard(head, 0.16, 0.17, 0.32, 0.18, 0.17)) == ["Genre 2", "Genre 3", "Genre 1"]


def test_an_unsure_answer_suggests_nothing_beside_the_best():
    verdict = heard(make_head(also_above=0.2), 0.05, 0.45, 0.05, 0.4, 0.05)
    assert verdict.unsure
    assert suggested(verdict) == ["Genre 1"]


def test_without_the_rule_there_is_one_genre_however_close_the_next():
    verdict = heard(make_head(unsure_below=0.0), 0.5, 0.5, 1e-9, 1e-9, 1e-9)
    assert suggested(verdict) == ["Genre 0"]


def test_each_genre_has_its_own_limit_of_being_suggested_beside_the_best():
    head = make_head(also_above=(1.0, 0.3, 0.1, 0.2, 1.0))
    assert suggested(heard(head, 0.55, 0.35, 0.05, 0.03, 0.02)) == ["Genre 0", "Genre 1"]
    assert suggested(heard(head, 0.55, 0.25, 0.15, 0.03, 0.02)) == ["Genre 0"], "none past another"
    assert suggested(heard(head, 0.01, 0.01, 0.15, 0.25, 0.58)) == ["Genre 4", "Genre 3", "Genre 2"]
    assert suggested(heard(head, 0.44, 1e-3, 1e-3, 1e-3, 0.557)) == ["Genre 4"], "1 is never"


@given(
    arrays(np.float64, 6, elements=st.floats(0, 1)).filter(lambda p: p.sum() > 0.1),
    st.tuples(*[st.floats(0.01, 1)] * 6) | st.floats(0.01, 1),
)
def test_what_is_suggested_are_the_likeliest_genres_that_reach_their_limits(values, also_above):
    head = make_head(6, unsure_below=0.0, also_above=also_above)
    (verdict,) = verdicts(head.rank((values / values.sum())[None]))
    limits = dict(zip(head.genres, head.also_limits().tolist(), strict=True))
    further = verdict.scores[1:3]
    reached = [score.probability >= limits[score.genre] for score in further]
    assert verdict.likely == 1 + [*reached, False].index(False)


@given(arrays(np.float32, (7, 30), elements=st.floats(0, 1, width=32)), st.integers(3, 31))
def test_the_best_few_are_the_first_of_all(values, most):
    head = make_head(30, unsure_below=0.5, also_above=0.4)
    every, few = verdicts(head.rank(values)), verdicts(head.rank(values, most))
    for one, other in zip(every, few, strict=True):
        probabilities = [score.probability for score in one.scores[:most]]
        assert [score.probability for score in other.scores] == probabilities
        assert (other.unsure, other.likely) == (one.unsure, one.likely)


def test_a_fresh_answer_is_the_stored_one():
    head = make_head()
    fresh = np.random.default_rng(2).normal(size=(50, 16)).astype(np.float32)
    stored = np.frombuffer(fresh.astype(np.float16).tobytes(), dtype=np.float16).reshape(50, 16)
    np.testing.assert_array_equal(head.probabilities(fresh), head.probabilities(stored))
    for one, other in zip(head.suggest_many(fresh), head.suggest_many(stored), strict=True):
        assert one == other


def test_many_answers_are_those_given_one_by_one():
    head = make_head()
    embeddings = np.random.default_rng(3).normal(size=(9, 16)).astype(np.float16)
    for verdict, embedding in zip(head.suggest_many(embeddings), embeddings, strict=True):
        alone = head.suggest(embedding)
        assert [s.genre for s in alone.scores] == [s.genre for s in verdict.scores]
        assert alone.scores[0].probability == pytest.approx(verdict.scores[0].probability)


def test_fifty_thousand_tracks_are_classified_in_well_under_a_second():
    head = make_head(count=18, size=256)
    embeddings = np.random.default_rng(5).normal(size=(50_000, 256)).astype(np.float16)
    begun = time.process_time()
    probabilities = head.probabilities(embeddings)
    assert probabilities.shape == (50_000, 18)
    # CPU time, so that other work on the machine does not count.
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "changes",
    [
        {"genres": ("one",)},
        {"bias": np.zeros(3, dtype=np.float32)},
        {"temperature": 0.0},
        {"temperature": float("inf")},
        {"weight": np.full((5, 16), np.inf, dtype=np.float32)},
        {"unsure_below": (0.5, 0.5)},
        {"unsure_below": float("nan")},
        {"also_above": 0.0},
        {"also_above": 1.1},
        {"also_above": float("nan")},
        {"also_above": (0.5, 0.5)},
        {"also_above": (0.5, 0.5, 0.0, 0.5, 0.5)},
    ],
)
def test_a_head_whose_numbers_do_not_fit_cannot_be_made(changes):
    with pytest.raises(ValueError):
        make_head(**changes)


def test_another_number_anywhere_is_another_head():
    head = make_head()
    assert head.sha256 == make_head().sha256
    others = [
        make_head(temperature=1.8),
        make_head(unsure_below=0.6),
        make_head(bias=head.bias + 1),
        make_head(weight=head.weight * 2),
        make_head(genres=("a", "b", "c", "d", "e")),
        make_head(unsure_below=(0.5, 0.5, 0.5, 0.5, 0.6)),
        make_head(also_above=0.3),
        make_head(also_above=(0.3, 0.3, 0.3, 0.3, 1.0)),
        make_head(also_above=(1.0, 0.3, 0.3, 0.3, 0.3)),
    ]
    assert len({head.sha256, *(other.sha256 for other in others)}) == 10


def test_a_head_from_before_the_rule_keeps_the_name_of_its_stored_answers():
    numbers = {"weight": np.eye(2, 3, dtype=np.float32), "bias": np.zeros(2, np.float32)}
    head = make_head(2, 3, **numbers)
    # As computed by the version that knew neither several genres nor several limits.
    assert head.sha256 == "1e7bcdfed088779bab0dde3375626994faf9976dc24491bd101384f15341bdc1"
    assert make_head(2, 3, **numbers, also_above=1.0).sha256 == head.sha256
    # As computed by the version that knew one limit of further genres.
    several = make_head(2, 3, **numbers, also_above=0.25)
    assert several.sha256 == "c3a060ed786abeb6968589d3676c4133ee7086db0f7ce609470fa70a1af2620b"
