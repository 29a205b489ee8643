"""What one suggestion per album gives: held-out music, track by track and pooled in several ways.

    python tests/benchmarks/album_genre.py --data FOLDER [--cache FILE]

`FOLDER` is the training data that tagger/lab/data.py reads; it is no part of the repository. The
data names no albums. But numbers of the Free Music Archive were given as releases came in, so
tracks whose numbers differ by no more than `--gap` are mostly of one release: these stand for
albums here. They are worse than real ones (the labels of one in six of them differ, and then some
track has to be wrong), and there are few, so that the figures tell which way is better and not how
good it is on real albums. Tracks of one genre put together at random are printed below: these are
independent, as real albums are not, and so show how much of the gain is lost to likeness.

Printed: answers that are right; the error of calibration (Guo et al., 2017) and what is said on
average; answers that are sure, and how many of these are right.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger.model import Head, Network
from tagger.paths import bundled_models
from tagger.workflow import pooling
from tagger.workflow.pooling import WITNESSES, pool

_BINS = 10


def heard(folder: Path, cache: Path) -> tuple[NDArray, NDArray[np.str_], NDArray[np.str_]]:
    """Embeddings, genres, and the set and name of the valid items with one label."""
    if not cache.is_file():
        from tagger.lab import data
        from tagger.lab.listener import open_model

        listener, _ = open_model(bundled_models() / "genre.onnx")
        items = [item for item in data.load(folder).labelled("valid") if item.labels == 1]
        np.savez(
            cache,
            embeddings=listener.hear(items).embeddings,
            genres=np.array([data.GENRES[item.genres[0]] for item in items]),
            names=np.array([f"{item.set_name} {item.name}" for item in items]),
        )
    with np.load(cache) as file:
        return file["embeddings"], file["genres"], file["names"]


def neighbours(names: NDArray[np.str_], gap: int) -> list[list[int]]:
    """Rows of FMA tracks whose numbers are close; groups of two at least."""
    numbers = sorted((int(n.split()[1]), row) for row, n in enumerate(names) if n[:4] == "fma ")
    groups: list[list[int]] = [[]]
    last = numbers[0][0]
    for number, row in numbers:
        if number - last > gap:
            groups.append([])
        groups[-1].append(row)
        last = number
    return [group for group in groups if len(group) > 1]


def report(words: str, head: Head, table: NDArray, own: NDArray[np.intp]) -> None:
    """`table` (N, C) is what is said of tracks whose genres are `own` (N,)."""
    said, best = table.max(axis=1), table.argmax(axis=1)
    right = best == own
    sure = ~head.answer(table).rank(1).unsure
    bins = np.minimum((said * _BINS).astype(int), _BINS - 1)
    error = sum(abs(said[bins == b].sum() - right[bins == b].sum()) for b in range(_BINS)) / len(
        own
    )
    print(
        f"  {words:28} right {right.mean():.1%}, error of calibration {error:.3f}, said "
        f"{said.mean():.1%}; sure {sure.mean():.1%}, right of these {right[sure].mean():.1%}"
    )


def compare(
    words: str, head: Head, table: NDArray, own: NDArray[np.intp], groups: Sequence[list[int]]
) -> None:
    rows = np.concatenate([np.array(group) for group in groups])
    places = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    pure = np.mean([len(set(own[group].tolist())) == 1 for group in groups])
    print(f"{words}: {len(groups)} groups, {len(rows)} tracks, {pure:.0%} with one label")
    report("each track alone", head, table[rows], own[rows])
    means = np.stack([table[group].mean(axis=0) for group in groups])
    report("mean of probabilities", head, means[places], own[rows])
    for power in (1.0, 0.5, WITNESSES, 0.15, 0.0):
        pooling.WITNESSES = power
        mark = " (ours)" if power == WITNESSES else ""
        pooled = pool(table[rows], places, len(groups))
        report(f"n ** {power} witnesses{mark}", head, pooled[places], own[rows])
    pooling.WITNESSES = WITNESSES


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--cache", type=Path)
    arguments.add_argument("--gap", type=int, default=2)
    options = arguments.parse_args()
    cache = options.cache or Path(tempfile.gettempdir()) / "tagger-album-genre.npz"
    embeddings, genres, names = heard(options.data, cache)
    head = Network(bundled_models() / "genre.onnx").head
    table = head.probabilities(embeddings).astype(np.float64)
    own = np.array([head.genres.index(genre) for genre in genres])
    compare("Neighbouring numbers", head, table, own, neighbours(names, options.gap))
    generator = np.random.default_rng(0)
    mixed: list[list[int]] = []
    for genre in range(len(head.genres)):
        rows = generator.permutation(np.flatnonzero(own == genre)).tolist()
        mixed += [rows[start : start + 8] for start in range(0, len(rows), 8)]
    compare("One genre at random", head, table, own, [group for group in mixed if len(group) > 1])


if __name__ == "__main__":
    main()
