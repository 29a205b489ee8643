"""`tagger train --deep`: the whole network learns, where PyTorch is there to do it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tagger.commands.table import counted, table
from tagger.commands.training_result import comparison_in_words, of_in_words, percent
from tagger.errors import TaggerError

if TYPE_CHECKING:
    from tagger.training.deepening import Deepen
    from tagger.workflow.deep import DeepOffer

_NO_LAB = (
    "--deep needs PyTorch, which comes with the extra “lab”: pip install -e '.[lab]' in the folder "
    "of Tagger's source. Without --deep nothing more is needed."
)


def find_deepen(options: argparse.Namespace) -> Deepen:
    """What can fine-tune a network here. Raises `TaggerError` where nothing can."""
    deepen = options.find_deepen()
    if deepen is None:
        raise TaggerError(_NO_LAB)
    return deepen


def deep_lines(offer: DeepOffer) -> list[str]:
    """How the fine-tuned network stands beside the quick model, and what it would cost."""
    found = offer.trained.selected.evaluation
    own, quick = found.figures.accuracy, found.present.accuracy
    rows = [
        ("right", percent(own), percent(quick)),
        ("  tracks", of_in_words(own), of_in_words(quick)),
    ]
    lines = [
        "",
        f"The whole network was trained for {counted(offer.epochs, 'epoch')} in "
        f"{duration(offer.trained.seconds)}. On {counted(own.total, 'track')} by artists that "
        "neither had heard:",
        *table(("", "deep", "quick"), rows),
        f"{comparison_in_words(offer.comparison)}.",
    ]
    if not offer.offered:
        why = "That is no better"
        if offer.comparison.difference > 0:
            why = "Chance may explain that; more music by more artists would tell"
        return [*lines, f"{why}. The quick model stays the one to keep."]
    more = ""
    if offer.to_hear:
        more = (
            f" It is a new network: {counted(offer.to_hear, 'track')} of the library will be "
            f"listened to again, which takes about {duration(offer.listening_seconds)}."
        )
    return [*lines, f"The deep model is the one to keep.{more}"]


def deep_as_json(offer: DeepOffer) -> dict[str, object]:
    from tagger.workflow.report import share_as_json

    found = offer.trained.selected.evaluation
    return {
        "kind": "deep",
        "offered": offer.offered,
        "epochs": offer.epochs,
        "accuracy": share_as_json(found.figures.accuracy),
        "quick": share_as_json(found.present.accuracy),
        "seconds": round(offer.trained.seconds, 1),
        "tracks_to_hear_again": offer.to_hear,
        "listening_seconds": round(offer.listening_seconds, 1),
    }


def duration(seconds: float) -> str:
    if seconds < 90:
        return counted(max(round(seconds), 1), "second")
    if seconds < 5400:
        return counted(round(seconds / 60), "minute")
    return f"{seconds / 3600:.1f} hours"
