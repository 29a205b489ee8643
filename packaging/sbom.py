"""The bill of materials of a bundle, as CycloneDX 1.6 (ECMA-424) in JSON.

Every component with version, licence and package URL; every file of the bundle once, under its
component, with its SHA-256. Two bills of the same bundle are the same to the byte.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checksums import sha256
from components import Component
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from licences import names
from problem import SetupProblem

Json = dict[str, Any]
SPECIFICATION = SchemaVersion.V1_6
SHARED_BY_ALL = uuid.UUID("5f7d4c0c-7f3b-4d5c-9a60-3a6a8f1f0b52")
"""The name space of serial numbers of our bills."""


def write(bundle: Path, found: list[Component], target: Path) -> Path:
    """Write the bill of what `inventory.take(bundle)` found; `target` should end in `.cdx.json`.

    Raises `SetupProblem` where it would not keep to the specification.
    """
    text = render(bundle, found)
    if (wrong := problem_of(text)) is not None:
        raise SetupProblem(f"The bill of materials is not valid CycloneDX: {wrong}")
    part = target.with_name(target.name + ".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(target)
    return target


def render(bundle: Path, found: list[Component]) -> str:
    """The bill as text. It is written here and checked by the library of CycloneDX."""
    own, others = found[0], found[1:]
    sums = {file: sha256(bundle / file) for each in found for file in each.files}
    content: Json = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION.to_version(),
        "serialNumber": f"urn:uuid:{_serial(found, sums)}",
        "version": 1,
        "metadata": {
            "timestamp": _moment().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "tools": {
                "components": [{"type": "application", "name": "packaging/sbom.py of Tagger"}]
            },
            "component": _entry(own, "application", sums),
        },
        "components": [_entry(each, "library", sums) for each in others],
        "dependencies": _dependencies(own, others),
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def problem_of(text: str) -> str | None:
    """What a bill does against the JSON schema of the specification, if anything."""
    found = JsonStrictValidator(SPECIFICATION).validate_str(text)
    return None if found is None else repr(found)[:2000]


def _entry(component: Component, kind: str, sums: dict[str, str]) -> Json:
    entry: Json = {
        "type": kind,
        "bom-ref": component.ref,
        "name": component.name,
        "licenses": [_license(component.license)],
        "purl": component.purl,
        "scope": "excluded" if component.only_metadata else "required",
    }
    if kind == "application":  # what it is about cannot be optional
        del entry["scope"]
    if component.version:
        entry["version"] = component.version
    if component.copyright:
        entry["copyright"] = "\n".join(component.copyright)
    if len(component.files) == 1:  # then the sum of the file is the component's own
        entry["hashes"] = [_sum(sums[component.files[0]])]
    if component.source.startswith("https://"):
        url = component.source.split()[-1]
        entry["externalReferences"] = [{"type": "source-distribution", "url": url}]
    if component.files:
        entry["components"] = [
            {"type": "file", "bom-ref": f"file:{file}", "name": file, "hashes": [_sum(sums[file])]}
            for file in component.files
        ]
    if properties := list(_properties(component)):
        entry["properties"] = properties
    return entry


def _sum(digits: str) -> Json:
    return {"alg": "SHA-256", "content": digits}


def _license(expression: str) -> Json:
    """A single licence by its name in the SPDX list, anything else as an expression."""
    if names(expression) == [expression] and not expression.startswith("LicenseRef-"):
        return {"license": {"id": expression}}
    return {"expression": expression}


def _properties(component: Component) -> Iterator[Json]:
    if component.modules:
        yield {"name": "tagger:python-modules", "value": str(len(component.modules))}
    if component.within:
        yield {"name": "tagger:came-within", "value": component.within}
    if not component.version:
        yield {"name": "tagger:version", "value": "not told by the file"}


def _dependencies(own: Component, others: list[Component]) -> list[Json]:
    """Requirements of packages, and what came inside of what."""
    by_name = {
        each.purl.removeprefix("pkg:pypi/").partition("@")[0]: each.ref
        for each in others
        if each.purl.startswith("pkg:pypi/") and not each.within
    }
    contained: dict[str, list[str]] = {}
    for each in others:
        contained.setdefault(each.within, []).append(each.ref)
    lines: list[Json] = [{"ref": own.ref, "dependsOn": sorted(contained.get("", []))}]
    for each in others:
        needed = {by_name[name] for name in each.needs if name in by_name} - {each.ref}
        lines.append(
            {"ref": each.ref, "dependsOn": sorted({*needed, *contained.get(each.ref, [])})}
        )
    return lines


def _moment() -> datetime:
    """`SOURCE_DATE_EPOCH` where it is set, so that a second build says the same."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(told), UTC) if told else datetime.now(UTC)


def _serial(found: list[Component], sums: dict[str, str]) -> uuid.UUID:
    """Named by what is in the bundle, not by chance."""
    lines = [each.ref for each in found]
    lines += [f"{digits} {file}" for file, digits in sorted(sums.items())]
    return uuid.uuid5(SHARED_BY_ALL, "\n".join(lines))
