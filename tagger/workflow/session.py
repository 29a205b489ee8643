"""One open Tagger: its home, settings, catalog and model. What both front ends stand on."""

from __future__ import annotations

import os
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from tagger.catalog.database import Catalog, open_catalog
from tagger.catalog.decisions import Decisions
from tagger.catalog.journal import Journal
from tagger.catalog.lessons import Lessons
from tagger.catalog.rates import WriteRates
from tagger.catalog.suggestions import Suggestions
from tagger.catalog.tracks import Tracks
from tagger.genres.merging import open_vocabulary
from tagger.genres.vocabulary import Vocabulary
from tagger.paths import Home
from tagger.settings import ACTIVE_MODEL, WORKERS, Settings

if TYPE_CHECKING:
    from tagger.workflow.listener import Listener


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
        self._listener: Listener | None = None
        self._listener_guard = threading.Lock()
        self._vocabulary: Vocabulary | None = None

    @classmethod
    def open(cls, home: Home, *, read_only: bool = False) -> Session:
        """Raises `CatalogError` and `SettingsError`, each with a sentence for the person."""
        settings = Settings.load(home.settings)
        return cls(home, settings, open_catalog(home, read_only=read_only))

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

        Raises `ModelError` when it is missing or damaged.
        """
        from tagger.model.library import load_model
        from tagger.workflow.listener import Listener

        with self._listener_guard:
            if self._listener is None:
                self._listener = Listener(
                    load_model(self.home, self.settings.get(ACTIVE_MODEL) or None)
                )
            return self._listener

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
