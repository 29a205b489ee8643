"""The downloads for Linux: a tar.gz with an installer inside, and a package of Debian.

There is no AppImage: the runtime that starts one is handed out only on GitHub, as a program without
source beside it, and no package registry has it.

The same bundle gives the same bytes: names are sorted, owners are root, times are those of
`linux_files.timestamp`.
"""

from __future__ import annotations

import email.utils
import gzip
import hashlib
import os
import platform
import re
import shutil
import stat
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import linux_files
from environment import ROOT
from linux_needs import needs_of
from problem import SetupProblem

from tagger import __version__

PROGRAMS = ("tagger", "tagger-cli")
"""As they are called in the bundle and on the path."""
_DEBIAN_ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}
_PLACE = "usr/lib/tagger"
_MAINTAINER = "The authors of Tagger <tagger@tagger.invalid>"
"""A package must have an address, and we have none: that host exists nowhere (RFC 2606)."""
_CONTROL = """\
Package: tagger
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Section: sound
Priority: optional
Description: good genres for a music library
 Tagger listens to each track with a small neural network that comes with it,
 suggests genres and says how sure it is. What you accept is written into the
 files' own tags, so that nothing can be lost, and every write can be undone
 to the byte. It learns your own genres from your own music.
 .
 It works offline and sends nothing anywhere. Python and all libraries that
 are not part of a desktop come with it.
"""


def make_tarball(bundle: Path, out: Path) -> Path:
    """Pack the bundle as `tagger-VERSION-linux-MACHINE.tar.gz` into the folder `out`.

    Inside are the program, what a desktop wants, install.sh and uninstall.sh.
    """
    name = f"tagger-{__version__}-linux-{platform.machine()}"
    with tempfile.TemporaryDirectory(dir=_made(out)) as folder:
        root = Path(folder) / name
        _copy_bundle(bundle, root / "Tagger")
        linux_files.write_share(root / "share")
        for script in ("install.sh", "uninstall.sh"):
            _put(linux_files.TEMPLATES / script, root / script, executable=True)
        _put(linux_files.TEMPLATES / "README.txt", root / "README.txt")
        _put(ROOT / "LICENSE", root / "LICENSE")
        packages = needs_of(bundle).packages().items()
        (root / "needs.txt").write_text("".join(f"{lib} {deb}\n" for lib, deb in packages))
        _settle(root)
        archive = out / f"{name}.tar.gz"
        part = archive.with_name(archive.name + ".part")
        with (
            part.open("wb") as file,
            gzip.GzipFile("", "wb", compresslevel=9, fileobj=file, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
        ):
            for path in _all_below(root):
                tar.add(path, path.relative_to(folder).as_posix(), recursive=False, filter=_as_root)
    part.replace(archive)
    return archive


def make_deb(bundle: Path, out: Path) -> Path:
    """Pack the bundle as `tagger_VERSION_ARCHITECTURE.deb` into the folder `out`.

    Nothing of it runs on installation: what caches there are is for the triggers of the packages
    desktop-file-utils, hicolor-icon-theme and appstream. Raises `SetupProblem` without dpkg-deb.
    """
    dpkg_deb = shutil.which("dpkg-deb")
    if dpkg_deb is None:
        raise SetupProblem(
            "dpkg-deb is missing, which packs for Debian; install the package dpkg and start this "
            "command again."
        )
    machine = platform.machine()
    architecture = _DEBIAN_ARCHITECTURE.get(machine, machine)
    version = debian_version(__version__)
    with tempfile.TemporaryDirectory(dir=_made(out)) as folder:
        root = Path(folder) / "root"
        _copy_bundle(bundle, root / _PLACE)
        linux_files.write_share(root / "usr/share")
        for name in PROGRAMS:
            link = root / "usr/bin" / name
            link.parent.mkdir(exist_ok=True)
            link.symlink_to(f"../lib/tagger/{name}")
        papers = root / "usr/share/doc/tagger"
        _put(linux_files.TEMPLATES / "copyright", papers / "copyright")
        changes = (ROOT / "CHANGELOG.md").read_bytes()
        (papers / "CHANGELOG.md.gz").write_bytes(gzip.compress(changes, 9, mtime=0))
        changes = _debian_changes(version).encode()
        (papers / "changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=0))
        control = root / "DEBIAN"
        control.mkdir()
        text = _CONTROL.format(
            version=version,
            architecture=architecture,
            maintainer=_MAINTAINER,
            kilobytes=_kilobytes(root),
            depends=needs_of(bundle).debian_depends(),
        )
        # The made-up bundle of a test needs nothing, and an empty field is an error.
        text = text.replace("Depends: \n", "")
        (control / "control").write_text(text, encoding="utf-8")
        (control / "md5sums").write_text(_md5sums(root), encoding="utf-8")
        _settle(root)
        package = out / f"tagger_{version}_{architecture}.deb"
        part = package.with_name(package.name + ".part")
        # xz and not zstd: dpkg of Debian 11 and older cannot read the latter.
        command = [dpkg_deb, "--root-owner-group", "-Zxz", "-z6", "--build", str(root), str(part)]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(linux_files.timestamp())}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SetupProblem(f"dpkg-deb could not pack {package.name}: {done.stderr.strip()}")
    part.replace(package)
    return package


def debian_version(version: str) -> str:
    """The version (PEP 440) so that dpkg, too, puts 1.0rc1 before 1.0."""
    return re.sub(r"\.?(a|b|rc|dev)(\d+)$", r"~\1\2", version)


def _debian_changes(version: str) -> str:
    """One entry in the form of Debian's changelogs (deb-changelog(5)), which says where ours is."""
    date = email.utils.formatdate(linux_files.timestamp())
    return (
        f"tagger ({version}) unstable; urgency=medium\n\n"
        "  * What is new is in CHANGELOG.md.gz beside this file.\n\n"
        f" -- {_MAINTAINER}  {date.replace('-0000', '+0000')}\n"
    )


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _copy_bundle(bundle: Path, to: Path) -> None:
    missing = [name for name in PROGRAMS if not os.access(bundle / name, os.X_OK)]
    if missing:
        raise SetupProblem(
            f"{bundle} is no bundle of Tagger: there is no program {', '.join(missing)}. "
            "Make it with: python3 packaging/dev.py bundle"
        )
    if any("\n" in path.name for path in bundle.rglob("*")):
        raise SetupProblem(f"A name in {bundle} has a line break; the uninstaller lists by lines.")
    shutil.copytree(bundle, to, symlinks=True)


def _put(source: Path, to: Path, *, executable: bool = False) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, to)
    to.chmod(0o755 if executable else 0o644)


def _settle(root: Path) -> None:
    """Give everything the same time and one of two modes, whatever umask this runs with."""
    time = linux_files.timestamp()
    for path in reversed(_all_below(root)):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _runs(path) else 0o644)
        os.utime(path, (time, time), follow_symlinks=False)


def _runs(path: Path) -> bool:
    """PyInstaller makes libraries executable, too, which they need not be."""
    return bool(path.stat().st_mode & stat.S_IXUSR) and ".so" not in path.suffixes


def _all_below(root: Path) -> list[Path]:
    """The folder and all in it, a folder before what is in it, by name in every language."""
    return [root, *sorted(root.rglob("*"), key=lambda path: path.relative_to(root).parts)]


def _as_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = linux_files.timestamp()
    return entry


def _files_below(root: Path) -> Iterator[Path]:
    for path in _all_below(root):
        if path.is_file() and not path.is_symlink() and path.parent.name != "DEBIAN":
            yield path


def _kilobytes(root: Path) -> int:
    """As dpkg-gencontrol counts: every file rounded up to KiB, one KiB for everything else."""
    return sum(
        -(-path.stat().st_size // 1024) if path.is_file() and not path.is_symlink() else 1
        for path in _all_below(root)
    )


def _md5sums(root: Path) -> str:
    """For `dpkg --verify`, which knows no other sum."""
    lines = []
    for path in _files_below(root):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
        lines.append(f"{digest.hexdigest()}  {path.relative_to(root).as_posix()}\n")
    return "".join(lines)
