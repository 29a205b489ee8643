"""What fine-tuning the whole network gives over the quick model, and what it costs.

Run: python tests/benchmarks/fine_tuning.py --data FOLDER [--of-each 50] [--epochs 20] [--seed 0]
[--out deep.onnx]. `FOLDER` is the training data that tagger/lab/data.py reads; it is no part of the
repository. It needs torch; on a busy machine OMP_NUM_THREADS=1 halves what it costs.

Taught are the zouk items, which the bundled network does not know, beside valid items of all other
genres, on which it was calibrated and tested but not trained. Neighbours in the lists of GTZAN and
FMA, where artists sit together, are held out together. The quick model learns from every row that
is not tested; the fine-tuned network from those rows less the ones for early stopping. `kept` is
the accuracy on valid items that nobody was taught, over the base genres and Zouk: what is
forgotten shows there.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tagger.lab import data
from tagger.lab.deep import deepen
from tagger.lab.deep_learning import Plan
from tagger.lab.listener import Listener
from tagger.measures import Share, macro_f1
from tagger.model import Network
from tagger.paths import bundled_models
from tagger.training.comparison import compare
from tagger.training.deepening import READING, Deepened, DeepTask
from tagger.training.discriminant import Linear, Statistics
from tagger.training.evaluation import said_by
from tagger.training.learner import learn

ZOUK = "Zouk"
NEIGHBOURS = 50
"""Track ids of FMA that are held out together; of GTZAN five clips of a genre are."""


@dataclass(frozen=True)
class Chosen:
    """Items with their genres and groups."""

    items: list[data.Item]
    labels: list[tuple[str, ...]]
    groups: np.ndarray


def choose(
    corpus: data.Corpus, of_each: int, generator: np.random.Generator
) -> tuple[Chosen, Chosen]:
    """What is taught, and what nobody is taught."""
    valid = [item for item in corpus.labelled("valid") if item.set_name != "speech"]
    zouk = [item for item in corpus.audio.items if item.set_name == "zouk"]
    taught, others = list(zouk), []
    seen: Counter[tuple[str, int]] = Counter()
    for place in generator.permutation(len(valid)):
        item = valid[place]
        seen[item.set_name, item.genres[0]] += 1
        (taught if seen[item.set_name, item.genres[0]] <= of_each else others).append(item)
    return chosen(taught), chosen(others)


def chosen(items: list[data.Item]) -> Chosen:
    labels = [tuple(data.GENRES[genre] for genre in item.genres) or (ZOUK,) for item in items]
    names = [group(item) for item in items]
    _, groups = np.unique(names, return_inverse=True)
    return Chosen(items, labels, groups.astype(np.intp))


def group(item: data.Item) -> str:
    if item.set_name == "fma":
        return f"fma {int(item.name) // NEIGHBOURS}"
    if item.set_name == "gtzan":
        genre, number = item.name.rsplit(".", 1)
        return f"{genre} {int(number) // 5}"
    return f"{item.set_name} {item.name}"


def right(linear: Linear, embeddings: np.ndarray, labels: list[tuple[str, ...]]) -> np.ndarray:
    scores = said_by(linear, embeddings)
    best = scores.probabilities.argmax(1)
    return np.array([scores.genres[b] in own for b, own in zip(best, labels, strict=True)])


def f1(linear: Linear, embeddings: np.ndarray, labels: list[tuple[str, ...]]) -> float:
    scores = said_by(linear, embeddings)
    best = scores.probabilities.argmax(1)
    size = len(linear.genres)
    matrix = np.zeros((size, size), np.int64)
    for answer, own in zip(best, labels, strict=True):
        truth = linear.genres.index(own[0])
        matrix[answer if linear.genres[answer] in own else truth, answer] += 1
    return macro_f1(matrix)


def hear(path: Path, items: list[data.Item]) -> np.ndarray:
    network = Network(path)
    return Listener(path, network.activity).hear(items).embeddings


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--of-each", type=int, default=50)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("deep.onnx"))
    options = parser.parse_args()
    base = bundled_models() / "genre.onnx"
    corpus = data.load(options.data)
    taught, others = choose(corpus, options.of_each, np.random.default_rng(options.seed))
    del corpus
    statistics = Statistics.load(bundled_models() / "genre-statistics.npz")
    head = Network(base).head
    genres = (*head.genres, ZOUK)
    print(f"{len(taught.items)} taught, {len(others.items)} others", flush=True)

    begun, cpu, marks = time.monotonic(), time.process_time(), []

    def report(stage: str, done: int, of: int) -> None:
        marks.append((time.monotonic() - begun, time.process_time() - cpu))
        if done % (100 if stage == READING else 10) == 0:
            print(f"{stage} {done}/{of} {marks[-1][0]:.0f} s, cpu {marks[-1][1]:.0f} s", flush=True)

    task = DeepTask(
        base, statistics, genres, lambda i: data.windows(taught.items[i])[:, 0], taught.labels,
        taught.groups, options.seed,
    )  # fmt: skip
    found = deepen(task, report, Plan(epochs=options.epochs))
    for number, epoch in enumerate(found.history):
        print(f"epoch {number}: loss {epoch.loss:.4f}, accuracy {epoch.accuracy.value:.3f}")
    print(f"best {found.epochs}, {found.seconds:.0f} s, cpu {time.process_time() - cpu:.0f} s")
    options.out.write_bytes(found.network)
    judge(options.out, base, statistics, Linear(head.genres, head.weight, head.bias), found,
          taught, others)  # fmt: skip


def judge(
    path: Path,
    base: Path,
    statistics: Statistics,
    head: Linear,
    found: Deepened,
    taught: Chosen,
    others: Chosen,
) -> None:
    rows = np.concatenate([found.learned, found.stopping])
    labels = [taught.labels[row] for row in rows]
    old, new = hear(base, taught.items), hear(path, taught.items)
    old_others, new_others = hear(base, others.items), hear(path, others.items)
    quick = learn(statistics, head, old[rows], labels).linear.rows(found.head.genres)
    again = learn(statistics, found.head.rows(head.genres), new[rows], labels).linear
    tested = [taught.labels[row] for row in found.tested]
    models = {
        "quick": (quick, old, old_others),
        "fine-tuned": (found.head, new, new_others),
        "fine-tuned, head in closed form": (again.rows(found.head.genres), new, new_others),
    }
    first = right(quick, old[found.tested], tested)
    zouk = np.array([ZOUK in own for own in tested])
    print(f"{len(rows)} learned and stopped by, {len(found.tested)} tested ({zouk.sum()} zouk)")
    for name, (linear, heard, heard_others) in models.items():
        own = right(linear, heard[found.tested], tested)
        beside = compare(own, first)
        kept = (
            right(linear, heard_others, others.labels) if len(others.items) else np.zeros(0, bool)
        )
        low, high = beside.interval
        print(
            f"{name}: tested {Share.of(own).value:.3f} (beside quick {beside.difference:+.3f}, "
            f"{low:+.3f} to {high:+.3f}), macro-F1 {f1(linear, heard[found.tested], tested):.3f}, "
            f"zouk {Share.of(own[zouk]).value:.3f}, kept {Share.of(kept).value:.3f}"
        )


if __name__ == "__main__":
    os.nice(5)
    main()
