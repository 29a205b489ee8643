"""Recovery at start: every write that a crash cut off is settled by looking at the file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tagger.catalog.journal import Entry, EntryState
from tagger.errors import TaggerError, display_path, explain_os_error
from tagger.settings import NEVER_WRITE
from tagger.tags.copies import leftover_copies
from tagger.tags.undo import Settled, settle
from tagger.wording import say
from tagger.workflow.discovery import look_at
from tagger.workflow.journaling import finish
from tagger.workflow.never_write import NeverWrite
from tagger.workflow.session import Session


@dataclass(frozen=True)
class Recovered:
    """One cut-off write, and what was found, in a sentence."""

    path: Path
    message: str


def recover(session: Session) -> list[Recovered]:
    """Settle unfinished writes and remove left-over copies; call it once, before any write.

    A file is the old one or the new one by its SHA-256, never by a guess. An entry whose file is
    out of reach (its drive unplugged) stays open for the next start.
    """
    found: list[Recovered] = []
    unfinished = session.journal.unfinished()
    # Before any entry is settled: it is what names the folder, should this start be cut off too.
    for folder in sorted({Path(os.path.realpath(entry.path)).parent for entry in unfinished}):
        found += _clean(session, folder)
    for entry in unfinished:
        try:
            message = _settle(session, entry)
        except OSError as error:
            message = explain_os_error(
                error, say("Could not look at a file whose write was cut off")
            )
        except TaggerError as error:
            message = error.message
        found.append(Recovered(entry.path, message))
    return found


def _settle(session: Session, entry: Entry) -> str:
    if entry.state is EntryState.PLANNED or entry.undo is None:
        session.journal.fail(entry.id, say("Tagger was stopped before it changed the file."))
        return say("A write was cut off before it changed the file; the file is as it was.")
    match settle(entry.path, entry.undo.sha256_before, entry.undo.sha256_after):
        case Settled.OLD:
            session.journal.fail(entry.id, say("Tagger was stopped before it changed the file."))
            return say("A write was cut off before it changed the file; the file is as it was.")
        case Settled.NEW:
            batch = session.journal.batch(entry.batch)
            assert batch is not None
            stamp = look_at(entry.path).stamp
            finish(session, entry.id, entry.path, entry.wanted, stamp, entry.track_id, batch.kind)
            return say(
                "A write was cut off after it changed the file; it is complete and undoable."
            )
        case Settled.OTHER:
            session.journal.fail(
                entry.id,
                say("Tagger was stopped, and the file was changed by another program since."),
            )
            return say(
                "A write was cut off, and another program changed the file since; Tagger "
                "leaves it as it is."
            )


def _clean(session: Session, folder: Path) -> list[Recovered]:
    removed: list[Recovered] = []
    never = NeverWrite(session.settings.get(NEVER_WRITE))
    try:
        for copy in leftover_copies(folder):
            if (reason := never.reason(copy)) is not None:
                kept = say("A left-over copy of a write stays there. {reason}", reason=reason)
                removed.append(Recovered(copy, kept))
                continue
            copy.unlink(missing_ok=True)
            removed.append(Recovered(copy, say("A left-over copy of a write was removed.")))
    except OSError as error:
        reason = explain_os_error(
            error, say("Could not remove left-over copies in {folder}", folder=display_path(folder))
        )
        removed.append(Recovered(folder, reason))
    return removed
