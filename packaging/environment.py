"""The virtual environment `.venv` of a checkout: made once, completed when it was cut short.

A stamp inside it says for which requirements it is complete. While it is being changed there is a
marker instead of the stamp; a marker that is found later means that somebody was stopped half-way,
and the environment is made anew (pip keeps what it downloaded).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import system_packages
from problem import SetupProblem

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"
STAMP = VENV / "tagger-setup.json"
UNFINISHED = VENV / "tagger-setup-unfinished"
_BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
_SUFFIX = ".exe" if os.name == "nt" else ""

_NO_SPACE = ("No space left on device", "Disk quota exceeded")
_NO_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "SSLError",
    "Connection refused",
    "Connection reset",
    "Network is unreachable",
    "name resolution",
)


@dataclass(frozen=True)
class Stamp:
    """What an environment was made for."""

    root: str
    """A virtual environment cannot be moved: its scripts hold this path."""
    python: str
    requirements: str
    """SHA-256 over the requirements in pyproject.toml and the locked versions."""
    extras: tuple[str, ...]

    def serves(self, wanted: Stamp) -> bool:
        return (
            self.same_place(wanted)
            and self.requirements == wanted.requirements
            and set(wanted.extras) <= set(self.extras)
        )

    def same_place(self, wanted: Stamp) -> bool:
        return (self.root, self.python) == (wanted.root, wanted.python)


def script(name: str) -> Path:
    """A command that an installed package brought."""
    return _BIN / (name + _SUFFIX)


def prepare(extras: frozenset[str]) -> Path:
    """The Python of an environment that has the project and these extras; made if need be.

    Raises `SetupProblem` when something is missing that only a person can give.
    """
    python = script("python")
    wanted = _wanted(extras)
    if _is_ready(wanted):
        return python
    system_packages.ensure()
    try:
        with _alone() as lock:
            if not _is_ready(wanted):
                _install(wanted, lock)
    except OSError as error:
        raise SetupProblem(
            f"Could not set up {VENV}: {error.strerror or error}. "
            "Is there space on the disk, and may you write there?"
        ) from error
    return python


def _wanted(extras: frozenset[str]) -> Stamp:
    with (ROOT / "pyproject.toml").open("rb") as file:
        declared = tomllib.load(file)
    # The settings of linters live in pyproject.toml too; a change there installs nothing.
    parts = {
        "build-system": declared.get("build-system"),
        "project": declared.get("project"),
        "hatch": declared.get("tool", {}).get("hatch"),
        "locked": CONSTRAINTS.read_text(encoding="utf-8"),
    }
    text = json.dumps(parts, sort_keys=True)
    return Stamp(
        root=str(ROOT),
        python=f"{sys.version_info.major}.{sys.version_info.minor}",
        requirements=hashlib.sha256(text.encode()).hexdigest(),
        extras=tuple(sorted(extras)),
    )


def _read_stamp() -> Stamp | None:
    try:
        content = json.loads(STAMP.read_text(encoding="utf-8"))
        return Stamp(**{**content, "extras": tuple(content["extras"])})
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, TypeError, KeyError):
        # Not as we write it: whatever it was, it does not vouch for the environment.
        return None


def _is_ready(wanted: Stamp) -> bool:
    made = _read_stamp()
    return made is not None and made.serves(wanted) and os.access(script("python"), os.X_OK)


def _install(wanted: Stamp, lock: int | None) -> None:
    """Bring `.venv` to what is wanted; extras that it had already stay."""
    made = _read_stamp()
    if made is not None:
        wanted = Stamp(**{**asdict(wanted), "extras": tuple({*made.extras, *wanted.extras})})
    moved = made is not None and not made.same_place(wanted)
    if UNFINISHED.exists() or moved or not _has_pip():
        if VENV.exists():
            _note("The environment .venv is incomplete or of another place; making it anew.")
            shutil.rmtree(VENV)
        VENV.mkdir()
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)
    if not _has_pip():
        _note(f"Making {VENV} ...")
        _call([sys.executable, "-m", "venv", str(VENV)], "make a virtual environment", lock)
    _note("Installing what Tagger needs; the first time this takes minutes and about 2 GB ...")
    with (ROOT / "pyproject.toml").open("rb") as file:
        build_requirements: list[str] = tomllib.load(file)["build-system"]["requires"]
    if build_requirements:
        _pip(build_requirements, lock)
    extras = ",".join(sorted(wanted.extras))
    # Without isolation the build backend, too, is the locked one.
    _pip(["--no-build-isolation", "--editable", f".[{extras}]" if extras else "."], lock)
    part = STAMP.with_suffix(".part")
    part.write_text(json.dumps(asdict(wanted)), encoding="utf-8")
    part.replace(STAMP)
    UNFINISHED.unlink()
    _note("Ready.")


def _has_pip() -> bool:
    python = script("python")
    if not python.exists():
        return False
    asked = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    return asked.returncode == 0


def _pip(arguments: list[str], lock: int | None) -> None:
    options = ["--disable-pip-version-check", "--constraint", str(CONSTRAINTS)]
    _call(
        [str(script("python")), "-m", "pip", "install", *options, *arguments],
        "install the Python packages",
        lock,
    )


def _call(command: list[str], doing: str, lock: int | None) -> None:
    """Run a step of the set-up, its output on stderr; a failure becomes a sentence."""
    environment = {**os.environ, "PIP_USER": "0"}
    # The child holds the lock as well: should we be killed, the next call waits for its end.
    inherited = [] if lock is None else [lock]
    tail: deque[str] = deque(maxlen=60)
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=sys.stderr,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        pass_fds=inherited,
    ) as child:
        try:
            assert child.stderr is not None
            for line in child.stderr:
                sys.stderr.write(line)
                tail.append(line)
            code = child.wait()
        except BaseException:
            child.terminate()
            raise
    if code != 0:
        raise SetupProblem(f"Could not {doing}: {_reason(''.join(tail))}")


def _reason(output: str) -> str:
    if any(sign in output for sign in _NO_SPACE):
        return f"the disk is full. Free about 3 GB for {VENV} and start this command again."
    if any(sign in output for sign in _NO_NETWORK):
        return (
            "the package registry cannot be reached. Check the network connection (and, if there "
            "is one, the proxy and its certificate) and start this command again."
        )
    return "the messages above say why. When that is solved, start this command again."


@contextlib.contextmanager
def _alone() -> Iterator[int | None]:
    """One set-up at a time in a checkout; yields what to hand to children (None on Windows)."""
    if sys.platform == "win32":
        yield None
        return
    import fcntl

    folder = os.open(ROOT / "packaging", os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _note("Another set-up is running in this checkout; waiting for it ...")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield folder
    finally:
        os.close(folder)


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
