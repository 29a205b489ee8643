"""What Windows shows of the program: its icon, and its version in the file's properties."""

from __future__ import annotations

import importlib
import platform
import struct
from pathlib import Path
from typing import Any

from app_picture import drawn, png
from packaging.version import Version
from PySide6.QtGui import QImage
from zip_archive import pack

from tagger import __version__

ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)
"""Pixels: title bar, task bar, desktop and tiles from 100 % to 250 %."""
_PNG_FROM = 256
"""From this size on icons are compressed, as Windows does it itself; some that read icons
(.NET's old classes among them) cannot read a small one that is."""
_ENGLISH, _UTF16 = 0x0409, 1200
_PRERELEASE = 0x2
"""VS_FF_PRERELEASE of VS_FIXEDFILEINFO (Windows SDK, verrsrc.h)."""


def make_icon(path: Path) -> Path:
    """Write the icon (ICO; the format of Windows 3.0, PNG inside since Vista)."""
    pictures = [_picture(drawn(size)) for size in ICON_SIZES]
    place = 6 + 16 * len(pictures)
    directory = [struct.pack("<HHH", 0, 1, len(pictures))]
    for size, picture in zip(ICON_SIZES, pictures, strict=True):
        side = size % 256  # a byte, in which 0 stands for 256
        directory.append(struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), place))
        place += len(picture)
    path.write_bytes(b"".join([*directory, *pictures]))
    return path


def _picture(image: QImage) -> bytes:
    """A PNG, or a BITMAPINFOHEADER, the rows of BGRA from the last to the first, and a mask."""
    if image.width() >= _PNG_FROM:
        return png(image)
    side = image.width()
    # The height counts the mask as well; with an alpha channel that is not looked at.
    header = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, 0, 0, 0, 0, 0)
    rows = bytes(image.constBits())
    row = 4 * side
    upside_down = b"".join(rows[at : at + row] for at in range(len(rows) - row, -1, -row))
    mask_row = (side + 31) // 32 * 4
    return header + upside_down + bytes(mask_row * side)


def numbers(version: str) -> tuple[int, int, int, int]:
    """A version of PEP 440 as Windows compares them: four numbers of 16 bits."""
    release = (*Version(version).release, 0, 0, 0, 0)
    return release[0], release[1], release[2], release[3]


def strings(program: str) -> dict[str, str]:
    """What the properties of the file say; `program` is its name without the suffix."""
    console = program.endswith("-cli")
    return {
        "CompanyName": "Tagger",
        # The task manager, and "open with", show this one.
        "FileDescription": "Tagger (commands)" if console else "Tagger",
        "FileVersion": __version__,
        "InternalName": program,
        "LegalCopyright": "Free software under the GNU General Public License, version 3 or later",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "Tagger",
        "ProductVersion": __version__,
    }


def version_info(program: str = "tagger") -> Any:
    """PyInstaller's VSVersionInfo for EXE(version=…); needs PyInstaller and, for that, pefile."""
    made = importlib.import_module("PyInstaller.utils.win32.versioninfo")
    four = numbers(__version__)
    flags = _PRERELEASE if Version(__version__).is_prerelease else 0
    table = [made.StringStruct(name, value) for name, value in strings(program).items()]
    return made.VSVersionInfo(
        ffi=made.FixedFileInfo(filevers=four, prodvers=four, flags=flags),
        kids=[
            made.StringFileInfo([made.StringTable(f"{_ENGLISH:04X}{_UTF16:04X}", table)]),
            made.VarFileInfo([made.VarStruct("Translation", [_ENGLISH, _UTF16])]),
        ],
    )


def archive(folder: Path, into: Path) -> Path:
    """The bundle's folder as the ZIP that is downloaded: unpack it, start `tagger.exe`."""
    return pack(folder, into / f"tagger-{__version__}-windows-{_machine()}.zip")


def _machine() -> str:
    return {"AMD64": "x86_64", "ARM64": "arm64"}.get(platform.machine(), platform.machine())
