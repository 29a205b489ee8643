"""Genre over time: of the music around each moment, and of nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tagger.errors import AudioError
from tagger.model.classifier import Head
from tagger.records import SPOKEN_WORD, WindowKind
from tagger.workflow.session import Session
from tagger.workflow.timeline import Course, course_of
from tests.model.tiny_network import EMBEDDING

from .test_timeline import MUSIC, SILENCE, SPEECH, WINDOW, _model, save

__all__ = ["_model"]
"""The fixture that gives every test here the network that tells these sounds apart."""


def course(session: Session, folder: Path, *parts: tuple[WindowKind, float]) -> Course:
    save(folder / "a.flac", *parts)
    found = course_of(session.listener(), folder / "a.flac")
    assert found is not None
    return found


def between(found: Course, begin: float, end: float) -> np.ndarray:
    """The probabilities of the windows that lie within these seconds."""
    inside = [begin <= s and s + found.window_seconds <= end for s in found.starts]
    return found.probabilities[inside]


def test_music_has_genres_and_silence_and_speech_have_none(
    session: Session, tmp_path: Path
) -> None:
    found = course(session, tmp_path, (SPEECH, 30), (MUSIC, 40), (SILENCE, 20), (MUSIC, 30))
    assert found.seconds == pytest.approx(120, abs=WINDOW)
    assert found.probabilities.shape == (len(found.starts), len(found.genres))
    assert not between(found, 0, 30).any()
    assert not between(found, 70, 90).any()
    for begin, end in ((30, 70), (90, 120)):
        music = between(found, begin, end)
        assert len(music) > 5
        assert music.sum(axis=1) == pytest.approx(1, abs=1e-3)


def test_what_sounds_before_a_change_does_not_blur_beyond_a_quarter_of_a_minute(
    session: Session, tmp_path: Path
) -> None:
    alone = course(session, tmp_path, (MUSIC, 60))
    after = course(session, tmp_path, (MUSIC, 60), (SPEECH, 60))
    assert after.probabilities[: 60 // 3 - 3] == pytest.approx(
        alone.probabilities[: 60 // 3 - 3], abs=0.05
    )
    # Around a window are two on either side, no matter which of them are music.
    listener = session.listener()
    windows = len(alone.starts)
    weight = np.random.default_rng(1).normal(size=(2, EMBEDDING)).astype(np.float32)
    listener.model.head = Head(("Jazz", "Rock"), weight, np.zeros(2, dtype=np.float32))
    single = course(session, tmp_path, (MUSIC, WINDOW * 1.01))
    many = course(session, tmp_path, (MUSIC, 60))
    assert single.probabilities.shape == (1, 2)
    assert many.probabilities.shape == (windows, 2)
    assert single.probabilities[0] == pytest.approx(many.probabilities[3], abs=0.05)


def test_speech_is_spoken_word_for_a_model_that_knows_it(session: Session, tmp_path: Path) -> None:
    listener = session.listener()
    listener.model.head = Head(
        ("Jazz", SPOKEN_WORD),
        np.zeros((2, EMBEDDING), dtype=np.float32),
        np.array([9, 0], dtype=np.float32),
    )
    found = course(session, tmp_path, (SPEECH, 30), (MUSIC, 30))
    assert (between(found, 0, 30)[:, 1] > 0.5).all() and not between(found, 0, 30)[:, 0].any()
    assert (between(found, 30, 60)[:, 0] > 0.99).all()


def test_listening_through_stops_when_told_and_says_what_cannot_be_read(
    session: Session, tmp_path: Path
) -> None:
    save(tmp_path / "a.flac", (MUSIC, 200))
    heard: list[float] = []

    def proceed(seconds: float) -> bool:
        heard.append(seconds)
        return sum(heard) < 50

    assert course_of(session.listener(), tmp_path / "a.flac", proceed) is None
    assert sum(heard) < 120
    (tmp_path / "b.flac").write_bytes(b"fLaC" + bytes(5000))
    with pytest.raises(AudioError):
        course_of(session.listener(), tmp_path / "b.flac")
