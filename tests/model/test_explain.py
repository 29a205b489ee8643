"""What lights up is what a model listens to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tagger.audio.melspectrogram import log_mel, power_to_db
from tagger.model.classifier import Head
from tagger.model.explain import BANDS, SLICES, Explanation, explain
from tagger.model.library import LoadedModel
from tagger.model.network import Network
from tagger.records import SPOKEN_WORD, Float32, ModelInfo, WindowKind
from tests.model.listening_network import sound, write_listening_network
from tests.model.tiny_network import EMBEDDING

MELS, FRAMES = 128, 39
HEARD = 5
"""Which value of the embedding, the level of a twelfth of the mel bands, the head asks for."""


def model_of(path: Path, genres: tuple[str, ...], *, kinds: bool) -> LoadedModel:
    """The first genre is what sounds in the middle; the embedding is the coarse spectrum."""
    network = Network(write_listening_network(path / "listening.onnx"))
    if not kinds:
        network.activity = None
    weight = np.zeros((len(genres), EMBEDDING), dtype=np.float32)
    weight[0, HEARD] = 20
    head = Head(genres, weight, np.zeros(len(genres), dtype=np.float32))
    info = ModelInfo("Made up", path, "1", genres, bundled=False)
    return LoadedModel(info, network, head)


def explained(model: LoadedModel, logmel: Float32, genre: str) -> Float32:
    explanation = explain(model, logmel)
    assert isinstance(explanation, Explanation)
    evidence = explanation.of(genre)
    assert evidence is not None
    return evidence


def test_the_one_sound_that_the_model_listens_to_lights_up(tmp_path: Path) -> None:
    model = model_of(tmp_path, ("Jazz", "Rock", "Blues"), kinds=False)
    logmel = np.full((3, MELS, FRAMES), -50, dtype=np.float32)
    middle = slice(HEARD * MELS // EMBEDDING + 1, (HEARD + 1) * MELS // EMBEDDING - 1)
    logmel[1, middle, 28:33] = 0
    logmel[2, 100:120, :] = 0
    for_jazz = explained(model, logmel, "Jazz")
    assert for_jazz.shape == (3, BANDS, SLICES)
    window, band, part = np.unravel_index(for_jazz.argmax(), for_jazz.shape)
    assert window == 1
    assert band * MELS / BANDS < middle.stop and (band + 1) * MELS / BANDS > middle.start
    assert part * FRAMES / SLICES < 33 and (part + 1) * FRAMES / SLICES > 28
    assert for_jazz.max() > 0.05
    assert np.abs(for_jazz[[0, 2]]).max() < 1e-3
    assert explained(model, logmel, "Rock").min() < -0.01


def test_the_evidence_is_what_the_verdict_on_the_track_loses(tmp_path: Path) -> None:
    model = model_of(tmp_path, ("Jazz", "Rock"), kinds=False)
    logmel = np.random.default_rng(3).uniform(-60, 0, (2, MELS, FRAMES)).astype(np.float32)
    found = explained(model, logmel, "Jazz")[1, 3, 0]
    changed = logmel.copy()
    # The fourth band of eight with half a band on either side, and the first part of seven.
    patch = changed[1, 40:72, :8]
    patch[:] = np.minimum(patch, np.median(logmel[1]))
    before, after = (
        model.network.embed(some)[:, HEARD].mean() * 20 for some in (logmel, changed)
    )  # fmt: skip
    assert found == pytest.approx(before - after, abs=1e-4) and found > 0.01


def test_a_silent_window_of_a_song_gives_nothing(tmp_path: Path) -> None:
    model = model_of(tmp_path, ("Jazz", "Rock"), kinds=False)
    logmel = np.random.default_rng(3).uniform(-60, 0, (2, MELS, FRAMES)).astype(np.float32)
    logmel[0] = np.random.default_rng(4).uniform(-80, -61, (MELS, FRAMES))
    evidence = explained(model, logmel, "Jazz")
    assert not evidence[0].any() and evidence[1].any()
    assert not explained(model, np.full_like(logmel, -80), "Jazz").any()


def test_spoken_word_is_explained_by_what_tells_speech_from_music(tmp_path: Path) -> None:
    model = model_of(tmp_path, ("Jazz", "Rock", SPOKEN_WORD), kinds=True)
    front_end = model.front_end
    powers = log_mel(front_end).centred_powers(sound(WindowKind.SPEECH, 6.5))
    windows = np.stack([powers[:, :FRAMES], powers[:, FRAMES : 2 * FRAMES]])
    logmel = power_to_db(windows, float(powers.max()), front_end.top_db)
    explanation = explain(model, logmel)
    assert explanation is not None
    spoken = explanation.of(SPOKEN_WORD)
    rock = explanation.of("Rock")
    assert spoken is not None and rock is not None
    # The genre head hears no difference between these two.
    assert np.abs(spoken - rock).max() > 0.1
    assert explanation.of("Zouk") is None


def test_explaining_stops_when_nobody_wants_it_any_more(tmp_path: Path) -> None:
    model = model_of(tmp_path, ("Jazz", "Rock"), kinds=False)
    logmel = np.zeros((4, MELS, FRAMES), dtype=np.float32)
    asked: list[bool] = []

    def proceed() -> bool:
        asked.append(len(asked) < 2)
        return asked[-1]

    assert explain(model, logmel, proceed) is None
    assert len(asked) == 3
