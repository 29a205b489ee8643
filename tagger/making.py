"""Frozen records made quickly, where a whole library is read.

A frozen dataclass sets each of its fields through `object.__setattr__`, which takes three times as
long as setting it: of a hundred thousand tracks that is a third of a second.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, fields, make_dataclass
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


def maker_of(kind: Callable[P, T]) -> Callable[P, T]:
    """What makes the same as `kind`, a frozen dataclass with slots and without a base, but sooner.

    It is made as an object that is not frozen, which then becomes a `kind`: "`__class__` assignment
    works only if both classes have the same `__slots__`" (The Python Language Reference, 3.3.2.4).
    A `__post_init__` of `kind` is not called.
    """
    record = cast("Any", kind)
    same = [
        (f.name, Any, field(default=f.default, default_factory=f.default_factory))
        for f in fields(record)
    ]

    def become(made: Any) -> None:
        made.__class__ = record

    twin = make_dataclass(
        record.__name__, same, eq=False, repr=False, slots=True,
        namespace={"__post_init__": become},
    )  # fmt: skip
    return cast("Callable[P, T]", twin)
