"""Batches are reproducible, balanced and stay within what the front end can produce."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from tagger.lab import augment, recipe
from tagger.lab.batches import WINDOWS, GenreSampler, spread
from tagger.lab.data import GENRES, SPOKEN_WORD, Item, columns
from tagger.lab.targets import Projection, explained_variance

RECIPE = Path(__file__).parents[2] / "models" / "recipe.toml"
CHANGE = recipe.read(RECIPE).genres.change


def item(set_name: str, genre: str, value: int, frames: int = 387) -> Item:
    mel = np.full((128, frames), value, np.uint8)
    return Item(set_name, "train", mel, 1, (GENRES.index(genre),), 1, f"{genre}{value}")


def sampler(smoothing: float = 0.1, rate: float = 0.5) -> GenreSampler:
    items = [item("gtzan", "Blues", 60)] * 30 + [item("gtzan", "Rock", 70)]
    items += [item("speech", "Spoken Word", 80, 60)]
    return GenreSampler(items, {"gtzan": 0.8, "speech": 0.2}, smoothing, replace(CHANGE, rate=rate))


def test_a_rare_genre_is_drawn_as_often_as_a_common_one() -> None:
    batch = sampler(smoothing=0).draw(np.random.default_rng(0), 1000)

    drawn = Counter(GENRES[i] for i in batch.target.argmax(1))
    assert 320 < drawn["Blues"] < 480
    assert 320 < drawn["Rock"] < 480
    assert 140 < drawn["Spoken Word"] < 260


def test_smoothing_stays_within_the_genres_of_the_set() -> None:
    batch = sampler().draw(np.random.default_rng(1), 50)

    np.testing.assert_allclose(batch.target.sum(1), 1, atol=1e-5)
    assert (batch.target[~batch.known] == 0).all()
    assert batch.known[:, SPOKEN_WORD].all()


def test_an_item_with_two_genres_spreads_its_mass() -> None:
    both = Item("taffc", "train", np.zeros((128, 387), np.uint8), 1, (0, 10), 2, "x")

    target = sampler(smoothing=0).target(both)

    assert target[0] == target[10] == 0.5


def test_the_same_seed_gives_the_same_batch() -> None:
    first = sampler().draw(np.random.default_rng(5), 20)
    again = sampler().draw(np.random.default_rng(5), 20)
    other = sampler().draw(np.random.default_rng(6), 20)

    np.testing.assert_array_equal(first.crops, again.crops)
    assert not np.array_equal(first.crops, other.crops)


def test_augmented_windows_stay_in_range_and_change() -> None:
    batch = sampler(rate=1).draw(np.random.default_rng(2), 40)

    assert batch.crops.shape == (40, WINDOWS, 128, 39)
    assert batch.crops.dtype == np.float32
    assert batch.crops.min() >= -80
    assert batch.crops.max() <= 0
    assert np.ptp(batch.crops, axis=(1, 2, 3)).min() > 0


def test_high_cut_empties_the_top_and_nothing_below_4_khz() -> None:
    sound = np.full((200, 1, 128, 39), -20, np.float32)

    cut = augment._high_cut(sound, np.random.default_rng(3), 1)[:, 0, :, 0]

    assert (cut[:, :88] == -20).all()
    assert (cut[:, 127] == -80).all()
    assert len(np.unique((cut > -80).sum(1))) > 20


def test_an_equaliser_is_smooth_and_leaves_the_empty_floor_alone() -> None:
    sound = np.full((50, 2, 128, 39), -40, np.float32)
    sound[:, :, 100:] = -80

    changed = augment._equalise(sound, np.random.default_rng(4), 1, 5.0)

    assert (changed[:, :, 100:] == -80).all()
    curves = changed[:, :, :100] + 40
    assert np.ptp(curves, axis=(1, 3)).max() == 0
    assert 3 < curves.std() < 6
    assert len(np.unique(curves[:, 0, 50, 0])) == 50


def test_a_shift_moves_every_band_by_the_same_step() -> None:
    ramp = np.linspace(-60, -10, 128, dtype=np.float32)[:, None].repeat(39, 1)[None, None]
    sound = ramp.repeat(60, 0)

    moved = augment._shift(sound, np.random.default_rng(5), 1, 4)[:, 0, :, 0]

    steps = np.round((ramp[0, 0, 64, 0] - moved[:, 64]) / (50 / 127)).astype(int)
    assert set(steps) == {-4, -3, -2, -1, 1, 2, 3, 4}


def test_a_changed_tempo_keeps_the_first_frame_and_stays_within_the_item() -> None:
    mel = np.arange(60, dtype=np.uint8)[None].repeat(128, 0)
    piece = Item("gtzan", "train", mel, 1, (0,), 1, "x")

    faster, slower = (columns(piece, 20, tempo=tempo)[0] for tempo in (1.25, 0.5))

    np.testing.assert_array_equal(slower, 20 + np.arange(39) // 2)
    assert faster[0] == 20
    assert faster[8] == 30
    assert faster[-1] == 59
    np.testing.assert_array_equal(columns(piece, 20, tempo=1.0)[0], 20 + np.arange(39))


def test_mixup_keeps_at_least_half_of_every_crop() -> None:
    batch = np.linspace(-80, 0, 6, dtype=np.float32)[:, None, None, None].repeat(39, 3)

    mixed, share, other = augment.mix(batch, np.random.default_rng(0), rate=1, beta=0.4)

    assert (share >= 0.5).all()
    assert (share < 1).any()
    expected = share * batch[:, 0, 0, 0] + (1 - share) * batch[other][:, 0, 0, 0]
    np.testing.assert_allclose(mixed[:, 0, 0, 0], expected, rtol=1e-5)


def test_noise_and_hum_fill_silence_and_leave_loud_sound_alone() -> None:
    generator = np.random.default_rng(7)
    silence = np.full((60, 1, 128, 39), -80, np.float32)
    loud = np.zeros((60, 1, 128, 39), np.float32)

    noisy = augment._noise(silence.copy(), generator, 1)
    humming = augment._hum(silence.copy(), generator, 1)

    assert (noisy.mean((1, 2, 3)) > -79).all()
    assert (humming[:, :, :24].max((1, 2, 3)) >= -46).all()
    assert humming[:, :, 24:].max() < -76
    assert np.ptp(augment._hum(loud.copy(), generator, 1)) == 0


def test_a_spoilt_recording_is_as_loud_as_before_and_the_original_is_left_alone() -> None:
    generator = np.random.default_rng(9)
    sound = generator.uniform(-70, -3, (80, 2, 128, 39)).astype(np.float32)
    before = sound.copy()

    for change in (augment._hall, augment._telephone):
        changed = change(sound.copy(), generator, 1)
        assert np.abs(changed.max((1, 2, 3)) - sound.max((1, 2, 3))).max() < 0.1
        assert (changed != sound).mean() > 0.1
    spoilt = augment.spoil(sound, generator, 0.5)

    np.testing.assert_array_equal(sound, before)
    assert spoilt.dtype == np.float32
    assert spoilt.min() >= -80
    assert spoilt.max() <= 0


def test_a_hall_goes_on_sounding_after_the_music() -> None:
    sound = np.full((30, 1, 128, 39), -80, np.float32)
    sound[..., :10] = -10

    heard = augment._hall(sound.copy(), np.random.default_rng(10), 1)

    tail = heard[:, 0, 0, 12:20]
    assert (np.diff(tail, axis=1) <= 0).all()
    assert (tail[:, 0] > -60).all()


def test_dynamics_leave_the_empty_floor_empty() -> None:
    sound = np.full((40, 1, 128, 39), -40, np.float32)
    sound[:, :, 100:] = -80

    changed = augment._dynamics(sound.copy(), np.random.default_rng(8), 1)

    assert (changed[:, :, 100:] == -80).all()
    assert changed[:, :, :100].min() < -44
    assert changed[:, :, :100].max() > -34


def test_windows_of_a_crop_spread_over_the_whole_item() -> None:
    starts = np.array(
        [spread(item("gtzan", "Rock", 1), np.random.default_rng(seed)) for seed in range(200)]
    )

    assert starts.min() >= 0
    assert starts.max() <= 387 - 39
    assert (np.diff(starts, axis=1) >= 0).all()
    assert starts[:, 2].min() > starts[:, 0].max()


def test_a_short_item_still_gives_all_windows() -> None:
    assert spread(item("speech", "Spoken Word", 1, 39), np.random.default_rng(0)) == [0] * WINDOWS


def test_a_projection_keeps_the_largest_directions_on_one_scale() -> None:
    generator = np.random.default_rng(4)
    scales = np.array([9, 3, 0.1], np.float32)
    vectors = generator.standard_normal((5000, 3)).astype(np.float32) * scales

    projected = Projection.fit(vectors, 2).apply(vectors)

    assert np.isclose(projected.var(0).mean(), 1, atol=0.02)
    assert np.isclose(projected[:, 0].std() / projected[:, 1].std(), 3, rtol=0.1)


def test_explained_variance_of_a_perfect_and_of_a_blind_prediction() -> None:
    truth = np.random.default_rng(0).standard_normal((50, 4)).astype(np.float32)

    assert explained_variance(truth, truth) == 1
    assert abs(explained_variance(truth, np.tile(truth.mean(0), (50, 1)))) < 1e-6


def test_the_recipe_is_complete() -> None:
    read = recipe.read(RECIPE)

    assert read.teachers.steps > 0
    assert set(read.genres.shares) == {"gtzan", "fma", "taffc", "emotify", "speech"}
    assert 0 < read.genres.unknown_weight <= 1
    assert len(set(read.seeds)) == len(read.seeds) >= 3
