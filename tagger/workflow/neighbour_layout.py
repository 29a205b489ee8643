"""The map by neighbours, where a package for it is installed: what sounds alike lies together."""

from __future__ import annotations

import importlib.util
import logging
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from tagger.errors import TaggerError
from tagger.records import Float32
from tagger.wording import say
from tagger.workflow import neighbour_process
from tagger.workflow.jobs import CancelToken

_log = logging.getLogger(__name__)

FEWEST = 10
"""Tracks from which on neighbours say anything."""
_LOOK_SECONDS = 0.1


def installed() -> bool:
    """Whether UMAP or t-SNE can be had; nothing is imported for the answer."""
    # A bundle is one program; it has no Python that could run another.
    return not getattr(sys, "frozen", False) and any(
        importlib.util.find_spec(name) is not None for name in neighbour_process.PACKAGES
    )


def by_neighbours(vectors: Float32, token: CancelToken) -> Float32 | None:
    """(N, D) to (N, 2) in a process of its own, which a cancel ends at once; None then.

    Raises `TaggerError` where the package fails.
    """
    with tempfile.TemporaryDirectory(prefix="tagger-map-") as name:
        folder = Path(name)
        np.save(folder / neighbour_process.VECTORS, vectors)
        # -P: a module of the same name beside the script must not be taken for numpy's own.
        command = [sys.executable, "-P", neighbour_process.__file__, name]
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as process:
            while True:
                if token.cancelled:
                    process.kill()
                try:
                    _, told = process.communicate(timeout=_LOOK_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    continue
        if token.cancelled:
            return None
        if process.returncode:
            _log.error("the layout by neighbours failed: %s", told.decode(errors="replace"))
            raise TaggerError(
                say(
                    "The map could not be drawn by neighbours; the log has the details. "
                    "Choose another layout."
                )
            )
        return np.load(folder / neighbour_process.POINTS)
