"""The network's graph apart from its genre head: what names it, and how heads are exchanged.

Needs `onnx`; import this module only where a file is written or taken in.
"""

from __future__ import annotations

import hashlib
import json

import onnx
from onnx import numpy_helper

from tagger.model.classifier import Head
from tagger.model.network import EMBEDDING, LOGITS

HEAD_OPERATOR = "Gemm"
HEAD_WEIGHT = "head.weight"
HEAD_BIAS = "head.bias"


def head_node(model: onnx.ModelProto) -> onnx.NodeProto:
    """The one node that makes logits of the embedding. Raises ValueError where that is not so."""
    nodes = [node for node in model.graph.node if LOGITS in node.output]
    if len(nodes) != 1 or not nodes[0].input or nodes[0].input[0] != EMBEDDING:
        raise ValueError(f"{LOGITS} is not made of {EMBEDDING} by one node")
    return nodes[0]


def head_initializers(model: onnx.ModelProto) -> set[str]:
    """Names of the weights behind the logits that are not behind the embedding."""
    stored = {tensor.name for tensor in model.graph.initializer}
    return stored & set(head_node(model).input)


def network_sha256(model: onnx.ModelProto) -> str:
    """Identity of the embedding: SHA-256 over the sorted (name, shape, bytes) of all initializers
    but the genre head's, so that two files with other heads on one network agree.

    Each triple is hashed as the UTF-8 of the name, of the shape as a JSON list, and the tensor's
    little-endian bytes.
    """
    head = head_initializers(model)
    digest = hashlib.sha256()
    for tensor in sorted(model.graph.initializer, key=lambda tensor: tensor.name):
        if tensor.name not in head:
            digest.update(tensor.name.encode())
            digest.update(json.dumps(list(tensor.dims)).encode())
            array = numpy_helper.to_array(tensor)
            digest.update(array.astype(array.dtype.newbyteorder("<")).tobytes())
    return digest.hexdigest()


def replace_head(model: onnx.ModelProto, head: Head) -> None:
    """Give the graph this head, whatever its number of genres, in place of its own."""
    graph = model.graph
    node = head_node(model)
    old = head_initializers(model)
    kept = [tensor for tensor in graph.initializer if tensor.name not in old]
    kept.append(numpy_helper.from_array(head.weight, HEAD_WEIGHT))
    kept.append(numpy_helper.from_array(head.bias, HEAD_BIAS))
    del graph.initializer[:]
    graph.initializer.extend(kept)
    node.CopyFrom(
        onnx.helper.make_node(
            HEAD_OPERATOR,
            [EMBEDDING, HEAD_WEIGHT, HEAD_BIAS],
            [LOGITS],
            name=node.name,
            alpha=1.0,
            beta=1.0,
            transB=1,
        )
    )
    (output,) = [value for value in graph.output if value.name == LOGITS]
    output.type.tensor_type.shape.dim[1].dim_value = len(head.genres)
