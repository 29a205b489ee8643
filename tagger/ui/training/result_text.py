"""What a training came to, in plain sentences."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from tagger.measures import Share
from tagger.training.comparison import Standing
from tagger.training.evaluation import GenreFigures
from tagger.training.folds import LEAST_GROUPS
from tagger.training.learner import BLEND, DISCRIMINANT, REFINED
from tagger.ui.text import about_text, counted, decimal, number, percent, plain
from tagger.ui.training.mistakes import Mistake
from tagger.workflow.deep import DeepOffer
from tagger.workflow.report import FINE_TUNED
from tagger.workflow.trained import Trained

_NAMED = 3


def share_text(share: Share, digits: int = 1) -> str:
    """`87.0% (82.1% to 90.7%)`."""
    if not share.total:
        return "–"
    low, high = share.interval
    text = _tr("%1 (%2 to %3)")
    for place, value in (("%1", share.value), ("%2", low), ("%3", high)):
        # A percent sign of a number is never followed by a figure.
        text = text.replace(place, percent(value, digits), 1)
    return text


def verdict(trained: Trained) -> str:
    """How the new model stands beside the present one, in one sentence."""
    found = trained.selected.evaluation
    name = plain(trained.present.name, 60)
    if not found.folds or not found.figures.accuracy.total:
        return _tr(
            "How good it is cannot be checked yet: no genre has tracks by three artists or more."
        )
    text = {
        Standing.BETTER: _tr("It is better than “%1” on your examples."),
        Standing.SAME: _tr("No clear difference to “%1”: chance explains what there is."),
        Standing.WORSE: _tr("It is worse than “%1” on your examples. Keep the present one."),
    }[found.comparison.standing]
    return text.replace("%1", name)


def difference_text(trained: Trained) -> str:
    """Which tracks make the difference."""
    beside = trained.selected.evaluation.comparison
    if not beside.total:
        return ""
    text = _tr("Of %1 held-out tracks, %2 are right only with the new model and %3 only with “%4”.")
    for place, count in (
        ("%1", beside.total),
        ("%2", beside.only_new),
        ("%3", beside.only_present),
    ):
        text = text.replace(place, number(count), 1)
    return text.replace("%4", plain(trained.present.name, 60))


def optimism_text(trained: Trained) -> str:
    """Why the figures flatter; empty where they do not."""
    found = trained.selected.evaluation
    if not found.optimistic or not found.folds:
        return ""
    return counted(
        found.ungrouped,
        _tr(
            "Optimistic: the tags of 1 track name no artist, so one artist may have been both "
            "learned and tested."
        ),
        _tr(
            "Optimistic: the tags of {n} tracks name no artist, so one artist may have been both "
            "learned and tested."
        ),
    )


def facts_of(trained: Trained) -> list[tuple[str, str]]:
    """Titles and sentences, in the order in which they matter."""
    found = trained.selected.evaluation
    facts = [(_tr("Learned from"), _learned_text(trained))]
    if found.folds:
        facts.append((_tr("How it was tested"), _tested_text(trained)))
        facts.append((_tr("Known genres"), _known_text(trained)))
        facts.append((_tr("Over all genres"), _macro_text(trained)))
        facts.append((_tr("Sure answers"), _sure_text(trained)))
    facts.append((_tr("Way of learning"), method_text(trained)))
    if trained.present.by_heart:
        text = _tr(
            "“%1” may have learned from these very tracks. It knows them by heart, so the "
            "comparison flatters it."
        )
        facts.append((_tr("The present model"), text.replace("%1", plain(trained.present.name))))
    return [(title, text) for title, text in facts if text]


def method_name(method: str) -> str:
    names = {
        BLEND: _tr("the plain way (bundled model and discriminant blended)"),
        DISCRIMINANT: _tr("the discriminant alone"),
        REFINED: _tr("the discriminant refined on all examples"),
        FINE_TUNED: _tr("the whole network, fine-tuned"),
    }
    return names.get(method, method)


def method_text(trained: Trained) -> str:
    """Which way of learning won, and by how much where it is not the plain one."""
    chosen = trained.selected
    plainly = method_name(chosen.method)
    trial = next((each for each in chosen.trials if each.method == chosen.method), None)
    if chosen.method == BLEND or trial is None or not trial.beside.total:
        if len(chosen.trials) < 2 or not chosen.evaluation.folds:
            return f"{plainly[:1].upper()}{plainly[1:]}."
        text = counted(
            len(chosen.trials) - 1,
            _tr("%1; the other one that was tried is not clearly better."),
            _tr("%1; none of the {n} others that were tried is clearly better."),
        ).replace("%1", plainly)
        return f"{text[:1].upper()}{text[1:]}"
    low, high = trial.beside.interval
    text = _tr("%1: %2 points better than the plain way on the same tracks (%3 to %4).")
    for place, value in (("%2", trial.beside.difference), ("%3", low), ("%4", high)):
        text = text.replace(place, _points(value), 1)
    text = text.replace("%1", plainly, 1)
    return f"{text[:1].upper()}{text[1:]}"


def deep_text(offer: DeepOffer) -> str:
    """How the whole network, fine-tuned, stands beside the quick model, and what it costs."""
    found = offer.trained.selected.evaluation
    text = _tr("The whole network learned too: on %1 it is right in %2, the quick model in %3.")
    for place, part in (
        (
            "%1",
            counted(found.figures.accuracy.total, _tr("1 tested track"), _tr("{n} tested tracks")),
        ),
        ("%2", share_text(found.figures.accuracy)),
        ("%3", share_text(found.present.accuracy)),
    ):
        text = text.replace(place, part, 1)
    if not offer.offered:
        why = _tr("That is not clearly better, so the quick model stays.")
        return f"{text} {why}"
    if not offer.to_hear:
        return text
    again = counted(
        offer.to_hear,
        _tr("If you use it, 1 track of the library is listened to again, which takes %1."),
        _tr("If you use it, {n} tracks of the library are listened to again, which takes %1."),
    )
    return f"{text} {again.replace('%1', about_text(offer.listening_seconds))}"


def genre_rows(trained: Trained) -> list[tuple[str, ...]]:
    """Each genre: tracks, artists, what the new and the present model find of it."""
    new = frozenset(trained.new_genres)
    order = sorted(
        trained.selected.evaluation.by_genre,
        key=lambda each: (each.genre not in new, each.genre.casefold()),
    )
    rows: list[tuple[str, ...]] = []
    for each in order:
        name = plain(each.genre)
        shown = _tr("%1 (new)").replace("%1", name) if each.genre in new else name
        counts = number(each.tracks), number(each.groups)
        rows.append((shown, *counts, _recall(each), _present(each, trained)))
    return rows


def mistake_rows(mistakes: list[Mistake]) -> list[tuple[str, ...]]:
    return [
        (
            plain(each.genre),
            plain(each.taken_for),
            _tr("%1 of %2").replace("%2", number(each.total)).replace("%1", number(each.count)),
            percent(each.share),
        )
        for each in mistakes
    ]


def _recall(each: GenreFigures) -> str:
    if each.recall is None:
        text = _tr("cannot be checked yet: needs %1 artists, has %2")
        return text.replace("%2", number(each.groups)).replace("%1", number(LEAST_GROUPS))
    # Of a few tracks a tenth of a percent says nothing.
    return share_text(each.recall, 0)


def _present(each: GenreFigures, trained: Trained) -> str:
    if each.recall is None:
        return ""
    if each.present is None:
        return _tr("does not know it")
    return share_text(each.present, 0)


def _learned_text(trained: Trained) -> str:
    tracks = counted(len(trained.examples), _tr("1 track"), _tr("{n} tracks"))
    genres = {genre for each in trained.examples for genre in each.genres}
    text = _tr("%1 of %2").replace("%1", tracks)
    text = text.replace("%2", counted(len(genres), _tr("1 genre"), _tr("{n} genres")))
    new = trained.new_genres
    if new:
        names = ", ".join(plain(genre, 40) for genre in new[:_NAMED])
        more = _tr(" and %1 more").replace("%1", number(len(new) - _NAMED))
        told = names + (more if len(new) > _NAMED else "")
        text += "; " + _tr("new: %1").replace("%1", told)
    return f"{text}."


def _tested_text(trained: Trained) -> str:
    found = trained.selected.evaluation
    text = _tr("On music by artists it had not heard: %1 artists or albums, in %2 rounds.")
    if found.groups <= found.ungrouped:
        text = _tr("On tracks it had not heard, in %2 rounds.")
    text = text.replace("%2", number(found.folds))
    text = text.replace("%1", number(found.groups - found.ungrouped))
    if found.unchecked:
        unchecked = counted(
            len(found.unchecked),
            _tr("1 genre cannot be checked yet."),
            _tr("{n} genres cannot be checked yet."),
        )
        text = f"{text} {unchecked}"
    return text


def _known_text(trained: Trained) -> str:
    """New genres alone can make a model better; what it does to known ones is told apart."""
    found = trained.selected.evaluation
    if not found.known.total or found.known.total == found.comparison.total:
        return ""
    text = {
        Standing.BETTER: _tr("On the genres that “%1” knows it is better, by %2 points."),
        Standing.SAME: _tr("On the genres that “%1” knows: no clear difference (%2 points)."),
        Standing.WORSE: _tr("On the genres that “%1” knows it is worse, by %2 points."),
    }[found.known.standing]
    text = text.replace("%2", _points(found.known.difference))
    return text.replace("%1", plain(trained.present.name, 60))


def _points(difference: float) -> str:
    """In percentage points, with a sign."""
    return f"{100 * difference:+.1f}".replace("-", "\u2212")


def _macro_text(trained: Trained) -> str:
    found = trained.selected.evaluation
    new, present = found.figures.macro_f1, found.present.macro_f1
    if math.isnan(new):
        return ""
    text = _tr("Macro-F1, where every genre counts the same: %1 (“%3”: %2)")
    text = text.replace("%1", decimal(new, 3))
    text = text.replace("%2", "–" if math.isnan(present) else decimal(present, 3))
    return text.replace("%3", plain(trained.present.name, 60))


def _sure_text(trained: Trained) -> str:
    line = trained.sure
    if not line.reachable or not line.total:
        return _tr("No answer can be called “at least %1 right” yet. More examples help.").replace(
            "%1", percent(line.asked)
        )
    text = _tr(
        "Estimate: %2 of answers can be called “at least %1 right”; of these, %3 were right."
    )
    share = line.above.total / line.total
    right = percent(line.above.value, 1) if line.above.total else "–"
    text = text.replace("%2", percent(share)).replace("%3", right)
    return text.replace("%1", percent(line.asked))


def _tr(text: str) -> str:
    return QCoreApplication.translate("result", text)
