"""``govperf benchmark``: what each unit could claim under the weights that suit it best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govperf_sim.cli.app import app
from govperf_sim.cli.console import (
    Json,
    Lang,
    ScenarioArgument,
    Verbose,
    load,
    log,
    named_errors,
    spoken,
    tell,
    write_json,
)
from govperf_sim.words import Language, say

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from govperf_sim.scenario.load import Scenario
    from govperf_sim.weights.doubt.answer import BenchmarkScores


@app.command(epilog="Example: govperf benchmark scenarios/tai2001")
def benchmark(scenario: ScenarioArgument, lang: Lang = None, json_file: Json = None, verbose: Verbose = False) -> None:
    """Score every unit under the weights that suit it best (benefit of the doubt), and under those of the others."""
    from govperf_sim.weights.doubt.cross_efficiency import cross_efficiency
    from govperf_sim.weights.doubt.scores import benchmark_scores

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        console = tell(json_file)
        found = load(scenario, language)
        benchmarks = benchmark_scores(found.weighting)
        crossed = cross_efficiency(benchmarks)
        write_json(json_file, _told(found, benchmarks, crossed, language))
        _show(console, found, benchmarks, crossed, language)
        for sentence in (say("weights.benchmark_caption", language), *benchmarks.warnings(language)):
            console.print(f"- {sentence}", markup=False, soft_wrap=True)


def _told(scenario: Scenario, found: BenchmarkScores, crossed: pd.DataFrame, language: Language) -> dict[str, Any]:
    told = found.table.assign(peers=found.table["peers"].map(list)).to_dict("index")
    units: dict[str, dict[Any, Any]] = {str(unit): dict(row) for unit, row in told.items()}
    for unit, row in crossed.drop(columns=["group", "score"]).to_dict("index").items():
        units[str(unit)]["cross_efficiency"] = row
    for unit, rows in found.shares.groupby(level="unit", sort=False):
        units[str(unit)]["shares"] = rows.droplevel("unit").to_dict("index")
    return {
        "scenario": scenario.name,
        "units": units,
        "left_out": list(found.left_out),
        "warnings": list(found.warnings(language)),
    }


def _show(
    console: Console, scenario: Scenario, found: BenchmarkScores, crossed: pd.DataFrame, language: Language
) -> None:
    """One table a group, the best first."""
    from rich.table import Table

    framework = scenario.framework
    for g, rows in found.table.groupby("group", sort=False):
        table = Table(title=framework.groups[str(g)].name.text(language))
        table.add_column(say("cli.unit", language))
        for key in ("benchmark", "cross_efficiency", "nothing_from"):
            table.add_column(say(f"cli.{key}", language), justify="right")
        table.add_column(say("cli.peers", language), overflow="fold")
        for unit, row in rows.sort_values("score", ascending=False, kind="stable").iterrows():
            across = crossed.loc[str(unit)]
            nothing = dict.fromkeys(str(row[most]) for most in ("nothing_from", "need_nothing_from"))
            peers = (framework.units[p].name.text(language) for p in row["peers"] if p != unit)
            table.add_row(
                framework.units[str(unit)].name.text(language),
                f"{row['score']:.3f}",
                f"{across['at_least']:.3f}–{across['at_most']:.3f}",
                "–".join(nothing),
                say("words.list_separator", language).join(peers),
            )
        console.print(table)
