"""What a bare Debian lacks is found and named."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def system_packages(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    # dev.py is a script: its neighbours are found because they lie beside it.
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module("system_packages")


@pytest.mark.skipif(sys.platform != "linux", reason="looks for shared objects of Linux")
def test_a_library_that_cannot_be_loaded_is_missing(system_packages: ModuleType) -> None:
    libraries = {"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"}
    assert system_packages.missing_libraries(libraries) == ["libnowhere.so.9"]


def test_somebody_without_root_gets_one_line_to_paste(system_packages: ModuleType) -> None:
    lines = system_packages.advice(["libegl1", "libgl1"]).splitlines()
    assert lines[2].strip() == (
        "sudo apt-get update && sudo apt-get install --yes --no-install-recommends libegl1 libgl1"
    )


def test_a_font_is_found_wherever_it_lies(
    system_packages: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_packages, "FONT_FOLDERS", (str(tmp_path),))
    assert not system_packages.has_font()
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "DejaVuSans.TTF").write_bytes(b"")
    assert system_packages.has_font()


@pytest.mark.skipif(sys.platform != "linux", reason="reads the plugins of Qt for Linux")
def test_every_library_that_qts_window_takes_from_the_system_has_a_debian_package(
    system_packages: ModuleType,
) -> None:
    """The X11 plugin, the sound module and what they name in their dynamic sections."""
    PySide6 = pytest.importorskip("PySide6")
    folder = Path(PySide6.__path__[0])
    files = [folder / "Qt/plugins/platforms/libqxcb.so", folder / "Qt/lib/libQt6XcbQpa.so.6"]
    files += [folder / "Qt/plugins/platforms/libqwayland.so", folder / "Qt/lib/libQt6Gui.so.6"]
    files += list((folder / "Qt/plugins/multimedia").glob("*.so"))
    files += list((folder / "Qt/lib").glob("libQt6Multimedia.so.6"))
    wanted: set[str] = set()
    for file in files:
        names = re.findall(rb"\0(lib[\w.+-]+\.so\.\d+)(?=\0)", file.read_bytes())
        wanted |= {name.decode() for name in names}
    shipped = {path.name for path in folder.rglob("*.so*")}
    system = {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1"}
    system |= {"libgcc_s.so.1", "libstdc++.so.6", "libz.so.1"}
    assert wanted & set(system_packages.DEBIAN_PACKAGE_OF_LIBRARY)
    assert wanted - shipped - system <= set(system_packages.DEBIAN_PACKAGE_OF_LIBRARY)
