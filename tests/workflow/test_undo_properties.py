"""Whatever happens to a library in whatever order, undo keeps its word."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from .library_machine import LibraryMachine


def test_any_sequence_of_writes_edits_moves_undos_and_redos_can_be_undone() -> None:
    run_state_machine_as_test(
        LibraryMachine,
        settings=settings(
            max_examples=15,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
