"""Examples: the music that a person says the genre of, gathered from wherever they said it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from tagger.errors import display_path
from tagger.records import Presence, Track
from tagger.settings import PLACEHOLDERS
from tagger.tags.policies import is_placeholder
from tagger.training.crate_paths import PathMatcher
from tagger.training.crates import Crate, CrateError, read_crates
from tagger.training.grouping import group_of
from tagger.wording import say
from tagger.workflow.example_notes import (
    beside_note,
    copies_note,
    genre_notes,
    missing_note,
    obstacle_to,
    silent_note,
    too_long_note,
    why_lost,
)
from tagger.workflow.example_records import (
    Disagreement,
    Example,
    Gathered,
    GenreCount,
    LostEntry,
    Said,
    Source,
    Wanted,
)
from tagger.workflow.genre_folders import GenreFolders, GenreNames
from tagger.workflow.session import Session

__all__ = [
    "Disagreement",
    "Example",
    "Gathered",
    "GenreCount",
    "LostEntry",
    "Said",
    "Source",
    "Wanted",
    "gather",
    "read_crate_files",
]


@dataclass
class _Piece:
    """A piece of music: its files, and what was said of it."""

    tracks: dict[int, Track] = field(default_factory=dict)
    said: dict[Said, None] = field(default_factory=dict)
    named_by: set[Path] = field(default_factory=set)
    """Folders that name a genre of it."""


def read_crate_files(
    paths: Iterable[Path],
) -> tuple[tuple[Crate, ...], tuple[tuple[Path, str], ...]]:
    """The crates of several files, and those files that could not be read, with the reason."""
    crates: list[Crate] = []
    failures: list[tuple[Path, str]] = []
    for path in paths:
        try:
            crates += read_crates(path)
        except CrateError as error:
            failures.append((path, error.message))
    return tuple(crates), tuple(failures)


def gather(session: Session, wanted: Wanted, genres: Sequence[str]) -> Gathered:
    """The examples in scanned folders and in the catalog; `genres` are those the model knows.

    A name joins the model's genre or the vocabulary's, in whatever spelling; any other name is a
    new genre. Copies of one piece of music are one example. A decision stands in place of the
    tags, which it corrects; otherwise a piece carries all that is said of it.
    """
    return _Gathering(session, genres).run(wanted)


class _Gathering:
    def __init__(self, session: Session, genres: Sequence[str]) -> None:
        self._session = session
        self._genres = genres
        self._names = GenreNames(session.vocabulary, genres)
        self._parts = lru_cache(8192)(session.vocabulary.parts)
        placeholders = session.settings.get(PLACEHOLDERS)
        self._is_nothing = lru_cache(8192)(lambda name: is_placeholder(name, placeholders))
        self._pieces: dict[bytes, _Piece] = {}
        self._failures: dict[Path, str] = {}
        self._lost: list[LostEntry] = []
        self._notes: list[str] = []
        self._no_genres: set[str] = set()
        self._missing: set[Path] = set()

    def run(self, wanted: Wanted) -> Gathered:
        if wanted.decisions:
            self._from_decisions()
        for folder in _once(wanted.folders):
            self._from_folder(folder)
        if wanted.crates:
            self._from_crates(wanted.crates)
        for folder in _once(wanted.tagged):
            self._from_tags(folder)
        self._pieces = {key: piece for key, piece in self._pieces.items() if piece.said}
        for piece in self._pieces.values():
            if any(said.source is Source.DECISION for said in piece.said):
                piece.said = {s: None for s in piece.said if s.source is not Source.TAGS}
        examples = sorted(map(self._example, self._pieces.values()), key=lambda each: each.path)
        genres = counted_genres(examples, self._genres)
        disagreements = [d for piece in self._pieces.values() if (d := _disagreement(piece))]
        self._remark()
        return Gathered(
            tuple(examples),
            genres,
            tuple(sorted(disagreements, key=lambda each: each.path)),
            tuple(sorted(self._failures.items())),
            tuple(self._lost),
            (*self._notes, *genre_notes(genres)),
            obstacle_to(genres, self._failures),
        )

    def _from_decisions(self) -> None:
        stored = sorted(self._session.decisions.all().values(), key=lambda s: s.decision.decided_at)
        tracks = {
            track.id: track
            for track in self._session.tracks.get([each.decision.track_id for each in stored])
        }
        for each in stored:
            decision = each.decision
            track = tracks.get(decision.track_id)
            if track is None or not decision.settled:
                continue
            if (piece := self._piece(track)) is not None:
                # The newest of the decisions on copies of one piece is what the person thinks.
                piece.said.clear()
                self._say(piece, decision.genres, Source.DECISION, say("your decision"))

    def _from_folder(self, folder: Path) -> None:
        tracks = [track for track in self._below(folder) if track.path != folder]
        folders = GenreFolders(folder, [track.path for track in tracks], self._names)
        beside = 0
        for track in tracks:
            found = folders.find(track.path)
            if found is None:
                beside += 1
            elif (piece := self._piece(track)) is not None:
                name, place = found
                piece.named_by.add(place)
                self._say(
                    piece,
                    [name],
                    Source.FOLDER,
                    say("the folder {place}", place=display_path(place)),
                )
        if beside:
            self._notes.append(beside_note(beside, folder))

    def _from_tags(self, folder: Path) -> None:
        silent = 0
        for track in self._below(folder):
            values = [value for value in track.tags.genres if not self._is_nothing(value)]
            names = [part for value in values for part in self._parts(value)]
            if track.error is not None:
                self._failures[track.path] = track.error
            elif all(map(self._is_nothing, names)):
                silent += 1
            elif (piece := self._piece(track)) is not None:
                self._say(piece, names, Source.TAGS, say("its tags"))
        if silent:
            self._notes.append(silent_note(silent, folder))

    def _from_crates(self, crates: Iterable[Crate]) -> None:
        tracks = [t for t in self._session.tracks.all() if t.presence is not Presence.MISSING]
        matcher = PathMatcher([track.path for track in tracks])
        for crate in crates:
            where = say(
                "the playlist “{name}” of {file}",
                name=crate.name,
                file=display_path(crate.source),
            )
            lost = len(self._lost)
            for entry in crate.entries:
                match = matcher.find(entry)
                candidates = [tracks[place] for place in match.candidates]
                same = len({track.identity for track in candidates}) == 1
                if match.found is not None:
                    track = tracks[match.found]
                elif len(candidates) > 1 and same and candidates[0].identity:
                    track = candidates[0]
                else:
                    self._lost.append(LostEntry(crate, entry, why_lost(candidates)))
                    continue
                if (piece := self._piece(track)) is not None:
                    self._say(piece, [crate.name], Source.CRATE, where)
            self._remark_on_crate(crate, where, len(self._lost) - lost + crate.lost)

    def _remark_on_crate(self, crate: Crate, where: str, lost: int) -> None:
        total = len(crate.entries) + crate.lost
        if not total:
            self._notes.append(
                say(
                    "The playlist “{name}” of {file} is empty.",
                    name=crate.name,
                    file=display_path(crate.source),
                )
            )
        elif lost:
            self._notes.append(
                say(
                    "{lost:,} of {total:,} entries of {where} lead to no track of the "
                    "library for certain. Add the folders of these files to the library and "
                    "scan them.",
                    lost=lost,
                    total=total,
                    where=where,
                )
            )

    def _below(self, folder: Path) -> list[Track]:
        tracks = self._session.tracks.below(folder)
        self._missing |= {t.path for t in tracks if t.presence is Presence.MISSING}
        there = [t for t in tracks if t.presence is not Presence.MISSING]
        if not there:
            self._notes.append(
                say(
                    "{folder} holds no music that Tagger knows. Is it the right folder?",
                    folder=display_path(folder),
                )
            )
        return there

    def _piece(self, track: Track) -> _Piece | None:
        """The piece of music in a file; None, and noted, where the file cannot be used."""
        if track.presence is Presence.MISSING:
            self._missing.add(track.path)
            return None
        if not track.identity:
            online = track.presence is Presence.ONLINE_ONLY
            reason = say("It could not be read. Scan it again.")
            if online:
                reason = say(
                    "It is only online. Make it available on this computer and scan it again."
                )
            self._failures[track.path] = track.error or reason
            return None
        piece = self._pieces.setdefault(track.identity, _Piece())
        piece.tracks[track.id] = track
        return piece

    def _say(self, piece: _Piece, names: Iterable[str], source: Source, where: str) -> None:
        for name in names:
            if self._is_nothing(name):
                continue
            if (genre := self._names.of(name)) is None:
                self._no_genres.add(name)
            else:
                piece.said[Said(genre, source, where)] = None

    def _example(self, piece: _Piece) -> Example:
        track = _first(piece)
        genres = tuple(dict.fromkeys(said.genre for said in piece.said))
        parent = track.path.parent
        names_genre = parent in piece.named_by or self._names.is_one_of(parent.name, genres)
        sources = {said.source for said in piece.said}
        return Example(
            path=track.path,
            identity=track.identity,
            genres=genres,
            artist=track.tags.artist or track.tags.album_artist,
            album=track.tags.album,
            folder="" if names_genre else display_path(parent),
            title=track.tags.title,
            source=next(source for source in Source if source in sources),
        )

    def _remark(self) -> None:
        copies = sum(len(piece.tracks) - 1 for piece in self._pieces.values())
        if copies:
            self._notes.append(copies_note(copies))
        if self._missing:
            self._notes.append(missing_note(len(self._missing)))
        if self._no_genres:
            self._notes.append(too_long_note(self._no_genres))


def _first(piece: _Piece) -> Track:
    """The file that stands for a piece of music: one that is there now, if any is."""
    return min(piece.tracks.values(), key=lambda t: (t.presence is not Presence.PRESENT, t.path))


def _disagreement(piece: _Piece) -> Disagreement | None:
    by_place: dict[str, set[str]] = {}
    for said in piece.said:
        by_place.setdefault(said.where, set()).add(said.genre)
    different = {frozenset(genres) for genres in by_place.values()}
    return Disagreement(_first(piece).path, tuple(piece.said)) if len(different) > 1 else None


def counted_genres(examples: Iterable[Example], known: Sequence[str]) -> tuple[GenreCount, ...]:
    """The genres of examples, the most frequent first; `known` are those that the model has."""
    counts: Counter[str] = Counter()
    groups: dict[str, set[str]] = {}
    for each in examples:
        # A track that nothing groups stands alone.
        name = group_of(each.artist, each.album, each.folder, each.genres) or str(each.path)
        counts.update(each.genres)
        for genre in each.genres:
            groups.setdefault(genre, set()).add(name)
    return tuple(
        GenreCount(genre, count, genre in known, len(groups[genre]))
        for genre, count in counts.most_common()
    )


def _once(folders: Iterable[Path]) -> list[Path]:
    return list(dict.fromkeys(Path(os.path.abspath(folder)) for folder in folders))
