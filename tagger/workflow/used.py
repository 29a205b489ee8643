"""The genres that the person uses: choosing them, and what that does to the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tagger.catalog.variants import Variants
from tagger.errors import SettingsError
from tagger.genres.used import UsedGenres
from tagger.settings import ALBUM_GENRES, UNUSED_GENRES
from tagger.wording import say
from tagger.workflow.analyse import refresh_suggestions
from tagger.workflow.jobs import JobContext
from tagger.workflow.session import Session
from tagger.workflow.terms import suggestible, terms_of


@dataclass(frozen=True)
class Choice:
    """One genre that the model in use knows."""

    genre: str
    used: bool
    suggestions: int
    """Tracks of the library for which it is the best one now."""
    heirs: tuple[str, ...] = ()
    """While it is not used: the used genres above it, which get what lies on it."""


def choices(session: Session) -> tuple[Choice, ...]:
    """Every genre that the model in use may suggest, in alphabetical order.

    Loads the model on first use: slow then. Raises `ModelError` and `VocabularyError`.
    """
    terms = terms_of(session)
    counts = Variants(session.catalog).best_counts(terms.key)
    used = terms.used
    return tuple(
        Choice(genre, genre not in used.heirs, counts.get(genre, 0), used.heirs.get(genre, ()))
        for genre in sorted(suggestible(terms.listener), key=str.casefold)
    )


@dataclass(frozen=True)
class Adapted:
    """What suggesting on other terms did."""

    key: str
    """Under which the suggestions stand that count now."""
    changed: int
    """Pieces of music with another best genre than before."""
    cancelled: bool = False


class AdaptJob:
    """Have the library suggested anew on other terms, from what was heard.

    In this order: everything is scored, and only then the settings name the terms. So whatever ends
    the job leaves those from before in use with all that was suggested. No decision is changed.
    """

    def __init__(
        self,
        session: Session,
        unused: Sequence[str] | None = None,
        albums: bool | None = None,
        shown: str | None = None,
    ) -> None:
        """`unused` are the genres of the model in use that are left out from now on, `albums` is
        whether an album gets one suggestion; None leaves the settings as they are. `shown` is the
        key of the suggestions from before."""
        self.title = say("Suggesting anew")
        self._session = session
        self._unused = unused
        self._albums = albums
        self._shown = shown

    def run(self, context: JobContext) -> Adapted:
        """Raises `SettingsError` where no genre would be left, and as the steps do."""
        session = self._session
        listener = session.listener()
        before = self._shown or terms_of(session, listener).key
        unused = None if self._unused is None else _unused(session, self._unused)
        terms = terms_of(session, listener, unused, self._albums)
        variants = Variants(session.catalog)
        # First, so that what is scored now goes where these stood and the file does not grow.
        variants.keep_only(listener.key, {before, terms.key})
        refresh_suggestions(session, listener, context, terms)
        if context.token.cancelled:
            return Adapted(before, 0, cancelled=True)
        if unused is not None:
            session.settings.set(UNUSED_GENRES, unused)
        if self._albums is not None:
            session.settings.set(ALBUM_GENRES, self._albums)
        changed = session.suggestions.differing(before, terms.key) if before != terms.key else 0
        return Adapted(terms.key, changed)


def _unused(session: Session, unused: Sequence[str]) -> tuple[str, ...]:
    """What the settings are to say: these, and what was left out of other models before.

    Raises `SettingsError` where no genre of the model in use would be left.
    """
    listener = session.listener()
    if set(listener.model.genres) <= set(unused):
        raise SettingsError(say("At least one genre has to stay ticked."))
    known = UsedGenres(suggestible(listener), (), session.vocabulary)
    others = (name for name in session.settings.get(UNUSED_GENRES) if not known.knows(name))
    return (*others, *unused)
