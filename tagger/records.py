"""The plain data that floors hand to each other: frozen, without behaviour, without Qt.

Paths are `Path` everywhere; names that are not valid UTF-8 survive as surrogate escapes.
Genre lists are tuples in the order in which the file holds them. What there is one of for every
track of a library has slots: 100,000 dictionaries would fill hundreds of megabytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Float32 = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells cheaply whether a file changed: size in bytes, mtime in nanoseconds."""

    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class TrackTags:
    """What a file says of itself. Empty strings, None and () mean that it says nothing."""

    title: str = ""
    artist: str = ""
    album_artist: str = ""
    album: str = ""
    composer: str = ""
    disc: int | None = None
    track: int | None = None
    year: int | None = None
    compilation: bool = False
    duration: float | None = None
    """Length in seconds, from the container's own header."""
    genres: tuple[str, ...] = ()
    second_genres: tuple[str, ...] = ()
    """What a second tag of the same file says instead (APEv2 on an MP3); players differ in which
    of the two they show."""
    custom: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The fields of our own that the file has, by name in order, with their values."""


class Presence(StrEnum):
    """Whether a track's file can be read now."""

    PRESENT = "present"
    ONLINE_ONLY = "online-only"
    UNPLUGGED = "unplugged"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Track:
    """One file of the library, as last scanned."""

    id: int
    path: Path
    stamp: FileStamp
    format: str
    identity: bytes
    """Content identity of the audio payload; equal for copies, kept by retagging."""
    tags: TrackTags
    presence: Presence = Presence.PRESENT
    error: str | None = None
    """Why the tags could not be read, for a person."""


@dataclass(frozen=True)
class FrontEnd:
    """How sound becomes the network's input. Its numbers live in the model file alone."""

    sample_rate: int
    """Hz."""
    n_fft: int
    """Samples."""
    hop_length: int
    """Samples."""
    window: str
    n_mels: int
    mel_scale: str
    fmin: float
    """Hz."""
    fmax: float
    """Hz."""
    power: float
    top_db: float
    window_seconds: float

    @property
    def window_frames(self) -> int:
        """Frames of one analysis window (39 for 3 s at 22,050 Hz and a hop of 1,710)."""
        return round(self.window_seconds * self.sample_rate / self.hop_length)


@dataclass(frozen=True, slots=True)
class GenreScore:
    genre: str
    probability: float


MOST_SUGGESTED = 3
"""At most so many genres are suggested for one track."""


SPOKEN_WORD = "Spoken Word"
"""What speech without music is called, in models and in the vocabulary."""


class WindowKind(StrEnum):
    """What one window of a track holds."""

    MUSIC = "music"
    """Also with a voice over it."""
    SPEECH = "speech"
    NOISE = "noise"
    """Sound that is neither: hum, hiss, rain, applause, a running machine."""
    SILENCE = "silence"


class TrackContent(StrEnum):
    """What a track is for the most part; this decides what its suggestion rests on."""

    MUSIC = "music"
    SPEECH = "speech"
    NONE = "none"
    """No music was found, and no speech."""


class AnalysisStatus(StrEnum):
    OK = "ok"
    PARTIAL = "partial"
    """The file broke half way; its good windows were used."""
    FAILED = "failed"


LEAST_COVERED = 0.5
"""How much of the probability has to lie on genres that the person uses for one of them to fit.

Below a half it is more likely than not that the music is of a genre that they do not use, so that
the most likely of theirs would mostly be wrong, however far it stands above the others of theirs.
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a model says of one piece of music."""

    status: AnalysisStatus
    genres: Sequence[GenreScore] = ()
    """Equal to a tuple of them. Best first; probabilities are calibrated and sum to at most 1."""
    unsure: bool = True
    error: str | None = None
    content: TrackContent = TrackContent.MUSIC
    """Means nothing where listening failed. Without music or speech there are no genres, and
    `error` says what was found instead."""
    likely: int = 1
    """How many of `genres`, from the first, are suggested: the best one, and those that are as
    likely as the model's rule asks; only the best one where the model is unsure."""
    covered: float = 1.0
    """How much of the probability lay on genres that the person uses, before these shared the
    rest. Where too little did, nothing was shared: the probabilities sum to this."""
    tracks: int = 1
    """Of how many tracks of an album this is the common suggestion; 1 is the track's own."""

    @property
    def fits(self) -> bool:
        """Whether a genre that the person uses fits at all."""
        return self.covered >= LEAST_COVERED

    @property
    def chance(self) -> float:
        """How likely the best genre is right among all that the model knows, used or not; 0
        without genres."""
        best = self.genres[0].probability if self.genres else 0.0
        return best * self.covered if self.fits else best

    @property
    def suggested(self) -> tuple[GenreScore, ...]:
        if self.likely == 1:
            # The others may have to be read first.
            return (self.genres[0],) if self.genres else ()
        return tuple(self.genres[: self.likely])

    def at_most(self, count: int) -> Suggestion:
        """The same with no more than `count` genres suggested."""
        return self if self.likely <= count else replace(self, likely=count)


@dataclass(frozen=True, eq=False)
class RankedGenres:
    """What a model says of many pieces of music as arrays, for a whole library at once."""

    genres: tuple[str, ...]
    order: NDArray[np.intp]
    """(N, K): places in `genres`, best first."""
    probabilities: NDArray[np.floating]
    """(N, K): theirs."""
    unsure: NDArray[np.bool_]
    """(N,)."""
    likely: NDArray[np.intp]
    """(N,): how many, from the first, are suggested."""
    covered: NDArray[np.floating] | None = None
    """(N,): see `Suggestion.covered`; None is 1 for all."""


class DecisionKind(StrEnum):
    ACCEPTED = "accepted"
    """The suggestion as it stood."""
    CHOSEN = "chosen"
    """Genres that the person picked."""
    REJECTED = "rejected"
    """The file stays as it is."""
    UNSURE = "unsure"
    """The person does not know either: for later, and for no rule that accepts many at once."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of one track."""

    track_id: int
    kind: DecisionKind
    genres: tuple[str, ...]
    decided_at: float
    """Seconds since the epoch."""

    @property
    def settled(self) -> bool:
        """Whether it says which genres the track has."""
        return self.kind in (DecisionKind.ACCEPTED, DecisionKind.CHOSEN)


class Policy(StrEnum):
    """What happens to the genres that a file has already."""

    REPLACE = "replace"
    APPEND = "append"
    FILL = "fill"


class WriteStatus(StrEnum):
    WRITTEN = "written"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True)
class WriteOutcome:
    """What became of one file of a batch."""

    path: Path
    status: WriteStatus
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    batch: int | None = None
    error: str | None = None


@dataclass(frozen=True)
class ModelInfo:
    """A model on disk, as a person chooses it."""

    name: str
    path: Path
    version: str
    genres: tuple[str, ...]
    bundled: bool
    metrics: dict[str, float] = field(default_factory=dict)
    error: str | None = None
    """Why it cannot be used, for a person."""
