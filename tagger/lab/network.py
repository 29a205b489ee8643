# pyright: reportMissingImports=false
"""The network: a small residual CNN whose every block feeds the embedding."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Shape:
    """Channels of the stem and of the four blocks, and the size of the embedding."""

    stem: int = 24
    blocks: tuple[int, int, int, int] = (40, 72, 112, 160)
    embedding: int = 256


class Residual(nn.Module):
    """Two 3x3 convolutions with squeeze-and-excitation beside a 1x1 shortcut."""

    def __init__(self, before: int, after: int, stride: tuple[int, int]) -> None:
        super().__init__()
        self.first = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(after)
        self.second = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(after)
        self.shortcut = nn.Conv2d(before, after, 1, stride, bias=False)
        self.shortcut_norm = nn.BatchNorm2d(after)
        self.squeeze = nn.Conv2d(after, after // 8, 1)
        self.excite = nn.Conv2d(after // 8, after, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(N, before, F, T) -> (N, after, F', T')."""
        y = functional.relu(self.first_norm(self.first(x)))
        y = self.second_norm(self.second(y))
        scale = functional.relu(self.squeeze(y.mean((2, 3), keepdim=True)))
        y = y * torch.sigmoid(self.excite(scale))
        return functional.relu(y + self.shortcut_norm(self.shortcut(x)))


def moments(x: Tensor, dims: tuple[int, ...]) -> Tensor:
    """Mean and deviation over `dims`, side by side along the channels, in float32."""
    variance, mean = torch.var_mean(x.float(), dims, correction=0)
    return torch.cat([mean, (variance + 1e-3).sqrt()], 1)


class Trunk(nn.Module):
    """dB mel windows -> embedding and last feature map."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.stem = nn.Conv2d(1, shape.stem, 5, (2, 1), 2, bias=False)
        self.stem_norm = nn.BatchNorm2d(shape.stem)
        strides = ((2, 2), (2, 2), (2, 2), (2, 1))
        channels = (shape.stem, *shape.blocks)
        self.blocks = nn.ModuleList(
            Residual(channels[i], channels[i + 1], stride) for i, stride in enumerate(strides)
        )
        last = shape.blocks[-1]
        self.bands = nn.Conv1d(4 * last, last, 1, bias=False)
        self.bands_norm = nn.BatchNorm1d(last)
        pooled = 2 * sum(shape.blocks) + 2 * last
        self.pool_norm = nn.BatchNorm1d(pooled)
        self.embed = nn.Linear(pooled, shape.embedding)

    def forward(self, logmel: Tensor) -> tuple[Tensor, Tensor]:
        """(N, 1, 128, T) dB -> embedding (N, D), activation (N, K, 4, T')."""
        # Centred and scaled by the mean and deviation of the training windows, rounded.
        x = (logmel + 45.0) / 17.0
        x = functional.relu(self.stem_norm(self.stem(x)))
        pooled: list[Tensor] = []
        for block in self.blocks:
            x = block(x)
            pooled.append(moments(x, (2, 3)))
        # After five halvings of 128 mels the last map has exactly four rows.
        bands = functional.relu(self.bands_norm(self.bands(x.flatten(1, 2))))
        pooled.append(moments(bands, (2,)))
        return self.embed(self.pool_norm(torch.cat(pooled, 1))), x


class GenreNetwork(nn.Module):
    """What is exported: trunk and genre head, both outputs linear in the embedding."""

    def __init__(self, shape: Shape, genres: int) -> None:
        super().__init__()
        self.trunk = Trunk(shape)
        self.head = nn.Linear(shape.embedding, genres)

    def forward(self, logmel: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(N, 1, 128, T) dB -> embedding (N, D), genre logits (N, C), activation."""
        embedding, activation = self.trunk(logmel)
        return embedding, self.head(embedding), activation


class Student(nn.Module):
    """The network in training: with a linear head per teacher, which is not exported."""

    def __init__(self, shape: Shape, genres: int, targets: dict[str, int]) -> None:
        super().__init__()
        self.network = GenreNetwork(shape, genres)
        self.teachers = nn.ModuleDict(
            {name: nn.Linear(shape.embedding, size) for name, size in targets.items()}
        )

    def forward(self, crops: Tensor) -> Tensor:
        """(B, W, 128, T) dB -> embeddings of the crops (B, D).

        A crop's embedding is the mean over its windows, which is what the app stores of a track.
        """
        embedding, _ = self.network.trunk(crops.flatten(0, 1)[:, None])
        return embedding.float().unflatten(0, crops.shape[:2]).mean(1)
