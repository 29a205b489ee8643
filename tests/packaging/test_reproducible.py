"""Whatever differs between two builds is named, and the build is told what must not."""

from __future__ import annotations

import importlib
import os
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import PACKAGING


@pytest.fixture
def reproducible(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module("reproducible")


@pytest.fixture
def builds(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders that are the same."""
    for name in ("one", "two"):
        inner = tmp_path / name / "_internal"
        inner.mkdir(parents=True)
        (inner / "library.so").write_bytes(b"\0" * 2_000_000)
        (inner / "library.so").chmod(0o755)
        (inner / "link.so").symlink_to("library.so")
        pack(inner / "base_library.zip", {"abc.pyc": b"1", "os.pyc": b"2"})
    return tmp_path / "one", tmp_path / "two"


def pack(target: Path, files: dict[str, bytes], year: int = 1980) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), content)


def told(reproducible: ModuleType, builds: tuple[Path, Path]) -> list[str]:
    return [str(each) for each in reproducible.compare(*builds)]


def test_equal_folders_have_no_difference(
    reproducible: ModuleType, builds: tuple[Path, Path]
) -> None:
    assert told(reproducible, builds) == []
    assert reproducible.main([str(each) for each in builds]) == 0


def test_files_links_and_modes_that_differ_are_named(
    reproducible: ModuleType, builds: tuple[Path, Path]
) -> None:
    inner = builds[1] / "_internal"
    content = bytearray(2_000_000)
    content[1_500_000] = 7
    (inner / "library.so").write_bytes(content)
    (inner / "library.so").chmod(0o700)
    (inner / "link.so").unlink()
    (inner / "link.so").symlink_to("other.so")
    (inner / "more.txt").write_text("")
    assert told(reproducible, builds) == [
        "_internal/library.so: mode 755, 700",
        "_internal/library.so: content from byte 1500000 on, 2000000 and 2000000 bytes",
        "_internal/link.so: link to library.so, to other.so",
        "_internal/more.txt: only in the second",
    ]
    assert reproducible.main([str(each) for each in builds]) == 1


def test_in_a_zip_archive_the_entry_is_named(
    reproducible: ModuleType, builds: tuple[Path, Path]
) -> None:
    library = builds[1] / "_internal" / "base_library.zip"
    pack(library, {"abc.pyc": b"changed", "os.pyc": b"2"})
    assert told(reproducible, builds) == ["_internal/base_library.zip: abc.pyc: content"]
    pack(library, {"os.pyc": b"2", "abc.pyc": b"1"})
    assert told(reproducible, builds) == ["_internal/base_library.zip: the order of its entries"]
    pack(library, {"abc.pyc": b"1", "os.pyc": b"2"}, year=2001)
    times = told(reproducible, builds)
    assert len(times) == 2 and all("time" in line for line in times)


def test_in_a_program_the_module_is_named(
    reproducible: ModuleType, builds: tuple[Path, Path], tmp_path: Path
) -> None:
    writers = pytest.importorskip("PyInstaller.archive.writers", reason="needs the extra bundle")
    for build, greeting in zip(builds, ("hello", "goodbye"), strict=True):
        code = {
            "greeting": compile(f"print({greeting!r})", "greeting.py", "exec"),
            "same": compile("x = 1", "same.py", "exec"),
        }
        modules = [(name, f"{name}.py", "PYMODULE") for name in code]
        pyz = tmp_path / "PYZ.pyz"
        writers.ZlibArchiveWriter(str(pyz), modules, code)
        package = tmp_path / "tagger.pkg"
        writers.CArchiveWriter(str(package), [("PYZ.pyz", str(pyz), False, "z")], "libpython3")
        (build / "tagger").write_bytes(b"bootloader" + package.read_bytes())
    assert told(reproducible, builds) == [
        "tagger: PYZ.pyz: content",
        "tagger: PYZ.pyz: greeting: content",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_settling_takes_away_who_built_it_and_when(
    reproducible: ModuleType, builds: tuple[Path, Path]
) -> None:
    library = builds[1] / "_internal" / "library.so"
    library.chmod(0o700)
    (builds[1] / "_internal" / "base_library.zip").chmod(0o600)
    assert len(told(reproducible, builds)) == 2
    for build in builds:
        reproducible.settle(build, 1_700_000_000)
    assert told(reproducible, builds) == []
    assert library.stat().st_mode & 0o777 == 0o755
    assert library.stat().st_mtime == 1_700_000_000


def test_a_build_is_told_the_moment_that_is_set_or_that_of_the_last_change(
    reproducible: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert reproducible.environment()["SOURCE_DATE_EPOCH"] == "1234567890"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    first = reproducible.environment()
    assert int(first["SOURCE_DATE_EPOCH"]) > 1_500_000_000
    assert first == reproducible.environment()
    assert first["PYTHONHASHSEED"] == "0"
    assert "SOURCE_DATE_EPOCH" not in os.environ
