"""Watch folders: which files were touched, told once they have been still for a while.

The system's own word comes through watchfiles (inotify, FSEvents, ReadDirectoryChangesW). It is a
hint and not the truth: network shares say nothing, limits run out, moments are missed. So what is
told here is only ever a path to look at again, and looking at a whole folder again is always right.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tagger.tags.formats import is_audio_name
from tagger.wording import say
from tagger.workflow.discovery import is_plugged
from tagger.workflow.refresh import STILL_SECONDS
from tagger.workflow.system_watch import ADDED, DELETED, Changes, changes

_log = logging.getLogger(__name__)

_STOP_SECONDS = 5.0
"""A drive that does not answer keeps the thread; the window does not wait for it longer."""


@dataclass(frozen=True)
class Pace:
    """How patient a watch is, in seconds."""

    still: float = STILL_SECONDS
    """A path is told when nothing has changed in it for so long."""
    burst: float = 20.0
    """While other paths still change, those that are still wait for them so long."""
    step: float = 0.5
    """Between two looks at what has become still."""
    roots: float = 10.0
    """Between two looks at whether the folders themselves are there."""


@dataclass
class _Touched:
    stamp: tuple[int, int] | None
    since: float


class Settling:
    """Touched paths that wait until they are still. Times are those of one steady clock."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._touched: dict[Path, _Touched] = {}
        self._ready: set[Path] = set()
        self._ready_since = 0.0

    def touch(self, path: Path, now: float) -> None:
        self._ready.discard(path)
        self._touched[path] = _Touched(_stamp(path), now)

    def take(self, now: float) -> frozenset[Path]:
        """What is to be told now: all at once where a burst is over, or has taken too long.

        A file that grew or shrank since it was touched is waited for anew: some systems tell only
        the beginning of a copy.
        """
        for path, touched in list(self._touched.items()):
            if now - touched.since < self._pace.still:
                continue
            stamp = _stamp(path)
            if stamp != touched.stamp:
                self._touched[path] = _Touched(stamp, now)
                continue
            del self._touched[path]
            if not self._ready:
                self._ready_since = now
            self._ready.add(path)
        if self._touched and now - self._ready_since < self._pace.burst:
            return frozenset()
        told, self._ready = frozenset(self._ready), set()
        return told


class FolderWatch:
    """A thread that watches folders, with all that is below them.

    `touched` gets the paths to look at again; `troubled` gets a sentence, once, when the system
    cannot watch them. Both are called on that thread.
    """

    def __init__(
        self,
        touched: Callable[[frozenset[Path]], None],
        troubled: Callable[[str], None],
        pace: Pace | None = None,
    ) -> None:
        self._tell = touched
        self._troubled = troubled
        self._pace = pace or Pace()
        self._settling = Settling(self._pace)
        self._guard = threading.Lock()
        self._roots: tuple[Path, ...] = ()
        self._unsettled: set[Path] = set()
        self._plugged: dict[Path, bool] = {}
        self._turned: set[Path] = set()
        """Roots that went or came back, told once what is there now is watched."""
        self._looked = 0.0
        self._stopping = False
        self._again = threading.Event()
        """The folders are other ones now, or the end has come."""
        self.blind = False
        """The system cannot watch these folders: whoever shows them looks for itself."""
        self.watching = threading.Event()
        """The folders are watched at this moment."""
        # A daemon: a drive that never answers is not to keep the app from ending.
        self._thread = threading.Thread(target=self._loop, name="folder watch", daemon=True)
        self._thread.start()

    def set_roots(self, roots: Sequence[Path]) -> None:
        """Watch these folders and no others."""
        with self._guard:
            if tuple(roots) == self._roots:
                return
            self._roots = tuple(roots)
            self.watching.clear()
            self._again.set()

    def settle(self, paths: Iterable[Path]) -> None:
        """Tell these paths when they are still."""
        with self._guard:
            self._unsettled.update(paths)

    def stop(self) -> None:
        """Watch nothing from now on, and return when the thread has ended."""
        self._stopping = True
        self._again.set()
        self._thread.join(_STOP_SECONDS)

    def _loop(self) -> None:
        while not self._stopping:
            with self._guard:
                self._again.clear()
                roots = self._roots
            if self._stopping:
                return
            before = self._plugged
            self._plugged = {r: before[r] if r in before else is_plugged(r) for r in roots}
            self._watch(tuple(root for root in roots if os.path.isdir(root)))

    def _watch(self, roots: tuple[Path, ...]) -> None:
        """Watch until the folders are other ones."""
        worked = False
        with contextlib.closing(changes(roots, self._again, self._pace.step)) as told:
            while True:
                try:
                    found = next(told, None)
                # watchfiles raises RuntimeError for what it has no error of its own.
                except (OSError, RuntimeError) as error:
                    _log.info("the folders cannot be watched: %s", error)
                    break
                if found is None:
                    return
                worked = True
                self.blind = False
                with self._guard:
                    if not self._again.is_set():
                        self.watching.set()
                if not self._work(found):
                    return
        if worked:
            # A name that is no text, for instance: what else was told with it is lost.
            self.settle(roots)
        if worked or not all(map(os.path.isdir, roots)):
            self._again.wait(self._pace.step)
            return
        if not self.blind:
            self.blind = True
            self._troubled(
                say(
                    "Your folders cannot be watched: they are too many, or some may not be read. "
                    "What changes in them appears when you come back to this window."
                )
            )
        while not self._again.wait(self._pace.step) and self._work(set()):
            pass

    def _work(self, found: Changes) -> bool:
        """Take in what changed and tell what is still; False when the watch must begin anew."""
        now = time.monotonic()
        for kind, name in found:
            if _is_worth(kind, name):
                self._settling.touch(Path(name), now)
        with self._guard:
            unsettled, self._unsettled = self._unsettled, set()
        for path in unsettled:
            self._settling.touch(path, now)
        told = self._settling.take(now) | self._turned
        self._turned.clear()
        if now - self._looked >= self._pace.roots:
            self._looked = now
            plugged = {root: is_plugged(root) for root in self._plugged}
            self._turned = {r for r, there in plugged.items() if there != self._plugged[r]}
            self._plugged = plugged
        if told and not self._stopping:
            self._tell(told)
        return not self._turned


def _is_worth(kind: int, name: str) -> bool:
    """Whether a change may be one of the library: music, a folder, or something that is gone."""
    last = os.path.basename(name)
    if is_audio_name(last):
        return True
    if kind == DELETED:
        # It may have been a folder of any name; hidden ones are mostly copies in the making.
        return not last.startswith(".")
    # What happens inside a folder is told of that itself.
    return kind == ADDED and os.path.isdir(name)


def _stamp(path: Path) -> tuple[int, int] | None:
    """Size and time of a file; None for what is none."""
    if not is_audio_name(path.name):
        return None
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
