"""What goes into the bundle and what stays out, and what stands in for numba and scikit-learn."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

COMPUTE = """
import sys
import numpy as np
from tagger.audio import harmonic
from tagger.audio.melspectrogram import LogMel
from tagger.model.network import Network
from tagger.paths import bundled_models

rng = np.random.default_rng(1)
time = np.arange(22050 * 10) / 22050
beat = rng.standard_normal(len(time)) * (np.sin(2 * np.pi * 2 * time) > 0.95)
sound = (np.sin(2 * np.pi * 220 * time) + 0.3 * beat).astype(np.float32)
front_end = Network(next(bundled_models().glob("*.onnx"))).front_end
layers = harmonic.separate(-60 * rng.random((2, 64, 90), dtype=np.float32), 80.0)
np.savez(
    sys.argv[1],
    mel=LogMel(front_end).powers(sound),
    tempo=np.array(harmonic.tempo_of(sound, 22050).beats),
    **{layer.value: found for layer, found in layers.items()},
)
print("llvmlite" in sys.modules, "sklearn" in sys.modules and sys.modules["sklearn"].__file__)
"""


Entry = tuple[str, str, str]


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    return importlib.import_module("bundle_parts")


@pytest.fixture
def bundle_sizes(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    return importlib.import_module("bundle_sizes")


def entry(destination: str, kind: str = "BINARY", source: str | None = None) -> Entry:
    return (destination, f"/lib/{destination}" if source is None else source, kind)


def test_our_own_files_come_where_the_app_looks_for_them(parts: ModuleType) -> None:
    places = {(Path(source).name, place) for source, place in parts.data_folders()}
    assert ("genres.json", "tagger/resources") in places
    assert any(name.endswith(".onnx") and place == "tagger/models" for name, place in places)
    assert any(name.endswith(".qm") for name, _ in places)
    assert not any(name.endswith(".ts") or "screenshots" in place for name, place in places)


@pytest.mark.parametrize(
    ("destination", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so", False),
        ("PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", False),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("PySide6/Qt/qml/QtQuick/plugins.qmltypes", False),
        ("librosa/core/__init__.pyi", True),
        ("numpy/_core/tests/data/a.csv", False),
        ("scipy/linalg.pxd", False),
        ("av.libs/libavcodec.so.62", True),
        ("numpy-2.4.6.dist-info/METADATA", True),
        ("numpy-2.4.6.dist-info/RECORD", False),
        ("libmvec.so.1", False),
    ],
)
def test_what_tagger_never_uses_stays_out(
    parts: ModuleType, destination: str, wanted: bool
) -> None:
    assert parts.is_wanted(destination) == wanted


def test_libraries_that_nothing_asks_for_any_more_stay_out_with_their_links(
    parts: ModuleType,
) -> None:
    linked = {
        "/lib/PySide6/QtGui.abi3.so": ["libQt6Gui.so.6"],
        "/lib/PySide6/Qt/lib/libQt6Gui.so.6": ["libicu.so"],
        "/lib/PySide6/Qt/lib/libQt6Qml.so.6": ["libicu.so"],
    }
    entries = [
        entry("PySide6/QtGui.abi3.so", "EXTENSION"),
        entry("PySide6/Qt/lib/libQt6Gui.so.6"),
        entry("PySide6/Qt/lib/libQt6Qml.so.6"),
        entry("libicu.so"),
        entry("libQt6Gui.so.6", "SYMLINK", "PySide6/Qt/lib/libQt6Gui.so.6"),
        entry("libQt6Qml.so.6", "SYMLINK", "PySide6/Qt/lib/libQt6Qml.so.6"),
        entry("PySide6/Qt/plugins/platforms/libqxcb.so"),
    ]
    kept = parts.without_orphans(entries, lambda path: linked.get(path, ()))
    assert [each[0] for each in kept] == [
        "PySide6/QtGui.abi3.so",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "libicu.so",
        "libQt6Gui.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
    ]


def test_metadata_tells_only_of_what_is_there(parts: ModuleType) -> None:
    datas = [
        entry("numpy/__init__.pyc", "DATA"),
        entry("numba/__init__.pyc", "DATA"),
        entry("numpy-2.4.6.dist-info/METADATA", "DATA"),
        entry("numba-0.68.1.dist-info/METADATA", "DATA"),
        entry("pip-23.2.1.dist-info/METADATA", "DATA"),
    ]
    kept = [each[0] for each in parts.without_absent(datas, [])]
    assert "numpy-2.4.6.dist-info/METADATA" in kept
    assert "numba-0.68.1.dist-info/METADATA" not in kept, "what is there stands in for it"
    assert "pip-23.2.1.dist-info/METADATA" not in kept


def test_sound_is_the_same_without_numba_and_scikit_learn(
    parts: ModuleType, tmp_path: Path
) -> None:
    found = []
    for name, first in (("real", ()), ("standins", (str(parts.STANDINS),))):
        target = tmp_path / f"{name}.npz"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((*first, str(ROOT)))}
        done = subprocess.run(
            [sys.executable, "-P", "-c", COMPUTE, str(target)],
            env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert ("standins" in done.stdout) == (name == "standins"), done.stdout
        assert done.stdout.startswith("False") == (name == "standins")
        found.append(np.load(target))
    real, standing_in = found
    assert set(real) == {"mel", "tempo", "harmonic", "percussive"}
    assert len(real["tempo"])
    for name in real:
        np.testing.assert_array_equal(real[name], standing_in[name])


def test_the_table_of_sizes_counts_every_byte_once(
    bundle_sizes: ModuleType, tmp_path: Path
) -> None:
    for name, size in (("tagger", 10), ("_internal/av/a.so", 2000), ("_internal/libz.so.1", 300)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x" * size)
    (tmp_path / "_internal" / "link").symlink_to("libz.so.1")
    sizes = bundle_sizes.measure(tmp_path)
    assert [size.unpacked for size in sizes.values()] == [2000, 300, 10]
    assert next(iter(sizes)) == "FFmpeg, through PyAV"
    assert bundle_sizes.total(sizes).unpacked == 2310
    assert "Together" in bundle_sizes.table(sizes)
