"""What is said of a model that was learned, where it did well, where it did not, and of names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tagger.commands.table import columns, table
from tagger.commands.training_result import Kept, kept_lines, result_lines
from tagger.paths import bundled_models, find_home
from tagger.training.comparison import Comparison
from tagger.workflow.session import Session
from tagger.workflow.trained import Trained
from tests.workflow.made_up import heard, made_up, trained


@pytest.fixture
def learned() -> Iterator[Trained]:
    if not (bundled_models() / "genre.onnx").is_file():
        pytest.skip("the bundled model is not there")
    with Session.open(find_home()) as session:
        examples = [*made_up("Zouk", 6), *made_up("Jazz", 6), *made_up("Rare", 2)]
        yield trained(session, heard(session, examples))


def compared(learned: Trained, comparison: Comparison) -> str:
    selected = learned.selected
    found = replace(selected.evaluation, comparison=comparison)
    return "\n".join(result_lines(replace(learned, selected=replace(selected, evaluation=found))))


def test_the_verdict_says_better_or_worse_only_where_chance_does_not_explain_it(
    learned: Trained,
) -> None:
    better = compared(learned, Comparison(50, 30, 5, 15))
    assert "It is better than “Tagger”: 25.0 of 100 tracks more right (from +" in better
    worse = compared(learned, Comparison(50, 5, 30, 15))
    assert "It is worse than “Tagger” here: 25.0 of 100 tracks fewer right" in worse
    assert "Keep the model in use" in worse
    same = compared(learned, Comparison(50, 6, 5, 39))
    assert "No clear difference to “Tagger”: 1.0 of 100 tracks more right" in same
    assert "which chance may explain." in same
    equal = compared(learned, Comparison(50, 5, 5, 40))
    assert "as many right (from -" in equal


def test_what_flatters_a_figure_is_said_beside_it(learned: Trained) -> None:
    plain = "\n".join(result_lines(learned))
    assert "flatters" not in plain
    assert "optimistic" not in plain
    by_heart = replace(learned, present=replace(learned.present, by_heart=True))
    assert "may have been taught these very tracks, which flatters" in "\n".join(
        result_lines(by_heart)
    )
    selected = learned.selected
    found = replace(selected.evaluation, ungrouped=3)
    unnamed = replace(learned, selected=replace(selected, evaluation=found))
    assert "3 tracks name neither artist nor album" in "\n".join(result_lines(unnamed))


def test_genres_and_ways_are_told_with_their_figures(learned: Trained) -> None:
    lines = result_lines(learned)
    found = learned.selected.evaluation
    by_genre = {each.genre: each for each in found.by_genre}
    recall, present = by_genre["Jazz"].recall, by_genre["Jazz"].present
    assert recall is not None and present is not None
    rows = {line.split()[0]: line.split() for line in lines if line.count("%") == 2}
    own, other = (f"{100 * share.value:.0f}%" for share in (recall, present))
    assert rows["Jazz"] == ["Jazz", "6", "6", own, other]
    (row,) = [line.split() for line in lines if line.startswith("  Zouk ") and "%" in line]
    assert row[-1] == "–", "the model in use does not know it"
    assert "  Rare: cannot be checked yet: needs 3 artists, has 2" in lines
    assert sum(line.endswith("(chosen)") for line in lines) == 1
    right = [line for line in lines if line.startswith("  right ")]
    assert f"{100 * found.figures.accuracy.value:.0f}%" in right[0]


def test_a_model_that_was_not_kept_is_not_said_to_be() -> None:
    assert kept_lines(Kept()) == ["", "No model was kept (--dry-run)."]
    assert kept_lines(Kept(error="The disk is full.")) == ["", "No model was kept."]


def test_columns_stand_below_each_other_in_any_script() -> None:
    rows = [("電波ソング", "3", "new"), ("Cafe\u0301", "1,000", ""), ("x" * 90, "2", "new")]
    lines = table(("genre", "tracks", ""), rows)
    ends = {columns(line.removesuffix("  new")) for line in lines}
    assert len(ends) == 1
    assert lines[3].split()[0] == "x" * 39 + "…"
    assert lines[0].split() == ["genre", "tracks"]
