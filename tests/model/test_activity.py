"""What windows hold, what the track is for that, and what a spoken track is called."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tagger.genres.vocabulary import load_vocabulary
from tagger.model.activity import (
    SOUNDING_KINDS,
    Activity,
    ActivityHead,
    content_of,
    mean_embedding,
    sounding_windows,
    spoken_verdict,
    track_embedding,
)
from tagger.model.classifier import Head, Verdict
from tagger.records import SPOKEN_WORD, GenreScore, TrackContent, WindowKind

MUSIC, SPEECH, NOISE, SILENCE = WindowKind
GENRES = ("Jazz", SPOKEN_WORD, "Rock")
# Each genre, and each kind, is as likely as its own value of the embedding is great.
HEAD = Head(GENRES, np.eye(3, dtype=np.float32), np.zeros(3, np.float32))
CLASSIFIER = ActivityHead(np.eye(3, dtype=np.float32), np.zeros(3, np.float32))


def loud(count: int) -> NDArray[np.float32]:
    return np.zeros((count, 128, 39), dtype=np.float32)


def rows(*values: tuple[float, float, float]) -> NDArray[np.float32]:
    return np.array(values, dtype=np.float32)


def test_a_window_is_what_the_classifier_finds_most_likely():
    embeddings = rows((3, 1, 1), (1, 3, 1), (1, 1, 3))
    assert Activity(HEAD, CLASSIFIER).kinds(embeddings, loud(3)) == [MUSIC, SPEECH, NOISE]


def test_a_window_without_sound_is_silence_whatever_the_classifier_says():
    logmel = np.full((3, 128, 39), -30.0, dtype=np.float32)
    logmel[0, 5, 5] = 0
    logmel[1] = -61
    assert sounding_windows(logmel).tolist() == [True, False, True]
    embeddings = rows((3, 1, 1), (3, 1, 1), (1, 3, 1))
    assert Activity(HEAD, CLASSIFIER).kinds(embeddings, logmel) == [MUSIC, SILENCE, SPEECH]


def test_the_kinds_have_the_probabilities_of_a_softmax():
    embeddings = np.random.default_rng(0).normal(0, 3, (20, 3))
    found = Activity(HEAD, CLASSIFIER).probabilities(embeddings)
    np.testing.assert_allclose(found, scipy.special.softmax(embeddings, axis=1), atol=1e-6)


def test_without_a_classifier_speech_is_where_spoken_word_is_the_likeliest_genre():
    embeddings = rows((3, 1, 1), (1, 3, 1), (1, 1, 3), (2, 2.1, 2))
    activity = Activity(HEAD)
    assert activity.kinds(embeddings, loud(4)) == [MUSIC, SPEECH, MUSIC, SPEECH]
    np.testing.assert_allclose(activity.probabilities(embeddings).sum(axis=1), 1, atol=1e-6)
    assert activity.speech_probabilities(embeddings)[1] == pytest.approx(
        HEAD.probabilities(embeddings)[1, 1]
    )


def test_a_model_that_knows_neither_speech_nor_spoken_word_hears_music():
    head = Head(("Jazz", "Folk", "Rock"), np.eye(3, dtype=np.float32), np.zeros(3, np.float32))
    embeddings = rows((3, 1, 1), (1, 3, 1))
    assert Activity(head).kinds(embeddings, loud(2)) == [MUSIC, MUSIC]
    assert not Activity(head).speech_probabilities(embeddings).any()


@pytest.mark.parametrize(
    ("kinds", "content"),
    [
        ([MUSIC] * 8, TrackContent.MUSIC),
        ([SPEECH] * 8, TrackContent.SPEECH),
        ([MUSIC] * 3 + [SPEECH] * 7, TrackContent.MUSIC),
        ([MUSIC] * 2 + [SPEECH] * 6, TrackContent.SPEECH),
        ([MUSIC] * 2 + [SPEECH] * 4 + [NOISE, SILENCE] * 9, TrackContent.MUSIC),
        ([SPEECH] + [NOISE] * 7, TrackContent.SPEECH),
        ([MUSIC] + [SILENCE] * 7, TrackContent.MUSIC),
        ([NOISE] * 4 + [SILENCE] * 4, TrackContent.NONE),
        ([SILENCE], TrackContent.NONE),
    ],
)
def test_a_track_is_spoken_when_less_than_a_third_of_what_counts_is_music(kinds, content):
    assert content_of(kinds) is content


def test_only_music_stands_for_a_piece_of_music():
    embeddings = rows((1, 2, 3), (100, 100, 100), (3, 4, 5), (50, 50, 50), (9, 9, 9))
    embedding = track_embedding(embeddings, [MUSIC, SPEECH, MUSIC, NOISE, SILENCE])
    assert embedding is not None
    assert (embedding.tolist(), embedding.dtype) == ([2, 3, 4], np.float16)


def test_only_speech_stands_for_a_spoken_track():
    embeddings = rows((1, 2, 3), (3, 4, 5), *[(100, 100, 100)] * 3, (9, 9, 9))
    embedding = track_embedding(embeddings, [SPEECH, SPEECH, NOISE, NOISE, NOISE, SILENCE])
    assert embedding is not None
    assert embedding.tolist() == [2, 3, 4]


def test_nothing_stands_for_a_track_without_music_or_speech():
    assert track_embedding(rows((1, 2, 3), (1, 2, 3)), [NOISE, SILENCE]) is None


def test_an_embedding_that_is_stored_is_finite():
    assert np.isfinite(mean_embedding(rows((1, 1e9, -1e9)))).all()


def test_a_spoken_track_is_spoken_word_first_and_the_rest_is_shared_as_the_head_has_it():
    verdict = HEAD.suggest(rows((2, 1, 0))[0])
    assert verdict.scores[0].genre == "Jazz"
    spoken = spoken_verdict(verdict, 0.9, unsure_below=0.5)
    assert [score.genre for score in spoken.scores] == [SPOKEN_WORD, "Jazz", "Rock"]
    assert spoken.scores[0].probability == pytest.approx(0.9)
    ratio = spoken.scores[1].probability / spoken.scores[2].probability
    assert ratio == pytest.approx(np.exp(2), rel=1e-4)
    assert (spoken.unsure, spoken.likely) == (False, 1)


def test_speech_that_is_hardly_likely_is_unsure():
    assert spoken_verdict(HEAD.suggest(rows((0, 1, 0))[0]), 0.4, unsure_below=0.5).unsure


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6), st.floats(0, 1), st.booleans())
def test_spoken_word_comes_first_and_all_sums_to_one(values, speech, known):
    total = sum(values) or 1.0
    scores = [GenreScore(f"Genre {place}", value / total) for place, value in enumerate(values)]
    if known:
        scores[0] = GenreScore(SPOKEN_WORD, scores[0].probability)
    scores.sort(key=lambda score: -score.probability)
    spoken = spoken_verdict(Verdict(tuple(scores), unsure=False), speech, 0.0)
    probabilities = [score.probability for score in spoken.scores]
    assert spoken.scores[0].genre == SPOKEN_WORD
    assert [score.genre for score in spoken.scores].count(SPOKEN_WORD) == 1
    assert probabilities == pytest.approx(sorted(probabilities, reverse=True))
    others = [score for score in scores if score.genre != SPOKEN_WORD]
    if sum(score.probability for score in others) > 0:
        assert sum(probabilities) == pytest.approx(1)


def test_the_vocabulary_knows_spoken_word_by_that_name():
    vocabulary = load_vocabulary()
    assert vocabulary.canonical("spoken word") == SPOKEN_WORD
    assert vocabulary.is_ancestor(SPOKEN_WORD, "Audiobook")
    assert vocabulary.is_ancestor(SPOKEN_WORD, "Podcast")


@pytest.mark.parametrize(
    ("weight", "bias"),
    [
        (np.zeros((2, 4)), np.zeros(3)),
        (np.zeros((3, 4)), np.zeros(2)),
        (np.full((3, 4), np.nan), np.zeros(3)),
    ],
)
def test_a_classifier_whose_numbers_do_not_fit_cannot_be_made(weight, bias):
    with pytest.raises(ValueError):
        ActivityHead(weight.astype(np.float32), bias.astype(np.float32))


def test_the_kinds_are_those_that_a_model_file_names():
    assert [kind.value for kind in SOUNDING_KINDS] == ["music", "speech", "noise"]
