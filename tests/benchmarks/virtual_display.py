"""A display for benchmarks of the window: the one there is, else an Xvfb of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

_SCREEN = "1280x800x24"


@contextmanager
def display() -> Iterator[str]:
    """Set the environment up for Qt, before it starts; gives a remark on what is painted on.

    Without Xvfb nothing is painted on a screen at all: no time is spent on sending the pictures.
    """
    if os.environ.get("QT_QPA_PLATFORM"):
        yield f"on Qt's platform {os.environ['QT_QPA_PLATFORM']}, as the environment asks"
    elif os.environ.get("DISPLAY"):
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        yield f"on the display {os.environ['DISPLAY']}"
    elif shutil.which("Xvfb") is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield "on no screen (there is no Xvfb): the times lack what sending pictures takes"
    else:
        reading, writing = os.pipe()
        server = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(writing),
                "-screen",
                "0",
                _SCREEN,
                "-nolisten",
                "tcp",
                "-noreset",
            ],
            pass_fds=[writing],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            os.environ["DISPLAY"] = f":{number}"
            os.environ["QT_QPA_PLATFORM"] = "xcb"
            yield f"on an Xvfb of its own, {_SCREEN}"
        finally:
            server.terminate()
            server.wait()
