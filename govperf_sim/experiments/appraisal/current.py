"""The weights that hold now: last year's where a rule holds the new ones against them, else the reference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pandas as pd

from govperf_sim.weights.rules import Stability, TotalMovement
from govperf_sim.weights.schemes import whole_of
from govperf_sim.weights.weighting import Weighting

From = Literal["last_year", "reference"]


def current_of(q: Weighting) -> tuple[pd.DataFrame, From] | None:
    """The weights, group x indicator, and where they are from; None where the question knows neither.

    Last year's count where they are known for every group; what indicators that are gone had goes to the others in
    proportion, so that every group adds up to 1.

    >>> scores = pd.DataFrame({"gdp": [0.9], "air": [0.2]}, index=["a"])
    >>> last = {"g": {"gdp": 0.4, "air": 0.4}}
    >>> q = Weighting(scores=scores, groups=pd.Series({"a": "g"}),
    ...               rules=[TotalMovement("steady", last=last, at_most=0.1)])
    >>> table, whence = current_of(q)
    >>> whence, table.to_dict("index")
    ('last_year', {'g': {'gdp': 0.5, 'air': 0.5}})
    """
    for table in _last_years(q):
        if (table.sum(axis=1) > 0).all():
            return table.div(table.sum(axis=1), axis=0), "last_year"
    if q.start is None:
        return None
    table = pd.DataFrame(0.0, index=list(q.indicators_of), columns=list(q.scores.columns))
    for (g, k), weight in q.start.items():
        table.at[g, k] = weight
    return whole_of(q, table), "reference"


def _last_years(q: Weighting) -> Iterator[pd.DataFrame]:
    """Last year's weights as each rule remembers them, of what applies this year; 0 for what is new."""
    for rule in q.rules:
        if isinstance(rule, Stability | TotalMovement):
            rows = {g: {k: rule.last.get(g, {}).get(k, 0.0) for k in own} for g, own in q.indicators_of.items()}
            yield whole_of(q, pd.DataFrame.from_dict(rows, orient="index"))
