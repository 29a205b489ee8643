"""A library with one file of every writable format, and processes that are killed while they
write it or undo that, through the real catalog.

What is found afterwards is judged against the file of before and the file that an undisturbed
write makes, by SHA-256. Everything is undone at the end of each trial, so that the next one starts
from the same bytes, with the same catalog, which grows as a person's does.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tagger.catalog.journal import BatchKind, Entry, EntryState
from tagger.paths import find_home
from tagger.records import Decision, DecisionKind, WriteStatus
from tagger.tags.copies import leftover_copies
from tagger.tags.reader import read_tags
from tagger.workflow.jobs import JobContext
from tagger.workflow.planning import unwritten
from tagger.workflow.recover import recover
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.turning import pick
from tagger.workflow.undo import UndoJob, UndoStatus
from tagger.workflow.write import WriteJob
from tests.end_to_end.killing import begin, run_and_kill

WANTED = ("Drum & Bass", "Jungle", "Breakbeat Hardcore")
"""Longer than what the files say, so that their tags grow."""

MEASURE_EVERY = 40
ATTEMPTS = 4


@dataclass
class Trial:
    """What one kill left behind. Names are those of the files, without the folder."""

    moment: str
    struck: str | None = None
    """The file that was being written; None between two files."""
    damaged: tuple[str, ...] = ()
    """Neither the file of before nor the new one."""
    wrong_rows: tuple[str, ...] = ()
    """Journal entries or tracks that say something else than the files do."""
    leftovers: int = 0
    """Copies that the kill left; the next start removed and reported them."""
    strays: tuple[str, ...] = ()
    """What still lies about after the next start."""
    not_restored: tuple[str, ...] = ()
    """What undoing everything did not give back, in bytes and mtime."""

    @property
    def problems(self) -> tuple[str, ...]:
        return (*self.damaged, *self.wrong_rows, *self.strays, *self.not_restored)


def sha256(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


@dataclass
class Library:
    """Files in `music`, scanned into a catalog in `home`."""

    music: Path
    home: Path
    masters: Path
    """Where `prepare` keeps copies of the files as they were."""
    old: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    """SHA-256 and mtime of each file before any write, by name."""
    new: dict[str, bytes] = field(default_factory=dict)
    """SHA-256 that an undisturbed write gives each file."""
    write_seconds: float = 0.0
    undo_seconds: float = 0.0

    def prepare(self, sounds_alike: Callable[[Path], bool] = lambda path: True) -> None:
        """Scan the files, write and undo them once without a kill.

        `sounds_alike` judges each file after that write; a file that then has the same SHA-256
        needs no further judge.
        """
        self.old = {path.name: (sha256(path), path.stat().st_mtime_ns) for path in self.files()}
        shutil.copytree(self.music, self.masters)
        with self.session() as session:
            ScanJob(session, [self.music]).run(JobContext())
        # The first time fills caches; the second one tells the durations.
        run_and_kill(self.write, None)
        self.new = {path.name: sha256(path) for path in self.files()}
        self._check_reference(sounds_alike)
        run_and_kill(self.undo, None)
        self.measure()

    def measure(self) -> None:
        """How long undisturbed processes take to write and to undo."""
        self.write_seconds = run_and_kill(self.write, None).seconds
        self.undo_seconds = run_and_kill(self.undo, None).seconds
        assert self.not_restored() == ()

    def _check_reference(self, sounds_alike: Callable[[Path], bool]) -> None:
        assert all(self.new[name] != sha for name, (sha, _) in self.old.items())
        for path in self.files():
            assert read_tags(path).tags.genres == WANTED, f"{path.name} was not written"
            assert sounds_alike(path), f"{path.name} sounds different"

    def session(self) -> Session:
        return Session.open(find_home(self.home))

    def files(self) -> list[Path]:
        return [self.music / name for name in sorted(os.listdir(self.music))]

    def write(self, only: str | None = None) -> None:
        """Decide on every file, or one, and write what was decided."""
        with self.session() as session:
            tracks = [t for t in session.tracks.all() if only is None or t.path.name == only]
            session.decisions.store(
                [Decision(t.id, DecisionKind.CHOSEN, WANTED, time.time()) for t in tracks], None
            )
            intents = unwritten(session, [t.id for t in tracks])
            begin()
            outcomes = WriteJob(session, intents).run(JobContext())
        assert len(outcomes) == len(tracks)
        failed = [outcome for outcome in outcomes if outcome.status is not WriteStatus.WRITTEN]
        assert not failed, failed

    def undo(self) -> None:
        """Undo the newest batch that still stands."""
        with self.session() as session:
            batch = pick(session).batch
            begin()
            outcomes = UndoJob(session, batch).run(JobContext())
        failed = [outcome for outcome in outcomes if outcome.status is not UndoStatus.RESTORED]
        assert not failed, failed

    def redo(self) -> None:
        """Redo the newest undo that still stands."""
        with self.session() as session:
            turn = pick(session, kind=BatchKind.REDO)
            begin()
            outcomes = UndoJob(session, turn).run(JobContext())
        failed = [outcome for outcome in outcomes if outcome.status is not UndoStatus.RESTORED]
        assert not failed, failed

    def recover(self) -> None:
        with self.session() as session:
            begin()
            recover(session)

    def not_restored(self) -> tuple[str, ...]:
        now = {path.name: (sha256(path), path.stat().st_mtime_ns) for path in self.files()}
        return tuple(
            f"not restored: {name}"
            for name in sorted(self.old.keys() | now.keys())
            if self.old.get(name) != now.get(name)
        )

    def judge(self, moment: str) -> Trial:
        """What the kill left, what the next start makes of it, what undoing everything gives."""
        trial = Trial(moment)
        left = leftover_copies(self.music)
        trial.leftovers = len(left)
        found = {name: sha256(self.music / name) for name in self.old}
        trial.damaged = tuple(
            f"damaged: {name}"
            for name, sha in found.items()
            if sha not in (self.old[name][0], self.new[name])
        )
        written = {name for name, sha in found.items() if sha == self.new[name]}
        with self.session() as session:
            open_ = session.journal.unfinished()
            if open_:
                trial.struck = open_[-1].path.name
            reported = {entry.path for entry in recover(session)}
            names = {path.name for path in self.files()}
            trial.strays = (
                *(f"left over: {name}" for name in sorted(names - self.old.keys())),
                *(f"removed in silence: {copy.name}" for copy in left if copy not in reported),
                *(
                    f"no word of: {entry.path.name}"
                    for entry in open_
                    if entry.path not in reported
                ),
            )
            trial.wrong_rows = tuple(self._wrong_rows(session, written))
        self._undo_everything()
        trial.not_restored = self.not_restored()
        if trial.not_restored:
            self._start_anew()
        return trial

    def _start_anew(self) -> None:
        """Give the next trial what this one lost: the files, and a catalog without a past."""
        shutil.rmtree(self.music)
        shutil.copytree(self.masters, self.music)
        shutil.rmtree(self.home)
        with self.session() as session:
            ScanJob(session, [self.music]).run(JobContext())

    def _wrong_rows(self, session: Session, written: set[str]) -> list[str]:
        wrong = []
        if session.journal.unfinished():
            wrong.append("an entry is still unfinished")
        batches = session.journal.batches()[:3]
        entries = [e for b in batches for e in session.journal.entries(b.id)]
        writes = {b.id for b in batches if b.kind is not BatchKind.UNDO}
        standing = [
            e
            for e in entries
            if e.batch in writes and e.state is EntryState.DONE and e.undone_by is None
        ]
        if sorted(e.path.name for e in standing) != sorted(written):
            wrong.append(f"standing: {[e.path.name for e in standing]}, in fact {sorted(written)}")
        by_id = {entry.id: entry for entry in entries}
        wrong += [f"entry of {e.path.name}" for e in entries if not _sound(e, by_id)]
        for track in session.tracks.all():
            told = track.tags.genres == WANTED
            if told is not (track.path.name in written):
                wrong.append(f"the catalog has old genres of {track.path.name}")
            status = track.path.stat()
            if (track.stamp.size, track.stamp.mtime_ns) != (status.st_size, status.st_mtime_ns):
                wrong.append(f"the catalog has an old stamp of {track.path.name}")
        return wrong

    def _undo_everything(self) -> None:
        with self.session() as session:
            while (batch := session.journal.last_undoable()) is not None:
                assert batch.kind is not BatchKind.UNDO
                UndoJob(session, batch).run(JobContext())
                after = session.journal.batch(batch.id)
                if after is not None and after.undone <= batch.undone:
                    return
            session.decisions.clear([track.id for track in session.tracks.all()])


def _sound(entry: Entry, by_id: dict[int, Entry]) -> bool:
    """Whether an entry is settled, and the entry that it undoes agrees."""
    if entry.state is EntryState.FAILED:
        return bool(entry.error) and entry.undone_by is None
    if entry.state is not EntryState.DONE or entry.undo is None:
        return False
    undone = by_id.get(entry.undoes) if entry.undoes is not None else None
    return undone is None or undone.undone_by == entry.id


def random_kills(library: Library, fractions: Sequence[tuple[bool, float]]) -> list[Trial]:
    """Kill writing (or, with True, undoing) all files at these fractions of its duration.

    The duration is measured anew now and then, and whenever a process had ended before its moment
    came; that moment is tried again.
    """
    trials = []
    for number, (undo, fraction) in enumerate(fractions):
        if number and number % MEASURE_EVERY == 0:
            library.measure()
        for _ in range(ATTEMPTS):
            if undo:
                library.write()
            seconds = fraction * (library.undo_seconds if undo else library.write_seconds)
            ended = run_and_kill(library.undo if undo else library.write, seconds)
            trial = library.judge(f"{'undo' if undo else 'write'} at {fraction:.3f}")
            if ended.killed or trial.problems:
                trials.append(trial)
                break
            if undo:
                library.undo_seconds = ended.seconds
            else:
                library.write_seconds = ended.seconds
    return trials
