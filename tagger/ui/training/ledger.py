"""What the person answered to the findings, each answer undoable: without Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tagger.workflow.material import Corrections


@dataclass(frozen=True)
class LeaveOut:
    """The track is not learned from."""


@dataclass(frozen=True)
class Give:
    """The track teaches these genres instead of its own."""

    genres: tuple[str, ...]


@dataclass(frozen=True)
class Join:
    """The genre is another one under a second name."""

    into: str


@dataclass(frozen=True)
class Drop:
    """The genre is not learned."""


@dataclass(frozen=True)
class Keep:
    """It was looked at, and is right as it is."""


Subject = bytes | str | tuple[object, ...]
"""A track by its identity, a genre by its name, or a finding by what it is about."""
Answer = LeaveOut | Give | Join | Drop | Keep
Answers = Mapping[Subject, Answer | None]
"""None takes an answer back."""


class Ledger:
    """The newest answer on every subject. What was answered together is taken back together."""

    def __init__(self) -> None:
        self._answers: dict[Subject, Answer] = {}
        self._before: list[dict[Subject, Answer | None]] = []

    def __bool__(self) -> bool:
        return bool(self._answers)

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    def get(self, subject: Subject) -> Answer | None:
        return self._answers.get(subject)

    def answer(self, answers: Answers) -> None:
        changes = dict(answers)
        for subject, answer in answers.items():
            # Two genres joined into each other would both be gone.
            if isinstance(answer, Join):
                for name in self._leads(answer.into):
                    if isinstance(back := self.get(name), Join) and back.into == subject:
                        changes.setdefault(name, None)
        before = {subject: self._answers.get(subject) for subject in changes}
        if any(before[subject] != answer for subject, answer in changes.items()):
            self._before.append(before)
            self._put(changes)

    def undo(self) -> None:
        """Take back what was answered last."""
        if self._before:
            self._put(self._before.pop())

    def corrections(self, dropped: Iterable[str] = ()) -> Corrections:
        """With further genres that are not to be learned."""
        answers = self._answers.items()
        names = [(s, a) for s, a in answers if isinstance(s, str)]
        tracks = [(s, a) for s, a in answers if isinstance(s, bytes)]
        return Corrections(
            left_out=frozenset(s for s, a in tracks if isinstance(a, LeaveOut)),
            given={s: a.genres for s, a in tracks if isinstance(a, Give)},
            joined={s: self._leads(s)[-1] for s, a in names if isinstance(a, Join)},
            dropped=frozenset((*dropped, *(s for s, a in names if isinstance(a, Drop)))),
        )

    def _leads(self, name: str) -> list[str]:
        """A genre and those that it is joined into, one after another."""
        found = [name]
        while isinstance(answer := self.get(found[-1]), Join) and answer.into not in found:
            found.append(answer.into)
        return found

    def _put(self, changes: Mapping[Subject, Answer | None]) -> None:
        for subject, answer in changes.items():
            if answer is None:
                self._answers.pop(subject, None)
            else:
                self._answers[subject] = answer
