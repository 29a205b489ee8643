"""Tracks in the catalog that no file stands behind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tagger.catalog.tracks import ScannedFile
from tagger.records import AnalysisStatus, FileStamp, GenreScore, Suggestion, TrackTags
from tagger.workflow.session import Session

KEY = "generated"
"""The model that heard them, which is not there either."""
GENRES = ("Jazz", "Rock", "Blues", "Metal", "Reggae")


def identity(number: int) -> bytes:
    return number.to_bytes(16, "big")


def scanned(number: int, tags: TrackTags) -> ScannedFile:
    path = Path(f"/music/{number:06}.mp3")
    return ScannedFile(path, FileStamp(1000, 1), "mp3", identity(number), tags)


def store(session: Session, tracks: Sequence[TrackTags], chances: Sequence[float] = ()) -> None:
    """Store tracks, and for each of the chances one that was heard and is as likely Jazz."""
    session.tracks.store([scanned(number, tags) for number, tags in enumerate(tracks)])
    heard = [
        (identity(number), Suggestion(AnalysisStatus.OK, (GenreScore("Jazz", chance),), False))
        for number, chance in enumerate(chances)
    ]
    session.suggestions.store(KEY, heard)
