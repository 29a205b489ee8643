"""What answers to well-chosen tracks teach beside answers to tracks drawn at random.

Run: python tests/benchmarks/teach_most.py --data FOLDER [--seeds 20] [--cache FILE] [--only NAME]
`FOLDER` and `--cache` are those of tests/benchmarks/new_genres.py. With OPENBLAS_NUM_THREADS=1 it
takes some minutes.

A person has a library and answers what they are asked, 20 tracks at a time; after each time the
model is refreshed. Accuracy is over tracks that are not in the library, after 20, 60 and 100
answers. Three libraries: `genres` are half of the valid items and 40 train items of each of three
genres that are left out of head and statistics; `zouk` are half of the valid items and 40 of zouk;
`large` are two thirds of the train items, with statistics of the other third and three genres left
out (its head knew the tracks of the other genres from its training). Differences are to random
tracks on the same split, with their standard error over the seeds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from new_genres import ZOUK, Items, answers, heard, softmax, statistics_of
from numpy.typing import NDArray

from tagger.model import Network
from tagger.paths import bundled_models
from tagger.training.asking import MOST_COMPARED, ask, nearness, uncertainty
from tagger.training.discriminant import Linear, Statistics
from tagger.training.learner import BLEND, learn
from tagger.training.neighbours import sphere

AT_ONCE = 20
SHOWN = (20, 60, 100)
DRAWS = 4
"""Random answers per split; their mean is what the others are measured by."""
PER_GENRE = 40
LIBRARIES = ("genres", "zouk", "large")


@dataclass(frozen=True)
class Library:
    """What the person has, and what they are judged by."""

    base: Statistics
    head: Linear
    tracks: Items
    test: Items


@dataclass(frozen=True)
class Open:
    """The tracks without an answer, as a way of choosing sees them."""

    probabilities: NDArray[np.float64]
    """(N, C)."""
    unit: NDArray[np.float32]
    """(N, D)."""
    known: NDArray[np.float32]
    """(M, D): answered before."""


Choose = Callable[[Open, np.random.Generator], NDArray[np.intp]]


def ours(those: Open, _: np.random.Generator) -> NDArray[np.intp]:
    weight = uncertainty(those.probabilities)
    top = np.sort(np.argsort(-weight, kind="stable")[:MOST_COMPARED])
    known = nearness(those.unit[top], those.known)
    return top[ask(those.unit[top], weight[top], known, AT_ONCE).rows]


def random(those: Open, generator: np.random.Generator) -> NDArray[np.intp]:
    return generator.permutation(len(those.unit))[:AT_ONCE]


def entropy(those: Open, _: np.random.Generator) -> NDArray[np.intp]:
    return np.argsort(-uncertainty(those.probabilities), kind="stable")[:AT_ONCE]


def margin(those: Open, _: np.random.Generator) -> NDArray[np.intp]:
    """The least between the two best genres."""
    best = np.sort(those.probabilities, axis=1)
    return np.argsort(best[:, -1] - best[:, -2], kind="stable")[:AT_ONCE]


def centres(weighted: bool) -> Choose:
    """K-centre greedy: the farthest from all that is known, times its uncertainty if `weighted`."""

    def choose(those: Open, generator: np.random.Generator) -> NDArray[np.intp]:
        weight = uncertainty(those.probabilities) if weighted else np.ones(len(those.unit))
        distance = 1 - np.maximum(nearness(those.unit, those.known), 0)
        rows: list[int] = []
        for _ in range(AT_ONCE):
            worth = weight * np.maximum(distance, 0)
            worth[rows] = -1
            rows.append(int(worth.argmax()))
            distance = np.minimum(distance, 1 - those.unit @ those.unit[rows[-1]])
        return np.array(rows)

    return choose


def clusters(those: Open, generator: np.random.Generator) -> NDArray[np.intp]:
    """K-means among the ten times as many most uncertain, weighted by that (Zhdanov 2019)."""
    weight = uncertainty(those.probabilities)
    top = np.argsort(-weight, kind="stable")[: 10 * AT_ONCE]
    tracks, weight = those.unit[top].astype(np.float64), weight[top].astype(np.float64)
    centre = tracks[generator.choice(len(top), AT_ONCE, replace=False, p=weight / weight.sum())]
    for _ in range(10):
        nearest = ((tracks[:, None] - centre) ** 2).sum(2).argmin(1)
        for place in range(AT_ONCE):
            its = nearest == place
            if its.any():
                centre[place] = np.average(tracks[its], axis=0, weights=weight[its])
    distance = ((tracks[:, None] - centre) ** 2).sum(2)
    rows: list[int] = []
    for place in range(AT_ONCE):
        left = distance[:, place].copy()
        left[rows] = np.inf
        rows.append(int(left.argmin()))
    return top[rows]


def badge(those: Open, generator: np.random.Generator) -> NDArray[np.intp]:
    """K-means++ on the gradients of the head for the likeliest answer (Ash et al. 2020)."""
    gradient = those.probabilities.copy()
    gradient[np.arange(len(gradient)), gradient.argmax(1)] -= 1
    length = (gradient**2).sum(1) * (those.unit**2).sum(1)
    rows = [int(length.argmax())]
    distance = np.full(len(length), np.inf)
    while len(rows) < AT_ONCE:
        last = rows[-1]
        product = (gradient @ gradient[last]) * (those.unit @ those.unit[last])
        distance = np.minimum(distance, np.maximum(length + length[last] - 2 * product, 0))
        distance[rows] = 0
        rows.append(int(generator.choice(len(distance), p=distance / distance.sum())))
    return np.array(rows)


WAYS: dict[str, Choose] = {
    "random": random,
    "ours": ours,
    "entropy": entropy,
    "margin": margin,
    "k-centre": centres(weighted=False),
    "k-centre, weighted": centres(weighted=True),
    "clusters": clusters,
    "BADGE": badge,
}


def library_of(
    kind: str,
    parts: tuple[Items, Items, Items, Items],
    head: Linear,
    generator: np.random.Generator,
) -> Library:
    train, valid, clips, others = parts
    order = generator.permutation(len(valid.genres))
    mine, test = (valid.pick(half) for half in np.array_split(order, 2))
    if kind == "zouk":
        zouk = joined(clips, others)
        order = generator.permutation(len(zouk.genres))
        mine = joined(mine, zouk.pick(order[:PER_GENRE]))
        base = Statistics.load(bundled_models() / "genre-statistics.npz")
        return Library(base, head, mine, joined(test, zouk.pick(order[PER_GENRE:])))
    names, counts = np.unique(train.genres, return_counts=True)
    frequent = [
        str(name)
        for name, count in zip(names, counts, strict=True)
        if count >= PER_GENRE and name in valid.genres and name != "Spoken Word"
    ]
    left_out = generator.choice(frequent, 3, replace=False)
    known = ~np.isin(train.genres, left_out)
    rows = head.rows([genre for genre in head.genres if genre not in left_out])
    if kind == "large":
        third = generator.random(len(known)) < 1 / 3
        return Library(statistics_of(train.pick(known & third)), rows, train.pick(~third), valid)
    for name in left_out:
        its = generator.permutation(np.flatnonzero(train.genres == name))[:PER_GENRE]
        mine = joined(mine, train.pick(its))
    return Library(statistics_of(train.pick(known)), rows, mine, test)


def joined(one: Items, other: Items) -> Items:
    return Items(
        np.concatenate([one.embeddings, other.embeddings]),
        np.concatenate([one.genres, other.genres]),
    )


def accuracy(linear: Linear, test: Items) -> float:
    return float((answers(linear, test) == test.genres).mean())


def played(
    library: Library, temperature: float, choose: Choose, generator: np.random.Generator
) -> list[float]:
    """Accuracy after each of SHOWN answers."""
    unit = sphere(library.tracks.embeddings, library.base)
    labels = library.tracks.labels()
    given = np.zeros(0, np.intp)
    linear, found = library.head, []
    while len(given) < SHOWN[-1]:
        left = np.setdiff1d(np.arange(len(unit)), given)
        said = softmax(linear.logits(library.tracks.embeddings[left]) / temperature)
        given = np.append(given, left[choose(Open(said, unit[left], unit[given]), generator)])
        linear = learn(
            library.base,
            library.head,
            library.tracks.embeddings[given],
            [labels[row] for row in given],
            BLEND,
        ).linear
        if len(given) in SHOWN:
            found.append(accuracy(linear, library.test))
    return found


def print_library(
    kind: str, parts: tuple[Items, Items, Items, Items], network: Network, seeds: int
) -> None:
    bundled = network.head
    head = Linear(bundled.genres, bundled.weight, bundled.bias)
    found: dict[str, list[NDArray[np.float64]]] = {name: [] for name in WAYS}
    ends: list[tuple[float, float]] = []
    for seed in range(seeds):
        library = library_of(kind, parts, head, np.random.default_rng(seed))
        mine = library.tracks
        every = learn(library.base, library.head, mine.embeddings, mine.labels(), BLEND).linear
        ends.append((accuracy(library.head, library.test), accuracy(every, library.test)))
        for name, choose in WAYS.items():
            draws = range(DRAWS if choose is random else 1)
            scores = [
                played(library, bundled.temperature, choose, np.random.default_rng([seed, draw]))
                for draw in draws
            ]
            found[name].append(np.mean(scores, axis=0))
    before, after = np.mean(ends, axis=0)
    print(f"\n{kind}: {before:.3f} without an answer, {after:.3f} with an answer on every track")
    print(f"{'':20}" + "".join(f"{count:>6} answers (to random)" for count in SHOWN))
    drawn = np.array(found["random"])
    for name, each in found.items():
        scores = np.array(each)
        gap = scores - drawn
        error = gap.std(axis=0, ddof=1) / np.sqrt(len(gap))
        columns = zip(scores.mean(0), gap.mean(0), error, strict=True)
        print(f"{name:20}" + "".join(f"{a:10.3f} {g:+.3f} ± {e:.3f}" for a, g, e in columns))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--only", choices=LIBRARIES, action="append")
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    if not (options.data / "audio.csv").is_file():
        print(f"The training data is not in {options.data} (no audio.csv).", file=sys.stderr)
        return 2
    network = Network(bundled_models() / "genre.onnx")
    key = network.network_sha256[:12]
    cache = options.cache or Path(tempfile.gettempdir()) / f"tagger-new-genres-{key}.npz"
    try:
        parts = heard(options.data, cache)
    except FileNotFoundError as missing:
        print(f"The training data is not complete: {missing}", file=sys.stderr)
        return 2
    assert parts[3].genres[0] == ZOUK
    for kind in options.only or LIBRARIES:
        print_library(kind, parts, network, options.seeds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
