"""`python -m tagger.lab train|export|evaluate`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tagger.lab import recipe as recipes

_ROOT = Path(__file__).parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tagger.lab", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train both stages; goes on after a kill")
    export = commands.add_parser("export", help="checkpoint -> models/genre.onnx and statistics")
    evaluate = commands.add_parser("evaluate", help="print the model card's figures")
    for command in (train, export, evaluate):
        command.add_argument("--data", type=Path, default=_ROOT.parent / "shared" / "data")
    for command in (train, export):
        command.add_argument("--recipe", type=Path, default=_ROOT / "models" / "recipe.toml")
        command.add_argument("--work", type=Path, default=_ROOT / "build" / "lab")
        command.add_argument("--threads", type=int, default=2)
    train.add_argument("--seed", type=int, help="default: the recipe's")
    train.add_argument("--compile", action="store_true", help="faster steps, slow start")
    export.add_argument("--out", type=Path, default=_ROOT / "models")
    export.add_argument("--checkpoint", type=Path, help="default: the last one of the work folder")
    evaluate.add_argument("--model", type=Path, default=_ROOT / "models" / "genre.onnx")
    options = parser.parse_args(arguments)

    if options.command == "evaluate":
        from tagger.lab import evaluate as evaluation

        print(evaluation.report(options.model, options.data))
        return 0

    import torch  # pyright: ignore[reportMissingImports]

    torch.set_num_threads(options.threads)
    recipe = recipes.read(options.recipe)
    if options.command == "train":
        from tagger.lab import train as training

        seed = recipe.seed if options.seed is None else options.seed
        print(training.run(recipe, options.data, options.work, seed, options.compile))
    else:
        from tagger.lab import export as exporting

        checkpoint = options.checkpoint or options.work / "genres.pt"
        print(exporting.run(recipe, checkpoint, options.data, options.out, _ROOT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
