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
from tagger.lab.train import device, network_folder, trained


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
    """A line for each seed and set, and the sets' means over the seeds.

    Items with one label. Raises FileNotFoundError where a seed has not been trained yet.
    """
    valid = [item for item in data.load(folder).labelled("valid") if item.labels == 1]
    named = ", ".join(str(seed) for seed in seeds)
    lines = [f"valid parts, each set's own genres, seeds {named}; mean, standard deviation"]
    networks = [
        trained(recipe, network_folder(work, seed) / "genres.pt", device()).network
        for seed in seeds
    ]
    for name in MUSIC_SETS:
        items = [item for item in valid if item.set_name == name]
        shares = [float(right(network, items, name).mean()) for network in networks]
        each = "  ".join(f"{share:.3f}" for share in shares)
        spread = np.std(shares, ddof=1) if len(shares) > 1 else np.nan
        lines.append(f"{name:<8} {each}   mean {np.mean(shares):.3f}, {spread:.3f}")
    return "\n".join(lines)
