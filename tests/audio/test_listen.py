"""Listening to whole files, to odd ones and to broken ones."""

import os
import subprocess
import sys
import threading
from contextlib import suppress

import mutagen
import numpy as np
import pytest
import soundfile
from mutagen.apev2 import APEv2
from mutagen.id3 import TIT2

from tagger.audio import listen, plan_windows
from tagger.audio.decode import open_sources
from tagger.audio.melspectrogram import log_mel, power_to_db
from tagger.errors import AudioError
from tests.audio.conftest import read_whole, signal
from tests.audio.encode import ENCODINGS, Encoding, encode, music

EVERY_FORMAT = sorted(ENCODINGS)


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_a_track_is_heard_in_windows_relative_to_its_loudest(make_sound, front_end, name):
    path = make_sound(name, 48000, 2, 24.0)
    heard = listen(path, 24.0, front_end, 4)
    assert heard.logmel.shape == (4, 128, 39)
    assert heard.logmel.dtype == np.float32
    assert heard.logmel.max() == pytest.approx(0, abs=1e-3)
    assert heard.logmel.min() >= -80
    assert (heard.failed_windows, heard.partial, heard.silent, heard.error) == (0, 0, 0, None)
    planned = plan_windows(24.0, front_end, 4)
    assert heard.starts == pytest.approx([first * 1710 / 22050 for first in planned])


@pytest.mark.parametrize("name", ["flac", "mp3", "aac", "opus", "wma", "wavpack"])
def test_the_windows_are_slices_of_the_spectrogram_of_the_whole_track(make_sound, front_end, name):
    path = make_sound(name, 48000, 2, 24.0)
    heard = listen(path, 24.0, front_end, 3)
    (source, *_) = open_sources(path)
    with source:
        whole = log_mel(front_end).centred_powers(read_whole(source, front_end))
    slices = [whole[:, first : first + 39] for first in plan_windows(24.0, front_end, 3)]
    expected = power_to_db(np.stack(slices), float(np.max(slices)), 80.0)
    assert np.abs(heard.logmel - expected).max() < 0.1


@pytest.mark.parametrize("name", ["flac", "mp3", "adts", "opus", "aac", "wma"])
def test_a_length_that_no_tag_tells_is_found_out(make_sound, front_end, name):
    path = make_sound(name, 48000, 2, 24.0)
    known, found = listen(path, 24.0, front_end, 4), listen(path, None, front_end, 4)
    assert not found.partial
    assert found.starts == pytest.approx(known.starts, abs=0.3)


def test_an_mp3_whose_length_was_guessed_too_long_is_heard_all_over(tmp_path, front_end):
    encoding = Encoding("mp3", "libmp3lame", 128_000)
    path = encode(tmp_path / "x.mp3", signal(24.0, 44100, 2), 44100, encoding)
    data = path.read_bytes()
    frame = data.index(b"Info") - 36
    # Without the header frame that tells the number of frames.
    path.write_bytes(data[frame + 417 :])
    heard = listen(path, 240.0, front_end, 4)
    assert heard.logmel.shape[0] == 4
    assert heard.starts[-1] > 15
    assert not heard.partial


def test_a_track_shorter_than_a_window_fills_it_by_beginning_again(tmp_path, front_end):
    path = encode(tmp_path / "x.flac", signal(1.3, 44100, 2), 44100, ENCODINGS["flac"])
    heard = listen(path, 1.3, front_end, 8)
    own = 1 + int(1.3 * 22050) // 1710
    assert heard.logmel.shape == (1, 128, 39)
    np.testing.assert_array_equal(heard.logmel[0, :, own : 2 * own], heard.logmel[0, :, :own])
    assert not heard.partial
    assert not heard.silent


@pytest.mark.parametrize("frames", [1, 7, 1000])
def test_even_a_click_is_heard(tmp_path, front_end, frames):
    path = tmp_path / "click.wav"
    soundfile.write(path, np.full(frames, 0.5), 44100)
    heard = listen(path, frames / 44100, front_end, 8)
    assert heard.logmel.shape == (1, 128, 39)
    assert np.isfinite(heard.logmel).all()


@pytest.mark.parametrize("name", ["wav", "flac", "mp3", "aac", "opus"])
def test_digital_silence_is_called_silent(tmp_path, front_end, name):
    encoding = ENCODINGS[name]
    zeros = np.zeros((2, 20 * 48000), dtype=np.float32)
    path = encode(tmp_path / f"x.{encoding.suffix}", zeros, 48000, encoding)
    heard = listen(path, 20.0, front_end, 4)
    assert heard.silent
    assert not heard.partial
    assert (heard.logmel == -80).all()


def test_a_quiet_recording_is_not_called_silent(tmp_path, front_end):
    path = tmp_path / "quiet.flac"
    soundfile.write(path, music(20, 44100)[0] * 1e-3, 44100, subtype="PCM_24")
    assert not listen(path, 20.0, front_end, 4).silent


def test_dither_alone_is_silence(tmp_path, front_end):
    path = tmp_path / "dither.wav"
    generator = np.random.default_rng(3)
    dither = generator.integers(-1, 2, 20 * 44100).astype(np.int16)
    soundfile.write(path, dither, 44100, subtype="PCM_16")
    assert listen(path, 20.0, front_end, 4).silent


def test_samples_that_are_no_numbers_count_as_silence(tmp_path, front_end):
    samples = music(20, 44100)[0]
    clean = tmp_path / "clean.wav"
    soundfile.write(clean, samples, 44100, subtype="FLOAT")
    broken = samples.copy()
    broken[5 * 44100] = np.nan
    broken[9 * 44100] = np.inf
    broken[14 * 44100] = -np.inf
    dirty = tmp_path / "dirty.wav"
    soundfile.write(dirty, broken, 44100, subtype="FLOAT")
    heard, expected = (listen(path, 20.0, front_end, 6) for path in (dirty, clean))
    assert np.isfinite(heard.logmel).all()
    assert np.median(np.abs(heard.logmel - expected.logmel)) < 0.01


def test_a_flac_without_a_length_in_its_header_is_heard(make_sound, front_end):
    path = make_sound("flac", 44100, 2, 24.0)
    expected = listen(path, 24.0, front_end, 4)
    data = bytearray(path.read_bytes())
    data[21] &= 0xF0
    data[22:26] = bytes(4)
    path.write_bytes(bytes(data))
    for duration in (24.0, None):
        heard = listen(path, duration, front_end, 4)
        assert heard.starts == expected.starts
        assert np.abs(heard.logmel - expected.logmel).max() < 0.1


def test_a_constant_is_heard_without_a_warning(tmp_path, front_end):
    path = tmp_path / "dc.wav"
    soundfile.write(path, np.full(10 * 44100, 0.25), 44100)
    heard = listen(path, 10.0, front_end, 2)
    assert np.isfinite(heard.logmel).all()
    assert heard.logmel[:, 0].max() > heard.logmel[:, 40].max() + 30


@pytest.mark.parametrize(
    "name", ["wav", "flac", "alac", "vorbis", "opus", "mp3-vbr", "wavpack", "wma"]
)
def test_a_file_that_breaks_off_gives_its_good_windows(make_sound, front_end, name):
    path = make_sound(name, 48000, 2, 24.0)
    if name == "alac":
        # The index of an M4A stands at the end, so it breaks by a hole and not by a cut.
        data = bytearray(path.read_bytes())
        data[len(data) // 2 : -20_000] = bytes(len(data) - 20_000 - len(data) // 2)
        path.write_bytes(bytes(data))
    else:
        os.truncate(path, path.stat().st_size // 2)
    heard = listen(path, 24.0, front_end, 6)
    assert heard.partial
    assert heard.error
    assert heard.error.endswith(".")
    assert 2 <= len(heard.logmel) == len(heard.starts)
    assert heard.starts[0] < 3
    assert heard.logmel.max() == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("name", ["mp3", "mp3-vbr", "aac", "alac", "wma", "wavpack", "opus"])
def test_a_whole_file_is_never_called_damaged_up_to_its_last_sample(make_sound, front_end, name):
    path = make_sound(name, 48000, 2, 8.0)
    file = mutagen.File(path)
    assert file is not None
    if name.startswith("mp3"):
        # Tags behind the sound: nothing of them is sound.
        file.tags.add(TIT2(text="x" * 5000))
        file.save(v1=2)
        ape = APEv2()
        ape["Comment"] = "y" * 3000
        ape.save(path)
    for duration in (file.info.length, None):
        heard = listen(path, duration, front_end, 2)
        assert len(heard.logmel) == 2
        assert (heard.partial, heard.error) == (False, None)


def test_a_hole_in_a_file_is_told_as_damage_and_not_as_its_end(make_sound, front_end):
    path = make_sound("alac", 44100, 2, 24.0)
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : 2 * third] = bytes(third)
    path.write_bytes(bytes(data))
    heard = listen(path, 24.0, front_end, 6)
    assert heard.partial
    assert heard.error
    assert "damaged" in heard.error
    assert heard.starts[0] < 3
    assert heard.starts[-1] > 18


def test_noise_in_the_middle_of_a_flac_costs_at_most_the_windows_there(make_sound, front_end):
    path = make_sound("flac", 44100, 2, 24.0)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 60_000] = np.random.default_rng(0).bytes(60_000)
    path.write_bytes(bytes(data))
    heard = listen(path, 24.0, front_end, 6)
    assert len(heard.logmel) >= 5
    assert np.isfinite(heard.logmel).all()


JUNK = {
    "empty": b"",
    "text": b"This is not music at all.\n" * 200,
    "zeros": bytes(100_000),
    "noise": np.random.default_rng(5).bytes(200_000),
    "riff": b"RIFF\x10\x00\x00\x00WAVEfmt " + bytes(3),
    "flac": b"fLaC" + bytes(2_000),
    "ogg": b"OggS" + bytes(5_000),
    "opus": b"OggS" + bytes(24) + b"OpusHead" + bytes(500),
    "id3": b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + bytes(3_000),
    "m4a": b"\x00\x00\x00\x20ftypM4A " + bytes(3_000),
    "mp3": b"\xff\xfb\x90\x64" * 3_000,
    "playlist": b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n",
    "concat": b"ffconcat version 1.0\nfile '/etc/hostname'\n",
}


@pytest.mark.parametrize("kind", sorted(JUNK))
def test_what_is_no_music_is_refused_with_a_sentence_or_heard(tmp_path, front_end, kind):
    path = tmp_path / f"{kind}.mp3"
    path.write_bytes(JUNK[kind])
    try:
        heard = listen(path, None, front_end, 4)
    except AudioError as error:
        assert error.path == path
        assert error.message[0].isupper()
        assert error.message.endswith(".")
    else:
        assert kind in ("mp3", "noise")
        assert np.isfinite(heard.logmel).all()


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_whatever_is_damaged_is_heard_or_refused_with_a_sentence(make_sound, front_end, name):
    path = make_sound(name, 48000, 2)
    data = path.read_bytes()
    generator = np.random.default_rng(11)
    for attempt in range(8):
        broken = bytearray(data)
        if attempt % 2:
            places = generator.integers(0, 4_000, 20)
        else:
            places = generator.integers(0, len(data), 200)
        for place in places:
            broken[place] = generator.integers(256)
        path.write_bytes(bytes(broken))
        try:
            heard = listen(path, 8.0 if attempt % 4 < 2 else None, front_end, 2)
        except AudioError as error:
            assert error.path == path
            assert error.message.endswith(".")
        else:
            assert np.isfinite(heard.logmel).all()
            assert heard.partial == (heard.error is not None)


def test_a_wav_without_any_sample_is_refused_with_a_sentence(tmp_path, front_end):
    path = tmp_path / "x.wav"
    soundfile.write(path, np.zeros(0), 44100)
    with pytest.raises(AudioError, match="no sound"):
        listen(path, 0.0, front_end, 4)


def test_a_wav_with_an_absurd_rate_is_refused(tmp_path, front_end):
    path = tmp_path / "x.wav"
    soundfile.write(path, np.zeros(10), 44100)
    data = bytearray(path.read_bytes())
    data[24:28] = (0x7FFFFFFF).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    with pytest.raises(AudioError, match="makes no sense"):
        listen(path, 1.0, front_end, 4)


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path, front_end):
    with pytest.raises(AudioError, match="no longer there"):
        listen(tmp_path / "gone.mp3", 1.0, front_end, 4)
    with pytest.raises(AudioError, match="not a file"):
        listen(tmp_path, 1.0, front_end, 4)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.mp3")
        with pytest.raises(AudioError, match="not a file"):
            listen(tmp_path / "pipe.mp3", 1.0, front_end, 4)


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are a Linux thing")
@pytest.mark.parametrize("name", ["wav", "mp3"])
def test_a_name_that_is_no_valid_text_is_heard(make_sound, front_end, tmp_path, name):
    path = make_sound(name, 22050, 1, 9.0)
    odd = tmp_path / os.fsdecode(b"caf\xe9 %s http:?x#\n1." + path.suffix[1:].encode())
    path.rename(odd)
    assert len(listen(odd, 9.0, front_end, 2).logmel) == 2


def test_a_length_that_the_tags_made_up_does_no_harm(make_sound, front_end):
    path = make_sound("flac", 44100, 2, 24.0)
    for nonsense in (float("nan"), float("inf"), -5.0, 1e9):
        heard = listen(path, nonsense, front_end, 4)
        assert len(heard.logmel) == 4


def test_many_threads_hear_the_same_as_one(make_sound, front_end):
    paths = [make_sound(name, 48000, 2, 9.0) for name in ("mp3", "flac", "aac", "opus")]
    alone = [listen(path, 9.0, front_end, 2).logmel for path in paths]
    heard: dict[int, list[np.ndarray]] = {}

    def work(index: int) -> None:
        heard[index] = [listen(path, 9.0, front_end, 2).logmel for path in paths]

    threads = [threading.Thread(target=work, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(heard) == 4
    for answers in heard.values():
        for answer, expected in zip(answers, alone, strict=True):
            np.testing.assert_array_equal(answer, expected)


def test_decoders_print_nothing(make_sound, front_end, tmp_path, capfd):
    whole = [make_sound(name, 16000, 2, 9.0) for name in ("mp3", "flac", "aac", "opus", "vorbis")]
    whole.append(encode(tmp_path / "low.mp3", music(9, 8000), 8000, Encoding("mp3", "libmp3lame")))
    broken = []
    for path in whole:
        listen(path, 9.0, front_end, 2)
        data = bytearray(path.read_bytes())
        third = len(data) // 3
        data[third : third + 3000] = np.random.default_rng(0).bytes(3000)
        del data[2 * third :]
        path.write_bytes(bytes(data))
        broken.append(path)
    for kind, junk in JUNK.items():
        broken.append(tmp_path / kind)
        broken[-1].write_bytes(junk)
    for path in broken:
        with suppress(AudioError):
            listen(path, 9.0, front_end, 3)
    printed = capfd.readouterr()
    assert printed.out == ""
    assert printed.err == ""


def test_importing_the_package_loads_no_decoder():
    code = (
        "import sys, tagger.audio, tagger.model\n"
        "heavy = {'av', 'soundfile', 'soxr', 'librosa', 'scipy', 'onnxruntime', 'numba'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_recording_of_the_data_is_heard_whole(clips, front_end):
    recordings = sorted(path for path in clips.rglob("*") if path.suffix in (".mp3", ".flac"))[::7]
    assert recordings
    for path in recordings:
        heard = listen(path, None, front_end, 4)
        assert len(heard.logmel) == 4
        assert not heard.partial, path
        assert not heard.silent
