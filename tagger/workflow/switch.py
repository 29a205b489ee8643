"""Taking another model into use: the library is scored anew, from what was heard.

A model with a network of its own has heard nothing yet; the next analysis listens for it.

In this order: the model is opened, the library is scored by it, and only then the setting names it.
So whatever ends the switch, be it a cancel, a full disk or a kill, the model from before stays in
use with all that it said, and what was scored so far is not scored again next time. Nothing is
decoded, nothing is written into files, and no decision is changed.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from tagger.errors import ModelError
from tagger.records import ModelInfo
from tagger.settings import ACTIVE_MODEL
from tagger.wording import say
from tagger.workflow.analyse import refresh_suggestions
from tagger.workflow.jobs import JobContext
from tagger.workflow.listener import Listener
from tagger.workflow.session import Session
from tagger.workflow.terms import terms_of


@dataclass(frozen=True)
class Switched:
    """What a switch did."""

    model: ModelInfo
    """In use now; after a cancel that is the one from before."""
    key: str
    """Under which its suggestions are stored."""
    rescored: int
    """Pieces of music that got a suggestion of this model; 0 where it had spoken before."""
    changed: int
    """Pieces of music with another best genre than under the model from before."""
    seconds: float
    unheard: int = 0
    """Pieces of music to listen to again, since this model has a network of its own."""
    cancelled: bool = False


def use(session: Session, name: str, context: JobContext | None = None) -> Switched:
    """Have a model suggest from now on, and score what was heard by it.

    The catalog keeps what this model and the one from before say, so that going back takes no time;
    what older ones said is dropped. Raises `ModelError` when the model cannot be used, and
    `CatalogError` or `SettingsError` when something cannot be stored; then the one from before
    stays in use.
    """
    from tagger.model.library import load_model

    begun = time.perf_counter()
    context = context or JobContext()
    listener = Listener(load_model(session.home, name))
    before = _in_use(session)
    store = session.suggestions
    terms = terms_of(session, listener)
    old = None if before is None else terms_of(session, before)
    if before is not None and old is not None and before.key != listener.key:
        # First, so that what is scored now goes where these stood and the file does not grow.
        store.keep_only({before.key, old.key, listener.key, terms.key})
    rescored = refresh_suggestions(session, listener, context, terms)
    if context.token.cancelled and before is not None and old is not None:
        seconds = time.perf_counter() - begun
        return Switched(before.model.info, old.key, rescored, 0, seconds, cancelled=True)
    session.take(listener)
    changed, unheard = 0, 0
    if old is not None and old.key != terms.key:
        changed = store.differing(old.key, terms.key)
    if before is not None and before.network_key != listener.network_key:
        unheard = store.unheard(listener.network_key, before.network_key)
    seconds = time.perf_counter() - begun
    return Switched(listener.model.info, terms.key, rescored, changed, seconds, unheard)


class SwitchJob:
    """`use` as a job. A cancel leaves the model from before in use."""

    def __init__(self, session: Session, name: str) -> None:
        self.title = say("Switching the model")
        self._session = session
        self._name = name

    def run(self, context: JobContext) -> Switched:
        return use(self._session, self._name, context)


def _in_use(session: Session) -> Listener | None:
    try:
        return session.listener()
    except ModelError:
        # Neither the chosen model nor the bundled one can be used: whatever comes is better.
        return None


def is_in_use(session: Session, name: str) -> bool:
    """Whether the personal model of this name is the one that suggests."""
    from tagger.model.library import find_personal

    active = session.settings.get(ACTIVE_MODEL)
    there = find_personal(session.home, name)
    return bool(active) and there is not None and find_personal(session.home, active) == there
