"""The loss, the network and a stopped run behave; needs torch, which only the lab installs."""

# pyright: reportMissingImports=false
from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is only installed where models are trained")

from tagger.lab import export, losses, random_split, recipe  # noqa: E402
from tagger.lab.data import GENRES, Corpus, Item, Taught, known_genres  # noqa: E402
from tagger.lab.network import GenreNetwork, Shape, Student  # noqa: E402
from tagger.lab.trainer import Trainer  # noqa: E402

RECIPE = Path(__file__).parents[2] / "models" / "recipe.toml"
SMALL = Shape(4, (8, 8, 8, 8), 16)


def test_a_genre_that_the_set_does_not_know_costs_little() -> None:
    known = torch.from_numpy(known_genres("emotify"))[None]
    target = torch.zeros(1, len(GENRES))
    target[0, GENRES.index("Rock")] = 1
    logits = torch.zeros(1, len(GENRES))

    masked = losses.masked_cross_entropy(logits, target, known, 1e-9)
    full = losses.masked_cross_entropy(logits, target, known, 1.0)

    assert masked.item() == pytest.approx(np.log(5), abs=1e-4)
    assert full.item() == pytest.approx(np.log(18), abs=1e-4)


def test_a_loss_that_is_no_number_ends_the_run_and_leaves_the_checkpoint(tmp_path: Path) -> None:
    model = Student(SMALL, 3, {"musicnn": 2})
    trainer = Trainer("x", model, recipe.read(RECIPE).teachers, tmp_path / "x.pt", seed=3)

    def step(generator: np.random.Generator) -> dict[str, Any]:
        return {"x": model(torch.zeros(2, 1, 128, 39)).sum() * float("nan")}

    with pytest.raises(FloatingPointError, match="step 1"):
        trainer.run(step, lambda average: "")
    assert not (tmp_path / "x.pt").exists()


def test_logits_are_linear_in_the_embedding() -> None:
    network = GenreNetwork(SMALL, len(GENRES)).eval()
    with torch.no_grad():
        embedding, logits, activation = network(torch.rand(3, 1, 128, 39) * 80 - 80)

    torch.testing.assert_close(network.head(embedding), logits)
    assert activation.shape[:3] == (3, 8, 4)


def test_the_exported_graph_says_what_the_network_says(tmp_path: Path) -> None:
    torch.manual_seed(2)
    network, other = (GenreNetwork(SMALL, len(GENRES)).eval() for _ in range(2))
    path = tmp_path / "genre.onnx"

    export.trace(network, path)

    assert export.check(network, path) < 1e-4
    with pytest.raises(ValueError, match="differs from PyTorch"):
        export.check(other, path)


def test_a_killed_stage_goes_on_where_it_was(tmp_path: Path) -> None:
    read = recipe.read(RECIPE)
    seen: list[float] = []

    def stage(steps: int) -> None:
        torch.manual_seed(0)
        model = Student(SMALL, 3, {"musicnn": 2})
        fields = {name: getattr(read.teachers, name) for name in read.teachers.__slots__}
        short = recipe.Stage(**(fields | {"steps": steps}))

        def step(generator: np.random.Generator) -> dict[str, Any]:
            seen.append(float(generator.random()))
            return {"x": (model(torch.zeros(2, 1, 128, 39)) ** 2).mean()}

        trainer = Trainer("x", model, short, tmp_path / "x.pt", seed=3)
        trainer.run(step, lambda average: "")

    stage(2)
    stage(5)
    stage(5)

    assert seen == np.random.default_rng(3).random(5).tolist()


def test_a_random_split_uses_every_clip_once_and_its_seed() -> None:
    mel = np.zeros((128, 387), np.uint8)
    clips = [Item("gtzan", "excluded", mel, 1, (0,), 1, str(i)) for i in range(709)]
    taught = Taught([], [], np.zeros((0, 1024), np.float32))
    corpus = Corpus(clips, [], np.zeros((0, 128), np.float32), taught, taught, [])

    one, again, other = (random_split.shuffled(corpus, seed).gtzan for seed in (1, 1, 2))

    counts = [sum(item.split == part for item in one) for part in ("train", "valid", "test")]
    assert counts == [496, 142, 71]
    assert sorted(int(item.name) for item in one) == list(range(709))
    assert one == again
    assert {i.name for i in one if i.split == "test"} != {
        i.name for i in other if i.split == "test"
    }
