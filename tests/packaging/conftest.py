"""A small real project around our own packaging/: pip installs it without a network."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, ModuleType

import pytest

from .linux_bundle import WHEN, make_bundle

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "tagger"
version = "1"

[project.optional-dependencies]
test = []
"""
BACKEND = """
import pathlib, zipfile

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name = "tagger-1-py3-none-any.whl"
    info = "tagger-1.dist-info"
    files = {
        "tagger.pth": str(pathlib.Path.cwd()),
        f"{info}/METADATA": "Metadata-Version: 2.1\\nName: tagger\\nVersion: 1\\n"
        "Provides-Extra: test\\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        f"{info}/RECORD": "",
    }
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / name, "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
    return name
"""
TAGGER = """
import json, os, signal, sys
if "--killed" in sys.argv:
    os.kill(os.getpid(), signal.SIGKILL)
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd()}))
sys.exit(7)
"""


@dataclass(frozen=True)
class Checkout:
    """A folder with our packaging/ and a project that prints what it was called with."""

    root: Path

    @property
    def stamp(self) -> Path:
        return self.root / ".venv" / "tagger-setup.json"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.root / "packaging" / "dev.py"), *arguments]

    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DISPLAY", "WAYLAND"))}
        kept.pop("QT_QPA_PLATFORM", None)
        return {**kept, "PIP_NO_INDEX": "1", "TAGGER_NO_APT": "1"}

    def dev(
        self,
        *arguments: str,
        cwd: Path | None = None,
        variables: Mapping[str, str] = MappingProxyType({}),
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments),
            cwd=cwd or self.root,
            env={**self.environment(), **variables},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def make_checkout(root: Path) -> Checkout:
    (root / "packaging").mkdir(parents=True)
    for file in PACKAGING.glob("*.py"):
        shutil.copy(file, root / "packaging")
    (root / "packaging" / "constraints.txt").write_text("")
    (root / "pyproject.toml").write_text(PYPROJECT)
    (root / "backend.py").write_text(BACKEND)
    (root / "tagger").mkdir()
    (root / "tagger" / "__init__.py").write_text("")
    (root / "tagger" / "__main__.py").write_text(TAGGER)
    return Checkout(root)


@pytest.fixture
def bare(tmp_path: Path) -> Checkout:
    """A checkout as cloned."""
    return make_checkout(tmp_path / "a checkout")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout that `run` has set up."""
    checkout = make_checkout(tmp_path_factory.mktemp("ready") / "checkout")
    first = checkout.dev("run", "doctor")
    assert first.returncode == 7, first.stderr
    return checkout


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/linux_packages.py, with all that it packs at one time."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(WHEN))
    return importlib.import_module("linux_packages")


@pytest.fixture
def files(packages: ModuleType) -> ModuleType:
    """packaging/linux_files.py"""
    return importlib.import_module("linux_files")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A made-up bundle for Linux."""
    return make_bundle(tmp_path / "build" / "Tagger")
