"""Music, speech and noise are told apart by what a window sounds like, with music in favour."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tagger.lab import activity, noise, sounds
from tagger.lab.listener import Listener
from tagger.model import Head
from tagger.model.activity import SOUNDING_KINDS, ActivityHead
from tagger.records import TrackContent, WindowKind

MODEL = Path(__file__).parents[2] / "models" / "genre.onnx"
MUSIC, SPEECH, NOISE = range(3)


def heard(spread: float, count: int = 2000, seed: int = 0) -> sounds.Heard:
    """Three clouds of embeddings in 8 dimensions, much more music than anything else."""
    generator = np.random.default_rng(seed)
    kind = np.repeat([MUSIC, SPEECH, NOISE], [count, count // 10, count // 10])
    embeddings = generator.standard_normal((len(kind), 8)) * spread
    embeddings[np.arange(len(kind)), kind] += 4
    group = np.array(["gtzan", "speech", "noise hum"])[kind]
    hum = np.array(["", "", "hum"])[kind]
    return sounds.Heard(embeddings.astype(np.float32), kind, np.arange(len(kind)) // 4, group, hum)


def test_what_is_far_apart_is_told_apart() -> None:
    head = activity.fit(heard(0.5))

    figures = {figure.name: figure.value for figure in activity.measure(head, heard(0.5, seed=1))}

    assert figures["speech found, items"] > 0.98
    assert figures["noise found, windows"] > 0.98
    assert figures["music taken for noise, items"] < 0.01


def test_speech_and_noise_take_no_more_music_than_they_may() -> None:
    mixed = heard(2.5)

    head = activity.fit(mixed)

    found = head.probabilities(mixed.embeddings).argmax(1)[mixed.kind == MUSIC]
    for kind, taken in activity.MUSIC_TAKEN.items():
        assert (found == SOUNDING_KINDS.index(kind)).mean() <= taken
    assert (found != MUSIC).any(), "the limits are used, not avoided"


def test_a_share_is_counted_for_windows_and_for_whole_items() -> None:
    all_speech = ActivityHead(np.zeros((3, 8), np.float32), np.array([0, 9, 0], np.float32))

    figures = {figure.name: figure for figure in activity.measure(all_speech, heard(1, 40))}

    assert figures["gtzan taken for speech, windows"].total == 40
    assert figures["gtzan taken for speech, items"].total == 10
    assert figures["gtzan taken for speech, items"].value == 1
    assert figures["speech found, items"].value == 1
    assert figures["noise found, windows"].value == 0


def test_a_kind_that_is_held_out_is_really_not_met() -> None:
    def everything(seed: int) -> sounds.Heard:
        plain = heard(0.5, 1600, seed)
        rows = np.flatnonzero(plain.kind == NOISE)
        hums = np.array(list(noise.KINDS))[np.arange(len(rows)) % len(noise.KINDS)]
        plain.noise[rows] = ""
        named = plain.noise.astype("U20")
        named[rows] = hums
        # Tones lie where music does, in a direction that nothing else has.
        tones = rows[hums == "tone"]
        plain.embeddings[tones] -= plain.embeddings[tones]
        plain.embeddings[tones, 0], plain.embeddings[tones, 7] = 4, 6
        return sounds.Heard(plain.embeddings, plain.kind, plain.item, plain.group, named)

    figures = {figure.name: figure for figure in activity.held_out(everything(0), everything(1))}

    assert figures["noise tone, never met, found, windows"].value == 0
    assert figures["noise white, never met, found, windows"].value > 0.9
    assert figures["noise never met, found, windows"].total == 160


def test_a_mixture_has_the_level_that_was_asked_for_and_stays_below_0_db() -> None:
    under = np.full((1, 128, 39), -20, np.float32)
    over = np.full((1, 128, 39), -50, np.float32)

    quiet, equal = sounds.mix(under, over, -30), sounds.mix(under, over, 0)

    np.testing.assert_allclose(quiet, -20, atol=0.01)
    np.testing.assert_allclose(equal, -20, atol=0.01)
    halves = under.copy()
    halves[:, 64:] = -80
    voice = np.flip(halves, 1)
    mixed = sounds.mix(halves, voice, -10)
    np.testing.assert_allclose(mixed[:, :64], -20, atol=0.01)
    np.testing.assert_allclose(mixed[:, 64:], -30, atol=0.01)


def test_silent_windows_teach_nothing() -> None:
    crops = np.full((3, 128, 39), -80, np.float32)
    crops[1] = -10

    found = sounds.hear(Listener(MODEL), iter([sounds.Sound(crops, WindowKind.NOISE, "x", "hum")]))

    assert len(found.embeddings) == 1
    assert found.kind.tolist() == [NOISE]


def test_a_track_of_speech_is_scored_as_spoken_word_first() -> None:
    from tagger.lab.data import GENRES, SPOKEN_WORD
    from tagger.lab.listener import Tracks, scores

    generator = np.random.default_rng(0)
    head = Head(GENRES, generator.normal(size=(18, 8)).astype(np.float32), np.zeros(18, np.float32))
    ear = ActivityHead(np.zeros((3, 8), np.float32), np.array([0, 1, 0], np.float32))
    embeddings = generator.normal(size=(2, 8)).astype(np.float16)

    found = scores(head, ear, Tracks(embeddings, [TrackContent.SPEECH, TrackContent.MUSIC]))

    assert found[0].argmax() == SPOKEN_WORD
    np.testing.assert_allclose(found.sum(1), 1, atol=1e-5)
    np.testing.assert_allclose(found[1], head.probabilities(embeddings)[1], atol=1e-6)


@pytest.mark.parametrize("kind", ["white", "hum", "rain", "wind"])
def test_the_bundled_model_finds_no_music_in_noise_it_has_not_heard(kind: str) -> None:
    from tagger.lab.listener import open_model

    listener, network = open_model(MODEL)
    assert network.activity is not None

    heard = listener.hear(noise.items([kind], 5, 987, "test"))

    assert heard.contents.count(TrackContent.NONE) >= 4
