"""The models on disk: the bundled one and the personal ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger.errors import ModelError, display_path, explain_os_error
from tagger.model.activity import Activity, answer_spoken
from tagger.model.classifier import Answer, Head, Verdict, verdicts
from tagger.model.network import Network
from tagger.model.personal import name_key
from tagger.paths import Home, bundled_models
from tagger.records import FrontEnd, ModelInfo, RankedGenres, TrackContent
from tagger.wording import say

BUNDLED_FILE = "genre.onnx"
BUNDLED_NAME = "Tagger"
SUFFIX = ".onnx"


class LoadedModel:
    """A model that is ready to use, from many threads at once."""

    def __init__(self, info: ModelInfo, network: Network, head: Head | None = None) -> None:
        self.info = info
        self.network = network
        self.head = head or network.head
        self.activity = Activity(network.head, network.activity)
        self.network_key = network.network_sha256
        """Under which embeddings are stored."""
        self.key = f"{network.network_sha256}:{self.head.sha256}"
        """Under which suggestions are stored: another head gives other ones."""

    @property
    def front_end(self) -> FrontEnd:
        return self.network.front_end

    @property
    def genres(self) -> tuple[str, ...]:
        return self.head.genres

    def suggest(self, embedding: NDArray, content: TrackContent = TrackContent.MUSIC) -> Verdict:
        """The verdict on a track of this `content`, which is not NONE, by its embedding (D,)."""
        return self.suggest_many(embedding[None], [content])[0]

    def suggest_many(self, embeddings: NDArray, contents: Sequence[TrackContent]) -> list[Verdict]:
        """`suggest` for many embeddings (N, D), by one matrix product."""
        spoken = np.array([content is TrackContent.SPEECH for content in contents], dtype=bool)
        found: dict[int, Verdict] = {}
        for rows, ranked in self.rank(embeddings, spoken):
            found.update(zip(rows.tolist(), verdicts(ranked), strict=True))
        return [found[row] for row in range(len(embeddings))]

    def rank(
        self, embeddings: NDArray, spoken: NDArray[np.bool_], most: int | None = None
    ) -> list[tuple[NDArray[np.intp], RankedGenres]]:
        """`suggest_many` as arrays: which rows, and what is said of them.

        `spoken` (N,) are the tracks of speech; of each track the `most` best genres are kept.
        """
        answers = self.answer(embeddings, spoken)
        return [(rows, answer.rank(most)) for rows, answer in answers]

    def answer(
        self, embeddings: NDArray, spoken: NDArray[np.bool_]
    ) -> list[tuple[NDArray[np.intp], Answer]]:
        """How likely every genre is: which rows, and what is said of them."""
        music, speech = np.flatnonzero(~spoken), np.flatnonzero(spoken)
        parts: list[tuple[NDArray[np.intp], Answer]] = []
        if music.size:
            parts.append((music, self.head.answer(self.head.probabilities(embeddings[music]))))
        if speech.size:
            heard = embeddings[speech]
            likely = self.activity.speech_probabilities(heard)
            parts.append((speech, answer_spoken(self.head, heard, likely)))
        return parts


def list_models(home: Home) -> list[ModelInfo]:
    """The bundled model first, then the personal ones by name.

    Opens every file. One that is broken is listed with its error.
    """
    return [info for info, _ in open_models(home)]


def open_models(home: Home) -> Iterator[tuple[ModelInfo, Network | None]]:
    """The models as `list_models` orders them, each with its network where it can be used."""
    yield _info(BUNDLED_NAME, bundled_models() / BUNDLED_FILE, bundled=True)
    for path in _personal_files(home):
        yield _info(path.stem, path, bundled=False)


def load_model(home: Home, name: str | None = None) -> LoadedModel:
    """Open a model by its name; None is the bundled one.

    Raises `ModelError` when there is none of that name or it cannot be used.
    """
    if name is None or name == BUNDLED_NAME:
        return _open(BUNDLED_NAME, bundled_models() / BUNDLED_FILE, bundled=True)
    path = find_personal(home, name)
    if path is None and name_key(name) == name_key(BUNDLED_NAME):
        return load_model(home)
    if path is None:
        raise ModelError(
            say(
                "There is no model called '{name}'. Choose another one in the settings.",
                name=display_path(name),
            )
        )
    return _open(path.stem, path, bundled=False)


def missing_model(home: Home, name: str) -> Path | None:
    """The bundled model's file, where neither that nor the model of this name is there."""
    bundled = bundled_models() / BUNDLED_FILE
    if bundled.is_file() or (name and find_personal(home, name) is not None):
        return None
    return bundled


def find_personal(home: Home, name: str) -> Path | None:
    """The file of the personal model of this name: the very name, else one that differs in case
    or Unicode form alone."""
    files = _personal_files(home)
    same = [path for path in files if path.stem == name]
    same += [path for path in files if name_key(path.stem) == name_key(name)]
    return same[0] if same else None


def _personal_files(home: Home) -> list[Path]:
    try:
        files = [p for p in home.models.iterdir() if p.suffix.lower() == SUFFIX and p.is_file()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ModelError(
            explain_os_error(error, say("Could not list the models")), home.models
        ) from error
    return sorted(files, key=lambda path: (path.stem.casefold(), path.stem))


def _info(name: str, path: Path, bundled: bool) -> tuple[ModelInfo, Network | None]:
    try:
        model = _open(name, path, bundled)
    except ModelError as error:
        return ModelInfo(name, path, "", (), bundled, error=error.message), None
    return model.info, model.network


def _open(name: str, path: Path, bundled: bool) -> LoadedModel:
    try:
        network = Network(path)
    except ModelError as error:
        if not bundled:
            raise
        again = say(
            "It comes with Tagger, as {path}: download and install Tagger again.",
            path=display_path(path),
        )
        raise ModelError(f"{error.message} {again}", path) from error
    info = ModelInfo(
        name=name,
        path=path,
        version=network.version,
        genres=network.genres,
        bundled=bundled,
        metrics=network.metrics,
    )
    return LoadedModel(info, network)
