"""Which windows of a track are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from tagger.records import FrontEnd
from tagger.settings import WINDOWS

DEFAULT_WINDOWS = WINDOWS.default
"""How many windows of a track vote on its genre.

The cost of a track is that of decoding them, so it grows with their number, while accuracy hardly
does any more: 0.74 with one, 0.79 with four, 0.80 with ten (features of musicnn on clips of 30 s).
Eight reach every part of a song of four minutes: one each half minute.
"""

MOST_WINDOWS = 40
"""How many windows of a track are looked at where the first ones held no music: one every minute
and a half of an hour. What they all miss is no more than an interlude."""

_MARGIN_SHARE = 0.04
_MARGIN_SECONDS = 8.0
"""What is skipped at either end of a track (the smaller of the two): count-ins, fades, applause
and silence say little of the genre."""


def track_frames(seconds: float, front_end: FrontEnd) -> int:
    """How many frames the centred spectrogram of the whole track has."""
    return 1 + int(max(0.0, seconds) * front_end.sample_rate) // front_end.hop_length


def plan_windows(
    duration_seconds: float, front_end: FrontEnd, count: int = DEFAULT_WINDOWS
) -> tuple[int, ...]:
    """First frames of at most `count` windows, evenly spread and in order.

    Frames are those of the centred STFT of the whole track, so a window is exactly a slice of the
    spectrogram of the whole track. Windows do not overlap: a short track has fewer of them, and
    one that is shorter than a window has one, which begins at 0.
    """
    if count < 1:
        raise ValueError(f"at least one window, not {count}")
    length = front_end.window_frames
    frames = track_frames(duration_seconds, front_end)
    count = min(count, frames // length)
    if count <= 1:
        return (max(0, frames - length) // 2,)
    margin = min(_margin(duration_seconds, front_end), (frames - count * length) // 2)
    room = frames - 2 * margin - length
    return tuple(margin + room * index // (count - 1) for index in range(count))


def further_windows(
    duration_seconds: float, front_end: FrontEnd, tried: Sequence[int], count: int
) -> tuple[int, ...]:
    """First frames of at most `count` more windows, each midway between two tried ones, in order.

    Windows do not overlap, so there are none where a track has no room left. From round to round
    the places come to lie twice as close.
    """
    length = front_end.window_frames
    margin = _margin(duration_seconds, front_end)
    end = track_frames(duration_seconds, front_end) - margin
    places = sorted(tried)
    begins = [margin, *(place + length for place in places)]
    gaps = zip(begins, [*places, end], strict=True)
    middles = [
        begin + (stop - begin - length) // 2 for begin, stop in gaps if stop >= begin + length
    ]
    if len(middles) <= count:
        return tuple(middles)
    return tuple(middles[(2 * index + 1) * len(middles) // (2 * count)] for index in range(count))


def _margin(duration_seconds: float, front_end: FrontEnd) -> int:
    """Frames that are skipped at either end of a track with room for it."""
    seconds = min(_MARGIN_SECONDS, _MARGIN_SHARE * max(0.0, duration_seconds))
    return int(seconds * front_end.sample_rate) // front_end.hop_length
