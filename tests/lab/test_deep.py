"""Fine-tuning learns, forgets little and writes what the app takes; needs torch."""

# pyright: reportMissingImports=false
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

torch = pytest.importorskip("torch", reason="torch is only installed where models are trained")

from tagger.errors import TaggerError  # noqa: E402
from tagger.lab.deep import deepen  # noqa: E402
from tagger.lab.deep_examples import CROP, divide, read_examples  # noqa: E402
from tagger.lab.deep_learning import Plan, Replay  # noqa: E402
from tagger.model import Network  # noqa: E402
from tagger.training.deepening import LEARNING, READING, Deepened, DeepTask  # noqa: E402
from tagger.training.discriminant import Linear, Statistics  # noqa: E402
from tagger.training.evaluation import said_by  # noqa: E402
from tagger.training.learner import learn  # noqa: E402
from tests.lab.small_network import (  # noqa: E402
    KNOWN,
    TAUGHT,
    WINDOWS,
    small_trunk,
    sound,
    sounds,
    statistics_of,
    write_small,
)

QUICK = Plan(
    epochs=5, patience=2, crops=16, least_steps=12, trunk_rate=2e-3, head_rate=5e-3, warm_up=5,
    average=0.8,
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Small batches gain nothing from more, and on a busy machine they wait for each other."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def statistics() -> Statistics:
    return statistics_of(small_trunk())


@pytest.fixture(scope="module")
def base(statistics: Statistics, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small(tmp_path_factory.mktemp("base") / "genre.onnx", small_trunk(), statistics)


@pytest.fixture(scope="module")
def task(base: Path, statistics: Statistics) -> DeepTask:
    heard, labels = sounds(80, 3, (*KNOWN, TAUGHT))
    groups = np.arange(len(labels)) // 2
    return DeepTask(
        base, statistics, (*KNOWN, TAUGHT), lambda i: heard[i], labels, groups.astype(np.intp)
    )


@pytest.fixture(scope="module")
def found(task: DeepTask) -> Deepened:
    return deepen(task, lambda stage, done, of: None, QUICK)


def quick_model(task: DeepTask, rows: NDArray[np.intp]) -> Linear:
    network = Network(task.base)
    embeddings = np.stack([network.embed(task.logmels(row)).mean(0) for row in rows.tolist()])
    head = Linear(network.head.genres, network.head.weight, network.head.bias)
    return learn(task.statistics, head, embeddings, [task.labels[row] for row in rows]).linear


def surprise(network: Network, head: Linear, heard: list[Any], labels: list[Any]) -> float:
    """Mean negative logarithm of what the true genres are given."""
    said = said_by(head, np.stack([network.embed(one).mean(0) for one in heard]))
    columns = [head.genres.index(genre) for (genre,) in labels]
    return float(-np.log(said.probabilities[np.arange(len(columns)), columns]).mean())


def test_fine_tuning_beats_the_quick_model_on_artists_it_never_heard(
    task: DeepTask, found: Deepened
) -> None:
    rival = quick_model(task, np.concatenate([found.learned, found.stopping]))
    generator = np.random.default_rng(11)
    labels = [(genre,) for genre in task.genres for _ in range(25)]
    heard = [sound(genre, generator) for (genre,) in labels]

    deep = surprise(Network(task.base, found.network), found.head, heard, labels)

    assert found.changed
    assert found.head.genres == (*KNOWN, TAUGHT)
    assert found.history[found.epochs].loss < 0.8 * found.history[0].loss
    assert deep < 0.8 * surprise(Network(task.base), rival.rows(found.head.genres), heard, labels)


def test_no_artist_is_in_two_parts_and_every_genre_in_each(task: DeepTask, found: Deepened) -> None:
    parts = [found.learned, found.stopping, found.tested]

    assert sorted(np.concatenate(parts).tolist()) == list(range(len(task.labels)))
    artists = [set(task.groups[rows].tolist()) for rows in parts]
    assert not (artists[0] & artists[1] or artists[0] & artists[2] or artists[1] & artists[2])
    for rows, share in zip(parts, (0.65, 0.15, 0.2), strict=True):
        assert {task.labels[row] for row in rows} == {(genre,) for genre in task.genres}
        assert abs(len(rows) / len(task.labels) - share) < 0.05


def test_what_is_tested_changes_nothing(task: DeepTask, found: Deepened) -> None:
    generator = np.random.default_rng(9)
    other = {row: sound("Calm", generator) for row in found.tested.tolist()}
    swapped = replace(task, logmels=lambda i: other.get(i, task.logmels(i)))

    again = deepen(swapped, lambda stage, done, of: None, QUICK)

    assert again.network == found.network


def test_base_genres_without_examples_are_kept(base: Path, statistics: Statistics) -> None:
    heard, labels = sounds(24, 5, ("Calm", TAUGHT))
    task = DeepTask(
        base, statistics, (*KNOWN, TAUGHT), lambda i: heard[i], labels, np.arange(24)
    )  # fmt: skip
    known, truth = sounds(60, 6, ("Loud", "Wild"))
    network = Network(base)
    before = np.stack([network.embed(one).mean(0) for one in known])

    def kept(plan: Plan) -> tuple[float, float]:
        """The share that is right, and how far the embeddings went."""
        found = deepen(task, lambda stage, done, of: None, plan)
        network = Network(base, found.network)
        embeddings = np.stack([network.embed(one).mean(0) for one in known])
        said = said_by(found.head, embeddings)
        best = [said.genres[i] for i in said.probabilities.argmax(1)]
        right = float(np.mean([a == b for a, (b,) in zip(best, truth, strict=True)]))
        return right, float(np.abs(embeddings - before).mean() / before.std())

    start, _ = kept(replace(QUICK, epochs=0))
    held, near = kept(QUICK)
    lost, far = kept(replace(QUICK, replay_weight=0, near_weight=0))

    assert 0 < near < 0.5 * far
    assert held > lost + 0.1
    assert held > start - 0.15


def test_replayed_embeddings_are_those_of_the_statistics(statistics: Statistics) -> None:
    replay = Replay.of(statistics, ("New", *KNOWN))

    drawn, column = replay.draw(30_000, np.random.default_rng(0))

    assert set(column.tolist()) == {1, 2, 3}
    calm = drawn[column == 1]
    deviation = np.sqrt(np.diag(statistics.covariance()))
    assert np.abs(calm.mean(0) - statistics.mean[0]).max() < 0.05 * deviation.max()
    np.testing.assert_allclose(calm.std(0), deviation, rtol=0.05, atol=1e-3)


def test_the_same_task_gives_the_same_network(task: DeepTask, found: Deepened) -> None:
    assert deepen(task, lambda stage, done, of: None, QUICK).network == found.network
    other = deepen(replace(task, seed=1), lambda stage, done, of: None, QUICK)
    assert other.network != found.network


@pytest.mark.parametrize("stage", [READING, LEARNING])
@pytest.mark.parametrize("at", [0, 7])
def test_it_can_be_cancelled_at_any_step(task: DeepTask, stage: str, at: int) -> None:
    class CancelledError(Exception):
        pass

    seen: list[tuple[str, int]] = []

    def report(now: str, done: int, of: int) -> None:
        seen.append((now, done))
        if (now, done) == (stage, at):
            raise CancelledError

    with pytest.raises(CancelledError):
        deepen(task, report, QUICK)
    assert seen[-1] == (stage, at)
    assert [done for now, done in seen if now == stage] == list(range(at + 1))


def test_learning_that_only_does_harm_leaves_the_quick_model(task: DeepTask) -> None:
    found = deepen(task, lambda s, d, o: None, replace(QUICK, trunk_rate=1e3, head_rate=1e3))

    assert (found.epochs, found.changed) == (0, False)
    network = Network(task.base, found.network)
    assert network.network_sha256 == Network(task.base).network_sha256
    rows = found.learned.tolist()
    heard, labels = [task.logmels(row) for row in rows], [task.labels[row] for row in rows]
    quick = quick_model(task, found.learned).rows(found.head.genres)
    assert surprise(network, found.head, heard, labels) == pytest.approx(
        surprise(network, quick, heard, labels), rel=0.02
    )


def test_one_genre_alone_is_refused(task: DeepTask) -> None:
    alone = replace(task, labels=[(TAUGHT,)] * len(task.labels))

    with pytest.raises(TaggerError, match="one genre alone"):
        deepen(alone, lambda stage, done, of: pytest.fail("it began"), QUICK)


def test_too_few_artists_are_told_before_anything_is_read(task: DeepTask) -> None:
    alone = replace(task, groups=np.zeros(len(task.labels), np.intp))

    with pytest.raises(TaggerError, match="too few artists"):
        deepen(alone, lambda stage, done, of: pytest.fail("it began"), QUICK)


def test_a_genre_that_stands_only_beside_others_is_learned_from() -> None:
    for lone in range(12):
        labels = [("Rock", "Zouk") if row == lone else ("Rock",) for row in range(12)]
        assert lone in divide(labels, np.arange(12)).learned


def test_only_windows_that_decide_are_kept_and_few_are_enough(base: Path) -> None:
    network = Network(base)
    music = sound("Calm", np.random.default_rng(0))
    silent = np.concatenate([music[:1], np.full((2, 128, 39), -80, np.float32)])
    done: list[int] = []

    examples = read_examples(network, lambda i: (music, silent)[i], 2, done.append)

    assert done == [0, 1, 2]
    assert [len(windows) for windows in examples.windows] == [WINDOWS, 1]
    assert len(examples.windows[1]) < CROP
    np.testing.assert_allclose(examples.decibels(0), music, atol=80 / 255 / 2 + 1e-4)
    np.testing.assert_allclose(
        examples.embeddings[1], network.embed(music[:1])[0], rtol=2e-3, atol=2e-3
    )
