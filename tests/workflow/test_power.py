"""Power and drives, as the system's own files tell of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tagger.workflow.drives import is_remote
from tagger.workflow.power import on_battery

_BATTERY = {"type": "Battery", "status": "Discharging"}


@pytest.mark.parametrize(
    ("supplies", "expected"),
    [
        ({}, False),
        ({"BAT0": _BATTERY}, True),
        ({"BAT0": _BATTERY, "AC": {"type": "Mains", "online": "0"}}, True),
        ({"BAT0": _BATTERY, "AC": {"type": "Mains", "online": "1"}}, False),
        ({"BAT0": _BATTERY, "ucsi": {"type": "USB", "online": "1"}}, False),
        ({"BAT0": _BATTERY, "ups": {"type": "UPS"}}, True),
        ({"BAT0": {"type": "Battery", "status": "Full"}}, False),
        ({"BAT0": {"type": "Battery", "status": "Charging"}}, False),
        ({"mouse": {**_BATTERY, "scope": "Device"}}, False),
        ({"BAT0": {"type": "Battery", "status": "Full"}, "BAT1": _BATTERY}, True),
    ],
)
def test_a_battery_is_told_from_mains(
    tmp_path: Path, supplies: dict[str, dict[str, str]], expected: bool
) -> None:
    for name, files in supplies.items():
        (tmp_path / name).mkdir()
        for file, content in files.items():
            (tmp_path / name / file).write_text(f"{content}\n")
    assert on_battery(tmp_path) is expected


def test_a_computer_that_does_not_tell_counts_as_plugged_in(tmp_path: Path) -> None:
    assert not on_battery(tmp_path / "nothing")
    assert on_battery() in (True, False)


@pytest.mark.skipif(sys.platform != "linux", reason="the table is that of Linux")
@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/me/music", False),
        ("/mnt/nas", True),
        ("/mnt/nas/jazz", True),
        ("/mnt/nasty", False),
        ("/mnt/nas/usb/jazz", False),
        ("/mnt/my music/jazz", True),
        ("/mnt/twice", True),
    ],
)
def test_a_network_share_is_told_from_a_drive(tmp_path: Path, folder: str, expected: bool) -> None:
    table = tmp_path / "mounts"
    table.write_text(
        "/dev/sda1 / ext4 rw 0 0\n"
        "nas:/music /mnt/nas nfs4 rw,vers=4.2 0 0\n"
        "/dev/sdb1 /mnt/nas/usb ext4 rw 0 0\n"
        "//nas/music /mnt/my\\040music cifs rw 0 0\n"
        "/dev/sdc1 /mnt/twice ext4 rw 0 0\n"
        "me@host: /mnt/twice fuse.sshfs rw 0 0\n"
    )
    assert is_remote(Path(folder), table) is expected


def test_this_computer_s_own_table_can_be_read(tmp_path: Path) -> None:
    assert not is_remote(tmp_path)
