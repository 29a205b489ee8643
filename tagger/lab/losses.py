# pyright: reportMissingImports=false
"""What the stages minimise: the teachers' squared errors and the genres' cross entropy."""

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
from tagger.lab.recipe import GenreStage

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
) -> Tensor:
    """Cross entropy over each item's known genres, with mixup on a share of the crops, of which
    some are then spoilt as poor recordings are."""
    where = next(model.parameters()).device
    mixed, share, other = augment.mix(batch.crops, generator, stage.mixup_rate, stage.mixup_beta)
    crops = torch.from_numpy(augment.spoil(mixed, generator, stage.spoil_rate)).to(where)
    logits = model.network.head(mixed_precision(embed, crops))
    target = torch.from_numpy(batch.target).to(where)
    known = torch.from_numpy(batch.known).to(where)
    lam = torch.from_numpy(share).to(where)
    own = masked_cross_entropy(logits, target, known, stage.unknown_weight)
    partner = masked_cross_entropy(logits, target[other], known[other], stage.unknown_weight)
    return (lam * own + (1 - lam) * partner).mean()


def masked_cross_entropy(
    logits: Tensor, target: Tensor, known: Tensor, unknown_weight: float
) -> Tensor:
    """(B,) cross entropy whose softmax counts a genre that the set does not label only
    `unknown_weight` times: such a genre may be right too, but must not run away unseen."""
    weight = torch.where(known, 0.0, math.log(unknown_weight))
    return -(target * functional.log_softmax(logits + weight, 1)).sum(1)
