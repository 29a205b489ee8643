"""The lab: makes the bundled genre model and measures it.

Never shipped with the app. It is the only place that imports torch, and only `network`, `train`
and `export` do, so loading data, augmenting and evaluating work without it.

    python -m tagger.lab train --recipe models/recipe.toml
    python -m tagger.lab export --recipe models/recipe.toml
    python -m tagger.lab evaluate

What else it measures, without training: `activity` (music, speech and noise, also noise never met),
`sameness` (one recording in several formats), `robustness` (spoilt recordings, files without music)
and `windows` (accuracy against seconds).
"""
