"""Why a genre: which parts of the sound the verdict on a track rests on.

Class activation mapping (Zhou et al., "Learning Deep Features for Discriminative Localization",
CVPR 2016) needs a head on the means of the last feature maps alone. Our embedding pools mean and
deviation of every block, so that map would leave out most of what was decided with, and gradients
(Grad-CAM) are not in the exported graph. What is exact for any network is to ask it again:
occlusion (Zeiler & Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014).
A patch of the spectrogram is quietened, and what the verdict loses by it is what the patch gave.

A patch is quietened to the window's median level and never raised to it. The network was trained
on such masks (SpecAugment, Park et al., Interspeech 2019), so it is not led astray by them, and
where there is no sound nothing can be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from tagger.model.activity import DECISIVE_KIND, content_of
from tagger.model.library import LoadedModel
from tagger.records import SPOKEN_WORD, Float32, TrackContent

BANDS = 8
SLICES = 7
"""Into how many parts frequency and time of one window are divided. A patch reaches half a part
beyond its own on every side, so neighbours overlap: a sound on a border is not lost. Eight windows
ask the network 448 times."""


@dataclass(frozen=True, eq=False)
class Explanation:
    """What every part of a track's windows gave to every genre."""

    genres: tuple[str, ...]
    evidence: Float32
    """(genres, windows, BANDS, SLICES), low frequencies first: by how much the log-odds of the
    genre for the whole track fall without this part; negative where it spoke against the genre."""

    def of(self, genre: str) -> Float32 | None:
        """The evidence (windows, BANDS, SLICES) for one genre; None where the model has it not."""
        if genre not in self.genres:
            return None
        return self.evidence[self.genres.index(genre)]


def explain(
    model: LoadedModel, logmel: Float32, proceed: Callable[[], bool] = lambda: True
) -> Explanation | None:
    """Find what the verdict on the windows (N, n_mels, frames) of one track rests on.

    `logmel` is in dB relative to the track. Windows that do not decide (speech in a song, silence)
    give nothing. None when `proceed`, asked before each window, says no.
    """
    embeddings = model.network.embed(logmel)
    kinds = model.activity.kinds(embeddings, logmel)
    content = content_of(kinds)
    evidence = np.zeros((len(model.genres), len(logmel), BANDS, SLICES), dtype=np.float32)
    decisive = DECISIVE_KIND.get(content)
    deciding = [place for place, kind in enumerate(kinds) if kind is decisive]
    if not deciding:
        return Explanation(model.genres, evidence)
    track = embeddings[deciding].mean(axis=0)
    whole = _log_odds(model, track[None], content)
    for place in deciding:
        if not proceed():
            return None
        without = model.network.embed(_occluded(logmel[place]))
        tracks = track + (without - embeddings[place]) / len(deciding)
        lost = whole - _log_odds(model, tracks, content)
        evidence[:, place] = lost.T.reshape(-1, BANDS, SLICES)
    return Explanation(model.genres, evidence)


def _occluded(window: Float32) -> Float32:
    """(n_mels, frames) to (BANDS * SLICES, n_mels, frames), each with another patch quietened."""
    many = np.repeat(window[None], BANDS * SLICES, axis=0)
    quiet = np.minimum(window, np.median(window))
    patches = product(_patches(len(window), BANDS), _patches(window.shape[1], SLICES))
    for variant, (band, part) in zip(many, patches, strict=True):
        variant[band, part] = quiet[band, part]
    return many


def _patches(length: int, count: int) -> list[slice]:
    """`count` equal parts of an axis, each with half a part more on either side."""
    edges = np.linspace(0, length, 2 * count + 1).round().astype(int)
    edges = np.concatenate([[0], edges, [length]])
    return [slice(int(edges[2 * i]), int(edges[2 * i + 4])) for i in range(count)]


def _log_odds(
    model: LoadedModel, embeddings: Float32, content: TrackContent
) -> NDArray[np.float64]:
    """(N, embedding) of tracks to (N, genres): logit against all the other genres together.

    Unlike a probability they do not stand still where the model is sure. Embeddings are not rounded
    as for a verdict: rounding is as large as what a small patch gives.
    """
    head = model.head
    logits = (embeddings @ head.weight.T + head.bias).astype(np.float64) / head.temperature
    odds = logits.copy()
    for place in range(logits.shape[1] if logits.shape[1] > 1 else 0):
        others = np.delete(logits, place, axis=1)
        odds[:, place] = logits[:, place] - np.logaddexp.reduce(others, axis=1)
    if content is TrackContent.SPEECH and SPOKEN_WORD in head.genres:
        # That a track is speech is not the genre head's verdict but this classifier's.
        chance = model.activity.speech_probabilities(embeddings).astype(np.float64)
        chance = np.clip(chance, 1e-9, 1 - 1e-9)
        odds[:, head.genres.index(SPOKEN_WORD)] = np.log(chance / (1 - chance))
    return odds
