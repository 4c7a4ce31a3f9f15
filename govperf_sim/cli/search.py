"""``govperf search``: which of the rules that an office could have serve best."""

from __future__ import annotations

import json
from functools import partial
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
    Workers,
    load,
    log,
    named_errors,
    papers,
    spoken,
    tell,
    telling,
    write_json,
)
from govperf_sim.cli.experiment import kept_when_broken_off
from govperf_sim.words import Language, say, sentence

if TYPE_CHECKING:
    from rich.console import Console

    from govperf_sim.codesign.searched import Search, Searched

MOST_LINES = 12
"""Policies of the front in the terminal; the report has them all."""


@app.command(epilog="Example: govperf search guangdong2012 --lever visits --lever accountability_speed --workers 2")
def search(
    scenario: ScenarioArgument,
    lever: Annotated[
        list[str] | None,
        typer.Option(
            "--lever", metavar="CODE", help="Search this lever; may be given several times (default: all it has)."
        ),
    ] = None,
    experiment: Annotated[
        str | None,
        typer.Option(
            "--experiment",
            metavar="NAME|FILE.yaml",
            help="Search the levers and uncertainties of an experiment instead.",
        ),
    ] = None,
    budget: Annotated[
        int | None, typer.Option("--budget", min=1, max=10_000_000, help="Replications of all policies together.")
    ] = None,
    indifference: Annotated[
        float | None, typer.Option("--indifference", help="Difference in welfare (of 1) that does not matter.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Folder for the report and what was played (default: results/search/SCENARIO)."
        ),
    ] = None,
    workers: Workers = 1,
    dask: Annotated[
        str | None,
        typer.Option("--dask", metavar="tcp://HOST:PORT", help="Play on the workers of this Dask scheduler instead."),
    ] = None,
    years: Annotated[int | None, typer.Option(min=1, max=50, help="Years to play (default: as declared).")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of chance (default: as declared).")] = None,
    forms: Forms = None,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:
    """Search rewards, visits, targets, channels and accountability for better rules; tell the best, and what it costs."""
    from govperf_sim.codesign.search import BUDGET, search_of
    from govperf_sim.report.experiment.answers import achieved
    from govperf_sim.report.experiment.labels import labels_of_findings
    from govperf_sim.report.run import refuse_foreign
    from govperf_sim.report.search.said import choices_said, search_said
    from govperf_sim.report.search.write import summed_up, write_search

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        console = tell(json_file)
        printed_in = papers(forms)
        found = load(scenario, language)
        asked = search_of(
            found,
            lever or (),
            experiment=experiment,
            budget=BUDGET if budget is None else budget,
            years=years,
            seed=seed,
            indifference=indifference,
        )
        home = out or Path("results") / "search" / found.name
        page, kept = home / "report", home / "store"
        refuse_foreign(page)
        _say_size(console, asked, BUDGET if budget is None else budget, language)
        with (
            kept_when_broken_off(console, asked.experiment, kept, language),
            telling(console, language) as progress,
        ):
            searched = asked.run(store=kept, workers=workers, dask=dask, progress=partial(progress, "playing"))
        told = achieved(searched.findings)
        labels = labels_of_findings(told.manifest, language)
        for sentence_ in search_said(searched, told, labels):
            console.print(f"- {sentence_}", markup=False, soft_wrap=True)
        for line in list(choices_said(searched, told, labels))[:MOST_LINES]:
            console.print(f"  {line}", markup=False, soft_wrap=True)
        write_search(page, searched, lang.value if lang else found.document.language, forms=printed_in)
        write_json(json_file, summed_up(searched, told) | _rows(searched))
        said = {"report": page / f"report.{printed_in[0]}", "store": kept}
        console.print(say("cli.search_written", language, **said), markup=False, soft_wrap=True)


def _say_size(console: Console, asked: Search, budget: int, language: Language) -> None:
    """What is to be searched, and what is left out and why."""
    design = asked.experiment.design
    sizes = {
        "levers": len(design.levers),
        "policies": len(design.policies),
        "combinations": asked.combinations,
        "refused": len(asked.not_allowed),
        "worlds": len(design.worlds),
        "budget": budget,
    }
    console.print(asked.experiment.title.text(language), markup=False, soft_wrap=True)
    console.print(say("cli.search_size", language, **sizes), markup=False, soft_wrap=True)
    for code, why in asked.left_out.items():
        said = {"lever": sentence(f"codesign_search.lever_{code}"), "code": code, "why": why}
        console.print(say("cli.search_left_out", language, **said), markup=False, soft_wrap=True)


def _rows(searched: Searched) -> dict[str, Any]:
    """The tables of a search, a record a row."""
    tables = {
        "policies": searched.policies.reset_index(),
        "changes": searched.changes,
        "rivals": searched.rivals.reset_index(),
    }
    return {
        name: json.loads(table.to_json(orient="records", double_precision=15)) for name, table in tables.items()
    } | {"left_out": {code: why.text("en") for code, why in searched.search.left_out.items()}}
