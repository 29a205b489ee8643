"""Whether this computer runs on battery, as its own system tells."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
"""Linux: a folder for each battery and each mains plug (Documentation/ABI/testing)."""
_PATIENCE = 5.0


def on_battery(supplies: Path | None = None) -> bool:
    """True only where that is certain: a computer that does not tell counts as plugged in.

    Asks the system, or reads a folder of the form of `SUPPLIES`. May take some milliseconds, and
    starts a program on macOS.
    """
    if supplies is not None:
        return _linux(supplies)
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return _macos()
    return _linux(SUPPLIES)


def _linux(supplies: Path) -> bool:
    """A mains plug or a charger that delivers wins over a battery that says it discharges."""
    try:
        folders = sorted(supplies.iterdir())
    except OSError:
        return False
    discharging = False
    for folder in folders:
        kind = _line(folder / "type")
        if kind == "Battery":
            # A mouse has a battery too; its scope is the device.
            own = _line(folder / "scope") != "Device"
            discharging |= own and _line(folder / "status") == "Discharging"
        elif kind and _line(folder / "online") not in ("", "0"):
            return False
    return discharging


def _line(file: Path) -> str:
    """What a small file says; empty where it is not there."""
    try:
        return file.read_text("ascii", "replace").strip()
    except OSError:
        return ""


def _macos() -> bool:
    try:
        told = subprocess.run(
            ["/usr/bin/pmset", "-g", "batt"],
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"'Battery Power'" in told.stdout


class _PowerStatus(ctypes.Structure):
    """SYSTEM_POWER_STATUS (Windows SDK, winbase.h)."""

    _fields_ = (
        ("ac_line_status", ctypes.c_ubyte),
        ("battery_flag", ctypes.c_ubyte),
        ("battery_life_percent", ctypes.c_ubyte),
        ("system_status_flag", ctypes.c_ubyte),
        ("battery_life_time", ctypes.c_ulong),
        ("battery_full_life_time", ctypes.c_ulong),
    )


def _windows() -> bool:
    status = _PowerStatus()
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # there on Windows alone
    return bool(kernel.GetSystemPowerStatus(ctypes.byref(status))) and status.ac_line_status == 0
