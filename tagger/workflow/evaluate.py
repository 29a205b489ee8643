"""Evaluate: how good the active model is on music that a person has sorted into genre folders."""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger.errors import TaggerError, display_path
from tagger.genres.vocabulary import Vocabulary, fold
from tagger.measures import (
    Bin,
    ClassMeasure,
    Share,
    by_class,
    calibration_error,
    confusion,
    macro_f1,
    reliability,
)
from tagger.records import SPOKEN_WORD, AnalysisStatus, Suggestion, Track
from tagger.wording import say
from tagger.workflow.session import Session


@dataclass(frozen=True)
class SortedTrack:
    """A track, the name of the folder that holds it, and what the model said of it."""

    path: Path
    folder: str | None
    """None where it lies beside the genre folders."""
    suggestion: Suggestion


@dataclass(frozen=True)
class GenreFigures:
    genre: str
    measure: ClassMeasure


@dataclass(frozen=True)
class UnknownFolder:
    """A folder whose name is no genre of the model."""

    name: str
    count: int
    """Tracks in it that were heard."""
    unsure: int
    """Of which the model itself says that it does not know."""
    answers: tuple[tuple[str, int], ...]
    """What it said, and how often, most frequent first."""


@dataclass(frozen=True)
class Figures:
    """How good the answers are where the truth is known; `accuracy.total` is how many those are."""

    genres: tuple[str, ...]
    """Those that are the truth of any track, by name."""
    accuracy: Share
    """The best genre of all that the model knows is the right one."""
    within: Share
    """The best of `genres` is the right one."""
    among_suggested: Share
    """The right genre is one of those suggested."""
    suggested_per_track: float
    macro_f1: float
    by_genre: tuple[GenreFigures, ...]
    answers: tuple[str, ...]
    """The columns of `confusion`: `genres`, and after them what else was said."""
    confusion: NDArray[np.int64]
    """(genres, answers)."""
    calibration_error: float
    reliability: tuple[Bin, ...]
    unsure: Share
    accuracy_where_sure: Share


@dataclass(frozen=True)
class Evaluation:
    """A folder of genre folders, and how the active model fares on it."""

    folder: Path
    model: str
    version: str
    tracks: int
    """All that were found."""
    figures: Figures
    """Over the tracks that were heard and whose folder is named after a genre of the model."""
    unknown: tuple[UnknownFolder, ...]
    beside: int
    """Tracks that lie in no genre folder; left out."""
    no_music: tuple[tuple[Path, str], ...]
    failures: tuple[tuple[Path, str], ...]
    """Files that could not be read or listened to, and why."""

    @property
    def accuracy_with_unknown(self) -> Share:
        """The tracks of unknown folders counted as wrong."""
        known = self.figures.accuracy
        return Share(known.right, known.total + sum(folder.count for folder in self.unknown))


def evaluate(
    session: Session,
    folder: Path,
    said: Iterable[tuple[Track, Suggestion]],
    failures: Sequence[tuple[Path, str]] = (),
) -> Evaluation:
    """The figures over the tracks below `folder`, from what the active model said of them.

    `failures` are files that are no tracks at all. Raises `TaggerError` where no folder is named
    after a genre of the model, and `ModelError` where there is no model.
    """
    model = session.listener().model
    top = Path(os.path.abspath(folder))
    tracks = [
        SortedTrack(track.path, _folder_of(track.path, top), answer) for track, answer in said
    ]
    # Speech is heard also by a model whose head has no genre for it.
    genres = tuple(dict.fromkeys((*model.genres, SPOKEN_WORD)))
    genre_of = genre_matcher(session.vocabulary, genres)
    truths = {t.folder: genre_of(t.folder) for t in tracks if t.folder is not None}
    if not any(truths.values()):
        raise TaggerError(
            say(
                "{folder} has no folder with music that is named after a genre of the model. "
                "It knows {names}.",
                folder=display_path(folder),
                names=", ".join(genres),
            ),
            folder,
        )
    heard = [t for t in tracks if t.suggestion.genres]
    known = [(truth, t.suggestion) for t in heard if t.folder and (truth := truths[t.folder])]
    unknown = [t for t in heard if t.folder is not None and truths[t.folder] is None]
    silent = [t for t in tracks if not t.suggestion.genres]
    return Evaluation(
        folder=top,
        model=model.info.name,
        version=model.info.version,
        tracks=len(tracks) + len(failures),
        figures=figures_of(known),
        unknown=_unknown(unknown),
        beside=sum(t.folder is None for t in heard),
        no_music=_reasons(silent, lambda status: status is not AnalysisStatus.FAILED),
        failures=(*_reasons(silent, lambda s: s is AnalysisStatus.FAILED), *failures),
    )


def genre_matcher(vocabulary: Vocabulary, genres: Sequence[str]) -> Callable[[str], str | None]:
    """Tells which of `genres` a name means, by its spelling or an alias; None where it is none.

    A narrower genre is not the broader one: whoever sorts their bebop out of their jazz knows why.
    Speech is the exception, since no model tells an audiobook from a podcast.
    """

    def key(name: str) -> str:
        return fold(vocabulary.canonical(name) or name)

    def match(name: str) -> str | None:
        found = known.get(key(name))
        if found is None and vocabulary.is_ancestor(SPOKEN_WORD, name):
            return known.get(key(SPOKEN_WORD))
        return found

    known = {key(genre): genre for genre in genres}
    return match


def _folder_of(path: Path, top: Path) -> str | None:
    parts = path.relative_to(top).parts
    return parts[0] if len(parts) > 1 else None


def figures_of(said: Sequence[tuple[str, Suggestion]]) -> Figures:
    """The figures over pairs of the right genre and what a model said, which is never nothing."""
    truths = [truth for truth, _ in said]
    best = [answer.genres[0] for _, answer in said]
    right = np.array([b.genre == t for b, t in zip(best, truths, strict=True)], dtype=bool)
    sure = np.array([not answer.unsure for _, answer in said], dtype=bool)
    probability = [score.probability for score in best]
    present = tuple(sorted(set(truths), key=str.casefold))
    others = {score.genre for score in best} - set(present)
    answers = (*present, *sorted(others, key=str.casefold))
    place = {genre: number for number, genre in enumerate(answers)}
    matrix = confusion(
        [place[truth] for truth in truths], [place[b.genre] for b in best], len(answers)
    )
    suggested = [[score.genre for score in answer.suggested] for _, answer in said]
    return Figures(
        genres=present,
        accuracy=Share.of(right),
        within=Share.of([_best_of(present, answer) == truth for truth, answer in said]),
        among_suggested=Share.of([t in s for t, s in zip(truths, suggested, strict=True)]),
        suggested_per_track=sum(map(len, suggested)) / len(suggested) if suggested else math.nan,
        macro_f1=macro_f1(matrix),
        by_genre=tuple(map(GenreFigures, present, by_class(matrix))),
        answers=answers,
        confusion=matrix[: len(present)],
        calibration_error=calibration_error(probability, right),
        reliability=tuple(reliability(probability, right)),
        unsure=Share.of(~sure),
        accuracy_where_sure=Share.of(right[sure]),
    )


def _best_of(genres: Sequence[str], answer: Suggestion) -> str | None:
    return next((score.genre for score in answer.genres if score.genre in genres), None)


def _unknown(tracks: Sequence[SortedTrack]) -> tuple[UnknownFolder, ...]:
    by_folder: dict[str, list[Suggestion]] = {}
    for track in tracks:
        by_folder.setdefault(track.folder or "", []).append(track.suggestion)
    return tuple(
        UnknownFolder(
            name,
            len(said),
            sum(answer.unsure for answer in said),
            tuple(Counter(answer.genres[0].genre for answer in said).most_common()),
        )
        for name, said in sorted(by_folder.items())
    )


def _reasons(
    tracks: Sequence[SortedTrack], wanted: Callable[[AnalysisStatus], bool]
) -> tuple[tuple[Path, str], ...]:
    return tuple(
        (track.path, track.suggestion.error or say("No genre was heard."))
        for track in tracks
        if wanted(track.suggestion.status)
    )
