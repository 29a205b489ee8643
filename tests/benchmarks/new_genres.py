"""What teaching a genre gives and costs: three genres left out and taught back, and zouk.

Run: python tests/benchmarks/new_genres.py --data FOLDER [--triples 24] [--seed 0] [--cache FILE]
`FOLDER` is the training data that tagger/lab/data.py reads; it is no part of the repository. The
first run listens to all of it (two minutes) and keeps the embeddings in `--cache`. With
OPENBLAS_NUM_THREADS=1 a later run takes seconds, also on a busy machine.

Left out: the base statistics are made of train items of the other genres, and the head has no rows
for the three. They are taught back from some of their train items; all valid items with one label
are asked about, over all genres. The bundled network itself was trained with the three, so this
measures the learning on the embedding, not the embedding on music that it never met. Zouk does
that: nothing of the bundled model has seen it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger.model import Head, Network
from tagger.paths import bundled_models
from tagger.training.discriminant import SHRINKAGE, Linear, Statistics
from tagger.training.evaluation import said_by
from tagger.training.grouping import form_groups
from tagger.training.learner import BLEND, DISCRIMINANT, learn
from tagger.training.selection import select
from tagger.workflow.personal_head import calibrated

SIZES = (5, 10, 30)
ZOUK = "Zouk"
FEWEST = 30
"""Train items of a genre that may be left out: as many as are taught back at most."""
EXEMPLARS = 10
RATES = (0.0001, 0.001, 0.01)
"""Of SGD: a person could not know the one that suits the number of clips."""


@dataclass(frozen=True)
class Items:
    """Tracks of one genre each."""

    embeddings: NDArray[np.float32]
    """(N, D)."""
    genres: NDArray[np.str_]
    """(N,)."""

    def pick(self, rows: NDArray) -> Items:
        return Items(self.embeddings[rows], self.genres[rows])

    def labels(self) -> list[tuple[str, ...]]:
        return [(str(genre),) for genre in self.genres]


@dataclass(frozen=True)
class Case:
    """Genres to be taught, and all that a method may learn them from."""

    base: Statistics
    head: Linear
    examples: Items
    exemplars: Items
    """EXEMPLARS of every base genre."""


Method = Callable[[Case], Linear]


def heard(folder: Path, cache: Path) -> tuple[Items, Items, Items, Items]:
    """Train and valid items, the zouk clips and the other zouk items, as the app hears them."""
    if not cache.is_file():
        from tagger.lab import data
        from tagger.lab.listener import open_model

        corpus = data.load(folder)
        listener, _ = open_model(bundled_models() / "genre.onnx")
        clips = {path.stem for path in (folder / "clips" / "zouk").iterdir()}
        parts = {
            "train": [item for item in corpus.labelled("train") if len(item.genres) == 1],
            "valid": [item for item in corpus.labelled("valid") if item.labels == 1],
        }
        zouk = [item for item in corpus.audio.items if item.set_name == "zouk"]
        parts["clips"] = [item for item in zouk if item.name in clips]
        parts["others"] = [item for item in zouk if item.name not in clips]
        if len(parts["clips"]) != len(clips):
            raise FileNotFoundError(f"not every clip of {folder / 'clips' / 'zouk'} is in the data")
        arrays: dict[str, NDArray] = {}
        for name, items in parts.items():
            arrays[name] = listener.hear(items).embeddings
            named = [data.GENRES[item.genres[0]] if item.genres else ZOUK for item in items]
            arrays[f"{name} genres"] = np.array(named)
        part = cache.with_name(cache.name + ".part")
        with part.open("wb") as file:
            np.savez(file, **arrays)  # pyright: ignore[reportArgumentType]
        part.replace(cache)
    with np.load(cache) as file:
        train, valid, clips, others = (
            Items(file[name].astype(np.float32), file[f"{name} genres"])
            for name in ("train", "valid", "clips", "others")
        )
    return train, valid, clips, others


def ours(case: Case) -> Linear:
    return learn(
        case.base, case.head, case.examples.embeddings, case.examples.labels(), BLEND
    ).linear


def streaming(case: Case) -> Linear:
    return learn(
        case.base, case.head, case.examples.embeddings, case.examples.labels(), DISCRIMINANT
    ).linear


def class_mean(case: Case) -> Linear:
    """The genre whose mean is nearest."""
    known = case.base.add(case.examples.embeddings, case.examples.labels())
    weight, bias = known.mean, -0.5 * (known.mean**2).sum(1)
    return Linear(known.genres, weight.astype(np.float32), bias.astype(np.float32))


def sgd(rate: float) -> Method:
    """Softmax on the head with rows of zeros for the new genres, on the examples alone: 30 rounds
    in batches of 8, momentum 0.9."""

    def fit(case: Case) -> Linear:
        new = tuple(dict.fromkeys(str(genre) for genre in case.examples.genres))
        genres = case.head.genres + new
        size = case.head.weight.shape[1]
        weight = np.vstack([case.head.weight, np.zeros((len(new), size), np.float32)])
        weight = np.hstack([weight, np.append(case.head.bias, np.zeros(len(new)))[:, None]])
        tracks = np.hstack([case.examples.embeddings, np.ones((len(case.examples.genres), 1))])
        truth = np.array([genres.index(str(genre)) for genre in case.examples.genres])
        speed = np.zeros_like(weight)
        generator = np.random.default_rng(0)
        for _ in range(30):
            order = generator.permutation(len(tracks))
            for batch in np.array_split(order, max(1, len(order) // 8)):
                error = softmax(tracks[batch] @ weight.T)
                error[np.arange(len(batch)), truth[batch]] -= 1
                speed = 0.9 * speed - rate * error.T @ tracks[batch] / len(batch)
                weight = weight + speed
        return Linear(genres, weight[:, :-1].astype(np.float32), weight[:, -1].astype(np.float32))

    return fit


def logistic(case: Case) -> Linear:
    """Logistic regression (L2, C = 1, standardised) on the exemplars and examples; of a genre with
    more examples only so many count."""
    from scipy.optimize import minimize

    names = np.concatenate([case.exemplars.genres, case.examples.genres])
    tracks = np.concatenate([case.exemplars.embeddings, case.examples.embeddings])
    genres = tuple(str(genre) for genre in dict.fromkeys(names))
    keep = np.concatenate([np.flatnonzero(names == genre)[:EXEMPLARS] for genre in genres])
    truth = np.array([genres.index(str(name)) for name in names[keep]])
    mean, deviation = tracks[keep].mean(0), tracks[keep].std(0) + 1e-6
    inputs = np.hstack([(tracks[keep] - mean) / deviation, np.ones((len(keep), 1))])
    shape = len(genres), inputs.shape[1]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weight = flat.reshape(shape)
        probability = softmax(inputs @ weight.T)
        rows = np.arange(len(truth))
        value = -np.log(probability[rows, truth] + 1e-12).sum()
        probability[rows, truth] -= 1
        penalised = np.hstack([weight[:, :-1], np.zeros((len(genres), 1))])
        gradient = probability.T @ inputs + penalised
        return float(value + 0.5 * (penalised**2).sum()), gradient.ravel()

    start = np.zeros(shape[0] * shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    weight = found.x.reshape(shape)
    scaled = weight[:, :-1] / deviation
    return Linear(
        genres, scaled.astype(np.float32), (weight[:, -1] - scaled @ mean).astype(np.float32)
    )


def softmax(logits: NDArray) -> NDArray[np.float64]:
    power = np.exp(logits - logits.max(1, keepdims=True))
    return power / power.sum(1, keepdims=True)


def statistics_of(items: Items) -> Statistics:
    size = items.embeddings.shape[1]
    return Statistics.empty(size).add(items.embeddings, items.labels())


def answers(linear: Linear, items: Items) -> NDArray[np.str_]:
    return np.array(linear.genres)[linear.logits(items.embeddings).argmax(1)]


def exemplars_of(train: Items, genres: Sequence[str], generator: np.random.Generator) -> Items:
    rows = [
        generator.permutation(np.flatnonzero(train.genres == genre))[:EXEMPLARS] for genre in genres
    ]
    return train.pick(np.concatenate(rows))


def left_out(
    train: Items, valid: Items, head: Linear, triples: int, seed: int
) -> dict[str, NDArray[np.float64]]:
    """Per method (sizes, triples, 3): accuracy on base genres, new genres and all of them."""
    generator = np.random.default_rng(seed)
    names, counts = np.unique(train.genres, return_counts=True)
    asked = set(valid.genres)
    # Spoken Word is told by what sounds at all, not by taught examples.
    open_to = [
        str(name)
        for name, count in zip(names, counts, strict=True)
        if count >= FEWEST and name in asked and name != "Spoken Word"
    ]
    ceiling = statistics_of(train).discriminant(SHRINKAGE)
    methods: dict[str, Method] = {
        "ours": ours,
        "streaming LDA": streaming,
        "nearest class mean": class_mean,
        "logistic, 10 exemplars": logistic,
        **{f"SGD on the head, {rate}": sgd(rate) for rate in RATES},
        "LDA on all data (ceiling)": lambda _: ceiling,
        "bundled head, not left out": lambda _: head,
    }
    found = {name: np.zeros((len(SIZES), triples, 3)) for name in methods}
    for round_ in range(triples):
        triple = generator.choice(open_to, 3, replace=False)
        rest = train.pick(~np.isin(train.genres, triple))
        base = statistics_of(rest)
        rows = head.rows([genre for genre in head.genres if genre not in triple])
        exemplars = exemplars_of(train, base.genres, generator)
        order = [generator.permutation(np.flatnonzero(train.genres == name)) for name in triple]
        new = np.isin(valid.genres, triple)
        for i, size in enumerate(SIZES):
            examples = train.pick(np.concatenate([one[:size] for one in order]))
            case = Case(base, rows, examples, exemplars)
            for name, method in methods.items():
                right = answers(method(case), valid) == valid.genres
                found[name][i, round_] = right[~new].mean(), right[new].mean(), right.mean()
    print(f"{triples} triples of {', '.join(open_to)}; {len(valid.genres)} valid items")
    return found


def print_left_out(found: dict[str, NDArray[np.float64]]) -> None:
    print(f"{'':28}" + "".join(f"{size:>4} clips: base   new   all" for size in SIZES))
    for name, accuracy in found.items():
        means = accuracy.mean(1)
        print(f"{name:28}" + "".join(f"{a:16.3f} {b:5.3f} {c:5.3f}" for a, b, c in means))
    middle = SIZES.index(10)
    gap = (found["ours"] - found["LDA on all data (ceiling)"])[middle, :, 0]
    error = gap.std(ddof=1) / np.sqrt(len(gap))
    print(f"10 clips, base genres, ours less the ceiling: {gap.mean():+.3f} ± {error:.3f}")
    taught = [name for name in found if "ceiling" not in name and "not left out" not in name]
    for i, size in enumerate(SIZES):
        best = max(taught, key=lambda name: float(found[name][i, :, 2].mean()))
        print(f"{size} clips, best row over all genres: {best}")


def print_zouk(train: Items, valid: Items, clips: Items, others: Items, head: Linear) -> None:
    """Zouk beside all genres of the bundled model, from some and from all of its clips."""
    base = Statistics.load(bundled_models() / "genre-statistics.npz")
    generator = np.random.default_rng(0)
    exemplars = exemplars_of(train, base.genres, generator)
    before = (answers(head, valid) == valid.genres).mean()
    print(f"\nzouk: {len(clips.genres)} clips, {len(others.genres)} other items;")
    print(f"the bundled head on the {len(valid.genres)} valid items of its genres: {before:.3f}")
    methods: dict[str, Method] = {
        "ours": ours,
        "streaming LDA": streaming,
        "nearest class mean": class_mean,
        "logistic, 10 exemplars": logistic,
        **{f"SGD on the head, {rate}": sgd(rate) for rate in RATES},
    }
    sizes = (5, 10, len(clips.genres))
    print(f"{'':28}" + "".join(f"{n:>4} clips: zouk  base false" for n in sizes))
    order = [generator.permutation(len(clips.genres)) for _ in range(10)]
    for name, method in methods.items():
        line = f"{name:28}"
        for size in sizes:
            # With all clips there is one draw only.
            draws = order if size < len(clips.genres) else order[:1]
            rows: list[tuple[float, float, float]] = []
            for draw in draws:
                linear = method(Case(base, head, clips.pick(draw[:size]), exemplars))
                said = answers(linear, valid)
                zouk = float((answers(linear, others) == ZOUK).mean())
                rows.append(
                    (zouk, float((said == valid.genres).mean()), float((said == ZOUK).mean()))
                )
            a, b, c = np.mean(rows, 0)
            line += f"{a:16.3f} {b:5.3f} {c:5.3f}"
        print(line)
    print("zouk: recall on the others; base: accuracy on the valid items; false: called zouk")


def print_sure(valid: Items, clips: Items, bundled: Head) -> None:
    """How sure the head is of the genres it knew, before and after it was taught zouk alone."""
    base = Statistics.load(bundled_models() / "genre-statistics.npz")
    head = Linear(bundled.genres, bundled.weight, bundled.bias)
    vectors, labels = clips.embeddings, clips.labels()
    groups = form_groups([""] * len(labels))
    present = said_by(head, vectors, bundled.temperature)
    chosen = select(base, head, bundled.temperature, vectors, labels, groups, present)
    linear = learn(base, head, vectors, labels, chosen.method).linear
    truth = [labels[row] for row in chosen.evaluation.held_out]
    taught = calibrated(bundled, base, linear, chosen.scores, truth).head
    print("\nvalid items, before and after zouk was taught: share that is sure, right of these")
    for name, one in (("bundled", bundled), ("taught", taught)):
        chance = one.probabilities(valid.embeddings)
        best = chance.argmax(1)
        right = np.array(one.genres)[best] == valid.genres
        limits = np.array([one.unsure_limit(genre) for genre in one.genres])
        sure = chance.max(1) >= limits[best]
        print(f"{name:28}{sure.mean():.3f} {right[sure].mean():.3f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--triples", type=int, default=24)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cache", type=Path)
    options = parser.parse_args()
    if not (options.data / "audio.csv").is_file():
        print(f"The training data is not in {options.data} (no audio.csv).", file=sys.stderr)
        return 2
    network = Network(bundled_models() / "genre.onnx")
    key = network.network_sha256[:12]
    cache = options.cache or Path(tempfile.gettempdir()) / f"tagger-new-genres-{key}.npz"
    try:
        train, valid, clips, others = heard(options.data, cache)
    except FileNotFoundError as missing:
        print(f"The training data is not complete: {missing}", file=sys.stderr)
        return 2
    bundled = network.head
    head = Linear(bundled.genres, bundled.weight, bundled.bias)
    print_left_out(left_out(train, valid, head, options.triples, options.seed))
    print_zouk(train, valid, clips, others, head)
    print_sure(valid, clips, bundled)
    return 0


if __name__ == "__main__":
    sys.exit(main())
