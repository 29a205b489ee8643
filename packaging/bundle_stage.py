"""A machine of somebody who has only the bundle: another person, an empty home, no Python, no net.

Where this runs as root, the programs run as `nobody` in a network namespace without any network;
else as whoever runs it, with the network as it is, which is said.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import xvfb
from problem import SetupProblem

SCREEN = "1280x800x24"
_KEY_SECONDS = 0.25
_PATIENCE_SECONDS = 120.0


@dataclass
class Stage:
    """A folder of its own with a copy of the bundle, a home and music."""

    folder: Path
    prefix: list[str]
    """What a command is begun with to run as another person without a network."""
    remark: str
    display: str = ""
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def bundle(self) -> Path:
        return self.folder / "bundle"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def music(self) -> Path:
        return self.folder / "music"

    def environment(self) -> dict[str, str]:
        """What a login shell of nobody's machine would have, and no more."""
        # Not the PATH of this machine: there might be a Python on it.
        found = {"HOME": str(self.home), "PATH": str(self.folder / "bin"), "LC_ALL": "C"}
        return found | ({"DISPLAY": self.display} if self.display else {})

    def start(self, program: str, *words: str | Path) -> subprocess.Popen[bytes]:
        """Start a program of the bundle; what it says is in `said`."""
        command = [*self.prefix, str(self.bundle / program), *map(str, words)]
        with (self.folder / "said").open("wb") as said:
            child = subprocess.Popen(
                command, cwd=self.folder, env=self.environment(), stdout=said, stderr=said
            )
        self.children.append(child)
        return child

    def run(self, *words: str | Path, program: str = "tagger-cli") -> tuple[int, str]:
        """The exit code and all that a program of the bundle says."""
        code = self.start(program, *words).wait(_PATIENCE_SECONDS * 4)
        return code, self.said

    @property
    def said(self) -> str:
        return (self.folder / "said").read_text("utf-8", "replace")

    def own(self) -> None:
        """Give everything to the person."""
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", "nobody:nogroup", str(self.folder)], check=True)

    def focus(self) -> None:
        """Give the keyboard to the window that opened last: there is no window manager."""
        windows = self.windows()
        if windows:
            self.ask_display("windowfocus", windows[-1])
            time.sleep(0.1)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.focus()
            self.ask_display("key", key)
            time.sleep(_KEY_SECONDS)

    def type(self, text: str) -> None:
        self.focus()
        self.ask_display("type", "--delay", "20", text)
        time.sleep(_KEY_SECONDS)

    def windows(self, name: str = ".") -> list[str]:
        """Ids of the windows that are shown, as they were opened."""
        return self.ask_display("search", "--onlyvisible", "--name", name).split()

    def titles(self) -> list[str]:
        return [self.ask_display("getwindowname", window).strip() for window in self.windows()]

    def ask_display(self, *words: str) -> str:
        environment = {**os.environ, "DISPLAY": self.display}
        asked = subprocess.run(
            ["xdotool", *words], env=environment, capture_output=True, text=True, check=False
        )
        return asked.stdout

    def close_window(self) -> None:
        """What a click on the cross of the main window does."""
        for window in self.windows("^Tagger$")[:1]:
            _ask_to_close(self.display, int(window))

    def photograph(self, path: Path) -> None:
        if shutil.which("import"):
            command = ["import", "-display", self.display, "-window", "root", str(path)]
            subprocess.run(command, check=False)


def wait(what: str, done: Callable[[], object], seconds: float = _PATIENCE_SECONDS) -> None:
    """Raises `SetupProblem` when it does not happen."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise SetupProblem(f"After {seconds:.0f} s it has not happened: {what}.")
        time.sleep(0.2)


@contextlib.contextmanager
def stage(bundle: Path) -> Iterator[Stage]:
    """A stage with a copy of a bundle, and nothing of it left afterwards."""
    if not bundle.is_dir():
        raise SetupProblem(f"There is no bundle in {bundle}; make one: dev.py bundle")
    # Not below the home of whoever runs this, where nobody else may look.
    with tempfile.TemporaryDirectory(prefix="tagger-proof-", dir="/var/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        prefix, remark = _other_person()
        made = Stage(folder, prefix, remark)
        for each in (made.home, made.music, folder / "bin"):
            each.mkdir()
        shutil.copytree(bundle, made.bundle, symlinks=True)
        made.own()
        try:
            yield made
        finally:
            for child in made.children:
                if child.poll() is None:
                    child.kill()
                    child.wait()


@contextlib.contextmanager
def screen(made: Stage) -> Iterator[None]:
    """A display of the stage's own."""
    for program in ("Xvfb", "xdotool"):
        if shutil.which(program) is None:
            raise SetupProblem(f"{program} is needed: apt-get install xvfb xdotool")
    # It would start anew whenever the last program on it ends.
    with xvfb.started(SCREEN, "-ac", "-noreset") as name:
        made.display = name
        try:
            yield
        finally:
            made.display = ""


def _other_person() -> tuple[list[str], str]:
    if os.getuid() != 0 or shutil.which("setpriv") is None:
        return [], "as the same person, with the network there is"
    prefix, remark = [], "as nobody"
    probe = ["unshare", "-n", "true"]
    if shutil.which("unshare") and subprocess.run(probe, check=False).returncode == 0:
        prefix, remark = ["unshare", "-n"], "as nobody, without a network"
    person = ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
    # Found here, for the stage's own PATH holds no programs.
    found = [shutil.which(word) or word for word in (*prefix[:1], *person[:1])]
    if prefix:
        return [found[0], *prefix[1:], found[1], *person[1:]], remark
    return [found[0], *person[1:]], remark


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("room", ctypes.c_long * 24),
    )


def _ask_to_close(display: str, window: int) -> None:
    """Send WM_DELETE_WINDOW (ICCCM 2.0, 4.2.8.1), as a window manager does."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    connection = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    protocols = x11.XInternAtom(connection, b"WM_PROTOCOLS", 0)
    delete = x11.XInternAtom(connection, b"WM_DELETE_WINDOW", 0)
    event = _ClientMessage(33, 0, 1, connection, window, protocols, 32)
    event.data[0] = delete
    x11.XSendEvent(connection, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(event))
    x11.XCloseDisplay(connection)
