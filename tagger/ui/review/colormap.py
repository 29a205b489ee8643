"""A colour map for sound: lightness rises evenly, so that equal steps in dB look equal.

Computed in OKLCH (Björn Ottosson, "A perceptual color space for image processing", 2020):
lightness and hue run straight from dark violet to pale yellow, chroma is as high as sRGB allows
there. Rising lightness alone carries the information, so it reads the same to colour-blind people.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

_STEPS = 256
_LIGHTNESS = (0.14, 0.96)
_HUE_DEGREES = (295.0, 100.0)
_LARGEST_CHROMA = 0.2


@cache
def sound_colors() -> NDArray[np.uint8]:
    """The map, shape (256, 3): sRGB from silent to loud."""
    position = np.linspace(0.0, 1.0, _STEPS)
    lightness = np.interp(position, (0, 1), _LIGHTNESS)
    # Past red rather than past green: the shorter way round would look like a traffic light.
    hue = np.radians(np.interp(position, (0, 1), (_HUE_DEGREES[0], _HUE_DEGREES[1] + 360)))
    low, high = np.zeros(_STEPS), np.full(_STEPS, _LARGEST_CHROMA)
    for _ in range(24):
        chroma = (low + high) / 2
        inside = _in_gamut(_linear_srgb(lightness, chroma, hue))
        low, high = np.where(inside, chroma, low), np.where(inside, high, chroma)
    return _encode(_linear_srgb(lightness, low, hue))


def _linear_srgb(lightness: NDArray, chroma: NDArray, hue: NDArray) -> NDArray:
    """OKLCH to linear sRGB; the matrices are those of the source above."""
    a, b = chroma * np.cos(hue), chroma * np.sin(hue)
    lms = np.stack(
        (
            lightness + 0.3963377774 * a + 0.2158037573 * b,
            lightness - 0.1055613458 * a - 0.0638541728 * b,
            lightness - 0.0894841775 * a - 1.2914855480 * b,
        ),
        axis=-1,
    )
    to_rgb = np.array(
        (
            (4.0767416621, -3.3077115913, 0.2309699292),
            (-1.2684380046, 2.6097574011, -0.3413193965),
            (-0.0041960863, -0.7034186147, 1.7076147010),
        )
    )
    return (lms**3) @ to_rgb.T


def _in_gamut(linear: NDArray) -> NDArray[np.bool_]:
    return np.all((linear >= 0) & (linear <= 1), axis=-1)


def _encode(linear: NDArray) -> NDArray[np.uint8]:
    """Linear to gamma-encoded sRGB (IEC 61966-2-1), 8 bits a channel."""
    clipped = np.clip(linear, 0, 1)
    encoded = np.where(clipped <= 0.0031308, 12.92 * clipped, 1.055 * clipped ** (1 / 2.4) - 0.055)
    return np.round(255 * encoded).astype(np.uint8)
