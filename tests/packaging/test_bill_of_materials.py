"""Everything in a bundle is named with version and licence; nothing may be there unnamed."""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import json
import re
import shutil
import sysconfig
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tagger import __version__

from .conftest import PACKAGING

SITE = Path(sysconfig.get_path("purelib"))


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module


@pytest.fixture
def inventory(load) -> ModuleType:
    return load("inventory")


@pytest.fixture
def licences(load) -> ModuleType:
    return load("licences")


@pytest.fixture
def sbom(load) -> ModuleType:
    return load("sbom")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """What a bundle looks like, with a file of every kind."""
    folder = tmp_path / "Tagger"
    inner = folder / "_internal"
    (inner / "tagger" / "models").mkdir(parents=True)
    (folder / "tagger").write_bytes(b"the program")
    (inner / "tagger" / "models" / "genre.onnx").write_bytes(b"a network")
    (inner / "base_library.zip").write_bytes(b"the standard library")
    for wanted in ("mutagen/id3/__init__.py", "numpy/core/__init__.py"):
        put(SITE / wanted, inner / wanted)
    for pattern in ("mutagen-*.dist-info/METADATA", "requests-*.dist-info/METADATA",
                    "av.libs/libopus*", "_soundfile_data/libsndfile*"):  # fmt: skip
        found = next(SITE.glob(pattern), None)
        if found is None:
            pytest.skip(f"{pattern} is not in the wheels of this system")
        put(found, inner / found.relative_to(SITE))
    (inner / "links.so").symlink_to(folder / "tagger")
    return folder


def put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def needed_by(name: str, seen: set[str]) -> set[str]:
    """A distribution and what it needs, as far as it is installed."""
    try:
        distribution = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return seen
    seen.add(name)
    for text in distribution.requires or ():
        wanted = re.match(r"[\w.-]+", text)
        if wanted and "extra ==" not in text and wanted.group() not in seen:
            needed_by(wanted.group(), seen)
    return seen


def test_everything_that_tagger_needs_has_a_licence_that_goes_together_with_its_own(
    load, licences: ModuleType
) -> None:
    names = needed_by("tagger", set())
    assert len(names) > 20
    for name in sorted(names):
        told = licences.of_distribution(importlib.metadata.distribution(name))
        assert licences.is_known(told), f"{name}: {told!r}"
        assert licences.is_compatible(told), f"{name}: {told}"


def test_every_library_of_the_tables_has_a_licence_that_fits_and_its_words(
    load, licences: ModuleType
) -> None:
    tables = load("native_libraries")
    for row in (*tables.NATIVES, *tables.INSIDES):
        assert licences.is_known(row.license) and licences.is_compatible(row.license), row.name
        if row.text:
            assert (licences.TEXTS / f"{row.text}.txt").stat().st_size > 500


@pytest.mark.parametrize(
    "expression",
    ["", "Proprietary", "GPL-2.0-only", "CC-BY-NC-4.0", "MIT AND GPL-2.0-only", "BSD-4-Clause"],
)
def test_a_licence_that_does_not_go_together_with_ours_is_found(
    licences: ModuleType, expression: str
) -> None:
    assert not (licences.is_known(expression) and licences.is_compatible(expression))


@pytest.mark.parametrize(
    "expression",
    [
        "MIT OR GPL-2.0-only",
        "Apache-2.0 WITH LLVM-exception",
        "(MIT OR Apache-2.0) AND BSD-3-Clause",
    ],
)
def test_of_a_choice_one_fitting_licence_is_enough(licences: ModuleType, expression: str) -> None:
    assert licences.is_known(expression) and licences.is_compatible(expression)


def test_every_file_of_a_bundle_belongs_to_one_component(
    inventory: ModuleType, bundle: Path
) -> None:
    found = inventory.take(bundle)
    listed = [file for component in found for file in component.files]
    real = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sorted(listed) == sorted(path.relative_to(bundle).as_posix() for path in real)
    owner = {file: component for component in found for file in component.files}
    assert found[0].name == "Tagger" and found[0].version == __version__
    assert owner["tagger"] is owner["_internal/tagger/models/genre.onnx"] is found[0]
    assert owner["_internal/base_library.zip"].name == "Python"
    mutagen = owner["_internal/mutagen/id3/__init__.py"]
    assert (mutagen.name, mutagen.license) == ("mutagen", "GPL-2.0-or-later")
    opus = next(each for file, each in owner.items() if "libopus" in file)
    assert (opus.name, opus.license) == ("Opus", "BSD-3-Clause")
    assert re.match(r"\d+\.\d", opus.version) and opus.within.startswith("pkg:pypi/av@")


def test_libraries_that_were_built_into_others_are_named_too(
    inventory: ModuleType, bundle: Path
) -> None:
    inside = {each.name for each in inventory.take(bundle) if "libsndfile" in each.within}
    assert {"FLAC", "Ogg", "Vorbis", "Opus", "mpg123", "LAME"} <= inside


def test_a_package_of_which_only_the_metadata_is_there_counts_as_left_out(
    inventory: ModuleType, bundle: Path
) -> None:
    found = {each.name: each for each in inventory.take(bundle)}
    assert found["requests"].only_metadata
    assert not found["mutagen"].only_metadata


def test_a_file_of_which_nobody_knows_whose_it_is_stops_the_bundle(
    inventory: ModuleType, bundle: Path, load
) -> None:
    (bundle / "_internal" / "libstranger.so.1").write_bytes(b"?")
    with pytest.raises(load("problem").SetupProblem, match="libstranger.so.1"):
        inventory.take(bundle)


def test_a_component_without_a_fitting_licence_stops_the_bundle(
    inventory: ModuleType, bundle: Path, load
) -> None:
    found = inventory.take(bundle)
    next(each for each in found if each.name == "mutagen").license = "CC-BY-NC-4.0"
    with pytest.raises(load("problem").SetupProblem, match="mutagen"):
        inventory.check(found)


def test_the_bill_keeps_to_the_schema_and_holds_the_sum_of_every_file(
    inventory: ModuleType, sbom: ModuleType, bundle: Path, tmp_path: Path
) -> None:
    target = sbom.write(bundle, inventory.take(bundle), tmp_path / "tagger.cdx.json")
    text = target.read_text(encoding="utf-8")
    assert sbom.problem_of(text) is None
    bill: dict[str, Any] = json.loads(text)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    own = bill["metadata"]["component"]
    assert (own["name"], own["version"]) == ("Tagger", __version__)
    everything = [own, *bill["components"]]
    references = [each["bom-ref"] for each in everything]
    assert len(references) == len(set(references))
    wanted = {ref for line in bill["dependencies"] for ref in (line["ref"], *line["dependsOn"])}
    assert wanted == set(references)
    assert all(each["licenses"] and each["purl"] for each in everything)
    for component in everything:
        for file in component.get("components", ()):
            digest = hashlib.sha256((bundle / file["name"]).read_bytes()).hexdigest()
            assert file["hashes"] == [{"alg": "SHA-256", "content": digest}]


def test_a_bill_that_breaks_the_schema_is_refused(sbom: ModuleType) -> None:
    wrong = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "no type"}]}
    assert "type" in (sbom.problem_of(json.dumps(wrong)) or "")


def test_two_bills_of_one_bundle_are_the_same(
    inventory: ModuleType, sbom: ModuleType, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = sbom.render(bundle, inventory.take(bundle))
    assert sbom.render(bundle, inventory.take(bundle)) == first
    (bundle / "tagger").write_bytes(b"another program")
    other = sbom.render(bundle, inventory.take(bundle))
    assert json.loads(other)["serialNumber"] != json.loads(first)["serialNumber"]
