"""What policies achieve and how they differ, as a command tells it: a table an outcome, numbers of policies first."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from govperf_sim.words import Language, say

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

    from govperf_sim.experiments.findings.findings import Findings
    from govperf_sim.experiments.outcome import Outcome
    from govperf_sim.report.experiment.labels import ExperimentLabels

MOST_ROWS = 60
"""Rows of a table in the terminal; JSON has them all."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """``outcomes`` by their codes, all if there is none; differences from policy ``versus``."""

    outcomes: tuple[str, ...] = ()
    by: Literal["group", "world"] | None = None
    versus: int = 0
    bootstrap: bool = False


def differences(found: Findings, asked: Asked) -> dict[str, pd.DataFrame]:
    """For each outcome that anybody has: ``policy, whom | world, value, difference, low, high, replications, verdict``.

    Of the policy that others are compared with, all but the value is absent.  Raises
    :class:`~govperf_sim.errors.ExperimentError` for outcomes and policies that are not there.
    """
    from govperf_sim.experiments.estimates.intervals import Method

    method = Method.BOOTSTRAP if asked.bootstrap else Method.T
    tables = {}
    for code in asked.outcomes or [o.code for o in found.samples.manifest.outcomes]:
        apart = found.compare(code, asked.by, asked.versus, method)
        values = found.summary(code, asked.by, method)
        keys = [c for c in ("policy", "whom", "world") if c in values]
        if len(values):
            tables[code] = values[[*keys, "value"]].merge(apart.drop(columns="versus"), on=keys, how="left")
    return tables


def records(tables: dict[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """For JSON: a record a row; what is absent is null."""
    return [
        {"outcome": code} | record
        for code, rows in tables.items()
        for record in json.loads(rows.to_json(orient="records", double_precision=15))
    ]


def show_differences(console: Console, found: Findings, asked: Asked, language: Language) -> dict[str, pd.DataFrame]:
    """A table for each outcome, and the key to its signs; returns what it showed."""
    from govperf_sim.experiments.league import SIGNS
    from govperf_sim.report.experiment.labels import labels_of_findings

    labels = labels_of_findings(found.samples.manifest, language)
    tables = differences(found, asked)
    outcomes = {o.code: o for o in found.samples.manifest.outcomes}
    if len(labels.policies) > 1:
        console.print(
            say("cli.compared_with", language, policy=labels.policy(asked.versus)), markup=False, soft_wrap=True
        )
    for code, rows in tables.items():
        _show(console, outcomes[code], rows, labels)
    absent = [labels.outcome(code) for code in asked.outcomes or outcomes if code not in tables]
    if absent:
        console.print(
            say("cli.compared_absent", language, outcomes=labels.joined(absent)), markup=False, soft_wrap=True
        )
    if tables and len(labels.policies) > 1:
        key = "  ".join(f"{sign} {say(f'experiments.verdict_{v}', language)}" for v, sign in SIGNS.items())
        console.print(key, markup=False, soft_wrap=True)
    return tables


def _show(console: Console, outcome: Outcome, rows: pd.DataFrame, labels: ExperimentLabels) -> None:
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    from govperf_sim.experiments.league import SIGNS
    from govperf_sim.report.experiment.scale import scale_of
    from govperf_sim.report.numbers import MISSING

    scale = scale_of(outcome, rows["value"], [x for column in ("difference", "low", "high") for x in rows[column]])
    title = labels.outcome_in(outcome.code, scale)
    shown = Table(title=escape(title), box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), title_justify="left")
    key = next((k for k in ("whom", "world") if k in rows), None)
    shown.add_column(say("cli.compared_number", labels.language), justify="right")
    shown.add_column(say("cli.compared_policy", labels.language), overflow="fold")
    if key is not None:
        shown.add_column(say(f"cli.compared_{key}", labels.language), overflow="fold")
    for head in ("value", "difference", "interval"):
        shown.add_column(say(f"cli.compared_{head}", labels.language), justify="right")
    for row in rows.head(MOST_ROWS).to_dict("records"):
        where = [] if key is None else [labels.whom(row[key]) if key == "whom" else str(row[key])]
        told = [MISSING, MISSING]
        if not math.isnan(row["difference"]):
            # Of what rounds to nothing it is not said that it is better.
            sign = "" if scale.slight(row["difference"]) else SIGNS[row["verdict"]]
            told = [f"{sign} {scale.difference(row['difference'])}", scale.signed_span(row["low"], row["high"])]
        cells = [str(row["policy"]), labels.policy(row["policy"]), *where, scale.shown(row["value"]), *told]
        shown.add_row(*map(escape, cells))
    console.print(shown)
    if len(rows) > MOST_ROWS:
        console.print(
            say("cli.compared_more", labels.language, count=len(rows) - MOST_ROWS), markup=False, soft_wrap=True
        )
