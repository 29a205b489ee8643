"""How sure suggestions are, how many are expected to be right, and how they were decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tagger.errors import ModelError
from tagger.genres.vocabulary import Vocabulary
from tagger.records import DecisionKind
from tagger.workflow.review import ReviewRow
from tagger.workflow.session import Session
from tagger.workflow.sureness import HeldOut, held_out, margin

BIN_PERCENT = 5
"""How wide the steps of sureness are."""
_BINS = 100 // BIN_PERCENT


@dataclass(frozen=True)
class SureBin:
    """Suggestions that are about equally sure, by the likeliest genre's whole percent."""

    low: int
    high: int
    """Percent, both included."""
    suggestions: int
    right: float
    """How many of them are expected to be right, from calibration on held-out music."""
    kept: int
    """Of those decided under this model: that genre was accepted or chosen."""
    changed: int
    """Other genres were chosen."""
    refused: int
    """The file was left as it was, which need not mean that the genre is wrong."""

    @property
    def decided(self) -> int:
        """By a word on the genre."""
        return self.kept + self.changed


def percent_of(chance: float) -> int:
    """A probability in whole percent, as it is shown and as the filter compares it."""
    return round(chance * 100)


def known_of(session: Session) -> HeldOut:
    """What is known of the model in use; may load it."""
    try:
        return held_out(session)
    except ModelError:
        # There may still be its suggestions; how often they are right is then as they say.
        return HeldOut()


def sure_bins(
    session: Session, rows: Iterable[ReviewRow], model_key: str | None, known: HeldOut
) -> tuple[tuple[SureBin, ...], int]:
    """From the least sure on, none without suggestions; and how many decisions other models'
    suggestions led to, which they leave out."""
    heard = [
        (best.probability, best.genre, row, row.suggestion)
        for row in rows
        if row.suggestion is not None and (best := row.best) is not None
    ]
    if not heard:
        return (), 0
    chances = [said.chance for *_, said in heard]
    taken_off = margin(chances, [not said.unsure for *_, said in heard], known)
    decisions = session.decisions.of([row.track.id for _, _, row, _ in heard if row.decision])
    vocabulary = session.vocabulary
    counts, right = [0] * _BINS, [0.0] * _BINS
    kept, changed, refused = Counter[int](), Counter[int](), Counter[int]()
    under_others = 0
    for chance, genre, row, said in heard:
        place = min(percent_of(chance) // BIN_PERCENT, _BINS - 1)
        counts[place] += 1
        right[place] += max(0.0, said.chance - taken_off)
        stored = decisions.get(row.track.id)
        if stored is None or stored.decision.kind is DecisionKind.UNSURE:
            continue
        if stored.model != model_key:
            under_others += 1
        elif stored.decision.kind is DecisionKind.REJECTED:
            refused[place] += 1
        elif _says(vocabulary, genre, stored.decision.genres):
            kept[place] += 1
        else:
            changed[place] += 1
    lowest = next(place for place, count in enumerate(counts) if count)
    bins = (
        SureBin(
            place * BIN_PERCENT,
            100 if place == _BINS - 1 else (place + 1) * BIN_PERCENT - 1,
            counts[place],
            right[place],
            kept[place],
            changed[place],
            refused[place],
        )
        for place in range(lowest, _BINS)
    )
    return tuple(bins), under_others


def _says(vocabulary: Vocabulary, genre: str, decided: tuple[str, ...]) -> bool:
    """Whether the genre is among them; spelling is compared only where it differs."""
    return genre in decided or any(vocabulary.is_same(genre, each) for each in decided)
