r"""Given schemes of weights held against the rules: what each breaks, whom it wrongs, and what would mend it.

A scheme need not be admissible: last year's weights, a proposal, weights in use elsewhere.  For each there are the rows
it breaks and by how much, the regret and the change of rank of every unit against the first scheme, the same by group,
and the nearest admissible scheme (:mod:`govperf_sim.weights.nearest`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.errors import WeightingError
from govperf_sim.weights.conflicts import require_admissible
from govperf_sim.weights.kept import kept
from govperf_sim.weights.nearest import nearest_admissible
from govperf_sim.weights.rule import Cells
from govperf_sim.weights.schemes import Scheme, cells_of, scheme_faults, table_of, whole_of
from govperf_sim.weights.standing import standing
from govperf_sim.weights.weighting import Weighting

BROKEN = ("rule", "group", "limit", "value", "by", "source", "clause", "place")
UNITS = ("group", "score", "regret", "rank_in_group")


@dataclass(frozen=True, eq=False)
class Comparison:
    """What given schemes mean under one question; the first is what the others are compared with."""

    broken: pd.DataFrame
    """Index (scheme, row): rule, group, limit, value, by (how much it is broken, in weight), source, clause, place."""
    units: pd.DataFrame
    """Index (scheme, unit): group, score, regret, rank_in_group, rank_change (places lost against the first scheme)."""
    groups: pd.DataFrame
    """Index (scheme, group): mean_regret, worst_regret, ranks_changed (how many units), largest_rank_change."""
    nearest: Mapping[str, pd.DataFrame]
    """Scheme -> the nearest admissible weights, group x indicator."""
    moves: Mapping[str, pd.DataFrame]
    """Scheme -> what moves on the way there: index (group, indicator): given, nearest, change, why (``rows``, ``balance``,
    ``tie_break``), rows (the names of the rows that force it), as in :mod:`govperf_sim.weights.forced`."""
    distance: pd.Series[float]
    """Scheme -> its total move to the nearest admissible weights, mean of groups; 0 for an admissible one."""


def compare_schemes(weighting: Weighting, schemes: Mapping[str, Scheme]) -> Comparison:
    """Hold schemes, each a group x indicator table of weights adding up to 1 in every group, against the question.

    Raises :class:`~govperf_sim.errors.WeightingError` for a table that is no scheme of weights, and
    :class:`~govperf_sim.errors.InfeasibleRules` when no scheme is admissible.

    >>> from govperf_sim.weights.rules import Share
    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]),
    ...                      rules=[Share("cap_growth", of=["gdp"], at_most=0.3)])
    >>> old = pd.DataFrame({"gdp": [0.5], "air": [0.5]}, index=["cities"])
    >>> found = compare_schemes(question, {"old": old})
    >>> found.broken["by"].round(6).to_dict()
    {('old', 'cap_growth(cities)'): 0.2}
    >>> found.nearest["old"].round(6).to_dict("records")
    [{'gdp': 0.3, 'air': 0.7}]
    """
    if faults := [f for name, scheme in schemes.items() for f in scheme_faults(weighting, name, scheme)]:
        raise WeightingError(faults)
    tables = {name: table_of(scheme) for name, scheme in schemes.items()}
    require_admissible(weighting.indicators_of, weighting.rules, weighting.names)
    cells = {name: cells_of(weighting, name, table) for name, table in tables.items()}
    units = _units(weighting, tables)
    mended = {name: nearest_admissible(weighting, w) for name, w in cells.items()}
    return Comparison(
        broken=_broken(weighting, cells),
        units=units,
        groups=_groups(units),
        nearest={name: found.table for name, found in mended.items()},
        moves={name: found.moves for name, found in mended.items()},
        distance=pd.Series({name: found.distance for name, found in mended.items()}, dtype=float).rename_axis("scheme"),
    )


def _broken(q: Weighting, schemes: Mapping[str, Cells]) -> pd.DataFrame:
    found = pd.concat({name: kept(q, w) for name, w in schemes.items()}, names=["scheme", "row"])
    found = found[~found["kept"].astype(bool)]
    return found.assign(by=-found["slack"], source=found["cite"])[[*BROKEN]]


def _units(q: Weighting, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    found = {name: standing(q, whole_of(q, table))[[*UNITS]] for name, table in tables.items()}
    first = next(iter(found.values()))["rank_in_group"]
    told = {name: table.assign(rank_change=table["rank_in_group"] - first) for name, table in found.items()}
    return pd.concat(told, names=["scheme", "unit"])


def _groups(units: pd.DataFrame) -> pd.DataFrame:
    by = units.assign(change=units["rank_change"].abs()).groupby(["scheme", "group"], sort=False)
    return pd.DataFrame(
        {
            "mean_regret": by["regret"].mean(),
            "worst_regret": by["regret"].max(),
            "ranks_changed": by["change"].agg(np.count_nonzero),
            "largest_rank_change": by["change"].max(),
        }
    )
