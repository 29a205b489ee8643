"""One open Tagger: its home, settings, catalog and model. What both front ends stand on."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from tagger.catalog.database import Catalog, open_catalog
from tagger.catalog.decisions import Decisions
from tagger.catalog.journal import Journal
from tagger.catalog.lessons import Lessons
from tagger.catalog.rates import WriteRates
from tagger.catalog.suggestions import Suggestions
from tagger.catalog.tracks import Tracks
from tagger.errors import ModelError, UnwritableCatalogError
from tagger.genres.merging import open_vocabulary
from tagger.genres.vocabulary import Vocabulary
from tagger.paths import Home
from tagger.settings import ACTIVE_MODEL, WORKERS, Settings
from tagger.wording import say

if TYPE_CHECKING:
    from tagger.workflow.listener import Listener

_log = logging.getLogger(__name__)


class Session:
    """Opened once per process. The catalog's lock is held until `close`."""

    def __init__(self, home: Home, settings: Settings, catalog: Catalog) -> None:
        self.home = home
        self.settings = settings
        self.catalog = catalog
        self.tracks = Tracks(catalog)
        self.suggestions = Suggestions(catalog)
        self.decisions = Decisions(catalog)
        self.journal = Journal(catalog)
        self.lessons = Lessons(catalog)
        self.rates = WriteRates(catalog)
        self.tell: Callable[[str], None] = _log.warning
        """Gets what a person should know of this session, in a sentence, on whichever thread."""
        self.model_error: str | None = None
        """Why no model can suggest, where that was tried in vain the last time."""
        self._listener: Listener | None = None
        self._listener_guard = threading.Lock()
        self._vocabulary: Vocabulary | None = None

    @classmethod
    def open(cls, home: Home, *, read_only: bool = False) -> Session:
        """Raises `CatalogError` and `SettingsError`, each with a sentence for the person."""
        settings = Settings.load(home.settings)
        return cls(home, settings, open_catalog(home, read_only=read_only))

    @classmethod
    def open_or_look(cls, home: Home) -> Session:
        """Open a home; where its folder cannot be written, only to look at what it holds.

        Raises as `open` does, also where there is no catalog yet to look at.
        """
        try:
            return cls.open(home)
        except UnwritableCatalogError:
            if not home.catalog.exists():
                raise
            return cls.open(home, read_only=True)

    def close(self) -> None:
        self.catalog.close()

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def listener(self) -> Listener:
        """The active model, loaded on first use: slow then, so never on the Qt thread.

        Where its file is missing or damaged, the model that comes with Tagger stands in for it and
        the person is told so. The setting stays, so that the model is back when its file is.
        Raises `ModelError` when the bundled model cannot be used either.
        """
        with self._listener_guard:
            if self._listener is None:
                try:
                    self._listener = self._load()
                except ModelError as error:
                    self.model_error = error.message
                    raise
                self.model_error = None
            return self._listener

    def take(self, listener: Listener) -> None:
        """Have this model suggest from now on, here and after the next start."""
        info = listener.model.info
        with self._listener_guard:
            self.settings.set(ACTIVE_MODEL, ACTIVE_MODEL.default if info.bundled else info.name)
            self._listener = listener
            self.model_error = None

    def _load(self) -> Listener:
        from tagger.model.library import load_model
        from tagger.workflow.listener import Listener

        name = self.settings.get(ACTIVE_MODEL)
        try:
            return Listener(load_model(self.home, name or None))
        except ModelError as error:
            if not name:
                raise
            bundled = Listener(load_model(self.home))
            self.tell(
                say(
                    "{message} Until then the model that comes with Tagger suggests.",
                    message=error.message,
                )
            )
            return bundled

    @property
    def vocabulary(self) -> Vocabulary:
        """The genres of the app with the person's own; read on first use.

        Raises `VocabularyError` where their file is damaged.
        """
        if self._vocabulary is None:
            self._vocabulary = open_vocabulary(self.home.vocabulary)
        return self._vocabulary

    def reload_vocabulary(self) -> Vocabulary:
        """The vocabulary read again, after the person's file was changed."""
        self._vocabulary = open_vocabulary(self.home.vocabulary)
        return self._vocabulary

    @property
    def workers(self) -> int:
        return self.settings.get(WORKERS) or os.cpu_count() or 1
