"""The rules of the house that a machine can check."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import tagger

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400
HEAVY = (
    "PySide6",
    "av",
    "librosa",
    "numba",
    "onnx",
    "onnxruntime",
    "pyqtgraph",
    "scipy",
    "sklearn",
    "soundfile",
    "soxr",
    "torch",
    "watchfiles",
)


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    # -P, and the folder first: the copy under test, not the installed checkout, is looked at.
    code = (
        "import sys; sys.path.insert(0, '.');"
        "from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    )
    command = [sys.executable, "-P", "-c", code]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's code, to be spoilt."""
    keep_code = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "tagger", tmp_path / "tagger", ignore=keep_code)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_import_points_down() -> None:
    checked = lint_imports(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("errors", "import tagger.catalog", "Every import points down"),
        ("tags/intruder", "import tagger.catalog", "Every import points down"),
        ("workflow/intruder", "import tagger.lab", "Every import points down"),
        ("lab/intruder", "import tagger.ui", "Every import points down"),
        ("a_new_floor", "import tagger.errors", "Every import points down"),
        ("workflow/intruder", "from PySide6 import QtCore", "Qt lives in the window alone"),
        ("paths", "def later():\n    import PySide6", "Qt lives in the window alone"),
        ("model/intruder", "import torch", "torch lives in the lab alone"),
    ],
)
def test_an_import_that_breaks_a_rule_is_found(
    copy: Path, module: str, line: str, contract: str
) -> None:
    path = copy / "tagger" / f"{module}.py"
    for package in (path.parent, copy / "tagger" / "ui", copy / "tagger" / "catalog"):
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
    before = path.read_text() if path.exists() else ""
    path.write_text(f"{before}\n\n{line}\n")
    checked = lint_imports(copy)
    assert f"{contract} BROKEN" in checked.stdout, checked.stdout + checked.stderr
    assert checked.returncode == 1


def test_the_window_may_use_qt_and_the_lab_torch(copy: Path) -> None:
    (copy / "tagger" / "ui").mkdir(exist_ok=True)
    (copy / "tagger" / "ui" / "__init__.py").touch()
    (copy / "tagger" / "ui" / "extra.py").write_text("from PySide6 import QtCore\n")
    (copy / "tagger" / "lab" / "extra.py").write_text("import torch\n")
    checked = lint_imports(copy)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_command_line_starts_without_anything_heavy() -> None:
    code = f"import sys, tagger.cli; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout.split() == []


def test_every_file_can_be_read_in_one_sitting() -> None:
    files = [*(ROOT / "tagger").rglob("*.py"), *(ROOT / "packaging").rglob("*.py")]
    assert files
    lengths = {str(f.relative_to(ROOT)): len(f.read_text("utf-8").splitlines()) for f in files}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_the_version_stands_in_one_place() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "version" not in declared["project"]
    assert declared["tool"]["hatch"]["version"] == {"path": "tagger/__init__.py"}
    literals = [f'"{tagger.__version__}"', f"'{tagger.__version__}'"]
    files = [ROOT / "pyproject.toml", *(ROOT / "tagger").rglob("*.py")]
    files += [f for f in (ROOT / "packaging").iterdir() if f.suffix in (".py", ".spec", ".desktop")]
    holders = [f for f in files if any(literal in f.read_text("utf-8") for literal in literals)]
    assert holders == [ROOT / "tagger" / "__init__.py"]


def test_the_folder_packaging_does_not_hide_the_package_packaging() -> None:
    """With an `__init__.py` it would, for everything that is started in the checkout."""
    assert not (ROOT / "packaging" / "__init__.py").exists()
    code = "import packaging.version"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
