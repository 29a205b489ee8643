from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tagger.paths import Home, find_home
from tagger.settings import Settings
from tests.model.personal_models import write_base, write_personal
from tests.model.tiny_network import write_tiny_network


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write_tiny_network(tmp_path / "tiny.onnx")


@pytest.fixture
def windows() -> NDArray[np.float32]:
    """Seven windows of what could be music, dB relative to the loudest."""
    generator = np.random.default_rng(7)
    return generator.uniform(-80, 0, (7, 128, 39)).astype(np.float32)


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What ships with Tagger here."""
    monkeypatch.setattr("tagger.model.keeping.bundled_models", lambda: tmp_path / "shipped")
    monkeypatch.setattr("tagger.model.library.bundled_models", lambda: tmp_path / "shipped")
    return write_base(tmp_path / "shipped" / "genre.onnx")


@pytest.fixture
def theirs(base: Path, tmp_path: Path) -> Path:
    """A model that a friend exported."""
    path = tmp_path / "friend" / "Parties.onnx"
    write_personal(base, path)
    return path


@pytest.fixture
def person() -> Home:
    return find_home()


@pytest.fixture
def settings(person: Home) -> Settings:
    return Settings.load(person.settings)
