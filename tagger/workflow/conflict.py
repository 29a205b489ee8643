"""Where a suggestion contradicts the genre that a file has now."""

from __future__ import annotations

from itertools import product

from tagger.genres.profiles import chosen_profile
from tagger.settings import PLACEHOLDERS
from tagger.tags.policies import is_placeholder
from tagger.workflow.review import ReviewRow, ReviewState
from tagger.workflow.session import Session


class Conflicts:
    """Judges rows by the vocabulary and the settings of one moment; make one for each reading.

    Ten thousand tracks share a few hundred pairs of genres, so each pair is judged once.
    """

    def __init__(self, session: Session) -> None:
        self._vocabulary = session.vocabulary
        self._placeholders = session.settings.get(PLACEHOLDERS)
        self._profile = chosen_profile(session.settings)
        self._known: dict[tuple[object, ...], bool] = {}

    def has(self, row: ReviewRow) -> bool:
        """Whether none of what is suggested is, holds or belongs to any genre of the file.

        A model that is unsure contradicts nothing; what was decided is settled; and a value that
        stands for no genre ("Other") is none that could be contradicted.
        """
        tags = row.track.tags
        if row.state is not ReviewState.TO_REVIEW or not tags.genres:
            return False
        asked = (row.offer or row.suggested, tags.genres, tags.custom)
        known = self._known.get(asked)
        if known is None:
            known = self._known[asked] = self._contradict(*asked)
        return known

    def _contradict(
        self,
        suggested: tuple[str, ...],
        genres: tuple[str, ...],
        custom: tuple[tuple[str, tuple[str, ...]], ...],
    ) -> bool:
        present = self._profile.present(genres, dict(custom), self._vocabulary)
        said = [name for name in present if not is_placeholder(name, self._placeholders)]
        if not said or not suggested:
            return False
        return not any(self._agree(*pair) for pair in product(suggested, said))

    def _agree(self, suggested: str, value: str) -> bool:
        vocabulary = self._vocabulary
        if vocabulary.is_same(suggested, value) or vocabulary.is_ancestor(suggested, value):
            return True
        above = vocabulary.ancestors(suggested)
        return any(vocabulary.canonical(part) in above for part in vocabulary.parts(value))
