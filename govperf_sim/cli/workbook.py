"""``govperf workbook`` and ``govperf import``: a scenario out to Excel, and in again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govperf_sim.cli.app import app
from govperf_sim.cli.console import Json, Lang, ScenarioArgument, Verbose, load, log, named_errors, spoken, write_json
from govperf_sim.errors import ScenarioError
from govperf_sim.words import Language, say

if TYPE_CHECKING:
    from govperf_sim.office.workbook.filled import Filled


@app.command(epilog="Example: govperf workbook six_towns --out six_towns.xlsx")
def workbook(
    scenario: ScenarioArgument,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The workbook (default: SCENARIO.xlsx).")] = None,
    empty: Annotated[bool, typer.Option("--empty", help="Leave values and weights empty, to be filled in.")] = False,
    proposal: Annotated[bool, typer.Option("--proposal", help="Write the form for a proposed scheme instead: what may be changed, as it stands.")] = False,
    blank: Annotated[bool, typer.Option("--blank", help="Leave everything empty but the heads, for a scheme of one's own.")] = False,
    lang: Lang = None,
    verbose: Verbose = False,
) -> None:  # fmt: skip
    """Write a scenario as an Excel workbook, to be read, changed or filled in."""
    from govperf_sim.office.proposal.form import write_form
    from govperf_sim.office.workbook.template import Contents, elsewhere, write_workbook

    if proposal and (empty or blank):
        raise typer.BadParameter(say("proposal.not_empty", spoken(lang)), param_hint="--blank" if blank else "--empty")
    with named_errors(lang):
        log(verbose)
        language = spoken(lang)
        found = load(scenario, language)
        if proposal:
            file = out or Path(f"{found.name}.proposal.xlsx")
            write_form(file, found)
            typer.echo(say("proposal.written", language, file=file, scenario=scenario))
            return
        file = out or Path(f"{found.name}.xlsx")
        contents = Contents.BLANK if blank else Contents.EMPTY if empty else Contents.FILLED
        write_workbook(file, found, contents)
        if blank:
            typer.echo(say("workbook.written_blank", language, file=file, scenario=scenario))
            return
        counts = {table: len(getattr(found.document, table)) for table in ("indicators", "units")}
        typer.echo(say("workbook.written", language, file=file, **counts))
        if left := elsewhere(found.written.data):
            typer.echo(say("workbook.not_in_it", language, scenario=scenario, files=", ".join(left)))


@app.command("import", epilog="Example: govperf import six_towns.xlsx my_towns --base six_towns")
def import_(
    book: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="A filled-in workbook (.xlsx).")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The scenario folder to make; new or empty.")],
    base: Annotated[str | None, typer.Option("--base", metavar="SCENARIO", help="Where the assessment year and all else come from that a workbook does not hold.")] = None,
    trim: Annotated[bool, typer.Option("--trim", help="Leave out of the base what speaks of indicators, units or clauses that the workbook does not have.")] = False,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:  # fmt: skip
    """Make a scenario of a filled-in workbook: everything wrong with it is named, and then nothing is written."""
    from govperf_sim.office.workbook.filled import read_workbook
    from govperf_sim.office.workbook.imported import left_out, make_scenario
    from govperf_sim.scenario.written import dotted

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        under = None if base is None else load(base, language)
        filled = read_workbook(book)
        _remind(filled, language, base)
        less = left_out(filled, under) if under is not None and trim else ()
        if less:
            typer.echo(say("workbook.trimmed", language, base=base, entries=", ".join(map(dotted, less))), err=True)
        try:
            made = make_scenario(filled, book, folder, under, less)
        except ScenarioError:
            typer.echo(say("workbook.nothing_written", language), err=True)
            raise
        reminders = [fault.text(language) for fault in filled.reminders]
        told = {"scenario": made.scenario.name, "digest": made.scenario.digest, "faults": [], "reminders": reminders}
        write_json(json_file, {**told, "from_base": list(made.from_base), "left_out": [*map(dotted, less)]})
        typer.echo(say("workbook.imported", language, folder=folder, contents=made.scenario.summary(language)))
        if made.from_base:
            typer.echo(say("workbook.from_base", language, base=base, files=", ".join(made.from_base)))


def _remind(filled: Filled, language: Language, base: str | None) -> None:
    """What was taken for granted, on standard error."""
    for fault in filled.reminders:
        said = fault.message.text(language)
        typer.echo(say("workbook.reminder", language, place=fault.file, said=said), err=True)
    if base is None:
        typer.echo(say("workbook.no_base", language), err=True)
