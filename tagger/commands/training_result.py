"""What `tagger train` tells people of the model that it learned."""

from __future__ import annotations

import math
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tagger.commands.table import counted, table
from tagger.errors import display_path

if TYPE_CHECKING:
    from tagger.measures import Share
    from tagger.records import ModelInfo
    from tagger.training.comparison import Comparison
    from tagger.training.evaluation import Evaluation
    from tagger.workflow.trained import Trained

_MOST_GENRES = 60
_MOST_NEW = 12
_MOST_CONFUSED = 5
_WAYS = {
    "blend": "head and discriminant, averaged",
    "discriminant": "discriminant alone",
    "refined": "their average, refined on the examples",
    "fine-tuned": "the whole network, fine-tuned",
}


@dataclass(frozen=True)
class Kept:
    """What became of a model that was learned; nothing where it was not to be kept."""

    model: ModelInfo | None = None
    used: bool = False
    """It suggests from now on."""
    error: str | None = None
    """Why it could not be saved, or not be used."""


def result_lines(trained: Trained) -> list[str]:
    """How good the model is, beside the one in use."""
    found = trained.selected.evaluation
    lines = ["", f"Learned from {counted(len(trained.examples), 'example')}."]
    if trained.new_genres:
        new = [display_path(genre) for genre in trained.new_genres]
        names = ", ".join(new[:_MOST_NEW]) + (", …" if len(new) > _MOST_NEW else "")
        lines.append(f"New to the model: {names}.")
    if not found.folds:
        lines.append(
            "How good it is cannot be checked yet: no genre has music by three artists. Add music "
            "by other artists, and look at what the model suggests before you accept it."
        )
        return lines
    lines += ["", *_figures(trained), "", *_verdict(trained), "", *_genres(found)]
    lines += [*_unchecked(found), *_confused(found), "", *_sure(trained), *_ways(trained)]
    return lines


def kept_lines(kept: Kept) -> list[str]:
    """What became of the model, and how it is taken into use."""
    if kept.model is None:
        return ["", "No model was kept." if kept.error else "No model was kept (--dry-run)."]
    name = kept.model.name
    lines = ["", f"Saved as “{display_path(name)}”: {display_path(kept.model.path)}"]
    if kept.used:
        lines.append("It suggests from now on.")
    else:
        word = shlex.quote(name)
        lines.append(f"“tagger models use {word}” has it suggest; until then nothing changes.")
    return lines


def _figures(trained: Trained) -> list[str]:
    found = trained.selected.evaluation
    own, present = found.figures, found.present
    tracks = counted(own.accuracy.total, "track")
    rows = [
        ("right", percent(own.accuracy), percent(present.accuracy)),
        ("  95% interval", _interval(own.accuracy), _interval(present.accuracy)),
        ("  tracks", of_in_words(own.accuracy), of_in_words(present.accuracy)),
        ("macro F1 (every genre counts alike)", _two(own.macro_f1), _two(present.macro_f1)),
    ]
    head = ("", "this model", f"{display_path(trained.present.name)} (in use)")
    unheard = "that" if found.ungrouped == len(trained.examples) else "by artists that"
    lines = [
        f"On {tracks} {unheard} it had not heard ({found.folds} parts, each held out in turn):",
        *table(head, rows),
    ]
    if trained.present.by_heart:
        lines.append(
            "The model in use may have been taught these very tracks, which flatters its figures."
        )
    if found.optimistic:
        tracks = counted(found.ungrouped, "track names", "tracks name")
        lines.append(
            f"{tracks} neither artist nor album: the model may have learned from the artist "
            "that it was asked about, so these figures are optimistic."
        )
    return lines


def _verdict(trained: Trained) -> Iterator[str]:
    from tagger.training.comparison import Standing

    found = trained.selected.evaluation
    compared = found.comparison
    present = f"“{display_path(trained.present.name)}”"
    points = comparison_in_words(compared)
    match compared.standing:
        case Standing.BETTER:
            yield f"It is better than {present}: {points}, more than chance explains."
        case Standing.WORSE:
            yield (
                f"It is worse than {present} here: {points}, more than chance explains. Keep the "
                "model in use, or look at what was found among the examples and train again."
            )
        case Standing.SAME:
            yield f"No clear difference to {present}: {points}, which chance may explain."
    known = found.known
    if 0 < known.total < compared.total:
        yield (
            f"On the {counted(known.total, 'track')} of genres that {present} knows: "
            f"{comparison_in_words(known)} ({known.standing.value})."
        )


def _genres(found: Evaluation) -> list[str]:
    rows = [
        (
            each.genre,
            f"{each.tracks:,}",
            f"{each.groups:,}",
            percent(each.recall),
            percent(each.present) if each.present is not None else "–",
        )
        for each in found.by_genre
        if each.recall is not None
    ]
    lines = table(("found of each genre", "tracks", "artists", "this model", "in use"), rows)
    more = len(rows) - _MOST_GENRES
    lines = lines[: 1 + _MOST_GENRES]
    return lines + ([f"  and {counted(more, 'more genre')} (--json lists all)"] if more > 0 else [])


def _unchecked(found: Evaluation) -> list[str]:
    out = found.unchecked
    lines = [f"  {display_path(each.genre)}: {each.remark}" for each in out[:_MOST_GENRES]]
    more = len(out) - _MOST_GENRES
    return lines + ([f"  and {counted(more, 'more genre')} (--json lists all)"] if more > 0 else [])


def _confused(found: Evaluation) -> list[str]:
    """The pairs of genres that are taken for each other most often."""
    counts = found.figures.confusion
    pairs = [
        (int(counts[row, column]), genre, answer, int(counts[row].sum()))
        for row, genre in enumerate(found.genres)
        for column, answer in enumerate(found.figures.answers)
        if row != column and counts[row, column]
    ]
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    if not pairs:
        return []
    lines = ["", "Taken for another most often:"]
    return lines + [
        f"  {display_path(genre)} for {display_path(answer)}: {count} of {total}"
        for count, genre, answer, total in pairs[:_MOST_CONFUSED]
    ]


def _sure(trained: Trained) -> Iterator[str]:
    line = trained.sure
    asked = f"{line.asked:.0%}"
    if not line.reachable:
        yield (
            f"Above which probability {asked} of its answers are right cannot be said yet: that "
            "takes more tracks that were held out."
        )
        return
    share = line.above.total / line.total if line.total else 0.0
    yield (
        f"An estimate: the {_whole(share)} of its answers that it is surest of are at least "
        f"{asked} right (of those held out: {of_in_words(line.above)})."
    )


def _ways(trained: Trained) -> list[str]:
    chosen = trained.selected
    if len(chosen.trials) < 2:
        return []
    rows: list[tuple[str, ...]] = []
    for number, trial in enumerate(chosen.trials):
        beside = comparison_in_words(trial.beside) if number else "the plainest"
        mark = " (chosen)" if trial.method == chosen.method else ""
        name = _WAYS.get(trial.method, trial.method)
        rows.append((name, percent(trial.accuracy), beside + mark))
    return [
        "",
        "Ways of learning that were tried on these tracks:",
        *table(("", "right", ""), rows),
    ]


def comparison_in_words(compared: Comparison) -> str:
    """The difference in accuracy with its interval, in hundredths of the tracks."""
    points = 100 * compared.difference
    low, high = (100 * end for end in compared.interval)
    if round(points, 1) == 0:
        return f"as many right (from {low:+.0f} to {high:+.0f} of 100 tracks)"
    more = "more" if points > 0 else "fewer"
    return f"{abs(points):.1f} of 100 tracks {more} right (from {low:+.0f} to {high:+.0f})"


def percent(share: Share | None) -> str:
    return "–" if share is None or not share.total else _whole(share.value)


def _interval(share: Share) -> str:
    low, high = share.interval
    return "–" if math.isnan(low) else f"{100 * low:.0f} to {_whole(high)}"


def of_in_words(share: Share) -> str:
    return f"{share.right:,} of {share.total:,}"


def _whole(value: float) -> str:
    return f"{100 * value:.0f}%"


def _two(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"
