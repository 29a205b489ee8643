"""`tagger evaluate`: the command, and its report as lines for people or as one JSON object."""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tagger.commands.steps import analyse, open_session, scan_and_report, tracks_below
from tagger.console import Console
from tagger.errors import TaggerError, display_path
from tagger.records import Presence, Suggestion, Track

if TYPE_CHECKING:
    from tagger.measures import Share
    from tagger.workflow.evaluate import Evaluation, Figures

_SHORTEST = 3
"""Letters of a genre that stand over a column."""
_NAMES = 34
"""Columns for the names of the figures."""


def evaluate(options: argparse.Namespace, console: Console) -> int:
    folder: Path = options.folder
    if not folder.is_dir():
        raise TaggerError(f"{display_path(folder)} is no folder.", folder)
    failures: list[tuple[Path, str]] = []
    said: list[tuple[Track, Suggestion]] = []
    with open_session(options, console) as session:
        from tagger.workflow.evaluate import evaluate as figures

        scan_and_report(
            session,
            [folder],
            console,
            lambda _, path, reason: failures.append((path, reason)),
            remember=False,
        )
        tracks = [
            track
            for track in tracks_below(session, [folder])
            if track.presence in (Presence.PRESENT, Presence.ONLINE_ONLY)
        ]
        analyse(session, tracks, console, lambda track, answer: said.append((track, answer)))
        evaluation = figures(session, folder, said, failures)
    console.report(_lines(evaluation), _as_json(evaluation))
    return int(bool(evaluation.failures))


def _as_json(found: Evaluation) -> dict[str, object]:
    figures = found.figures
    return {
        "folder": str(found.folder),
        "model": found.model,
        "version": found.version,
        "tracks": found.tracks,
        "scored": figures.accuracy.total,
        "genres": list(figures.genres),
        "accuracy": _share_json(figures.accuracy),
        "accuracy_within_folder_genres": _share_json(figures.within),
        "accuracy_with_unknown_folders": _share_json(found.accuracy_with_unknown),
        "right_among_suggested": _share_json(figures.among_suggested),
        "suggested_per_track": _number(figures.suggested_per_track),
        "macro_f1": _number(figures.macro_f1),
        "by_genre": [
            {
                "genre": each.genre,
                "precision": _number(each.measure.precision),
                "recall": _number(each.measure.recall),
                "f1": _number(each.measure.f1),
                "count": each.measure.count,
                "answered": each.measure.answered,
            }
            for each in figures.by_genre
        ],
        "confusion": {
            "truth": list(figures.genres),
            "answer": list(figures.answers),
            "counts": figures.confusion.tolist(),
        },
        "calibration_error": _number(figures.calibration_error),
        "reliability": [
            {
                "low": each.low,
                "high": each.high,
                "count": each.count,
                "probability": _number(each.probability),
                "accuracy": _number(each.accuracy),
            }
            for each in figures.reliability
        ],
        "unsure": _share_json(figures.unsure),
        "accuracy_where_sure": _share_json(figures.accuracy_where_sure),
        "unknown_folders": [
            {
                "name": each.name,
                "count": each.count,
                "unsure": each.unsure,
                "answers": dict(each.answers),
            }
            for each in found.unknown
        ],
        "beside_the_folders": found.beside,
        "no_music": _reasons_json(found.no_music),
        "failures": _reasons_json(found.failures),
    }


def _share_json(share: Share) -> dict[str, object]:
    low, high = share.interval
    return {
        "value": _number(share.value),
        "low": _number(low),
        "high": _number(high),
        "right": share.right,
        "total": share.total,
    }


def _reasons_json(files: Sequence[tuple[Path, str]]) -> list[dict[str, str]]:
    return [{"path": str(path), "error": reason} for path, reason in files]


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


def _lines(found: Evaluation) -> Iterator[str]:
    figures = found.figures
    yield f"{display_path(found.folder)}: {found.tracks} files, model {found.model} {found.version}"
    yield (
        f"The figures are over {figures.accuracy.total} tracks in folders named after "
        f"{len(figures.genres)} of the model's genres."
    )
    for each in found.unknown:
        answers = ", ".join(f"{genre} {count}" for genre, count in each.answers)
        yield (
            f"Left out: {each.count} in “{display_path(each.name)}”, which is no genre of this "
            f"model; it was unsure of {each.unsure} and said {answers}."
        )
    if found.beside:
        yield f"Left out: {found.beside} beside the genre folders."
    yield ""
    yield f"{'':<{_NAMES}} share   95% interval   tracks"
    yield _share_line("accuracy", figures.accuracy)
    yield _share_line("  within these genres", figures.within)
    if found.unknown:
        yield _share_line("  what was left out counted wrong", found.accuracy_with_unknown)
    per_track = f"  ({figures.suggested_per_track:.2f} suggested per track)"
    yield _share_line("right among the suggested", figures.among_suggested) + per_track
    yield f"{'macro F1':<{_NAMES}} {_three(figures.macro_f1)}"
    yield _share_line("unsure", figures.unsure)
    yield _share_line("accuracy where sure", figures.accuracy_where_sure)
    yield f"{'calibration error':<{_NAMES}} {_three(figures.calibration_error)}"
    if figures.genres:
        for table in (_genre_table, _confusion_table, _reliability_table):
            yield ""
            yield from table(figures)
    for title, files in (("no music", found.no_music), ("failed", found.failures)):
        if files:
            yield ""
            yield f"{title}: {len(files)}"
            for path, reason in files:
                yield f"  {display_path(path)}: {display_path(reason)}"


def _share_line(name: str, share: Share) -> str:
    low, high = share.interval
    interval = f"[{_three(low)}, {_three(high)}]"
    return f"{name:<{_NAMES}} {_three(share.value)}  {interval}  {share.right}/{share.total}"


def _three(value: float) -> str:
    return "  –  " if math.isnan(value) else f"{value:.3f}"


def _genre_table(found: Figures) -> Iterator[str]:
    width = max(len("genre"), *map(len, found.genres))
    yield f"{'genre':<{width}}  precision  recall     F1  tracks"
    for each in found.by_genre:
        m = each.measure
        numbers = f"{_three(m.precision):>9}   {_three(m.recall)}  {_three(m.f1)}  {m.count:>6}"
        yield f"{each.genre:<{width}}  {numbers}"


def _confusion_table(found: Figures) -> Iterator[str]:
    heads = short_names(found.answers)
    width = max(map(len, found.genres))
    cell = max(3, *map(len, heads), len(str(found.confusion.max(initial=0))))
    yield "confusion: a row is a folder, a column what was heard"
    yield " " * width + "".join(f" {head:>{cell}}" for head in heads)
    for genre, row in zip(found.genres, found.confusion, strict=True):
        yield f"{genre:<{width}}" + "".join(f" {count or '·':>{cell}}" for count in row)


def _reliability_table(found: Figures) -> Iterator[str]:
    yield "how often it was right when it said so"
    yield "     said  tracks  said on average  right"
    for each in found.reliability:
        bounds = f"{each.low:.1f}-{each.high:.1f}"
        yield f"{bounds:>9}  {each.count:>6}  {each.probability:>15.2f}  {each.accuracy:>5.2f}"


def short_names(names: Sequence[str]) -> list[str]:
    """Each name cut as short as its neighbours allow, so that no two are the same."""
    short: list[str] = []
    for name in names:
        others = [other for other in names if other != name]
        length = _SHORTEST
        while length < len(name) and any(o[:length] == name[:length] for o in others):
            length += 1
        short.append(name[:length])
    return short
