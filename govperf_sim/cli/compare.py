"""``govperf compare``: how policies differ under the same luck, from a store or of variants played here and now."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from govperf_sim.cli.app import app
from govperf_sim.cli.console import Json, Lang, Verbose, load, log, named_errors, spoken, tell, telling, write_json
from govperf_sim.cli.differences import Asked, records, show_differences
from govperf_sim.words import Language

if TYPE_CHECKING:
    from rich.console import Console

    from govperf_sim.experiments.findings.findings import Findings


class By(StrEnum):
    """What differences are told for, one by one."""

    group = "group"
    world = "world"


APART: dict[By, Literal["group", "world"]] = {By.group: "group", By.world: "world"}


@app.command(
    epilog="Example: govperf compare guangdong2012 double_visits     or: govperf compare results/my_store --by group"
)
def compare(
    where: Annotated[
        str,
        typer.Argument(
            metavar="STORE|SCENARIO", help="The store of an experiment; or a scenario, whose variants are then played."
        ),
    ],
    variants: Annotated[
        list[str] | None, typer.Argument(metavar="[VARIANT]...", help="Of a scenario: these variants (default: all).")
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome", metavar="CODE", help="This outcome; may be given several times (default: all)."),
    ] = None,
    by: Annotated[By | None, typer.Option("--by", help="For every group, or in every world, apart.")] = None,
    versus: Annotated[
        int, typer.Option(min=0, metavar="POLICY", help="The number of the policy that others are compared with.")
    ] = 0,
    bootstrap: Annotated[
        bool, typer.Option("--bootstrap", help="Intervals by drawing replications anew, not by Student's t.")
    ] = False,
    years: Annotated[int | None, typer.Option(min=1, max=50, help="Of a scenario: years to play.")] = None,
    replications: Annotated[
        int | None, typer.Option(min=1, max=100_000, help="Of a scenario: replications to play.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Of a scenario: seed of chance.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=256, help="Of a scenario: processes to play on.")] = None,
    lang: Lang = None,
    json_file: Json = None,
    verbose: Verbose = False,
) -> None:
    """Compare policies of an experiment, or variants of a scenario, under the same luck."""
    with named_errors(lang, json_file):
        log(verbose)
        language = spoken(lang)
        console = tell(json_file)
        playing = {"--years": years, "--replications": replications, "--seed": seed, "--workers": workers}
        given = [name for name, value in playing.items() if value is not None] + list(variants or ())
        if _is_store(where):
            found = _stored(where, given, console, language)
        else:
            found = _played(where, variants or [], (years, replications, seed), workers or 1, console, language)
        asked = Asked(
            outcomes=tuple(outcome or ()), by=None if by is None else APART[by], versus=versus, bootstrap=bootstrap
        )
        told = records(show_differences(console, found, asked, language))
        write_json(json_file, {"compared": where, "differences": told})


def _is_store(where: str) -> bool:
    """A folder with a manifest; raises where it is neither that nor a scenario."""
    from govperf_sim.errors import ExperimentError, fault, nearest
    from govperf_sim.experiments.store.folder import MANIFEST
    from govperf_sim.scenario.load import shipped

    path = Path(where)
    if (path / MANIFEST).is_file():
        return True
    if not (path / "framework.yaml").is_file() and where not in shipped():
        inside = [str(found.parent) for found in sorted(path.glob(f"*/{MANIFEST}"))]
        raise ExperimentError(fault("cli.compare_neither", nearest(where, inside or shipped()), found=where))
    return False


def _stored(store: str, given: list[str], console: Console, language: Language) -> Findings:
    from govperf_sim.errors import ExperimentError, fault
    from govperf_sim.experiments.findings.findings import open_findings

    if given:
        raise ExperimentError([fault("cli.compare_played", store=store, found=what) for what in given])
    return open_findings(
        store, told=lambda missing: console.print(missing.text(language), markup=False, soft_wrap=True)
    )


def _played(
    name: str,
    variants: list[str],
    game: tuple[int | None, int | None, int | None],
    workers: int,
    console: Console,
    language: Language,
) -> Findings:
    from govperf_sim.experiments.of_variants import of_variants

    years, replications, seed = game
    experiment = of_variants(load(name, language), variants, years=years, replications=replications, seed=seed)
    with telling(console, language) as progress:
        return experiment.run(workers=workers, progress=partial(progress, "playing"))
