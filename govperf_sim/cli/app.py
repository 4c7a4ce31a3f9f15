"""The Typer application that the commands join."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Indicator weights that can be defended, and assessment years simulated.",
)


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
