# pyright: reportMissingImports=false
"""How far the networks of a recipe differ by their seed alone, on the valid parts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from tagger.lab import data
from tagger.lab.evaluate import MUSIC_SETS, known_music
from tagger.lab.network import GenreNetwork
from tagger.lab.recipe import Recipe
from tagger.lab.train import device, member_checkpoints, network_checkpoint, trained


def right(network: GenreNetwork, items: Sequence[data.Item], set_name: str) -> NDArray[np.bool_]:
    """(N,) whether the best genre among those of the set is the item's, over all its windows."""
    known = torch.from_numpy(known_music(set_name))
    found: list[bool] = []
    with torch.inference_mode():
        for item in items:
            windows = torch.from_numpy(data.windows(item)).to(device())
            logits = network.head(network.trunk(windows)[0].mean(0)).cpu()
            logits[~known] = -torch.inf
            found.append(int(logits.argmax()) in item.genres)
    return np.array(found)


def report(recipe: Recipe, folder: Path, work: Path, seeds: Sequence[int]) -> str:
    """A line for each set, with its figure for each seed, and the mean over the seeds.

    Beside it the mean of the networks whose weights were averaged. Items with one label. Raises
    FileNotFoundError where a seed has not been trained yet.
    """
    valid = [item for item in data.load(folder).labelled("valid") if item.labels == 1]
    named = ", ".join(str(seed) for seed in seeds)
    lines = [
        f"valid parts, each set's own genres, seeds {named}; mean, standard deviation; "
        "mean before averaging weights"
    ]
    finished = [network_checkpoint(work, seed) for seed in seeds]
    members = [path for seed in seeds for path in member_checkpoints(recipe, work, seed).values()]
    networks = {path: trained(recipe, path, device()).network for path in finished + members}
    for name in MUSIC_SETS:
        items = [item for item in valid if item.set_name == name]
        share = {path: float(right(made, items, name).mean()) for path, made in networks.items()}
        shares = [share[path] for path in finished]
        each = "  ".join(f"{value:.3f}" for value in shares)
        spread = np.std(shares, ddof=1) if len(shares) > 1 else np.nan
        single = np.mean([share[path] for path in members])
        lines.append(f"{name:<8} {each}   {np.mean(shares):.3f}, {spread:.3f}   {single:.3f}")
    return "\n".join(lines)
