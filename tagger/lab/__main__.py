"""The lab: `python -m tagger.lab COMMAND`; `--help` lists the commands."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from tagger.lab import recipe as recipes
from tagger.lab import rounds

_ROOT = Path(__file__).parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tagger.lab", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="train all networks; goes on after a kill")
    export = commands.add_parser("export", help="checkpoint -> models/genre.onnx and statistics")
    random_split = commands.add_parser(
        "random-split", help="the leaky figure of GTZAN split at random, with a first stage at hand"
    )
    seeds = commands.add_parser("seeds", help="the valid parts' figures of every seed's network")
    measures = [
        commands.add_parser("evaluate", help="print the model card's figures"),
        commands.add_parser("errors", help="what is taken for what, and which recordings"),
        commands.add_parser("activity", help="music, speech and noise, also noise never met"),
        commands.add_parser("sameness", help="one recording in several formats"),
        commands.add_parser("robustness", help="spoilt recordings, and files without music"),
        commands.add_parser("windows", help="accuracy and seconds by the number of windows"),
    ]
    for command in (train, export, seeds, random_split, *measures):
        command.add_argument("--data", type=Path, default=_ROOT.parent / "shared" / "data")
    for command in measures:
        command.add_argument("--model", type=Path, default=_ROOT / "models" / "genre.onnx")
    for command in (train, export, seeds, random_split):
        command.add_argument("--recipe", type=Path, default=_ROOT / "models" / "recipe.toml")
        command.add_argument("--work", type=Path, default=_ROOT / "build" / "lab")
    for command in (train, random_split):
        command.add_argument("--threads", type=int, default=os.cpu_count() or 1)
        command.add_argument("--compile", action="store_true", help="faster steps, slow start")
    for command in (export, random_split):
        command.add_argument("--seed", type=int, help="of a network; default: the recipe's first")
    for command in (train, seeds):
        command.add_argument("--seed", type=int, action="append", help="default: all the recipe's")
    train.add_argument("--processes", type=int, default=2, help="networks trained at once")
    train.add_argument("--only", metavar="SEED", type=int, help="this alone, in this process")
    export.add_argument("--out", type=Path, default=_ROOT / "models")
    export.add_argument("--checkpoint", type=Path, help="default: the last one of the work folder")
    options = parser.parse_args(arguments)

    made = {"train": _train, "export": _export, "seeds": _seeds, "random-split": _random_split}
    if options.command in made:
        made[options.command](recipes.read(options.recipe), options)
    else:
        print(_measure(options.command, options.model, options.data))
    return 0


def _train(recipe: recipes.Recipe, options: argparse.Namespace) -> None:
    if options.only is None:
        arguments = ["--recipe", str(options.recipe), "--data", str(options.data)]
        arguments += ["--work", str(options.work), *(["--compile"] if options.compile else [])]
        runs = rounds.planned(options.seed or recipe.seeds, options.processes, options.threads)
        rounds.run_all(runs, options.processes, arguments)
        return
    import torch  # pyright: ignore[reportMissingImports]

    from tagger.lab import data
    from tagger.lab.train import School

    torch.set_num_threads(options.threads)
    school = School(recipe, data.load(options.data), options.work, options.compile)
    print(school.network(options.only), flush=True)


def _export(recipe: recipes.Recipe, options: argparse.Namespace) -> None:
    from tagger.lab import export
    from tagger.lab.train import network_folder

    folder = network_folder(options.work, options.seed or recipe.seeds[0])
    checkpoint = options.checkpoint or folder / "genres.pt"
    print(export.run(recipe, checkpoint, options.data, options.out, _ROOT))


def _seeds(recipe: recipes.Recipe, options: argparse.Namespace) -> None:
    from tagger.lab import seeds

    print(seeds.report(recipe, options.data, options.work, options.seed or recipe.seeds))


def _random_split(recipe: recipes.Recipe, options: argparse.Namespace) -> None:
    import torch  # pyright: ignore[reportMissingImports]

    from tagger.lab import random_split

    torch.set_num_threads(options.threads)
    seed = options.seed or recipe.seeds[0]
    print(random_split.run(recipe, options.data, options.work, seed, options.compile))


def _measure(command: str, model: Path, folder: Path) -> str:
    """What a command that needs no torch prints."""
    if command == "evaluate":
        from tagger.lab import evaluate

        return evaluate.report(model, folder)
    if command == "errors":
        from tagger.lab import errors

        return errors.report(model, folder)
    if command == "activity":
        from tagger.lab import activity

        return activity.report(model, folder)
    if command == "sameness":
        from tagger.lab import sameness

        return sameness.report(model, folder / "clips")
    if command == "robustness":
        from tagger.lab import robustness

        return robustness.report(model, folder / "clips")
    from tagger.lab import windows

    return windows.report(model, folder)


if __name__ == "__main__":
    raise SystemExit(main())
