"""The map: the same library is always the same picture, and alike music lies side by side."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tagger.catalog.suggestions import StoredEmbedding
from tagger.catalog.tracks import ScannedFile
from tagger.errors import TaggerError
from tagger.paths import bundled_models
from tagger.records import AnalysisStatus, FileStamp, TrackTags
from tagger.training.discriminant import Statistics
from tagger.workflow.jobs import CancelToken, JobContext, Progress
from tagger.workflow.mapping import (
    Layout,
    LibraryMap,
    MapJob,
    discriminant_axes,
    inside,
    principal_axes,
)
from tagger.workflow.neighbour_layout import by_neighbours, installed
from tagger.workflow.session import Session

SIZE = 256


@pytest.fixture
def no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: tmp_path / "no models")


def fill(
    session: Session, vectors: NDArray[np.floating], network: str = "ears", copies: int = 1
) -> list[int]:
    """Each vector as a piece of music in so many files; returns the tracks' ids."""
    ids: list[int] = []
    for copy in range(copies):
        files = [
            ScannedFile(
                Path(f"/music/{copy}/{number:05}.mp3"),
                FileStamp(1000, 1),
                "mp3",
                number.to_bytes(16, "big"),
                TrackTags(title=str(number)),
            )
            for number in range(len(vectors))
        ]
        ids += session.tracks.store(files)
    session.suggestions.store_embeddings(
        network,
        [
            StoredEmbedding(number.to_bytes(16, "big"), AnalysisStatus.OK, vector)
            for number, vector in enumerate(vectors.astype(np.float16))
        ],
    )
    return ids


def draw(
    session: Session, layout: Layout = Layout.SPREAD, context: JobContext | None = None
) -> LibraryMap:
    drawn = MapJob(session, layout).run(context or JobContext())
    assert drawn is not None
    return drawn


def cloud(count: int, seed: int = 0) -> NDArray[np.float64]:
    return np.random.default_rng(seed).normal(size=(count, SIZE)) * np.linspace(3, 0.1, SIZE)


@pytest.mark.usefixtures("no_model")
def test_the_same_library_is_drawn_the_same_twice(session: Session) -> None:
    ids = fill(session, cloud(300))
    one, other = draw(session), draw(session)
    assert one.ids.tolist() == sorted(ids)
    np.testing.assert_array_equal(one.points, other.points)
    assert np.isfinite(one.points).all() and one.points.std(axis=0).min() > 1


@pytest.mark.usefixtures("no_model")
def test_an_empty_library_is_a_map_without_points(session: Session) -> None:
    drawn = draw(session)
    assert drawn.ids.shape == (0,) and drawn.points.shape == (0, 2)


@pytest.mark.usefixtures("no_model")
def test_one_track_alone_is_one_point(session: Session) -> None:
    fill(session, cloud(1))
    assert draw(session).points.tolist() == [[0.0, 0.0]]


@pytest.mark.usefixtures("no_model")
def test_equal_embeddings_and_copies_of_a_file_are_equal_points(session: Session) -> None:
    same = np.repeat(cloud(1), 6, axis=0)
    fill(session, same, copies=2)
    drawn = draw(session)
    assert len(drawn.ids) == 12
    assert len(np.unique(drawn.points, axis=0)) == 1


@pytest.mark.usefixtures("no_model")
def test_without_a_model_file_what_was_heard_is_still_drawn(session: Session) -> None:
    fill(session, cloud(20), network="gone")
    drawn = draw(session, Layout.GENRES)
    assert drawn.layout is Layout.SPREAD and len(drawn.ids) == 20


@pytest.mark.usefixtures("no_model")
def test_a_failed_listening_is_no_point(session: Session) -> None:
    fill(session, cloud(5))
    failed = StoredEmbedding((2).to_bytes(16, "big"), AnalysisStatus.FAILED, None, "broken")
    session.suggestions.store_embeddings("ears", [failed])
    assert len(draw(session).ids) == 4


@pytest.mark.usefixtures("no_model")
def test_where_a_package_is_installed_neighbours_are_drawn_together(session: Session) -> None:
    if not installed():
        pytest.skip("neither umap-learn nor scikit-learn is installed")
    groups = np.repeat(np.eye(4, SIZE) * 50, 10, axis=0)
    fill(session, groups + np.random.default_rng(2).normal(size=groups.shape))
    drawn = draw(session, Layout.NEIGHBOURS)
    assert drawn.layout is Layout.NEIGHBOURS and drawn.points.shape == (40, 2)
    far = np.linalg.norm(drawn.points[:, None] - drawn.points[None], axis=2)
    np.fill_diagonal(far, np.inf)
    assert (far.argmin(axis=1) // 10 == np.arange(40) // 10).mean() > 0.9


@pytest.mark.usefixtures("no_model")
def test_too_few_tracks_for_neighbours_are_drawn_by_spread(session: Session) -> None:
    fill(session, cloud(5))
    assert draw(session, Layout.NEIGHBOURS).layout is Layout.SPREAD


@pytest.mark.usefixtures("no_model")
def test_a_cancel_ends_the_search_for_neighbours_at_once(session: Session) -> None:
    if not installed():
        pytest.skip("neither umap-learn nor scikit-learn is installed")
    fill(session, cloud(3000))
    token = CancelToken()

    def report(progress: Progress) -> None:
        if progress.stage == "Finding neighbours":
            token.cancel()

    began = time.monotonic()
    assert MapJob(session, Layout.NEIGHBOURS).run(JobContext(token, report)) is None
    assert time.monotonic() - began < 10


@pytest.mark.expects_errors
def test_a_package_that_fails_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit('no memory left')")
    monkeypatch.setattr("tagger.workflow.neighbour_process.__file__", str(broken))
    with pytest.raises(TaggerError, match="Choose another layout"):
        by_neighbours(np.zeros((20, 3), np.float32), CancelToken())
    assert "no memory left" in caplog.text


@pytest.mark.usefixtures("no_model")
def test_a_cancelled_map_is_not_drawn(session: Session) -> None:
    fill(session, cloud(50))
    token = CancelToken()
    token.cancel()
    assert MapJob(session, Layout.SPREAD).run(JobContext(token)) is None


@pytest.mark.usefixtures("no_model")
def test_a_cancel_while_it_reads_ends_the_job(session: Session) -> None:
    fill(session, cloud(4100))
    token = CancelToken()
    seen: list[Progress] = []

    def report(progress: Progress) -> None:
        seen.append(progress)
        token.cancel()

    assert MapJob(session, Layout.SPREAD).run(JobContext(token, report)) is None
    assert all(progress.stage == "Reading what was heard" for progress in seen)


def test_the_genres_of_the_model_lie_apart_on_the_map(session: Session) -> None:
    path = bundled_models() / "genre-statistics.npz"
    if not path.is_file():
        pytest.skip("the bundled model is not there")
    statistics = Statistics.load(path)
    count = 30
    rng = np.random.default_rng(3)
    noise = rng.multivariate_normal(
        np.zeros(statistics.size), statistics.covariance(), (len(statistics.genres), count)
    )
    tracks = (statistics.mean[:, None] + noise).reshape(-1, statistics.size)
    fill(session, tracks, session.listener().network_key)

    def apart(layout: Layout) -> float:
        drawn = draw(session, layout)
        assert drawn.layout is layout
        points = drawn.points.reshape(-1, count, 2)
        between = points.mean(axis=1).var(axis=0).sum()
        return float(between / points.var(axis=1).mean(axis=0).sum())

    assert apart(Layout.GENRES) > apart(Layout.SPREAD)


def test_genres_on_one_line_span_no_plane() -> None:
    mean = np.outer([0.0, 1.0, 2.0], np.ones(4))
    line = Statistics(("a", "b", "c"), np.full(3, 9.0), mean, np.eye(4))
    assert discriminant_axes(line) is None
    assert discriminant_axes(line.without("c")) is None


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 1000),
    count=st.integers(1, 60),
    size=st.integers(1, 12),
    scale=st.sampled_from([1e-3, 1.0, 1e3]),
)
def test_axes_are_finite_and_do_not_depend_on_the_order_of_tracks(
    seed: int, count: int, size: int, scale: float
) -> None:
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(count, size)) * np.linspace(4, 1, size) * scale
    axes = principal_axes(vectors)
    assert axes.shape == (size, 2) and np.isfinite(axes).all()
    # Where two directions differ alike, which one comes first is chance.
    spread = np.sort(np.linalg.eigvalsh(np.cov(vectors.T, bias=True).reshape(size, size)))[::-1]
    apart = size > 1 and spread[0] > 1.01 * spread[1]
    if apart and count > 3:
        np.testing.assert_allclose(
            np.abs(principal_axes(vectors[rng.permutation(count)])[:, 0]),
            np.abs(axes[:, 0]),
            atol=1e-3,
        )


def test_a_lasso_holds_what_is_inside_also_where_it_is_bent() -> None:
    bent = np.array([[0, 0], [4, 0], [4, 4], [2, 1], [0, 4]], float)
    points = np.array([[1, 1], [3.5, 3], [2, 3], [5, 1], [2, 0.5], [-1, 2]], float)
    assert inside(points, bent).tolist() == [True, True, False, False, True, False]
    assert not inside(points, bent[:2]).any()
    assert inside(points, bent[::-1]).tolist() == inside(points, bent).tolist()
