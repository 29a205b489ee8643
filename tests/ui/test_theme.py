"""Colours that everybody can read."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from tagger.paths import resources
from tagger.ui import icons, theme
from tagger.ui.review.colormap import sound_colors


def luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [getattr(QColor(color), f"{name}F")() for name in ("red", "green", "blue")]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colors", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_text_stands_out_from_everything_it_is_written_on(colors: theme.Colors) -> None:
    for text in (colors.text, colors.muted, colors.good, colors.caution, colors.bad, colors.accent):
        for ground in (colors.window, colors.surface):
            assert contrast(text, ground) >= 4.5, (text, ground)
    assert contrast(colors.text, colors.hover) >= 4.5
    assert contrast(colors.muted, colors.hover) >= 4.5
    assert contrast(colors.on_selection, colors.selection) >= 4.5
    assert contrast(colors.on_accent, colors.accent) >= 4.5
    assert contrast(colors.field_border, colors.surface) >= 3
    assert contrast(colors.accent, colors.bar) >= 3


def test_both_themes_are_complete() -> None:
    for colors in (theme.LIGHT, theme.DARK):
        values = [getattr(colors, field.name) for field in fields(colors)]
        assert all(QColor(value).isValid() for value in values)


def test_louder_is_always_lighter_and_by_even_steps() -> None:
    colors = sound_colors()
    assert colors.shape == (256, 3)
    values = np.array([luminance(QColor(*map(int, color)).name()) for color in colors])
    lightness = np.where(values > 0.008856, 116 * np.cbrt(values) - 16, 903.3 * values)
    steps = np.diff(lightness[::8])
    assert (steps > 0).all()
    assert steps.max() < 3 * steps.min()


@pytest.mark.parametrize(
    "file", sorted((resources() / "icons").glob("*.svg")), ids=lambda p: p.stem
)
def test_every_icon_draws_something(file, qapp) -> None:
    image = QImage(32, 32, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    icons.paint(painter, file.stem, "#000000", QRectF(0, 0, 32, 32))
    painter.end()
    drawn = sum(
        QColor.fromRgba(image.pixel(x, y)).alpha() > 0 for x in range(32) for y in range(32)
    )
    assert drawn > 20


def test_a_chosen_theme_holds_whatever_the_system_says(qapp) -> None:
    theme.apply("dark")
    assert theme.colors() is theme.DARK
    assert qapp.palette().window().color().name() == theme.DARK.window
    theme.apply("light")
    assert theme.colors() is theme.LIGHT
    assert qapp.palette().window().color().name() == theme.LIGHT.window
