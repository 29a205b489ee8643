"""What is remembered of an order never shows: filters and changes give what sorting anew gives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tagger.records import (
    AnalysisStatus,
    Decision,
    DecisionKind,
    FileStamp,
    GenreScore,
    Suggestion,
    Track,
    TrackTags,
)
from tagger.ui.library.lines import Arrangement, Column, Filter, Line, line_of, sort_in_runs
from tagger.ui.library.orders import Orders
from tagger.workflow.review import ReviewRow, ReviewState

GENRES = ("Jazz", "Rock", "Blues")
FILTERS = ("", "a", "genre:jazz", "nothing has this", "-a or sure:>60")


def make(rng: random.Random, number: int) -> Line:
    words = ["", "A", "a", "Été", "東京", "ab", "B\u0301", "z"]
    tags = TrackTags(
        title=" ".join(rng.choices(words, k=3)).strip(),
        artist=rng.choice(words),
        album=rng.choice(words),
        genres=tuple(rng.sample(GENRES, rng.randint(0, 2))),
    )
    stamp = FileStamp(1, 1)
    track = Track(number, Path(f"/music/{number}.mp3"), stamp, "mp3", b"%d" % number, tags)
    best = rng.random()
    suggestion = Suggestion(AnalysisStatus.OK, (GenreScore(rng.choice(GENRES), best),), best < 0.5)
    if rng.random() < 0.3:
        decision = Decision(number, DecisionKind.CHOSEN, (rng.choice(GENRES),), 1.0)
        return line_of(ReviewRow(track, suggestion, decision, ReviewState.ACCEPTED))
    state = ReviewState.UNSURE if suggestion.unsure else ReviewState.TO_REVIEW
    return line_of(ReviewRow(track, suggestion, None, state), conflict=rng.random() < 0.2)


@pytest.mark.parametrize("column", Column)
@pytest.mark.parametrize("most_changes", [3, 3000])
def test_filters_and_changes_give_the_order_that_sorting_anew_gives(
    column: Column, most_changes: int
) -> None:
    rng = random.Random(column)
    lines = {number: make(rng, number) for number in range(1, 2001)}
    orders = Orders()
    for turn in range(30):
        asked = column if turn % 10 else rng.choice(list(Column))
        wanted = Filter.of(
            rng.choice([None, None, ReviewState.UNSURE]),
            rng.choice([None, None, "Jazz"]),
            rng.choice(FILTERS),
            conflict=rng.random() < 0.1,
        )
        wished = Arrangement(wanted, asked, descending=rng.random() < 0.5)
        given = lines.copy()
        assert orders.order(wished, given) == wished.order(given.values())
        for _ in range(rng.randint(0, most_changes)):
            number = rng.randint(1, 2100)
            lines[number] = make(rng, number)
        for _ in range(rng.randint(0, 3)):
            lines.pop(rng.randint(1, 2100), None)


def test_the_order_is_that_of_the_keys_and_takes_no_line_twice() -> None:
    rng = random.Random(7)
    lines = [make(rng, number) for number in rng.sample(range(1, 9000), 6000)]
    for column in Column:
        wished = Arrangement(column=column)
        by_key = [line.id for line in sorted(lines, key=wished.key)]
        assert wished.order(lines) == by_key
        assert Arrangement(column=column, descending=True).order(lines) == by_key[::-1]


def test_what_it_gave_may_be_changed() -> None:
    rng = random.Random(8)
    lines = {number: make(rng, number) for number in range(1, 50)}
    orders = Orders()
    first = orders.order(Arrangement(), lines)
    first.clear()
    assert len(orders.order(Arrangement(), lines)) == 49


@pytest.mark.parametrize("count", [0, 1, 4096, 4097, 13_000])
def test_long_lists_are_sorted_in_runs_as_in_one_go(count: int) -> None:
    rng = random.Random(count)
    texts = [f"{rng.randrange(10**6)} ü" for _ in range(count)]
    assert sort_in_runs(texts) == sorted(texts)
