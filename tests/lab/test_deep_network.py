"""A network goes out of its file, learns, and comes back as one the app takes; needs torch."""

# pyright: reportMissingImports=false
from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import onnx
import pytest

torch = pytest.importorskip("torch", reason="torch is only installed where models are trained")

from tagger.errors import ModelError  # noqa: E402
from tagger.lab.deep_network import (  # noqa: E402
    Opened,
    largest_difference,
    open_network,
    written,
)
from tagger.model import Head, Network  # noqa: E402
from tagger.model.graph import network_sha256  # noqa: E402
from tagger.model.importing import check_import  # noqa: E402
from tagger.model.personal import write_model  # noqa: E402
from tagger.training.discriminant import Linear  # noqa: E402
from tests.lab.small_network import (  # noqa: E402
    KNOWN,
    TAUGHT,
    small_trunk,
    sound,
    statistics_of,
    write_small,
)

BUNDLED = Path(__file__).parents[2] / "models" / "genre.onnx"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    trunk = small_trunk()
    path = tmp_path_factory.mktemp("base") / "genre.onnx"
    return write_small(path, trunk, statistics_of(trunk))


def changed(opened: Opened) -> bytes:
    """As if it had learned: every weight another one, and a head that knows a genre more."""
    with torch.no_grad():
        for parameter in opened.trunk.parameters():
            parameter *= 1.01
    head = opened.head
    weight = np.concatenate([head.weight, np.ones((1, head.weight.shape[1]), np.float32)])
    bias = np.append(head.bias, np.float32(0.5))
    return written(opened, opened.trunk, Linear((*KNOWN, TAUGHT), weight, bias), {"epochs": 2})


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
    data = changed(opened)

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


def save_personal(base: Path, folder: Path) -> Path:
    deep = folder / "deep.onnx"
    deep.write_bytes(changed(open_network(base)))
    own = Network(deep).head
    head = Head(own.genres, own.weight, own.bias, 1.2, 0.6, 0.4)
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


def test_a_personal_model_on_a_fine_tuned_network_is_taken_in(base: Path, tmp_path: Path) -> None:
    path = save_personal(base, tmp_path)

    assert check_import(path, base) == path.read_bytes()


def test_a_fine_tuned_network_that_claims_to_be_the_old_one_is_refused(
    base: Path, tmp_path: Path
) -> None:
    path = save_personal(base, tmp_path)
    model = onnx.load(str(path))
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    metadata["network_sha256"] = Network(base).network_sha256
    onnx.helper.set_model_props(model, metadata)
    onnx.save(model, str(path))

    with pytest.raises(ModelError, match="passes its network off as another one"):
        check_import(path, base)
