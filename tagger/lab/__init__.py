"""The lab: makes the bundled genre model and measures it, and fine-tunes it on a person's music.

For those who install the `lab` extra. It is the only place that imports torch, and only what trains
or exports does, so loading data, augmenting and evaluating work without it. `deep.deepen` is handed
down to those who offer fine-tuning; nothing below knows of it.

    python -m tagger.lab train --recipe models/recipe.toml
    python -m tagger.lab export --recipe models/recipe.toml
    python -m tagger.lab evaluate

What else it measures, without training: `activity` (music, speech and noise, also noise never met),
`sameness` (one recording in several formats), `robustness` (spoilt recordings, files without music)
and `windows` (accuracy against seconds).
"""
