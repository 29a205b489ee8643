"""Licences as SPDX expressions, and whether they go together with Tagger's own.

Compatible is what the Free Software Foundation lists as such for GPL version 3
(https://www.gnu.org/licenses/license-list.html), or what is without condition.
"""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterator
from pathlib import Path

import license_expression
from boolean import boolean

TEXTS = Path(__file__).resolve().parent / "licence_texts"
COMMON_TEXTS = TEXTS / "spdx"
"""Licences whose words are the same for all who use them, under their SPDX names."""

_COMPATIBLE = """
    0BSD Apache-2.0 BSD-1-Clause BSD-2-Clause BSD-3-Clause BSD-3-Clause-Clear
    BSD-3-Clause-Open-MPI BSL-1.0 Beerware blessing bzip2-1.0.6 CC0-1.0 CNRI-Python
    GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later HPND HPND-sell-variant ICU IJG ISC
    LGPL-2.0-or-later LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later
    libpng-2.0 MIT MIT-0 MIT-CMU MIT-open-group MPL-2.0 NCSA PSF-2.0 Python-2.0
    Unicode-3.0 Unicode-DFS-2016 Unlicense X11 X11-distribute-modifications-variant Zlib
    LicenseRef-Public-Domain
"""
COMPATIBLE = frozenset(_COMPATIBLE.split())
SYSTEM = frozenset({"LicenseRef-Microsoft-Visual-Cpp-Runtime"})
"""Not free, but the "System Libraries" of GPL version 3, section 1."""

NAMED = {
    "3-clause bsd license": "BSD-3-Clause",
    "apache 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd 2-clause license": "BSD-2-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "public domain": "LicenseRef-Public-Domain",
}
"""What packages write where they mean an SPDX name."""
CORRECTED = {
    # "BSD License" or a whole text in their metadata; what their licence files say.
    "colorama": "BSD-3-Clause",
    "numba": "BSD-2-Clause",
    "scipy": "BSD-3-Clause",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    # Its hooks that go into a program at run time, and only these do.
    "pyinstaller-hooks-contrib": "Apache-2.0",
}

_SPDX = license_expression.get_spdx_licensing()


def of_distribution(distribution: importlib.metadata.Distribution) -> str:
    """Its SPDX expression: by PEP 639, the older field, or classifiers; empty if none is known."""
    metadata = distribution.metadata
    name = re.sub(r"[-_.]+", "-", distribution.name).lower()
    told = [CORRECTED.get(name), *(metadata.get_all("License-Expression") or [])]
    told += metadata.get_all("License") or []
    classifiers = metadata.get_all("Classifier") or []
    told += [each.split(" :: ")[-1] for each in classifiers if each.startswith("License :: ")]
    for each in told:
        expression = NAMED.get((each or "").strip().lower(), each or "")
        if expression and is_known(expression):
            return expression
    return ""


def is_known(expression: str) -> bool:
    """Whether all of it are names of the SPDX list, or references of ours."""
    parsed = _parse(expression)
    if parsed is None:
        return False
    keys = _SPDX.unknown_license_keys(parsed)
    return all(key in COMPATIBLE | SYSTEM for key in keys)


def is_compatible(expression: str) -> bool:
    """Whether software under it may be given away as a part of a program under GPL-3.0-or-later.

    An exception (`WITH`) only adds permissions, so the licence alone decides.
    """
    parsed = _parse(expression)
    return parsed is not None and _fits(parsed)


def names(expression: str) -> list[str]:
    """The licences in it, each once, without exceptions."""
    parsed = _parse(expression)
    found = [] if parsed is None else [_key(each) for each in parsed.get_literals()]
    return list(dict.fromkeys(found))


def is_plain_gnu(expression: str) -> bool:
    """Whether the texts of the GNU project are all that there is to it."""
    found = names(expression)
    return "WITH" not in expression and all(name.startswith(("GPL", "LGPL")) for name in found)


def common_texts(expression: str) -> list[str]:
    """Which of the texts in `COMMON_TEXTS` its licences mean; of a choice, all of them."""
    found: list[str] = []
    for name in names(expression):
        text = re.sub(r"-(only|or-later)$", "", name)
        # The lesser one, version 3, is written as an addition to the general one.
        for each in (text, "GPL-3.0") if text == "LGPL-3.0" else (text,):
            if each in common_names() and each not in found:
                found.append(each)
    return found


def common_names() -> Iterator[str]:
    yield "GPL-3.0"
    yield from (path.stem for path in sorted(COMMON_TEXTS.glob("*.txt")))


def common_text(name: str) -> str:
    path = COMMON_TEXTS / f"{name}.txt"
    if name == "GPL-3.0":
        path = TEXTS.parent.parent / "LICENSE"
    return path.read_text(encoding="utf-8").strip("\n")


def _parse(expression: str) -> boolean.Expression | None:
    try:
        return _SPDX.parse(expression, validate=False, strict=False)
    except license_expression.ExpressionError:
        return None


def _fits(parsed: boolean.Expression) -> bool:
    if isinstance(parsed, license_expression.AND):
        return all(_fits(each) for each in parsed.args)
    if isinstance(parsed, license_expression.OR):
        return any(_fits(each) for each in parsed.args)
    return _key(parsed) in COMPATIBLE | SYSTEM


def _key(symbol: boolean.Expression) -> str:
    if isinstance(symbol, license_expression.LicenseWithExceptionSymbol):
        return symbol.license_symbol.key
    assert isinstance(symbol, license_expression.LicenseSymbol)
    return symbol.key
