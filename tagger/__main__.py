"""`python -m tagger`: without arguments the window opens, anything else is a command."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tagger.training.deepening import Deepen, Deepened, DeepTask


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the window or run a command; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    from tagger import cli

    window = cli.window_request(words)
    if window is None:
        return cli.main(words, find_deepen)
    from tagger.ui.app import run

    return run(window, find_deepen)


if __name__ == "__main__":
    sys.exit(main())
