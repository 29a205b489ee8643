"""From the first line of the program to its window or its command, whatever is broken.

Nothing but the standard library is loaded here at first, so that a part that is missing or damaged
is told in a sentence and not by silence.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, MutableMapping, Sequence
from typing import TYPE_CHECKING

from tagger import guard, parts

if TYPE_CHECKING:
    from tagger.cli import WindowRequest
    from tagger.training.deepening import Deepen, Deepened, DeepTask


def main(arguments: Sequence[str] | None = None) -> int:
    """What `python -m tagger` does: the window without arguments or with music, else a command."""
    words = _begin(arguments)
    return guard.guarded(_either, words, window=_may_ask_for_window(words))


def window(arguments: Sequence[str] | None = None) -> int:
    """The program without a terminal, as a person starts it from a menu; the exit code."""
    _give_streams()
    return main(arguments)


def console(arguments: Sequence[str] | None = None) -> int:
    """The program for terminals: commands alone, and their help without one; the exit code."""
    return guard.guarded(_only_command, _begin(arguments), window=False)


def look_first() -> None:
    """Ends the program with a sentence where Qt is damaged; else does nothing.

    For the bundle, whose loader has Qt in memory before the program's own first line.
    """
    window_program = not os.path.basename(sys.argv[0]).partition(".")[0].endswith("-cli")

    def look(words: list[str]) -> int:
        parts.check_qt()
        return 0

    if guard.guarded(look, sys.argv[1:], window=window_program):
        sys.exit(1)


def find_deepen() -> Deepen | None:
    """What fine-tunes a whole network; None where the lab or its PyTorch is not installed.

    Neither is loaded before it is called.
    """
    if not all(importlib.util.find_spec(name) for name in ("torch", "tagger.lab")):
        return None

    def deepen(task: DeepTask, report: Callable[[str, int, int], None]) -> Deepened:
        from tagger.lab import deep

        return deep.deepen(task, report)

    return deepen


def _begin(arguments: Sequence[str] | None) -> list[str]:
    """The words of the command line, once this is known to be no child of another process."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _as_child()
    _give_library_path_back()
    return words


def _either(words: list[str]) -> int:
    with parts.needs("numpy"):
        from tagger import cli
    request = cli.window_request(words)
    return cli.main(words, find_deepen) if request is None else _window(request)


def _only_command(words: list[str]) -> int:
    with parts.needs("numpy"):
        from tagger import cli
    if cli.window_request(words) is not None:
        cli.parser().print_help(sys.stderr)
        return 2
    return cli.main(words, find_deepen)


def _window(request: WindowRequest) -> int:
    parts.check_resources()
    parts.check_for_window()
    with parts.needs():
        from tagger.ui.platform import find_problem
    problem = find_problem()
    if problem is not None:
        raise problem
    with parts.needs():
        from tagger.workflow.crash_watch import CrashWatch
    watch = CrashWatch(request.home)
    try:
        guard.tell_end_while_starting(watch)
        with parts.needs():
            from tagger.ui.app import run
        return run(request.home, find_deepen, request.music, watch)
    finally:
        watch.end()


def _may_ask_for_window(words: Sequence[str]) -> bool:
    """Told before the command line can be read: no word of a command, or music."""
    rest = list(words)
    if rest and rest[0].startswith("--home"):
        rest = rest[1:] if "=" in rest[0] else rest[2:]
    return not rest or rest[0] == "--" or os.path.exists(rest[0])


def _as_child() -> None:
    """Where this is a process of multiprocessing, started from the bundle, do its work and end."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()


def _give_library_path_back(environment: MutableMapping[str, str] = os.environ) -> None:
    """Programs of the system that we or Qt start find the system's libraries, not the bundle's.

    PyInstaller's loader puts the bundle's folder there on Linux, and keeps what it found in a
    variable of its own. Libraries of this process are found all the same: the linker has read the
    variable by then.
    """
    bundle = getattr(sys, "_MEIPASS", None)
    found = environment.get("LD_LIBRARY_PATH")
    if bundle is None or found is None:
        return
    before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        before = os.pathsep.join(each for each in found.split(os.pathsep) if each != bundle)
    if before:
        environment["LD_LIBRARY_PATH"] = before
    else:
        del environment["LD_LIBRARY_PATH"]


def _give_streams() -> None:
    """A windowed program of Windows has no streams; what is printed then goes nowhere."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
