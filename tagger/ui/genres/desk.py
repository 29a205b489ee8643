"""What the genre dialog asks for, done on a worker: the list is read, changed and saved there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tagger.errors import display_path, explain_os_error
from tagger.genres import editing, exchange
from tagger.genres.own import OwnVocabulary, VocabularyError, dump, load_own, save_own
from tagger.genres.vocabulary import Genre, Vocabulary, load_genres
from tagger.settings import NEVER_WRITE
from tagger.ui.controller import Controller
from tagger.wording import say
from tagger.workflow.never_write import NeverWrite
from tagger.workflow.output_file import check_outputs, write_outputs
from tagger.workflow.session import Session


@dataclass(frozen=True)
class Shown:
    """The vocabulary as it is now."""

    vocabulary: Vocabulary
    own: frozenset[str]
    """Genres of which the person's list says something."""
    chosen: str = ""
    """The genre to look at next."""
    notes: tuple[str, ...] = ()


class Desk(QObject):
    """Answers come as signals, on the Qt thread."""

    shown = Signal(object)
    """Shown."""
    failed = Signal(str)

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller

    def read(self) -> None:
        self._run(lambda session: _shown(session))

    def add(self, name: str) -> None:
        self._change(name, lambda ours, own: editing.add_genre(ours, own, name))

    def save(self, name: str, spelling: str, parents: list[str], aliases: list[str]) -> None:
        """Another spelling where it differs, and further parents and names where there are any."""

        def change(ours: tuple[Genre, ...], own: OwnVocabulary) -> OwnVocabulary:
            if spelling != name:
                own = editing.spell_genre(ours, own, spelling, name)
            if parents or aliases:
                own = editing.add_genre(ours, own, spelling, parents, aliases)
            return own

        self._change(spelling, change)

    def remove(self, name: str) -> None:
        """Takes one of the person's genres away, or hides one of the app's."""
        self._change("", lambda ours, own: editing.remove_genre(ours, own, name))

    def unhide(self, name: str) -> None:
        self._change(name, lambda ours, own: own.show(name))

    def take_in(self, file: Path) -> None:
        """Import a JSON file or an indented list."""

        def work(session: Session) -> Shown:
            content = _read(file)
            own = load_own(session.home.vocabulary)
            found = exchange.import_any(load_genres(), own, content)
            save_own(session.home.vocabulary, found.own)
            return _shown(session, found.added[0] if found.added else "", found.notes)

        self._run(work)

    def put_out(self, file: Path) -> None:
        """Export the person's own genres: as a list where the file is a .txt, else as JSON."""

        def work(session: Session) -> Shown:
            own = load_own(session.home.vocabulary)
            text = dump(own)
            if file.suffix.lower() == ".txt":
                text = exchange.export_text(session.reload_vocabulary(), own)
            # The dialog asked already whether a file that exists is to be replaced.
            never = NeverWrite(session.settings.get(NEVER_WRITE))
            check_outputs([file], never, overwrite=True)
            write_outputs({file: text.encode()})
            return _shown(session)

        self._run(work)

    def _change(
        self, chosen: str, change: Callable[[tuple[Genre, ...], OwnVocabulary], OwnVocabulary]
    ) -> None:
        def work(session: Session) -> Shown:
            file = session.home.vocabulary
            save_own(file, change(load_genres(), load_own(file)))
            return _shown(session, chosen)

        self._run(work)

    def _run(self, work: Callable[[Session], Shown]) -> None:
        session = self._controller.session
        if session is None:
            return

        def done(shown: Shown) -> None:
            self._controller.genre_names = shown.vocabulary.names
            self.shown.emit(shown)

        self._controller.background.submit(
            lambda: work(session),
            done,
            failed=self.failed.emit,
            doing=self.tr("Reading the genres"),
        )


def _shown(session: Session, chosen: str = "", notes: tuple[str, ...] = ()) -> Shown:
    vocabulary = session.reload_vocabulary()
    mine = load_own(session.home.vocabulary).genres
    names = frozenset(vocabulary.canonical(genre.name) or genre.name for genre in mine)
    return Shown(vocabulary, names, vocabulary.canonical(chosen) or chosen, notes)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise VocabularyError(
            explain_os_error(error, say("Could not read {path}", path=display_path(file)))
        ) from error
