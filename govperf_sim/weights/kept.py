"""Given weights held against every row of every rule: what is kept, what is broken, and by how much."""

from __future__ import annotations

import pandas as pd

from govperf_sim.weights.reasons import TIGHT, activities
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.weighting import Weighting

COLUMNS = ("row", "rule", "group", "side", "limit", "value", "slack", "kept", "status", "clause", "cite", "place")


def kept(q: Weighting, w: Cells) -> pd.DataFrame:
    """Index row: rule, group, side, limit (as the rule has it), value and slack (in weight, negative where broken), kept,
    and of the rule's source status, clause, cite, place, empty where there is none.

    The weights, by (group, indicator), need not be admissible, nor need the rules admit any.

    >>> from govperf_sim.weights.rules import Share
    >>> q = Weighting(scores=pd.DataFrame({"gdp": [0.9], "air": [0.2]}, index=["a"]), groups=pd.Series({"a": "g"}),
    ...               rules=[Share("cap", of=["gdp"], at_most=0.3), Share("floor", of=["air"], at_least=0.2)])
    >>> found = kept(q, {("g", "gdp"): 0.5, ("g", "air"): 0.5})
    >>> found["slack"].round(6).to_dict(), found["kept"].to_dict()
    ({'cap(g)': -0.2, 'floor(g)': 0.3}, {'cap(g)': False, 'floor(g)': True})
    """
    records = []
    for line, value, slack in activities(q, q.model(), w):
        source = line.rule.source
        told = (source.status, source.clause or "", source.cite, source.place) if source else ("",) * 4
        row = (line.name, line.rule.id, line.group, line.side, line.limit, value, slack, slack >= -TIGHT)
        records.append((*row, *told))
    return pd.DataFrame.from_records(records, columns=[*COLUMNS]).set_index("row")
