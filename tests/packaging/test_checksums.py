"""The sums beside a download are those that coreutils check."""

from __future__ import annotations

import importlib
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import PACKAGING


@pytest.fixture
def checksums(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module("checksums")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    if shutil.which("sha256sum") is None:
        pytest.skip("coreutils are not here")
    (tmp_path / "tagger-1-linux-x86_64.tar.gz").write_bytes(b"archive" * 100_000)
    (tmp_path / "two words.deb").write_bytes(b"")
    (tmp_path / "back\\slash\nline.txt").write_bytes(b"odd name")
    (tmp_path / "Tagger").mkdir()
    (tmp_path / "Tagger" / "inside").write_bytes(b"of the folder")
    (tmp_path / "half.part").write_bytes(b"being written")
    return tmp_path


def check(folder: Path, name: str) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--check", "--strict", name]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={"LC_ALL": "C"}
    )


def test_sha256sum_finds_every_file_of_the_folder_unchanged(
    checksums: ModuleType, folder: Path
) -> None:
    sums: Path = checksums.write_checksums(folder)
    assert sums == folder / "SHA256SUMS"
    checked = check(folder, sums.name)
    assert checked.returncode == 0, checked.stderr
    assert len(checked.stdout.splitlines()) == 3
    assert "half" not in sums.read_text() and "inside" not in sums.read_text()


def test_sha256sum_finds_a_file_that_was_changed(checksums: ModuleType, folder: Path) -> None:
    sums: Path = checksums.write_checksums(folder)
    (folder / "two words.deb").write_bytes(b"?")
    checked = check(folder, sums.name)
    assert checked.returncode == 1
    assert "two words.deb: FAILED" in checked.stdout


def test_summing_up_again_gives_the_same_list(checksums: ModuleType, folder: Path) -> None:
    first = checksums.write_checksums(folder).read_bytes()
    assert checksums.write_checksums(folder).read_bytes() == first
