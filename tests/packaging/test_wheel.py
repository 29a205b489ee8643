"""The wheel and the source distribution: what is in them, and what they say of themselves."""

from __future__ import annotations

import configparser
import email
import hashlib
import importlib
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from email.message import Message
from pathlib import Path

import pytest

from tagger import __version__

ROOT = Path(__file__).resolve().parents[2]
OURS = ("tagger", "models", "resources")


def _build(source: Path, target: Path, kind: str) -> Path:
    """Build as `python -m build` does, but with the hatchling that is here."""
    hatchling = pytest.importorskip("hatchling.build", reason="the build backend is not installed")
    assert hatchling.__name__  # the child below needs it
    program = f"import hatchling.build as b, sys; print(b.build_{kind}(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", program, str(target)],
        cwd=source,
        capture_output=True,
        text=True,
        check=True,
    )
    return target / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(ROOT, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("source")
    with tarfile.open(_build(ROOT, folder, "sdist")) as archive:
        archive.extractall(folder, filter="data")
    return folder / f"tagger-{__version__}"


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel puts into `site-packages`."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def _metadata(installed: Path) -> Message:
    (file,) = installed.glob("*.dist-info/METADATA")
    return email.message_from_string(file.read_text(encoding="utf-8"))


def test_the_wheel_holds_the_program_its_models_and_resources_and_no_more(installed: Path) -> None:
    held = {
        path.relative_to(installed).as_posix()
        for path in installed.rglob("*")
        if path.is_file() and ".dist-info" not in path.parts[len(installed.parts)]
    }
    wanted = set()
    for top in OURS:
        for path in (ROOT / top).rglob("*"):
            inside = path.relative_to(ROOT)
            if path.is_file() and not {"__pycache__", "screenshots"} & set(inside.parts):
                wanted.add(inside.as_posix() if top == "tagger" else f"tagger/{inside.as_posix()}")
    assert held == wanted
    assert {"tagger/models/genre.onnx", "tagger/resources/genres.json"} <= held
    assert any(name.endswith("_de.qm") for name in held)


def test_a_file_in_the_wheel_is_the_file_in_the_checkout(installed: Path) -> None:
    for name in ("models/genre.onnx", "resources/genres.json", "resources/icons/tagger.svg"):
        assert (installed / "tagger" / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_wheel_says_what_it_is(installed: Path) -> None:
    said = _metadata(installed)
    assert (said["Name"], said["Version"]) == ("tagger", __version__)
    assert said["License-Expression"] == "GPL-3.0-or-later"
    assert said["Requires-Python"] == ">=3.11"
    assert "Topic :: Multimedia :: Sound/Audio" in said.get_all("Classifier", [])
    licence = next(installed.glob(f"*.dist-info/licenses/{said['License-File']}"))
    assert licence.read_bytes() == (ROOT / "LICENSE").read_bytes()
    needs = said.get_all("Requires-Dist", [])
    assert any(need.startswith("pyside6") and "!=6.12.0" in need for need in needs)


def test_the_description_reads_without_the_repository(installed: Path) -> None:
    said = _metadata(installed)
    assert said["Description-Content-Type"] == "text/markdown"
    text = said.get_payload()
    assert isinstance(text, str) and text.startswith("# Tagger")
    assert "<img" not in text and "resources/screenshots" not in text
    targets = re.findall(r"\]\(([^)]*)\)", text)
    assert [target for target in targets if "://" not in target] == []
    assert "models/experiments.md" in text, "a link into the repository is its text"


def test_every_command_that_is_installed_leads_somewhere(installed: Path) -> None:
    declared = configparser.ConfigParser()
    (file,) = installed.glob("*.dist-info/entry_points.txt")
    declared.read_string(file.read_text(encoding="utf-8"))
    assert set(declared["console_scripts"]) == {"tagger"}
    assert set(declared["gui_scripts"]) == {"tagger-window"}
    for group in ("console_scripts", "gui_scripts"):
        for entry in declared[group].values():
            module, _, name = entry.partition(":")
            assert callable(getattr(importlib.import_module(module), name))


def test_the_installed_program_finds_its_model_far_from_any_checkout(
    installed: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tagger", "models", "--json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert '"bundled": true' in done.stdout, done.stdout


def test_the_source_has_all_that_is_needed_to_check_it(source: Path) -> None:
    for name in (
        *("LICENSE", "README.md", "pyproject.toml", ".ci/run", "packaging/dev.py"),
        *("packaging/constraints.txt", "tests/conftest.py", "models/recipe.toml"),
        "tests/catalog/earlier/schema01.zip",
    ):
        assert (source / name).read_bytes() == (ROOT / name).read_bytes()
    assert os.access(source / ".ci" / "run", os.X_OK)
    assert not {".git", ".venv", "build", "dist"} & {path.name for path in source.iterdir()}
    assert list(source.rglob("__pycache__")) == []


def test_the_source_gives_the_same_wheel(source: Path, wheel: Path, tmp_path: Path) -> None:
    again = _build(source, tmp_path, "wheel")
    assert (
        hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(wheel.read_bytes()).digest()
    )
