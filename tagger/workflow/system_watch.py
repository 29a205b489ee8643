"""What the system tells of changes below folders, through watchfiles."""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

Changes = set[tuple[int, str]]
"""What happened, as one of these numbers, and the path that it happened to."""
ADDED = 1
DELETED = 3
"""Those of watchfiles.Change, which is not imported before something is watched."""


def changes(
    roots: Sequence[Path], stop: threading.Event, step: float
) -> Generator[Changes, None, None]:
    """What changed, at least every `step` seconds, until `stop` is set or it must begin anew.

    Raises `OSError` and `RuntimeError` where the system cannot watch these folders.
    """
    if not roots:
        while not stop.wait(step):
            yield set()
        return
    try:
        yield from _told(roots, stop, step)
    except PermissionError:
        deep, shallow = _around_locked(roots)
        if not shallow:
            raise
    else:
        return
    for below, beside in zip(
        _told(deep, stop, step), _told(shallow, stop, step, recursive=False), strict=False
    ):
        yield below | beside
        if any(kind == ADDED and os.path.isdir(name) for kind, name in beside):
            return  # this folder is to be watched as well


def _told(
    folders: Iterable[Path], stop: threading.Event, step: float, *, recursive: bool = True
) -> Generator[Changes, None, None]:
    from watchfiles import watch

    milliseconds = int(1000 * step)
    found = watch(
        *folders,
        watch_filter=None,
        debounce=milliseconds,
        stop_event=stop,
        rust_timeout=milliseconds,
        yield_on_timeout=True,
        raise_interrupt=False,
        recursive=recursive,
        # With it, the first folder that may not be read hides all that come after it, and a limit
        # that is reached is not told.
        ignore_permission_denied=False,
    )
    for each in found:
        yield {(int(kind), name) for kind, name in each}


def _around_locked(roots: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Folders to watch with all that is below them, and those that hold what may not be read.

    The system watches a folder wholly or not at all, and a drive's own `lost+found` is enough.
    """
    locked: set[Path] = set()
    holders: set[Path] = set()
    for root in roots:

        def note(error: OSError, root: Path = root) -> None:
            folder = Path(os.fsdecode(error.filename))
            locked.add(folder)
            holders.update(p for p in folder.parents if p == root or root in p.parents)

        for _ in os.walk(root, onerror=note):
            pass
    deep = {root for root in roots if root not in holders}
    for holder in holders:
        with os.scandir(holder) as entries:
            below = {holder / entry.name for entry in entries if entry.is_dir()}
        deep |= below - holders - locked
    return sorted(deep), sorted(holders)
