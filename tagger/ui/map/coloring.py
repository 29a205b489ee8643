"""What the points of the map are coloured by: groups of tracks, each with a colour and a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from tagger.ui.library.lines import Line
from tagger.ui.text import decimal, percent, plain

GONE = -1
"""The group of a point whose track is no longer in the library: it is not drawn."""

_MOST_GENRES = 8
"""More colours than that nobody tells apart."""
_SURE_FROM = (0.95, 0.9, 0.8, 0.6, 0.0)
_MOST_DECADES = 8

# Paul Tol, "Colour Schemes" (2021), muted without its palest hue: distinct for all kinds of colour
# blindness and dark enough to stand on white.
_GENRES_LIGHT = (
    "#332288", "#cc6677", "#117733", "#88ccee", "#aa4499", "#999933", "#44aa99", "#882255",
)  # fmt: skip
# Okabe and Ito (Color Universal Design, 2008), its black as white and its blue lightened.
_GENRES_DARK = (
    "#56b4e9", "#e69f00", "#009e73", "#f0e442", "#cc79a7", "#d55e00", "#ffffff", "#4c83d6",
)  # fmt: skip
_OTHERS = ("#9aa1ab", "#6c7683")
_NOTHING = ("#c9cdd3", "#474d56")
FAINT = ("#e4e6ea", "#2d3238")
"""What is not isolated, in light and in dark."""
# Ends of a ramp whose lightness alone carries the order.
_RAMP_LIGHT = ((0x9E, 0xC9, 0xE2), (0x08, 0x30, 0x6B))
_RAMP_DARK = ((0x2A, 0x4E, 0x78), (0xD6, 0xEC, 0xFF))


class ColorBy(StrEnum):
    SUGGESTION = "suggestion"
    SURE = "sure"
    TAG = "tag"
    YEAR = "year"


@dataclass(frozen=True)
class Group:
    """One entry of the legend."""

    name: str
    count: int
    light: str
    dark: str
    """#rrggbb in either theme."""
    grey: bool
    """Whether it lies under the others: what it holds is not what the colours are about."""

    def color(self, dark: bool) -> str:
        return self.dark if dark else self.light


@dataclass(frozen=True, eq=False)
class Coloring:
    """N points in G groups; grey groups come last."""

    by: ColorBy
    groups: tuple[Group, ...]
    of: NDArray[np.int16]
    """(N,): the place in `groups` of each point, or GONE."""

    @property
    def tracks(self) -> int:
        return sum(group.count for group in self.groups)


def color_by(by: ColorBy, lines: Sequence[Line | None]) -> Coloring:
    """Group tracks; None stands for one that is gone. Safe on any thread."""
    match by:
        case ColorBy.SUGGESTION:
            return _by_genre(by, lines, _suggested, _tr("No suggestion"))
        case ColorBy.TAG:
            return _by_genre(by, lines, _tagged, _tr("No genre in the file"))
        case ColorBy.SURE:
            return _by_sureness(lines)
        case ColorBy.YEAR:
            return _by_decade(lines)


def _suggested(line: Line) -> str:
    return line.names[0] if line.names else ""


def _tagged(line: Line) -> str:
    genres = line.row.track.tags.genres
    return plain(genres[0]) if genres else ""


def _by_genre(
    by: ColorBy, lines: Sequence[Line | None], genre: Callable[[Line], str], nothing: str
) -> Coloring:
    names = [None if line is None else genre(line) for line in lines]
    counts = Counter(name for name in names if name)
    # The most frequent first; among equals the alphabet decides, so that colours stay.
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    place = {name: rank for rank, name in enumerate(ranked[:_MOST_GENRES])}
    groups = [
        (name, _GENRES_LIGHT[rank], _GENRES_DARK[rank])
        for rank, name in enumerate(ranked[:_MOST_GENRES])
    ]
    others, none = len(groups), len(groups) + 1
    groups += [(_tr("Other genres"), *_OTHERS), (nothing, *_NOTHING)]
    return _coloring(
        by,
        groups,
        [GONE if name is None else place.get(name, others) if name else none for name in names],
    )


def _by_sureness(lines: Sequence[Line | None]) -> Coloring:
    groups: list[tuple[str, str, str]] = []
    above: float | None = None
    for rank, low in enumerate(_SURE_FROM):
        if above is None:
            text = _tr("%1 and more").replace("%1", percent(low))
        else:
            text = _tr("%1 to %2").replace("%1", decimal(100 * low, 0))
            text = text.replace("%2", percent(above))
        groups.append((text, *_ramp(1 - rank / (len(_SURE_FROM) - 1))))
        above = low
    groups.append((_tr("No suggestion"), *_NOTHING))
    return _coloring(
        ColorBy.SURE, groups, [GONE if line is None else _sureness(line) for line in lines]
    )


def _sureness(line: Line) -> int:
    best = line.row.best
    if best is None:
        return len(_SURE_FROM)
    return next(rank for rank, low in enumerate(_SURE_FROM) if best.probability >= low)


def _by_decade(lines: Sequence[Line | None]) -> Coloring:
    years = [None if line is None else line.row.track.tags.year or 0 for line in lines]
    decades = sorted({year // 10 * 10 for year in years if year}, reverse=True)
    shown = decades[:_MOST_DECADES]
    place = {decade: rank for rank, decade in enumerate(shown)}
    groups: list[tuple[str, str, str]] = []
    for rank, decade in enumerate(shown):
        earlier = rank + 1 == len(shown) and len(decades) > len(shown)
        text = _tr("%1s and before") if earlier else _tr("%1s")
        position = 1 - rank / max(1, len(shown) - 1)
        groups.append((text.replace("%1", str(decade)), *_ramp(position)))
    groups.append((_tr("No year"), *_NOTHING))
    oldest, none = len(shown) - 1, len(shown)
    return _coloring(
        ColorBy.YEAR,
        groups,
        [
            GONE if year is None else place.get(year // 10 * 10, oldest) if year else none
            for year in years
        ],
    )


def _coloring(by: ColorBy, groups: list[tuple[str, str, str]], of: list[int]) -> Coloring:
    """Without the groups that nothing is in."""
    placed = np.array(of, np.int16)
    counts = np.bincount(placed[placed >= 0], minlength=len(groups))
    kept = np.flatnonzero(counts)
    moved = np.full(len(groups) + 1, GONE, np.int16)
    moved[kept] = np.arange(len(kept))
    made: list[Group] = []
    for k in kept.tolist():
        name, light, dark = groups[k]
        grey = (light, dark) in (_OTHERS, _NOTHING)
        made.append(Group(name, int(counts[k]), light, dark, grey))
    # The last place stands for -1, which is GONE.
    return Coloring(by, tuple(made), moved[placed])


def _ramp(position: float) -> tuple[str, str]:
    """From few (0) to many (1): paler to darker on white, darker to paler on black."""
    return _between(*_RAMP_LIGHT, position), _between(*_RAMP_DARK, position)


def _between(low: tuple[int, ...], high: tuple[int, ...], position: float) -> str:
    mixed = (round(a + (b - a) * position) for a, b in zip(low, high, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _tr(text: str) -> str:
    return QCoreApplication.translate("map", text)
