"""Is this file a personal model that Tagger wrote? Asked before any runtime opens it.

What is refused, in this order: a file that is no file or too large, bytes that hold what our files
never do (`tagger.model.wire`), a graph that is not the bundled network's with other weights, and
metadata that are missing, too long, or say something else than the graph. So nothing of a foreign
graph is ever run, and a file cannot pass its embeddings off as another network's.
"""

from __future__ import annotations

import base64
import json
import math
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tagger.errors import ModelError, display_path, explain_os_error
from tagger.model.network import ACTIVATION, EMBEDDING, INPUT, LOGITS, Network, head_of
from tagger.model.personal import (
    LARGEST_FILE,
    LARGEST_NOTES,
    LARGEST_STATISTICS,
    MOST_GENRES,
    problem_with_genres,
)
from tagger.model.statistics_file import StatisticsFileError, check_statistics
from tagger.model.wire import WireError, check_wire
from tagger.parts import needs
from tagger.wording import say

if TYPE_CHECKING:
    import onnx

LONGEST_TEXT = 200
"""Characters of version, licence and name."""


def check_import(path: Path, base: Path) -> bytes:
    """The content of a personal model, read once, when it can be trusted.

    `base` is the bundled model, whose network it must have, with other weights or the same.
    Raises `ModelError` with the reason.
    """
    data = _read(path)
    try:
        check_wire(data)
        model, ours = _parse(data), _parse(base.read_bytes())
        metadata = _metadata(model)
        genres = _genres(metadata)
        _check_graph(model, ours, len(genres))
        _check_metadata(path, model, metadata, genres, ours)
    except (_RefusedError, WireError, StatisticsFileError) as error:
        raise _refusal(path, str(error)) from error
    except OSError as error:
        raise ModelError(
            explain_os_error(error, say("Could not read the model {name}", name=base.name)), base
        ) from error
    Network(path, data)
    return data


class _RefusedError(ValueError):
    """Why, as the rest of a sentence."""


def _refusal(path: Path, why: str) -> ModelError:
    return ModelError(
        say(
            "{path} was not imported: {why}. Choose a model that Tagger exported.",
            path=display_path(path),
            why=why,
        ),
        path,
    )


def _read(path: Path) -> bytes:
    shown = display_path(path)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ModelError(say("{path} was not imported: it is no file.", path=shown), path)
        with open(path, "rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ModelError(
            explain_os_error(error, say("Could not read {path}", path=shown)), path
        ) from error
    except ValueError as error:  # a name with a null character
        raise ModelError(say("There is no file {path}.", path=shown), path) from error
    if len(data) > LARGEST_FILE:
        limit = LARGEST_FILE // 1_000_000
        raise ModelError(
            say(
                "{path} was not imported: it is larger than {limit} MB, so it is no model "
                "of Tagger.",
                path=shown,
                limit=limit,
            ),
            path,
        )
    return data


def _parse(data: bytes) -> onnx.ModelProto:
    with needs("onnx"):
        import onnx
        from google.protobuf.message import DecodeError

    try:
        return onnx.load_model_from_string(data)
    except (DecodeError, ValueError) as error:
        raise _RefusedError(say("it is damaged or no ONNX file")) from error


def _metadata(model: onnx.ModelProto) -> dict[str, str]:
    found = {entry.key: entry.value for entry in model.metadata_props}
    if len(found) != len(model.metadata_props):
        raise _RefusedError(say("it says something twice"))
    for key in ("version", "license", "name", "network_sha256"):
        text = _text(found, key, LONGEST_TEXT)
        if not text.isprintable():
            raise _RefusedError(say("its “{key}” holds characters that no text has", key=key))
    return found


def _text(metadata: dict[str, str], key: str, longest: int) -> str:
    text = metadata.get(key, "")
    if not text.strip():
        raise _RefusedError(say("it does not tell its “{key}”", key=key))
    if len(text) > longest:
        raise _RefusedError(say("its “{key}” is far too long", key=key))
    return text


def _json(metadata: dict[str, str], key: str, longest: int, kind: type) -> Any:
    try:
        value = json.loads(_text(metadata, key, longest))
    except _RefusedError:
        raise
    except (ValueError, RecursionError) as error:
        raise _RefusedError(say("its “{key}” is damaged", key=key)) from error
    if not isinstance(value, kind):
        raise _RefusedError(say("its “{key}” is damaged", key=key))
    return value


def _genres(metadata: dict[str, str]) -> tuple[str, ...]:
    genres = _json(metadata, "genres", LARGEST_NOTES, list)
    if len(genres) > MOST_GENRES:
        raise _RefusedError(say("it has more than {most:,} genres", most=MOST_GENRES))
    if (problem := problem_with_genres(genres)) is not None:
        raise _RefusedError(problem)
    return tuple(genres)


def _check_graph(model: onnx.ModelProto, ours: onnx.ModelProto, classes: int) -> None:
    """The bundled network's graph, node by node, with a head for so many classes."""
    from tagger.model.graph import HEAD_OPERATOR, head_node

    opsets = [{(o.domain, o.version) for o in m.opset_import} for m in (model, ours)]
    if opsets[0] != opsets[1]:
        raise _RefusedError(say("it is written for other operators than Tagger's network"))
    known = {(node.domain, node.op_type) for node in ours.graph.node} | {("", HEAD_OPERATOR)}
    for node in model.graph.node:
        if (node.domain, node.op_type) not in known:
            name = display_path(node.op_type[:40])
            raise _RefusedError(
                say(
                    "it holds the operator “{name}”, which Tagger's network does not have",
                    name=name,
                )
            )
    _check_interface(model, ours, classes)
    stored = _check_tensors(model)
    try:
        head = head_node(model)
    except ValueError as error:
        raise _RefusedError(say("its genres are not told by one linear layer")) from error
    settings = {a.name: (a.f, a.i) for a in head.attribute}
    plain = {"alpha": (1.0, 0), "beta": (1.0, 0), "transB": (0.0, 1)}
    if head.op_type != HEAD_OPERATOR or settings != plain or len(head.input) != 3:
        raise _RefusedError(say("its genres are not told by one linear layer"))
    weight, bias = (stored.get(name) for name in head.input[1:])
    size = _dimensions(ours)[EMBEDDING][-1]
    if (
        weight is None
        or bias is None
        or (list(weight.dims), list(bias.dims))
        != (
            [classes, size],
            [classes],
        )
    ):
        raise _RefusedError(say("its classifier does not fit its list of genres"))
    if _wiring(model) != _wiring(ours):
        raise _RefusedError(say("its network is not built as Tagger's"))


def _check_interface(model: onnx.ModelProto, ours: onnx.ModelProto, classes: int) -> None:
    names = [value.name for value in model.graph.input]
    if names != [INPUT]:
        raise _RefusedError(say("its input is not “{input}” alone", input=INPUT))
    if sorted(value.name for value in model.graph.output) != sorted(
        (EMBEDDING, LOGITS, ACTIVATION)
    ):
        raise _RefusedError(
            say(
                "its outputs are not “{embedding}”, “{logits}” and “{activation}”",
                embedding=EMBEDDING,
                logits=LOGITS,
                activation=ACTIVATION,
            )
        )
    expected = _dimensions(ours)
    expected[LOGITS] = [*expected[LOGITS][:-1], classes]
    if _dimensions(model) != expected or len(model.graph.value_info) > len(ours.graph.value_info):
        raise _RefusedError(
            say("its inputs and outputs do not have the shapes of Tagger's network")
        )


def _dimensions(model: onnx.ModelProto) -> dict[str, list[int]]:
    """The element type and the sizes of every input and output; 0 is any size."""
    return {
        value.name: [
            value.type.tensor_type.elem_type,
            *(size.dim_value for size in value.type.tensor_type.shape.dim),
        ]
        for value in (*model.graph.input, *model.graph.output)
    }


def _check_tensors(model: onnx.ModelProto) -> dict[str, onnx.TensorProto]:
    """The weights by name; every one holds exactly the numbers that it claims, all finite."""
    import onnx

    constants = [a.t for n in model.graph.node for a in n.attribute if a.HasField("t")]
    for tensor in (*model.graph.initializer, *constants):
        if tensor.data_location != onnx.TensorProto.DEFAULT or tensor.external_data:
            raise _RefusedError(say("it keeps weights in other files"))
        if tensor.data_type not in (onnx.TensorProto.FLOAT, onnx.TensorProto.INT64):
            raise _RefusedError(
                say("its weights are of a kind that Tagger's network does not have")
            )
        width = 4 if tensor.data_type == onnx.TensorProto.FLOAT else 8
        if min(tensor.dims, default=1) < 0 or math.prod(tensor.dims) * width != len(
            tensor.raw_data
        ):
            raise _RefusedError(say("its weights are not as many as it claims"))
        if width == 4 and not np.isfinite(np.frombuffer(tensor.raw_data, "<f4")).all():
            raise _RefusedError(say("its weights are damaged"))
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    if len(stored) != len(model.graph.initializer) or INPUT in stored:
        raise _RefusedError(say("two of its weights have one name"))
    return stored


def _wiring(model: onnx.ModelProto) -> list[tuple[object, ...]]:
    """Every node but the head's, with the shape of every weight, whatever values are called.

    A weight that no node takes comes last.
    """
    stored = {t.name: (tuple(t.dims), t.data_type) for t in model.graph.initializer}
    numbers: dict[str, int] = {}
    kept = (INPUT, EMBEDDING, LOGITS, ACTIVATION, "")

    def called(name: str) -> object:
        if name in kept:
            return name
        return numbers.setdefault(name, len(numbers)), stored.get(name)

    found: list[tuple[object, ...]] = []
    used: set[str] = set()
    for node in model.graph.node:
        used |= set(node.input)
        if LOGITS in node.output:
            continue
        settings = sorted(
            (a.name, _without_names(a).SerializeToString(deterministic=True))
            for a in node.attribute
        )
        inputs, outputs = map(called, node.input), map(called, node.output)
        found.append((node.op_type, node.domain, tuple(inputs), tuple(outputs), tuple(settings)))
    found.append(("unused", *sorted(set(stored) - used)))
    return found


def _without_names(attribute: onnx.AttributeProto) -> onnx.AttributeProto:
    import onnx

    plain = onnx.AttributeProto()
    plain.CopyFrom(attribute)
    plain.ClearField("doc_string")
    if plain.HasField("t"):
        plain.t.ClearField("name")
    return plain


def _check_metadata(
    path: Path,
    model: onnx.ModelProto,
    metadata: dict[str, str],
    genres: tuple[str, ...],
    ours: onnx.ModelProto,
) -> None:
    """Everything that Tagger writes is there, and true."""
    from onnx import numpy_helper

    from tagger.model.graph import head_node, network_sha256

    known = {entry.key: entry.value for entry in ours.metadata_props}
    name = network_sha256(model)
    if metadata["network_sha256"] != name:
        raise _RefusedError(say("it passes its network off as another one"))
    if _json(metadata, "frontend", LARGEST_NOTES, dict) != json.loads(known["frontend"]):
        raise _RefusedError(say("it listens to sound in another way than Tagger's network"))
    if "activity" in metadata:
        _json(metadata, "activity", LARGEST_NOTES, dict)
    if name == network_sha256(ours) and metadata.get("activity") != known.get("activity"):
        raise _RefusedError(say("its classifier of music and speech is not that of its network"))
    for key in ("provenance", "metrics"):
        _json(metadata, key, LARGEST_NOTES, dict)

    node = head_node(model)
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    weight, bias = (numpy_helper.to_array(stored[name]) for name in node.input[1:])
    _text(metadata, "head", 4096 + 8 * (weight.size + bias.size) + 64 * len(genres))
    head = head_of(path, metadata, genres)
    if not (np.array_equal(head.weight, weight) and np.array_equal(head.bias, bias)):
        raise _RefusedError(say("its classifier says something else than its network"))

    text = _text(metadata, "statistics", LARGEST_STATISTICS * 4 // 3 + 4)
    try:
        statistics = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise _RefusedError(say("its statistics are damaged")) from error
    check_statistics(statistics, head.embedding_size)
