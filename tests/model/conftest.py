from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.model.tiny_network import write_tiny_network


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny_network(tmp_path / "tiny.onnx")


@pytest.fixture
def windows() -> NDArray[np.float32]:
    """Seven windows of what could be music, dB relative to the loudest."""
    generator = np.random.default_rng(7)
    return generator.uniform(-80, 0, (7, 128, 39)).astype(np.float32)
