# pyright: reportMissingImports=false
"""The steps of fine-tuning: what is asked of the network, how far it may go, and when it stops."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from tagger.lab.deep_examples import Draw, Examples
from tagger.lab.deep_network import Opened, listening
from tagger.lab.network import Trunk
from tagger.measures import Share
from tagger.model import Network
from tagger.model.activity import mean_embedding
from tagger.records import Float32
from tagger.training.calibration import fit_temperature, tempered
from tagger.training.deepening import Epoch
from tagger.training.discriminant import Float64, Linear, Statistics
from tagger.training.evaluation import Scores, said_by

_LENIENT = 2.0
"""How many times too sure, or too unsure, a model may be when an epoch is judged."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The numbers of a run."""

    epochs: int = 20
    """At most."""
    patience: int = 4
    """Epochs without a better one after which it stops."""
    crops: int = 32
    """Tracks in a step."""
    least_steps: int = 12
    """In an epoch, however few the examples."""
    trunk_rate: float = 2e-4
    head_rate: float = 1e-3
    weight_decay: float = 1e-3
    warm_up: int = 20
    """Steps until the rates are reached."""
    average: float = 0.98
    """How much of the averaged weights stays in a step (an exponential moving average)."""
    replayed: int = 64
    """Embeddings in a step that are drawn from the base statistics."""
    replay_weight: float = 1.0
    near_weight: float = 5.0
    """Of the squared distance between new and old embedding, in deviations over the music that
    the base network learned from. On drawn sounds, of base genres most of which had no examples,
    1 lost eleven points and 5 one; with 20 the new genre was learned hardly better than quickly."""


class Tuned(nn.Module):
    """Trunk and head."""

    def __init__(self, trunk: Trunk, head: Linear) -> None:
        super().__init__()
        self.trunk = trunk
        self.head = nn.Linear(head.weight.shape[1], len(head.genres))
        with torch.no_grad():
            self.head.weight.copy_(torch.from_numpy(head.weight))
            self.head.bias.copy_(torch.from_numpy(head.bias))

    def linear(self, genres: tuple[str, ...]) -> Linear:
        weight = self.head.weight.detach().cpu().numpy().astype(np.float32)
        return Linear(genres, weight.copy(), self.head.bias.detach().cpu().numpy().copy())


def embed(trunk: Trunk, crops: Tensor) -> Tensor:
    """Crops (B, W, n_mels, T) to the mean embeddings of their windows (B, D)."""
    return trunk(crops.flatten(0, 1)[:, None])[0].unflatten(0, crops.shape[:2]).mean(1)


def hear(network: Network, examples: Examples, rows: NDArray[np.intp]) -> NDArray[np.float16]:
    """The embeddings (len(rows), D) as the app would store them, over the windows that are kept."""
    return np.stack(
        [mean_embedding(network.embed(examples.decibels(row))) for row in rows.tolist()]
    )


@dataclass(frozen=True, eq=False)
class Replay:
    """What the base genres sound like to the base network, without a track of them."""

    mean: Float64
    """(B, D)."""
    root: Float64
    """(D, D) lower triangle, whose square is the covariance that the genres share."""
    column: NDArray[np.intp]
    """(B,) the place of each in the head."""

    @classmethod
    def of(cls, statistics: Statistics, genres: tuple[str, ...]) -> Replay:
        known = [genre for genre in genres if genre in statistics.genres]
        covariance = statistics.covariance()
        # Rounding may leave a direction in which nothing varied a little below zero.
        covariance[np.diag_indices(len(covariance))] += 1e-6 * max(np.trace(covariance), 1e-12)
        return cls(
            statistics.mean[[statistics.genres.index(genre) for genre in known]],
            np.linalg.cholesky(covariance).astype(np.float64),
            np.array([genres.index(genre) for genre in known], dtype=np.intp),
        )

    def draw(self, size: int, generator: np.random.Generator) -> tuple[Float32, NDArray[np.intp]]:
        """Embeddings (size, D) and the columns of their genres (size,), every genre as often."""
        genre = generator.permutation(np.resize(generator.permutation(len(self.column)), size))
        noise = generator.standard_normal((size, self.mean.shape[1])) @ self.root.T
        return (self.mean[genre] + noise).astype(np.float32), self.column[genre]


@dataclass(frozen=True, eq=False)
class Tuning:
    """The best that was found, and how it was come by."""

    trunk: Trunk
    head: Linear
    epoch: int
    history: tuple[Epoch, ...]


def tune(
    opened: Opened,
    head: Linear,
    draw: Draw,
    replay: Replay,
    deviation: Float32,
    stopping: NDArray[np.intp],
    plan: Plan,
    seed: int,
    step_done: Callable[[int, int], None],
) -> Tuning:
    """Learns from what is drawn until the rows for early stopping fare no better.

    `deviation` (D,) is the unit in which an embedding's distance from the old one is measured.
    `step_done(done, of)` is called before the first step and after each, and may raise. What was
    opened stays as it is.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    generator = np.random.default_rng(seed)
    model = Tuned(copy.deepcopy(opened.trunk), head).to(device).eval()
    average = copy.deepcopy(model).requires_grad_(False)
    optimizer = torch.optim.AdamW(
        [
            {"params": list(model.trunk.parameters()), "lr": plan.trunk_rate},
            {"params": list(model.head.parameters()), "lr": plan.head_rate},
        ],
        weight_decay=plan.weight_decay,
    )
    warm_up = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min(1, (n + 1) / plan.warm_up))
    temperature = opened.network.head.temperature
    unit = torch.from_numpy(deviation).to(device)
    steps = max(plan.least_steps, math.ceil(len(draw.rows) / plan.crops))

    def losses() -> Tensor:
        crops, target = draw.batch(plan.crops, generator)
        heard = torch.from_numpy(crops).to(device)
        new = embed(model.trunk, heard)
        before = opened.network.embed(crops.reshape(-1, *crops.shape[2:]))
        old = torch.from_numpy(before.reshape(*crops.shape[:2], -1).mean(1)).to(device)
        logits = model.head(new) / temperature
        loss = functional.cross_entropy(logits, torch.from_numpy(target).to(device))
        loss = loss + plan.near_weight * (((new - old) / unit) ** 2).mean()
        if len(replay.column):
            known, genre = replay.draw(plan.replayed, generator)
            logits = model.head(torch.from_numpy(known).to(device)) / temperature
            again = functional.cross_entropy(logits, torch.from_numpy(genre).to(device))
            loss = loss + plan.replay_weight * again
        return loss

    def judged() -> Epoch:
        embeddings = hear(listening(opened, average.trunk), draw.examples, stopping)
        linear = average.linear(head.genres)
        return _judge(said_by(linear, embeddings, temperature), draw.target[stopping])

    history = [judged()]
    best, state = 0, copy.deepcopy(average.state_dict())
    step_done(0, plan.epochs * steps)
    for done in range(1, plan.epochs * steps + 1):
        loss = losses()
        if not bool(torch.isfinite(loss)):
            break  # what was best before stands
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        warm_up.step()
        _follow(average, model, min(plan.average, done / (done + 10)))
        step_done(done, plan.epochs * steps)
        if done % steps == 0:
            history.append(judged())
            if history[-1].loss < history[best].loss:
                best, state = len(history) - 1, copy.deepcopy(average.state_dict())
            elif len(history) - 1 - best >= plan.patience:
                break
    average.load_state_dict(state)
    # Epoch 0 is what was handed in, to the last bit.
    average = average.cpu()
    return Tuning(average.trunk, average.linear(head.genres), best, tuple(history))


def _judge(said: Scores, target: Float32) -> Epoch:
    """How tracks fare; each genre weighs the same, so that a large one does not decide alone.

    Being a little too sure is not held against a model, since it is calibrated later. Any
    temperature at all would make a few tracks in the right order look perfect.
    """
    truth = target.astype(np.float64)
    temperature = float(np.clip(fit_temperature(said.probabilities, truth), 1 / _LENIENT, _LENIENT))
    scores = tempered(said.probabilities, temperature)
    weighed = truth / np.maximum(truth.sum(axis=0), 1e-12)
    surprise = -(weighed * np.log(np.maximum(scores, 1e-12))).sum() / weighed.sum()
    right = truth[np.arange(len(truth)), scores.argmax(axis=1)] > 0
    return Epoch(float(surprise), Share.of(right))


@torch.no_grad()
def _follow(average: nn.Module, model: nn.Module, momentum: float) -> None:
    """Parameters alone: nothing else changes."""
    for mine, its in zip(average.parameters(), model.parameters(), strict=True):
        mine.lerp_(its, 1 - momentum)
