"""What the inspector shows of one track, computed on demand and never on the Qt thread."""

from __future__ import annotations

from dataclasses import dataclass

from tagger.records import Float32, Track
from tagger.settings import WINDOWS
from tagger.workflow.session import Session


@dataclass(frozen=True)
class Hearing:
    """The passages of a track that the network looks at.

    `logmel` has shape (windows, mels, frames): dB relative to the track's maximum, down to
    `-top_db`. `starts` are the windows' beginnings in seconds.
    """

    logmel: Float32
    starts: tuple[float, ...]
    window_seconds: float
    top_db: float
    fmax: float
    """Hz at the topmost mel band's upper edge."""


def hear(session: Session, track: Track) -> Hearing:
    """Decode the windows of one track. Raises `AudioError` and `ModelError`."""
    from tagger.audio.listen import listen

    front_end = session.listener().front_end
    heard = listen(track.path, track.tags.duration, front_end, session.settings.get(WINDOWS))
    return Hearing(
        heard.logmel, heard.starts, front_end.window_seconds, front_end.top_db, front_end.fmax
    )
