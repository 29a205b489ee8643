"""What Windows and macOS show of the program: icons, versions, what it opens, what is downloaded.

All of it is made on any system; only those systems themselves show it.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import plistlib
import shutil
import stat
import struct
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage, QImageReader

from tagger import APPLICATION_ID, __version__
from tagger.tags.formats import AUDIO_SUFFIXES

from .conftest import PACKAGING

BLUE = "#0b5cad"
"""The ground of the picture."""


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module("windows")


@pytest.fixture
def macos(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module("macos")


def read_all(path: Path) -> list[QImage]:
    reader = QImageReader(str(path))
    found = []
    for place in range(reader.imageCount()):
        assert reader.jumpToImage(place)
        found.append(reader.read())
    return found


def is_the_picture(image: QImage, margin: float) -> bool:
    """A blue square whose round corners let through what is behind, in a free margin."""
    size = image.width()
    edge = round(size * margin)
    ground = image.pixelColor(size // 2, edge + max(1, size // 12))
    corner, outside = image.pixelColor(edge, edge), image.pixelColor(0, size // 2)
    seen = ground.name() == BLUE and ground.alpha() == 255 and corner.alpha() < 255
    return seen and (outside.alpha() == 0 if margin else outside.name() == BLUE)


def test_the_icon_for_windows_has_every_size_of_its_desktop(
    windows: ModuleType, tmp_path: Path
) -> None:
    icon: Path = windows.make_icon(tmp_path / "tagger.ico")
    images = read_all(icon)
    sizes = [image.width() for image in images]
    assert sizes == list(windows.ICON_SIZES)
    assert {16, 20, 24, 32, 40, 48, 64, 256} <= set(sizes)
    assert all(is_the_picture(image, 0) for image in images)


def test_the_directory_of_the_icon_leads_to_whole_pictures(
    windows: ModuleType, tmp_path: Path
) -> None:
    content = windows.make_icon(tmp_path / "tagger.ico").read_bytes()
    zero, kind, count = struct.unpack_from("<HHH", content)
    assert (zero, kind) == (0, 1)
    end = 6 + 16 * count
    for place in range(count):
        side, _, _, _, planes, bits, length, at = struct.unpack_from(
            "<BBBBHHII", content, 6 + 16 * place
        )
        assert (planes, bits, at) == (1, 32, end)
        end += length
        is_png = content[at : at + 8] == b"\x89PNG\r\n\x1a\n"
        assert is_png == (side == 0), "only the one of 256 pixels is compressed"
    assert end == len(content)


def test_the_icon_for_macos_has_every_size_from_its_menus_to_its_finder(
    macos: ModuleType, tmp_path: Path
) -> None:
    icon: Path = macos.make_icon(tmp_path / "tagger.icns")
    content = icon.read_bytes()
    assert struct.unpack_from(">4sI", content) == (b"icns", len(content))
    found, at = {}, 8
    while at < len(content):
        kind, length = struct.unpack_from(">4sI", content, at)
        picture = QImage.fromData(content[at + 8 : at + length], "PNG")  # pyright: ignore
        assert is_the_picture(picture, macos._MARGIN)
        found[kind] = picture.width()
        at += length
    # What each type means is Apple's: IconStorage.h, and iconutil(1).
    assert found == {b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024, b"ic11": 32,
                     b"ic12": 64, b"ic13": 256, b"ic14": 512}  # fmt: skip
    if b"icns" in [bytes(each.data()) for each in QImageReader.supportedImageFormats()]:
        assert sorted(image.width() for image in read_all(icon)) == sorted(found.values())


@pytest.mark.parametrize(
    ("version", "numbers"),
    [
        ("0.1.0", (0, 1, 0, 0)),
        ("2", (2, 0, 0, 0)),
        ("1.2.3.4.5", (1, 2, 3, 4)),
        ("1.0rc1", (1, 0, 0, 0)),
    ],
)
def test_windows_gets_four_numbers_of_any_version(
    windows: ModuleType, version: str, numbers: tuple[int, ...]
) -> None:
    assert windows.numbers(version) == numbers


def test_both_programs_say_the_version_and_which_of_them_they_are(windows: ModuleType) -> None:
    for program in ("tagger", "tagger-cli"):
        told = windows.strings(program)
        assert told["FileVersion"] == told["ProductVersion"] == __version__
        assert told["OriginalFilename"] == f"{program}.exe"
    assert windows.strings("tagger")["FileDescription"] == "Tagger"
    assert windows.strings("tagger-cli")["FileDescription"] != "Tagger"


def test_the_version_resource_is_one_that_pyinstaller_takes(
    windows: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("PyInstaller", reason="the extra “bundle” is not installed")
    if importlib.util.find_spec("pefile") is None:
        # Only reading and changing programs of Windows needs it, not what is made here.
        monkeypatch.setitem(sys.modules, "pefile", ModuleType("pefile"))
        monkeypatch.setattr("PyInstaller.compat.win32api", None, raising=False)
    info = windows.version_info("tagger-cli")
    four = windows.numbers(__version__)
    for most, least in (
        (info.ffi.fileVersionMS, info.ffi.fileVersionLS),
        (info.ffi.productVersionMS, info.ffi.productVersionLS),
    ):
        assert (most >> 16, most & 0xFFFF, least >> 16, least & 0xFFFF) == four
    assert (info.ffi.sig, info.ffi.fileType) == (0xFEEF04BD, 1)
    table, translation = info.kids[0].kids[0], info.kids[1].kids[0]
    language, code_page = translation.kids
    assert table.name == f"{language:04X}{code_page:04X}", "else Windows finds none of the words"
    assert {each.name: each.val for each in table.kids} == windows.strings("tagger-cli")
    # The text that PyInstaller would read from a file says the same.
    written = tmp_path / "version.txt"
    written.write_text(str(info), encoding="utf-8")
    module = importlib.import_module("PyInstaller.utils.win32.versioninfo")
    assert str(module.load_version_info_from_text_file(str(written))) == str(info)


def test_macos_knows_version_identifier_and_what_the_app_opens(
    macos: ModuleType, tmp_path: Path
) -> None:
    given = macos.bundle_arguments(tmp_path / "tagger.icns")
    assert given["name"] == "Tagger.app" and given["icon"].endswith("tagger.icns")
    assert given["bundle_identifier"] == APPLICATION_ID
    # CFBundleIdentifier: letters, digits, hyphens and dots.
    assert all(c.isascii() and (c.isalnum() or c in "-.") for c in APPLICATION_ID)
    told = plistlib.loads(plistlib.dumps(given["info_plist"]))
    assert told["CFBundleShortVersionString"] == told["CFBundleVersion"] == __version__
    assert told["NSHighResolutionCapable"] is True
    assert told["LSBackgroundOnly"] is False, "else the app is in no Dock"
    types = told["CFBundleDocumentTypes"]
    content = [each for row in types for each in row.get("LSItemContentTypes", ())]
    suffixes = {f".{each}" for row in types for each in row.get("CFBundleTypeExtensions", ())}
    assert content == ["public.audio", "public.folder"] and suffixes == AUDIO_SUFFIXES
    assert {row["LSHandlerRank"] for row in types} == {"Alternate"}, "no file becomes ours"


def test_the_app_asks_for_no_microphone_and_nothing_else_of_a_person(macos: ModuleType) -> None:
    assert [name for name in macos.info_plist() if name.endswith("UsageDescription")] == []


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """As small as an app can be: a program, a library, links, a name that is no ASCII."""
    app = tmp_path / "Tagger.app"
    (app / "Contents" / "MacOS").mkdir(parents=True)
    (app / "Contents" / "Frameworks" / "Qt.framework" / "Versions" / "A").mkdir(parents=True)
    program = app / "Contents" / "MacOS" / "tagger"
    program.write_bytes(b"#!/bin/sh\necho started\n")
    program.chmod(0o700)
    (app / "Contents" / "Frameworks" / "Qt.framework" / "Versions" / "A" / "Qt").write_bytes(b"qt")
    (app / "Contents" / "Frameworks" / "Qt.framework" / "Versions" / "Current").symlink_to("A")
    (app / "Contents" / "Frameworks" / "Qt.framework" / "Qt").symlink_to("Versions/Current/Qt")
    (app / "Contents" / "Grüße.txt").write_bytes("Grüße".encode() * 1000)
    return app


@pytest.mark.skipif(os.name == "nt", reason="links and rights are those of Unix")
def test_an_app_comes_out_of_its_archive_as_it_went_in(
    macos: ModuleType, app: Path, tmp_path: Path
) -> None:
    if shutil.which("unzip") is None:
        pytest.skip("unzip is not here")
    archive: Path = macos.archive(app, tmp_path)
    assert archive.name.startswith(f"tagger-{__version__}-macos-")
    out = tmp_path / "out"
    subprocess.run(["unzip", "-q", archive, "-d", out], check=True, env={"LC_ALL": "C.UTF-8"})
    whole = {path.relative_to(tmp_path) for path in app.rglob("*")}
    assert {path.relative_to(out) for path in (out / "Tagger.app").rglob("*")} == whole
    link = out / "Tagger.app" / "Contents" / "Frameworks" / "Qt.framework" / "Qt"
    assert os.readlink(link) == "Versions/Current/Qt" and link.read_bytes() == b"qt"
    program = out / "Tagger.app" / "Contents" / "MacOS" / "tagger"
    assert stat.S_IMODE(program.stat().st_mode) == 0o755
    assert subprocess.run([program], capture_output=True, check=True).stdout == b"started\n"
    text = out / "Tagger.app" / "Contents" / "Grüße.txt"
    assert text.read_text(encoding="utf-8") == "Grüße" * 1000


def test_the_same_files_give_the_same_archive(
    windows: ModuleType, app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = windows.archive(app, tmp_path).read_bytes()
    for path in app.rglob("*"):
        if not path.is_symlink():
            os.utime(path, (1, 1))
    archive: Path = windows.archive(app, tmp_path)
    assert archive.read_bytes() == first
    assert archive.name.startswith(f"tagger-{__version__}-windows-")
    assert not list(tmp_path.glob("*.part"))
