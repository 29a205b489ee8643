"""What keeps a library from being put in order just now, and lasts until a person acts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tagger.model.library import missing_model
from tagger.settings import ACTIVE_MODEL
from tagger.workflow.session import Session


@dataclass(frozen=True)
class Standing:
    """Each of these is told for as long as it is so."""

    unwritable: Path | None = None
    """The folder of the library, where nothing can be kept in it."""
    no_model: Path | None = None
    """Where the model should be, where there is none to listen with."""
    model_error: str | None = None
    """Why no model can be used, where there is one and that was tried."""
    away: tuple[Path, ...] = ()
    """Folders of the library that are not there."""
    tracks_away: int = 0
    """How many tracks lie in those."""


def standing(session: Session) -> Standing:
    """Look without loading anything; reads the catalog, so not on the Qt thread."""
    away = tuple(root.path for root in session.tracks.roots() if not root.plugged)
    missing = missing_model(session.home, session.settings.get(ACTIVE_MODEL))
    return Standing(
        None if session.catalog.writable else session.home.data,
        missing,
        session.model_error if missing is None else None,
        away,
        sum(map(session.tracks.count_below, away)),
    )
