"""What the inspector shows of one track, computed on demand and never on the Qt thread."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from tagger.audio.harmonic import Layer, Tempo, measure_tempo, separate
from tagger.model.activity import DECISIVE_KIND, content_of, track_embedding
from tagger.model.explain import Explanation, explain
from tagger.model.library import LoadedModel
from tagger.records import Float32, Track
from tagger.settings import WINDOWS
from tagger.workflow.session import Session

PASSAGE_SECONDS = 15.0
"""Enough to know a genre by, short enough to go through many tracks."""


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
    telling: int
    """Which window speaks most clearly for the genre that the whole track is given."""


def hear(session: Session, track: Track) -> Hearing:
    """Decode the windows of one track. Raises `AudioError` and `ModelError`."""
    from tagger.audio.listen import listen

    model = session.listener().model
    front_end = model.front_end
    heard = listen(track.path, track.tags.duration, front_end, session.settings.get(WINDOWS))
    return Hearing(
        heard.logmel,
        heard.starts,
        front_end.window_seconds,
        front_end.top_db,
        front_end.fmax,
        _telling(model, heard.logmel),
    )


def layers_of(hearing: Hearing) -> dict[Layer, Hearing]:
    """What sounds on and what strikes in these passages, drawn as the whole is."""
    layers = separate(hearing.logmel, hearing.top_db)
    return {layer: replace(hearing, logmel=logmel) for layer, logmel in layers.items()}


def tempo_around(
    track: Track, hearing: Hearing | None, proceed: Callable[[], bool]
) -> Tempo | None:
    """The tempo of a minute of a track, around what decided; None when `proceed` says no.

    Raises `AudioError`.
    """
    start, length = telling_passage(track.tags.duration, hearing)
    return measure_tempo(track.path, start + length / 2, proceed)


def explain_hearing(
    session: Session, hearing: Hearing, proceed: Callable[[], bool]
) -> Explanation | None:
    """What of these passages speaks for which genre; half a second's work for eight of them.

    None when `proceed` says no. Raises `ModelError`.
    """
    return explain(session.listener().model, hearing.logmel, proceed)


def telling_passage(duration: float | None, hearing: Hearing | None) -> tuple[float, float]:
    """Start and length, in seconds, of what to play of a track to judge its genre by.

    Around the window that decided; around the middle one while nobody has listened yet: windows
    are spread evenly, so that is the middle of the track.
    """
    length = duration if duration and math.isfinite(duration) else None
    if hearing is not None:
        middle = hearing.starts[hearing.telling] + hearing.window_seconds / 2
    else:
        middle = (length or 0.0) / 2
    last = length - PASSAGE_SECONDS if length else math.inf
    return max(0.0, min(middle - PASSAGE_SECONDS / 2, last)), PASSAGE_SECONDS


def _telling(model: LoadedModel, logmel: Float32) -> int:
    embeddings = model.network.embed(logmel)
    kinds = model.activity.kinds(embeddings, logmel)
    of_track = track_embedding(embeddings, kinds)
    if of_track is None:
        return len(logmel) // 2
    decisive = DECISIVE_KIND[content_of(kinds)]
    best = int(model.head.probabilities(of_track[None])[0].argmax())
    clear = model.head.probabilities(embeddings)[:, best]
    return int(np.where([kind is decisive for kind in kinds], clear, -1.0).argmax())
