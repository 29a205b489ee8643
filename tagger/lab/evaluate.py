"""Measures an exported model on the valid parts, as the app would hear them. Needs no torch.

Every figure comes from the ONNX file: windows of 39 frames, the mean embedding over those that
hold music (or speech, where the track is speech), the heads of the metadata.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger.lab import activity, data, sounds
from tagger.lab.figures import Figure, share
from tagger.lab.listener import Listener, milliseconds, open_model, scores
from tagger.measures import calibration_error
from tagger.model import Network
from tagger.records import MOST_SUGGESTED

MUSIC_SETS = ("gtzan", "fma", "taffc", "emotify")


def measure(path: Path, corpus: data.Corpus) -> list[Figure]:
    """Every figure of the model card, on the valid parts."""
    listener, network = open_model(path)
    figures = _genres(listener, network, corpus)
    if network.activity is not None:
        valid = sounds.hear(listener, sounds.valid_sounds(corpus))
        figures += activity.measure(network.activity, valid)
    return figures


def _genres(listener: Listener, network: Network, corpus: data.Corpus) -> list[Figure]:
    labelled = corpus.labelled("valid")
    everything = scores(network.head, network.activity, listener.hear(labelled))
    single = [i for i, item in enumerate(labelled) if item.labels == 1]
    shown = everything[single]
    truth = np.array([labelled[i].genres[0] for i in single])
    sets = np.array([labelled[i].set_name for i in single])
    best, said = shown.argmax(1), shown.max(1)
    right = best == truth
    music = sets != "speech"

    figures: list[Figure] = []
    for name in MUSIC_SETS:
        rows = sets == name
        known = known_music(name)
        within = np.where(known, shown[rows], -1).argmax(1)
        figures.append(share(f"{name}, its {known.sum()} genres", within == truth[rows]))
        figures.append(share(f"{name}, all {len(data.GENRES)} genres", right[rows]))
        for genre in np.flatnonzero(known):
            of = truth[rows] == genre
            if of.any():
                hit = within[of] == genre
                figures.append(share(f"{name} recall {data.GENRES[genre]}", hit))
    speech = best == data.SPOKEN_WORD
    figures.append(share("Spoken Word recall (speech)", speech[~music]))
    figures.append(share("music taken for Spoken Word", speech[music]))
    for name in (*MUSIC_SETS, "speech"):
        rows = sets == name
        figures.append(
            Figure(f"calibration error, {name}", calibration_error(said[rows], right[rows]))
        )
    figures.append(Figure("calibration error, all", calibration_error(said, right)))
    limits = np.array([network.head.unsure_limit(genre) for genre in data.GENRES])
    sure = said >= limits[best]
    for name in ("all", *MUSIC_SETS):
        rows = sure if name == "all" else sure & (sets == name)
        whole = np.ones(len(sets), bool) if name == "all" else sets == name
        figures.append(share(f"sure, {name}", sure[whole]))
        figures.append(share(f"right where sure, {name}", right[rows]))
    also_above = network.head.also_limits()
    rows = music & sure
    one = [[genre] for genre in truth[rows]]
    figures += _further("music with one label", shown[rows], one, also_above)
    several = [i for i, item in enumerate(labelled) if len(item.genres) > 1]
    found = everything[several]
    answered = found.max(1) >= limits[found.argmax(1)]
    many = [labelled[i].genres for i, sure in zip(several, answered, strict=True) if sure]
    return figures + _further("music with several labels", found[answered], many, also_above)


def _further(
    name: str,
    shown: NDArray[np.float64],
    genres: Sequence[Iterable[int]],
    also_above: NDArray[np.float64],
) -> list[Figure]:
    """How often a second or third genre is suggested where the model is sure, and how often such
    a genre is right; `also_above` (C,) is each genre's limit."""
    order = np.argsort(-shown, axis=1)[:, 1:MOST_SUGGESTED]
    reached = np.take_along_axis(shown, order, axis=1) >= also_above[order]
    chosen = np.logical_and.accumulate(reached, axis=1)
    right = [
        genre in true
        for row, picked, true in zip(order, chosen, genres, strict=True)
        for genre in row[picked]
    ]
    return [
        share(f"further genre, {name}", np.any(chosen, axis=1)),
        share(f"further genre right, {name}", np.array(right, bool)),
    ]


def known_music(set_name: str) -> NDArray[np.bool_]:
    """(C,) the set's genres without Spoken Word."""
    known = data.known_genres(set_name)
    known[data.SPOKEN_WORD] = False
    return known


def report(path: Path, folder: Path) -> str:
    """The figures of the model at `path` as text. Raises FileNotFoundError without the data."""
    listener, network = open_model(path)
    head = network.head
    limits = [f"  {genre} {head.unsure_limit(genre):.3f}" for genre in head.genres]
    return "\n".join(
        [
            f"{path.name} {network.version}, valid parts; share, 95 % interval, count",
            f"temperature {head.temperature}, further genres from {head.also_above}, unsure below",
            *limits,
            *(figure.line() for figure in measure(path, data.load(folder))),
            f"30 s of sound on one thread: {milliseconds(listener):.1f} ms",
        ]
    )
