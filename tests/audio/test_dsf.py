"""Sound of one bit: DSF is decoded as any other file is."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tagger.audio.decode import open_sources
from tests.tags.audio_files import make, tag_by_mutagen
from tests.tags.chunk_files import DSD_RATE


def test_a_dsf_file_is_heard_from_any_place_and_a_picture_is_no_sound(tmp_path: Path):
    path = make(tmp_path, "dsf", seconds=2.0, seed=2)
    tag_by_mutagen(path, ["Rock"], b"picture" * 20_000)
    sources = list(open_sources(path))
    with sources[0] as source:
        assert source.sample_rate == DSD_RATE // 8
        assert source.length() == source.sample_rate
        whole = source.read(0, 2 * source.sample_rate)
        assert len(whole) == source.sample_rate
        spectrum = np.abs(np.fft.rfft(whole * np.hanning(len(whole))))
        assert abs(int(spectrum.argmax()) - 440) <= 1
        assert np.array_equal(source.read(200_000, 210_000), whole[200_000:210_000])
        assert not source.damaged
