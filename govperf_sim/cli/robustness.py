"""``govperf robustness``: how far the result of a scenario can be trusted."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govperf_sim.cli.app import app
from govperf_sim.cli.console import (
    Forms,
    Json,
    Lang,
    ScenarioArgument,
    Verbose,
    derive,
    load,
    log,
    named_errors,
    papers,
    say_goal,
    show_table,
    spoken,
    tell,
    telling,
    write_json,
)
from govperf_sim.errors import ReportError, fault
from govperf_sim.words import Language, say

if TYPE_CHECKING:
    from rich.console import Console

    from govperf_sim.experiments.trust import Asked
    from govperf_sim.scenario.load import Scenario
    from govperf_sim.weights.derive import Weights


@app.command(epilog="Example: govperf robustness scenarios/tai2001 --out results/trust")
def robustness(
    scenario: ScenarioArgument,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Also write a page, figures and tables to DIR.")
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=100_000_000,
            help="Draws from the admissible weights; 0: none (default: the scenario's, or 10000).",
        ),
    ] = None,
    runs: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=100_000,
            help="Runs in which choices of method are varied; 0: none (default: the scenario's, or 300).",
        ),
    ] = None,
    choice: Annotated[
        list[str] | None,
        typer.Option(
            "--choice",
            metavar="CODE",
            help="Vary this choice and no other; may be given several times (default: the scenario's, or all that the data can make active).",
        ),
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of chance (default: the scenario's, or 1).")] = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            min=0.01,
            max=86_400,
            help="For the search of one rank; then what is proven is told (default: the scenario's, or 2).",
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, max=256, help="Searches of ranks side by side; results do not depend on it.")
    ] = 1,
    everything: Annotated[bool, typer.Option("--all", help="Do not stop at what is feasible, however long.")] = False,
    forms: Forms = None,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:
    """Tell which ranks are settled, which are ties, and which hang on a choice that was made."""
    from govperf_sim.experiments.trust import QUICK_PLACES, asked_of, places, trust
    from govperf_sim.report.labels import labels_of
    from govperf_sim.report.results import as_json
    from govperf_sim.report.robustness import trust_said
    from govperf_sim.report.run import refuse_foreign, write_trust
    from govperf_sim.report.tables.robustness import factors_table, flips_table, ranks_table
    from govperf_sim.report.tables.steadiness import reversals_table, weights_moved, years_table
    from govperf_sim.report.tables.table import of_column
    from govperf_sim.report.trust_results import told_trust
    from govperf_sim.robustness.years import YearOnYear

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        console = tell(json_file)
        printed_in = papers(forms)
        found = load(scenario, language)
        if out is not None:
            refuse_foreign(out)
        elif forms:
            raise ReportError(fault("cli.nowhere_to_print"))
        weights = derive(found)
        said: dict[str, Any] = {
            "draws": draws,
            "runs": runs,
            "seed": seed,
            "seconds": seconds,
            "choices": tuple(choice or ()) or None,
            "workers": workers,
        }
        asked = replace(asked_of(found), **{name: value for name, value in said.items() if value is not None})
        if places(found) > QUICK_PLACES and not everything:
            _feasible(console, found, weights, asked, language)
            return
        with telling(console, language) as progress:
            told = trust(found, weights, asked, progress)
        labels = labels_of(found, language)
        say_goal(console, weights, language)
        for sentence in trust_said(told, labels):
            console.print(f"- {sentence}", markup=False, soft_wrap=True)
        ranks, turns = ranks_table(told, labels), flips_table(told.flips, labels)
        for pool in dict.fromkeys(row.cells[1] for row in ranks.rows):
            show_table(console, of_column(ranks, 1, pool), (1,))
            show_table(console, of_column(turns, 0, pool), (0, 3, 6, 7))
        if told.reversals is not None:
            show_table(console, reversals_table(told.reversals, labels))
        if isinstance(told.years, YearOnYear):
            years = years_table(told.years, labels)
            show_table(console, replace(years, rows=tuple(row for row in years.rows if row.cells[-1] != "0")))
            show_table(console, weights_moved(told.years, labels))
        if told.offers:
            show_table(console, factors_table(told, labels))
        write_json(json_file, json.loads(as_json({"scenario": found.name, "robustness": told_trust(told)})))
        if out is not None:
            told_in = lang.value if lang else found.document.language
            write_trust(out, found, weights, told, language=told_in, forms=printed_in)
            page = say("cli.trust_written", language, page=out / f"robustness.{printed_in[0]}")
            console.print(page, markup=False, soft_wrap=True)


def _feasible(console: Console, scenario: Scenario, weights: Weights, asked: Asked, language: Language) -> None:
    """What does not take hours where there are very many ranks, and how long the rest would take."""
    from govperf_sim.experiments.trust import pairs, places
    from govperf_sim.report.figures.ranked import Ranked
    from govperf_sim.report.labels import labels_of
    from govperf_sim.robustness.flips import flips
    from govperf_sim.robustness.limits import weight_limits

    labels = labels_of(scenario, language)
    began = time.perf_counter()
    ranges = weight_limits(scenario.weighting, weights).table
    each = (time.perf_counter() - began) / (4 * len(ranges))  # the two ends of two ranges of each weight
    searches = 2 * places(scenario) * (1 + len(asked.points))
    console.print(
        say("cli.trust_large", language, places=places(scenario), pairs=f"{each * pairs(scenario):.0f}", searches=searches,
            seconds=f"{asked.seconds:g}", hours=f"{searches * asked.seconds / 3600:.1f}"),
        markup=False, soft_wrap=True,
    )  # fmt: skip
    width = 100 * float((ranges["most"] - ranges["least"]).mean())
    console.print(say("cli.trust_free", language, open=len(ranges), width=f"{width:.1f}"), markup=False)
    console.print(say("cli.part_flips", language), markup=False)
    tied = flips(scenario.weighting, weights.table).pairs.query("tie").index
    console.print(say("cli.trust_ties", language, count=len(tied)), markup=False)
    for level, pool, ahead, behind in tied:
        named = {"ahead": labels.unit(ahead), "behind": labels.unit(behind)}
        where = Ranked(level, pool, (), 0).named(labels)
        console.print(say("cli.trust_tie", language, pool=where, **named), markup=False, soft_wrap=True)
