"""Spoken Word, no music, and how far a track is listened to until that is clear."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from tagger.model import library
from tagger.paths import bundled_models
from tagger.records import (
    SPOKEN_WORD,
    AnalysisStatus,
    FileStamp,
    Suggestion,
    Track,
    TrackContent,
    TrackTags,
    WindowKind,
)
from tagger.workflow.accept import what_to_accept
from tagger.workflow.analyse import AnalyseJob, refresh_suggestions
from tagger.workflow.jobs import JobContext
from tagger.workflow.listener import Listener
from tagger.workflow.review import ReviewState, accept, review_rows
from tagger.workflow.scan import ScanJob
from tagger.workflow.session import Session
from tests.model.listening_network import RATE, join, write_listening_network

MUSIC, SPEECH, NOISE, SILENCE = WindowKind

Save = Callable[[str, NDArray], Track]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write sound into a FLAC; a track that a scan would make of it."""

    def written(name: str, samples: NDArray) -> Track:
        path = tmp_path / f"{name}.flac"
        with path.open("wb") as stream:
            soundfile.write(stream, samples, RATE, format="FLAC")
        tags = TrackTags(duration=len(samples) / RATE)
        return Track(1, path, FileStamp(1, 1), "FLAC", name.encode(), tags)

    return written


class TestMadeUpSound:
    """With a small network that knows three made-up sounds."""

    @pytest.fixture(autouse=True)
    def _model(self, tmp_path_factory: pytest.TempPathFactory, monkeypatch) -> None:
        folder = tmp_path_factory.mktemp("models")
        write_listening_network(folder / library.BUNDLED_FILE)
        monkeypatch.setattr(library, "bundled_models", lambda: folder)

    @pytest.fixture
    def listener(self, session: Session) -> Listener:
        return session.listener()

    def test_a_file_that_is_all_music_costs_the_windows_of_the_settings(
        self, listener: Listener, save: Save
    ) -> None:
        heard = listener.hear(save("song", join((MUSIC, 240))), 8)
        assert (heard.content, heard.windows, heard.music_windows) == (TrackContent.MUSIC, 8, 8)

    def test_few_windows_by_choice_are_enough_when_they_are_music(
        self, listener: Listener, save: Save
    ) -> None:
        assert listener.hear(save("song", join((MUSIC, 60))), 2).windows == 2

    def test_a_long_spoken_introduction_does_not_hide_the_song(
        self, listener: Listener, save: Save
    ) -> None:
        song = listener.hear(save("song", join((MUSIC, 60))), 8)
        heard = listener.hear(save("introduced", join((SPEECH, 130), (MUSIC, 70))), 8)
        assert heard.content is TrackContent.MUSIC
        assert heard.windows > 8
        assert heard.music_windows >= 4
        assert heard.vector is not None and song.vector is not None
        np.testing.assert_allclose(heard.vector, song.vector, atol=0.2)
        best = listener.suggest(heard).genres[0]
        assert best.genre == listener.suggest(song).genres[0].genre

    def test_music_after_a_long_silence_is_found(self, listener: Listener, save: Save) -> None:
        heard = listener.hear(save("hidden", join((SILENCE, 300), (MUSIC, 40))), 8)
        assert heard.content is TrackContent.MUSIC
        assert heard.music_windows >= 4
        assert heard.error is None

    def test_a_podcast_with_a_jingle_is_spoken_word(self, listener: Listener, save: Save) -> None:
        heard = listener.hear(save("show", join((SPEECH, 200), (MUSIC, 20), (SPEECH, 200))), 8)
        assert heard.content is TrackContent.SPEECH
        assert heard.music_windows > 0
        suggestion = listener.suggest(heard)
        assert suggestion.genres[0].genre == SPOKEN_WORD, "which this model's head does not know"
        assert suggestion.genres[0].probability > 0.9
        assert len(suggestion.genres) == 5
        assert sum(score.probability for score in suggestion.genres) == pytest.approx(1)
        assert not suggestion.unsure
        assert what_to_accept(suggestion, None) == ((SPOKEN_WORD,), None)

    def test_a_chapter_of_an_audiobook_ends_the_search_for_music_early(
        self, listener: Listener, save: Save
    ) -> None:
        heard = listener.hear(save("chapter", join((SPEECH, 600))), 8)
        assert (heard.content, heard.windows) == (TrackContent.SPEECH, 15)

    @pytest.mark.parametrize(
        ("parts", "found"),
        [
            ([(NOISE, 150)], "only noise"),
            ([(SILENCE, 150)], "only silence"),
            ([(NOISE, 60), (SILENCE, 60)], "only noise and silence"),
        ],
    )
    def test_what_is_no_music_has_no_genre_and_the_sentence_says_what_it_is(
        self, listener: Listener, save: Save, parts, found: str
    ) -> None:
        heard = listener.hear(save("sound", join(*parts)), 8)
        assert (heard.content, heard.vector) == (TrackContent.NONE, None)
        assert 15 < heard.windows <= 40, "it was looked for all over"
        suggestion = listener.suggest(heard)
        assert suggestion == Suggestion(
            AnalysisStatus.OK,
            (),
            True,
            f"No music was found in this file: {found}.",
            TrackContent.NONE,
        )

    def test_noise_beside_music_leaves_the_music_to_decide(
        self, listener: Listener, save: Save
    ) -> None:
        song = listener.hear(save("song", join((MUSIC, 60))), 8)
        heard = listener.hear(save("applause", join((NOISE, 60), (MUSIC, 60))), 8)
        assert heard.content is TrackContent.MUSIC
        assert heard.vector is not None and song.vector is not None
        # The pieces are relative to the noise, which is louder.
        np.testing.assert_allclose(heard.vector, song.vector, atol=0.6)

    def test_the_catalog_gives_the_answers_that_fresh_listening_gave(
        self, session: Session, tmp_path: Path, save: Save
    ) -> None:
        save("song", join((MUSIC, 40)))
        save("speech", join((SPEECH, 40)))
        save("hiss", join((NOISE, 40)))
        ScanJob(session, [tmp_path]).run(JobContext())
        fresh: dict[str, Suggestion] = {}
        tracks = session.tracks.all()
        report = AnalyseJob(
            session, tracks, on_suggestion=lambda t, s: fresh.update({t.path.stem: s})
        ).run(JobContext())
        assert report.failed == 0
        assert {name: said.content.value for name, said in fresh.items()} == {
            "song": "music",
            "speech": "speech",
            "hiss": "none",
        }
        listener = session.listener()
        other = Listener(library.LoadedModel(listener.model.info, listener.model.network))
        other.model.key = "another key"
        assert refresh_suggestions(session, other) == 3
        again = session.suggestions.all("another key")
        for track in tracks:
            said, before = again[track.identity], fresh[track.path.stem]
            assert (said.content, said.error, said.unsure) == (
                before.content,
                before.error,
                before.unsure,
            )
            assert [s.genre for s in said.genres] == [s.genre for s in before.genres]

    def test_a_track_without_music_is_no_failure_and_cannot_be_accepted(
        self, session: Session, tmp_path: Path, save: Save
    ) -> None:
        save("hiss", join((NOISE, 40)))
        ScanJob(session, [tmp_path]).run(JobContext())
        AnalyseJob(session, session.tracks.all()).run(JobContext())
        key = session.listener().key
        (row,) = review_rows(session, key)
        assert row.state is ReviewState.NO_MUSIC
        assert row.error == "No music was found in this file: only noise."
        assert accept(session, [row], key) == 0
        assert row.suggestion is not None
        assert what_to_accept(row.suggestion, 0.0) == ((), row.error)


@pytest.fixture(scope="session")
def recordings(clips: Path) -> tuple[list[NDArray], list[NDArray]]:
    """Real speech and real music, mono at 22,050 Hz, equally loud."""

    def load(path: Path) -> NDArray[np.float32]:
        with av.open(str(path)) as container:
            resampler = av.AudioResampler("flt", "mono", RATE)
            frames = [f for frame in container.decode(audio=0) for f in resampler.resample(frame)]
            frames += resampler.resample(None)
        samples = np.concatenate([frame.to_ndarray()[0] for frame in frames])
        return samples * np.float32(0.1 / np.sqrt(np.mean(samples**2)))

    def some(genre: str) -> list[NDArray]:
        return [load(path) for path in sorted((clips / genre).iterdir())]

    return some("Spoken Word"), some("Jazz")


def lasting(recordings: list[NDArray], seconds: float) -> NDArray:
    return np.resize(np.concatenate(recordings), round(seconds * RATE))


@pytest.mark.skipif(
    not (bundled_models() / library.BUNDLED_FILE).is_file(), reason="no bundled model"
)
class TestRecordings:
    """With the model that ships and real recordings."""

    def test_a_song_after_two_minutes_of_talk_is_named_by_its_music(
        self, session: Session, save: Save, recordings
    ) -> None:
        speech, music = recordings
        introduced = np.concatenate([lasting(speech, 120), lasting(music, 150)])
        listener = session.listener()
        heard = listener.hear(save("introduced", introduced), 8)
        alone = listener.hear(save("alone", lasting(music, 150)), 8)
        assert heard.content is TrackContent.MUSIC
        assert heard.speech_windows >= 3
        best = listener.suggest(heard).genres[0]
        assert best.genre == listener.suggest(alone).genres[0].genre == "Jazz"

    def test_eight_minutes_of_talk_with_a_jingle_are_spoken_word(
        self, session: Session, save: Save, recordings
    ) -> None:
        speech, music = recordings
        show = np.concatenate(
            [lasting(speech, 240), lasting(music, 20), lasting(speech[::-1], 240)]
        )
        listener = session.listener()
        heard = listener.hear(save("show", show), 8)
        assert heard.content is TrackContent.SPEECH
        suggestion = listener.suggest(heard)
        assert suggestion.genres[0].genre == SPOKEN_WORD
        assert suggestion.genres[0].probability > 0.8

    def test_ten_minutes_of_digital_silence_have_no_genre(
        self, session: Session, save: Save
    ) -> None:
        heard = session.listener().hear(save("silence", np.zeros(600 * RATE)), 8)
        assert heard.content is TrackContent.NONE
        assert heard.error == "No music was found in this file: only silence."

    def test_five_minutes_of_pink_noise_have_no_genre(self, session: Session, save: Save) -> None:
        if not session.listener().model.activity.knows_noise:
            pytest.skip("the bundled model does not know noise yet")
        spectrum = np.fft.rfft(np.random.default_rng(0).normal(size=300 * RATE))
        spectrum[1:] /= np.sqrt(np.arange(1, len(spectrum)))
        spectrum[0] = 0
        noise = np.fft.irfft(spectrum)
        heard = session.listener().hear(save("pink", 0.1 * noise / noise.std()), 8)
        assert heard.content is TrackContent.NONE
        assert heard.error == "No music was found in this file: only noise."
