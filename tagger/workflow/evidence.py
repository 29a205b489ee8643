"""What was heard, written into the file itself, so that it travels with the music.

One value in the field TAGGER_GENRES: a line of JSON in ASCII with the model, the music that was
heard (the content identity) and every genre with its probability. What is read back is somebody
else's word: it counts only where every part of it is as this version would have written it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from tagger.errors import TaggerError
from tagger.records import (
    MOST_SUGGESTED,
    AnalysisStatus,
    GenreScore,
    Suggestion,
    Track,
    TrackContent,
)

if TYPE_CHECKING:
    from tagger.workflow.listener import Listener
    from tagger.workflow.session import Session

_log = logging.getLogger(__name__)

EVIDENCE = "TAGGER_GENRES"
"""The field's name, in every format."""
_VERSION = 1
_LONGEST = 16_384
"""Characters; a hundred genres need 4,000."""
_DIGITS = 6
_NAMES = ["v", "version", "model", "music", "content", "unsure", "likely", "genres"]


def encode(suggestion: Suggestion, identity: bytes, key: str, version: str) -> str | None:
    """What is written for one piece of music; None where nothing certain was heard of it.

    `key` and `version` are the model's.
    """
    heard = suggestion.status is AnalysisStatus.OK and suggestion.error is None
    if not heard or not suggestion.genres or not identity:
        return None
    if suggestion.content is TrackContent.NONE:
        return None
    value = {
        "v": _VERSION,
        "version": version,
        "model": key,
        "music": identity.hex(),
        "content": suggestion.content.value,
        "unsure": suggestion.unsure,
        "likely": suggestion.likely,
        "genres": [[s.genre, round(s.probability, _DIGITS)] for s in suggestion.genres],
    }
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def decode(
    values: Sequence[str], identity: bytes, key: str, genres: Iterable[str]
) -> Suggestion | None:
    """What a file's field says of this music; None where anything about it is not as it should be.

    `key` is that of the model in use, `genres` are those that it knows.
    """
    if len(values) != 1 or len(values[0]) > _LONGEST or not identity:
        return None
    try:
        found: object = json.loads(values[0])
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or list(found) != _NAMES:
        return None
    value = cast("dict[str, object]", found)
    if not _is_integer(value["v"]) or value["v"] != _VERSION:
        return None
    if not isinstance(value["version"], str):
        return None
    if value["model"] != key or value["music"] != identity.hex():
        return None
    if value["content"] not in (TrackContent.MUSIC.value, TrackContent.SPEECH.value):
        return None
    unsure, likely = value["unsure"], value["likely"]
    scores = _scores(value["genres"], frozenset(genres))
    if scores is None or not isinstance(unsure, bool) or not isinstance(likely, int):
        return None
    most = 1 if unsure else min(MOST_SUGGESTED, len(scores))
    if not _is_integer(likely) or not 1 <= likely <= most:
        return None
    content = TrackContent(str(value["content"]))
    return Suggestion(AnalysisStatus.OK, scores, unsure, None, content, likely)


def _scores(found: object, known: frozenset[str]) -> tuple[GenreScore, ...] | None:
    if not isinstance(found, list) or not found or len(found) > len(known):
        return None
    scores: list[GenreScore] = []
    for pair in cast("list[object]", found):
        if not isinstance(pair, list) or len(pair) != 2:
            return None
        genre, probability = pair
        if not isinstance(genre, str) or genre not in known:
            return None
        if isinstance(probability, bool) or not isinstance(probability, int | float):
            return None
        if not 0 <= probability <= 1:
            return None
        scores.append(GenreScore(genre, float(probability)))
    falling = all(a.probability >= b.probability for a, b in zip(scores, scores[1:], strict=False))
    total = sum(score.probability for score in scores)
    if len({s.genre for s in scores}) != len(scores) or not falling or total > 1.001:
        return None
    return tuple(scores)


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def evidence_of(track: Track) -> tuple[str, ...]:
    """The field's values in a file, as last scanned."""
    return dict(track.tags.custom).get(EVIDENCE, ())


class Heard:
    """What the model in use heard, as files are to tell it."""

    def __init__(self, session: Session) -> None:
        self._suggestions = session.suggestions
        self._model: Listener | None = None
        try:
            self._model = session.listener()
        except TaggerError as error:
            _log.warning("what was heard cannot be written into files: %s", error.message)

    def of(self, track: Track) -> str | None:
        """The field's value for a track; None where nothing certain was heard."""
        if self._model is None:
            return None
        said = self._suggestions.get(self._model.key, track.identity)
        if said is None:
            return None
        return encode(said, track.identity, self._model.key, self._model.model.info.version)


def believe(session: Session, tracks: Iterable[Track], listener: Listener | None = None) -> int:
    """Take over what these files say was heard, where this catalog has no word of its own.

    Returns how many pieces of music need no listening now. The model is loaded only where a file
    has something to say; without a model nothing is taken over.
    """
    telling = [track for track in tracks if track.identity and evidence_of(track)]
    if not telling:
        return 0
    try:
        model = listener or session.listener()
    except TaggerError as error:
        _log.info("what files say was heard is left alone: %s", error.message)
        return 0
    known = session.suggestions.all(model.key)
    taken: dict[bytes, Suggestion] = {}
    for track in telling:
        if track.identity not in known and track.identity not in taken:
            said = decode(evidence_of(track), track.identity, model.key, model.model.genres)
            if said is not None:
                taken[track.identity] = said
    if taken:
        session.suggestions.store(model.key, taken.items())
    return len(taken)
