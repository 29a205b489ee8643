"""What a personal model says of itself: where it is from, and its own evaluation.

Stands in the model's file, which travels: no names of files or folders, no titles.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import UTC, datetime

from tagger import __version__
from tagger.measures import Share
from tagger.workflow.trained import Trained

FINE_TUNED = "fine-tuned"
"""The method of a model whose whole network learned, beside those of `tagger.training.learner`."""


def as_provenance(trained: Trained, lesson: str) -> dict[str, object]:
    """Plain JSON: what the model was taught, how, on what, and how well that went."""
    found = trained.selected.evaluation
    genres = Counter(genre for each in trained.examples for genre in each.genres)
    sources = Counter(each.source.value for each in trained.examples)
    base = trained.base.listener.model.info
    return {
        "lesson": lesson,
        "trained_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "tagger": __version__,
        "base_version": base.version,
        "method": trained.selected.method,
        "examples": len(trained.examples),
        "genres": dict(genres.most_common()),
        "new_genres": list(trained.new_genres),
        "sources": dict(sources),
        "evaluation": {
            "accuracy": share_as_json(found.figures.accuracy),
            "macro_f1": number(found.figures.macro_f1),
            "present": {
                "name": trained.present.name,
                "by_heart": trained.present.by_heart,
                **share_as_json(found.present.accuracy),
            },
            "sure": {
                "asked": trained.sure.asked,
                "line": number(trained.sure.common),
                **share_as_json(trained.sure.above),
                "held_out": trained.sure.total,
            },
            "methods": [
                {"method": trial.method, **share_as_json(trial.accuracy)}
                for trial in trained.selected.trials
            ],
            "optimistic": found.optimistic,
            "groups": found.groups,
            "folds": found.folds,
            "by_genre": [
                {
                    "genre": each.genre,
                    "tracks": each.tracks,
                    "groups": each.groups,
                    "recall": None if each.recall is None else number(each.recall.value),
                    "present": None if each.present is None else number(each.present.value),
                }
                for each in found.by_genre
            ],
        },
    }


def as_metrics(trained: Trained) -> dict[str, object]:
    """Named numbers, as every model file has them."""
    found = trained.selected.evaluation
    return {
        "accuracy, held-out artists": number(found.figures.accuracy.value),
        "macro F1, held-out artists": number(found.figures.macro_f1),
        "tracks held out": found.figures.accuracy.total,
    }


def share_as_json(share: Share) -> dict[str, object]:
    low, high = share.interval
    return {
        "value": number(share.value),
        "low": number(low),
        "high": number(high),
        "right": share.right,
        "total": share.total,
    }


def number(value: float) -> float | None:
    """Rounded for reading; None for what there is nothing to measure by."""
    return None if math.isnan(value) else round(float(value), 4)
