"""A look at a model file's bytes before any parser of ONNX sees them.

A few bytes can claim millions of nodes, functions or loops, and a parser would make an object of
each. So the Protocol Buffers encoding (https://protobuf.dev/programming-guides/encoding) is walked
first, and only what Tagger's own files hold is let through: numbers of fields are those of ONNX's
`onnx.proto`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tagger.wording import later, say

MOST_FIELDS = 200_000
"""Tagger's network has a few thousand."""

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


class WireError(ValueError):
    """What is wrong with the bytes, as the rest of a sentence that begins with the file."""


@dataclass(frozen=True)
class _Message:
    plain: frozenset[int] = frozenset()
    """Fields that hold numbers or bytes."""
    text: frozenset[int] = frozenset()
    """Fields that hold a text, which is UTF-8; the parser of ONNX believes that."""
    inner: Mapping[int, _Message] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)


_ENTRY = _Message(text=frozenset({1, 2}))
_OPSET = _Message(plain=frozenset({2}), text=frozenset({1}))
_SHAPE = _Message(inner={1: _Message(plain=frozenset({1}), text=frozenset({2, 3}))})
_TYPE = _Message(text=frozenset({6}), inner={1: _Message(plain=frozenset({1}), inner={2: _SHAPE})})
_VALUE = _Message(text=frozenset({1, 3}), inner={2: _TYPE, 4: _ENTRY})
_TENSOR = _Message(
    plain=frozenset({1, 2, 4, 5, 7, 9, 10, 11, 14}),
    text=frozenset({8, 12}),
    inner={16: _ENTRY},
    refused={13: later("it keeps weights in other files")},
)
_SUBGRAPH = later("it holds a loop or a branch, which Tagger's network does not have")
_ATTRIBUTE = _Message(
    plain=frozenset({2, 3, 4, 7, 8, 9, 20}),
    text=frozenset({1, 13}),
    inner={5: _TENSOR},
    refused={6: _SUBGRAPH, 11: _SUBGRAPH},
)
_NODE = _Message(text=frozenset({1, 2, 3, 4, 6, 7, 8}), inner={5: _ATTRIBUTE, 9: _ENTRY})
_GRAPH = _Message(
    text=frozenset({2, 10}),
    inner={1: _NODE, 5: _TENSOR, 11: _VALUE, 12: _VALUE, 13: _VALUE, 16: _ENTRY},
)
_MODEL = _Message(
    plain=frozenset({1, 5}),
    text=frozenset({2, 3, 4, 6}),
    inner={7: _GRAPH, 8: _OPSET, 14: _ENTRY},
    refused={
        20: later("it holds instructions for training, which Tagger's models do not have"),
        25: later("it holds functions of its own, which Tagger's models do not have"),
    },
)


def check_wire(data: bytes) -> None:
    """Raises `WireError` where the bytes are no ONNX model of the kind that Tagger writes."""
    _Walk(data).message(_MODEL, 0, len(data))


class _Walk:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._fields = 0

    def message(self, kind: _Message, place: int, end: int) -> None:
        """One message; they nest as deep as the tables above, and no deeper."""
        while place < end:
            self._fields += 1
            if self._fields > MOST_FIELDS:
                raise WireError(say("it has far more parts than Tagger's network"))
            key, place = self._varint(place, end)
            number, wire = key >> 3, key & 7
            if number in kind.refused:
                refusal = kind.refused[number]
                raise WireError(say(refusal))
            if number not in kind.plain | kind.text and number not in kind.inner:
                raise WireError(say("it holds something that Tagger's models do not have"))
            begin, place = self._value(wire, place, end)
            if number in kind.plain:
                continue
            if wire != _BYTES:
                raise WireError(say("it is damaged"))
            if number in kind.inner:
                self.message(kind.inner[number], begin, place)
            else:
                self._text(begin, place)

    def _text(self, begin: int, end: int) -> None:
        try:
            self._data[begin:end].decode()
        except UnicodeDecodeError as error:
            raise WireError(say("it is damaged")) from error

    def _value(self, wire: int, place: int, end: int) -> tuple[int, int]:
        """Where a value begins and ends."""
        if wire == _VARINT:
            return place, self._varint(place, end)[1]
        if wire == _BYTES:
            length, place = self._varint(place, end)
        elif wire in (_FIXED32, _FIXED64):
            length = 4 if wire == _FIXED32 else 8
        else:
            raise WireError(say("it is damaged"))
        if length > end - place:
            raise WireError(say("it is cut off or damaged"))
        return place, place + length

    def _varint(self, place: int, end: int) -> tuple[int, int]:
        value = 0
        for shift in range(0, 70, 7):
            if place >= end:
                raise WireError(say("it is cut off or damaged"))
            byte = self._data[place]
            place += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value, place
        raise WireError(say("it is damaged"))
