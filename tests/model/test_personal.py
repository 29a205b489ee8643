import dataclasses
import errno
import json
import os
import subprocess
import sys
import time

import numpy as np
import onnx
import onnxruntime
import pytest

from tagger.errors import ModelError
from tagger.model import Head, Network
from tagger.model.importing import check_import
from tagger.model.personal import LARGEST_FILE, provenance_of, statistics_of
from tagger.paths import bundled_models
from tests.model.personal_models import (
    TAUGHT,
    head_for,
    statistics_for,
    write_base,
    write_personal,
)
from tests.model.tiny_network import GENRES


@pytest.fixture
def base(tmp_path):
    return write_base(tmp_path / "base.onnx")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "models" / "Mine.onnx"


def test_a_personal_model_keeps_the_network_and_says_what_its_head_says(base, out, windows):
    head = head_for()
    write_personal(base, out, head)
    before, mine = Network(base), Network(out)
    assert mine.genres == TAUGHT
    assert mine.head.sha256 == head.sha256
    assert mine.head.unsure_below == head.unsure_below
    assert mine.network_sha256 == before.network_sha256
    np.testing.assert_array_equal(mine.embed(windows), before.embed(windows))
    np.testing.assert_array_equal(mine.activation(windows), before.activation(windows))
    expected = mine.embed(windows) @ head.weight.T + head.bias
    np.testing.assert_allclose(mine.logits(windows), expected, atol=1e-4)


def test_a_personal_model_carries_all_that_belongs_to_it(base, out):
    write_personal(base, out, metrics={"accuracy": np.float64(0.5), "recall": float("nan")})
    before, mine = Network(base), Network(out)
    assert mine.front_end == before.front_end
    assert mine.license == before.license
    assert mine.metadata["activity"] == before.metadata["activity"]
    assert mine.metadata["name"] == "Mine"
    assert mine.metrics == {"accuracy": 0.5}
    assert statistics_of(mine) == statistics_for()
    assert provenance_of(mine) == {"base": "0.0.1", "examples": {"Zouk": 20}}
    assert "statistics_sha256" not in mine.metadata
    assert statistics_of(before) is None
    assert provenance_of(before) == {}


def test_limits_for_each_genre_come_back_as_they_were_given(base, out):
    head = dataclasses.replace(head_for(), also_above=(0.3, 0.35, 1.0, 0.4, 0.45))
    head = dataclasses.replace(head, unsure_below=(0.1, 0.2, 0.3, 0.4, 0.5))
    written = write_personal(base, out, head)
    for opened in (written.head, Network(out).head):
        assert opened.sha256 == head.sha256
        assert opened.also_above == head.also_above
        assert opened.unsure_below == head.unsure_below


def test_a_personal_model_can_be_the_base_of_the_next_one(base, out, tmp_path):
    write_personal(base, out)
    fewer = head_for(GENRES[:2])
    again = write_personal(out, tmp_path / "Next.onnx", fewer)
    assert again.genres == GENRES[:2]
    assert again.network_sha256 == Network(base).network_sha256


def test_the_bundled_model_learns_a_genre_as_one_small_file_that_any_runtime_runs(tmp_path):
    bundled = bundled_models() / "genre.onnx"
    if not bundled.exists():
        pytest.skip("no trained model in this checkout")
    old = Network(bundled).head
    row = np.random.default_rng(0).normal(size=(1, old.embedding_size)).astype(np.float32)
    limits = old.unsure_below if isinstance(old.unsure_below, tuple) else (old.unsure_below,)
    head = Head(
        (*old.genres, "Zouk"),
        np.vstack([old.weight, row]),
        np.append(old.bias, np.float32(0.5)),
        old.temperature,
        (*limits, 0.5),
        old.also_above,
    )
    out = tmp_path / "Zouk.onnx"
    statistics = (bundled.parent / "genre-statistics.npz").read_bytes()
    write_personal(bundled, out, head, statistics=statistics)
    assert out.stat().st_size < LARGEST_FILE / 2
    window = np.random.default_rng(1).uniform(-80, 0, (2, 1, 128, 39)).astype(np.float32)
    answers = [
        np.asarray(
            onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"]).run(
                ["genre_logits"], {"logmel": window}
            )[0]
        )
        for path in (bundled, out)
    ]
    assert answers[1].shape == (2, len(old.genres) + 1)
    np.testing.assert_allclose(answers[1][:, :-1], answers[0], atol=1e-4)
    onnx.checker.check_model(str(out), full_check=True)
    assert check_import(out, bundled) == out.read_bytes()


def test_a_model_that_would_be_too_large_leaves_the_old_one_as_it_is(base, out):
    write_personal(base, out)
    before = out.read_bytes()
    with pytest.raises(ModelError, match="fewer genres"):
        write_personal(base, out, statistics=bytes(LARGEST_FILE))
    with pytest.raises(ModelError, match="fewer folders"):
        write_personal(base, out, provenance={"paths": ["x" * 100] * 20_000})
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("genres", "why"),
    [
        (("Rock", "rock"), "twice"),
        (("Caf\u00e9", "Cafe\u0301"), "twice"),
        (("Rock", " "), "without a name"),
        (("Rock", "Zo\nuk"), "no name has"),
        (("Rock", "x" * 101), "too long"),
        (tuple(str(number) for number in range(2001)), "more than 2,000"),
    ],
)
def test_genres_that_cannot_be_told_apart_or_shown_are_refused(base, out, genres, why):
    with pytest.raises(ModelError, match=why):
        write_personal(base, out, head_for(genres))
    assert not out.exists()


def test_a_full_disk_leaves_the_old_model_and_no_scratch_file(base, out, monkeypatch):
    write_personal(base, out)
    before = out.read_bytes()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ModelError, match="disk is full"):
        write_personal(base, out, head_for(seed=8))
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    assert out.read_bytes() == before


def test_what_a_killed_write_left_is_removed_by_a_later_one(base, out):
    out.parent.mkdir()
    old, fresh = (out.parent / f".tagger-{name}.new" for name in ("old", "fresh"))
    for path in (old, fresh):
        path.write_bytes(b"half a model")
    os.utime(old, (time.time() - 10_000, time.time() - 10_000))
    write_personal(base, out)
    assert not old.exists()
    assert fresh.exists()


def test_a_head_for_other_genres_is_a_bug_and_writes_nothing(base, out):
    with pytest.raises(ValueError, match="not for"):
        write_personal(base, out, genres=GENRES)
    assert not out.exists()


def test_onnx_is_loaded_only_where_a_model_is_written():
    code = (
        "import sys, json, tagger.model.personal, tagger.model.keeping, tagger.model.importing;"
        "print(json.dumps([name in sys.modules for name in ('onnx', 'onnxruntime')]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert json.loads(ran.stdout) == [False, False]
