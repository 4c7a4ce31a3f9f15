"""``govperf run``: weights derived, years played, a report written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govperf_sim.cli.app import app
from govperf_sim.cli.console import (
    Forms,
    Json,
    Lang,
    ScenarioArgument,
    Verbose,
    Workers,
    derive,
    load,
    log,
    named_errors,
    papers,
    say_goal,
    spoken,
    tell,
    telling,
    write_json,
)
from govperf_sim.words import Language, say

if TYPE_CHECKING:
    from rich.console import Console

    from govperf_sim.experiments.trust import Trust
    from govperf_sim.scenario.load import Scenario
    from govperf_sim.weights.derive import Weights


@app.command(epilog="Example: govperf run scenarios/guangdong2012 --out results/guangdong2012")
def run(
    scenario: ScenarioArgument,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for the results (default: results/NAME).")
    ] = None,
    years: Annotated[int | None, typer.Option(min=1, max=50, help="Years to play (default: the scenario's).")] = None,
    replications: Annotated[
        int | None, typer.Option(min=1, max=100_000, help="Replications (default: the scenario's).")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of chance (default: the scenario's).")] = None,
    workers: Workers = 1,
    forms: Forms = None,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:
    """Derive weights, play the assessment years of the scenario and its variants, and write a report."""
    from govperf_sim.experiments.run import simulate
    from govperf_sim.experiments.trust import QUICK, QUICK_PLACES, places, trust
    from govperf_sim.report.results import results
    from govperf_sim.report.run import refuse_foreign, write_run

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        console = tell(json_file)
        printed_in = papers(forms)
        found = load(scenario, language)
        folder = out or Path("results") / found.name
        refuse_foreign(folder)
        weights = derive(found)
        played = None
        if found.cycle is not None:
            versions = {"base": found} | {code: found.variant(code) for code in found.variants}
            with telling(console, language) as progress_of:
                playing = partial(progress_of, "playing")
                played = simulate(versions, years, replications, seed, workers=workers, progress=playing)
        told: Language = lang.value if lang else found.document.language
        trusted = None
        if places(found) <= QUICK_PLACES:
            with telling(console, language) as progress_of:
                trusted = trust(found, weights, QUICK, progress_of)
        write_run(folder, found, weights, played, trust=trusted, language=told, forms=printed_in)
        write_json(json_file, results(found, weights, played, trusted))
        say_goal(console, weights, language)
        _show_units(console, found, weights, trusted, language)
        console.print(
            say("cli.written", language, report=folder / f"report.{printed_in[0]}"), markup=False, soft_wrap=True
        )


def _show_units(
    console: Console, scenario: Scenario, weights: Weights, trusted: Trust | None, language: Language
) -> None:
    """Scores in points of 100; a rank is shown with the size of its pool and its band."""
    from rich.table import Table

    from govperf_sim.report.labels import labels_of
    from govperf_sim.report.tables.robustness import beside_ranks

    bands = None if trusted is None else beside_ranks(trusted, weights, labels_of(scenario, language))
    table = Table(title=scenario.title.text(language))
    table.add_column(say("cli.unit", language))
    for key in ("core_score", "rank_in_pool", "score", "rank_in_group"):
        table.add_column(say(f"cli.{key}", language), justify="right")
        if bands is not None and key.startswith("rank"):
            table.add_column(say("cli.band", language), justify="right")
    units = weights.units
    sizes = {by: units[by].value_counts() for by in ("pool", "group")}
    for _, pool in units.groupby("pool", sort=False):
        for unit, row in pool.sort_values("rank_in_pool").iterrows():
            in_group, in_pool = ([b] for b in bands[str(unit)]) if bands is not None else ([], [])
            table.add_row(
                scenario.framework.units[str(unit)].name.text(language),
                f"{100 * row['core_score']:.1f}",
                f"{row['rank_in_pool']} / {sizes['pool'][row['pool']]}",
                *in_pool,
                f"{100 * row['score']:.1f}",
                f"{row['rank_in_group']} / {sizes['group'][row['group']]}",
                *in_group,
            )
        table.add_section()
    console.print(table)
