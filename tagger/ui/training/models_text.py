"""What a model's card says, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tagger.training.learner import BLEND, DISCRIMINANT, REFINED
from tagger.ui.history.undo_dialog import moment_text
from tagger.ui.text import counted, decimal, number, path_text, percent, plain, size_text
from tagger.workflow.model_card import Accuracy, Evaluated, ModelCard, Origin
from tagger.workflow.report import FINE_TUNED

_LONGEST_LIST = 400
UNKNOWN = "—"


def share_text(share: float | None) -> str:
    return UNKNOWN if share is None else percent(share, 1)


def accuracy_text(accuracy: Accuracy | None) -> str:
    """`82.0% (75.0% to 88.0%) of 120 tracks`."""
    if accuracy is None:
        return ""
    text = _tr("%1 (95% interval %2 to %3) of %4")
    tracks = counted(accuracy.total, _tr("1 track"), _tr("{n} tracks"))
    for place, part in enumerate(
        (share_text(accuracy.share), share_text(accuracy.low), share_text(accuracy.high), tracks), 1
    ):
        # The interval's own percent sign is followed by a blank, never by a figure.
        text = text.replace(f"%{place}", part, 1)
    return text


def evaluation_text(evaluated: Evaluated) -> str:
    """The accuracy, how it was measured, and the model that was there then."""
    lines = [accuracy_text(evaluated.accuracy)]
    if evaluated.groups is not None:
        groups = counted(
            evaluated.groups,
            _tr("Tested on held-out artists and albums (1 group)."),
            _tr("Tested on held-out artists and albums ({n} groups)."),
        )
        lines.append(groups)
    if evaluated.optimistic:
        lines.append(
            _tr("Optimistic: the examples did not tell artists apart, so a test saw known ones.")
        )
    present = evaluated.present
    if present is not None:
        text = _tr("%1 on the same tracks then: %2").replace(
            "%2", percent(present.right / present.total, 1)
        )
        text = text.replace("%1", plain(present.name) or _tr("The model in use"))
        lines.append(f"{text} {_tr('(it had learned from them)')}" if present.by_heart else text)
    return "\n".join(line for line in lines if line)


def moment_of(origin: Origin) -> str:
    """When it was trained."""
    moment = origin.trained_at
    return "" if moment is None else moment_text(moment.timestamp())


def trained_text(origin: Origin) -> str:
    """When, from how much, in which way, on top of what."""
    lines = [moment_of(origin)] if origin.trained_at is not None else []
    if origin.examples is not None:
        tracks = counted(origin.examples, _tr("from 1 track"), _tr("from {n} tracks"))
        lines.append(tracks)
    text = ", ".join(lines)
    text = text[:1].upper() + text[1:]
    more = []
    if origin.sources:
        words = {
            "decision": _tr("your decisions"),
            "folder": _tr("folders"),
            "crate": _tr("playlists"),
            "tags": _tr("tags"),
        }
        each = ", ".join(
            f"{words.get(name, name)}: {number(count)}" for name, count in origin.sources.items()
        )
        more.append(plain(each, _LONGEST_LIST))
    if origin.method:
        names = {
            BLEND: _tr("the bundled model and the discriminant blended"),
            DISCRIMINANT: _tr("the discriminant alone"),
            REFINED: _tr("the discriminant refined on all examples"),
            FINE_TUNED: _tr("the whole network fine-tuned"),
        }
        method = names.get(origin.method, plain(origin.method))
        more.append(_tr("Way of learning: %1").replace("%1", method))
    if origin.base_version:
        more.append(_tr("On top of Tagger's model %1").replace("%1", plain(origin.base_version)))
    return "\n".join(line for line in (text, *more) if line)


def genres_text(card: ModelCard) -> str:
    count = counted(len(card.info.genres), _tr("1 genre"), _tr("{n} genres"))
    if card.is_bundled or not card.info.genres:
        return count
    if not card.taught:
        return _tr("%1, all of them known to the bundled model").replace("%1", count)
    text = _tr("%1; taught beyond the bundled model: %2").replace("%1", count)
    return text.replace("%2", plain(", ".join(card.taught), _LONGEST_LIST))


def state_text(card: ModelCard) -> str:
    use = _tr("In use") if card.active else _tr("Not in use")
    return _tr("%1, comes with Tagger").replace("%1", use) if card.is_bundled else use


def facts_of(card: ModelCard) -> list[tuple[str, str]]:
    """Titles and texts; those that the file does not tell are left out."""
    info, evaluated = card.info, card.evaluated
    facts = [(_tr("State"), state_text(card))]
    if not info.error:
        facts += [
            (_tr("Genres"), genres_text(card)),
            (_tr("Trained"), trained_text(card.origin)),
            (_tr("Accuracy"), evaluation_text(evaluated)),
            (_tr("Macro-F1"), "" if evaluated.macro_f1 is None else decimal(evaluated.macro_f1, 3)),
            (_tr("Version"), ", ".join(t for t in (plain(info.version), card.license) if t)),
        ]
    size = "" if card.size is None else f" ({size_text(card.size)})"
    facts.append((_tr("File"), f"{path_text(info.path)}{size}"))
    return [(title, text) for title, text in facts if text]


def genre_rows(card: ModelCard) -> list[tuple[str, ...]]:
    """Each genre of the model: whether it was taught, from how many tracks, how many are found."""
    taught = frozenset(card.taught)
    examples = card.origin.genres
    order = sorted(
        card.info.genres,
        # What a person taught stands first: that is what they look for.
        key=lambda genre: (genre not in taught, genre not in examples, genre.casefold()),
    )
    rows = []
    for genre in order:
        count = examples.get(genre)
        found = card.evaluated.by_genre.get(genre)
        recall = ""
        if found is not None:
            recall = _tr("too few to test") if found.recall is None else percent(found.recall)
        if found is not None and found.recall is not None and found.tracks is not None:
            recall = _tr("%1 of %2").replace("%2", number(found.tracks)).replace("%1", recall)
        origin = _tr("taught") if genre in taught else ""
        rows.append((plain(genre), origin, "" if count is None else number(count), recall))
    return rows


def figure_rows(card: ModelCard) -> list[tuple[str, ...]]:
    """The further measures that the file holds."""
    return [(plain(name), f"{value:g}") for name, value in card.info.metrics.items()]


def _tr(text: str) -> str:
    return QCoreApplication.translate("models", text)
