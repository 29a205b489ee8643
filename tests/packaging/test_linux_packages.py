"""The downloads for Linux: what is in them, that they are the same each time, and that they go."""

from __future__ import annotations

import gzip
import importlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ElementTree
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType

import pytest

from tagger import APPLICATION_ID, __version__
from tagger.tags.formats import AUDIO_SUFFIXES

from .conftest import PACKAGING

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packs for Linux")
WHEN = 1_700_000_000
PROGRAM = """#!/bin/sh
echo "tagger-made-up $0 $*"
"""
Tree = dict[str, str]


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(WHEN))
    return importlib.import_module("linux_packages")


@pytest.fixture
def files(packages: ModuleType) -> ModuleType:
    return importlib.import_module("linux_files")


def make_bundle(folder: Path, *parts: str) -> Path:
    """A bundle like PyInstaller's: programs, a library and a link to it, and these files."""
    inside = folder / "_internal"
    inside.mkdir(parents=True)
    for name in ("tagger", "tagger-cli"):
        (folder / name).write_text(PROGRAM)
        (folder / name).chmod(0o700)
    (inside / "libmade.so.1.2").write_bytes(b"no library" * 500)
    (inside / "libmade.so.1.2").chmod(0o755)
    (inside / "libmade.so.1").symlink_to("libmade.so.1.2")
    for part in ("base library/ümlaut.txt", *parts):
        (inside / part).parent.mkdir(parents=True, exist_ok=True)
        (inside / part).write_text(part)
        (inside / part).chmod(0o600)
    return folder


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return make_bundle(tmp_path / "build" / "Tagger")


def run(*command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "TAGGER"))}
    environment.pop("DESTDIR", None)
    return subprocess.run(
        [str(word) for word in command],
        env={**environment, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def needs(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found


def look(folder: Path) -> Tree:
    """All that lies in a folder: what a file holds, where a link leads."""
    seen = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            seen[name] = f"-> {os.readlink(path)}"
        elif path.is_dir():
            seen[name] = "folder"
        else:
            seen[name] = path.read_bytes().hex()
    return seen


def unpacked(archive: Path, to: Path) -> Path:
    with tarfile.open(archive) as tar:
        tar.extractall(to, filter="tar")
    (folder,) = to.iterdir()
    return folder


# --- what a desktop reads ---------------------------------------------------------------------


def read_desktop(text: str) -> dict[str, str]:
    parser = ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue]
    parser.read_string(text)
    return dict(parser["Desktop Entry"])


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


# --- the archive ------------------------------------------------------------------------------


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


# --- installing from it -----------------------------------------------------------------------


@pytest.fixture
def source(packages: ModuleType, bundle: Path, tmp_path: Path) -> Path:
    return unpacked(packages.make_tarball(bundle, tmp_path / "out"), tmp_path / "unpacked")


@pytest.fixture
def person(tmp_path: Path) -> Path:
    """A home with what a person has there: other programs, music, and Tagger's own data."""
    home = tmp_path / "a person's $HOME"
    for name in (
        ".local/share/Tagger/catalog.db",
        ".config/Tagger/settings.json",
        ".local/state/Tagger/log/tagger.log",
        "Music/song.mp3",
    ):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(name)
    return home


def test_a_person_installs_it_for_themselves_and_removes_it_again(
    source: Path, person: Path
) -> None:
    before = look(person)
    done = run(source / "install.sh", HOME=str(person), LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    shutil.rmtree(source.parent)  # the download may go
    local = person / ".local"
    called = run(local / "bin" / "tagger", "scan", HOME=str(person))
    assert called.stdout.startswith("tagger-made-up") and called.stdout.endswith("scan\n")
    assert (local / f"share/icons/hicolor/48x48/apps/{APPLICATION_ID}.png").is_file()
    assert (local / f"share/metainfo/{APPLICATION_ID}.metainfo.xml").is_file()
    assert (local / "opt/tagger/_internal/base library/ümlaut.txt").is_file()
    done = run(local / "opt" / "tagger" / "uninstall.sh", HOME=str(person))
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    assert f"{local}/share/Tagger\n" in done.stdout and f"{person}/.config/Tagger\n" in done.stdout
    assert look(person) == before


def test_its_entry_in_the_menu_starts_just_this_program(source: Path, person: Path) -> None:
    assert run(source / "install.sh", HOME=str(person)).returncode == 0
    path = person / f".local/share/applications/{APPLICATION_ID}.desktop"
    entry = read_desktop(path.read_text(encoding="utf-8"))
    program = person / ".local/opt/tagger/tagger"
    # Desktop Entry Specification, "The Exec key": quoted, and the backslashes escaped once more.
    assert entry["Exec"] == f'"{program}" %F'.replace("$", "\\\\$")
    assert entry["TryExec"] == str(program)
    if shutil.which("desktop-file-validate"):
        assert run("desktop-file-validate", path).stdout == ""
    if shutil.which("gio"):
        done = run("gio", "launch", path, person / "Music", HOME=str(person))
        assert done.stdout == f"tagger-made-up {program} {person}/Music\n", done.stderr


def test_a_newer_version_takes_the_place_of_an_older_one(
    packages: ModuleType, source: Path, person: Path, tmp_path: Path
) -> None:
    before = look(person)
    assert run(source / "install.sh", HOME=str(person)).returncode == 0
    newer = make_bundle(tmp_path / "newer" / "Tagger", "added.txt")
    shutil.rmtree(newer / "_internal" / "base library")
    again = unpacked(packages.make_tarball(newer, tmp_path / "newer out"), tmp_path / "again")
    done = run(again / "install.sh", HOME=str(person))
    assert done.returncode == 0 and "Replacing" in done.stdout, done.stderr
    inside = person / ".local/opt/tagger/_internal"
    assert (inside / "added.txt").is_file() and not (inside / "base library").exists()
    assert run(again / "uninstall.sh", HOME=str(person)).returncode == 0
    assert look(person) == before


def test_data_beside_the_program_stay_when_it_is_replaced_and_when_it_goes(
    source: Path, person: Path
) -> None:
    assert run(source / "install.sh", HOME=str(person)).returncode == 0
    catalog = person / ".local/opt/tagger/Tagger Data/catalog.db"
    catalog.parent.mkdir()
    catalog.write_text("my library")
    for script in ("install.sh", "uninstall.sh", "install.sh"):
        done = run(source / script, HOME=str(person))
        assert done.returncode == 0, done.stderr
        assert catalog.read_text() == "my library"
    assert (person / ".local/opt/tagger/tagger").is_file()


def test_another_program_of_that_name_stays_what_it_is(source: Path, person: Path) -> None:
    other = person / ".local/bin/tagger"
    other.parent.mkdir()
    other.write_text("of pipx")
    done = run(source / "install.sh", HOME=str(person))
    assert done.returncode == 0 and f"Left alone: there is another program {other}" in done.stdout
    assert run(source / "uninstall.sh", HOME=str(person)).returncode == 0
    assert other.read_text() == "of pipx"


def test_a_folder_that_the_installer_did_not_make_is_not_touched(
    source: Path, person: Path
) -> None:
    mine = person / ".local/opt/tagger/mine.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    before = look(person)
    for script, said in (("install.sh", "did not make"), ("uninstall.sh", "is not installed")):
        done = run(source / script, HOME=str(person))
        assert done.returncode == 1 and said in done.stderr
    assert look(person) == before


def test_a_copy_that_fails_half_way_leaves_what_was_installed(
    packages: ModuleType, source: Path, person: Path, tmp_path: Path
) -> None:
    assert run(source / "install.sh", HOME=str(person)).returncode == 0
    before = look(person)
    tools = tmp_path / "tools"
    tools.mkdir()
    full = "#!/bin/sh\n/bin/cp \"$@\"\necho 'No space left on device' >&2\nexit 1\n"
    (tools / "cp").write_text(full)
    (tools / "cp").chmod(0o755)
    done = run(source / "install.sh", HOME=str(person), PATH=f"{tools}:{os.environ['PATH']}")
    assert done.returncode == 1 and "What was installed before is as it was" in done.stderr
    assert look(person) == before


def test_for_everybody_it_goes_to_opt_and_usr_local(source: Path, tmp_path: Path) -> None:
    root = tmp_path / "system"
    (root / "usr" / "local" / "bin").mkdir(parents=True)
    before = look(root)
    done = run(source / "install.sh", "--system", DESTDIR=str(root))
    assert done.returncode == 0, done.stderr
    assert os.readlink(root / "usr/local/bin/tagger") == "/opt/tagger/tagger"
    path = root / f"usr/local/share/applications/{APPLICATION_ID}.desktop"
    assert read_desktop(path.read_text(encoding="utf-8"))["Exec"] == '"/opt/tagger/tagger" %F'
    done = run(root / "opt/tagger/uninstall.sh", DESTDIR=str(root))
    assert done.returncode == 0, done.stderr
    assert look(root) == before


@pytest.mark.parametrize("script", ["install.sh", "uninstall.sh"])
def test_the_scripts_are_plain_enough_for_every_shell(files: ModuleType, script: str) -> None:
    shells = [found for found in map(shutil.which, ("dash", "bash", "busybox")) if found]
    assert shells
    for shell in shells:
        words = [shell, "sh"] if shell.endswith("busybox") else [shell]
        done = run(*words, "-n", files.TEMPLATES / script)
        assert (done.returncode, done.stderr) == (0, "")
    if shutil.which("shellcheck"):
        done = run("shellcheck", "--shell=sh", files.TEMPLATES / script)
        assert done.returncode == 0, done.stdout


# --- the package of Debian --------------------------------------------------------------------


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
    assert b"Changelog" in gzip.decompress((share / "doc/tagger/changelog.gz").read_bytes())
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


# --- what the system has to bring -------------------------------------------------------------


@pytest.fixture
def linux_needs(packages: ModuleType) -> ModuleType:
    return importlib.import_module("linux_needs")


def test_what_qts_libraries_need_is_read_from_them(linux_needs: ModuleType) -> None:
    """A second reader says the same of a real library."""
    PySide6 = pytest.importorskip("PySide6")
    library = Path(PySide6.__path__[0]) / "Qt/lib/libQt6Gui.so.6"
    elf = linux_needs.read_elf(library)
    assert "libEGL.so.1" in elf.needed and "libQt6Core.so.6" in elf.needed
    objdump = needs("objdump")
    told = run(objdump, "-p", library).stdout
    assert [line.split()[1] for line in told.splitlines() if "NEEDED" in line] == list(elf.needed)
    assert {v for v in elf.versions if v.startswith("GLIBC_")} == {
        word for word in told.split() if word.startswith("GLIBC_")
    }


def test_a_package_depends_on_what_the_bundle_does_not_bring(
    linux_needs: ModuleType, bundle: Path
) -> None:
    PySide6 = pytest.importorskip("PySide6")
    qt = Path(PySide6.__path__[0]) / "Qt"
    inside = bundle / "_internal"
    for name in ("lib/libQt6Gui.so.6", "lib/libQt6XcbQpa.so.6"):
        shutil.copy(qt / name, inside)
    (inside / "libX11.so.6").write_bytes(b"brought by the bundle")
    needed = linux_needs.needs_of(bundle)
    packages = needed.debian_depends().split(", ")
    assert packages[0].startswith("libc6 (>= 2.") and {"libegl1", "libxcb1"} <= set(packages)
    assert "libx11-6" not in packages and "libx11-data" in packages
    assert "libQt6Core.so.6" in needed.unknown(), "it was left out here"


def test_a_library_that_nobody_knows_is_told_at_build_time(
    linux_needs: ModuleType, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    PySide6 = pytest.importorskip("PySide6")
    library = Path(PySide6.__path__[0]) / "Qt/lib/libQt6Svg.so.6"
    shutil.copy(library, bundle / "_internal")
    linux_needs.needs_of(bundle)
    said = capsys.readouterr().err
    assert "libQt6Gui.so.6, which _internal/libQt6Svg.so.6 needs" in said


def test_what_is_damaged_or_no_library_needs_nothing(
    linux_needs: ModuleType, tmp_path: Path
) -> None:
    path = tmp_path / "libdamaged.so"
    for data in (
        b"",
        b"#!/bin/sh",
        b"\x7fELF\x02\x01" + bytes(20),
        b"\x7fELF\x02\x01" + b"\xff" * 999,
    ):
        path.write_bytes(data)
        assert linux_needs.read_elf(path) is None
