"""The map as a file: what is seen, with its legend, as PNG or SVG. Safe on any thread."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImageWriter, QPainter

from tagger.records import Float32
from tagger.ui.map.coloring import Coloring
from tagger.ui.map.raster import draw_points, point_colors
from tagger.ui.text import number
from tagger.workflow.never_write import NeverWrite
from tagger.workflow.output_file import check_outputs, write_outputs

_WIDTH, _HEIGHT = 2000, 1400
"""Of the points, in pixels of the PNG and units of the SVG."""
_LEGEND = 520
_MARGIN = 40
_LINE = 48
_FONT = 28
_RADIUS = 4.0


@dataclass(frozen=True, eq=False)
class Picture:
    """What an export draws."""

    points: Float32
    """(N, 2)."""
    coloring: Coloring
    only: int | None
    """The group that is isolated."""
    seen: QRectF
    """In the coordinates of the points, y upwards."""
    dark: bool
    background: str
    text: str
    """#rrggbb."""

    def placed(self) -> tuple[NDArray[np.float64], NDArray[np.uint32]]:
        """Where in the picture (M, 2), and the colour of each as 0xAARRGGBB."""
        which, colors = point_colors(self.coloring, self.dark, self.only)
        low = np.array([self.seen.left(), self.seen.top()])
        span = np.array([self.seen.width(), self.seen.height()])
        share = (self.points[which] - low) / span
        share[:, 1] = 1 - share[:, 1]
        held = ((share >= 0) & (share <= 1)).all(axis=1)
        return share[held] * [_WIDTH, _HEIGHT] + _MARGIN, colors[held]

    @property
    def size(self) -> tuple[int, int]:
        rows = 2 * _MARGIN + _LINE * len(self.coloring.groups)
        return _WIDTH + _LEGEND + 2 * _MARGIN, max(_HEIGHT + 2 * _MARGIN, rows)


def export_picture(picture: Picture, output: Path, never_write: tuple[str, ...]) -> None:
    """Write a `.svg` or `.png`; a file that exists is replaced, since the dialog asked.

    Raises `TaggerError` where it may not or cannot be written.
    """
    check_outputs([output], NeverWrite(never_write), overwrite=True)
    content = svg(picture) if output.suffix.casefold() == ".svg" else png(picture)
    write_outputs({output: content})


def svg(picture: Picture) -> bytes:
    """SVG 1.1: a path for each colour, whose dots are lines of no length with round caps."""
    width, height = picture.size
    pixels, colors = picture.placed()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">',
        f'<rect width="{width}" height="{height}" fill="{picture.background}"/>',
        f'<g fill="none" stroke-width="{2 * _RADIUS:g}" stroke-linecap="round">',
    ]
    # Colours come in the order of drawing, the grey ones first.
    for color in dict.fromkeys(colors.tolist()):
        dots = pixels[colors == color]
        path = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in dots.tolist())
        parts.append(f'<path stroke="#{color & 0xFFFFFF:06x}" d="{path}"/>')
    parts.append("</g>")
    parts.append(f'<g font-family="sans-serif" font-size="{_FONT}" fill="{picture.text}">')
    for place, group in enumerate(picture.coloring.groups):
        x, y = _legend_place(place)
        name = html.escape(f"{group.name}  {number(group.count)}")
        parts.append(f'<circle cx="{x}" cy="{y}" r="10" fill="{group.color(picture.dark)}"/>')
        parts.append(f'<text x="{x + 24}" y="{y + 10}">{name}</text>')
    parts.append("</g></svg>\n")
    return "\n".join(parts).encode()


def png(picture: Picture) -> bytes:
    width, height = picture.size
    pixels, colors = picture.placed()
    image = draw_points(width, height, pixels, colors, _RADIUS)
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOver)
    painter.fillRect(image.rect(), QColor(picture.background))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    font = QFont()
    font.setPixelSize(_FONT)
    painter.setFont(font)
    for place, group in enumerate(picture.coloring.groups):
        x, y = _legend_place(place)
        painter.setPen(QColor(picture.background))
        painter.setBrush(QColor(group.color(picture.dark)))
        painter.drawEllipse(QPointF(x, y), 10, 10)
        painter.setPen(QColor(picture.text))
        painter.drawText(QPointF(x + 24, y + 10), f"{group.name}  {number(group.count)}")
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def _legend_place(place: int) -> tuple[int, int]:
    return _WIDTH + 2 * _MARGIN, _MARGIN + _LINE // 2 + place * _LINE
