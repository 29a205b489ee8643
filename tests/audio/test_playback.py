"""Playing: every format sounds as it should, from the place that was asked for."""

from __future__ import annotations

import shutil
import subprocess
import tracemalloc
import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tagger.audio.playback import Pcm, PcmStream
from tagger.errors import AudioError
from tagger.tags.formats import AUDIO_SUFFIXES
from tests.audio.encode import ENCODINGS, encode
from tests.tags.audio_files import make

RATE = 48000
SECONDS = 6.0
LOW, HIGH = 440.0, 1000.0
"""Hz: the first half of each sound and the second one."""


def two_tones(rate: int, channels: int = 2, seconds: float = SECONDS) -> NDArray:
    """(channels, samples): one tone up to the middle, then another."""
    time = np.arange(round(seconds * rate)) / rate
    tone = np.where(time < seconds / 2, np.sin(LOW * 2 * np.pi * time),
                    np.sin(HIGH * 2 * np.pi * time))  # fmt: skip
    return np.tile(0.5 * tone, (channels, 1)).astype(np.float32)


def blocks_of(path: Path, start: float = 0.0, channels: int = 2) -> list[Pcm]:
    with PcmStream(path, RATE, channels, start) as stream:
        return list(iter(stream.read, None))


def samples_of(blocks: list[Pcm], channels: int = 2) -> NDArray:
    """(samples, channels), full scale at 1."""
    data = b"".join(block.data for block in blocks)
    return np.frombuffer(data, "i2").reshape(-1, channels) / 32768


def pitch(sound: NDArray) -> float:
    """Hz of the loudest partial of (samples,)."""
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 18))
    return float(spectrum.argmax() * RATE / (1 << 18))


def _strength(sound: NDArray, hz: float) -> NDArray:
    """How strong a tone is around each sample, over 20 ms."""
    turned = np.cumsum(sound * np.exp(-2j * np.pi * hz * np.arange(len(sound)) / RATE))
    return np.abs(turned[960:] - turned[:-960])


def turn(sound: NDArray) -> float:
    """Seconds from the start of (samples,) to where the second tone takes over."""
    low, high = (_strength(sound, hz) for hz in (LOW, HIGH))
    return float((high > low).argmax() + 480) / RATE


@pytest.mark.parametrize("rate", [22050, 44100, 96000])
@pytest.mark.parametrize("name", ENCODINGS)
def test_every_format_plays_at_its_length_and_pitch_and_from_any_place(
    name: str, rate: int, tmp_path: Path
) -> None:
    rate = 48000 if name in ("opus", "matroska") or (rate > 48000 and "mp3" in name) else rate
    rate = min(rate, 48000) if name in ("wma", "vorbis", "aac", "adts") else rate
    encoding = ENCODINGS[name]
    path = encode(tmp_path / f"tones.{encoding.suffix}", two_tones(rate), rate, encoding)
    sound = samples_of(blocks_of(path))
    # Raw AAC does not tell how much of its first and last frames is padding.
    assert abs(len(sound) / RATE - SECONDS) < (0.1 if name == "adts" else 0.06)
    for channel in sound.T:
        assert abs(pitch(channel[RATE : 2 * RATE]) - LOW) < 2
        assert abs(pitch(channel[4 * RATE : 5 * RATE]) - HIGH) < 2
        assert 0.4 < np.abs(channel[RATE : 2 * RATE]).max() < 0.6
    if name == "adts":
        # No container, no time stamps: a place is only guessed.
        return
    middle = turn(sound[:, 0])
    for start in (1.0, 2.63):
        blocks = blocks_of(path, start)
        assert abs(blocks[0].position - start) < 0.05
        assert abs(start + turn(samples_of(blocks)[:, 0]) - middle) < 0.05


def test_each_block_says_where_it_is_and_none_is_long(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.wv", two_tones(44100), 44100, ENCODINGS["wavpack"])
    blocks = blocks_of(path, 0.5)
    lengths = [len(block.data) / (4 * RATE) for block in blocks]
    assert max(lengths) <= 0.1
    expected = 0.5 + np.concatenate([[0], np.cumsum(lengths)[:-1]])
    assert np.abs(expected - [block.position for block in blocks]).max() < 0.01


def test_a_stream_goes_on_from_where_it_is_sent(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.flac", two_tones(44100), 44100, ENCODINGS["flac"])
    with PcmStream(path, RATE, 1) as stream:
        assert stream.duration == pytest.approx(SECONDS)
        for place in (4.0, 1.5, 0.0, 5.5):
            stream.seek(place)
            first = stream.read()
            assert first is not None and abs(first.position - place) < 0.001
        stream.seek(100)
        assert stream.read() is None


@pytest.mark.parametrize("kind", ["oga", "spx", "dsf", "m4a", "wma"])
def test_the_rarer_types_play_too(kind: str, tmp_path: Path) -> None:
    blocks = blocks_of(make(tmp_path, kind, seconds=2.0))
    # The frames of the Speex file are random bits, of which many are no valid ones.
    end = blocks[-1].position + len(blocks[-1].data) / (4 * RATE)
    assert end == pytest.approx(1.0 if kind == "dsf" else 2.0, abs=0.1)
    assert np.abs(samples_of(blocks)).max() > 0.01


def test_musepack_plays(tmp_path: Path) -> None:
    encoder = shutil.which("mpcenc")
    if encoder is None:
        pytest.skip("there is no Musepack encoder here")
    source = encode(tmp_path / "a.wav", two_tones(44100), 44100, ENCODINGS["wav"])
    path = tmp_path / "a.mpc"
    subprocess.run([encoder, "--silent", source, path], check=True, capture_output=True)
    sound = samples_of(blocks_of(path))
    assert abs(len(sound) / RATE - SECONDS) < 0.06
    assert abs(pitch(sound[4 * RATE : 5 * RATE, 0]) - HIGH) < 2
    assert abs(1.0 + turn(samples_of(blocks_of(path, 1.0))[:, 0]) - turn(sound[:, 0])) < 0.05


def test_the_decoders_of_what_no_test_can_encode_are_there() -> None:
    from av.codec import Codec

    assert {".ape", ".mpc", ".dsf", ".spx"} <= AUDIO_SUFFIXES
    decoders = ("ape", "mpc7", "mpc8", "dsd_lsbf_planar", "speex", "wmapro", "wmalossless")
    for name in decoders:
        assert Codec(name, "r").type == "audio"


@pytest.mark.parametrize("channels", [1, 2, 3, 4, 5, 6, 7, 8, 12, 16])
def test_any_number_of_channels_is_heard_on_two(channels: int, tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    tones = np.tile(two_tones(RATE, 1)[0], (channels, 1))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((tones.T * 32767).astype("<i2").tobytes())
    sound = samples_of(blocks_of(path))
    assert len(sound) == SECONDS * RATE
    for channel in sound.T:
        assert abs(pitch(channel[RATE : 2 * RATE]) - LOW) < 2
        assert np.abs(channel).max() > 0.3


def test_a_file_that_breaks_off_plays_up_to_there(tmp_path: Path) -> None:
    for name in ("flac", "mp3", "aac", "vorbis", "wavpack"):
        encoding = ENCODINGS[name]
        path = encode(tmp_path / f"{name}.{encoding.suffix}", two_tones(44100), 44100, encoding)
        if name == "aac":
            # Its table stands at the end; only sound that is overwritten can be lost.
            data = bytearray(path.read_bytes())
            data[len(data) // 2 : -4000] = bytes(len(data) - 4000 - len(data) // 2)
            path.write_bytes(data)
        else:
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        sound = samples_of(blocks_of(path))
        assert 2.0 < len(sound) / RATE < SECONDS + 0.1, name
        assert abs(pitch(sound[RATE : 2 * RATE, 0]) - LOW) < 2, name


def test_damage_in_the_middle_is_jumped_over(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.mp3", two_tones(44100), 44100, ENCODINGS["mp3"])
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : third + 2000] = np.random.default_rng(1).bytes(2000)
    path.write_bytes(data)
    sound = samples_of(blocks_of(path))
    assert abs(pitch(sound[RATE : 3 * RATE // 2, 0]) - LOW) < 2
    assert abs(pitch(sound[-RATE : -RATE // 2, 0]) - HIGH) < 2


def test_what_cannot_be_played_is_said_in_a_sentence(tmp_path: Path) -> None:
    empty, text, folder = tmp_path / "a.mp3", tmp_path / "b.mp3", tmp_path / "c.mp3"
    empty.touch()
    text.write_text("no sound at all\n" * 500)
    folder.mkdir()
    for path in (empty, text, folder, tmp_path / "gone.mp3"):
        with pytest.raises(AudioError) as caught:
            PcmStream(path, RATE, 2)
        assert caught.value.message.endswith((".", "?")) and caught.value.path == path


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = encode(tmp_path / "a.wav", two_tones(44100, 2, 240.0), 44100, ENCODINGS["wav"])
    blocks_of(tmp_path / "a.wav", 239.0)
    tracemalloc.start()
    with PcmStream(path, RATE, 2) as stream:
        while stream.read() is not None:
            pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
