"""Timeline: what is heard from when to when in whole files. Nothing of it is stored."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger.audio.whole import WholeTrack, read_whole
from tagger.model.activity import mean_embedding, sounding_windows
from tagger.model.library import LoadedModel
from tagger.model.segmentation import runs, smooth
from tagger.parts import BrokenPartError
from tagger.records import (
    SPOKEN_WORD,
    AnalysisStatus,
    Float32,
    GenreScore,
    Track,
    WindowKind,
)
from tagger.wording import say
from tagger.workflow.analyse import is_audible, suggestion_for
from tagger.workflow.jobs import CancelToken, JobContext, Meter, ordered_map
from tagger.workflow.listener import Listener, why_not_heard
from tagger.workflow.session import Session

_AROUND = 2
"""Windows on either side that are heard together with one for its genre: a quarter of a minute."""

_BLOCK = 64
"""Windows that go from the spool through the network at once: bounds memory."""


@dataclass(frozen=True)
class Segment:
    """A passage of one kind."""

    start: float
    """Seconds."""
    end: float
    """Seconds; where the next one begins, unless what lies between could not be read."""
    kind: WindowKind
    best: GenreScore | None = None
    """The most likely genre of a passage of music."""


@dataclass(frozen=True)
class Timeline:
    """One file from start to end."""

    path: Path
    status: AnalysisStatus
    segments: tuple[Segment, ...] = ()
    error: str | None = None
    """Why there is nothing, or why something is missing, for a person."""


@dataclass(frozen=True, eq=False)
class Course:
    """How likely each genre is from moment to moment of one file."""

    genres: tuple[str, ...]
    probabilities: Float32
    """(windows, genres): of the music around each window; 0 where there is none. Speech is Spoken
    Word, as far as the model knows it."""
    starts: tuple[float, ...]
    """Where each window begins, in seconds."""
    window_seconds: float
    seconds: float
    """Length of the track."""
    error: str | None = None
    """Why something is missing, for a person."""


class TimelineJob:
    """Listen to tracks from start to end; `on_timeline` gets each one in order.

    Returns how many failed. A cancel leaves out what was not heard to its end.
    """

    def __init__(
        self, session: Session, tracks: Sequence[Track], on_timeline: Callable[[Timeline], None]
    ) -> None:
        self.title = say("Listening through")
        self._session = session
        self._tracks = tracks
        self._on_timeline = on_timeline

    def run(self, context: JobContext) -> int:
        """Raises `ModelError` when there is no model to listen with."""
        listener = self._session.listener()
        known = [track.tags.duration for track in self._tracks if is_audible(track)]
        total = None if None in known else round(sum(filter(None, known)))
        meter = Meter(context, "seconds heard", total)
        heard = _Clock(context.token)

        def show_progress() -> None:
            meter.step(count=int(heard.seconds) - meter.done)

        failed = 0
        for _, timeline in ordered_map(
            lambda track: timeline_of(listener, track, heard.proceed),
            self._tracks,
            self._session.workers,
            context.token,
            show_progress,
        ):
            if timeline is None:
                continue
            broken = timeline.status is AnalysisStatus.FAILED
            failed += broken
            show_progress()
            meter.step(failed=broken, count=0)
            self._on_timeline(timeline)
        meter.report()
        return failed


class _Clock:
    """Adds up what many threads have heard."""

    def __init__(self, token: CancelToken) -> None:
        self.seconds = 0.0
        self._token = token
        self._guard = threading.Lock()

    def proceed(self, seconds: float) -> bool:
        with self._guard:
            self.seconds += seconds
        return self._token.proceed()


def timeline_of(
    listener: Listener, track: Track, proceed: Callable[[float], bool] = lambda seconds: True
) -> Timeline | None:
    """Listen to one track from start to end; every failure becomes a sentence.

    `proceed` is told the seconds that were read since the last time; when it returns False there
    is no timeline.
    """
    if not is_audible(track):
        return Timeline(track.path, AnalysisStatus.FAILED, (), suggestion_for(track, {}).error)
    going = True

    def go_on(seconds: float) -> bool:
        nonlocal going
        going = proceed(seconds)
        return going

    try:
        with read_whole(track.path, listener.front_end, go_on) as sound:
            windows = _listen(listener.model, sound, go_on) if going else None
            if windows is None:
                return None
            segments = tuple(_segments(listener.model, sound, windows))
            status = AnalysisStatus.PARTIAL if sound.error else AnalysisStatus.OK
            return Timeline(track.path, status, segments, sound.error)
    except BrokenPartError:
        raise
    except Exception as error:
        reason = why_not_heard(track, error)
        return Timeline(track.path, AnalysisStatus.FAILED, (), reason) if going else None


def course_of(
    listener: Listener, path: Path, proceed: Callable[[float], bool] = lambda seconds: True
) -> Course | None:
    """Listen to one file from start to end for its genres over time.

    `proceed` as for `timeline_of`. Raises `AudioError` when nothing can be read.
    """
    model, front_end = listener.model, listener.front_end
    going = True

    def go_on(seconds: float) -> bool:
        nonlocal going
        going = going and proceed(seconds)
        return going

    with read_whole(path, front_end, go_on) as sound:
        windows = _listen(model, sound, go_on) if going else None
        if windows is None:
            return None
        return Course(
            model.genres,
            _genres_over_time(model, windows),
            tuple(sound.starts),
            front_end.window_frames * front_end.hop_length / front_end.sample_rate,
            sound.seconds,
            sound.error,
        )


def _genres_over_time(model: LoadedModel, windows: _Windows) -> Float32:
    """(N, genres), each from the music within `_AROUND` windows: one alone says little."""
    music = windows.music
    found = np.zeros((len(music), len(model.genres)), dtype=np.float32)
    heard = windows.embeddings.astype(np.float64) * music[:, None]
    summed = np.cumsum(np.pad(heard, ((1, 0), (0, 0))), axis=0)
    counted = np.cumsum(np.pad(music.astype(np.float64), (1, 0)))
    places = np.flatnonzero(music)
    ends = np.minimum(places + _AROUND + 1, len(music))
    begins = np.maximum(places - _AROUND, 0)
    if len(places):
        count = counted[ends] - counted[begins]
        means = (summed[ends] - summed[begins]) / count[:, None]
        found[places] = model.head.probabilities(means)
    speech = windows.sounding & (windows.probabilities.argmax(axis=1) == 1)
    if SPOKEN_WORD in model.genres:
        found[speech, model.genres.index(SPOKEN_WORD)] = windows.probabilities[speech, 1]
    return found


@dataclass(frozen=True)
class _Windows:
    """What the network says of every window."""

    embeddings: Float32
    """(N, D)."""
    probabilities: Float32
    """(N, 3), columns as `SOUNDING_KINDS`."""
    sounding: NDArray[np.bool_]
    """(N,)."""

    @property
    def music(self) -> NDArray[np.bool_]:
        """Which windows are music by themselves."""
        return self.sounding & (self.probabilities.argmax(axis=1) == 0)


def _listen(
    model: LoadedModel, sound: WholeTrack, proceed: Callable[[float], bool]
) -> _Windows | None:
    embeddings: list[Float32] = []
    probabilities: list[Float32] = []
    sounding: list[NDArray[np.bool_]] = []
    for logmel in sound.blocks(_BLOCK):
        if not proceed(0.0):
            return None
        block = model.network.embed(logmel)
        embeddings.append(block)
        probabilities.append(model.activity.probabilities(block))
        sounding.append(sounding_windows(logmel))
    return _Windows(
        np.concatenate(embeddings), np.concatenate(probabilities), np.concatenate(sounding)
    )


def _segments(model: LoadedModel, sound: WholeTrack, windows: _Windows) -> Iterator[Segment]:
    front_end = sound.front_end
    length = front_end.window_frames * front_end.hop_length / front_end.sample_rate
    for first, stop in _stretches(sound.starts, length):
        part = slice(first, stop)
        end = sound.starts[stop - 1] + length
        if stop == len(sound.starts):
            # What is left at the end, less than half a window, goes with the last one.
            end = max(sound.seconds, sound.starts[stop - 1])
        kinds = smooth(windows.probabilities[part], windows.sounding[part])
        for kind, begin, behind in runs(kinds):
            yield Segment(
                sound.starts[first + begin],
                sound.starts[first + behind] if first + behind < stop else end,
                kind,
                _best(model, windows, first + begin, first + behind)
                if kind is WindowKind.MUSIC
                else None,
            )


def _stretches(starts: Sequence[float], length: float) -> Iterator[tuple[int, int]]:
    """First and end index of windows that follow each other without a gap."""
    first = 0
    for place in range(1, len(starts) + 1):
        if place == len(starts) or starts[place] - starts[place - 1] > 1.5 * length:
            yield first, place
            first = place


def _best(model: LoadedModel, windows: _Windows, begin: int, end: int) -> GenreScore:
    """The best genre of a passage of music, from those of its windows that are music."""
    embeddings = windows.embeddings[begin:end]
    music = windows.music[begin:end]
    chosen = embeddings[music] if music.any() else embeddings
    return model.suggest(mean_embedding(chosen)).scores[0]
