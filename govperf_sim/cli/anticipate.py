"""``govperf anticipate``: weights chosen for what units will make of them, tried, and when not to use them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from govperf_sim.cli.app import app
from govperf_sim.cli.console import (
    Forms,
    Json,
    Lang,
    ScenarioArgument,
    Verbose,
    Workers,
    load,
    log,
    named_errors,
    papers,
    show_table,
    spoken,
    tell,
    telling,
    write_json,
)
from govperf_sim.cli.experiment import kept_when_broken_off
from govperf_sim.codesign.summit import Over
from govperf_sim.words import say

REPLICATIONS = 8
"""Of every world, where chance is the same for all schemes."""


@app.command(epilog="Example: govperf anticipate guangdong2012 --workers 2")
def anticipate(
    scenario: ScenarioArgument,
    uncertain: Annotated[
        str | None,
        typer.Option(
            "--uncertain",
            metavar="NAME|FILE.yaml",
            help="The experiment whose uncertainties make the worlds (default: anticipate, if the scenario declares it).",
        ),
    ] = None,
    over: Annotated[
        Over, typer.Option("--over", help="Raise welfare on average over worlds, or in the worst.")
    ] = Over.AVERAGE,
    starts: Annotated[
        int, typer.Option(min=0, max=1000, help="Places to search from besides the present weights.")
    ] = 8,
    years: Annotated[int | None, typer.Option(min=1, max=50, help="Years to play (default: as declared).")] = None,
    replications: Annotated[
        int | None, typer.Option(min=2, max=100_000, help="Replications of every world in the trial (default: 8).")
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(
            "--store", metavar="DIR", help="Folder for what is played (default: results/anticipate/SCENARIO/store)."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Folder for the report (default: results/anticipate/SCENARIO/report)."
        ),
    ] = None,
    workers: Workers = 1,
    forms: Forms = None,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:
    """Choose weights for what units will make of them, try them against plain ones, and say when not to use them."""
    from govperf_sim.codesign.anticipate import anticipate as choose
    from govperf_sim.codesign.trial import Trial, trial_experiment
    from govperf_sim.report.anticipate.answers import Answers
    from govperf_sim.report.anticipate.labels import labels_of_anticipated
    from govperf_sim.report.anticipate.of_anticipated import findings_said
    from govperf_sim.report.anticipate.tables import standing_table, weights_table
    from govperf_sim.report.anticipate.write import told, write_anticipated
    from govperf_sim.report.run import refuse_foreign

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        console = tell(json_file)
        printed_in = papers(forms)
        found = load(scenario, language)
        home = Path("results") / "anticipate" / found.name
        kept, page = store or home / "store", out or home / "report"
        refuse_foreign(page)
        chosen = choose(found, uncertain, over=over, years=years, starts=starts)
        asked = trial_experiment(chosen, REPLICATIONS if replications is None else replications)
        with kept_when_broken_off(console, asked, kept, language):
            with telling(console, language) as progress:
                findings = asked.run(store=kept, workers=workers, progress=partial(progress, "playing"))
            answers = Answers(Trial(chosen, findings))
            labels = labels_of_anticipated(answers, language)
            for shown in (weights_table(answers, labels), standing_table(answers, labels)):
                show_table(console, shown)
            for sentence in findings_said(answers, labels):
                console.print(f"- {sentence}", markup=False, soft_wrap=True)
            write_anticipated(page, answers, lang.value if lang else None, forms=printed_in)
        write_json(json_file, {**told(answers), "weights": chosen.table.to_dict("index"), "store": str(kept)})
        said = {"report": page / f"report.{printed_in[0]}", "store": kept}
        console.print(say("cli.experiment_written", language, **said), markup=False, soft_wrap=True)
