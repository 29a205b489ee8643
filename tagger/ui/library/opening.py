"""What happens on a worker between the window's first frame and its library."""

from __future__ import annotations

from dataclasses import dataclass

from tagger.ui.outcomes import Problem
from tagger.workflow.session import Session


@dataclass(frozen=True)
class Opened:
    """A session that is ready to be used."""

    session: Session
    recovered: tuple[Problem, ...]
    """What a crash cut off, and what became of it."""
    genres: tuple[str, ...]
    """The vocabulary's names."""


def prepare(session: Session) -> Opened:
    """Settle what a crash cut off."""
    # Loaded here, where nobody waits, since the Qt thread uses them later.
    import tagger.workflow.scan
    import tagger.workflow.switch
    import tagger.workflow.undo
    import tagger.workflow.write  # noqa: F401
    from tagger.workflow.recover import recover

    found = recover(session) if session.catalog.writable else ()
    recovered = tuple(Problem(each.path, each.message) for each in found)
    return Opened(session, recovered, session.vocabulary.names)
