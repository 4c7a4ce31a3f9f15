"""``govperf experiment``: policies compared under the same luck, as declared beside a scenario."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
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
from govperf_sim.cli.differences import Asked, records, show_differences
from govperf_sim.words import Language, say

if TYPE_CHECKING:
    from rich.console import Console

    from govperf_sim.experiments.experiment import Experiment
    from govperf_sim.scenario.load import Scenario

BROKEN_OFF = 130
"""Exit status after Ctrl-C."""


class Form(StrEnum):
    """How cells are written."""

    csv = "csv"
    parquet = "parquet"


@app.command(epilog="Example: govperf experiment guangdong2012 visits --replications 32 --workers 2")
def experiment(
    scenario: ScenarioArgument,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME|FILE.yaml]",
            help="An experiment that the scenario declares, or a file with one (default: list them).",
        ),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option(
            "--store", metavar="DIR", help="Folder for the cells (default: results/experiments/SCENARIO/NAME/store)."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Folder for the report (default: results/experiments/SCENARIO/NAME/report)."
        ),
    ] = None,
    workers: Workers = 1,
    dask: Annotated[
        str | None,
        typer.Option("--dask", metavar="tcp://HOST:PORT", help="Play on the workers of this Dask scheduler instead."),
    ] = None,
    form: Annotated[
        Form | None, typer.Option("--format", help="How cells are written (default: parquet where it is installed).")
    ] = None,
    years: Annotated[int | None, typer.Option(min=1, max=50, help="Years to play (default: as declared).")] = None,
    replications: Annotated[
        int | None, typer.Option(min=1, max=100_000, help="Replications (default: as declared).")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of chance (default: as declared).")] = None,
    forms: Forms = None,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:
    """Play what is missing of an experiment, compare its policies, and write a report."""
    from govperf_sim.experiments.declared import declared
    from govperf_sim.report.experiment.answers import answers
    from govperf_sim.report.experiment.labels import labels_of_findings
    from govperf_sim.report.experiment.said import findings_said
    from govperf_sim.report.experiment.write import write_answers
    from govperf_sim.report.run import refuse_foreign

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        console = tell(json_file)
        printed_in = papers(forms)
        found = load(scenario, language)
        if name is None:
            write_json(json_file, {"experiments": _list(console, found, language)})
            return
        asked = declared(found, name, years=years, replications=replications, seed=seed)
        home = Path("results") / "experiments" / found.name / Path(name).stem
        kept, page = store or home / "store", out or home / "report"
        refuse_foreign(page)
        say_size(console, asked, kept, form, language)
        with kept_when_broken_off(console, asked, kept, language):
            with telling(console, language) as progress:
                findings = asked.run(
                    store=kept,
                    workers=workers,
                    dask=dask,
                    form=form and form.value,
                    progress=partial(progress, "playing"),
                )
            told = answers(findings)
            tables = show_differences(console, findings, Asked(), language)
            for sentence in findings_said(told, labels_of_findings(told.manifest, language)):
                console.print(f"- {sentence}", markup=False, soft_wrap=True)
            write_answers(page, told, lang.value if lang else found.document.language, forms=printed_in)
        write_json(json_file, {"experiment": name, "store": str(kept), "differences": records(tables)})
        said = {"report": page / f"report.{printed_in[0]}", "store": kept}
        console.print(say("cli.experiment_written", language, **said), markup=False, soft_wrap=True)


def _list(console: Console, scenario: Scenario, language: Language) -> list[dict[str, Any]]:
    """The experiments that a scenario declares, and how large each is."""
    from govperf_sim.experiments.declared import declared
    from govperf_sim.scenario.experiments import experiment_files

    listed = []
    for name in experiment_files(scenario):
        asked = declared(scenario, name)
        console.print(f"{name}  {asked.title.text(language)}", markup=False, soft_wrap=True)
        console.print(f"    {_size(asked, language)}", markup=False, soft_wrap=True)
        sizes = {"policies": len(asked.design.policies), "worlds": len(asked.design.worlds)}
        titles = {"zh": asked.title.zh, "en": asked.title.en}
        listed.append(
            {"name": name, "title": titles, "replications": asked.rule.first, **sizes, "cells": asked.manifest.count}
        )
    if not listed:
        console.print(say("cli.experiment_none", language, scenario=scenario.name), markup=False, soft_wrap=True)
    return listed


def _size(asked: Experiment, language: Language) -> str:
    from govperf_sim.experiments.estimates.rule import Fixed

    key = "cli.experiment_size" if isinstance(asked.rule, Fixed) else "cli.experiment_size_first"
    sizes = {"policies": len(asked.design.policies), "worlds": len(asked.design.worlds), "cells": asked.manifest.count}
    return say(key, language, replications=asked.rule.first, **sizes)


def say_size(console: Console, asked: Experiment, store: Path, form: Form | None, language: Language) -> None:
    """What is to be played, and how much of it is in the store; what the store cannot take is refused here."""
    from govperf_sim.experiments.store.folder import MANIFEST, Folder

    console.print(asked.title.text(language), markup=False, soft_wrap=True)
    console.print(_size(asked, language), markup=False, soft_wrap=True)
    if not (store / MANIFEST).is_file():
        return
    there = Folder.begin(store, asked.manifest, form and form.value).lying(asked.manifest.cells())
    said = {"there": there, "cells": asked.manifest.count, "store": store}
    console.print(say("cli.experiment_there", language, **said), markup=False, soft_wrap=True)


@contextmanager
def kept_when_broken_off(console: Console, asked: Experiment, store: Path, language: Language) -> Iterator[None]:
    """Ctrl-C ends with a word on what is kept."""
    from govperf_sim.experiments.store.folder import MANIFEST, Folder

    try:
        yield
    except KeyboardInterrupt:
        said = {"there": 0, "cells": asked.manifest.count, "store": store}
        if (store / MANIFEST).is_file():
            shelf = Folder.open(store)
            said |= {"there": shelf.lying(shelf.manifest.cells()), "cells": shelf.manifest.count}
        console.print(say("cli.experiment_stopped", language, **said), markup=False, soft_wrap=True)
        raise typer.Exit(BROKEN_OFF) from None
