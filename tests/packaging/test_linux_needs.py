"""What a bundle takes from the system is read from its libraries."""

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from .linux_bundle import needs, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packs for Linux")


@pytest.fixture
def linux_needs(packages: ModuleType) -> ModuleType:
    return importlib.import_module("linux_needs")


def test_what_qts_libraries_need_is_read_from_them(linux_needs: ModuleType) -> None:
    """A second reader says the same of a real library."""
    PySide6 = pytest.importorskip("PySide6")
    library = Path(PySide6.__path__[0]) / "Qt/lib/libQt6Gui.so.6"
    elf = linux_needs.read_elf(library)
    assert "libEGL.so.1" in elf.needed and "libQt6Core.so.6" in elf.needed
    objdump = needs("objdump")
    told = run(objdump, "-p", library).stdout
    assert [line.split()[1] for line in told.splitlines() if "NEEDED" in line] == list(elf.needed)
    assert {v for v in elf.versions if v.startswith("GLIBC_")} == {
        word for word in told.split() if word.startswith("GLIBC_")
    }


def test_a_package_depends_on_what_the_bundle_does_not_bring(
    linux_needs: ModuleType, bundle: Path
) -> None:
    PySide6 = pytest.importorskip("PySide6")
    qt = Path(PySide6.__path__[0]) / "Qt"
    inside = bundle / "_internal"
    for name in ("lib/libQt6Gui.so.6", "lib/libQt6XcbQpa.so.6"):
        shutil.copy(qt / name, inside)
    (inside / "libX11.so.6").write_bytes(b"brought by the bundle")
    needed = linux_needs.needs_of(bundle)
    packages = needed.debian_depends().split(", ")
    assert packages[0].startswith("libc6 (>= 2.") and {"libegl1", "libxcb1"} <= set(packages)
    assert "libx11-6" not in packages and "libx11-data" in packages
    assert "libQt6Core.so.6" in needed.unknown(), "it was left out here"


def test_a_library_that_nobody_knows_is_told_at_build_time(
    linux_needs: ModuleType, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    PySide6 = pytest.importorskip("PySide6")
    library = Path(PySide6.__path__[0]) / "Qt/lib/libQt6Svg.so.6"
    shutil.copy(library, bundle / "_internal")
    linux_needs.needs_of(bundle)
    said = capsys.readouterr().err
    assert "libQt6Gui.so.6, which _internal/libQt6Svg.so.6 needs" in said


def test_what_is_damaged_or_no_library_needs_nothing(
    linux_needs: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "libdamaged.so"
    for data in (
        b"",
        b"#!/bin/sh",
        b"\x7fELF\x02\x01" + bytes(20),
        b"\x7fELF\x02\x01" + b"\xff" * 999,
    ):
        path.write_bytes(data)
        assert linux_needs.read_elf(path) is None
