"""What is learned is judged on artists it has not heard, beside the model in use."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from tagger.measures import Share, wilson
from tagger.records import Float32
from tagger.training.comparison import Comparison, Standing
from tagger.training.discriminant import Linear, Statistics
from tagger.training.evaluation import (
    Evaluation,
    Fit,
    Labels,
    Predict,
    Scores,
    evaluate,
    said_by,
)
from tagger.training.folds import NEVER, split
from tagger.training.grouping import Groups, form_groups


def discriminant(embeddings: Float32, labels: Labels) -> Predict:
    """The streaming discriminant on these examples alone."""
    linear = Statistics.empty(embeddings.shape[1]).add(embeddings, labels).discriminant()

    return lambda unheard: said_by(linear, unheard)


def library(
    tracks: int,
    genres: int,
    artists: int,
    size: int = 16,
    *,
    apart: float = 1.0,
    voice: float = 0.0,
    seed: int = 0,
) -> tuple[Float32, list[tuple[str, ...]], list[str]]:
    """Embeddings, labels and groups of tracks whose genres lie `apart`; every artist of a genre
    has a `voice` of its own beside it."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(genres, size)) * apart
    voices = random.normal(size=(genres, artists, size)) * voice
    of = np.arange(tracks) % genres
    by = random.integers(artists, size=tracks)
    noise = random.normal(size=(tracks, size))
    vectors = (centres[of] + voices[of, by] + noise).astype(np.float32)
    labels = [(f"Genre {g:02}",) for g in of]
    return vectors, labels, [f"artist:{g}-{a}" for g, a in zip(of, by, strict=True)]


def knows_nothing(count: int, genres: Sequence[str] = ("Genre 00",)) -> Scores:
    return Scores(tuple(genres), np.full((count, len(genres)), 1 / len(genres)))


def judge(
    vectors: Float32,
    labels: Labels,
    names: Sequence[str],
    present: Scores | None = None,
    fit: Fit = discriminant,
) -> Evaluation:
    return evaluate(vectors, labels, form_groups(names), fit, present or knows_nothing(len(labels)))


def test_no_artist_is_learned_from_while_it_is_held_out() -> None:
    vectors, labels, names = library(120, 3, 6)
    # The number of its row is written into each track, so that a fold can be recognised.
    vectors[:, 0] = np.arange(120)
    seen: list[tuple[set[str], set[str]]] = []

    def watching(embeddings: Float32, given: Labels) -> Predict:
        learned = {names[int(row)] for row in embeddings[:, 0]}
        assert [labels[int(row)] for row in embeddings[:, 0]] == list(given)

        def predict(unheard: Float32) -> Scores:
            seen.append((learned, {names[int(row)] for row in unheard[:, 0]}))
            return knows_nothing(len(unheard))

        return predict

    result = judge(vectors, labels, names, fit=watching)
    assert result.folds == len(seen) == 5
    assert not any(learned & held for learned, held in seen)
    assert result.held_out.tolist() == list(range(120))


def test_an_artists_voice_flatters_where_artists_are_not_held_apart() -> None:
    vectors, labels, names = library(400, 4, 5, 32, apart=0.25, voice=1.0)
    honest = judge(vectors, labels, names)
    flattered = judge(vectors, labels, [""] * 400)
    assert flattered.figures.accuracy.value > honest.figures.accuracy.value + 0.15
    assert flattered.optimistic and flattered.ungrouped == 400
    assert not honest.optimistic


def test_the_figures_are_those_of_the_answers_given() -> None:
    vectors, labels, names = library(300, 3, 10, apart=0.4)
    result = judge(vectors, labels, names)
    said = [result.scores.genres[i] for i in result.scores.probabilities.argmax(axis=1)]
    right = [answer == truth for answer, (truth,) in zip(said, labels, strict=True)]
    assert 0.5 < result.figures.accuracy.value < 0.95
    assert result.figures.accuracy == Share(sum(right), 300)
    assert result.figures.accuracy.interval == wilson(sum(right), 300)
    assert result.figures.confusion.sum() == 300
    for i, figures in enumerate(result.by_genre):
        of = [ok for ok, (truth,) in zip(right, labels, strict=True) if truth == figures.genre]
        assert figures.recall == Share(sum(of), len(of))
        assert result.figures.confusion[i, i] == sum(of)
    f1 = []
    for genre in result.genres:
        hit = sum(s == genre == t for s, (t,) in zip(said, labels, strict=True))
        f1.append(2 * hit / (said.count(genre) + labels.count((genre,))))
    assert result.figures.macro_f1 == pytest.approx(np.mean(f1))


def test_the_present_model_is_judged_on_the_same_tracks() -> None:
    vectors, labels, names = library(200, 4, 8, apart=2.0)
    wrong = np.zeros((200, 2))
    wrong[:, 0] = 0.9
    present = Scores(("Genre 00", "Polka"), wrong)
    result = judge(vectors, labels, names, present)
    assert result.present.accuracy == Share(50, 200)
    assert result.present.answers == ("Genre 00", "Genre 01", "Genre 02", "Genre 03")
    assert result.comparison.total == 200
    assert result.comparison.standing is Standing.BETTER
    assert result.comparison.interval[0] > 0.5
    assert result.known.total == 50
    assert result.known.only_new == 0
    assert [f.present for f in result.by_genre] == [Share(50, 50), None, None, None]


def test_an_answer_outside_the_examples_is_wrong_and_shown() -> None:
    vectors, labels, names = library(60, 2, 5)
    polka = Scores(("Genre 00", "Polka"), np.tile([0.2, 0.8], (60, 1)))
    result = judge(vectors, labels, names, polka)
    assert result.present.answers == ("Genre 00", "Genre 01", "Polka")
    assert result.present.confusion.tolist() == [[0, 0, 30], [0, 0, 30]]
    assert result.present.accuracy == Share(0, 60)
    assert result.present.macro_f1 == 0


def test_a_genre_of_two_artists_cannot_be_checked_yet_but_competes() -> None:
    vectors, labels, names = library(120, 3, 6)
    names = [
        f"artist:z{i % 2}" if g == ("Genre 02",) else n
        for i, (g, n) in enumerate(zip(labels, names, strict=True))
    ]
    learned: list[bool] = []

    def watching(embeddings: Float32, given: Labels) -> Predict:
        learned.append(sum(g == ("Genre 02",) for g in given) == 40)
        return discriminant(embeddings, given)

    result = judge(vectors, labels, names, fit=watching)
    assert learned == [True] * 5
    (thin,) = result.unchecked
    assert thin.genre == "Genre 02" and thin.groups == 2 and thin.tracks == 40
    assert thin.recall is None and thin.present is None
    assert thin.remark.startswith("cannot be checked yet")
    assert result.genres == ("Genre 00", "Genre 01")
    assert result.figures.accuracy.total == 80
    assert all(not f.remark for f in result.by_genre if f is not thin)


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        ([], []),
        ([("Jazz",)], ["artist:a"]),
        ([("Jazz",), ("Blues",), ("Pop",)], ["artist:a", "artist:b", "artist:c"]),
        ([("Jazz",)] * 40, ["artist:a"] * 40),
        ([()] * 5, ["artist:a", "", "", "", ""]),
    ],
)
def test_too_little_to_check_is_said_and_nothing_is_fitted(
    labels: list[tuple[str, ...]], names: list[str]
) -> None:
    def never(embeddings: Float32, given: Labels) -> Predict:
        raise AssertionError("nothing can be judged")

    vectors = np.zeros((len(labels), 4), dtype=np.float32)
    result = judge(vectors, labels, names, fit=never)
    assert result.folds == 0
    assert result.figures.accuracy == Share(0, 0)
    assert math.isnan(result.figures.macro_f1) and math.isnan(result.comparison.difference)
    assert result.comparison.standing is Standing.SAME
    assert all(f.remark for f in result.by_genre)
    assert len(result.held_out) == 0


def test_one_genre_alone_and_three_hundred_genres_are_judged_without_fault() -> None:
    one = judge(*library(30, 1, 6))
    assert one.figures.accuracy == Share(30, 30)
    many = judge(*library(1200, 300, 4, 64, apart=2.0))
    assert many.figures.accuracy.value > 0.8
    assert len(many.genres) + len(many.unchecked) == 300


def test_a_track_with_two_genres_is_right_with_either() -> None:
    vectors, labels, names = library(120, 3, 6, apart=3.0)
    labels = [("Genre 01", "Extra") if g == ("Genre 01",) else g for g in labels]
    result = judge(vectors, labels, names)
    assert result.figures.accuracy.value == 1
    by_name = {f.genre: f for f in result.by_genre}
    assert by_name["Extra"].tracks == by_name["Genre 01"].tracks == 40
    assert result.figures.confusion.sum() == 120


def test_a_copy_under_another_artist_is_held_out_with_its_original() -> None:
    vectors, labels, names = library(40, 2, 5)
    names[7] = "artist:compiler"
    folds = split(labels, form_groups(names, [(7, 1)]).index)
    together = [i for i, name in enumerate(names) if name == names[1]] + [7]
    assert len({int(folds.fold[i]) for i in together}) == 1


def test_every_part_holds_a_fair_share_of_every_genre() -> None:
    _, labels, names = library(3000, 12, 20, seed=3)
    folds = split(labels, form_groups(names).index)
    assert folds.count == 5
    for genre in range(12):
        held = [folds.mass[folds.fold == part, genre].sum() for part in range(5)]
        assert min(held) > 0.6 * 50 and max(held) < 1.4 * 50


def test_three_artists_lie_in_three_parts() -> None:
    labels: list[tuple[str, ...]] = [("Zouk",)] * 9 + [("Jazz",)] * 300
    names = [f"artist:z{i % 3}" for i in range(9)] + [f"artist:j{i % 40}" for i in range(300)]
    folds = split(labels, form_groups(names).index)
    assert len(set(folds.fold[:9].tolist())) == 3


def test_the_same_tracks_give_the_same_result() -> None:
    one, other = (judge(*library(200, 5, 6, apart=0.5)) for _ in range(2))
    assert np.array_equal(one.scores.probabilities, other.scores.probabilities)
    assert np.array_equal(one.figures.confusion, other.figures.confusion)


def test_a_cancelled_evaluation_stops_before_the_next_part() -> None:
    vectors, labels, names = library(100, 2, 6)
    fitted = 0

    class Stopped(Exception):
        pass

    def counting(embeddings: Float32, given: Labels) -> Predict:
        nonlocal fitted
        fitted += 1
        return discriminant(embeddings, given)

    def stop(done: int, of: int) -> None:
        assert of == 5
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        evaluate(vectors, labels, form_groups(names), counting, knows_nothing(100), between=stop)
    assert fitted == 2


def test_tracks_without_a_genre_are_neither_lost_nor_judged() -> None:
    vectors, labels, names = library(100, 2, 6)
    labels[3] = ()
    folds = split(labels, form_groups(names).index)
    assert folds.fold[3] == NEVER
    result = judge(vectors, labels, names)
    assert 3 not in result.held_out.tolist() and result.figures.accuracy.total == 99


def test_shapes_that_do_not_fit_are_refused() -> None:
    vectors, labels, _ = library(10, 2, 6)
    with pytest.raises(ValueError, match="10"):
        evaluate(vectors, labels, form_groups([""] * 9), discriminant, knows_nothing(10))


@pytest.mark.parametrize(
    ("only_new", "only_present", "p", "standing"),
    [
        (0, 0, 1.0, Standing.SAME),
        (5, 0, 0.0625, Standing.SAME),
        (6, 0, 0.03125, Standing.BETTER),
        (0, 6, 0.03125, Standing.WORSE),
        (10, 10, 1.0, Standing.SAME),
        (9, 1, 0.021484375, Standing.BETTER),
    ],
)
def test_a_difference_counts_only_where_chance_hardly_explains_it(
    only_new: int, only_present: int, p: float, standing: Standing
) -> None:
    pair = Comparison(20, only_new, only_present, 4)
    assert pair.p_value == pytest.approx(p)
    assert pair.standing is standing
    low, high = pair.interval
    assert low <= pair.difference <= high


def test_thousands_of_changed_answers_are_compared_exactly() -> None:
    assert Comparison(0, 9000, 1000, 0).p_value == 0.0
    assert Comparison(0, 5050, 4950, 0).p_value == pytest.approx(0.3222, abs=0.001)


@pytest.mark.parametrize(("tracks", "seconds"), [(1000, 5.0), (10_000, 30.0)])
def test_a_library_is_judged_in_the_time_that_is_promised(tracks: int, seconds: float) -> None:
    vectors, labels, names = library(tracks, 20, tracks // 80, 256, apart=0.3)
    groups: Groups = form_groups(names)
    begun = time.process_time()
    result = evaluate(vectors, labels, groups, discriminant, knows_nothing(tracks))
    assert result.figures.accuracy.value > 0.5
    assert time.process_time() - begun < seconds


def test_scores_go_to_the_columns_of_their_genres() -> None:
    scores: NDArray[np.float64] = np.array([[0.7, 0.3]])
    assert Scores(("B", "X"), scores).columns(("A", "B")).tolist() == [[0.0, 0.7]]
    with pytest.raises(ValueError, match="scores"):
        Scores(("A",), scores)


def test_a_heads_scores_are_the_softmax_of_its_stored_embeddings() -> None:
    linear = Linear(("A", "B"), np.eye(2, dtype=np.float32), np.zeros(2, dtype=np.float32))
    said = said_by(linear, np.array([[1.0001, 0.0], [900.0, 0.0]]), temperature=2.0)
    assert said.genres == ("A", "B")
    # 1.0001 is 1 in float16.
    assert said.probabilities[0, 0] == pytest.approx(1 / (1 + math.exp(-0.5)), rel=1e-6)
    assert said.probabilities[1].tolist() == [1.0, 0.0]
    assert said_by(linear, np.zeros((0, 2))).probabilities.shape == (0, 2)
