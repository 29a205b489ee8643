"""Recordings are spoilt as announced, heard by the app itself, and compared without flattery."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from tagger.lab import comparison, robustness, sameness, windows
from tagger.lab.data import Item
from tagger.lab.encoding import FLAC, FORMATS, RATE, encode, read
from tagger.lab.files import Answer, Ear, music_clips
from tagger.lab.variants import VARIANTS, Variant, voice_memo
from tagger.records import TrackContent

MODEL = Path(__file__).parents[2] / "models" / "genre.onnx"
SECONDS = 4


def chord(seconds: float = SECONDS) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    tones = [np.sin(2 * np.pi * pitch * time) for pitch in (220, 277, 330, 6000)]
    beat = 0.2 + 0.8 * (time * 2 % 1 < 0.4)
    return np.stack([sum(tones) * beat, tones[0] * beat]).astype(np.float32) * np.float32(0.1)


@pytest.fixture(scope="module")
def ear() -> Ear:
    return Ear(MODEL)


def answer(first: str, probability: float, *vector: float) -> Answer:
    genres = {first: probability, "Other": 1 - probability}
    return Answer(TrackContent.MUSIC, np.array(vector, np.float16), genres, None)


NOTHING = Answer(TrackContent.NONE, None, {}, "No music was found in this file.")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_the_sound_that_was_put_in(name: str, tmp_path: Path) -> None:
    file = encode(tmp_path / "clip", chord(), FORMATS[name])

    assert file.suffix == FORMATS[name].suffix
    if file.suffix != ".m4a":
        samples = read(file)
        assert samples.shape[1] == pytest.approx(SECONDS * RATE, abs=4000)
        assert samples.std() == pytest.approx(chord().std(), rel=0.1)


def test_one_recording_sounds_the_same_to_the_app_in_every_format(ear: Ear, clips: Path) -> None:
    compared, everywhere = sameness.measure(ear, [clips / "Classical" / "classical.00004.flac"])

    assert [one.name for one in compared] == [name for name in FORMATS if name != "FLAC"]
    assert (everywhere.right, everywhere.total) == (1, 1)
    assert all(one.cosines[0] > 0.95 for one in compared)


def test_a_variant_that_lost_its_genre_is_not_the_same() -> None:
    rock = answer("Rock", 0.8, 1, 0)

    one = comparison.compare(
        "x", [rock, rock, rock, NOTHING], [rock, answer("Pop", 0.6, 0, 1), NOTHING, rock]
    )

    assert (one.same_genre.right, one.same_genre.total) == (1, 3)
    assert one.cosines == pytest.approx((1, 0))
    assert one.change == pytest.approx((0 - 0.8 - 0.8) / 3)
    assert one.not_music == 1
    assert "1/3" in one.line()


def test_a_comparison_without_any_pair_can_still_be_printed() -> None:
    assert "0/0" in comparison.compare("x", [NOTHING], [NOTHING]).line()


@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_becomes_a_file_that_differs_from_the_recording(
    name: str, tmp_path: Path
) -> None:
    variant = VARIANTS[name]
    samples = chord()
    changed = variant.change(samples, np.random.default_rng(0))

    file = robustness.write(tmp_path, samples, variant, np.random.default_rng(0))

    assert file.stat().st_size > 1000
    assert np.isfinite(changed).all()
    if variant.encoding == FLAC:
        assert changed.shape != samples.shape or np.abs(changed - samples).max() > 0.001
        rate = soundfile.info(file).samplerate
        assert rate == variant.rate


def test_a_voice_memo_keeps_a_telephones_band() -> None:
    memo = voice_memo(chord(), np.random.default_rng(0))

    assert memo.shape == (1, SECONDS * 8000)
    spectrum = np.abs(np.fft.rfft(memo[0]))
    frequencies = np.fft.rfftfreq(memo.shape[1], 1 / 8000)
    assert 320 < frequencies[spectrum.argmax()] < 340, "330 Hz stays, 220 Hz is weakened"


def test_silence_has_no_first_genre(ear: Ear, tmp_path: Path) -> None:
    silence = np.zeros((2, 5 * RATE), np.float32)

    heard = ear.hear(encode(tmp_path / "silence", silence, FLAC))

    assert heard.content is TrackContent.NONE
    assert heard.first is None
    assert heard.sentence


def test_whole_files_are_put_together_from_speech_and_music(clips: Path) -> None:
    music, spoken = music_clips(clips)[:4], [clips / "Spoken Word" / "zh_fleurs-002.flac"]
    made = robustness.whole_files(music, spoken)

    podcast, talk = next(made), next(made)

    assert podcast[1].shape[1] == talk[1].shape[1] + 12 * RATE
    np.testing.assert_array_equal(podcast[1][:, 6 * RATE : 7 * RATE], talk[1][:, :RATE])


def test_windows_of_an_item_are_spread_as_over_a_track() -> None:
    mel = np.broadcast_to(np.arange(387) % 128, (128, 387)).astype(np.uint8)
    item = Item("gtzan", "valid", mel, 1, (0,), 1, "x")
    coarse = Item("fma", "valid", mel[:, :128], 3, (0,), 1, "x")

    assert [len(windows.spread_windows(item, count)) for count in (1, 4, 9)] == [1, 4, 9]
    assert len(windows.spread_windows(coarse, 10)) == 9
    first, last = windows.spread_windows(item, 2)[:, 0, 0]
    assert first < last


def test_songs_are_as_long_as_asked_for(tmp_path: Path) -> None:
    clip = encode(tmp_path / "clip", chord(), FLAC)

    made = list(windows.songs([clip], 2, 10))

    assert [song.shape for song in made] == [(2, 10 * RATE)] * 2


def test_a_song_takes_time_to_hear(tmp_path: Path) -> None:
    clip = encode(tmp_path / "clip", chord(), FLAC)

    assert windows.seconds_a_song(MODEL, [clip], 1) > 0


def test_an_unchanged_variant_is_the_recording_itself(ear: Ear, tmp_path: Path) -> None:
    samples = chord()
    plain = Variant(lambda sound, generator: sound)

    file = robustness.write(tmp_path, samples, plain, np.random.default_rng(0))

    np.testing.assert_allclose(read(file), samples, atol=1e-3)
