# pyright: reportMissingImports=false
"""A model file's network as torch modules that can learn on, and back into the very same graph.

The file has its normalisations folded into the convolutions, so the modules have none either:
nothing can drift that was measured once. What goes back is numbers alone. So the graph stays the
bundled one node by node, which is what a model that is taken in must be (`tagger.model.importing`),
and no exporter has a say in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from tagger.errors import ModelError, explain_os_error
from tagger.lab.data import FRONT_END
from tagger.lab.network import Shape, Trunk
from tagger.model import Head, Network
from tagger.model.graph import network_sha256, replace_head
from tagger.model.network import encode_array
from tagger.training.calibration import NEVER_SURE
from tagger.training.discriminant import Linear

LARGEST_DIFFERENCE = 1e-4
"""Between the file and the modules, relative to the largest value of each output."""

_PARAMETERS = {
    "Conv": ("weight", "bias"),
    "Gemm": ("weight", "bias"),
    "BatchNormalization": ("weight", "bias", "running_mean", "running_var"),
}
"""Of each operator with numbers of its own: what torch calls its inputs from the second on."""
_TRUNK = "trunk."
_OF_THE_FILE = ("statistics_sha256", "metrics", "name", "statistics", "provenance")
"""Metadata that would not be true of another network."""


@dataclass(frozen=True, eq=False)
class Opened:
    """A model file, its network ready to learn."""

    network: Network
    model: onnx.ModelProto
    trunk: Trunk
    """In evaluation mode, which the one normalisation that could not be folded needs."""

    @property
    def head(self) -> Linear:
        head = self.network.head
        return Linear(head.genres, head.weight, head.bias)


def open_network(path: Path) -> Opened:
    """Reads a model file. Raises `ModelError` where it is none of Tagger, or of another build."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(
            explain_os_error(error, f"Could not read the model {path.name}"), path
        ) from error
    network = Network(path, data)
    if network.front_end != FRONT_END:
        raise _another_build(path)
    model = onnx.load_model_from_string(data)
    try:
        opened = Opened(network, model, _trunk(model))
        difference = largest_difference(network, opened.trunk, opened.head)
    except (KeyError, ValueError, RuntimeError) as error:
        raise _another_build(path) from error
    if not difference <= LARGEST_DIFFERENCE:
        raise _another_build(path)
    return opened


def _another_build(path: Path) -> ModelError:
    return ModelError(
        f"The network in {path.name} is not built as this version of Tagger builds them, so it "
        "cannot be fine-tuned. Choose the bundled model.",
        path,
    )


def _trunk(model: onnx.ModelProto) -> Trunk:
    """Raises KeyError, ValueError or RuntimeError where the graph is another one."""
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    state = {
        place: torch.from_numpy(arrays[name].astype(np.float32)) for name, place in _places(model)
    }
    first, second, third, fourth = (len(state[f"blocks.{i}.first.bias"]) for i in range(4))
    shape = Shape(len(state["stem.bias"]), (first, second, third, fourth), len(state["embed.bias"]))
    trunk = Trunk(shape)
    _fold(trunk)
    loaded = trunk.load_state_dict(state, strict=False)
    missing = [key for key in loaded.missing_keys if not key.endswith(".num_batches_tracked")]
    if missing or loaded.unexpected_keys:
        raise ValueError(f"missing {missing}, unexpected {loaded.unexpected_keys}")
    return trunk.eval()


def _fold(module: nn.Module) -> None:
    """Every convolution with a normalisation gets a bias instead, as the file has it."""
    for name, child in list(module.named_children()):
        norm = f"{name}_norm"
        if hasattr(module, norm):
            if not isinstance(child, nn.Conv1d | nn.Conv2d):
                raise ValueError(f"{name} is no convolution")
            child.bias = nn.Parameter(torch.zeros(child.out_channels))
            setattr(module, norm, nn.Identity())
        else:
            _fold(child)


def _places(model: onnx.ModelProto) -> Iterator[tuple[str, str]]:
    """The name of every initialiser before the embedding, and of its place in the trunk.

    Nodes are named after the module that made them (`/trunk/blocks.0/first/Conv`); folded weights
    are only numbered.
    """
    stored = {tensor.name for tensor in model.graph.initializer}
    for node in model.graph.node:
        module = node.name.strip("/").rpartition("/")[0].replace("/", ".")
        if node.op_type not in _PARAMETERS or not module.startswith(_TRUNK):
            continue
        for name, parameter in zip(node.input[1:], _PARAMETERS[node.op_type], strict=True):
            if name not in stored:
                raise ValueError(f"{node.name} has no {parameter} of its own")
            yield name, f"{module.removeprefix(_TRUNK)}.{parameter}"


def written(opened: Opened, trunk: Trunk, head: Linear, notes: Mapping[str, object]) -> bytes:
    """The file again with these weights and this head, uncalibrated, as a model of its own.

    What only holds of the old network is left out of the metadata; `notes` stand in `deep`. Where
    the weights are the old ones, so are version and identity. Raises ValueError where the file
    would say something else than trunk and head.
    """
    model = _with_weights(opened, trunk)
    replace_head(model, Head(head.genres, head.weight, head.bias))
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    for key in _OF_THE_FILE:
        metadata.pop(key, None)
    identity = network_sha256(model)
    if identity != opened.network.network_sha256:
        metadata["version"] = f"{opened.network.version.removesuffix('+deep')}+deep"
        metadata["network_sha256"] = identity
    metadata["genres"] = json.dumps(head.genres)
    metadata["head"] = json.dumps({
        "weight": encode_array(head.weight), "bias": encode_array(head.bias),
        "temperature": 1.0, "unsure_below": NEVER_SURE, "also_above": 1.0,
    })  # fmt: skip
    metadata["deep"] = json.dumps({"from": opened.network.network_sha256, **notes})
    onnx.helper.set_model_props(model, metadata)
    onnx.checker.check_model(model)
    data = model.SerializeToString(deterministic=True)
    difference = largest_difference(Network(opened.network.path, data), trunk, head)
    if not difference <= LARGEST_DIFFERENCE:
        raise ValueError(f"the file differs from PyTorch by {difference:.1e} of its largest value")
    return data


def listening(opened: Opened, trunk: Trunk) -> Network:
    """The trunk in onnxruntime, which on the CPU hears several times faster than torch does.

    For its embeddings alone: the rest is that of the file that was opened.
    """
    return Network(opened.network.path, _with_weights(opened, trunk).SerializeToString())


def _with_weights(opened: Opened, trunk: Trunk) -> onnx.ModelProto:
    model = onnx.ModelProto()
    model.CopyFrom(opened.model)
    state = trunk.state_dict()
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    for name, place in _places(model):
        array = state[place].detach().cpu().numpy().astype(np.float32)
        stored[name].CopyFrom(numpy_helper.from_array(array, name))
    return model


def largest_difference(network: Network, trunk: Trunk, head: Linear) -> float:
    """Between file and modules over windows of 3 and 9 s, relative to each output's largest."""
    front_end = network.front_end
    generator = np.random.default_rng(0)
    device = next(trunk.parameters()).device
    worst = 0.0
    for frames in (front_end.window_frames, 3 * front_end.window_frames):
        # Bands of their own loudness with noise on them: as uneven as music, unlike white noise.
        level = generator.uniform(10 - front_end.top_db, -10, (4, front_end.n_mels, 1))
        sound = level + generator.normal(0, 8, (4, front_end.n_mels, frames))
        sound = np.clip(sound, -front_end.top_db, 0).astype(np.float32)
        with torch.inference_mode():
            embedding, activation = (
                output.cpu().numpy()
                for output in trunk(torch.from_numpy(sound)[:, None].to(device))
            )
        pairs = (
            (network.embed(sound), embedding),
            (network.logits(sound), head.logits(embedding)),
            (network.activation(sound), activation),
        )
        for one, other in pairs:
            worst = max(worst, float(np.abs(one - other).max() / np.abs(other).max()))
    return worst
