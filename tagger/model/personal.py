"""A person's own model as one ONNX file: the network, their head, and all that belongs to it.

The graph is that of the model it was taught on top of, with the head's rows in place of the old
ones, so that any ONNX runtime can run it. The metadata are those of every model of Tagger (see
`tagger.model.network`) and three more: `name`, `statistics` (base64 of an `.npz`: what the head was
learned from, as sums) and `provenance` (JSON).
"""

from __future__ import annotations

import base64
import json
import math
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from tagger.errors import ModelError, display_path, explain_os_error
from tagger.model.classifier import Head
from tagger.model.network import Network, encode_array
from tagger.parts import needs
from tagger.whole_file import write_whole
from tagger.wording import say

LARGEST_FILE = 12_000_000
"""Bytes of a personal model."""
LARGEST_STATISTICS = 6_000_000
"""Bytes before base64."""
LARGEST_NOTES = 1_000_000
"""Characters of each of provenance and metrics."""
MOST_GENRES = 2_000
LONGEST_GENRE = 100
LARGEST_DIFFERENCE = 1e-4
"""Between the logits of the file's graph and of the head, relative to the largest of them."""

_NOT_KEPT = ("statistics_sha256",)
"""Says something of the base model's own files."""


def write_model(
    base: Path,
    out: Path,
    *,
    name: str,
    genres: tuple[str, ...],
    head: Head,
    statistics: bytes,
    provenance: Mapping[str, object],
    metrics: Mapping[str, object],
    content: bytes | None = None,
) -> Network:
    """Write a personal model to `out`, as a whole or not at all, and return it opened.

    `base` is the model file whose network it stands on, `content` what is in it where it is on no
    disk; its front end, licence, version and classifier of music and speech are kept. `statistics`
    is the content of an `.npz`. Numbers in `metrics` and `provenance` that are not finite become
    null. Raises `ModelError` when the model is too large, its genres cannot be told apart, or the
    file cannot be written.
    """
    if genres != head.genres:
        raise ValueError(f"the head is for {head.genres}, not for {genres}")
    if (problem := problem_with_genres(genres)) is not None:
        raise ModelError(
            say(
                "The model {name} was not saved: {problem}.",
                name=display_path(name),
                problem=problem,
            ),
            out,
        )
    data = _assemble(
        _read(base) if content is None else content, name, head, statistics, provenance, metrics
    )
    if len(data) > LARGEST_FILE or len(statistics) > LARGEST_STATISTICS:
        raise ModelError(
            say(
                "The model {name} was not saved: with {count:,} genres it is larger than "
                "{limit} MB. Teach it fewer genres.",
                name=display_path(name),
                count=len(genres),
                limit=LARGEST_FILE // 1_000_000,
            ),
            out,
        )
    network = Network(out, data)
    _check_same(network, head)
    save_model_file(out, data, say("Could not save the model {name}", name=display_path(name)))
    return network


def problem_with_genres(genres: Iterable[object]) -> str | None:
    """Why these cannot be a model's genres, as the rest of a sentence; None when they can."""
    seen: set[str] = set()
    for genre in genres:
        if not isinstance(genre, str) or not genre.strip():
            return say("it has a genre without a name")
        if len(genre) > LONGEST_GENRE:
            return say("the name of its genre “{genre}…” is too long", genre=genre[:30])
        if not genre.isprintable() or genre != genre.strip():
            shown = display_path(genre.encode(errors="replace"))
            return say(
                "the name of its genre “{genre}” holds characters that no name has", genre=shown
            )
        key = name_key(genre)
        if key in seen:
            return say("it has the genre “{genre}” twice", genre=genre)
        seen.add(key)
        if len(seen) > MOST_GENRES:
            return say("it has more than {most:,} genres", most=MOST_GENRES)
    return None if seen else say("it has no genres")


def name_key(name: str) -> str:
    """What two names share that a disk, or a person, takes for one."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return unicodedata.normalize("NFC", folded)


def statistics_of(network: Network) -> bytes | None:
    """The `.npz` that a personal model was learned from; None where there is none."""
    try:
        return base64.b64decode(network.metadata.get("statistics", ""), validate=True) or None
    except ValueError as error:
        raise ModelError(
            say(
                "The statistics in {name} are damaged. Train the model again.",
                name=network.path.name,
            ),
            network.path,
        ) from error


def provenance_of(network: Network) -> dict[str, object]:
    """What a personal model was made from; empty where it does not say."""
    try:
        said = json.loads(network.metadata.get("provenance", "{}"))
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def save_model_file(path: Path, data: bytes, failed: str) -> None:
    """Put a file in place as a whole. Raises `ModelError`, which begins with `failed`."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise ModelError(explain_os_error(error, failed), path) from error


def _read(base: Path) -> bytes:
    try:
        return base.read_bytes()
    except OSError as error:
        raise ModelError(
            explain_os_error(error, say("Could not read the model {name}", name=base.name)), base
        ) from error


def _assemble(
    base: bytes,
    name: str,
    head: Head,
    statistics: bytes,
    provenance: Mapping[str, object],
    metrics: Mapping[str, object],
) -> bytes:
    with needs("onnx"):
        import onnx

        from tagger.model.graph import replace_head

    model = onnx.load_model_from_string(base)
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    for key in _NOT_KEPT:
        metadata.pop(key, None)
    metadata |= {
        "name": name,
        "genres": json.dumps(head.genres),
        "head": json.dumps(
            {
                "weight": encode_array(head.weight),
                "bias": encode_array(head.bias),
                "temperature": float(head.temperature),
                "unsure_below": _numbers(head.unsure_below),
                "also_above": _numbers(head.also_above),
            }
        ),
        "statistics": base64.b64encode(statistics).decode("ascii"),
        "provenance": _notes(provenance, name),
        "metrics": _notes(metrics, name),
    }
    replace_head(model, head)
    onnx.helper.set_model_props(model, metadata)
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


def _numbers(limits: float | tuple[float, ...]) -> float | list[float]:
    return [float(limit) for limit in limits] if isinstance(limits, tuple) else float(limits)


def _notes(values: Mapping[str, object], name: str) -> str:
    text = json.dumps(_finite(dict(values)), allow_nan=False)
    if len(text) > LARGEST_NOTES:
        raise ModelError(
            say(
                "The model {name} was not saved: what is noted about its examples is too "
                "long. Train it on fewer folders and playlists.",
                name=display_path(name),
            )
        )
    return text


def _finite(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(part) for part in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _check_same(network: Network, head: Head) -> None:
    """Raises ValueError where the file says something else than the head."""
    front_end = network.front_end
    shape = (2, front_end.n_mels, front_end.window_frames)
    windows = np.random.default_rng(0).uniform(-front_end.top_db, 0, shape).astype(np.float32)
    said = network.logits(windows)
    expected = network.embed(windows) @ head.weight.T + head.bias
    difference = float(np.abs(said - expected).max()) / max(1.0, float(np.abs(expected).max()))
    if not difference <= LARGEST_DIFFERENCE or network.head.sha256 != head.sha256:
        raise ValueError(f"{network.path} differs from its head by {difference:.1e}")
