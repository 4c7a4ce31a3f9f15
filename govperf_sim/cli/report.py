"""``govperf report``: the papers of the assessment year."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from govperf_sim.cli.app import app
from govperf_sim.cli.console import (
    Lang,
    ScenarioArgument,
    Verbose,
    derive,
    load,
    log,
    named_errors,
    spoken,
    tell,
    telling,
)
from govperf_sim.words import Language, say


class Kind(StrEnum):
    scorecards = "scorecards"


@app.command(epilog="Example: govperf report scenarios/guangdong2012 --kind scorecards --out results/scorecards")
def report(
    scenario: ScenarioArgument,
    kind: Annotated[Kind, typer.Option(help="Which paper.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the paper.")],
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", metavar="CODE", help="Scorecards of this unit only; may be given several times."),
    ] = None,
    lang: Lang = None,
    verbose: Verbose = False,
) -> None:
    """Write scorecards of units."""
    from govperf_sim.experiments.trust import QUICK, QUICK_PLACES, places, trust
    from govperf_sim.report.run import refuse_foreign
    from govperf_sim.report.yearly.write import refuse_strangers, write_scorecards

    with named_errors(lang):
        log(verbose)
        language = spoken(lang)
        console = tell(None)
        found = load(scenario, language)
        refuse_foreign(out)
        refuse_strangers(found, unit or ())
        weights = derive(found)
        told: Language = lang.value if lang else found.document.language
        trusted = None
        if places(found) <= QUICK_PLACES:
            with telling(console, language) as progress_of:
                trusted = trust(found, weights, QUICK, progress_of)
        write_scorecards(out, found, weights, trusted, units=unit or (), language=told)
        console.print(say("cli.written", language, report=out), markup=False, soft_wrap=True)
