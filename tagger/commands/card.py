"""What `tagger models show` says of a model of the person's own, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tagger.commands.table import counted, table
from tagger.errors import display_path
from tagger.workflow.model_card import Evaluated, Origin, evaluated_of, origin_of

_MOST_GENRES = 60


def card_lines(provenance: Mapping[str, object]) -> list[str]:
    """When it was taught, from what, how well that went; nothing of a file that tells nothing."""
    said = dict(provenance)
    origin, evaluated = origin_of(said), evaluated_of(said)
    return [*_origin(origin), *_evaluated(evaluated), *_genres(origin, evaluated)]


def _origin(origin: Origin) -> Iterator[str]:
    if origin.trained_at is not None:
        yield f"  taught: {origin.trained_at:%Y-%m-%d %H:%M}"
    if origin.examples is not None:
        sources = ", ".join(f"{display_path(s)} {n:,}" for s, n in origin.sources.items())
        yield f"  from: {counted(origin.examples, 'example')}" + (f" ({sources})" * bool(sources))
    if origin.method:
        yield f"  way of learning: {display_path(origin.method)}"


def _evaluated(found: Evaluated) -> Iterator[str]:
    accuracy = found.accuracy
    if accuracy is None:
        return
    interval = f"{accuracy.low:.0%} to {accuracy.high:.0%}"
    what = "optimistic, artists unknown" if found.optimistic else "on artists it had not heard"
    yield (
        f"  right: {accuracy.share:.0%} ({interval}) of {counted(accuracy.total, 'track')}, {what}"
    )
    if found.present is not None:
        share = found.present.right / found.present.total
        heart = ", which it may have known" if found.present.by_heart else ""
        yield f"  {display_path(found.present.name)} on the same tracks{heart}: {share:.0%}"


def _genres(origin: Origin, found: Evaluated) -> list[str]:
    rows: list[tuple[str, str, str]] = []
    for genre, tracks in origin.genres.items():
        each = found.by_genre.get(genre)
        recall = None if each is None else each.recall
        rows.append((genre, f"{tracks:,}", "–" if recall is None else f"{recall:.0%}"))
    if not rows:
        return []
    more = len(rows) - _MOST_GENRES
    lines = ["", *table(("taught", "tracks", "found"), rows[:_MOST_GENRES])]
    return [*lines, f"  and {counted(more, 'more genre')}"] if more > 0 else lines
