"""Given weights of all groups: last year's, a proposal, an answer.  They need not obey the rules, only be weights."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from govperf_sim.errors import Fault, WeightingError, fault, nearest
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.rule_checks import is_number
from govperf_sim.weights.weighting import Weighting

SUM = 1e-6
"""Weights that add up to 1 within this do."""
Scheme = Weights | pd.DataFrame
"""An answer, or a table group x indicator of weights that add up to 1 in every group."""


def table_of(scheme: Scheme) -> pd.DataFrame:
    return scheme.table if isinstance(scheme, Weights) else scheme


def whole_of(q: Weighting, scheme: Scheme) -> pd.DataFrame:
    """The weights of all groups and indicators in the order of the question, 0 where one does not apply."""
    table = table_of(scheme).reindex(index=list(q.indicators_of), columns=list(q.scores.columns)).fillna(0.0)
    return table.rename_axis(index="group", columns="indicator")


def cells_of(q: Weighting, name: str, scheme: Scheme) -> Cells:
    """The weights by (group, indicator), where they apply.

    Raises :class:`~govperf_sim.errors.WeightingError` for a table that is no scheme of weights, saying ``name``.
    """
    if faults := list(scheme_faults(q, name, scheme)):
        raise WeightingError(faults)
    rows = table_of(scheme).to_dict("index")
    return {(g, k): float(rows[g].get(k, 0.0)) for g, own in q.indicators_of.items() for k in own}


def scheme_faults(q: Weighting, name: str, scheme: Scheme) -> Iterator[Fault]:
    """Everything that keeps a table from being a scheme of weights of the question's groups."""
    table = table_of(scheme)
    for g, own in q.indicators_of.items():
        if g not in table.index:
            yield fault("weights.scheme_lacks", nearest(g, map(str, table.index)), scheme=name, code=g)
            continue
        row = table.loc[g].to_dict()
        wrong = [k for k in own if not (is_number(x := row.get(k, 0.0)) and x >= 0)]
        yield from (fault("weights.scheme_cell", scheme=name, group=g, indicator=k, found=row[k]) for k in wrong)
        stray = [k for k, x in row.items() if k not in own and is_number(x) and x != 0]
        yield from (fault("weights.scheme_stray", scheme=name, group=g, indicator=k, found=row[k]) for k in stray)
        total = 0.0 if wrong else sum(row.get(k, 0.0) for k in own)
        if not wrong and not stray and abs(total - 1) > SUM:
            yield fault("weights.scheme_sum", scheme=name, group=g, total=total)
