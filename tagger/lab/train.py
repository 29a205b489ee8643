# pyright: reportMissingImports=false
"""The networks of a recipe, one for each seed, in two stages: first the teachers, then the genres.

Every stage keeps a checkpoint in the work folder and goes on from it after a kill:
`network-SEED/teachers.pt`, `network-SEED/genres.pt`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from tagger.lab import data, targets
from tagger.lab.batches import GenreSampler, TeacherSampler
from tagger.lab.losses import Embed, Losses, genre_loss, mixed_precision, teacher_losses
from tagger.lab.network import Shape, Student
from tagger.lab.recipe import Recipe
from tagger.lab.trainer import Trainer


def device() -> torch.device:
    """CUDA where there is one, else the processor."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def untrained(recipe: Recipe) -> Student:
    """A network of the recipe's shape."""
    shape = Shape(recipe.stem, recipe.blocks, recipe.embedding)
    network = Student(shape, len(data.GENRES), targets.SIZES)
    return network.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]


def network_folder(work: Path, seed: int) -> Path:
    """Where a network's checkpoints lie."""
    return work / f"network-{seed}"


def trained(recipe: Recipe, checkpoint: Path, where: torch.device) -> Student:
    """The averaged network of a checkpoint, for use.

    Raises FileNotFoundError where there is none.
    """
    model = untrained(recipe)
    model.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=False)["average"])
    return model.to(where).eval().requires_grad_(False)


@dataclass
class School:
    """The data in the form in which the stages draw it, and where the checkpoints lie.

    `compiled` fuses the networks' small operations first: a third faster on a processor, but each
    stage begins minutes later, and it needs a C++ compiler.
    """

    recipe: Recipe
    corpus: data.Corpus
    work: Path
    compiled: bool = False
    teachers: targets.Teachers = field(init=False)
    sampler: TeacherSampler = field(init=False)
    labelled: GenreSampler = field(init=False)

    def __post_init__(self) -> None:
        genres = self.recipe.genres
        self.teachers = targets.Teachers.fit(self.corpus)
        self.sampler = TeacherSampler(self.corpus, self.teachers)
        self.labelled = GenreSampler(
            self.corpus.labelled("train"), genres.shares, genres.label_smoothing,
            genres.change,
        )  # fmt: skip

    def network(self, seed: int) -> Path:
        """Trains a network through both stages; returns its last checkpoint."""
        stage, folder = self.recipe.teachers, network_folder(self.work, seed)
        torch.manual_seed(seed)
        model, embed = self._start(folder)

        def step(generator: np.random.Generator) -> Losses:
            batch = self.sampler.draw(generator, stage.audio, stage.augmented, stage.fma)
            return teacher_losses(model, embed, batch, stage.vggish_weight)

        first = folder / "teachers.pt"
        Trainer(f"network {seed}, teachers", model, stage, first, seed).run(step, self.distilled)
        return self.genres(seed, first, folder)

    def genres(self, seed: int, taught: Path, folder: Path) -> Path:
        """The second stage alone, from the checkpoint `taught` of a first one.

        Returns its checkpoint, in `folder`. Raises FileNotFoundError without the first.
        """
        stage = self.recipe.genres
        torch.manual_seed(seed)
        model, embed = self._start(folder)
        model.load_state_dict(trained(self.recipe, taught, device()).state_dict())

        def step(generator: np.random.Generator) -> Losses:
            drawn = self.sampler.draw(generator, stage.audio, stage.augmented, stage.fma)
            losses = teacher_losses(model, embed, drawn, stage.vggish_weight)
            losses = {name: stage.teacher_weight * loss for name, loss in losses.items()}
            batch = self.labelled.draw(generator, stage.crops)
            return losses | {"genres": genre_loss(model, embed, batch, stage, generator)}

        last = folder / "genres.pt"
        name = f"{folder.name.replace('-', ' ')}, genres"
        Trainer(name, model, stage, last, seed + 1000).run(step, self.distilled)
        return last

    def _start(self, folder: Path) -> tuple[Student, Embed]:
        folder.mkdir(parents=True, exist_ok=True)
        model = untrained(self.recipe).to(device())
        return model, torch.compile(model, dynamic=False) if self.compiled else model

    def distilled(self, model: Student) -> str:
        """Explained variance of the teachers' outputs on the valid items, as a line of text."""
        taught = self.corpus.audio.part("valid")
        truth = np.stack([patch.mean(0) for patch in self.teachers.patches(taught)])
        where = next(model.parameters()).device
        rows: list[Tensor] = []
        with torch.inference_mode():
            for item in taught.items:
                crops = torch.from_numpy(data.windows(item)[None, :, 0]).to(where)
                rows.append(mixed_precision(model, crops))
            embedding = torch.cat(rows).float()
            musicnn = model.teachers["musicnn"](embedding).cpu().numpy()
            yamnet = model.teachers["yamnet"](embedding).cpu().numpy()
        first = targets.explained_variance(truth, musicnn)
        second = targets.explained_variance(self.teachers.yamnet.apply(taught.yamnet), yamnet)
        return f"explained variance on valid: musicnn {first:.3f}, yamnet {second:.3f}"
