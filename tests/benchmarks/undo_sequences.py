"""Many random histories of a library: writes, moves, edits by other programs, undos and redos.

Run: python -m tests.benchmarks.undo_sequences [HISTORIES] [STEPS in each]

Ends with an error, and the shortest history that shows it, where one breaks a rule of
`tests.workflow.library_machine`.
"""

from __future__ import annotations

import sys
from collections import Counter

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.workflow.library_machine import LibraryMachine, Song

ended: Counter[str] = Counter()


class CountingMachine(LibraryMachine):
    def check(self, song: Song) -> str:
        how = super().check(song)
        ended[how] += 1
        return how


def main(histories: str = "300", steps: str = "30") -> None:
    run_state_machine_as_test(
        CountingMachine,
        settings=settings(
            max_examples=int(histories),
            stateful_step_count=int(steps),
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
    for how, count in ended.most_common():
        print(f"{count:6} files {how}")


if __name__ == "__main__":
    main(*sys.argv[1:])
