"""``govperf evaluate``: a proposed scheme appraised, and the dossier about it."""

from __future__ import annotations

import json
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
    load,
    log,
    named_errors,
    papers,
    spoken,
    tell,
    telling,
    write_json,
)
from govperf_sim.words import Language, say

if TYPE_CHECKING:
    from govperf_sim.experiments.appraisal.proposed import Proposed


@app.command(
    epilog="Example: govperf evaluate guangdong2012 proposal.xlsx --out results/proposal --form docx --form pdf"
)
def evaluate(
    scenario: ScenarioArgument,
    proposal: Annotated[Path, typer.Argument(metavar="PROPOSAL", help="A filled-in form of govperf workbook --proposal (.xlsx).")],
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the dossier (default: results/PROPOSAL).")] = None,
    forms: Forms = None,
    years: Annotated[int | None, typer.Option(min=1, max=50, help="Years to play (default: the scenario's).")] = None,
    replications: Annotated[int | None, typer.Option(min=1, max=100_000, help="Replications (default: the scenario's).")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of chance (default: the scenario's).")] = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes to work on; results do not depend on it.")] = 1,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:  # fmt: skip
    """Say of a proposed scheme whether it is allowed, whom it favours, how sure that is, what people would do, and what is nearest."""
    from govperf_sim.experiments.appraisal.appraise import appraise
    from govperf_sim.office.proposal.read import read_proposal
    from govperf_sim.report.dossier.files import told
    from govperf_sim.report.dossier.labels import labels_of_appraisal
    from govperf_sim.report.dossier.said import answers
    from govperf_sim.report.dossier.write import write_dossier
    from govperf_sim.report.results import as_json
    from govperf_sim.report.run import refuse_foreign

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        console = tell(json_file)
        printed_in = papers(forms)
        folder = out or Path("results") / proposal.stem
        refuse_foreign(folder)
        base = load(scenario, language)
        proposed = read_proposal(proposal, base)
        _remind(proposed, language)
        with telling(console, language) as progress:
            found = appraise(
                proposed, years=years, replications=replications, seed=seed, workers=workers, progress=progress
            )
        write_dossier(folder, found, printed_in, lang.value if lang else base.document.language)
        write_json(json_file, json.loads(as_json(told(found))))
        for answer in answers(found, labels_of_appraisal(found, language)):
            console.print(f"- {answer}", markup=False, soft_wrap=True)
        written = ", ".join((folder / f"dossier.{name}").as_posix() for name in printed_in)
        console.print(say("cli.dossier_written", language, files=written), markup=False, soft_wrap=True)


def _remind(proposed: Proposed, language: Language) -> None:
    """What was taken for granted in reading the form, on standard error."""
    for fault in proposed.reminders:
        said = fault.message.text(language)
        typer.echo(say("workbook.reminder", language, place=fault.file, said=said), err=True)
