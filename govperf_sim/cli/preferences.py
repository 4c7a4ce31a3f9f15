"""``govperf preferences``: questionnaires for experts and parties, and reference weights from their answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
from govperf_sim.errors import Fault, PreferenceError, fault
from govperf_sim.office.ways import About, Way
from govperf_sim.words import Language, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from govperf_sim.office.asked import Asked
    from govperf_sim.office.questionnaires import Answered
    from govperf_sim.office.reference import Reference

preferences = typer.Typer(
    no_args_is_help=True, help="Ask people what should weigh how much, and turn their answers into reference weights."
)
app.add_typer(preferences, name="preferences")

AboutOption = Annotated[About, typer.Option("--about", help="Compare domains, or the indicators of each domain.")]


@preferences.command(epilog="Example: govperf preferences template six_towns --ask best_worst --out expert_1.xlsx")
def template(
    scenario: ScenarioArgument,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The questionnaire: .xlsx or .csv.")],
    ask: Annotated[Way, typer.Option("--ask", help="How to ask.")] = Way.BEST_WORST,
    about: AboutOption = About.DOMAINS,
    lang: Lang = None,
    verbose: Verbose = False,
) -> None:
    """Write a questionnaire about the domains, the indicators or the units of a scenario."""
    from govperf_sim.office.asked import asked_about
    from govperf_sim.office.templates import explanation, write_template

    with named_errors(lang):
        log(verbose)
        language = spoken(lang)
        asked = asked_about(load(scenario, language).framework, ask, about)
        if out.exists():
            raise PreferenceError(fault("office.exists", file=out))
        write_template(out, asked)
        rows = sum(1 for _ in asked.rows())
        typer.echo(say("office.template_written", language, file=out, rows=rows, sets=len(asked.sets)))
        for sentence in explanation(asked):
            typer.echo(f"- {sentence.text(language)}")


@preferences.command(epilog="Example: govperf preferences weights six_towns expert_*.xlsx --out reference.csv")
def weights(
    scenario: ScenarioArgument,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Filled-in questionnaires, all of one kind.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the weights as CSV.")] = None,
    about: AboutOption = About.DOMAINS,
    power: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=NUMBER", help="Points: the power of each party, by the name of its file."),
    ] = None,
    delta: Annotated[float, typer.Option(help="Ranking: how much more a unit ranked higher must be worth.")] = 0.05,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:
    """Turn filled-in questionnaires into reference weights, and say how far their answers can be trusted."""
    from govperf_sim.office.asked import asked_about
    from govperf_sim.office.questionnaires import way_of
    from govperf_sim.office.reference import reference

    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        found = load(scenario, language)
        asked = asked_about(found.framework, way_of(files[0]), about)
        result = reference(_read(files, asked), asked, found.weighting, _powers(power or []), delta)
        names = {code: name.text(language) for items in asked.sets.values() for code, name in items.items()}
        names |= {k: indicator.name.text(language) for k, indicator in found.framework.indicators.items()}
        rows = json.loads(result.table.reset_index().to_json(orient="records"))
        said = [m.text(language) for m in result.said]
        write_json(json_file, {"scenario": found.name, "way": result.way, "weights": rows, "said": said})
        if out is not None:
            result.table.to_csv(out, encoding="utf-8-sig", lineterminator="\n")
        _show(tell(json_file), result, asked, names, language)
        _show_shares(tell(json_file), result, about, language)


def _read(files: Sequence[Path], asked: Asked) -> list[Answered]:
    """Every file, or the faults of all of them."""
    from govperf_sim.office.questionnaires import read_answers

    answers, faults = [], list[Fault]()
    for file in files:
        try:
            answers.append(read_answers(file, asked))
        except PreferenceError as refused:
            faults += refused.faults
    if faults:
        raise PreferenceError(faults)
    return answers


def _powers(given: Sequence[str]) -> dict[str, float]:
    from govperf_sim.office.typed import number

    read = {name: number(typed) for name, _, typed in (text.rpartition("=") for text in given)}
    faults = [fault("office.not_a_power", found=text) for text in given if not _is_power(text, read)]
    if faults:
        raise PreferenceError(faults)
    return {name: x for name, x in read.items() if isinstance(x, float)}


def _is_power(text: str, read: Mapping[str, object]) -> bool:
    name = text.rpartition("=")[0]
    return bool(name) and isinstance(read[name], float)


def _show(console: Console, result: Reference, asked: Asked, names: Mapping[str, str], language: Language) -> None:
    """Points of 100 by set and item, with their range; then what is to be said about them."""
    from rich.table import Table

    more = [c for c in result.table.columns if c not in ("weight", "least", "most")]
    for s in result.table.index.unique("set"):
        rows = result.table.loc[s]
        table = Table(title=asked.names[str(s)].text(language), caption=say("office.in_points", language))
        table.add_column("")
        for column in ("weight", "range", *more):
            table.add_column(say(f"office.shown_{column}", language), justify="right")
        for k, row in rows.to_dict("index").items():
            least, most = (f"{100 * row[end]:.1f}" for end in ("least", "most"))
            weight = "" if row["weight"] is None or row["weight"] != row["weight"] else f"{100 * row['weight']:.1f}"
            span = least if least == most else f"{least} – {most}"
            table.add_row(names.get(str(k), str(k)), weight, span, *(f"{100 * row[c]:.1f}" for c in more))
        console.print(table)
    for message in result.said:
        console.print(f"- {message.text(language)}", markup=False, soft_wrap=True)


def _show_shares(console: Console, result: Reference, about: About, language: Language) -> None:
    """What can be put into the scenario's rules.yaml as it stands."""
    if result.way is Way.RANKING or about is not About.DOMAINS:
        return
    shares = ", ".join(f"{k}: {share:g}" for k, share in result.shares.items())
    console.print(say("office.to_put_in", language), markup=False, soft_wrap=True)
    console.print(f"  domain_shares: {{{shares}}}", markup=False, soft_wrap=True)
