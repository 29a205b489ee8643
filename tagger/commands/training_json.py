"""What `tagger train --json` prints: an object of each kind, `examples`, `findings`, `result`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tagger.commands.training_result import Kept
    from tagger.training.comparison import Comparison
    from tagger.training.evaluation import Evaluation, Figures
    from tagger.workflow.example_records import Gathered
    from tagger.workflow.material import Material
    from tagger.workflow.trained import Trained

Fields = dict[str, object]


def examples_as_json(found: Gathered) -> Fields:
    """What was gathered."""
    return {
        "kind": "examples",
        "examples": len(found.examples),
        "genres": [
            {"genre": g.genre, "tracks": g.tracks, "artists": g.groups, "new": not g.known}
            for g in found.genres
        ],
        "disagreements": [
            {
                "path": str(each.path),
                "said": [
                    {"genre": said.genre, "source": said.source.value, "where": said.where}
                    for said in each.said
                ],
            }
            for each in found.disagreements
        ],
        "notes": list(found.notes),
        "failures": _reasons(found.failures),
        "lost": [
            {
                "playlist": each.crate.name,
                "file": str(each.crate.source),
                "entry": each.entry,
                "error": each.reason,
            }
            for each in found.lost
        ],
    }


def findings_as_json(material: Material) -> Fields:
    """All that was found among the examples that were heard."""
    found = material.findings
    paths = [str(each.path) for each in material.examples]
    return {
        "kind": "findings",
        "examples": len(paths),
        "copies": [
            {
                "paths": [paths[row] for row in one.rows],
                "exact": one.exact,
                "genres": list(one.genres),
                "across_genres": one.across,
            }
            for one in found.copies
        ],
        "doubtful": [
            {
                "path": paths[each.row],
                "genres": list(each.genres),
                "rather": each.rather,
                "agreement": round(each.agreement, 4),
                "neighbours": [paths[row] for row in each.neighbours],
            }
            for each in found.doubtful
        ],
        "overlaps": [
            {
                "genres": list(one.genres),
                "overlap": round(one.overlap, 4),
                "paths": [paths[row] for row in one.rows],
            }
            for one in found.overlaps
        ],
        "thin": [
            {
                "genre": one.genre,
                "tracks": len(one.rows),
                "artists": one.groups,
                "missing_tracks": one.missing_tracks,
                "missing_artists": one.missing_groups,
            }
            for one in found.thin
        ],
        "failures": _reasons(material.failures),
    }


def result_as_json(trained: Trained, kept: Kept) -> Fields:
    """The model, how good it is, and what became of it."""
    from tagger.workflow.report import as_provenance

    found = trained.selected.evaluation
    said = as_provenance(trained, "")
    evaluation = said.pop("evaluation")
    assert isinstance(evaluation, dict)
    said.pop("lesson")
    return {
        "kind": "result",
        "name": kept.model and kept.model.name,
        "path": kept.model and str(kept.model.path),
        "used": kept.used,
        "error": kept.error,
        "seconds": round(trained.seconds, 2),
        **said,
        "evaluation": {
            **evaluation,
            "comparison": _comparison(found.comparison),
            "comparison_on_known_genres": _comparison(found.known),
            "confusion": _confusion(found, found.figures),
            "confusion_of_present": _confusion(found, found.present),
        },
    }


def _comparison(compared: Comparison) -> Fields:
    from tagger.workflow.report import number

    low, high = compared.interval
    return {
        "standing": compared.standing.value,
        "difference": number(compared.difference),
        "low": number(low),
        "high": number(high),
        "p_value": number(compared.p_value),
        "tracks": compared.total,
    }


def _confusion(found: Evaluation, figures: Figures) -> Fields:
    return {
        "truth": list(found.genres),
        "answer": list(figures.answers),
        "counts": figures.confusion.tolist(),
    }


def _reasons(failures: Iterable[tuple[Path, str]]) -> list[dict[str, str]]:
    return [{"path": str(path), "error": reason} for path, reason in failures]
