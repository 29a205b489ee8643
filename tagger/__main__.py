"""`python -m tagger`: without arguments the window opens, anything else is a command."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the window or run a command; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    from tagger import cli

    window = cli.window_request(words)
    if window is None:
        return cli.main(words)
    from tagger.ui.app import run

    return run(window)


if __name__ == "__main__":
    sys.exit(main())
