"""Fine-tuning learns, forgets little and writes what the app takes; needs torch."""

# pyright: reportMissingImports=false
from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray

torch = pytest.importorskip("torch", reason="torch is only installed where models are trained")

from tagger.errors import ModelError, TaggerError  # noqa: E402
from tagger.lab import export  # noqa: E402
from tagger.lab.data import FRONT_END  # noqa: E402
from tagger.lab.deep import deepen  # noqa: E402
from tagger.lab.deep_examples import CROP, divide, read_examples  # noqa: E402
from tagger.lab.deep_learning import Plan, Replay  # noqa: E402
from tagger.lab.deep_network import largest_difference, open_network, written  # noqa: E402
from tagger.lab.network import GenreNetwork, Shape, Trunk  # noqa: E402
from tagger.model import Head, Network  # noqa: E402
from tagger.model.graph import network_sha256  # noqa: E402
from tagger.model.importing import check_import  # noqa: E402
from tagger.model.network import encode_array  # noqa: E402
from tagger.model.personal import write_model  # noqa: E402
from tagger.training.deepening import LEARNING, READING, Deepened, DeepTask  # noqa: E402
from tagger.training.discriminant import Linear, Statistics  # noqa: E402
from tagger.training.evaluation import said_by  # noqa: E402
from tagger.training.learner import learn  # noqa: E402

BUNDLED = Path(__file__).parents[2] / "models" / "genre.onnx"
KNOWN = ("Calm", "Loud", "Wild")
TAUGHT = "Zouk"
WINDOWS = 4
QUICK = Plan(
    epochs=5, patience=2, crops=16, least_steps=12, trunk_rate=2e-3, head_rate=5e-3, warm_up=5,
    average=0.8,
)  # fmt: skip


def sound(genre: str, generator: np.random.Generator) -> NDArray[np.float32]:
    """Windows (W, 128, 39): genres differ in which bands beat and how often, under much noise."""
    period = {"Calm": 13, "Loud": 7, "Wild": 4, TAUGHT: 5}[genre]
    centre = {"Calm": 30, "Loud": 60, "Wild": 90, TAUGHT: 75}[genre] + generator.normal(0, 4)
    bands = np.exp(-(((np.arange(128) - centre) / 12) ** 2))[:, None]
    beat = (np.arange(39 * WINDOWS) % period < 2)[None]
    level = -50 + 25 * bands * beat + generator.normal(0, 6, (128, 1))
    noisy = level + generator.normal(0, 5, (128, 39 * WINDOWS))
    return np.clip(noisy, -80, 0).reshape(128, WINDOWS, 39).transpose(1, 0, 2).astype(np.float32)


def sounds(count: int, seed: int, genres: tuple[str, ...]) -> tuple[list[Any], list[Any]]:
    generator = np.random.default_rng(seed)
    labels = [(genres[i % len(genres)],) for i in range(count)]
    return [sound(genre, generator) for (genre,) in labels], labels


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Small batches gain nothing from more, and on a busy machine they wait for each other."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def trunk() -> Trunk:
    torch.manual_seed(4)
    trunk = Trunk(Shape(4, (8, 8, 16, 16), 24))
    heard, _ = sounds(24, 1, KNOWN)
    norms = [m for m in trunk.modules() if isinstance(m, torch.nn.modules.batchnorm._BatchNorm)]
    for norm in norms:
        norm.momentum = None
    # Measures what the normalisations divide by, so that there is something to fold.
    with torch.no_grad():
        trunk.train()(torch.from_numpy(np.concatenate(heard))[:, None])
    return trunk.eval()


@pytest.fixture(scope="module")
def statistics(trunk: Trunk) -> Statistics:
    heard, labels = sounds(90, 2, KNOWN)
    with torch.no_grad():
        embeddings = [trunk(torch.from_numpy(one)[:, None])[0].mean(0).numpy() for one in heard]
    return Statistics.empty(24).add(np.stack(embeddings), labels)


@pytest.fixture(scope="module")
def base(trunk: Trunk, statistics: Statistics, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small network by the lab's own exporter, with a head in closed form over its genres."""
    head = statistics.discriminant()
    network = GenreNetwork(Shape(4, (8, 8, 16, 16), 24), len(KNOWN))
    network.trunk = trunk
    with torch.no_grad():
        network.head.weight.copy_(torch.from_numpy(head.weight))
        network.head.bias.copy_(torch.from_numpy(head.bias))
    path = tmp_path_factory.mktemp("base") / "genre.onnx"
    graph = export.trace(network.eval(), path)
    metadata = {
        "genres": json.dumps(KNOWN),
        "frontend": json.dumps(asdict(FRONT_END)),
        "version": "1.0", "license": "GPL-3.0-or-later",
        "network_sha256": network_sha256(graph),
        "statistics_sha256": "of the base", "metrics": json.dumps({"accuracy": 0.5}),
        "head": json.dumps({
            "weight": encode_array(head.weight), "bias": encode_array(head.bias),
            "temperature": 1.0, "unsure_below": 0.5,
        }),
    }  # fmt: skip
    onnx.helper.set_model_props(graph, metadata)
    onnx.save(graph, str(path))
    return path


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


@pytest.mark.parametrize("which", ["bundled", "small"])
def test_the_network_in_a_file_learns_as_the_network_that_it_is(which: str, base: Path) -> None:
    opened = open_network(BUNDLED if which == "bundled" else base)

    assert largest_difference(opened.network, opened.trunk, opened.head) < 1e-4
    assert sum(p.numel() for p in opened.trunk.parameters() if p.requires_grad) > 1000
    with torch.no_grad():
        opened.trunk.embed.bias += 1
    assert largest_difference(opened.network, opened.trunk, opened.head) > 1e-3


def test_unchanged_weights_go_back_as_the_network_that_they_were(base: Path) -> None:
    opened = open_network(base)

    network = Network(base, written(opened, opened.trunk, opened.head, {}))

    assert network.network_sha256 == opened.network.network_sha256
    assert network.version == "1.0"
    windows = sound("Calm", np.random.default_rng(0))
    assert np.array_equal(network.embed(windows), opened.network.embed(windows))


def test_changed_weights_are_a_network_of_their_own(base: Path) -> None:
    opened = open_network(base)
    with torch.no_grad():
        for parameter in opened.trunk.parameters():
            parameter *= 1.01
    data = written(opened, opened.trunk, opened.head, {"epochs": 2})

    network = Network(base, data)

    assert network.network_sha256 == network_sha256(onnx.load_model_from_string(data))
    assert network.network_sha256 != opened.network.network_sha256
    assert network.version == "1.0+deep"
    assert network.front_end == opened.network.front_end
    assert "statistics_sha256" not in network.metadata
    assert network.metrics == {}
    assert json.loads(network.metadata["deep"]) == {
        "from": opened.network.network_sha256, "epochs": 2,
    }  # fmt: skip
    assert all(verdict.unsure for verdict in network.head.suggest_many(np.zeros((1, 24))))


def test_a_network_of_another_build_is_refused(tmp_path: Path, base: Path) -> None:
    model = onnx.load(str(base))
    for number, node in enumerate(model.graph.node):
        node.name = f"node {number}"
    onnx.save(model, str(tmp_path / "other.onnx"))

    with pytest.raises(ModelError, match="cannot be fine-tuned"):
        open_network(tmp_path / "other.onnx")


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


def save_personal(found: Deepened, folder: Path) -> Path:
    deep = folder / "deep.onnx"
    deep.write_bytes(found.network)
    head = Head(found.head.genres, found.head.weight, found.head.bias, 1.2, 0.6, 0.4)
    stream = io.BytesIO()
    np.savez(
        stream, genres=np.array(head.genres), count=np.ones(4), mean=np.zeros((4, 24)),
        scatter=np.eye(24),
    )  # fmt: skip
    model = write_model(
        deep, folder / "Mine.onnx", name="Mine", genres=head.genres, head=head,
        statistics=stream.getvalue(), provenance={"lesson": 1}, metrics={"accuracy": 0.9},
    )  # fmt: skip
    assert model.network_sha256 == Network(deep).network_sha256
    assert model.head.sha256 == head.sha256
    return model.path


def test_a_personal_model_on_a_fine_tuned_network_is_taken_in(
    base: Path, found: Deepened, tmp_path: Path
) -> None:
    path = save_personal(found, tmp_path)

    assert check_import(path, base) == path.read_bytes()


def test_a_fine_tuned_network_that_claims_to_be_the_old_one_is_refused(
    base: Path, found: Deepened, tmp_path: Path
) -> None:
    path = save_personal(found, tmp_path)
    model = onnx.load(str(path))
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    metadata["network_sha256"] = Network(base).network_sha256
    onnx.helper.set_model_props(model, metadata)
    onnx.save(model, str(path))

    with pytest.raises(ModelError, match="passes its network off as another one"):
        check_import(path, base)


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
