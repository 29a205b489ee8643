"""A small base model whose metadata are true, and personal models on top of it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import onnx

from tagger.model import Head, Network
from tagger.model.graph import network_sha256
from tagger.model.personal import write_model
from tests.model.tiny_network import (
    EMBEDDING,
    GENRES,
    activity_metadata,
    tiny_metadata,
    write_tiny_network,
)

TAUGHT = (*GENRES, "Zouk")


def write_base(path: Path, seed: int = 0) -> Path:
    """The tiny network with the name that its weights give it."""
    write_tiny_network(path, seed=seed)
    activity = activity_metadata(np.eye(3, EMBEDDING), np.zeros(3))
    name = network_sha256(onnx.load(path))
    metadata = {**tiny_metadata(seed), "network_sha256": name, "activity": activity}
    return write_tiny_network(path, {**metadata, "statistics_sha256": "of the base"}, seed)


def head_for(genres: tuple[str, ...] = TAUGHT, size: int = EMBEDDING, seed: int = 3) -> Head:
    generator = np.random.default_rng(seed)
    return Head(
        genres,
        generator.normal(size=(len(genres), size)).astype(np.float32),
        generator.normal(size=len(genres)).astype(np.float32),
        temperature=1.25,
        unsure_below=tuple(0.3 + place / 1000 for place in range(len(genres))),
        also_above=0.35,
    )


def statistics_for(genres: tuple[str, ...] = TAUGHT, size: int = EMBEDDING) -> bytes:
    stream = io.BytesIO()
    np.savez(
        stream,
        genres=np.array(genres),
        count=np.arange(1.0, len(genres) + 1),
        mean=np.ones((len(genres), size)),
        scatter=np.eye(size),
    )
    return stream.getvalue()


def write_personal(base: Path, out: Path, head: Head | None = None, **others: Any) -> Network:
    head = head or head_for()
    values: dict[str, Any] = {
        "name": out.stem,
        "genres": head.genres,
        "head": head,
        "statistics": statistics_for(head.genres),
        "provenance": {"base": "0.0.1", "examples": {"Zouk": 20}},
        "metrics": {"accuracy": 0.75},
    }
    return write_model(base, out, **(values | others))
