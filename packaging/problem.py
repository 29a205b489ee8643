"""What can go wrong during set-up and is for a person to solve."""

from __future__ import annotations


class SetupProblem(Exception):
    """What happened and what to do, as text to show; `exit_code` is for the shell."""

    def __init__(self, text: str, exit_code: int = 1) -> None:
        super().__init__(text)
        self.exit_code = exit_code
