"""The map above the table: what its tests share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tagger.catalog.suggestions import StoredEmbedding
from tagger.records import AnalysisStatus
from tagger.ui.main_window import MainWindow
from tagger.ui.map.panel import MapPanel
from tagger.workflow.session import Session

from .generated import GENRES, identity

if TYPE_CHECKING:
    # It takes pyqtgraph along, which a test sees loaded by a worker.
    from tagger.ui.map.view import MapView

Hear = Callable[..., None]
OpenMap = Callable[..., MainWindow]
_SIZE = 16


def store_embeddings(session: Session, count: int) -> None:
    """Let the tracks of one genre lie together."""
    rng = np.random.default_rng(1)
    centres = rng.normal(size=(len(GENRES), _SIZE)) * 8
    vectors = centres[np.arange(count) % len(GENRES)] + rng.normal(size=(count, _SIZE))
    heard = [
        StoredEmbedding(identity(number), AnalysisStatus.OK, vector)
        for number, vector in enumerate(vectors.astype(np.float16))
    ]
    session.suggestions.store_embeddings("ears", heard)


def panel_of(window: MainWindow) -> MapPanel:
    assert window.map.panel is not None
    return window.map.panel


def view_of(window: MainWindow) -> MapView:
    view = panel_of(window).view
    assert view is not None
    return view


def legend_texts(window: MainWindow) -> list[str]:
    legend = panel_of(window).legend
    return [legend.item(row).text() for row in range(legend.count())]
