"""``govperf verify``: the simulation beside theory, for one case with any parameters or for all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govperf_sim.cli.app import app
from govperf_sim.cli.console import Json, Lang, named_errors, spoken, tell, write_json
from govperf_sim.errors import CycleError, fault
from govperf_sim.words import Language, say

if TYPE_CHECKING:
    from rich.console import Console

    from govperf_sim.theory.verify import Verified


@app.command(epilog="Example: govperf verify t01 --parameter substitution=0.3 --parameter benefit=2,1")
def verify(
    case: Annotated[str | None, typer.Argument(metavar="[CASE]", help="A case such as t01; all of them if left out.")] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="A parameter of the case; lists as 1,2 and tables as 1,2;3,4."),
    ] = None,
    replications: Annotated[int | None, typer.Option(help="How often the world of a case is played.")] = None,
    seed: Annotated[int | None, typer.Option(help="The seed of chance.")] = None,
    page: Annotated[Path | None, typer.Option("--page", metavar="FILE", help="Also write what was found to FILE, in Markdown.")] = None,
    lang: Lang = None,
    json_file: Json = None,
) -> None:  # fmt: skip
    """Play minimal worlds and set them beside the closed forms of theory; status 1 if a case fails."""
    from govperf_sim.theory import verify as theory
    from govperf_sim.theory.written import parsed

    language, console = spoken(lang), tell(json_file)
    with named_errors(lang, json_file):
        terms = parsed(parameter or [])
        if case is None and terms:
            raise CycleError(fault("theory.parameters_of_which", parameters=", ".join(terms)))
        names = theory.CASES if case is None else (case,)
        found = []
        for name in names:
            found.append(
                theory.verify(name, replications=replications, seed=theory.SEED if seed is None else seed, **terms)
            )
            _show(console, found[-1], language)
        if page is not None:
            from govperf_sim.report.theory_page import theory_page

            page.write_text(theory_page(found), "utf-8")
        write_json(json_file, {v.case.name: _plain(v) for v in found})
    if not all(v.holds for v in found):
        raise typer.Exit(1)


def _show(console: Console, verified: Verified, language: Language) -> None:
    from rich.table import Table

    table = Table(title=verified.heading(language), title_justify="left")
    for column in ("quantity", "simulated", "standard_error", "exact", "z", "verdict"):
        table.add_column(say(f"theory.{column}", language), justify="left" if column == "quantity" else "right")
    for quantity, row in verified.table.iterrows():
        verdict = say("theory.yes" if row["holds"] else "theory.no", language)
        numbers = (f"{row[c]:.6g}" for c in ("simulated", "standard_error", "exact"))
        z = "" if row["z"] != row["z"] else f"{row['z']:.2f}"
        table.add_row(verified.quantity(str(quantity)).text(language), *numbers, z, verdict)
    console.print(table)


def _plain(verified: Verified) -> dict[str, object]:
    rows = {
        str(name): {k: None if v != v else v for k, v in row.items()}
        for name, row in verified.table.to_dict("index").items()
    }
    return {
        "holds": verified.holds,
        "parameters": dict(verified.parameters),
        "replications": verified.replications,
        "seed": verified.seed,
        "quantities": rows,
    }
