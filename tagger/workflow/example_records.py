"""What gathering examples takes and gives: plain data, and the sentence that stops a training."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tagger.errors import TaggerError
from tagger.training.crates import Crate


class Source(StrEnum):
    """Where a genre was said; the first of these that holds is an example's source."""

    DECISION = "decision"
    FOLDER = "folder"
    CRATE = "crate"
    TAGS = "tags"


@dataclass(frozen=True)
class Wanted:
    """Where examples are to be taken from, mixed freely."""

    folders: tuple[Path, ...] = ()
    """Sorted by genre."""
    tagged: tuple[Path, ...] = ()
    """Whose files have the right genres in their tags."""
    crates: tuple[Crate, ...] = ()
    decisions: bool = False
    """What was accepted or chosen in Tagger."""


@dataclass(frozen=True)
class Example:
    """One piece of music and the genres that it is to teach."""

    path: Path
    identity: bytes
    genres: tuple[str, ...]
    """Spelled as the model has them where it knows them."""
    artist: str
    album: str
    folder: str
    """That the file lies in; empty where this folder names the genre, and so groups nothing."""
    title: str
    source: Source


@dataclass(frozen=True)
class GenreCount:
    genre: str
    tracks: int
    known: bool
    """Whether the model knows it already."""
    groups: int = 0
    """Artists, or the albums and folders that stand for them."""


@dataclass(frozen=True)
class Said:
    """One genre that was said of a track, and where, in words."""

    genre: str
    source: Source
    where: str


@dataclass(frozen=True)
class Disagreement:
    """A track of which two places say different things; it carries the genres of both."""

    path: Path
    said: tuple[Said, ...]


@dataclass(frozen=True)
class LostEntry:
    """An entry of a crate that leads to no track, and why."""

    crate: Crate
    entry: str
    reason: str


@dataclass(frozen=True)
class Gathered:
    """The examples, each piece of music once, and all that a person should know about them."""

    examples: tuple[Example, ...]
    genres: tuple[GenreCount, ...]
    """The most frequent first."""
    disagreements: tuple[Disagreement, ...]
    failures: tuple[tuple[Path, str], ...]
    """Files that are no examples because they cannot be read, and why."""
    lost: tuple[LostEntry, ...]
    notes: tuple[str, ...]
    """Sentences on what was left out, and on what is unusual."""
    obstacle: str | None
    """Why nothing can be learned from these examples, and what to do."""
    left_out: tuple[Example, ...] = ()
    """That were taken out when the model was taught before, and are not to come back."""

    def check(self) -> None:
        """Raises `TaggerError` where there is an obstacle."""
        if self.obstacle is not None:
            raise TaggerError(self.obstacle)
