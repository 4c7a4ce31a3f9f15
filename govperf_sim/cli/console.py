"""What every command shares: its options, how a scenario is read, how people are spoken to, how errors end.

Exit status 0: done; 2: bad input, one fault a line; 3: no admissible weights, with the conflict named.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govperf_sim.errors import GovPerfError, ScenarioError
from govperf_sim.words import Language, default_language, say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from govperf_sim.report.tables.table import Table
    from govperf_sim.scenario.load import Scenario
    from govperf_sim.weights.derive import Weights
    from govperf_sim.weights.goals import Goal


class Spoken(StrEnum):
    zh = "zh"
    en = "en"


class Paper(StrEnum):
    """A form to print a report in."""

    html = "html"
    docx = "docx"
    pdf = "pdf"
    xlsx = "xlsx"


Forms = Annotated[list[Paper] | None, typer.Option("--form", help="Print the report in this form; may be given several times (default: html).")]  # fmt: skip
Lang = Annotated[Spoken | None, typer.Option("--lang", help="Language of messages and reports (default: the locale's, or the scenario's in reports).")]  # fmt: skip
Json = Annotated[str | None, typer.Option("--json", metavar="FILE", help="Also write the result as JSON to FILE, or to standard output for -.")]  # fmt: skip
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell on standard error what is being done.")]
Workers = Annotated[int, typer.Option(min=1, max=256, help="Processes to play on; results do not depend on it.")]
ScenarioArgument = Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario folder, or the name of a shipped one.")]  # fmt: skip


def load(scenario: str, language: Language) -> Scenario:
    from govperf_sim.scenario.load import load_scenario

    logging.getLogger(__name__).info("reading %s", scenario)
    return load_scenario(scenario, language)


def derive(scenario: Scenario, goal: Goal | None = None) -> Weights:
    from govperf_sim.weights.derive import derive_weights

    logging.getLogger(__name__).info("deriving weights")
    return derive_weights(scenario.weighting, goal)


def say_goal(console: Console, answer: Weights, language: Language) -> None:
    """What the weights serve and where that comes from, and what to beware of."""
    said = {"goal": answer.goal_said, "source": answer.goal_from}
    console.print(say("cli.goal", language, **said), markup=False, soft_wrap=True)
    for caution in answer.cautions:
        console.print(say("cli.caution", language, caution=caution), markup=False, soft_wrap=True)


def show_table(console: Console, shown: Table, without: tuple[int, ...] = ()) -> None:
    """A table of the report, without columns for which a terminal has no room."""
    from rich import box
    from rich.table import Table as Listed

    if not shown.rows:
        return
    kept = [n for n in range(len(shown.head)) if n not in without]
    table = Listed(title=shown.caption, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for n in kept:
        table.add_column(shown.head[n], justify="right" if n in shown.numeric else "left", overflow="fold")
    for row in shown.rows:
        table.add_row(*(row.cells[n] for n in kept), style="bold" if row.kind == "part" else None)
    console.print(table)


def spoken(lang: Spoken | None) -> Language:
    return lang.value if lang else default_language()


def papers(forms: list[Paper] | None) -> tuple[str, ...]:
    """The forms asked for, a page of HTML by default; one that cannot be printed here is refused before any work."""
    from govperf_sim.report.forms.catalogue import refuse_missing

    asked = tuple(dict.fromkeys(form.value for form in forms or [Paper.html]))
    refuse_missing(asked)
    return asked


def log(verbose: bool) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, stream=sys.stderr, format="%(message)s")


def tell(json_file: str | None) -> Console:
    """Where people are spoken to: standard output, unless that carries JSON."""
    from rich.console import Console

    return Console(stderr=json_file == "-", highlight=False)


@contextmanager
def telling(console: Console, language: Language) -> Iterator[Callable[[str, int, int], None]]:
    """Tells people which part of the work is being done, how much of it there is, and the time left.

    In a terminal a bar a part; elsewhere :class:`~govperf_sim.report.progress.PlainLines` a part.
    """
    from govperf_sim.report.progress import PlainLines

    if console.is_terminal:
        with _bars(console, language) as bar:
            yield bar
        return
    parts: dict[str, PlainLines] = {}

    def line(part: str, done: int, total: int) -> None:
        if part not in parts:
            parts[part] = PlainLines(
                say(f"cli.part_{part}", language), language, lambda text: console.print(text, markup=False)
            )
        parts[part](done, total)

    yield line


@contextmanager
def _bars(console: Console, language: Language) -> Iterator[Callable[[str, int, int], None]]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bars:
        known: dict[str, TaskID] = {}

        def bar(part: str, done: int, total: int) -> None:
            if part not in known:
                _fill(bars, known)
                # What was done before is where the bar begins, so that the time left is that of what is being done.
                known[part] = bars.add_task(say(f"cli.part_{part}", language), total=total, completed=done)
            bars.update(known[part], completed=done, total=total)

        yield bar
        _fill(bars, known)


def _fill(bars: Progress, known: Mapping[str, TaskID]) -> None:
    """A part is done when another begins."""
    for task in known.values():
        bars.update(task, completed=bars.tasks[task].total)


def write_json(target: str | None, result: dict[str, Any]) -> None:
    if target is None:
        return
    text = json.dumps(result, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if target == "-":
        sys.stdout.write(text)
    else:
        Path(target).write_text(text, "utf-8")


@contextmanager
def named_errors(lang: Spoken | None, json_file: str | None = None) -> Iterator[None]:
    """Turn the package's own errors, and what the file system refuses, into words and an exit status."""
    language = spoken(lang)
    try:
        yield
    except GovPerfError as error:
        faults = [f.text(language) for f in error.faults]
        write_json(json_file, {"faults": faults})
        typer.echo("\n".join(faults), err=True)
        if isinstance(error, ScenarioError):
            typer.echo(say("words.faults", language, count=len(faults)), err=True)
        raise typer.Exit(error.exit_status) from None
    except OSError as error:
        typer.echo(say("cli.refused", language, what=error.filename or "", why=error.strerror or error), err=True)
        raise typer.Exit(2) from None
