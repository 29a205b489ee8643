"""Scan: what is on the disk and what its tags say, without reading again what did not change."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tagger.catalog.tracks import KnownFile, ScannedFile
from tagger.errors import TaggerError, display_path, explain_os_error
from tagger.records import Presence, Track, TrackTags
from tagger.tags.formats import is_audio_name
from tagger.tags.reader import read_tags
from tagger.wording import say
from tagger.workflow.discovery import FoundFile, Walk, is_plugged, look_at, walk
from tagger.workflow.evidence import believe
from tagger.workflow.jobs import JobContext, Meter, ordered_map
from tagger.workflow.session import Session

_BATCH = 200
"""Files stored in one transaction: few enough that a crash costs a second of work."""


@dataclass
class ScanReport:
    """What a scan found."""

    found: int = 0
    read: int = 0
    moved: int = 0
    missing: int = 0
    failures: list[tuple[Path, str]] = field(default_factory=list)
    unplugged: list[Path] = field(default_factory=list)
    not_audio: list[Path] = field(default_factory=list)


class ScanJob:
    """Scan files and folders; folders stay in the library as roots.

    A root that is gone or suddenly empty counts as unplugged: its tracks stay as they are. A
    track that is found under a new path (same content identity, old path gone) keeps its
    decision and its history. What is scanned as `guests`, for the sake of something else, becomes
    no part of the library.
    """

    def __init__(
        self,
        session: Session,
        paths: Sequence[Path],
        *,
        remember_roots: bool = True,
        guests: bool = False,
    ) -> None:
        self.title = say("Scanning")
        self._session = session
        self._paths = [Path(os.path.abspath(path)) for path in paths]
        self._remember_roots = remember_roots and not guests
        self._guests = guests
        self._telling: list[Track] = []
        """Tracks that bring along what was heard in them elsewhere."""
        self._gone: dict[bytes, list[int]] = {}
        """By content identity: tracks whose files are no longer where they were."""

    def run(self, context: JobContext) -> ScanReport:
        report = ScanReport()
        self._gone.clear()
        self._telling.clear()
        meter = Meter(context, "scan", None)
        # All at once: a plan may name a hundred thousand of them.
        single = {path: None for path in self._paths if path.is_file()}
        if single and context.token.proceed():
            self._scan_files(list(single), context, meter, report)
        for path in self._paths:
            if path not in single and context.token.proceed():
                self._scan(path, context, meter, report)
        if self._remember_roots:
            for path in self._paths:
                context.changed(self._session.tracks.welcome(path))
        believe(self._session, self._telling)
        meter.total = meter.done
        meter.report()
        return report

    def _scan_files(
        self, paths: Sequence[Path], context: JobContext, meter: Meter, report: ScanReport
    ) -> None:
        known: dict[Path, KnownFile] = {}
        files: list[FoundFile] = []
        for path in paths:
            known |= self._session.tracks.known(path)
            files += self._single(path, report)
        self._read_changed(files, known, context, meter, report)

    def _scan(self, path: Path, context: JobContext, meter: Meter, report: ScanReport) -> None:
        tracks = self._session.tracks
        known = tracks.known(path)
        result = Walk()
        if is_plugged(path):
            if self._remember_roots and not self._inside_root(path):
                tracks.add_root(path)
            files = list(walk(path, is_audio_name, result))
        else:
            self._absent(path, known, report)
            context.changed([entry.id for entry in known.values()])
            return
        if path in {root.path for root in tracks.roots() if not root.plugged}:
            tracks.set_plugged(path, True)
        report.failures.extend(result.failures.items())
        complete = self._read_changed(files, known, context, meter, report)
        if complete and not context.token.cancelled:
            seen = {file.path for file in files}
            context.changed(self._mark_missing(known, seen, result, report))

    def _read_changed(
        self,
        files: Sequence[FoundFile],
        known: dict[Path, KnownFile],
        context: JobContext,
        meter: Meter,
        report: ScanReport,
    ) -> bool:
        """Read what is new or changed; False when it was cancelled before the end."""
        report.found += len(files)
        fresh = [file for file in files if not _unchanged(file, known.get(file.path))]
        meter.step(count=len(files) - len(fresh))
        meter.total = meter.done + len(fresh)
        meter.report()
        return self._read(fresh, known, context, meter, report)

    def _single(self, path: Path, report: ScanReport) -> list[FoundFile]:
        if not is_audio_name(path.name):
            report.not_audio.append(path)
            return []
        try:
            return [look_at(path)]
        except OSError as error:
            report.failures.append((path, explain_os_error(error, say("Could not read the file"))))
            return []

    def _absent(self, path: Path, known: dict[Path, KnownFile], report: ScanReport) -> None:
        """A path that is not there, or is empty where there were tracks."""
        if path in known and path.parent.is_dir():
            text = say("There is no file {path} any more.", path=display_path(path))
            report.failures.append((path, text))
            self._session.tracks.set_presence([known[path].id], Presence.MISSING)
            report.missing += 1
        elif any(root.path == path for root in self._session.tracks.roots()) or known:
            report.unplugged.append(path)
            self._session.tracks.set_plugged(path, False)
        elif not path.exists():
            text = say("There is no file or folder {path}.", path=display_path(path))
            report.failures.append((path, text))
        elif not os.access(path, os.R_OK | os.X_OK):
            text = say("Could not read the folder: there is no permission. Change its permissions.")
            report.failures.append((path, text))
        elif self._remember_roots:
            self._session.tracks.add_root(path)

    def _inside_root(self, path: Path) -> bool:
        return any(
            path == root.path or root.path in path.parents for root in self._session.tracks.roots()
        )

    def _read(
        self,
        files: list[FoundFile],
        known: dict[Path, KnownFile],
        context: JobContext,
        meter: Meter,
        report: ScanReport,
    ) -> bool:
        """Read and store files; False when it was cancelled before the end."""
        waiting: list[ScannedFile] = []
        done = 0
        for _, scanned in ordered_map(read_file, files, 2, context.token):
            waiting.append(scanned)
            done += 1
            if scanned.error is not None:
                report.failures.append((scanned.path, scanned.error))
            meter.step(failed=scanned.error is not None)
            if len(waiting) >= _BATCH:
                self._store(waiting, known, context, report)
                waiting = []
        self._store(waiting, known, context, report)
        report.read += done
        return done == len(files)

    def _store(
        self,
        files: list[ScannedFile],
        known: dict[Path, KnownFile],
        context: JobContext,
        report: ScanReport,
    ) -> None:
        if not files:
            return
        moved = dict(self._moves(files, known))
        report.moved += len(moved)
        ids = self._session.tracks.store(files, moved, guests=self._guests)
        telling = [id_ for id_, file in zip(ids, files, strict=True) if file.tags.custom]
        self._telling += self._session.tracks.get(telling)
        context.changed(ids)

    def _moves(
        self, files: Sequence[ScannedFile], known: dict[Path, KnownFile]
    ) -> Iterator[tuple[Path, int]]:
        """New paths that hold the music of a track whose own path is gone."""
        for file in files:
            if file.path in known or file.error is not None or not file.identity:
                continue
            # Asked once a scan: a library may hold a thousand copies of one silent track.
            if file.identity not in self._gone:
                self._gone[file.identity] = [
                    track.id
                    for track in self._session.tracks.with_identity(file.identity)
                    if track.presence is not Presence.UNPLUGGED and not os.path.lexists(track.path)
                ]
            if self._gone[file.identity]:
                yield file.path, self._gone[file.identity].pop(0)

    def _mark_missing(
        self,
        known: dict[Path, KnownFile],
        seen: set[Path],
        result: Walk,
        report: ScanReport,
    ) -> list[int]:
        """Mark tracks that were not met, and return their ids.

        Those below a folder that could not be read stay as they are.
        """
        gone = [
            entry.id
            for path, entry in known.items()
            if path not in seen
            and entry.presence is not Presence.MISSING
            and path not in result.failures
            and not any(parent in result.failures for parent in path.parents)
        ]
        still = {track.id for track in self._session.tracks.get(gone) if track.path in known}
        self._session.tracks.set_presence(still, Presence.MISSING)
        report.missing += len(still)
        return sorted(still)


def read_file(file: FoundFile) -> ScannedFile:
    """What one file says of itself; a file that cannot be read comes back with the reason."""
    if file.online_only:
        return ScannedFile(
            file.path, file.stamp, "", b"", TrackTags(), presence=Presence.ONLINE_ONLY
        )
    try:
        reading = read_tags(file.path)
    except TaggerError as error:
        return _unreadable(file, error.message)
    except OSError as error:
        return _unreadable(file, explain_os_error(error, say("Could not read the file")))
    return ScannedFile(
        path=file.path,
        stamp=reading.stamp,
        format=reading.format,
        identity=reading.identity,
        tags=reading.tags,
        error=reading.error,
    )


def _unreadable(file: FoundFile, reason: str) -> ScannedFile:
    return ScannedFile(file.path, file.stamp, "", b"", TrackTags(), error=reason)


def _unchanged(file: FoundFile, known: KnownFile | None) -> bool:
    """Whether a track can be passed by: same size and mtime, and it could be read last time."""
    return (
        known is not None
        and known.stamp == file.stamp
        and known.presence is Presence.PRESENT
        and not known.failed
    )
