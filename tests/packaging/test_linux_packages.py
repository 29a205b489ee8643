"""The downloads for Linux: what is in them, and that they are the same each time."""

from __future__ import annotations

import gzip
import importlib
import os
import platform
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType

import pytest

from tagger import APPLICATION_ID, __version__

from .linux_bundle import WHEN, look, make_bundle, needs, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packs for Linux")


def test_the_archive_holds_program_installer_and_what_a_desktop_wants(
    packages: ModuleType, bundle: Path, tmp_path: Path
) -> None:
    archive = packages.make_tarball(bundle, tmp_path / "out")
    root = f"tagger-{__version__}-linux-{platform.machine()}"
    assert archive == tmp_path / "out" / f"{root}.tar.gz"
    with tarfile.open(archive) as tar:
        entries = {entry.name: entry for entry in tar.getmembers()}
        assert list(entries) == sorted(entries, key=lambda name: name.split("/"))
    assert {(e.uid, e.gid, e.uname, e.gname, e.mtime) for e in entries.values()} == {
        (0, 0, "root", "root", WHEN)
    }
    modes = {name.removeprefix(root + "/"): oct(e.mode) for name, e in entries.items()}
    for program in ("Tagger/tagger", "Tagger/tagger-cli", "install.sh", "uninstall.sh"):
        assert modes[program] == "0o755"
    assert modes["Tagger/_internal/libmade.so.1.2"] == "0o644"
    assert modes["Tagger/_internal/base library/ümlaut.txt"] == "0o644"
    assert entries[f"{root}/Tagger/_internal/libmade.so.1"].linkname == "libmade.so.1.2"
    assert {"README.txt", "LICENSE", f"share/applications/{APPLICATION_ID}.desktop"} <= set(modes)
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


@pytest.mark.parametrize("kind", ["make_tarball", "make_deb"])
def test_the_same_bundle_gives_the_same_bytes(
    packages: ModuleType, tmp_path: Path, kind: str
) -> None:
    """Made in another order, at another time, with another umask."""
    if kind == "make_deb":
        needs("dpkg-deb")
    parts = ["a.txt", "b/c.txt", "b.txt", "z.txt"]
    first = make_bundle(tmp_path / "1" / "Tagger", *parts)
    second = make_bundle(tmp_path / "2" / "Tagger", *reversed(parts))
    for path in second.rglob("*"):
        os.utime(path, (WHEN + 5000, WHEN + 5000), follow_symlinks=False)
    one = getattr(packages, kind)(first, tmp_path / "one")
    before = os.umask(0o077)
    try:
        two = getattr(packages, kind)(second, tmp_path / "two")
    finally:
        os.umask(before)
    assert one.name == two.name and one.read_bytes() == two.read_bytes()
    assert kind != "make_tarball" or one.read_bytes()[4:8] == bytes(4), "gzip's time (RFC 1952)"


def test_what_is_no_bundle_is_not_packed(packages: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "Tagger").mkdir()
    problem = importlib.import_module("problem")
    with pytest.raises(problem.SetupProblem, match="no bundle of Tagger"):
        packages.make_tarball(tmp_path / "Tagger", tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


@pytest.fixture
def deb(packages: ModuleType, bundle: Path, tmp_path: Path) -> Path:
    needs("dpkg-deb")
    return packages.make_deb(bundle, tmp_path / "out")


def test_the_package_says_what_it_is(deb: Path) -> None:
    assert deb.name.startswith(f"tagger_{__version__}_")
    shown = run("dpkg-deb", "--field", deb)
    fields = dict(line.split(": ", 1) for line in shown.stdout.splitlines() if line[:1] != " ")
    assert fields["Package"] == "tagger" and fields["Version"] == __version__
    assert fields["Architecture"] == deb.stem.rsplit("_", 1)[1]
    assert int(fields["Installed-Size"]) > 30
    assert run("dpkg-deb", "--info", deb).returncode == 0
    assert run("ar", "t", deb).stdout.split() in ([], ["debian-binary", "control.tar.xz",
                                                       "data.tar.xz"])  # fmt: skip


def test_everything_in_the_package_is_of_root_and_of_one_time(deb: Path) -> None:
    listed = run("dpkg-deb", "--contents", deb, TZ="UTC").stdout.splitlines()
    assert listed
    for line in listed:
        assert line.split()[1] == "root/root" and "2023-11-14 22:13" in line
        assert line.split()[0][1:] in ("rwxr-xr-x", "rw-r--r--", "rwxrwxrwx")


def test_unpacked_it_runs_from_the_path_and_its_sums_hold(
    deb: Path, bundle: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root"
    assert run("dpkg-deb", "-x", deb, root).returncode == 0
    called = run(root / "usr" / "bin" / "tagger-cli", "doctor")
    assert called.stdout.endswith("tagger-cli doctor\n")
    assert look(root / "usr/lib/tagger") == look(bundle)
    share = root / "usr" / "share"
    assert (share / "applications" / f"{APPLICATION_ID}.desktop").is_file()
    assert (share / "doc" / "tagger" / "copyright").is_file()
    papers = share / "doc" / "tagger"
    assert b"Changelog" in gzip.decompress((papers / "CHANGELOG.md.gz").read_bytes())
    changes = gzip.decompress((papers / "changelog.gz").read_bytes()).decode()
    assert changes.startswith(f"tagger ({__version__}) ")
    assert changes.endswith(">  Tue, 14 Nov 2023 22:13:20 +0000\n")
    control = tmp_path / "control"
    assert run("dpkg-deb", "-e", deb, control).returncode == 0
    assert {path.name for path in control.iterdir()} == {"control", "md5sums"}, "no script runs"
    checked = subprocess.run(
        ["md5sum", "--check", "--quiet", str(control / "md5sums")], cwd=root, check=False
    )
    assert checked.returncode == 0
    sums = (control / "md5sums").read_text().splitlines()
    regular = [p for p in root.rglob("*") if p.is_file() and not p.is_symlink()]
    assert len(sums) == len(regular)


def test_dpkg_installs_and_removes_it(deb: Path, tmp_path: Path) -> None:
    """On a system of its own: `--root` has a database and files apart from this one's."""
    dpkg = needs("dpkg")
    root = tmp_path / "root"
    for folder in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers", "var/log"):
        (root / folder).mkdir(parents=True)
    (root / "var/lib/dpkg/status").touch()
    (root / "var/lib/dpkg/available").touch()
    options = [f"--root={root}", "--force-not-root", "--force-depends", "--force-script-chrootless"]
    options += ["--force-bad-path", f"--log={tmp_path / 'log'}"]
    done = run(dpkg, *options, "--install", deb)
    if "requires superuser" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("dpkg cannot install for this user")
    assert done.returncode == 0, done.stderr
    assert os.access(root / "usr/bin/tagger", os.X_OK)
    assert run(dpkg, f"--root={root}", "--verify", "tagger").stdout == ""
    done = run(dpkg, *options, "--purge", "tagger")
    assert done.returncode == 0, done.stderr
    assert not [path for path in root.rglob("*") if "agger" in path.name]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("1.2.0", "1.2.0"), ("1.2.0rc1", "1.2.0~rc1"), ("1.2.0.dev3", "1.2.0~dev3")],
)
def test_a_version_that_comes_before_another_does_so_for_dpkg(
    packages: ModuleType, ours: str, theirs: str
) -> None:
    assert packages.debian_version(ours) == theirs
