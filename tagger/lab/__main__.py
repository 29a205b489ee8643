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
        "random-split", help="the leaky figure of GTZAN split at random, of a trained member"
    )
    measures = [
        commands.add_parser("evaluate", help="print the model card's figures"),
        commands.add_parser("activity", help="music, speech and noise, also noise never met"),
        commands.add_parser("sameness", help="one recording in several formats"),
        commands.add_parser("robustness", help="spoilt recordings, and files without music"),
        commands.add_parser("windows", help="accuracy and seconds by the number of windows"),
    ]
    for command in (train, export, random_split, *measures):
        command.add_argument("--data", type=Path, default=_ROOT.parent / "shared" / "data")
    for command in measures:
        command.add_argument("--model", type=Path, default=_ROOT / "models" / "genre.onnx")
    for command in (train, export, random_split):
        command.add_argument("--recipe", type=Path, default=_ROOT / "models" / "recipe.toml")
        command.add_argument("--work", type=Path, default=_ROOT / "build" / "lab")
    for command in (train, random_split):
        command.add_argument("--threads", type=int, default=os.cpu_count() or 1)
        command.add_argument("--compile", action="store_true", help="faster steps, slow start")
    for command in (train, export):
        command.add_argument(
            "--seed", type=int, action="append", help="of a student; default: the recipe's"
        )
    train.add_argument("--processes", type=int, default=2, help="networks trained at once")
    random_split.add_argument("--seed", type=int, help="of a member; default: the first")
    train.add_argument("--only", metavar="NAME", help="member-SEED or student-SEED alone, here")
    export.add_argument("--out", type=Path, default=_ROOT / "models")
    export.add_argument("--checkpoint", type=Path, help="default: the last one of the work folder")
    options = parser.parse_args(arguments)

    if options.command not in ("train", "export", "random-split"):
        print(_measure(options.command, options.model, options.data))
        return 0

    recipe = recipes.read(options.recipe)
    if options.command == "random-split":
        print(_random_split(recipe, options))
        return 0
    seeds = options.seed or [recipe.seed]
    if options.command == "export":
        from tagger.lab import export as exporting

        checkpoint = options.checkpoint or options.work / f"student-{seeds[0]}" / "genres.pt"
        print(exporting.run(recipe, checkpoint, options.data, options.out, _ROOT))
    elif options.only:
        _train(recipe, options)
    else:
        arguments = ["--recipe", str(options.recipe), "--data", str(options.data)]
        arguments += ["--work", str(options.work), *(["--compile"] if options.compile else [])]
        members = [f"member-{seed}" for seed in recipe.member_seeds]
        # Begun only when every member is there.
        for names in (members, [f"student-{seed}" for seed in seeds]):
            runs = rounds.planned(names, options.processes, options.threads)
            rounds.run_all(runs, options.processes, arguments)
    return 0


def _train(recipe: recipes.Recipe, options: argparse.Namespace) -> None:
    import torch  # pyright: ignore[reportMissingImports]

    from tagger.lab import data
    from tagger.lab.train import School

    torch.set_num_threads(options.threads)
    school = School(recipe, data.load(options.data), options.work, options.compile)
    kind, _, seed = options.only.partition("-")
    print((school.member if kind == "member" else school.student)(int(seed)), flush=True)


def _random_split(recipe: recipes.Recipe, options: argparse.Namespace) -> str:
    import torch  # pyright: ignore[reportMissingImports]

    from tagger.lab import random_split

    torch.set_num_threads(options.threads)
    seed = options.seed or recipe.member_seeds[0]
    return random_split.run(recipe, options.data, options.work, seed, options.compile)


def _measure(command: str, model: Path, folder: Path) -> str:
    """What a command that needs no torch prints."""
    if command == "evaluate":
        from tagger.lab import evaluate

        return evaluate.report(model, folder)
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
