"""Listening leaves nothing on the computer outside Tagger's home.

ONNX Runtime would keep a number that knows the computer, and what it is about to report with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tagger.paths import bundled_models

_BASES = ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_CACHE_HOME", "XDG_DATA_HOME",
          "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")  # fmt: skip


@pytest.fixture
def song(tmp_path: Path) -> Path:
    if not any(bundled_models().glob("*.onnx")):
        pytest.skip("the bundled model is not there")
    path = tmp_path / "song.wav"
    rng = np.random.default_rng(1)
    soundfile.write(path, rng.normal(0, 0.1, 22050 * 12), 22050)
    return path


def listen(song: Path, person: Path) -> None:
    """`tagger suggest` in a process of a person who has nothing yet, with a home of its own."""
    environment = {name: value for name, value in os.environ.items() if name not in _BASES}
    environment |= {name: str(person) for name in _BASES}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    command = [sys.executable, "-m", "tagger", "suggest", "--home", song.parent / "home", song]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_listening_leaves_nothing_outside_its_home(song: Path, tmp_path: Path) -> None:
    person = tmp_path / "person"
    person.mkdir()
    listen(song, person)
    assert (tmp_path / "home" / "catalog.db").is_file()
    assert [path for path in person.rglob("*") if path.is_file()] == []
