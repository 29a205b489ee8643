"""What a model's file says of itself is shown with care: it may come from anywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tagger.measures import wilson
from tagger.records import ModelInfo
from tagger.ui.training.models_text import facts_of, figure_rows, genre_rows
from tagger.workflow.model_card import ModelCard, evaluated_of, origin_of

KEYS = [
    "lesson",
    "trained_at",
    "base_version",
    "method",
    "examples",
    "genres",
    "sources",
    "evaluation",
    "accuracy",
    "right",
    "total",
    "low",
    "high",
    "macro_f1",
    "present",
    "name",
    "by_heart",
    "optimistic",
    "groups",
    "by_genre",
    "genre",
    "tracks",
    "recall",
    "Jazz",
]

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.just(10**400)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2026-05-17T19:03:11+00:00", "0001-01-01", "9999-12-31T23:59:59-23:00"]),
    lambda part: (
        st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(KEYS), part, max_size=5)
    ),
    max_leaves=12,
)


def card_of(notes: dict[str, object]) -> ModelCard:
    return ModelCard(
        info=ModelInfo("Dances", Path("/models/Dances.onnx"), "1", ("Jazz", "Zouk"), False),
        named=True,
        active=False,
        size=5_000_000,
        license="GPL-3.0-or-later",
        taught=("Zouk",),
        origin=origin_of(notes),
        evaluated=evaluated_of(notes),
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(KEYS), anything, max_size=6))
def test_whatever_a_file_says_it_is_read_and_shown(notes: dict[str, object]) -> None:
    card = card_of(notes)
    facts = dict(facts_of(card))
    assert facts["File"] == f"{card.info.path} (4.8 MB)"
    assert all(isinstance(text, str) and text for text in facts.values())
    assert [row[0] for row in genre_rows(card)][-1] in ("Jazz", "Zouk")
    assert figure_rows(card) == []


def test_what_is_true_is_read_whole() -> None:
    notes: dict[str, object] = {
        "lesson": "a1",
        "trained_at": "2026-05-17T19:03:11+00:00",
        "examples": 60,
        "evaluation": {"accuracy": {"right": 45, "total": 60, "low": 0.628, "high": 0.842}},
    }
    origin, accuracy = origin_of(notes), evaluated_of(notes).accuracy
    assert origin.trained_at == datetime(2026, 5, 17, 19, 3, 11, tzinfo=UTC)
    assert origin.examples == 60 and origin.lesson == "a1"
    assert accuracy is not None
    assert (accuracy.share, accuracy.low, accuracy.high) == (0.75, 0.628, 0.842)


@pytest.mark.parametrize(
    "said",
    [
        {"right": 45, "total": 60},
        {"right": 45, "total": 60, "low": 0.9, "high": 0.95},
        {"right": 45, "total": 60, "low": "0.6", "high": None},
    ],
)
def test_an_interval_that_cannot_be_is_worked_out_anew(said: dict[str, object]) -> None:
    accuracy = evaluated_of({"evaluation": {"accuracy": said}}).accuracy
    assert accuracy is not None
    assert (accuracy.low, accuracy.high) == wilson(45, 60)


@pytest.mark.parametrize(
    "said", [{"right": 61, "total": 60}, {"right": 0, "total": 0}, {"right": True, "total": 1}, []]
)
def test_an_accuracy_that_cannot_be_is_not_shown(said: object) -> None:
    assert evaluated_of({"evaluation": {"accuracy": said}}).accuracy is None
    assert "Accuracy" not in dict(facts_of(card_of({"evaluation": {"accuracy": said}})))
