"""Earlier programs and today's over one library: who locks whom out, and the way back.

    .venv/bin/python -m tests.catalog.earlier.both_ways [NUMBER ...]

Not one of the tests, because it takes the earlier programs out of git's history.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tagger.catalog.database import open_catalog
from tagger.errors import CatalogError
from tests.catalog.earlier.make import take_program
from tests.catalog.earlier.stored import NUMBERS, unpack

_HOLD = """
from tagger.paths import find_home
from tagger.workflow.session import Session
with Session.open(find_home()) as session:
    session.tracks.all()
    print("open", flush=True)
    input()
"""


@dataclass(frozen=True)
class Program:
    """An earlier Tagger over a home."""

    folder: Path
    home: Path

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), "TAGGER_HOME": str(self.home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def tagger(self, *arguments: str) -> tuple[int, str]:
        """Its exit code, and all that it says."""
        with self.start("-m", "tagger", *arguments) as process:
            said, complained = process.communicate()
        return process.returncode, said + complained


def both_ways(number: int, folder: Path) -> None:
    """Raises `AssertionError` where something is not as it should be."""
    earlier = unpack(number, folder / "home", folder)
    program = Program(folder / "program", folder / "home")
    take_program(number, program.folder)
    with program.start("-c", _HOLD) as holding:
        assert holding.stdout is not None and holding.stdout.readline() == "open\n"
        try:
            open_catalog(earlier.home)
        except CatalogError as error:
            assert f"Another Tagger (process {holding.pid})" in error.message
        else:
            raise AssertionError("it was upgraded under an earlier Tagger's hands")
        holding.communicate("\n")
    catalog = open_catalog(earlier.home)
    code, said = program.tagger("scan", str(earlier.music))
    assert code == 1 and "Another Tagger" in said, said
    catalog.close()
    upgraded = earlier.home.catalog.read_bytes()
    code, said = program.tagger("history")
    assert code == 1 and "newer Tagger" in said and "“backups” folder" in said, said
    assert earlier.home.catalog.read_bytes() == upgraded
    (backup,) = earlier.home.backups.iterdir()
    shutil.copy(backup, earlier.home.catalog)
    code, said = program.tagger("undo")
    assert code == 0 and "restored" in said or "come back to the byte" in said, said


if __name__ == "__main__":
    for wanted in [int(word) for word in sys.argv[1:]] or NUMBERS:
        with tempfile.TemporaryDirectory() as name:
            both_ways(wanted, Path(name))
        print(f"schema {wanted}: as it should be", flush=True)
