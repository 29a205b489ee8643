"""The steps of one write through the real catalog, and a process that dies at one of them."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from sqlite_utils import Database

from tagger.catalog.database import Catalog
from tagger.catalog.journal import BatchKind
from tests.end_to_end.killed_batch import Library, Trial
from tests.end_to_end.killing import run_and_kill
from tests.tags.killed_writer import HOOKS, arm, die

T = TypeVar("T")

STEPS = tuple(f"{when}: {name}" for name in HOOKS for when in ("before", "after"))
TIMES = ("before", "within", "after")
"""A transaction is not begun, not yet committed, or just committed."""


def arm_commit(number: int, when: str) -> None:
    """Die at the commit with this number, from 1, of all that the process makes from now on."""
    real = Catalog.write
    counter = itertools.count(1)

    def deadly(self: Catalog, work: Callable[[Database], T]) -> T:
        if _nested():
            return real(self, work)
        at = next(counter) == number

        def dying(db: Database) -> T:
            result = work(db)
            die()
            return result

        if at and when == "before":
            die()
        result = real(self, dying if at and when == "within" else work)
        if at:
            die()
        return result

    Catalog.write = deadly  # pyright: ignore[reportAttributeAccessIssue]


def _nested() -> bool:
    """Whether this is part of a transaction that is open."""
    return threading.current_thread().name == "catalog writer"


def count_commits(work: Callable[[], Any]) -> int:
    """How many transactions `work` commits in this process."""
    real = Catalog.write
    counter = itertools.count()

    def counted(self: Catalog, work: Callable[[Database], T]) -> T:
        if not _nested():
            next(counter)
        return real(self, work)

    Catalog.write = counted
    try:
        work()
    finally:
        Catalog.write = real
    return next(counter)


def _act(library: Library, name: str, kind: BatchKind) -> None:
    match kind:
        case BatchKind.WRITE:
            library.write(name)
        case BatchKind.UNDO:
            library.undo()
        case BatchKind.REDO:
            library.redo()


def moments(library: Library, name: str) -> list[tuple[BatchKind, str]]:
    """Every moment of writing, undoing and redoing one file at which to die."""
    kinds = (BatchKind.WRITE, BatchKind.UNDO, BatchKind.REDO)
    commits = {kind: count_commits(lambda k=kind: _act(library, name, k)) for kind in kinds}
    library.judge("")
    return [
        (kind, step)
        for kind in kinds
        for step in (
            *STEPS,
            *(f"{when}: commit {n}" for n in range(1, commits[kind] + 1) for when in TIMES),
        )
    ]


def _armed(step: str) -> None:
    when, _, name = step.partition(": ")
    if name.startswith("commit "):
        arm_commit(int(name.removeprefix("commit ")), when)
    else:
        arm(step)


def killed_at(library: Library, name: str, kind: BatchKind, step: str) -> Trial:
    """Write, undo or redo one file in a process that dies at a step; what that left behind."""
    if kind is not BatchKind.WRITE:
        library.write(name)
    if kind is BatchKind.REDO:
        library.undo()

    def work() -> None:
        _armed(step)
        _act(library, name, kind)

    if not run_and_kill(work, None).killed:
        raise RuntimeError(f"{kind.value} of {name} did not pass {step!r}")
    trial = library.judge(f"{kind.value}, {step}")
    trial.struck = name
    return trial


def killed_recovery(library: Library, name: str, step: str) -> Iterator[Trial]:
    """Die at a step of a write, then at every commit of the recovery after it."""
    for number in range(1, 100):
        for when in TIMES:

            def write() -> None:
                _armed(step)
                library.write(name)

            def recover(number: int = number, when: str = when) -> None:
                arm_commit(number, when)
                library.recover()

            if not run_and_kill(write, None).killed:
                raise RuntimeError(f"the write of {name} did not pass {step!r}")
            ended = run_and_kill(recover, None)
            trial = library.judge(f"write, {step}; recovery, {when}: commit {number}")
            trial.struck = name
            if not ended.killed:
                assert number > 1, "the recovery had nothing to commit"
                return
            yield trial
