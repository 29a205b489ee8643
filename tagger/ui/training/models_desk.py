"""What the Models dialog asks for, done on a worker: files are opened, copied and renamed there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tagger.settings import ACTIVE_MODEL
from tagger.ui.controller import Controller
from tagger.ui.text import plain
from tagger.ui.training.model_card import ModelCard, evaluated_of, origin_of
from tagger.workflow.session import Session


@dataclass(frozen=True)
class Shown:
    """The models as they are now."""

    cards: tuple[ModelCard, ...]
    chosen: str = ""
    """The name of the model to look at next."""
    note: str = ""


class ModelsDesk(QObject):
    """Answers come as signals, on the Qt thread."""

    shown = Signal(object)
    """Shown."""
    failed = Signal(str)

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller

    def read(self) -> None:
        self._run(lambda session: _shown(session), self.tr("Reading the models"))

    def _run(self, work: Callable[[Session], Shown], doing: str) -> None:
        session = self._controller.session
        if session is not None:
            self._controller.background.submit(
                lambda: work(session), self.shown.emit, failed=self.failed.emit, doing=doing
            )


def _shown(session: Session, chosen: str = "", note: str = "") -> Shown:
    from tagger.model.library import open_models
    from tagger.model.personal import provenance_of

    in_use = _in_use(session)
    cards: list[ModelCard] = []
    for info, network in open_models(session.home):
        base = frozenset(cards[0].info.genres) if cards else frozenset(info.genres)
        provenance = provenance_of(network) if network is not None else {}
        cards.append(
            ModelCard(
                info=info,
                active=info.bundled if in_use is None else info.path == in_use,
                size=_size(info.path),
                license=plain(network.license) if network is not None else "",
                taught=tuple(genre for genre in info.genres if genre not in base),
                origin=origin_of(provenance),
                evaluated=evaluated_of(provenance),
            )
        )
    return Shown(tuple(cards), chosen, note)


def _in_use(session: Session) -> Path | None:
    """The file of the personal model that is chosen; None for the bundled one."""
    from tagger.model.library import BUNDLED_NAME, SUFFIX, find_personal

    name = session.settings.get(ACTIVE_MODEL)
    if not name or name == BUNDLED_NAME:
        return None
    # One that is not there any more marks none: the listener refuses to work then.
    return find_personal(session.home, name) or session.home.models / f"{name}{SUFFIX}"


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None  # gone since it was listed
