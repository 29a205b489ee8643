"""A library that a person and other programs work on in any order, and what must come of it.

Hypothesis picks the steps. After each one every file says what the journal says of it; at the end
everything is undone, and whatever nobody else touched is as it was before the first write.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import mutagen
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tagger.catalog.journal import Batch, BatchKind, Entry, EntryState
from tagger.paths import find_home
from tagger.records import Policy, Track
from tagger.settings import KEEP_MTIME
from tagger.tags.copies import leftover_copies
from tagger.tags.reader import read_tags
from tagger.workflow.jobs import JobContext
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tagger.workflow.turning import Turn, to_turn
from tagger.workflow.undo import UndoJob, UndoStatus, rehearse
from tagger.workflow.write import Intent, WriteJob
from tests.tags.audio_files import WRITABLE, audio_bytes, tag_by_mutagen

GENRES = st.lists(
    st.sampled_from(["Rock", "Jazz", "Drum & Bass", "日本語", "x" * 300, "Old"]),
    min_size=1,
    max_size=3,
    unique=True,
)
WHICH = st.integers(0, 2)
_DONE = (UndoStatus.RESTORED, UndoStatus.GENRE_RESTORED)


@dataclass
class Song:
    """One file, and what is expected of it."""

    path: Path
    kind: str
    content: bytes
    mtime: int
    said: tuple[str, ...]
    """Its genres now: the journal's last word, or what another program wrote since."""
    first: tuple[str, ...]
    """Its genres when everything is undone."""
    touched: bool = False
    """Another program changed its content: then only the genres come back."""
    tangled: bool = False
    """An older write was undone under a newer one: then no state is the one to come back to."""


def standing(session: Session, batch: int) -> list[Entry]:
    """The entries of a batch that were done and not turned back since, newest first."""
    entries = [
        entry
        for entry in session.journal.entries(batch)
        if entry.state is EntryState.DONE and entry.undone_by is None and entry.undo is not None
    ]
    return entries[::-1]


class LibraryMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp()).resolve()
        self.music = self.root / "music"
        self.music.mkdir()
        self.songs: list[Song] = []
        self.session: Session | None = None
        self.followed = 0

    @property
    def open(self) -> Session:
        assert self.session is not None
        return self.session

    @initialize(
        kinds=st.lists(st.sampled_from(WRITABLE), min_size=3, max_size=3),
        tagged=st.lists(st.booleans(), min_size=3, max_size=3),
    )
    def begin(self, kinds: list[str], tagged: list[bool]) -> None:
        for index, (kind, with_tags) in enumerate(zip(kinds, tagged, strict=True)):
            path = self.music / f"song {index}.{kind}"
            path.write_bytes(audio_bytes(kind, seed=index + 1, seconds=0.2))
            if with_tags:
                tag_by_mutagen(path, ["Old", "Older"], b"\x89PNG" * 100)
            os.utime(path, ns=(0, 1_600_000_000_000_000_000 + index))
            genres = read_tags(path).tags.genres
            content, mtime = path.read_bytes(), path.stat().st_mtime_ns
            self.songs.append(Song(path, kind, content, mtime, genres, genres))
        self.session = Session.open(find_home(self.root / "home"))
        self.scan()

    def teardown(self) -> None:
        try:
            if self.session is not None:
                self.undo_everything()
        finally:
            if self.session is not None:
                self.session.close()
            shutil.rmtree(self.root)

    @rule()
    def scan(self) -> None:
        ScanJob(self.open, [self.music]).run(JobContext())

    @rule(which=st.sets(WHICH, min_size=1), genres=GENRES, keep=st.booleans())
    def write(self, which: set[int], genres: list[str], keep: bool) -> None:
        self.open.settings.set(KEEP_MTIME, keep)
        intents = [
            Intent(track, tuple(genres), Policy.REPLACE, by_hand=True)
            for track in self.open.tracks.all()
            if any(self.songs[index].path == track.path for index in which)
        ]
        WriteJob(self.open, intents).run(JobContext())
        self.follow()

    @rule(number=st.integers(0, 5), by_value=st.booleans())
    def undo_or_redo(self, number: int, by_value: bool) -> None:
        """Undo a batch, or redo an undo; the newest one also where others changed the tags."""
        batches = [batch for batch in self.open.journal.batches() if standing(self.open, batch.id)]
        if not batches:
            return
        batch = batches[number % len(batches)]
        for entry in standing(self.open, batch.id):
            newer = [e for e in self.standing(entry.track_id) if e > entry.id]
            if newer or batch.kind is BatchKind.UNDO and batch.id != batches[0].id:
                self.song_of(entry.track_id).tangled = True
        UndoJob(self.open, batch, by_value=by_value and batch.id == batches[0].id).run(JobContext())
        self.follow()

    @rule(
        number=st.integers(0, 9),
        kind=st.sampled_from([BatchKind.UNDO, BatchKind.REDO]),
        which=st.sets(WHICH, min_size=1),
    )
    def undo_or_redo_single_files(self, number: int, kind: BatchKind, which: set[int]) -> None:
        """Of any batch, also of one that was undone and redone before."""
        batches = self.open.journal.batches()
        if not batches:
            return
        batch = batches[number % len(batches)]
        entries = self.open.journal.entries(batch.id)
        wanted = [self.songs[index] for index in which]
        only = frozenset(e.id for e in entries if self.song_of(e.track_id) in wanted)
        turn = Turn.of(batch, kind, only)
        turned = to_turn(self.open, turn)
        for entry in turned:
            song = self.song_of(entry.track_id)
            assert song in wanted
            # Anything but the last word on a file is a step out of order.
            if entry.id != max(e.id for e in self.done(entry.track_id)):
                song.tangled = True
        rehearsal = rehearse(self.open, turn)
        outcomes = UndoJob(self.open, turn).run(JobContext())
        restored = [o for o in outcomes if o.status is UndoStatus.RESTORED]
        assert len(restored) == rehearsal.to_the_byte, "it does what it said it would"
        left = {o.path: o.error for o in outcomes if o.status not in _DONE}
        assert left == dict((*rehearsal.by_value, *rehearsal.impossible))
        assert all(left.values()), "each refusal has its reason"
        self.follow()

    @rule(which=WHICH, value=st.text("abcü", max_size=30))
    def another_program_changes_the_title(self, which: int, value: str) -> None:
        song = self.songs[which]
        opened = mutagen.File(song.path, easy=True)
        if opened is None or opened.tags is None or "title" not in opened:
            return
        opened["title"] = [value or "title"]
        opened.save()
        song.touched = True

    @rule(which=WHICH, genres=GENRES)
    def another_program_changes_the_genre(self, which: int, genres: list[str]) -> None:
        song = self.songs[which]
        tag_by_mutagen(song.path, genres)
        song.touched = True
        song.said = tuple(genres)
        track = self.track_of(song)
        if track is None or not self.standing(track.id):
            song.first = song.said

    @rule(which=WHICH)
    def another_program_touches_the_file(self, which: int) -> None:
        song = self.songs[which]
        status = song.path.stat()
        os.utime(song.path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))
        track = self.track_of(song)
        if song.path.read_bytes() == song.content and (
            track is None or not self.standing(track.id)
        ):
            song.mtime = song.path.stat().st_mtime_ns

    @rule(which=WHICH, folder=st.sampled_from(["a", "b", "."]), name=st.sampled_from("xyz"))
    def a_file_is_moved(self, which: int, folder: str, name: str) -> None:
        song = self.songs[which]
        target = self.music / folder / f"{name}{which}.{song.kind}"
        target.parent.mkdir(exist_ok=True)
        song.path.rename(target)
        song.path = target
        self.scan()

    @invariant()
    def every_file_says_what_the_journal_says(self) -> None:
        for song in self.songs:
            assert read_tags(song.path).tags.genres == song.said, song.path

    @invariant()
    def every_file_is_to_the_byte_what_the_journal_says(self) -> None:
        for song in self.songs:
            track = None if song.touched else self.track_of(song)
            entries = self.done(track.id) if track is not None else []
            if entries:
                last = max(entries, key=lambda entry: entry.id)
                assert last.undo is not None
                assert hashlib.sha256(song.path.read_bytes()).digest() == last.undo.sha256_after

    @invariant()
    def no_copy_is_left(self) -> None:
        for folder in {song.path.parent for song in self.songs}:
            assert leftover_copies(folder) == []

    def follow(self) -> None:
        """Take from a batch that is new what the journal says of each song."""
        batches = self.open.journal.batches()
        if batches and batches[0].id != self.followed:
            self.followed = batches[0].id
            for entry in self.open.journal.entries(batches[0].id):
                if entry.state is EntryState.DONE:
                    self.song_of(entry.track_id).said = entry.wanted

    def done(self, track: int | None) -> list[Entry]:
        """What was done to a track and can be turned back, in any order."""
        return [
            entry
            for batch in self.open.journal.batches()
            for entry in self.open.journal.entries(batch.id)
            if entry.track_id == track and entry.state is EntryState.DONE and entry.undo is not None
        ]

    def standing(self, track: int | None) -> list[int]:
        """The writes of a track that could be undone, oldest first."""
        kinds = {batch.id: batch.kind for batch in self.open.journal.batches()}
        return sorted(
            entry.id
            for batch, kind in kinds.items()
            if kind is not BatchKind.UNDO
            for entry in standing(self.open, batch)
            if entry.track_id == track
        )

    def track_of(self, song: Song) -> Track | None:
        return next((t for t in self.open.tracks.all() if t.path == song.path), None)

    def song_of(self, track: int | None) -> Song:
        (found,) = self.open.tracks.get([track] if track is not None else [])
        return next(song for song in self.songs if song.path == found.path)

    def undo_everything(self) -> None:
        self.scan()
        last: Batch | None = None
        while (batch := self.open.journal.last_undoable()) is not None:
            assert batch != last, "a batch that cannot be undone is offered again and again"
            last = batch
            outcomes = UndoJob(self.open, batch, by_value=True).run(JobContext())
            assert all(o.status in _DONE for o in outcomes), outcomes
        for song in self.songs:
            self.check(song)

    def check(self, song: Song) -> str:
        """Whether a song is as it should be when everything is undone, and which way."""
        if song.tangled:
            return "undone out of order"
        assert read_tags(song.path).tags.genres == song.first
        if song.touched:
            return "with their first genres, changed by others besides"
        assert song.path.read_bytes() == song.content
        assert song.path.stat().st_mtime_ns == song.mtime
        return "back to the byte"
