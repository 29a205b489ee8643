# pyright: reportMissingImports=false
"""Fine-tuning the whole network on a person's examples: the `Deepen` of `tagger.training`.

It starts from the quick model: the base network and the head that is learned on its embeddings in
closed form. Then all of it learns, from crops that are changed a little (`tagger.lab.augment`) and
mixed (mixup). Two things hold it back from forgetting: in every step the head is asked again for
the base genres, by embeddings drawn from their statistics; and the embedding is held near what the
base network says of the same crop (distillation; Li & Hoiem, "Learning without Forgetting", ECCV
2016), without which those statistics would soon be of another space. Artists that are learned from
in no other way tell when to stop, and others are left for a fair test.

On the CPU the same task gives the same network, on one machine with one number of threads.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from tagger.lab.deep_examples import Draw, Examples, divide, read_examples
from tagger.lab.deep_learning import Plan, Replay, tune
from tagger.lab.deep_network import open_network, written
from tagger.records import Float32
from tagger.training.deepening import LEARNING, READING, Deepened, DeepTask
from tagger.training.discriminant import Statistics
from tagger.training.evaluation import Labels
from tagger.training.learner import learn


def deepen(
    task: DeepTask, report: Callable[[str, int, int], None], plan: Plan | None = None
) -> Deepened:
    """Fine-tunes the network of `task.base`; see `Deepen` for the callback.

    Raises `ModelError` where the base cannot be fine-tuned, `TaggerError` where there are too few
    artists to check it by, ValueError where the parts of the task do not fit together.
    """
    begun = time.monotonic()
    count = len(task.labels)
    if len(task.groups) != count:
        raise ValueError(f"{count} labels, {len(task.groups)} groups")
    parts = divide(task.labels, task.groups)
    opened = open_network(task.base)
    target = _targets(task.labels, task.genres)
    examples = read_examples(
        opened.network, task.logmels, count, lambda done: report(READING, done, count)
    )
    quick = learn(
        task.statistics,
        opened.head,
        examples.embeddings[parts.learned],
        [task.labels[row] for row in parts.learned],
    )
    found = tune(
        opened,
        quick.linear.rows(task.genres),
        Draw(examples, parts.learned, target),
        Replay.of(task.statistics, task.genres),
        _deviation(task.statistics, examples),
        parts.stopping,
        plan or Plan(),
        task.seed,
        lambda done, of: report(LEARNING, done, of),
    )
    notes = {
        "epochs": found.epoch,
        "learned": len(parts.learned),
        "stopping": len(parts.stopping),
        "tested": len(parts.tested),
        "seed": task.seed,
    }
    return Deepened(
        network=written(opened, found.trunk, found.head, notes),
        head=found.head,
        tested=parts.tested,
        learned=parts.learned,
        stopping=parts.stopping,
        epochs=found.epoch,
        seconds=time.monotonic() - begun,
        history=found.history,
    )


def _targets(labels: Labels, genres: tuple[str, ...]) -> Float32:
    """(N, C); a row of a track without a genre is zero. Raises ValueError for another genre."""
    place = {genre: column for column, genre in enumerate(genres)}
    target = np.zeros((len(labels), len(genres)), np.float32)
    for row, names in enumerate(labels):
        several = tuple(dict.fromkeys(names))
        for genre in several:
            if genre not in place:
                raise ValueError(f"{genre!r} is not among the genres of the task")
            target[row, place[genre]] = 1 / len(several)
    return target


def _deviation(statistics: Statistics, examples: Examples) -> Float32:
    """(D,) of track embeddings, over all genres together."""
    if statistics.tracks > 0:
        share = statistics.count / statistics.tracks
        between = statistics.mean - share @ statistics.mean
        variance = np.diag(statistics.covariance()) + share @ between**2
    else:
        variance = examples.embeddings.astype(np.float64).var(axis=0)
    return np.sqrt(np.maximum(variance, 1e-4 * variance.max() + 1e-12)).astype(np.float32)
