"""The programs that the tests compare with are installed where that is possible, and only there."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="apt-get is a program of Linux")


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The module on a system that has none of the programs, and an apt-get that takes notes."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    monkeypatch.delenv("TAGGER_NO_APT", raising=False)
    tools = tmp_path / "bin"
    tools.mkdir()
    monkeypatch.setenv("PATH", str(tools))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return importlib.import_module("checking_programs")


def give_apt(folder: Path, *, knows: str = "*", installs: str = "", works: bool = True) -> Path:
    """An apt-get that notes its calls, and an apt-cache that knows packages like `knows`."""
    called = folder / "called"
    get, cache = folder / "bin" / "apt-get", folder / "bin" / "apt-cache"
    made = "".join(f"/usr/bin/touch {folder}/bin/{name}\n" for name in installs.split())
    made += "".join(f"/bin/chmod +x {folder}/bin/{name}\n" for name in installs.split())
    end = f"exit {0 if works else 100}\n"
    get.write_text(f'#!/bin/sh\necho "$@" >> {called}\n{made}{end}')
    cache.write_text(f'#!/bin/sh\ncase "$2" in {knows}) exit 0;; esac\nexit 100\n')
    get.chmod(0o755)
    cache.chmod(0o755)
    called.touch()
    return called


def test_root_gets_what_is_missing_and_later_calls_do_nothing(
    programs: ModuleType, tmp_path: Path
) -> None:
    called = give_apt(tmp_path, installs=" ".join(programs.DEBIAN_PACKAGE_OF_PROGRAM))
    programs.ensure(tmp_path / "tried")
    update, install = called.read_text().splitlines()
    assert update.endswith("update")
    assert install.split()[-2:] == ["vorbis-tools", "wavpack"]
    programs.ensure(tmp_path / "tried")
    assert len(called.read_text().splitlines()) == 2


def test_a_package_that_the_system_does_not_know_keeps_no_other_out(
    programs: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    called = give_apt(tmp_path, knows="flac", installs="metaflac")
    programs.ensure(tmp_path / "tried")
    assert called.read_text().splitlines()[1].endswith("--no-install-recommends flac")
    assert "Still missing: AtomicParsley" in capfd.readouterr().err


def test_a_failure_is_told_and_not_tried_again(
    programs: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    called = give_apt(tmp_path, works=False)
    for _ in range(2):
        programs.ensure(tmp_path / "tried")
    assert called.read_text().splitlines() == [called.read_text().strip()], "only one update"
    assert capfd.readouterr().err.count("Still missing") == 1


def test_somebody_without_root_is_told_once_what_to_install(
    programs: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    called = give_apt(tmp_path)
    for _ in range(2):
        programs.ensure(tmp_path / "tried")
    assert called.read_text() == ""
    assert capfd.readouterr().err.count("sudo apt-get install") == 1


@pytest.mark.parametrize("reason", ["no apt-get", "it was forbidden"])
def test_a_system_that_is_to_stay_as_it_is_stays_so(
    programs: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    called = tmp_path / "called"
    if reason == "it was forbidden":
        called = give_apt(tmp_path)
        monkeypatch.setenv("TAGGER_NO_APT", "1")
    programs.ensure(tmp_path / "tried")
    assert not called.exists() or called.read_text() == ""
