"""What the Models dialog asks for, done on a worker: files are opened, copied and renamed there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from tagger.model.keeping import (
    LONGEST_NAME,
    delete_model,
    export_model,
    import_model,
    rename_model,
)
from tagger.model.library import BUNDLED_NAME, SUFFIX, find_personal, open_models
from tagger.model.personal import name_key, provenance_of
from tagger.records import ModelInfo
from tagger.settings import ACTIVE_MODEL, NEVER_WRITE
from tagger.ui.controller import Controller
from tagger.ui.jobs import JobEnd
from tagger.ui.outcomes import summarise
from tagger.ui.text import path_text, plain
from tagger.workflow.model_card import ModelCard, evaluated_of, origin_of
from tagger.workflow.never_write import NeverWrite
from tagger.workflow.output_file import check_outputs
from tagger.workflow.session import Session

_MOST_COPIES = 1_000


@dataclass(frozen=True)
class Shown:
    """The models as they are now."""

    cards: tuple[ModelCard, ...]
    chosen: str = ""
    """The name of the model to look at next."""
    note: str = ""
    """What was done."""


class ModelsDesk(QObject):
    """Answers come as signals, on the Qt thread. What failed is told, and nothing is lost by it."""

    shown = Signal(object)
    """Shown."""
    failed = Signal(str)
    busy_changed = Signal()

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._open = 0
        self._wanted: ModelCard | None = None
        """It is being switched to."""
        self._unwanted: ModelCard | None = None
        """Deleted once the bundled model is in use in its place."""
        controller.runner.ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """Whether something is under way; one thing at a time is done to the models."""
        return self._open > 0

    def read(self) -> None:
        self._run(lambda session: _shown(session))

    def rename(self, old: str, new: str) -> None:
        def work(session: Session) -> Shown:
            name = rename_model(session.home, session.settings, old, new)
            text = self.tr("The model is called “%1” now.")
            return _shown(session, name, text.replace("%1", plain(name)))

        self._run(work)

    def take_in(self, file: Path) -> None:
        """Import a model; where its name is taken, with a number behind it."""

        def work(session: Session) -> Shown:
            name = _free_name(session, file.stem)
            made = import_model(session.home, file, name).name
            text = self.tr("“%1” is imported. “Use” has it suggest.")
            return _shown(session, made, text.replace("%1", plain(made)))

        self._run(work)

    def put_out(self, name: str, file: Path) -> None:
        """Export a model. A file that exists is replaced, since the dialog asked."""

        def work(session: Session) -> Shown:
            never = NeverWrite(session.settings.get(NEVER_WRITE))
            check_outputs([file], never, overwrite=True)
            export_model(session.home, name, file, overwrite=True)
            text = self.tr("“%1” is written to %2.").replace("%2", path_text(file))
            return _shown(session, name, text.replace("%1", plain(name)))

        self._run(work)

    def use(self, card: ModelCard) -> None:
        """Have a model suggest from now on; the library is scored by it."""
        self._wanted = card
        self._set_open(1)
        self._controller.use_model(card.info.name)

    def delete(self, card: ModelCard) -> None:
        """Delete a model; where it is in use, the bundled one suggests from then on."""
        if card.active:
            # First, so that the library is never without the suggestions of a model that is there.
            self._unwanted = card
            self._set_open(1)
            self._controller.use_model(BUNDLED_NAME)
        else:
            self._delete(card)

    def _delete(self, card: ModelCard, more: str = "") -> None:
        def work(session: Session) -> Shown:
            text = delete_model(session.home, session.settings, card.info.name)
            return _shown(session, note=f"{text} {more}".strip())

        self._run(work)

    def _on_ended(self, end: JobEnd) -> None:
        from tagger.workflow.switch import Switched, SwitchJob

        wanted, unwanted = self._wanted, self._unwanted
        if not isinstance(end.job, SwitchJob) or (wanted is None and unwanted is None):
            return
        self._wanted = self._unwanted = None
        self._set_open(-1)
        if end.error is not None or not isinstance(end.result, Switched):
            self.failed.emit(end.error or "")
        elif unwanted is not None and not end.result.cancelled:
            self._delete(
                unwanted, self.tr("From now on the model that comes with Tagger suggests.")
            )
        else:
            self._tell(summarise(end.result).text)

    def _tell(self, note: str) -> None:
        self._run(lambda session: _shown(session, note=note))

    def _run(self, work: Callable[[Session], Shown]) -> None:
        session = self._controller.session
        if session is None:
            return

        def done(shown: Shown) -> None:
            self._set_open(-1)
            self.shown.emit(shown)

        def failed(sentence: str) -> None:
            self._set_open(-1)
            self.failed.emit(sentence)

        self._set_open(1)
        self._controller.background.submit(
            lambda: work(session), done, failed=failed, doing=self.tr("Working on the models")
        )

    def _set_open(self, more: int) -> None:
        self._open += more
        self.busy_changed.emit()


def _free_name(session: Session, name: str) -> str:

    if find_personal(session.home, name) is None:
        return name
    for number in range(2, _MOST_COPIES):
        tail = f" {number}"
        other = name[: LONGEST_NAME - len(tail)].rstrip() + tail
        if find_personal(session.home, other) is None:
            return other
    return name


def _shown(session: Session, chosen: str = "", note: str = "") -> Shown:

    in_use = _in_use(session)
    cards: list[ModelCard] = []
    for info, network in open_models(session.home):
        named = info.bundled or find_personal(session.home, info.name) == info.path
        info = _with_its_name(info, named)
        base = frozenset(cards[0].info.genres) if cards else frozenset(info.genres)
        provenance = provenance_of(network) if network is not None else {}
        cards.append(
            ModelCard(
                info=info,
                named=named,
                active=info.bundled if in_use is None else info.path == in_use,
                size=_size(info.path),
                license=plain(network.license) if network is not None else "",
                taught=tuple(genre for genre in info.genres if genre not in base),
                origin=origin_of(provenance),
                evaluated=evaluated_of(provenance),
            )
        )
    if not note and not any(card.active for card in cards):
        note = QCoreApplication.translate(
            "models",
            "The model “%1” was chosen, but it is not there. Until it is back, or you choose "
            "another one, the model that comes with Tagger suggests.",
        ).replace("%1", plain(session.settings.get(ACTIVE_MODEL)))
    return Shown(tuple(cards), chosen, note)


def _with_its_name(info: ModelInfo, named: bool) -> ModelInfo:
    """A file that was put there by hand may have a name that leads to another model."""
    if not named:
        text = QCoreApplication.translate(
            "models",
            "Another file has this name too, so this one cannot be used. Rename the file.",
        )
    elif not info.bundled and info.name == BUNDLED_NAME:
        text = QCoreApplication.translate(
            "models",
            "It has the name of the model that comes with Tagger. Rename it to use it.",
        )
    else:
        return info
    return replace(info, error=info.error or text)


def _in_use(session: Session) -> Path | None:
    """The file of the personal model that is chosen; None for the bundled one.

    One that is not there any more marks none of the list: nothing can suggest then.
    """

    name = session.settings.get(ACTIVE_MODEL)
    if not name or name == BUNDLED_NAME:
        return None
    found = find_personal(session.home, name)
    if found is None and name_key(name) == name_key(BUNDLED_NAME):
        return None
    return found or session.home.models / f"{name}{SUFFIX}"


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None  # gone since it was listed
