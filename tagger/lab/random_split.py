"""GTZAN split at random, as many papers do: a leaky figure, for comparison with theirs alone.

GTZAN repeats recordings and artists, so a random split puts pieces of what is tested into what is
trained on (Sturm, "The State of the Art Ten Years After a State of the Art", 2014). The second
stage of a network is trained on such a split; its first stage has heard no GTZAN.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from tagger.lab import data
from tagger.lab.figures import share
from tagger.lab.recipe import Recipe
from tagger.lab.seeds import right
from tagger.lab.train import School, device, network_folder, trained

_TRAIN, _VALID = 0.7, 0.2
_STEPS = 1000
"""Of the second stage: GTZAN's few clips are known by heart long before the recipe's stage ends."""


def shuffled(corpus: data.Corpus, seed: int) -> data.Corpus:
    """The corpus with all of GTZAN's clips at hand, the faulty ones too, split 70:20:10."""
    count = len(corpus.gtzan)
    train, valid = round(_TRAIN * count), round(_VALID * count)
    parts = ["train"] * train + ["valid"] * valid + ["test"] * (count - train - valid)
    order = np.random.default_rng(seed).permutation(count)
    gtzan = [replace(corpus.gtzan[i], split=part) for i, part in zip(order, parts, strict=True)]
    return replace(corpus, gtzan=gtzan)


def run(recipe: Recipe, folder: Path, work: Path, seed: int, compiled: bool) -> str:
    """Trains from the network's own first stage in `work`; returns the accuracies as text.

    Raises FileNotFoundError where that stage has not been trained or data is missing.
    """
    recipe = replace(recipe, genres=replace(recipe.genres, steps=_STEPS))
    corpus = shuffled(data.load(folder), seed)
    school = School(recipe, corpus, work, compiled)
    taught = network_folder(work, seed) / "teachers.pt"
    checkpoint = school.genres(seed, taught, work / f"random-{seed}")
    network = trained(recipe, checkpoint, device()).network
    lines = [f"GTZAN split 70:20:10 at random, seed {seed}: leaky, see the module's text"]
    for part in ("valid", "test"):
        items = [item for item in corpus.gtzan if item.split == part]
        lines.append(share(f"GTZAN, random {part} part", right(network, items, "gtzan")).line())
    return "\n".join(lines)
