"""Why the weights are what they are: every row of every rule, how tight it is, and what it is worth.

The price of a row is that in the first step of the goal in which loosening it is worth something, else in which it has
one (:mod:`govperf_sim.weights.prices`); a row without a price may still shape a later stage of the leximin.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.rules import Cells, Line
from govperf_sim.weights.stages import Stage
from govperf_sim.weights.weighting import Weighting

TIGHT = 1e-7
"""A slack below this is none."""


def lines_of(q: Weighting) -> Iterator[Line]:
    for rule in q.rules:
        yield from rule.lines(q.indicators_of)


def activities(q: Weighting, m: WeightModel, w: Cells) -> Iterator[tuple[Line, float, float]]:
    """Every row of every rule: the value of its left side under given weights, and its slack, negative where broken."""
    columns = {f"w({g},{k})": x for (g, k), x in w.items()}
    for rule in q.rules:
        columns |= rule.columns(q.indicators_of, w)
    for line in lines_of(q):
        if (row := m.rows.get(line.name)) is not None:
            right, activity = -row.constant, sum(a * columns[str(v.name)] for v, a in row.items())
            yield line, activity, (activity - right if line.side == "at_least" else right - activity)


def reasons(q: Weighting, w: Cells, stages: Sequence[Stage], prices: pd.DataFrame) -> pd.DataFrame:
    """Index row (its name in the program); ``prices`` is :func:`govperf_sim.weights.prices.prices`."""
    by_row: dict[str, list[dict[Any, Any]]] = {}
    for record in prices.reset_index().to_dict("records"):
        by_row.setdefault(record["row"], []).append(record)
    records = []
    for line, activity, slack in activities(q, q.model(), w):
        leant_on = next((s.name for s in stages if line.name in s.duals), "")
        found = by_row.get(line.name, ())
        worthy = (p for p in found if worth(p, line) > TIGHT)
        # What the guard would pay for a tighter rule that it starts from says nothing of the row.
        priced = (p for p in found if p["stage"] != "guarded_move")
        price = next(itertools.chain(worthy, priced), {"stage": leant_on, "left": 0.0, "right": 0.0})
        source = line.rule.source
        records.append(
            {
                "row": line.name,
                "rule": line.rule.id,
                "group": line.group,
                "stage": price["stage"],
                "limit": line.limit,
                "value": activity,
                "slack": slack,
                "shadow_price_left": price["left"],
                "shadow_price_right": price["right"],
                "source": source.cite if source else "",
                "clause": (source.clause if source else None) or "",
                "place": source.place if source else "",
            }
        )
    return pd.DataFrame.from_records(records, columns=COLUMNS).set_index("row")


COLUMNS = ("row", "rule", "group", "stage", "limit", "value", "slack", "shadow_price_left", "shadow_price_right",
           "source", "clause", "place")  # fmt: skip


def worth(price: Mapping[Any, Any], line: Line) -> float:
    """What the value of a price falls by, per unit of weight, when the limit is loosened; negative where it rises."""
    return -float(price["right"]) if line.side == "at_most" else float(price["left"])
