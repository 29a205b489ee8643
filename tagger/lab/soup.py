# pyright: reportMissingImports=false
"""One network out of several that began as one: the mean of their weights.

Networks that a long stage of training shares lie in one basin of the loss, so that the mean of
their weights is a network as well, and mostly a better one: Wortsman et al. 2022, "Model soups:
averaging weights of multiple fine-tuned models improves accuracy without increasing inference
time".
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor


def average(checkpoints: Sequence[Path], path: Path) -> Path:
    """Writes a checkpoint with the mean of the checkpoints' averaged networks; returns `path`.

    The running means and variances of the batch norms are averaged like weights. Raises
    FileNotFoundError where a checkpoint is missing.
    """
    states: list[dict[str, Tensor]] = [
        torch.load(checkpoint, map_location="cpu", weights_only=False)["average"]
        for checkpoint in checkpoints
    ]
    first = states[0]
    mean = {
        name: torch.stack([state[name].double() for state in states]).mean(0).to(value.dtype)
        if value.is_floating_point()
        else value
        for name, value in first.items()
    }
    torch.save({"average": mean}, path)
    return path
