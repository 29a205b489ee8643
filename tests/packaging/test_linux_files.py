"""What a Linux desktop reads of Tagger: desktop file, metadata, icons, and what it opens."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType

import pytest

from tagger import APPLICATION_ID, __version__
from tagger.tags.formats import AUDIO_SUFFIXES

from .linux_bundle import needs, read_desktop, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packs for Linux")


def test_the_desktop_file_names_the_program_its_icon_and_what_it_opens(files: ModuleType) -> None:
    entry = read_desktop(files.desktop_file())
    assert entry["Exec"] == "tagger %F" and entry["Icon"] == APPLICATION_ID
    assert entry["StartupWMClass"] == "Tagger", "the class that Qt gives the window on X11"
    assert {"Comment[de]", "Keywords[de]", "GenericName[de]"} <= set(entry)
    types = entry["MimeType"].rstrip(";").split(";")
    assert "inode/directory" in types and "audio/mpeg" in types
    assert len(types) == len(set(types))


def test_the_system_calls_every_file_that_tagger_reads_something_it_opens(
    files: ModuleType,
) -> None:
    """As shared-mime-info has it; a name that it does not know no desktop can offer."""
    known = Path("/usr/share/mime/globs2")
    if not known.is_file():
        pytest.skip("shared-mime-info is not installed")
    types: dict[str, set[str]] = {}
    for line in known.read_text().splitlines():
        if not line.startswith("#"):
            _, kind, pattern = line.split(":")[:3]
            types.setdefault(pattern.removeprefix("*"), set()).add(kind)
    offered = set(files.AUDIO_TYPES)
    missing = {s for s in AUDIO_SUFFIXES if s in types and not types[s] & offered}
    assert missing == {".mp4"}, "films, too, are called that"
    assert len(AUDIO_SUFFIXES & set(types)) > 15


def test_desktop_file_validate_has_nothing_to_say(files: ModuleType, tmp_path: Path) -> None:
    validate = needs("desktop-file-validate")
    path = tmp_path / f"{APPLICATION_ID}.desktop"
    path.write_text(files.desktop_file(), encoding="utf-8")
    done = run(validate, path)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_metadata_speak_of_this_version_and_of_the_time_it_is_built_from(
    files: ModuleType,
) -> None:
    root = ElementTree.fromstring(files.metainfo())
    release = root.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": __version__, "date": "2023-11-14"}
    assert root.findtext("id") == APPLICATION_ID
    assert root.findtext("launchable") == f"{APPLICATION_ID}.desktop"
    types = [each.text for each in root.findall("provides/mediatype")]
    assert types == list(files.AUDIO_TYPES)
    assert "@" not in files.metainfo() and "@" not in files.desktop_file()


def test_appstream_finds_no_fault_with_the_metadata(files: ModuleType, tmp_path: Path) -> None:
    appstreamcli = needs("appstreamcli")
    path = tmp_path / f"{APPLICATION_ID}.metainfo.xml"
    path.write_text(files.metainfo(), encoding="utf-8")
    done = run(appstreamcli, "validate", "--no-net", "--strict", path)
    assert done.returncode == 0, done.stdout


def test_there_is_an_icon_of_every_size(files: ModuleType, tmp_path: Path) -> None:
    files.write_share(tmp_path)
    icons = tmp_path / "icons" / "hicolor"
    for size in (16, 22, 24, 32, 48, 64, 128, 256, 512):
        png = (icons / f"{size}x{size}" / "apps" / f"{APPLICATION_ID}.png").read_bytes()
        # PNG specification, 5.2 and 11.2.2: the signature, then IHDR with width and height.
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        assert [int.from_bytes(png[at : at + 4]) for at in (16, 20)] == [size, size]
    drawings = {path.name for path in icons.rglob("*.svg")}
    assert drawings == {f"{APPLICATION_ID}.svg", f"{APPLICATION_ID}-symbolic.svg"}


def test_times_are_those_of_the_last_commit_where_none_is_given(
    files: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    asked = run(needs("git"), "-C", files.ROOT, "log", "-1", "--format=%ct")
    if asked.returncode != 0:
        pytest.skip("this is no clone")
    assert files.timestamp() == int(asked.stdout)
