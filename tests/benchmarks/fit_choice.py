"""Which way of learning a personal head wins when, and what choosing between them gives and costs.

Run: python tests/benchmarks/fit_choice.py --data FOLDER [--triples 20] [--cache FILE]
`FOLDER` and `--cache` are those of new_genres.py, whose heard embeddings are used.

Three genres are left out of the base statistics and of the head, and taught:

- alone: 5, 30, 100 or 300 train items of each. The bundled network was trained on these, so they
  lie closer together than other music of their genre does, and what is learned from many of them
  is sure of too much. Then all valid items of even number, about 50 of each: music as it comes.
- in a library: with music that the network did not learn from, valid items, and of all genres, as
  a person's folders are; four fifths are learned from, the last fifth is asked about, in turn.
  Beside it the same with no genre left out.

The constants of tagger/training/refined.py were chosen on valid items of even number and on other
triples; only odd ones are asked about here. Artists are not known: every item is a group.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from pathlib import Path

import numpy as np
from new_genres import Items, answers, heard, statistics_of
from numpy.typing import NDArray

from tagger.model import Network
from tagger.paths import bundled_models
from tagger.training.discriminant import Linear, Statistics
from tagger.training.evaluation import said_by
from tagger.training.grouping import form_groups
from tagger.training.learner import METHODS, learn
from tagger.training.selection import Selected, select

SIZES = (5, 30, 100, 300)
CHOSEN_ON = 28
"""Of the triples in their drawn order, so many first ones served to choose constants."""
COSTS = ((1_000, 20), (10_000, 60), (10_000, 300))
"""Examples, genres."""

Right = tuple[float, float, float]
"""Of base genres, of new ones, of all."""


class Table:
    """What was measured in one setting, over its rounds."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._right: dict[str, list[Right]] = {name: [] for name in (*METHODS, "chosen")}
        self._picks: Counter[str] = Counter()
        self._promised: list[float] = []

    def add(self, right: dict[str, Right], picks: list[str], promised: list[float]) -> None:
        """Of one round; `picks` and `promised` have an entry for each choice in it."""
        for name, shares in right.items():
            self._right[name].append(shares)
        self._picks.update(picks)
        self._promised += promised

    def print(self) -> None:
        print(f"\n{self._title}{'base':>{46 - len(self._title)}}    new    all")
        for name, shares in self._right.items():
            means = np.mean(shares, axis=0)
            print(f"  {name:40}" + "".join(f"{mean:7.3f}" for mean in means))
        plain, chosen = (np.array(self._right[name])[:, 2] for name in (METHODS[0], "chosen"))
        print(f"  chosen less {METHODS[0]}, all: {interval(chosen - plain)}")
        print("  picked: " + ", ".join(f"{name} {self._picks[name]}" for name in METHODS))
        print(f"  cross-fitted accuracy on the examples: {np.mean(self._promised):.3f}")


def interval(values: NDArray) -> str:
    """The mean and twice its standard error."""
    if len(values) < 2:
        return f"{values.mean():+.3f}"
    return f"{values.mean():+.3f} ± {2 * values.std(ddof=1) / np.sqrt(len(values)):.3f}"


def chosen(
    base: Statistics, head: Linear, temperature: float, examples: Items
) -> tuple[Selected, Linear]:
    """What a person gets who teaches these examples."""
    labels = examples.labels()
    groups = form_groups([f"item:{row}" for row in range(len(labels))])
    present = said_by(head, examples.embeddings, temperature)
    found = select(base, head, temperature, examples.embeddings, labels, groups, present)
    return found, learn(base, head, examples.embeddings, labels, found.method).linear


def shares(right: NDArray[np.bool_], new: NDArray[np.bool_]) -> Right:
    of_new = float(right[new].mean()) if new.any() else float("nan")
    return float(right[~new].mean()), of_new, float(right.mean())


def heads(
    base: Statistics, head: Linear, temperature: float, examples: Items
) -> tuple[dict[str, Linear], Selected]:
    found, final = chosen(base, head, temperature, examples)
    every = {
        method: learn(base, head, examples.embeddings, examples.labels(), method).linear
        for method in METHODS
    }
    return every | {"chosen": final}, found


def left_out(train: Items, head: Linear, triple: tuple[str, ...]) -> tuple[Statistics, Linear]:
    base = statistics_of(train.pick(~np.isin(train.genres, triple)))
    return base, head.rows([genre for genre in head.genres if genre not in triple])


def alone(
    train: Items,
    unheard: Items,
    asked: Items,
    head: Linear,
    temperature: float,
    triples: list[tuple[str, ...]],
) -> None:
    generator = np.random.default_rng(0)
    tables = [Table(f"three genres alone, {size} of each") for size in SIZES]
    tables.append(Table("three genres alone, unheard"))
    for triple in triples:
        base, rows = left_out(train, head, triple)
        order = [generator.permutation(np.flatnonzero(train.genres == name)) for name in triple]
        new = np.isin(asked.genres, triple)
        taught = [train.pick(np.concatenate([one[:size] for one in order])) for size in SIZES]
        taught.append(unheard.pick(np.isin(unheard.genres, triple)))
        for examples, table in zip(taught, tables, strict=True):
            every, found = heads(base, rows, temperature, examples)
            table.add(
                {
                    name: shares(answers(linear, asked) == asked.genres, new)
                    for name, linear in every.items()
                },
                [found.method],
                [found.evaluation.figures.accuracy.value],
            )
    for table in tables:
        table.print()


def library(
    train: Items,
    asked: Items,
    head: Linear,
    temperature: float,
    triples: list[tuple[str, ...]],
    title: str,
) -> None:
    table = Table(title)
    generator = np.random.default_rng(0)
    for triple in triples:
        base, rows = left_out(train, head, triple)
        part = generator.permutation(len(asked.genres)) % 5
        right = {name: np.zeros(len(part), dtype=bool) for name in (*METHODS, "chosen")}
        picks, promised = [], []
        for one in range(5):
            unheard = asked.pick(part == one)
            every, found = heads(base, rows, temperature, asked.pick(part != one))
            for name, linear in every.items():
                right[name][part == one] = answers(linear, unheard) == unheard.genres
            picks.append(found.method)
            promised.append(found.evaluation.figures.accuracy.value)
        new = np.isin(asked.genres, triple)
        table.add({name: shares(hits, new) for name, hits in right.items()}, picks, promised)
    table.print()


def cost(head: Linear, temperature: float) -> None:
    """Time and memory of the choice and the last fit, on examples drawn as the base has them."""
    base = Statistics.load(bundled_models() / "genre-statistics.npz")
    generator = np.random.default_rng(0)
    spread = np.sqrt(np.diag(base.covariance()))
    small = Items(base.mean.astype(np.float32), np.array(base.genres))
    chosen(base, head, temperature, small)  # What is loaded on first use is not counted.
    print("\nchoice and last fit                 seconds  of processor  MB more")
    for count, genres in COSTS:
        centres = base.mean[np.arange(genres) % len(base.genres)]
        centres = centres + 0.5 * spread * generator.normal(size=centres.shape)
        of = np.arange(count) % genres
        tracks = centres[of] + spread * generator.normal(size=(count, base.size))
        examples = Items(tracks.astype(np.float32), np.array([f"genre {i}" for i in of]))
        took, worked = time.perf_counter(), time.process_time()
        found, _ = chosen(base, head, temperature, examples)
        took, worked = time.perf_counter() - took, time.process_time() - worked
        tracemalloc.start()
        chosen(base, head, temperature, examples)
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        what = f"{count:,} examples of {genres} genres"
        tried = ", ".join(trial.method for trial in found.trials)
        print(f"{what:34}{took:9.1f}{worked:14.1f}{peak:9.0f}  {found.method} of {tried}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--triples", type=int, default=20)
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    if not (options.data / "audio.csv").is_file():
        print(f"The training data is not in {options.data} (no audio.csv).", file=sys.stderr)
        return 2
    network = Network(bundled_models() / "genre.onnx")
    key = network.network_sha256[:12]
    cache = options.cache or Path(tempfile.gettempdir()) / f"tagger-new-genres-{key}.npz"
    try:
        train, valid, _, _ = heard(options.data, cache)
    except FileNotFoundError as missing:
        print(f"The training data is not complete: {missing}", file=sys.stderr)
        return 2
    bundled = network.head
    head = Linear(bundled.genres, bundled.weight, bundled.bias)
    unheard, asked = (valid.pick(np.arange(first, len(valid.genres), 2)) for first in (0, 1))
    names, counts = np.unique(train.genres, return_counts=True)
    large = [str(name) for name, n in zip(names, counts, strict=True) if n >= max(SIZES)]
    every = list(itertools.combinations(large, 3))
    order = np.random.default_rng(7).permutation(len(every))
    triples = [every[i] for i in order[CHOSEN_ON:]][: options.triples]
    print(f"{len(triples)} triples of {', '.join(large)}; {len(asked.genres)} valid items")
    cost(head, bundled.temperature)
    library(train, asked, head, bundled.temperature, [()], "a library, no genre new")
    library(train, asked, head, bundled.temperature, triples, "a library, three genres new")
    alone(train, unheard, asked, head, bundled.temperature, triples)
    print("\nbase, new, all: accuracy on items of the genres that were known, taught, and of all")
    return 0


if __name__ == "__main__":
    sys.exit(main())
