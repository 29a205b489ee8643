"""What a bundle is made of: whose every file and every module in it is, under which licence.

The folder itself is asked, not the environment: each file must be somebody's, or the inventory is
refused. PyInstaller's list of what it collected (`collected.json`: pairs of destination and source)
only tells where a file came from. Modules are read from the archive inside the program.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import components
import debian_packages
import licences
import native_libraries
from components import Component
from problem import SetupProblem

ROOT = Path(__file__).resolve().parent.parent
_INNER = re.compile(r"^(_internal|Contents/(Frameworks|Resources))/")
"""Where PyInstaller puts what is not a program; the latter in an app of macOS."""
OWN_LICENSE = "GPL-3.0-or-later"
_ARCHIVE = b"MEI\014\013\012\013\016"
"""Where PyInstaller's archive in a program ends."""
_EXTENSION_MODULE = re.compile(r"\.cpython-|\.abi3\.|\.pyd$")
_LIBRARY = re.compile(r"\.so(\.[\d.]+)?$|\.dylib$|\.dll$", re.IGNORECASE)


def take(bundle: Path, collected: Path | None = None) -> list[Component]:
    """Everything in a folder made by PyInstaller; Tagger first, the others by name.

    Raises `SetupProblem` for a file of which nobody knows whose it is, and for a licence that is
    unknown or that does not go together with Tagger's.
    """
    return _Taker(bundle, _sources(collected)).take()


def check(found: list[Component]) -> None:
    """Raises `SetupProblem` naming every component whose licence is missing or forbids this."""
    wrong = [
        f"{each.name} {each.version} ({each.license or 'no licence'})"
        for each in found
        if not (licences.is_known(each.license) and licences.is_compatible(each.license))
    ]
    if wrong:
        raise SetupProblem(
            "These may not go into the bundle as far as is known: " + ", ".join(wrong) + ". "
            "Leave them out, or see to packaging/licences.py and packaging/native_libraries.py."
        )


def files_of(bundle: Path) -> Iterator[Path]:
    """Every real file; links to files of the bundle are not listed again."""
    for folder, folders, names in os.walk(bundle):
        folders.sort()
        for name in sorted(names):
            path = Path(folder) / name
            if not path.is_symlink():
                yield path


def _sources(collected: Path | None) -> dict[str, str]:
    if collected is None:
        return {}
    pairs: list[list[str]] = json.loads(collected.read_text(encoding="utf-8"))
    return {destination.replace(os.sep, "/"): source for destination, source in pairs}


class _Taker:
    def __init__(self, bundle: Path, sources: dict[str, str]) -> None:
        self._bundle = bundle
        self._sources = sources
        self._packages = debian_packages.Packages()
        self._found: dict[str, Component] = {}
        self._owners: dict[str, importlib.metadata.Distribution] = {}
        self._components: dict[int, Component] = {}
        self._site = Path(sysconfig.get_path("purelib"))
        for distribution in importlib.metadata.distributions(path=[str(self._site)]):
            for file in distribution.files or ():
                path = os.path.normpath(str(distribution.locate_file(file)))
                self._owners[path] = distribution
        self._stdlib = os.path.normpath(sysconfig.get_path("stdlib")) + os.sep
        self._dynload = os.path.join(self._stdlib, "lib-dynload")
        if sys.platform == "win32":
            self._dynload = os.path.join(sys.base_prefix, "DLLs")
        self._tagger = self._own()

    def take(self) -> list[Component]:
        self._group(components.python_component())
        for path in files_of(self._bundle):
            relative = path.relative_to(self._bundle).as_posix()
            self._of_file(path, relative).files.append(relative)
        for module in self._modules():
            self._of_module(module).modules.append(module)
        for component in list(self._found.values()):
            self._built_in(component)
        for component in self._found.values():
            metadata = all(".dist-info/" in file for file in component.files)
            component.only_metadata = bool(component.files) and metadata and not component.modules
        others = [each for each in self._found.values() if each is not self._tagger]
        others.sort(key=lambda each: (each.name.lower(), each.version, each.ref))
        check(others)
        return [self._tagger, *others]

    def _own(self) -> Component:
        from tagger import __version__

        return self._group(
            Component(
                "Tagger",
                __version__,
                OWN_LICENSE,
                f"pkg:generic/tagger@{__version__}",
                texts=(ROOT / "LICENSE",),
            )  # fmt: skip
        )

    def _group(self, component: Component) -> Component:
        return self._found.setdefault(component.ref, component)

    def _distribution(self, distribution: importlib.metadata.Distribution) -> Component:
        # Asking a distribution for its name reads its metadata anew.
        known = self._components.get(id(distribution))
        if known is None:
            known = self._tagger
            if components.canonical(distribution.name) != "tagger":
                known = self._group(components.distribution_component(distribution))
            self._components[id(distribution)] = known
        return known

    def _of_file(self, path: Path, relative: str) -> Component:
        inner = _INNER.sub("", relative)
        if inner.endswith(".pyc") and "__pycache__" not in inner:  # beside the archive, not in it
            module = inner.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")
            return self._of_module(module)
        source = self._source(inner)
        owner = self._owners.get(source)
        library = _LIBRARY.search(path.name) and not _EXTENSION_MODULE.search(path.name)
        native = native_libraries.find(path.name) if library else None
        in_stdlib = source.startswith((self._stdlib, self._dynload))
        if native is not None and not in_stdlib:
            return self._native(native, path, source, owner)
        if owner is not None:
            if _is_qt(owner, inner):
                return self._group(components.qt_component(owner.version))
            return self._distribution(owner)
        if in_stdlib or inner == "base_library.zip" or re.match(r"(lib)?python3", path.name, re.I):
            return self._group(components.python_component())
        if self._is_own(source):
            return self._tagger
        if relative == inner or inner.startswith("tagger/"):
            return self._tagger
        raise SetupProblem(
            f"Nobody knows whose file {relative} of the bundle is (collected from {source}). "
            "Name it in packaging/native_libraries.py, or leave it out in packaging/tagger.spec."
        )

    def _source(self, inner: str) -> str:
        """Where a file was collected from; of a copy made smaller for the bundle, its original."""
        told = self._sources.get(inner)
        if told is not None and not told.startswith(str(ROOT / "build") + os.sep):
            return os.path.normpath(told)
        guesses = (self._site / inner, Path(self._dynload) / Path(inner).name)
        return next((str(each) for each in guesses if each.exists()), told or str(guesses[0]))

    def _is_own(self, source: str) -> bool:
        others = (str(self._site), str(ROOT / "build") + os.sep)
        return source.startswith(str(ROOT) + os.sep) and not source.startswith(others)

    def _native(
        self,
        native: native_libraries.Native,
        path: Path,
        source: str,
        owner: importlib.metadata.Distribution | None,
    ) -> Component:
        own_text = licences.TEXTS / f"{native.text}.txt"
        texts: tuple[Path, ...] = (own_text,) if native.text else ()
        if owner is None and (package := self._packages.owner(source)) is not None:
            return self._group(
                Component(
                    f"{native.name} ({package.name})",
                    package.version,
                    native.license,
                    package.purl,
                    source=package.source,
                    texts=(package.copyright,),
                )  # fmt: skip
            )
        told = native_libraries.version_of(native, path)
        within = "" if owner is None else self._distribution(owner).ref
        if owner is not None:
            told = told or self._told_by(owner).get(native.name.lower())
        for known in list(self._found.values()):
            # Not every file of a library tells its version.
            if (known.within, known.name) == (within, native.name) and (
                told is None or known.version in ("", told)
            ):
                return self._with_version(known, native, told or known.version)
        version = told or ""
        if not texts and owner is not None and not licences.is_plain_gnu(native.license):
            texts = components.texts_of(owner)
        return self._group(
            Component(
                native.name,
                version,
                native.license,
                components.generic_purl(native.name, version),
                source=native.source.format(version=version),
                within=within,
                copyright=(native.copyright,) if native.copyright else (),
                texts=texts,
            )  # fmt: skip
        )

    def _with_version(
        self, known: Component, native: native_libraries.Native, version: str
    ) -> Component:
        if version != known.version:
            del self._found[known.ref]
            known.version = version
            known.purl = components.generic_purl(native.name, version)
            known.source = native.source.format(version=version)
            self._found[known.ref] = known
        return known

    def _told_by(self, owner: importlib.metadata.Distribution) -> dict[str, str]:
        """Versions of the libraries that auditwheel put into a wheel."""
        return {name.lower(): version for name, version, _, _ in components.enclosed(owner)}

    def _modules(self) -> list[str]:
        found: set[str] = set()
        app = self._bundle / "Contents" / "MacOS"
        for path in sorted((app if app.is_dir() else self._bundle).iterdir()):
            if path.is_dir() or _ARCHIVE not in path.read_bytes():
                continue
            from PyInstaller.archive.readers import CArchiveReader

            archive = CArchiveReader(str(path))
            for name, (*_, kind) in archive.toc.items():
                if kind == "z":
                    found |= set(archive.open_embedded_archive(name).toc)
                elif kind in "mM" or name.startswith("pyi"):
                    found.add(name)
        return sorted(found)

    def _of_module(self, module: str) -> Component:
        source = self._sources.get(module, "-")
        top = module.partition(".")[0]
        own = (ROOT / "packaging" / "standins" / top, ROOT / top / "__main__.py")
        if self._is_own(source) or (source == "-" and any(each.exists() for each in own)):
            return self._tagger
        if top.startswith(("pyi", "_pyi")):
            return self._distribution(self._of_installer(top))
        owner = self._owners.get(source) if source != "-" else self._owner_by_name(module)
        if owner is not None:
            return self._distribution(owner)
        if source.startswith(self._stdlib) or top in sys.stdlib_module_names or top[:5] == "_sysc":
            return self._group(components.python_component())
        raise SetupProblem(f"Nobody knows whose module {module} of the bundle is ({source}).")

    def _of_installer(self, name: str) -> importlib.metadata.Distribution:
        """Whose hook runs at the start, or the start itself."""
        hook = self._site / "_pyinstaller_hooks_contrib" / "rthooks" / f"{name}.py"
        own = self._site / "PyInstaller" / "hooks" / "rthooks" / f"{name}.py"
        start = self._site / "PyInstaller" / "loader" / "pyimod01_archive.py"
        return next(self._owners[str(each)] for each in (hook, own, start) if each.exists())

    def _owner_by_name(self, module: str) -> importlib.metadata.Distribution | None:
        base = self._site.joinpath(*module.split("."))
        for path in (base / "__init__.py", base.with_name(base.name + ".py")):
            if owner := self._owners.get(str(path)):
                return owner
        # A namespace package has no file; whoever has something in it will do.
        inside = str(base) + os.sep
        return next((each for path, each in self._owners.items() if path.startswith(inside)), None)

    def _built_in(self, component: Component) -> None:
        """What was linked into files of a component: by signs in them, and by the wheel's word."""
        for file in component.files:
            if not (_LIBRARY.search(file) or _EXTENSION_MODULE.search(file)):
                continue
            content: bytes | None = None
            for inside in native_libraries.INSIDES:
                if not re.search(inside.files, file):
                    continue
                content = content or (self._bundle / file).read_bytes()
                # The first that tells a version, else the first.
                matches = list(re.finditer(inside.sign, content))
                if matches:
                    told = next((m.group(1) for m in matches if m.groups() and m.group(1)), b"")
                    self._group(components.inside_component(inside, told.decode(), component))
        if component.purl.startswith("pkg:pypi/") and (component.modules or component.files):
            name = component.purl.removeprefix("pkg:pypi/").partition("@")[0]
            for told, version, purl, license in components.enclosed(
                importlib.metadata.distribution(name)
            ):
                if license:
                    self._group(Component(told, version, license, purl, within=component.ref))


def _is_qt(owner: importlib.metadata.Distribution, inner: str) -> bool:
    """PySide6's wheels hold the whole of Qt beside the modules that make it known to Python."""
    if not components.canonical(owner.name).startswith("pyside6"):
        return False
    parts = Path(inner).parts
    return "Qt" in parts or "plugins" in parts or Path(inner).name.startswith(("Qt6", "libQt6"))
