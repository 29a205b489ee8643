"""A process of its own that lays embeddings out by their neighbours, so that it can be stopped.

Run by its path with a folder: reads `vectors.npy` (N, D) there and writes `points.npy` (N, 2).
Neither UMAP nor t-SNE can be interrupted, and for 50,000 tracks they take minutes.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

import numpy as np

VECTORS, POINTS = "vectors.npy", "points.npy"
PACKAGES = ("umap", "sklearn")
"""The first that is installed is used: UMAP (McInnes, Healy & Melville 2018), which is quicker, or
t-SNE (van der Maaten & Hinton 2008)."""


def layout(vectors: Any) -> Any:
    """(N, D) to (N, 2); the same for the same embeddings."""
    count = len(vectors)
    if importlib.util.find_spec("umap") is not None:
        umap = importlib.import_module("umap")
        made = umap.UMAP(n_neighbors=min(15, count - 1), init="pca", random_state=0)
    else:
        manifold = importlib.import_module("sklearn.manifold")
        perplexity = min(30.0, (count - 1) / 3)
        made = manifold.TSNE(init="pca", perplexity=perplexity, random_state=0)
    return made.fit_transform(vectors)


def main(folder: Path) -> None:
    points = layout(np.load(folder / VECTORS).astype(np.float32))
    np.save(folder / POINTS, np.asarray(points, np.float32))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
