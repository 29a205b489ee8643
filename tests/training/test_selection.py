"""Which way of learning is taken, and that its figures are not those of a lucky pick."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tagger.records import Float32
from tagger.training.comparison import Standing, compare
from tagger.training.discriminant import Linear, Statistics
from tagger.training.evaluation import Scores, evaluate, hold_out, said_by
from tagger.training.grouping import Groups, form_groups
from tagger.training.learner import BLEND, DISCRIMINANT, METHODS, REFINED, learn
from tagger.training.selection import REFINED_UP_TO, Selected, select
from tests.training.shelves import KNOWN, OWN, Shelves


class Case:
    """Examples by artists of a few tracks each, and what they are learned beside."""

    def __init__(self, each: int, *genres: str, apart: int = 4, seed: int = 0) -> None:
        shelves = Shelves(seed)
        self.base, self.head = shelves.base, shelves.head
        self.embeddings: Float32
        self.embeddings, self.labels = shelves.tracks(each, *genres)
        names = [f"artist:{row // apart}" for row in range(len(self.labels))]
        self.groups: Groups = form_groups(names)
        self.present = said_by(self.head, self.embeddings)

    def select(self, **others) -> Selected:
        return select(
            self.base,
            self.head,
            1.0,
            self.embeddings,
            self.labels,
            self.groups,
            self.present,
            **others,
        )

    def alone(self, method: str) -> Scores:
        """What one method says of the held-out tracks, without any choice."""

        def fit(embeddings: Float32, labels: Sequence[tuple[str, ...]]):
            linear = learn(self.base, self.head, embeddings, labels, method).linear
            return lambda unheard: said_by(linear, unheard)

        return evaluate(self.embeddings, self.labels, self.groups, fit, self.present).scores


def right(scores: Scores, labels: Sequence[tuple[str, ...]]) -> np.ndarray:
    said = [scores.genres[i] for i in scores.probabilities.argmax(axis=1)]
    return np.array([answer in names for answer, names in zip(said, labels, strict=True)])


def test_the_refined_head_is_taken_where_it_truly_wins() -> None:
    case = Case(250, *OWN)
    found = case.select()
    assert found.method == REFINED
    assert [trial.method for trial in found.trials] == list(METHODS)
    plain, _, refined = found.trials
    assert refined.beside.standing is Standing.BETTER
    assert refined.accuracy.value > plain.accuracy.value + 0.05
    assert refined.macro_f1 > plain.macro_f1 + 0.05
    assert plain.beside.only_new == plain.beside.only_present == 0
    unheard, labels = Shelves().tracks(300, *OWN)
    truly = {
        method: right(
            said_by(
                learn(case.base, case.head, case.embeddings, case.labels, method).linear, unheard
            ),
            labels,
        ).mean()
        for method in METHODS
    }
    assert truly[REFINED] == max(truly.values())
    assert found.evaluation.figures.accuracy.value == pytest.approx(truly[REFINED], abs=0.06)


def test_the_plain_fit_is_taken_where_there_is_little_to_choose_by() -> None:
    found = Case(8, *OWN, apart=2).select()
    assert found.method == BLEND
    assert [trial.method for trial in found.trials] == [BLEND, DISCRIMINANT]


def test_the_plain_fit_is_taken_where_no_other_is_clearly_better() -> None:
    """What is taught lies as the base genres do, and the head is the best there is."""
    found = Case(40, *KNOWN).select()
    assert found.method == BLEND
    assert all(trial.beside.standing is not Standing.BETTER for trial in found.trials)
    assert len(found.trials) == len(METHODS)


def test_the_trials_are_judged_on_the_same_tracks_as_each_alone() -> None:
    case = Case(40, *OWN)
    found = case.select()
    for trial in found.trials:
        alone = right(case.alone(trial.method), case.labels)
        assert trial.accuracy.value == pytest.approx(alone.mean())
        assert trial.beside == compare(alone, right(case.alone(BLEND), case.labels))


def test_what_is_said_of_a_fold_comes_from_the_winner_on_the_others() -> None:
    """Borderline cases are sought, in which the folds do not agree on a winner."""
    disagreed = 0
    for seed in range(12):
        case = Case(90, *OWN, seed=seed)
        found = case.select()
        held = hold_out(case.embeddings, case.labels, case.groups, case.present)
        said = {method: case.alone(method) for method in METHODS}
        ok = {method: right(scores, case.labels) for method, scores in said.items()}
        taken = set()
        for part in range(held.parts.count):
            own = held.fold == part
            beside = {m: compare(ok[m][~own], ok[BLEND][~own]) for m in METHODS}
            better = [m for m in METHODS if beside[m].standing is Standing.BETTER]
            winner = max(better, key=lambda m: beside[m].difference) if better else BLEND
            taken.add(winner)
            np.testing.assert_allclose(
                found.evaluation.scores.columns(said[winner].genres)[own],
                said[winner].probabilities[own],
                atol=1e-6,
            )
        disagreed += len(taken) > 1
    assert disagreed


def test_the_chosen_methods_own_scores_are_handed_on() -> None:
    case = Case(250, *OWN)
    found = case.select()
    own = case.alone(found.method)
    assert found.scores.genres == own.genres
    np.testing.assert_allclose(found.scores.probabilities, own.probabilities, atol=1e-6)


def test_the_choice_is_the_same_every_time() -> None:
    first, again = (Case(40, *OWN, "Jazz").select() for _ in range(2))
    assert first.method == again.method and first.trials == again.trials
    np.testing.assert_array_equal(
        first.evaluation.scores.probabilities, again.evaluation.scores.probabilities
    )


def test_a_cancel_goes_through_between_any_two_fits() -> None:
    class Stop(Exception):
        pass

    case = Case(40, *OWN)
    steps: list[tuple[int, int]] = []
    case.select(between=lambda done, of: steps.append((done, of)))
    total = 5 * len(METHODS)
    assert steps == [(done, total) for done in range(total + 1)]
    for last in (0, 4, total):

        def stop(done: int, of: int, last: int = last) -> None:
            if done == last:
                raise Stop

        with pytest.raises(Stop):
            case.select(between=stop)


def test_what_cannot_be_checked_is_learned_the_plain_way() -> None:
    """One artist alone: nothing can be held out."""
    case = Case(40, "Zouk", apart=40)
    found = case.select()
    assert found.method == BLEND
    assert found.evaluation.folds == 0
    assert all(trial.accuracy.total == 0 for trial in found.trials)


def test_one_genre_alone_is_judged_too() -> None:
    found = Case(120, "Zouk").select()
    assert found.evaluation.genres == ("Zouk",)
    assert found.evaluation.figures.accuracy.total == 120


def test_so_many_genres_that_refining_takes_too_long_are_left_to_the_sums() -> None:
    random = np.random.default_rng(0)
    count = 2_000
    genres = REFINED_UP_TO // count + 1
    base = Statistics.empty(4)
    head = Linear(("Jazz",), np.ones((1, 4), np.float32), np.zeros(1, np.float32))
    found = select(
        base,
        head,
        1.0,
        random.normal(size=(count, 4)).astype(np.float32),
        [(f"genre {row % genres}",) for row in range(count)],
        form_groups([f"artist:{row}" for row in range(count)]),
        Scores(("Jazz",), np.ones((count, 1))),
    )
    assert REFINED not in [trial.method for trial in found.trials]


def test_sizes_that_do_not_fit_are_refused() -> None:
    case = Case(40, *OWN)
    with pytest.raises(ValueError, match="tracks"):
        select(
            case.base, case.head, 1.0, case.embeddings[1:], case.labels, case.groups, case.present
        )
