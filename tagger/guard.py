"""What is done when Tagger cannot start, or an error of its own ends it: it is told, never silent.

The sentence goes to stderr, and into a window of whatever kind the system has where nobody would
read that. Only the standard library is needed; everything else is tried.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import textwrap
import threading
import traceback
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tagger.errors import TaggerError, display_path
from tagger.parts import BrokenPartError
from tagger.wording import say

if TYPE_CHECKING:
    from tagger.paths import Home
    from tagger.workflow.crash_watch import CrashWatch

_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc", "linuxfb")
"""Platforms of Qt that somebody chose so that no window of ours comes up on a desktop."""

_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "–": "-", "…": "..."})


def guarded(run: Callable[[list[str]], int], words: Sequence[str], *, window: bool) -> int:
    """`run` with these words; what it raises becomes a sentence and the exit code 1.

    `window` says whether a person may be waiting for a window rather than at a terminal.
    """
    before = threading.excepthook

    def in_thread(info: threading.ExceptHookArgs) -> None:
        if isinstance(info.exc_value, Exception):
            tell_bug(info.exc_value, words, window=window)

    threading.excepthook = in_thread
    try:
        return run(list(words))
    except TaggerError as error:
        tell(_with_place(error, words), window=window)
    except Exception as error:
        tell_bug(error, words, window=window)
    finally:
        threading.excepthook = before
    return 1


def _with_place(error: TaggerError, words: Sequence[str]) -> str:
    """Who is told to install Tagger again wants to know what becomes of the library."""
    home = _home(words) if isinstance(error, BrokenPartError) else None
    if home is None:
        return error.message
    safe = say("Your library and its data are safe in {folder}.", folder=display_path(home.data))
    return f"{error.message} {safe}"


def tell_end_while_starting(watch: CrashWatch) -> None:
    """Where the run before this one ended before it had a window, say so before trying again."""
    last = watch.last
    if last is None or not watch.while_starting:
        return
    watch.last = None
    sentence = say(
        "Tagger ended unexpectedly while it started last time. If that happens again, download "
        "and install it again; your library and its data stay as they are."
    )
    if last.path is not None:
        report = say("A report is in {path}.", path=display_path(last.path))
        sentence = f"{sentence} {report}"
    tell(sentence, window=True)


def tell_bug(error: Exception, words: Sequence[str], *, window: bool) -> None:
    """Keep a report of an error of Tagger's own, and say where it is."""
    kind = type(error).__name__
    try:
        from tagger.workflow import crash

        home = _home(words)
        path = crash.save(home, crash.of_error(error, home)).path if home else None
    except Exception:
        # With so much broken the person gets what there is.
        path = None
    if path is None:
        text = "".join(traceback.format_exception(error))
        tell(say("An error in Tagger itself ended it ({kind}).", kind=kind), window=window)
        print(text, file=sys.stderr)
        return
    tell(
        say(
            "An error in Tagger itself ended it ({kind}). A report that you may read and send to "
            "us is in {path}; nothing was sent.",
            kind=kind,
            path=display_path(path),
        ),
        window=window,
    )


def tell(sentence: str, *, window: bool) -> None:
    """Say it on stderr and, for a `window` without a terminal, on the screen."""
    if sys.stderr is not None:
        print(f"tagger: {sentence}", file=sys.stderr, flush=True)
    if not window or (sys.stderr is not None and sys.stderr.isatty()):
        return
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(_WITHOUT_SCREEN):
        return
    for show in (_by_windows, _by_macos, _by_qt, _by_programs):
        # Whatever is broken there as well, the next one may work.
        with contextlib.suppress(Exception):
            if show(sentence):
                return


def _by_windows(sentence: str) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    icon_error, set_foreground = 0x10, 0x10000
    ctypes.windll.user32.MessageBoxW(None, sentence, "Tagger", icon_error | set_foreground)
    return True


def _by_macos(sentence: str) -> bool:
    if sys.platform != "darwin":
        return False
    # As an argument, so that nothing in the sentence is read as a script.
    script = (
        "on run words\n"
        'display dialog (item 1 of words) with title "Tagger" buttons {"OK"} '
        "default button 1 with icon stop\n"
        "end run"
    )
    return _run("osascript", "-e", script, sentence)


def _by_qt(sentence: str) -> bool:
    from tagger.parts import check_qt

    check_qt()
    from tagger.ui.platform import find_problem

    if find_problem() is not None:
        return False
    from tagger.ui.crash.notice import show

    show(sentence)
    return True


def _by_programs(sentence: str) -> bool:
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    lines = "\n".join(textwrap.wrap(sentence, 64))
    # xmessage knows no UTF-8.
    plain = lines.translate(_PLAIN).encode("ascii", "replace").decode()
    return (
        _run("zenity", "--error", "--no-markup", "--title=Tagger", f"--text={lines}")
        or _run("kdialog", "--title", "Tagger", "--error", lines)
        or _run("xmessage", "-center", "-title", "Tagger", plain)
        or _run("notify-send", "--urgency=critical", "Tagger", sentence)
    )


def _run(*command: str) -> bool:
    """Whether there is such a program, and it did not give up."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, check=False)
    except OSError:
        return False
    # A box that is closed by its frame ends with 1.
    return done.returncode in (0, 1)


def _home(words: Sequence[str]) -> Home | None:
    """The home that the words ask for, as far as that can be found out."""
    directory = None
    for place, word in enumerate(words):
        if word == "--home" and place + 1 < len(words):
            directory = words[place + 1]
        elif word.startswith("--home="):
            directory = word.removeprefix("--home=")
    try:
        from tagger.paths import find_home

        return find_home(directory)
    except Exception:
        # Without platformdirs the platform's own folders are not known.
        return None
