"""Noise is made from numbers alone, always the same from one seed, and looks as it is called."""

from __future__ import annotations

import numpy as np
import pytest

from tagger.lab import data, noise

FREQUENCIES = np.fft.rfftfreq(round(4 * noise.RATE), 1 / noise.RATE)


def power(kind: str, seed: int, low: float, high: float) -> float:
    """Mean power of 4 s of a kind between two frequencies in Hz."""
    samples = noise.synthesise(kind, np.random.default_rng(seed), 4)
    spectrum = np.abs(np.fft.rfft(samples)) ** 2
    return float(spectrum[(low <= FREQUENCIES) & (high > FREQUENCIES)].mean())


@pytest.mark.parametrize("kind", noise.KINDS)
def test_every_kind_becomes_windows_that_hold_sound(kind: str) -> None:
    (item,) = noise.items([kind], 1, 0, "train")

    heard = data.windows(item)
    assert heard.shape == (3, 1, 128, data.WINDOW_FRAMES)
    assert np.isfinite(heard).all()
    assert heard.max() == pytest.approx(0)
    assert (heard.max((1, 2, 3)) > -60).any()
    assert not item.genres
    assert noise.kind_of(item) == kind


def test_the_same_seed_makes_the_same_items_and_another_seed_others() -> None:
    first, again, other = (noise.items(["wind", "hum"], 2, seed, "train") for seed in (1, 1, 2))

    for one, two, three in zip(first, again, other, strict=True):
        np.testing.assert_array_equal(one.mel, two.mel)
        assert not np.array_equal(one.mel, three.mel)
    assert not np.array_equal(first[0].mel, first[1].mel)


def test_leaving_a_kind_out_changes_none_of_the_others() -> None:
    both = noise.items(["white", "sea"], 1, 3, "train")
    alone = noise.items(["sea"], 1, 3, "train")

    np.testing.assert_array_equal(both[1].mel, alone[0].mel)


def test_white_is_flat_and_brown_falls() -> None:
    assert power("white", 0, 4000, 8000) == pytest.approx(power("white", 0, 100, 400), rel=0.1)
    assert power("brown", 0, 4000, 8000) < 0.01 * power("brown", 0, 100, 400)
    assert power("brown", 0, 4000, 8000) < power("pink", 0, 4000, 8000)


def test_hum_stands_on_the_mains() -> None:
    samples = noise.synthesise("hum", np.random.default_rng(4), 4)
    spectrum = np.abs(np.fft.rfft(samples))

    loudest = float(FREQUENCIES[spectrum.argmax()])
    assert min(loudest % 10, 10 - loudest % 10) < 1
    assert loudest >= 49


def test_a_narrow_recording_has_no_treble() -> None:
    generator = np.random.default_rng(5)
    white = noise.synthesise("white", generator, 4)

    spectrum = np.abs(np.fft.rfft(noise.narrow(white, generator)))

    assert spectrum[FREQUENCIES > 8100].max() < 1e-6 * spectrum.max()
