"""``govperf report``: the papers of the assessment year."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govperf_sim.cli.app import app
from govperf_sim.cli.console import (
    Forms,
    Lang,
    ScenarioArgument,
    Verbose,
    Workers,
    derive,
    load,
    log,
    named_errors,
    papers,
    spoken,
    tell,
    telling,
)
from govperf_sim.words import Language, say

if TYPE_CHECKING:
    from rich.console import Console

    from govperf_sim.experiments.played import Played
    from govperf_sim.experiments.trust import Trust
    from govperf_sim.scenario.load import Scenario
    from govperf_sim.weights.derive import Weights


class Kind(StrEnum):
    """A paper of the year."""

    scorecards = "scorecards"
    stage = "stage"
    year_end = "year_end"


@app.command(epilog="Example: govperf report scenarios/guangdong2012 --kind scorecards --out results/scorecards")
def report(
    scenario: ScenarioArgument,
    kind: Annotated[
        Kind,
        typer.Option(help="scorecards of units; the stage report of June; or the report at the end of the year."),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for the paper (default: results/NAME_KIND).")
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", metavar="CODE", help="The scorecard of this unit only; may be given several times."),
    ] = None,
    form: Forms = None,
    replications: Annotated[
        int | None, typer.Option(min=1, max=100_000, help="Replications (default: the scenario's).")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of chance (default: the scenario's).")] = None,
    workers: Workers = 1,
    lang: Lang = None,
    verbose: Verbose = False,
) -> None:
    """Write scorecards of units, the stage report of June, or the report at the end of the year."""
    from govperf_sim.report.run import refuse_foreign
    from govperf_sim.report.yearly.write import refuse_strangers, write_scorecards, write_stage, write_year_end

    with named_errors(lang):
        log(verbose)
        language = spoken(lang)
        console = tell(None)
        forms = papers(form)
        found = load(scenario, language)
        folder = out or Path("results") / f"{found.name}_{kind.value}"
        refuse_foreign(folder)
        refuse_strangers(found, unit or ())
        weights = derive(found)
        told: Language = lang.value if lang else found.document.language
        play = partial(_play, found, replications, seed, workers, console, language)
        match kind:
            case Kind.scorecards:
                trusted = _trust(found, weights, console, language)
                write_scorecards(folder, found, weights, trusted, units=unit or (), language=told, forms=forms)
            case Kind.stage:
                write_stage(folder, found, weights, play(1), language=told, forms=forms)
            case Kind.year_end:
                played = play(None)
                trusted = _trust(found, weights, console, language)
                write_year_end(folder, found, weights, played, trusted, language=told, forms=forms)
        paper = folder / "cards" if unit else folder / f"{kind.value}.{forms[0]}"
        console.print(say("cli.written", language, report=paper), markup=False, soft_wrap=True)


def _play(
    scenario: Scenario,
    replications: int | None,
    seed: int | None,
    workers: int,
    console: Console,
    language: Language,
    years: int | None,
) -> Played:
    """The scenario as it stands.  Raises :class:`~govperf_sim.errors.CycleError` for one without a cycle."""
    from govperf_sim.experiments.run import simulate

    with telling(console, language) as progress_of:
        playing = partial(progress_of, "playing")
        return simulate(scenario, years, replications, seed, workers=workers, progress=playing)


def _trust(scenario: Scenario, weights: Weights, console: Console, language: Language) -> Trust | None:
    """What gives ranks their bands, where that is a matter of seconds."""
    from govperf_sim.experiments.trust import QUICK, QUICK_PLACES, places, trust

    if places(scenario) > QUICK_PLACES:
        return None
    with telling(console, language) as progress_of:
        return trust(scenario, weights, QUICK, progress_of)
