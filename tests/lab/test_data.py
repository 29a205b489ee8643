"""Training hears what it should hear, and nothing of what is kept apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tagger.lab import data

FOLDER = Path(__file__).parents[3] / "shared" / "data"


def item(frames: int, repeat: int = 1, set_name: str = "gtzan") -> data.Item:
    mel = np.broadcast_to(np.arange(frames, dtype=np.uint8), (128, frames)).copy()
    return data.Item(set_name, "train", mel, repeat, (0,), 1, "x")


@pytest.fixture(scope="module")
def corpus() -> data.Corpus:
    if not FOLDER.exists():
        pytest.skip("the training data is not beside the checkout")
    return data.load(FOLDER)


def test_decibels_span_the_whole_range() -> None:
    values = data.decibels(np.array([0, 127], np.uint8))

    np.testing.assert_allclose(values, [-80, 0], atol=1e-5)
    assert values.dtype == np.float32


def test_an_item_becomes_windows_side_by_side() -> None:
    heard = data.windows(item(100))

    assert heard.shape == (2, 1, 128, 39)
    np.testing.assert_allclose(heard[1, 0, 5], data.decibels(np.arange(39, 78, dtype=np.uint8)))


def test_a_coarse_item_is_stretched_to_the_front_ends_rate() -> None:
    coarse = item(20, repeat=3)

    assert coarse.frames == 60
    assert data.columns(coarse, 3)[0, :7].tolist() == [1, 1, 1, 2, 2, 2, 3]


def test_the_coarse_texture_holds_every_third_frame() -> None:
    row = data.columns(item(100), 10, coarse=True)[0]

    assert row[:6].tolist() == [11, 11, 11, 14, 14, 14]
    assert data.columns(item(39), 0, coarse=True).shape == (128, 39)


def test_a_set_decides_only_over_its_genres_and_speech() -> None:
    known = data.known_genres("emotify")

    names = {data.GENRES[i] for i in np.flatnonzero(known)}
    assert names == {"Classical", "Electronic", "Pop", "Rock", "Spoken Word"}
    assert data.known_genres("speech").all()


def test_zouk_is_never_a_label(corpus: data.Corpus) -> None:
    zouk = [item for item in corpus.audio.items if item.set_name == "zouk"]

    assert zouk
    assert all(not item.genres for item in zouk)
    labelled = {item.set_name for item in corpus.labelled("train")}
    assert labelled == {"gtzan", "fma", "taffc", "emotify", "speech"}


def test_gtzans_faulty_clips_are_left_out(corpus: data.Corpus) -> None:
    train = [item for item in corpus.labelled("train") if item.set_name == "gtzan"]
    valid = [item for item in corpus.labelled("valid") if item.set_name == "gtzan"]

    assert (len(train), len(valid)) == (442, 197)


def test_no_track_of_fma_is_stored_twice(corpus: data.Corpus) -> None:
    contents = [item.mel.tobytes() for item in corpus.fma]

    assert len(set(contents)) == len(contents)
    assert len(corpus.vggish) == len(corpus.fma)


def test_every_taught_patch_lies_inside_its_item(corpus: data.Corpus) -> None:
    for taught in (corpus.audio, corpus.augmented):
        for heard, patches in zip(taught.items, taught.musicnn, strict=True):
            last = round((len(patches) - 1) * data.PATCH_FRAMES)
            assert last + data.WINDOW_FRAMES <= heard.frames, heard.name
