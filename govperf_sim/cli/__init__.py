"""The command line: ``govperf init | check | preferences | weights | recheck | benchmark | run | robustness | experiment | compare |
rerun | report | verify | anticipate | search | workbook | import | classroom``.

Heavy imports are made inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from govperf_sim.cli import (
    anticipate,
    benchmark,
    check,
    classroom,
    compare,
    evaluate,
    experiment,
    preferences,
    report,
    rerun,
    robustness,
    run,
    search,
    verify,
    weights,
    workbook,
)
from govperf_sim.cli.app import app

__all__ = [
    "anticipate",
    "app",
    "benchmark",
    "check",
    "classroom",
    "compare",
    "evaluate",
    "experiment",
    "main",
    "preferences",
    "report",
    "rerun",
    "robustness",
    "run",
    "search",
    "verify",
    "weights",
    "workbook",
]


def main() -> NoReturn:
    """The entry point of ``govperf``: like ``app()``, with a word instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character must not end the work
    app()
    raise SystemExit(0)
