"""Points as pixels: 50,000 round dots in a few milliseconds, on any thread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from tagger.ui.map.coloring import FAINT, GONE, Coloring


def point_colors(
    coloring: Coloring, dark: bool, only: int | None
) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    """Which points are drawn, in what order, and their colours as 0xAARRGGBB: (M,) and (M,).

    Grey ones come first, so that they lie under the coloured. `only` isolates one group.
    """
    groups = coloring.groups
    colors = np.array([_argb(group.color(dark)) for group in groups], np.uint32)
    above = np.array([not group.grey for group in groups], np.int8)
    if only is not None:
        colors[np.arange(len(groups)) != only] = _argb(FAINT[dark])
        above = (np.arange(len(groups)) == only).astype(np.int8)
    there = np.flatnonzero(coloring.of != GONE)
    of = coloring.of[there]
    order = np.argsort(above[of], kind="stable")
    return there[order], colors[of[order]]


def draw_points(
    width: int,
    height: int,
    pixels: NDArray[np.floating],
    colors: NDArray[np.uint32],
    radius: float,
) -> QImage:
    """Dots of (N, 2) device pixels on a transparent image; later ones lie on top.

    A drawing program would take 30 ms for this many: here every dot is a stamp of whole pixels, and
    one pixel of all dots is set at once.
    """
    reach = int(np.ceil(radius))
    stride = width + 2 * reach
    canvas = np.zeros((height + 2 * reach) * stride, np.uint32)
    seen = (
        (pixels[:, 0] >= 0) & (pixels[:, 0] < width) & (pixels[:, 1] >= 0) & (pixels[:, 1] < height)
    )
    some = pixels[seen].astype(np.int32)
    place = (some[:, 1] + reach) * np.intp(stride) + some[:, 0] + reach
    shades = colors[seen]
    for y in range(-reach, reach + 1):
        for x in range(-reach, reach + 1):
            if x * x + y * y <= radius * radius:
                canvas[place + (y * stride + x)] = shades
    shown = canvas.reshape(-1, stride)[reach : reach + height, reach : reach + width]
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    rows = np.frombuffer(image.bits(), np.uint32).reshape(height, -1)
    rows[:, :width] = shown
    return image


def _argb(color: str) -> int:
    return 0xFF000000 | int(color[1:], 16)
