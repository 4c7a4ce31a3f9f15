"""``govperf init`` and ``govperf check``: a scenario begun, and looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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


@app.command(epilog="Example: govperf init my_city")
def init(folder: Annotated[Path, typer.Argument(help="A folder to make.")], lang: Lang = None) -> None:
    """Make a commented starter scenario in a new folder."""
    from govperf_sim.scenario.starter import make_starter

    with named_errors(lang):
        language = spoken(lang)
        made = make_starter(folder)
        typer.echo(say("cli.starter_made", language, folder=folder, count=len(made)))


@app.command(epilog="Example: govperf check scenarios/guangdong2012 --lang zh")
def check(
    scenario: ScenarioArgument,
    clauses: Annotated[Path | None, typer.Option("--clauses", metavar="FILE", help="Also write to FILE, in Markdown, what stands for each clause.")] = None,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:  # fmt: skip
    """Read a scenario, its experiments and its lesson, name all that is wrong, see that its rules can be met, look at its data."""
    from govperf_sim.classroom.lesson import declared_lesson
    from govperf_sim.experiments.declared import check_experiments

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        found = load(scenario, language)
        experiments = check_experiments(found)
        lesson = declared_lesson(found)
        stories = [] if lesson is None else list(lesson.document.stories)
        answer = derive(found)
        told = {
            "scenario": found.name,
            "digest": found.digest,
            "faults": [],
            "experiments": experiments,
            "stories": stories,
        }
        if clauses is not None:
            from govperf_sim.report.clauses_page import clauses_page

            clauses.write_text(clauses_page(found, language), "utf-8")
        write_json(json_file, {**told, "treated": _treated(found), "screening": _screening(found, language)})
        console = tell(json_file)
        console.print(say("cli.checked", language, scenario=found.name, contents=found.summary(language)), markup=False)
        if experiments:
            names = ", ".join(experiments)
            console.print(say("cli.experiments_checked", language, names=names), markup=False)
        if stories:
            console.print(say("cli.lesson_checked", language, names=", ".join(stories)), markup=False)
        say_goal(console, answer, language)
        _show_data(console, found, language)


def _treated(scenario: Scenario) -> list[dict[str, Any]]:
    """The cells that a treatment touched; a value that was missing is null."""
    return json.loads(scenario.treated.to_json(orient="records", force_ascii=False))  # type: ignore[no-any-return]


def _screening(scenario: Scenario, language: Language) -> dict[str, Any]:
    from govperf_sim.screening.findings import findings_table

    found = findings_table([f for checked in scenario.screening for f in checked.findings], language)
    return {
        "tested": {checked.check: checked.tested for checked in scenario.screening},
        "findings": json.loads(found.to_json(orient="records", force_ascii=False)),
    }


def _show_data(console: Console, scenario: Scenario, language: Language) -> None:
    """What was treated, and what of the data is worth a second look: none of it is a fault."""
    from rich.table import Table
    from rich.text import Text

    from govperf_sim.report.labels import labels_of
    from govperf_sim.report.tables.screening import by_strength
    from govperf_sim.report.tables.screening import spoken as spoken_with
    from govperf_sim.treatment.treated import Treated

    for sentence in Treated(scenario.panel, scenario.treated).sentences(language):
        console.print(say("cli.treated", language, what=sentence), markup=False)
    findings = by_strength(scenario.screening)
    tested = [checked.tested for checked in scenario.screening if checked.tested]
    said = {"tested": sum(tested), "checks": len(tested), "found": len(findings)}
    console.print(say("cli.screened" if findings else "cli.screened_clear", language, **said), markup=False)
    if not findings:
        return
    labels = labels_of(scenario, language)
    table = Table(show_lines=True)
    for key in ("grade", "sentence", "innocent", "place"):
        table.add_column(say(f"cli.{key}", language), overflow="fold")
    for finding in findings:
        grade = say(f"cli.grade_{finding.grade}", language)
        cells = (grade, spoken_with(finding, labels), finding.innocent.text(language), finding.place)
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)
