"""Fine-tuning the whole network: what it is given and what comes of it, as plain data.

What does it needs PyTorch and is handed down as a `Deepen`, so that nothing here knows of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger.measures import Share
from tagger.records import Float32
from tagger.training.discriminant import Linear, Statistics
from tagger.training.evaluation import Labels

READING = "reading"
"""Stage: every example is read and heard once; counted in examples."""
LEARNING = "learning"
"""Stage: the network learns; counted in steps of at most as many, for it stops when it stops
getting better."""


@dataclass(frozen=True, eq=False)
class DeepTask:
    """N examples, and the network that is to learn them."""

    base: Path
    """A model file of Tagger: where the network and the head start from."""
    statistics: Statistics
    """What the head of `base` was learned from, without the examples; replayed against
    forgetting."""
    genres: tuple[str, ...]
    """(C,) what the head is to know, in this order: each one of the base's or of the examples'."""
    logmels: Callable[[int], Float32]
    """The windows (W, n_mels, T) of example i in dB relative to the track's maximum, W at least 1,
    as `Network.embed` takes them. Asked once for each example, in order."""
    labels: Labels
    """(N,) the genres of each."""
    groups: NDArray[np.intp]
    """(N,) the number of each example's group (artist), 0 to G-1: held out as a whole."""
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Epoch:
    """How the examples for early stopping fared after so much learning; epoch 0 is the start."""

    loss: float
    """Mean surprise in nats, each genre weighing the same; lower is better."""
    accuracy: Share


@dataclass(frozen=True, eq=False)
class Deepened:
    """A network that learned the examples. Whether it is better is for the one who asked to say.

    A fair rival has learned from all rows but the tested ones: `learned` and `stopping`.
    """

    network: bytes
    """An .onnx file in the contract of the bundled model, under an identity of its own, with
    `head` in it. The head is not calibrated: no answer counts as sure, no genre as a further one.
    """
    head: Linear
    """Over the genres of the task."""
    tested: NDArray[np.intp]
    """The rows that were used for nothing, ascending."""
    learned: NDArray[np.intp]
    """The rows that it learned from, ascending."""
    stopping: NDArray[np.intp]
    """The rows by which the best epoch was chosen, ascending."""
    epochs: int
    """After which it was best; 0 where learning only made it worse, so that the network says what
    it said before and the head is the quick one."""
    seconds: float
    """From the first example to the file."""
    history: tuple[Epoch, ...]
    """Before learning and after each epoch, also those after the best."""

    @property
    def changed(self) -> bool:
        """Whether it is another network than before; the head may be the quick model's."""
        return self.epochs > 0


Deepen = Callable[[DeepTask, Callable[[str, int, int], None]], Deepened]
"""The callback is told (stage, done, of), before the first and after every example and step. What
it raises, a cancellation for instance, goes through."""
