# pyright: reportMissingImports=false
"""What the stages minimise: the teachers' errors, the genres' cross entropy, the members' say."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from tagger.lab import augment
from tagger.lab.batches import GenreBatch, TeacherBatch
from tagger.lab.network import Student
from tagger.lab.recipe import GenreStage, StudentStage

Embed = Callable[[Tensor], Tensor]
"""A `Student`, possibly compiled."""
Losses = dict[str, Tensor]


def mixed_precision(embed: Embed, crops: Tensor) -> Tensor:
    """The embeddings (B, D) with convolutions and matrix products in bfloat16."""
    with torch.autocast(crops.device.type, dtype=torch.bfloat16):
        return embed(crops)


def teacher_losses(
    model: Student, embed: Embed, batch: TeacherBatch, vggish_weight: float
) -> Losses:
    """Mean squared errors of the teachers' heads, VGGish's already weighted."""
    where = next(model.parameters()).device
    whole = mixed_precision(embed, torch.from_numpy(batch.crops).to(where))
    heard = len(batch.musicnn)

    def error(name: str, embedding: Tensor, target: NDArray[np.float32]) -> Tensor:
        predicted = model.teachers[name](embedding)
        return functional.mse_loss(predicted, torch.from_numpy(target).to(where))

    return {
        "musicnn": error("musicnn", whole[:heard], batch.musicnn),
        "yamnet": error("yamnet", whole[:heard], batch.yamnet),
        "vggish": vggish_weight * error("vggish", whole[heard:], batch.vggish),
    }


def genre_loss(
    model: Student,
    embed: Embed,
    batch: GenreBatch,
    stage: GenreStage,
    generator: np.random.Generator,
) -> tuple[Tensor, Tensor, Tensor]:
    """Cross entropy over each item's known genres, with mixup on a share of the crops.

    Returns the loss, the mixed crops before they were spoilt, and what the model made of them
    afterwards (B, D).
    """
    where = next(model.parameters()).device
    mixed, share, other = augment.mix(batch.crops, generator, stage.mixup_rate, stage.mixup_beta)
    whole = hear_spoilt(model, embed, mixed, stage, generator)
    logits = model.network.head(whole)
    target = torch.from_numpy(batch.target).to(where)
    known = torch.from_numpy(batch.known).to(where)
    lam = torch.from_numpy(share).to(where)
    own = masked_cross_entropy(logits, target, known, stage.unknown_weight)
    partner = masked_cross_entropy(logits, target[other], known[other], stage.unknown_weight)
    return (lam * own + (1 - lam) * partner).mean(), torch.from_numpy(mixed).to(where), whole


def hear_spoilt(
    model: Student,
    embed: Embed,
    crops: NDArray[np.float32],
    stage: GenreStage,
    generator: np.random.Generator,
) -> Tensor:
    """What the model makes of the crops (B, W, 128, T) as poor recordings: (B, D)."""
    where = next(model.parameters()).device
    spoilt = augment.spoil(crops, generator, stage.spoil_rate)
    return mixed_precision(embed, torch.from_numpy(spoilt).to(where))


def masked_cross_entropy(
    logits: Tensor, target: Tensor, known: Tensor, unknown_weight: float
) -> Tensor:
    """(B,) cross entropy whose softmax counts a genre that the set does not label only
    `unknown_weight` times: such a genre may be right too, but must not run away unseen."""
    weight = torch.where(known, 0.0, math.log(unknown_weight))
    return -(target * functional.log_softmax(logits + weight, 1)).sum(1)


def member_losses(
    model: Student, members: list[Student], crops: Tensor, whole: Tensor, stage: StudentStage
) -> Losses:
    """How far the student, who heard the crops spoilt, is from the members' mean on them as
    they are: so it learns to hear through a poor recording.

    Genres: Kullback-Leibler divergence to the mean of the members' probabilities (Hinton et al.,
    "Distilling the Knowledge in a Neural Network", 2015). Teachers: mean squared error to the mean
    of the members' heads. `crops` (B, W, 128, T); `whole` (B, D) is the student's, of them spoilt.
    """
    probabilities: list[Tensor] = []
    taught: dict[str, list[Tensor]] = {name: [] for name in model.teachers}
    with torch.no_grad():
        for member in members:
            embedding = mixed_precision(member, crops)
            probabilities.append(member.network.head(embedding).softmax(1))
            for name, heads in taught.items():
                heads.append(member.teachers[name](embedding))
        genres = torch.stack(probabilities).mean(0)
    said = functional.log_softmax(model.network.head(whole), 1)
    losses = {"members": functional.kl_div(said, genres, reduction="batchmean")}
    for name, heads in taught.items():
        mean = torch.stack(heads).mean(0)
        error = functional.mse_loss(model.teachers[name](whole), mean)
        losses[name] = stage.teacher_weight * error
    return losses
