"""The command line: ``govperf init | check | weights | recheck | run``.

Exit status 0: done; 2: bad input, one fault a line; 3: no admissible weights, with the conflict named.  Heavy imports
are made inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from govperf_sim.errors import GovPerfError, ScenarioError
from govperf_sim.words import Language, default_language, say

if TYPE_CHECKING:
    from rich.console import Console

    from govperf_sim.scenario.load import Scenario
    from govperf_sim.weights.derive import Weights
    from govperf_sim.weights.goals import Goal

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Indicator weights that can be defended, and assessment years simulated.",
)


class Spoken(StrEnum):
    zh = "zh"
    en = "en"


Lang = Annotated[Spoken | None, typer.Option("--lang", help="Language of messages and reports (default: the locale's, or the scenario's in reports).")]  # fmt: skip
Json = Annotated[str | None, typer.Option("--json", metavar="FILE", help="Also write the result as JSON to FILE, or to standard output for -.")]  # fmt: skip
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell on standard error what is being done.")]
ScenarioArgument = Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario folder, or the name of a shipped one.")]  # fmt: skip

REASONS = 15
"""So many reasons are shown on the terminal."""


def _version(wanted: bool) -> None:
    if wanted:
        from govperf_sim import __version__

        typer.echo(f"govperf_sim {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Indicator weights that can be defended, and assessment years simulated."""


@app.command(epilog="Example: govperf init my_city")
def init(folder: Annotated[Path, typer.Argument(help="A folder to make.")], lang: Lang = None) -> None:
    """Make a commented starter scenario in a new folder."""
    from govperf_sim.scenario.starter import make_starter

    with _named_errors(lang):
        language = _language(lang)
        made = make_starter(folder)
        typer.echo(say("cli.starter_made", language, folder=folder, count=len(made)))


@app.command(epilog="Example: govperf check scenarios/guangdong2012 --lang zh")
def check(scenario: ScenarioArgument, lang: Lang = None, json_file: Json = None, verbose: Verbose = False) -> None:
    """Read a scenario, name everything that is wrong with it, see that its rules can be met, and look at its data."""
    with _named_errors(lang, json_file):
        _log(verbose)
        language = _language(lang)
        found = _load(scenario, language)
        _derive(found)
        told = {"scenario": found.name, "digest": found.digest, "faults": []}
        _write_json(json_file, {**told, "treated": _treated(found), "screening": _screening(found, language)})
        console = _tell(json_file)
        console.print(say("cli.checked", language, scenario=found.name, contents=found.summary(language)), markup=False)
        _show_data(console, found, language)


@app.command(epilog="Example: govperf weights scenarios/guangdong2012 --out certificate.json")
def weights(
    scenario: ScenarioArgument,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the certificate to FILE.")] = None,
    kappa: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="How far the guard on regret gives way to the reference (default: 0.5)."),
    ] = None,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:
    """Derive the weights, say which rules decide them, and certify them."""
    from govperf_sim.weights.goals import RegretGuard

    with _named_errors(lang, json_file):
        _log(verbose)
        language = _language(lang)
        console = _tell(json_file)
        found = _load(scenario, language)
        answer = _derive(found, None if kappa is None else RegretGuard(kappa))
        _write_json(json_file, {"scenario": found.name, "weights": answer.table.to_dict("index")})
        if out is not None:
            out.write_text(answer.certificate.to_json(), "utf-8")
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

    with _named_errors(lang):
        certificate = Certificate.from_json(file.read_text("utf-8", errors="replace"))
        certificate.verify()
        typer.echo(say("cli.rechecked", _language(lang), file=file, fingerprint=certificate.fingerprint))


@app.command(epilog="Example: govperf run scenarios/guangdong2012 --out results/guangdong2012")
def run(
    scenario: ScenarioArgument,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Folder for the results (default: results/NAME).")
    ] = None,
    years: Annotated[int | None, typer.Option(min=1, max=50, help="Years to play (default: the scenario's).")] = None,
    replications: Annotated[
        int | None, typer.Option(min=1, max=100_000, help="Replications (default: the scenario's).")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of chance (default: the scenario's).")] = None,
    workers: Annotated[
        int, typer.Option(min=1, max=256, help="Processes to play on; results do not depend on it.")
    ] = 1,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:
    """Derive weights, play the assessment years of the scenario and its variants, and write a report."""
    from govperf_sim.experiments.run import simulate
    from govperf_sim.report.results import results
    from govperf_sim.report.run import refuse_foreign, write_run

    with _named_errors(lang, json_file):
        _log(verbose)
        language = _language(lang)
        console = _tell(json_file)
        found = _load(scenario, language)
        folder = out or Path("results") / found.name
        refuse_foreign(folder)
        weights = _derive(found)
        played = None
        if found.cycle is not None:
            versions = {"base": found} | {code: found.variant(code) for code in found.variants}
            with _progress(say("cli.playing", language), console) as progress:
                played = simulate(versions, years, replications, seed, workers=workers, progress=progress)
        spoken: Language = lang.value if lang else found.document.language
        write_run(folder, found, weights, played, language=spoken)
        _write_json(json_file, results(found, weights, played))
        _show_units(console, found, weights, language)
        console.print(say("cli.written", language, report=folder / "report.html"), markup=False, soft_wrap=True)


def main() -> NoReturn:
    """The entry point of ``govperf``: like ``app()``, with a word instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character must not end the work
    app()
    raise SystemExit(0)


def _load(scenario: str, language: Language) -> Scenario:
    from govperf_sim.scenario.load import load_scenario

    logging.getLogger(__name__).info("reading %s", scenario)
    return load_scenario(scenario, language)


def _derive(scenario: Scenario, goal: Goal | None = None) -> Weights:
    from govperf_sim.weights.derive import derive_weights

    logging.getLogger(__name__).info("deriving weights")
    return derive_weights(scenario.weighting, goal)


def _language(lang: Spoken | None) -> Language:
    return lang.value if lang else default_language()


def _log(verbose: bool) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, stream=sys.stderr, format="%(message)s")


def _tell(json_file: str | None) -> Console:
    """Where people are spoken to: standard output, unless that carries JSON."""
    from rich.console import Console

    return Console(stderr=json_file == "-", highlight=False)


def _write_json(target: str | None, result: dict[str, Any]) -> None:
    if target is None:
        return
    text = json.dumps(result, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if target == "-":
        sys.stdout.write(text)
    else:
        Path(target).write_text(text, "utf-8")


@contextmanager
def _named_errors(lang: Spoken | None, json_file: str | None = None) -> Iterator[None]:
    """Turn the package's own errors, and what the file system refuses, into words and an exit status."""
    language = _language(lang)
    try:
        yield
    except GovPerfError as error:
        faults = [f.text(language) for f in error.faults]
        _write_json(json_file, {"faults": faults})
        typer.echo("\n".join(faults), err=True)
        if isinstance(error, ScenarioError):
            typer.echo(say("words.faults", language, count=len(faults)), err=True)
        raise typer.Exit(error.exit_status) from None
    except OSError as error:
        typer.echo(say("cli.refused", language, what=error.filename or "", why=error.strerror or error), err=True)
        raise typer.Exit(2) from None


@contextmanager
def _progress(label: str, console: Console) -> Iterator[Callable[[int, int], None]]:
    """A bar with the time left in a terminal; a plain line now and then elsewhere."""
    if not console.is_terminal:
        tenth = -1

        def line(done: int, total: int) -> None:
            nonlocal tenth
            if 10 * done // total > tenth:
                tenth = 10 * done // total
                console.print(f"{label} {done}/{total}")

        yield line
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


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

    from govperf_sim.treatment.treated import Treated

    for sentence in Treated(scenario.panel, scenario.treated).sentences(language):
        console.print(say("cli.treated", language, what=sentence), markup=False)
    screening = _screening(scenario, language)
    findings = screening["findings"]
    tested = {check: count for check, count in screening["tested"].items() if count}
    said = {"tested": sum(tested.values()), "checks": len(tested), "found": len(findings)}
    console.print(say("cli.screened" if findings else "cli.screened_clear", language, **said), markup=False)
    if not findings:
        return
    table = Table(show_lines=True)
    for key in ("place", "grade", "sentence", "innocent"):
        table.add_column(say(f"cli.{key}", language), overflow="fold")
    for finding in findings:
        grade = say(f"cli.grade_{finding['grade']}", language)
        cells = (finding["place"], grade, finding["sentence"], finding["innocent"])
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)


def _show_units(console: Console, scenario: Scenario, weights: Weights, language: Language) -> None:
    """Scores in points of 100; a rank is shown with the size of its pool."""
    from rich.table import Table

    table = Table(title=scenario.title.text(language))
    table.add_column(say("cli.unit", language))
    for key in ("core_score", "rank_in_system", "score", "rank_in_group"):
        table.add_column(say(f"cli.{key}", language), justify="right")
    units = weights.units
    pools = {pool: units[pool].value_counts() for pool in ("system", "group")}
    for _, system in units.groupby("system", sort=False):
        for unit, row in system.sort_values("rank_in_system").iterrows():
            table.add_row(
                scenario.framework.units[str(unit)].name.text(language),
                f"{100 * row['core_score']:.1f}",
                f"{row['rank_in_system']} / {pools['system'][row['system']]}",
                f"{100 * row['score']:.1f}",
                f"{row['rank_in_group']} / {pools['group'][row['group']]}",
            )
        table.add_section()
    console.print(table)


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
