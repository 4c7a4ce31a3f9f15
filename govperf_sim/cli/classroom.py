"""``govperf classroom``: training."""

from __future__ import annotations

import dataclasses
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from govperf_sim.cli.app import app
from govperf_sim.cli.console import (
    Json,
    Lang,
    Verbose,
    Workers,
    load,
    log,
    named_errors,
    spoken,
    tell,
    telling,
    write_json,
)
from govperf_sim.cli.experiment import kept_when_broken_off, say_size
from govperf_sim.words import say

SHIPPED = "training_towns"

classroom = typer.Typer(
    no_args_is_help=True, help="Training: let a class move the rules and see what units make of them."
)
app.add_typer(classroom, name="classroom")


@classroom.command(epilog="Example: govperf classroom page --out training.html --workers 2")
def page(
    scenario: Annotated[
        str, typer.Argument(metavar="[SCENARIO]", help="A scenario with an experiment named classroom, or a lesson.")
    ] = SHIPPED,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="The page (default: results/classroom/SCENARIO.html).")
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="DIR", help="Folder for the cells (default: results/classroom/SCENARIO)."),
    ] = None,
    workers: Workers = 1,
    replications: Annotated[
        int | None, typer.Option(min=2, max=100_000, help="Replications of a cell (default: as declared).")
    ] = None,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:
    """Write the training page: one file with sliders, real runs and stories, which opens from disk and on a telephone."""
    from govperf_sim.classroom.write import course_of, refuse_foreign_file, write_page
    from govperf_sim.experiments.estimates.rule import Fixed

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        console = tell(json_file)
        found = load(scenario, language)
        home = Path("results") / "classroom"
        kept, target = store or home / found.name, out or home / f"{found.name}.html"
        course = course_of(found)
        if replications is not None:
            asked = dataclasses.replace(course.experiment, rule=Fixed(replications))
            course = dataclasses.replace(course, experiment=asked)
        refuse_foreign_file(target)
        say_size(console, course.experiment, kept, None, language)
        with kept_when_broken_off(console, course.experiment, kept, language), telling(console, language) as progress:
            opens_in = lang.value if lang else found.document.language
            made = write_page(
                target, course, opens_in, store=kept, workers=workers, progress=partial(progress, "playing")
            )
        claims = [
            {
                "story": c.story,
                "step": c.step + 1,
                "outcome": c.claim.outcome,
                "moves": c.claim.moves,
                **c.change._asdict(),
            }
            for c in made.claims
        ]
        write_json(json_file, {"page": str(target), "store": str(kept), "bytes": made.size, "claims": claims})
        said = {"page": target, "size": round(made.size / 1000), "claims": len(claims)}
        console.print(say("cli.classroom_written", language, **said), markup=False, soft_wrap=True)
