"""The activity head: music, speech or noise, from the embedding of one window. Needs no torch.

A linear softmax, since the network has learned to tell sounds apart already. Its mistakes do not
cost the same: music called noise or speech loses its genre, noise called music gets a wrong one.
So the head is fitted with every kind weighing the same, and then speech and noise are made dearer
or cheaper until they take just the share of the train part's music that they may take.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger.lab import data, noise
from tagger.lab.figures import Figure, share
from tagger.lab.listener import open_model
from tagger.lab.sounds import Heard, hear, train_sounds, valid_sounds
from tagger.model.activity import SOUNDING_KINDS, ActivityHead, content_of
from tagger.records import TrackContent, WindowKind

MUSIC_TAKEN = {WindowKind.SPEECH: 0.003, WindowKind.NOISE: 0.003}
"""Share of the train windows of music that speech and noise may take each. Some of it is rightly
taken: FMA's music holds people talking and pure noise."""

_INVERSE_PENALTY = 0.01
_MUSIC, _SPEECH, _NOISE = range(len(SOUNDING_KINDS))
_CONTENT = {_MUSIC: TrackContent.MUSIC, _SPEECH: TrackContent.SPEECH, _NOISE: TrackContent.NONE}


def fit(heard: Heard) -> ActivityHead:
    """Logistic regression on standardised embeddings (its L2 penalty keeps what it says of noise
    that it never met moderate), with the limits on `MUSIC_TAKEN` built into the biases."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    mean = heard.embeddings.mean(0)
    deviation = heard.embeddings.std(0) + np.float32(1e-6)
    regression = LogisticRegression(
        C=_INVERSE_PENALTY, class_weight="balanced", max_iter=200, tol=1e-3
    )
    with warnings.catch_warnings():
        # Stopped early it is as good: the loss is flat by then.
        warnings.simplefilter("ignore", ConvergenceWarning)
        regression.fit((heard.embeddings - mean) / deviation, heard.kind)
    weight = regression.coef_ / deviation
    bias = regression.intercept_ - weight @ mean
    plain = (heard.kind == _MUSIC) & (heard.noise == "") & (heard.group != "speech over music")
    logits = heard.embeddings[plain] @ weight.T + bias
    for kind, taken in MUSIC_TAKEN.items():
        place = SOUNDING_KINDS.index(kind)
        bias[place] -= np.quantile(logits[:, place] - logits[:, _MUSIC], 1 - taken)
    return ActivityHead(weight.astype(np.float32), bias.astype(np.float32))


def measure(head: ActivityHead, heard: Heard) -> list[Figure]:
    """How windows and whole items of the valid parts are heard, by set, noise and mixture."""
    found = head.probabilities(heard.embeddings).argmax(1)
    music = [name for name in dict.fromkeys(heard.group) if _is_music_set(heard, name)]
    rows = np.isin(heard.group, music)
    figures = list(_confusion("music", heard.rows(rows), found[rows]))
    for name in music:
        rows = heard.group == name
        figures += _confusion(name, heard.rows(rows), found[rows])
    rows = heard.group == "speech"
    figures += _hits("speech found", heard.rows(rows), found[rows])
    rows = heard.kind == _NOISE
    figures += _hits("noise found", heard.rows(rows), found[rows])
    for name in dict.fromkeys(heard.group):
        if name not in music and name != "speech":
            rows = heard.group == name
            figures.append(share(f"{name}, windows", (found == heard.kind)[rows]))
    return figures


def held_out(train: Heard, valid: Heard) -> list[Figure]:
    """Every kind of noise judged by a head that has never met it, not even behind music."""
    figures: list[Figure] = []
    every: list[NDArray[np.bool_]] = []
    for kind in noise.KINDS:
        head = fit(train.rows(train.noise != kind))
        unseen = valid.rows((valid.noise == kind) & (valid.kind == _NOISE))
        found = head.probabilities(unseen.embeddings).argmax(1)
        figures += _hits(f"noise {kind}, never met, found", unseen, found)
        every.append(found == _NOISE)
    figures.append(share("noise never met, found, windows", np.concatenate(every)))
    return figures


def report(model: Path, folder: Path) -> str:
    """How the model tells music, speech and noise apart, and how a head that is fitted the same
    way but has never met a kind of noise does. Raises FileNotFoundError without the data."""
    listener, network = open_model(model)
    corpus = data.load(folder)
    train = hear(listener, train_sounds(corpus))
    valid = hear(listener, valid_sounds(corpus))
    figures = measure(network.activity or fit(train), valid) + held_out(train, valid)
    return "\n".join(figure.line() for figure in figures)


def _is_music_set(heard: Heard, name: str) -> bool:
    rows = heard.group == name
    return bool((heard.kind[rows] == _MUSIC).all() and (heard.noise[rows] == "").all()) and (
        " above music" not in name
    )


def _confusion(name: str, heard: Heard, found: NDArray[np.int_]) -> Iterator[Figure]:
    items = _contents(heard, found)
    yield share(f"{name} taken for speech, windows", found == _SPEECH)
    yield share(f"{name} taken for speech, items", items == TrackContent.SPEECH)
    yield share(f"{name} taken for noise, windows", found == _NOISE)
    yield share(f"{name} taken for noise, items", items == TrackContent.NONE)


def _hits(name: str, heard: Heard, found: NDArray[np.int_]) -> Iterator[Figure]:
    wanted = _CONTENT[int(heard.kind[0])]
    yield share(f"{name}, windows", found == heard.kind)
    yield share(f"{name}, items", _contents(heard, found) == wanted)


def _contents(heard: Heard, found: NDArray[np.int_]) -> NDArray[np.str_]:
    """What the app takes each item for, item by item."""
    return np.array(
        [
            content_of([SOUNDING_KINDS[kind] for kind in found[heard.item == item]])
            for item in np.unique(heard.item)
        ]
    )
