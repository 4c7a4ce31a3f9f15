"""``govperf weights`` and ``govperf recheck``: weights with their reasons, and their certificate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govperf_sim.cli.app import app
from govperf_sim.cli.console import (
    Json,
    Lang,
    ScenarioArgument,
    Verbose,
    derive,
    load,
    log,
    named_errors,
    say_goal,
    spoken,
    tell,
    write_json,
)
from govperf_sim.words import Language, say

if TYPE_CHECKING:
    from rich.console import Console

    from govperf_sim.scenario.load import Scenario
    from govperf_sim.weights.derive import Weights

REASONS = 15
"""So many reasons are shown on the terminal."""


@app.command(epilog="Example: govperf weights scenarios/guangdong2012 --out certificate.json")
def weights(
    scenario: ScenarioArgument,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the certificate to FILE.")] = None,
    kappa: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Guard regret with this kappa, instead of the goal the scenario declares."),
    ] = None,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:
    """Derive the weights, say which rules decide them, and certify them."""
    from govperf_sim.weights.goals import RegretGuard

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        console = tell(json_file)
        found = load(scenario, language)
        answer = derive(found, None if kappa is None else RegretGuard(kappa))
        goal = {"said": answer.goal_said.text(language), "from": answer.goal_from.text(language)}
        cautions = [caution.text(language) for caution in answer.cautions]
        described = {"scenario": found.name, "goal": goal, "cautions": cautions}
        write_json(json_file, {**described, "weights": answer.table.to_dict("index")})
        if out is not None:
            out.write_text(answer.certificate.to_json(), "utf-8")
        say_goal(console, answer, language)
        _show_weights(console, found, answer, language)
        _show_reasons(console, answer, language)
        if out is not None:
            told = say("cli.certified", language, file=out, fingerprint=answer.certificate.fingerprint)
            console.print(told, markup=False, soft_wrap=True)


@app.command(epilog="Example: govperf recheck certificate.json")
def recheck(
    file: Annotated[Path, typer.Argument(help="A certificate written by govperf weights.")], lang: Lang = None
) -> None:
    """Check a certificate of weights, every number and every proof, without a solver."""
    from govperf_sim.weights.certificate import Certificate

    with named_errors(lang):
        certificate = Certificate.from_json(file.read_text("utf-8", errors="replace"))
        certificate.verify()
        typer.echo(say("cli.rechecked", spoken(lang), file=file, fingerprint=certificate.fingerprint))


def _show_weights(console: Console, scenario: Scenario, answer: Weights, language: Language) -> None:
    """Points of 100 by domain and indicator, one table a system, and under them the largest regret of each group."""
    from rich.table import Table

    framework, regret = scenario.framework, answer.units.groupby("group")["regret"].max()
    for system, entry in framework.systems.items():
        groups = framework.groups_of(system)
        table = Table(title=entry.name.text(language), caption=say("cli.in_points", language))
        table.add_column(say("cli.indicator", language))
        for g in groups:
            table.add_column(framework.groups[g].name.text(language), justify="right")
        for d, domain in framework.domains.items():
            own = [k for k, indicator in framework.indicators.items() if indicator.domain == d]
            if domain.system != system or not own:
                continue
            totals = answer.table.loc[list(groups), own].sum(axis=1)
            table.add_row(domain.name.text(language), *(f"{100 * totals[g]:.1f}" for g in groups), style="bold")
            for k in own:
                points = (f"{100 * answer.cells[g, k]:.1f}" if (g, k) in answer.cells else "" for g in groups)
                table.add_row("  " + framework.indicators[k].name.text(language), *points)
        table.add_section()
        table.add_row(say("cli.largest_regret", language), *(f"{regret[g]:.3f}" for g in groups))
        console.print(table)


def _show_reasons(console: Console, answer: Weights, language: Language) -> None:
    """The rules that decide, dearest first, each by its dearest row; no more than anybody reads."""
    told = answer.explain(language)
    console.print(say("cli.reasons", language, count=told["rule"].nunique()), markup=False)
    for _, rows in list(told.groupby("rule", sort=False))[:REASONS]:
        more = say("cli.more_rows", language, count=len(rows) - 1) if len(rows) > 1 else ""
        console.print(f"- {rows['sentence'].iloc[0]}{more}", markup=False, soft_wrap=True)
