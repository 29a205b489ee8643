# pyright: reportMissingImports=false
"""One stage of training: AdamW, warm-up and cosine, an average of the weights, checkpoints."""

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
from torch import Tensor, nn

from tagger.lab.network import Student
from tagger.lab.recipe import Stage

_LOG_EVERY = 50
_SAVE_EVERY = 200
_CHECK_EVERY = 1000
_WARM_UP = 0.04


@dataclass(slots=True)
class Trainer:
    """Trains `model`, keeps a checkpoint at `path` and goes on from it after a kill."""

    name: str
    model: Student
    stage: Stage
    path: Path
    seed: int

    def run(
        self,
        losses: Callable[[np.random.Generator], dict[str, Tensor]],
        check: Callable[[Student], str],
    ) -> None:
        """Trains until the stage's steps are done; returns at once if they are."""
        stage, model = self.stage, self.model
        optimizer = torch.optim.AdamW(_groups(model, stage.weight_decay), stage.learning_rate)
        average = copy.deepcopy(model).eval()
        generator = np.random.default_rng(self.seed)
        step, elapsed = 0, 0.0
        if self.path.exists():
            saved = torch.load(self.path, weights_only=False)
            model.load_state_dict(saved["model"])
            average.load_state_dict(saved["average"])
            if saved["step"] >= stage.steps:
                return
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
        while step < stage.steps:
            for group in optimizer.param_groups:
                group["lr"] = stage.learning_rate * _schedule(step / stage.steps)
            parts = losses(generator)
            optimizer.zero_grad(set_to_none=True)
            torch.stack(list(parts.values())).sum().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            step += 1
            if step == first_step + 1:
                # The first step may compile for minutes, which the time left must not count.
                begun = time.monotonic()
            _follow(average, model, min(stage.ema, step / (step + 10)))
            elapsed = before + time.monotonic() - begun
            for key, value in parts.items():
                now = float(value.detach())
                if not math.isfinite(now):
                    raise FloatingPointError(f"{self.name}: {key} is {now} at step {step}")
                shown[key] = 0.98 * shown.get(key, now) + 0.02 * now
            if step % _LOG_EVERY == 0:
                rate = (step - first_step - 1) / (elapsed - before)
                text = " ".join(f"{key} {value:.3f}" for key, value in shown.items())
                print(
                    f"{self.name} {step}/{stage.steps} {text} | {rate:.2f} steps/s, "
                    f"{(stage.steps - step) / rate / 60:.1f} min left",
                    flush=True,
                )
            if step % _CHECK_EVERY == 0 and step < stage.steps:
                print(f"{self.name} {step}: {check(average)}", flush=True)
            if step % _SAVE_EVERY == 0:
                save()
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
