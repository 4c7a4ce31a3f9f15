"""What every command shares: its options, how a scenario is read, how people are spoken to, how errors end.

Exit status 0: done; 2: bad input, one fault a line; 3: no admissible weights, with the conflict named.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govperf_sim.errors import GovPerfError, ScenarioError
from govperf_sim.words import Language, default_language, say

if TYPE_CHECKING:
    from rich.console import Console

    from govperf_sim.scenario.load import Scenario
    from govperf_sim.weights.derive import Weights
    from govperf_sim.weights.goals import Goal


class Spoken(StrEnum):
    zh = "zh"
    en = "en"


Lang = Annotated[Spoken | None, typer.Option("--lang", help="Language of messages and reports (default: the locale's, or the scenario's in reports).")]  # fmt: skip
Json = Annotated[str | None, typer.Option("--json", metavar="FILE", help="Also write the result as JSON to FILE, or to standard output for -.")]  # fmt: skip
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell on standard error what is being done.")]
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


def spoken(lang: Spoken | None) -> Language:
    return lang.value if lang else default_language()


def log(verbose: bool) -> None:
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, stream=sys.stderr, format="%(message)s")


def tell(json_file: str | None) -> Console:
    """Where people are spoken to: standard output, unless that carries JSON."""
    from rich.console import Console

    return Console(stderr=json_file == "-", highlight=False)


@contextmanager
def telling(console: Console, language: Language) -> Iterator[Callable[[str, int, int], None]]:
    """Tells people which part of the robustness of a result is being worked on, how much of it is done, and the time left.

    In a terminal a bar a part; elsewhere a line a part, and one more every :data:`QUIET` seconds while it lasts.
    """
    if console.is_terminal:
        from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console) as bars:
            known: dict[str, TaskID] = {}

            def bar(part: str, done: int, total: int) -> None:
                for other, task in known.items():
                    if other != part:
                        bars.update(task, completed=bars.tasks[task].total)
                if part not in known:
                    known[part] = bars.add_task(say(f"cli.part_{part}", language))
                bars.update(known[part], completed=done, total=total)

            yield bar
            for task in known.values():
                bars.update(task, completed=bars.tasks[task].total)
        return
    began: dict[str, float] = {}
    spoke = 0.0

    def line(part: str, done: int, total: int) -> None:
        nonlocal spoke
        now = time.monotonic()
        if part not in began:
            console.print(say(f"cli.part_{part}", language), markup=False)
            began[part] = spoke = now
        elif now - spoke >= QUIET and done:
            left = (now - began[part]) / done * (total - done)
            told = {"done": done, "total": total, "share": f"{100 * done / total:.0f}", "left": f"{left:.0f}"}
            console.print(say("cli.part_done", language, **told), markup=False)
            spoke = now

    yield line


QUIET = 10.0
"""Seconds between two lines about one part."""


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


@contextmanager
def progress_bar(label: str, console: Console) -> Iterator[Callable[[int, int], None]]:
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
