"""A personal head: the bundled model's head, a person's examples, and what was known before.

Two ways are closed-form, from sums, in milliseconds; a third refines their result on the examples
(tagger.training.refined). All start from what was known before each time, never from a head that
was personal already, so a head from fewer examples is the head that never met the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tagger.training.discriminant import SHRINKAGE, Float64, Linear, Statistics
from tagger.training.refined import refine

BLEND = "blend"
"""The discriminant and the model's own head together."""
DISCRIMINANT = "discriminant"
"""The streaming linear discriminant alone."""
REFINED = "refined"
"""BLEND, fitted to the examples themselves; for many of them."""
FROM_SUMS = (BLEND, DISCRIMINANT)
METHODS = (*FROM_SUMS, REFINED)
"""From the plainest on."""

BLEND_SHRINKAGE = 0.5
HEAD_SHARE = 0.5
"""How much of a known genre's row is the model's own head; the rest is the discriminant."""
FEW_TRACKS = 5.0
"""A new genre is met halfway as if it had this many tracks more: less at first would let one track
take the place of the genres around it."""
NEW_LEAD = 0.125
"""What a new genre's logit is given in advance, in root mean squares of the head's logits: known
genres, of which two rows know, would win too often. These four were chosen on one half of the
valid items of tests/benchmarks/new_genres.py, over other triples of genres than it prints."""


@dataclass(frozen=True, eq=False)
class Learned:
    """What a personal head is made of."""

    linear: Linear
    """The genres of the head that was there, in its order, then the new ones."""
    statistics: Statistics
    """The base statistics with the examples in them."""
    method: str
    """One of METHODS."""


def learn(
    base: Statistics,
    head: Linear,
    embeddings: ArrayLike,
    labels: Sequence[tuple[str, ...]],
    method: str = BLEND,
) -> Learned:
    """One linear head over the genres of `head` and those that the examples bring along.

    `base` are the statistics behind `head`, `embeddings` (N, D) those of the examples, `labels`
    the genres of each. The logits have about the spread of the head's own, those of REFINED that
    of likelihoods, so that a temperature near the head's, or near 1, fits them; they are not
    calibrated. The same examples in the same order give the same head. Raises ValueError as
    `Statistics.add` does, where the sizes of base, head and embeddings differ, and for another
    method.
    """
    from threadpoolctl import threadpool_limits

    # Matrices this small gain nothing from threads, which wait for each other by spinning: on a
    # busy machine that took ten times as long.
    with threadpool_limits(1, "blas"):
        statistics = base.add(embeddings, labels)
        if method != REFINED:
            return learn_from(statistics, head, method)
        start = learn_from(statistics, head, BLEND).linear
        return Learned(refine(start, base, statistics, embeddings, labels), statistics, REFINED)


def learn_from(statistics: Statistics, head: Linear, method: str = BLEND) -> Learned:
    """`learn` by one of FROM_SUMS, from statistics that have the examples in them already.

    Raises ValueError for REFINED too, which needs the examples.
    """
    if head.weight.shape[1] != statistics.size:
        raise ValueError(f"a head on {head.weight.shape[1]} numbers, {statistics.size} statistics")
    if method == BLEND:
        linear = _blend(statistics, head)
    elif method == DISCRIMINANT:
        linear = _to_scale_of(head, statistics.discriminant(SHRINKAGE), statistics)
    else:
        raise ValueError(f"method {method!r}, not one of {FROM_SUMS}")
    return Learned(linear, statistics, method)


def _blend(statistics: Statistics, head: Linear) -> Linear:
    """Known genres by discriminant and head, new ones by the discriminant on the same scale.

    The head is the better one where it was trained, but knows nothing of new genres, and its rows
    cannot be compared with a discriminant's. So the discriminant is brought to the head's scale,
    and the two are averaged where both have a row.
    """
    known = [genre for genre in head.genres if genre in statistics.genres]
    if len(known) < 2:
        return _to_scale_of(head, statistics.discriminant(BLEND_SHRINKAGE), statistics)
    found = statistics.discriminant(BLEND_SHRINKAGE)
    bias = found.bias.copy()
    new = np.array([genre not in head.genres for genre in found.genres], bool)
    # A mean of n tracks lies d/n too far from everything, also from the genre's other tracks, so
    # the discriminant finds too few of them; half of d/n would make up for that on average.
    dimensions = statistics.dimensions(BLEND_SHRINKAGE)
    bias[new] += dimensions / (statistics.count[new] + FEW_TRACKS)
    linear = _to_scale_of(head, Linear(found.genres, found.weight, bias), statistics)
    own = _centred(head, known)
    lead = NEW_LEAD * _spread(own.rows(known), statistics)
    weight, offset = linear.weight.copy(), linear.bias.copy()
    for row, genre in enumerate(linear.genres):
        if genre in known:
            its = own.genres.index(genre)
            weight[row] += HEAD_SHARE * (own.weight[its] - weight[row])
            offset[row] += HEAD_SHARE * (own.bias[its] - offset[row])
        elif genre not in head.genres:
            offset[row] += lead
    return Linear(linear.genres, weight, offset)


def _to_scale_of(head: Linear, found: Linear, statistics: Statistics) -> Linear:
    """The discriminant with the spread of the head's logits, and rows for all of the head's genres.

    A genre of the head of which the statistics know nothing keeps the head's own row. Where the
    two share no two genres there is nothing to compare, and the discriminant stays as it is.
    """
    known = [genre for genre in head.genres if genre in found.genres]
    centred, own = _centred(found, known), _centred(head, known)
    spread, wanted = (_spread(linear.rows(known), statistics) for linear in (centred, own))
    scale = wanted / spread if spread > 0 and wanted > 0 else 1.0
    genres = tuple(dict.fromkeys((*head.genres, *found.genres)))
    weight, bias = [], []
    for genre in genres:
        source, factor = (centred, scale) if genre in found.genres else (own, 1.0)
        row = source.genres.index(genre)
        weight.append(source.weight[row] * factor)
        bias.append(source.bias[row] * factor)
    return Linear(genres, np.array(weight, np.float32), np.array(bias, np.float32))


def _centred(linear: Linear, known: Sequence[str]) -> Linear:
    """With logits whose mean over the known genres is 0 for every track, which changes no answer:
    a softmax is the same whatever is added to all of its logits."""
    if not known:
        return linear
    rows = linear.rows(known)
    return Linear(
        linear.genres, linear.weight - rows.weight.mean(0), linear.bias - rows.bias.mean()
    )


def _spread(linear: Linear, statistics: Statistics) -> float:
    """Root mean square of the logits over tracks of the linear's genres, each as frequent as the
    next: from the means and the shared covariance, without a track."""
    if not linear.genres:
        return 0.0
    weight = linear.weight.astype(np.float64)
    mean: Float64 = statistics.mean[[statistics.genres.index(genre) for genre in linear.genres]]
    within = np.einsum("cd,cd->c", weight @ statistics.covariance(), weight)
    between = ((weight @ mean.T + linear.bias[:, None]) ** 2).mean(1)
    return float(np.sqrt((within + between).mean()))
