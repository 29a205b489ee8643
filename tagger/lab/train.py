# pyright: reportMissingImports=false
"""Two stages of training: first the teachers, then the genres with the teachers beside them.

Each stage keeps a checkpoint in the work folder and goes on from it after a kill.
"""

from __future__ import annotations

import copy
import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from tagger.lab import data, targets
from tagger.lab.batches import GenreSampler, TeacherBatch, TeacherSampler
from tagger.lab.network import Shape, Student
from tagger.lab.recipe import GenreStage, Recipe, TeacherStage

Embed = Callable[[Tensor], tuple[Tensor, Tensor]]

_LOG_EVERY = 50
_SAVE_EVERY = 200
_CHECK_EVERY = 1000
_WARM_UP = 0.04


def device() -> torch.device:
    """CUDA where there is one, else the processor."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def student(recipe: Recipe) -> Student:
    """The untrained network of the recipe."""
    shape = Shape(recipe.stem, recipe.blocks, recipe.embedding)
    network = Student(shape, len(data.GENRES), targets.SIZES)
    return network.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]


def run(recipe: Recipe, folder: Path, work: Path, seed: int, compiled: bool = False) -> Path:
    """Trains both stages on the data in `folder`; returns the last checkpoint in `work`.

    `compiled` fuses the network's small operations first: a third faster on a processor, but it
    takes minutes to begin and needs a C++ compiler.

    Raises FileNotFoundError where data is missing.
    """
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    corpus = data.load(folder)
    teachers = targets.Teachers.fit(corpus)
    sampler = TeacherSampler(corpus, teachers)
    where = device()
    model = student(recipe).to(where)
    embed: Embed = torch.compile(model, dynamic=False) if compiled else model

    def check(average: Student) -> str:
        return distilled(average, corpus, teachers)

    first = recipe.teachers

    def teacher_step(generator: np.random.Generator) -> dict[str, Tensor]:
        batch = sampler.draw(generator, first.audio, first.augmented, first.fma)
        return teacher_losses(model, embed, batch, first.vggish_weight)

    first_path = work / "teachers.pt"
    Trainer("teachers", model, first, first_path, seed).run(teacher_step, check)

    second = recipe.genres
    labelled = GenreSampler(
        corpus.labelled("train"), second.shares, second.label_smoothing, second.augment_rate
    )

    def genre_step(generator: np.random.Generator) -> dict[str, Tensor]:
        drawn = sampler.draw(generator, second.audio, second.augmented, second.fma)
        losses = teacher_losses(model, embed, drawn, second.vggish_weight)
        losses = {name: second.teacher_weight * loss for name, loss in losses.items()}
        return losses | {"genres": genre_loss(model, embed, labelled, second, generator)}

    model.load_state_dict(torch.load(first_path, map_location=where)["average"])
    second_path = work / "genres.pt"
    Trainer("genres", model, second, second_path, seed + 1000).run(genre_step, check)
    return second_path


def teacher_losses(
    model: Student, embed: Embed, batch: TeacherBatch, vggish_weight: float
) -> dict[str, Tensor]:
    """Mean squared errors of the teachers' heads, VGGish's already weighted."""
    where = next(model.parameters()).device
    each, whole = _mixed_precision(embed, torch.from_numpy(batch.crops).to(where))
    heard = len(batch.musicnn)
    heads = model.teachers

    def error(name: str, embedding: Tensor, target: NDArray[np.float32]) -> Tensor:
        return functional.mse_loss(heads[name](embedding), torch.from_numpy(target).to(where))

    return {
        "musicnn": error("musicnn", each[:heard], batch.musicnn),
        "yamnet": error("yamnet", whole[:heard], batch.yamnet),
        "vggish": vggish_weight * error("vggish", whole[heard:], batch.vggish),
    }


def genre_loss(
    model: Student,
    embed: Embed,
    sampler: GenreSampler,
    stage: GenreStage,
    generator: np.random.Generator,
) -> Tensor:
    """Cross entropy over each item's known genres, with mixup on a share of the crops."""
    where = next(model.parameters()).device
    batch = sampler.draw(generator, stage.crops)
    share = generator.beta(stage.mixup_beta, stage.mixup_beta, stage.crops)
    share = np.where(generator.random(stage.crops) < stage.mixup_rate, share, 1)
    share = np.maximum(share, 1 - share).astype(np.float32)
    other = generator.permutation(stage.crops)
    part = share[:, None, None, None]
    mixed = torch.from_numpy(part * batch.crops + (1 - part) * batch.crops[other])
    _, whole = _mixed_precision(embed, mixed.to(where))
    logits = model.network.head(whole)
    target = torch.from_numpy(batch.target).to(where)
    known = torch.from_numpy(batch.known).to(where)
    lam = torch.from_numpy(share).to(where)
    own = masked_cross_entropy(logits, target, known, stage.unknown_weight)
    partner = masked_cross_entropy(logits, target[other], known[other], stage.unknown_weight)
    return (lam * own + (1 - lam) * partner).mean()


def masked_cross_entropy(
    logits: Tensor, target: Tensor, known: Tensor, unknown_weight: float
) -> Tensor:
    """(B,) cross entropy whose softmax counts a genre that the set does not label only
    `unknown_weight` times: such a genre may be right too, but must not run away unseen."""
    weight = torch.where(known, 0.0, math.log(unknown_weight))
    return -(target * functional.log_softmax(logits + weight, 1)).sum(1)


def distilled(model: Student, corpus: data.Corpus, teachers: targets.Teachers) -> str:
    """Explained variance of the teachers' outputs on the valid items, as a line of text."""
    taught = corpus.audio.part("valid")
    truth = np.stack([patch.mean(0) for patch in teachers.patches(taught)])
    where = next(model.parameters()).device
    rows: list[NDArray[np.float32]] = []
    with torch.inference_mode():
        for item in taught.items:
            crops = torch.from_numpy(data.windows(item)[None, :, 0]).to(where)
            _, whole = _mixed_precision(model, crops)
            rows.append(whole.float().cpu().numpy())
        embedding = torch.from_numpy(np.concatenate(rows)).to(where)
        musicnn = model.teachers["musicnn"](embedding).cpu().numpy()
        yamnet = model.teachers["yamnet"](embedding).cpu().numpy()
    return (
        f"explained variance on valid: musicnn {targets.explained_variance(truth, musicnn):.3f}, "
        f"yamnet "
        f"{targets.explained_variance(teachers.yamnet.apply(taught.yamnet), yamnet):.3f}"
    )


def _mixed_precision(embed: Embed, crops: Tensor) -> tuple[Tensor, Tensor]:
    with torch.autocast(crops.device.type, dtype=torch.bfloat16):
        return embed(crops)


@dataclass(slots=True)
class Trainer:
    """One stage: AdamW, warm-up and cosine, an average of the weights, checkpoints, progress."""

    name: str
    model: Student
    stage: TeacherStage | GenreStage
    path: Path
    seed: int

    def run(
        self,
        losses: Callable[[np.random.Generator], dict[str, Tensor]],
        check: Callable[[Student], str],
    ) -> None:
        """Trains until the stage's steps or minutes are used up; returns at once if they are."""
        stage, model = self.stage, self.model
        optimizer = torch.optim.AdamW(_groups(model, stage.weight_decay), stage.learning_rate)
        average = copy.deepcopy(model).eval()
        generator = np.random.default_rng(self.seed)
        step, elapsed = 0, 0.0
        if self.path.exists():
            saved = torch.load(self.path, weights_only=False)
            model.load_state_dict(saved["model"])
            average.load_state_dict(saved["average"])
            optimizer.load_state_dict(saved["optimizer"])
            generator.bit_generator.state = saved["generator"]
            step, elapsed = saved["step"], saved["elapsed"]
            print(f"{self.name}: goes on after step {step}", flush=True)

        def save() -> None:
            state = {
                "model": model.state_dict(), "average": average.state_dict(),
                "optimizer": optimizer.state_dict(), "generator": generator.bit_generator.state,
                "step": step, "elapsed": elapsed,
            }  # fmt: skip
            unfinished = self.path.with_suffix(".part")
            torch.save(state, unfinished)
            os.replace(unfinished, self.path)

        model.train()
        shown: dict[str, float] = {}
        begun, first_step, before = time.monotonic(), step, elapsed
        while (done := max(step / stage.steps, elapsed / (60 * stage.minutes))) < 1:
            for group in optimizer.param_groups:
                group["lr"] = stage.learning_rate * _schedule(done)
            parts = losses(generator)
            optimizer.zero_grad(set_to_none=True)
            torch.stack(list(parts.values())).sum().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            step += 1
            if step == first_step + 1:
                # The first step may compile for minutes, which the schedule must not count.
                begun = time.monotonic()
            _follow(average, model, min(stage.ema, step / (step + 10)))
            elapsed = before + time.monotonic() - begun
            for key, value in parts.items():
                now = float(value.detach())
                shown[key] = 0.98 * shown.get(key, now) + 0.02 * now
            if step % _LOG_EVERY == 0:
                rate = (step - first_step - 1) / (elapsed - before)
                left = min((stage.steps - step) / rate, 60 * stage.minutes - elapsed) / 60
                text = " ".join(f"{key} {value:.3f}" for key, value in shown.items())
                print(
                    f"{self.name} {step}/{stage.steps} {text} | {rate:.2f} steps/s, "
                    f"{max(left, 0):.1f} min left",
                    flush=True,
                )
            if step % _CHECK_EVERY == 0:
                print(f"{self.name} {step}: {check(average)}", flush=True)
            if step % _SAVE_EVERY == 0:
                save()
        if step > first_step:
            save()
        print(f"{self.name}: {step} steps in {elapsed / 60:.1f} min; {check(average)}", flush=True)


def _schedule(done: float) -> float:
    if done < _WARM_UP:
        return 0.02 + 0.98 * done / _WARM_UP
    return 0.5 * (1 + math.cos(math.pi * (done - _WARM_UP) / (1 - _WARM_UP))) + 1e-3


def _groups(model: nn.Module, weight_decay: float) -> list[dict[str, object]]:
    matrices = [p for p in model.parameters() if p.ndim > 1]
    vectors = [p for p in model.parameters() if p.ndim <= 1]
    return [
        {"params": matrices, "weight_decay": weight_decay},
        {"params": vectors, "weight_decay": 0.0},
    ]


@torch.no_grad()
def _follow(average: nn.Module, model: nn.Module, momentum: float) -> None:
    mine = average.state_dict()
    for name, value in model.state_dict().items():
        if value.is_floating_point():
            mine[name].lerp_(value, 1 - momentum)
        else:
            mine[name].copy_(value)
