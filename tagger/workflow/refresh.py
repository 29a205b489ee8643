"""Refresh: what was touched below the folders of the library is looked at again, and nothing else.

Where a scan is what a person asked for, this runs unseen: nothing new becomes a folder of the
library, and a file that vanished is no failure.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tagger.catalog.tracks import KnownFile, Root, ScannedFile
from tagger.records import Presence
from tagger.tags.formats import is_audio_name
from tagger.workflow.discovery import (
    FoundFile,
    Walk,
    is_plugged,
    is_skipped_file,
    is_skipped_folder,
    walk,
)
from tagger.workflow.evidence import believe
from tagger.workflow.jobs import JobContext, Meter
from tagger.workflow.scan import ScanJob, ScanReport
from tagger.workflow.session import Session

STILL_SECONDS = 3.0
"""How long a file must not have changed before it is read: it may still be being copied."""


@dataclass
class Refreshed(ScanReport):
    """What a look at touched paths found. `unplugged` holds folders of the library that went."""

    added: int = 0
    changed: int = 0
    """Known files that say something else now, or are back."""
    plugged: list[Path] = field(default_factory=list)
    """Folders of the library that are back."""
    unsettled: list[Path] = field(default_factory=list)
    """Files that changed a moment ago, and were not read for that."""


@dataclass
class _Looked:
    """The tracks that there were at or below a path, and the files that there are."""

    known: dict[Path, KnownFile]
    seen: set[Path] = field(default_factory=set)
    walk: Walk = field(default_factory=Walk)


class RefreshJob(ScanJob):
    """Look again at files and folders that were touched, where they lie below a root.

    A folder is looked through with all that is below it. Tracks are marked as gone only at and
    below the touched paths, and only while their root is there: otherwise they are unplugged. A
    file that is named itself is taken to be complete; one that is met in a folder and changed
    within `still` seconds is left for later.
    """

    def __init__(
        self, session: Session, paths: Iterable[Path], *, still: float = STILL_SECONDS
    ) -> None:
        super().__init__(session, list(paths), remember_roots=False)
        self._still = still

    @property
    def paths(self) -> Sequence[Path]:
        return self._paths

    def run(self, context: JobContext) -> Refreshed:
        report = Refreshed()
        self._gone.clear()
        self._telling.clear()
        meter = Meter(context, "scan", None)
        files, folders, gone = self._sort(context, report)
        if files and context.token.proceed():
            self._scan_files(files, context, meter, report)
        looked = [
            self._look_through(folder, context, meter, report)
            for folder in folders
            if context.token.proceed()
        ]
        looked += [_Looked(self._session.tracks.known(path)) for path in gone]
        # Last: what was found elsewhere by now has moved there.
        for each in looked:
            if each.known and not context.token.cancelled:
                context.changed(self._mark_missing(each.known, each.seen, each.walk, report))
        believe(self._session, self._telling)
        return report

    def _sort(
        self, context: JobContext, report: Refreshed
    ) -> tuple[list[Path], list[Path], list[Path]]:
        """Files that are there, folders that are there, and what is not; roots are settled."""
        there = self._settle_roots(context, report)
        files: list[Path] = []
        folders: set[Path] = set()
        gone: list[Path] = []
        for path in sorted(set(self._paths)):
            root = next((r for r in there if r == path or r in path.parents), None)
            if root is None or any(map(is_skipped_folder, path.relative_to(root).parts)):
                continue
            if os.path.isdir(path):
                if folders.isdisjoint(path.parents):
                    folders.add(path)
            elif os.path.isfile(path):
                if is_audio_name(path.name) and not is_skipped_file(path.name):
                    files.append(path)
            else:
                gone.append(path)
        files = [path for path in files if folders.isdisjoint(path.parents)]
        return files, sorted(folders), gone

    def _settle_roots(self, context: JobContext, report: Refreshed) -> list[Path]:
        """Mark roots that went or came back; returns those that are there."""
        tracks = self._session.tracks
        there: list[Path] = []
        for root in tracks.roots():
            if not self._concerns(root):
                continue
            plugged = is_plugged(root.path)
            if plugged:
                there.append(root.path)
            if plugged == root.plugged:
                continue
            known = tracks.known(root.path)
            # A folder in which there never was anything is not unplugged for being empty.
            if plugged or known:
                tracks.set_plugged(root.path, plugged)
            if known:
                context.changed([entry.id for entry in known.values()])
                (report.plugged if plugged else report.unplugged).append(root.path)
        return there

    def _concerns(self, root: Root) -> bool:
        return any(root.path == path or root.path in path.parents for path in self._paths)

    def _look_through(
        self, folder: Path, context: JobContext, meter: Meter, report: Refreshed
    ) -> _Looked:
        """Read what is new or changed in a folder; returns what there was and what there is."""
        known = self._session.tracks.known(folder)
        result = Walk()
        found = list(walk(folder, is_audio_name, result))
        report.found += len(found)
        young: list[Path] = []
        fresh: list[FoundFile] = []
        now = time.time()
        for file in found:
            if not _is_known(file, known.get(file.path)):
                if abs(now - file.stamp.mtime_ns / 1e9) < self._still:
                    young.append(file.path)
                else:
                    fresh.append(file)
        report.unsettled += young
        self._read(fresh, known, context, meter, report)
        return _Looked(known, {file.path for file in found}, result)

    def _store(
        self,
        files: list[ScannedFile],
        known: dict[Path, KnownFile],
        context: JobContext,
        report: ScanReport,
    ) -> None:
        moved = report.moved
        super()._store(files, known, context, report)
        assert isinstance(report, Refreshed)
        strange = sum(file.path not in known for file in files)
        report.added += strange - (report.moved - moved)
        report.changed += len(files) - strange


def _is_known(file: FoundFile, known: KnownFile | None) -> bool:
    """Whether a file is as it was last time; one that could not be read then is not tried again."""
    presence = Presence.ONLINE_ONLY if file.online_only else Presence.PRESENT
    return known is not None and known.stamp == file.stamp and known.presence is presence
