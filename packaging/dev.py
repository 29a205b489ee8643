#!/usr/bin/env python3
"""Start Tagger from a checkout, or check it: sets up what is missing, then gets out of the way.

    python3 packaging/dev.py run                  open the window
    python3 packaging/dev.py run COMMAND ...      run a command, e.g. `run suggest ~/Music`
    python3 packaging/dev.py test                 lint, types, layers and all tests
    python3 packaging/dev.py test ARGUMENTS ...   pytest alone, with these arguments
    python3 packaging/dev.py translations         bring resources/translations up to date
    python3 packaging/dev.py screenshots DIR      pictures of every page of the window
    python3 packaging/dev.py bundle               what people without Python download, in build/
    python3 packaging/dev.py bundle-proof CLIPS   try it as somebody who has nothing else

The first call makes `.venv` in the checkout with the versions of packaging/constraints.txt; on
Debian and its relatives it also sees to the system's packages, and `test`, as root, to the
programs that the tests compare with (not where TAGGER_NO_APT is set). It needs Python 3.11 or
newer and nothing else. What it has to say goes to stderr: stdout belongs to the command.
"""

# Before the version check in `main`, nothing here may need a newer Python than 3.7.
from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import NoReturn

NEEDED_PYTHON = (3, 11)
MOST_PROCESSES = 4
"""For the tests; each takes about a gigabyte."""
COMMANDS_WITHOUT_DISPLAY = (
    "suggest, apply, plan, tidy, tag, undo, redo, history, scan, statistics, export, never-write, "
    "evaluate, train, teach, genres, models, doctor"
)
NO_DISPLAY = f"""\
There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so the window cannot open.
These commands need none: {COMMANDS_WITHOUT_DISPLAY}.
For example: python3 packaging/dev.py run doctor"""


def main(arguments: list[str]) -> int:
    if sys.version_info < NEEDED_PYTHON:
        here = ".".join(str(part) for part in sys.version_info[:3])
        return _say(
            f"Tagger needs Python 3.11 or newer; this is Python {here}. "
            "Start it with a newer one, e.g.: python3.11 packaging/dev.py"
        )
    if arguments and arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    does = {
        "run": run,
        "test": test,
        "translations": translations,
        "screenshots": screenshots,
        "bundle": bundle,
        "bundle-proof": bundle_proof,
    }
    if not arguments or arguments[0] not in does:
        return _say(__doc__ or "")
    from problem import SetupProblem

    signal.signal(signal.SIGTERM, _terminate)
    try:
        return does[arguments[0]](arguments[1:])
    except SetupProblem as problem:
        return _say(str(problem), problem.exit_code)
    except KeyboardInterrupt:
        return _say("Interrupted.", 130)


def run(arguments: list[str]) -> int:
    """The window without arguments, the command line with them; in the caller's own folder."""
    if not arguments and not _has_display():
        return _say(NO_DISPLAY)
    import environment

    python = environment.prepare(frozenset())
    # -P: the caller's folder holds music; a file in it must not pass for a module of ours.
    return _become([str(python), "-P", "-m", "tagger", *arguments])


def test(arguments: list[str]) -> int:
    """Every check in turn until one fails; with arguments only pytest, which gets them."""
    import checking_programs
    import environment

    python = str(environment.prepare(frozenset({"test"})))
    checking_programs.ensure(environment.VENV / "tagger-programs-tried")
    os.chdir(environment.ROOT)
    if arguments:
        return _become([python, "-m", "pytest", *arguments])
    lint_imports = str(environment.script("lint-imports"))
    steps = [
        ("ruff check", [python, "-m", "ruff", "check"]),
        ("ruff format", [python, "-m", "ruff", "format", "--check"]),
        ("pyright", [python, "-m", "pyright", "--pythonpath", python]),
        ("lint-imports", [lint_imports, "--no-cache"]),
        ("pytest", [python, "-m", "pytest", *_on_all_cores()]),
    ]
    # pyright's wrapper would ask the package registry whether there is a newer one.
    os.environ["PYRIGHT_PYTHON_IGNORE_WARNINGS"] = "1"
    times = []
    for number, (name, command) in enumerate(steps, start=1):
        print(f"== {name}", flush=True)
        started = time.monotonic()
        code = _finish(command)
        seconds = time.monotonic() - started
        times.append(f"{name:<12} {'passed' if code == 0 else 'FAILED'} {seconds:7.1f} s")
        if code != 0:
            left = ", ".join(step for step, _ in steps[number:])
            times.append(f"{name} failed." + (f" Not run: {left}." if left else ""))
            print("\n" + "\n".join(times), flush=True)
            return code
    print("\n" + "\n".join(times), flush=True)
    return 0


def _on_all_cores() -> list[str]:
    """A file's tests stay in one process, which makes what they share only once."""
    return ["-n", str(min(os.cpu_count() or 1, MOST_PROCESSES)), "--dist", "loadfile"]


def translations(arguments: list[str]) -> int:
    """Take the texts of the sources into the catalogs; 1 if any is not translated."""
    import environment

    python = environment.prepare(frozenset())
    return _become([str(python), str(environment.ROOT / "packaging" / "translations.py")])


def screenshots(arguments: list[str]) -> int:
    """Photograph the window's pages; on a Linux without a display on an Xvfb, got if need be."""
    import checking_programs
    import environment

    python = environment.prepare(frozenset())
    if not _has_display():
        checking_programs.ensure_display(environment.VENV / "tagger-display-tried")
    return _become([str(python), str(environment.ROOT / "packaging/screenshots.py"), *arguments])


def bundle(arguments: list[str]) -> int:
    """Build what people download, from the sources as they are here."""
    import environment

    python = environment.prepare(frozenset({"bundle"}))
    return _become([str(python), str(environment.ROOT / "packaging" / "bundle.py"), *arguments])


def bundle_proof(arguments: list[str]) -> int:
    """Try the bundle that is there on real recordings, as another person without a network."""
    import checking_programs
    import environment

    python = environment.prepare(frozenset({"bundle"}))
    checking_programs.ensure_proof(environment.VENV / "tagger-proof-tried")
    script = environment.ROOT / "packaging" / "bundle_proof.py"
    return _become([str(python), str(script), *arguments])


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin", "cygwin"):
        return True
    chosen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(variable) for variable in chosen)


def _become(command: list[str]) -> int:
    """Replace this process, so that signals and the exit status are the command's own."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # there execv returns to the shell while the command still runs
        return _finish(command)
    os.execv(command[0], command)


def _finish(command: list[str]) -> int:
    """Run a command to its end; its exit status, or 128 plus the signal that ended it."""
    with subprocess.Popen(command) as child:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            child.wait()  # the terminal interrupted it as well; let it say its last words
            raise
        except BaseException:
            child.terminate()
            raise
    return code if code >= 0 else 128 - code


def _terminate(number: int, frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def _say(text: str, code: int = 2) -> int:
    print(text, file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
