r"""Who is ahead of whom whatever the admissible weights.

Unit :math:`i` is necessarily ahead of :math:`k`, or level with it, when :math:`D_{ik} = \min_{w \in W} (s_i - s_k)(w) \ge 0`;
necessarily level when :math:`D_{ki} \ge 0` too.  The relation is transitive, so the pairs that do not follow from others
(its transitive reduction, drawn as a Hasse diagram) tell it all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.robustness.leads import least_leads
from govperf_sim.robustness.pools import EQUAL, Pool, pools_of
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Message, default_language, say

PAIR = ("level", "pool", "unit", "other")
EDGE = ("level", "pool", "ahead", "behind")
Relation = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Dominance:
    """Which pairs are settled."""

    leads: pd.DataFrame
    """Index (level, pool, unit, other), every ordered pair: least, most (the lead of the unit over the other, in score),
    settled: ``ahead``, ``behind``, ``tied`` (under all admissible weights) or ``open``."""
    hasse: pd.DataFrame
    """Index (level, pool, ahead, behind): the settled pairs that do not follow from others; columns least, most.  Of units
    that are always tied the first stands for all."""
    apart: Mapping[str, Message]
    """System, or declared pool, that cannot be ranked together -> why not."""

    def _repr_html_(self) -> str:
        counted = self.leads.groupby(["level", "pool", "settled"], sort=False).size().unstack(fill_value=0)
        shown = counted.reindex(columns=["ahead", "tied", "open"], fill_value=0)
        # Each pair stands in both orders; one that is settled is once ahead and once behind.
        shown[["tied", "open"]] //= 2
        return f"<p>{say('robustness.dominance', default_language())}</p>" + shown.to_html(border=0)


def dominance(weighting: Weighting) -> Dominance:
    """Every pair of units of a group, on totals, and of a system, on core sub-scores.

    Raises :class:`~govperf_sim.errors.InfeasibleRules` when the rules admit no weights.

    >>> from govperf_sim.weights.rules import Share
    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4, 0.3], "air": [0.2, 0.8, 0.7]}, index=["a", "b", "c"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b", "c"]),
    ...                      rules=[Share("cap_growth", of=["gdp"], at_most=0.3)])
    >>> dominance(question).hasse["least"].round(3).to_dict()
    {('group', 'cities', 'b', 'c'): 0.1, ('group', 'cities', 'c', 'a'): 0.17}
    """
    pools = pools_of(weighting)
    known = [(pool, least_leads(weighting.model(pool.groups), pool)) for pool in pools.known]
    leads = pd.concat([_leads(pool, least) for pool, least in known])
    hasse = pd.concat([_hasse(pool, least) for pool, least in known])
    return Dominance(leads, hasse, pools.apart)


def reduced(ahead: Relation) -> Relation:
    """The transitive reduction of a transitive relation; of units ahead of one another only the first is kept.

    >>> chain = np.array([[1, 1, 1], [0, 1, 1], [0, 0, 1]], dtype=bool)
    >>> np.argwhere(reduced(chain)).tolist()
    [[0, 1], [1, 2]]
    """
    tied = ahead & ahead.T
    first = np.asarray(~np.tril(tied, -1).any(axis=1))
    strictly = ahead & ~tied & np.outer(first, first)
    return np.asarray(strictly & ~(strictly.astype(float) @ strictly.astype(float) > 0))


def _leads(pool: Pool, least: Array) -> pd.DataFrame:
    one, other = np.nonzero(~np.eye(len(pool.units), dtype=bool))
    low, high = least[one, other], 0.0 - least[other, one]
    settled = np.select(
        [(low >= -EQUAL) & (high <= EQUAL), low >= -EQUAL, high <= EQUAL], ["tied", "ahead", "behind"], "open"
    )
    return pd.DataFrame({"least": low, "most": high, "settled": settled}, _pairs(pool, one, other, PAIR))


def _hasse(pool: Pool, least: Array) -> pd.DataFrame:
    one, other = np.nonzero(reduced(least >= -EQUAL))
    return pd.DataFrame({"least": least[one, other], "most": 0.0 - least[other, one]}, _pairs(pool, one, other, EDGE))


def _pairs(pool: Pool, one: npt.NDArray[np.intp], other: npt.NDArray[np.intp], names: tuple[str, ...]) -> pd.MultiIndex:
    units = np.array(pool.units, dtype=object)
    levels, codes = [pool.level] * len(one), [pool.code] * len(one)
    return pd.MultiIndex.from_arrays([levels, codes, units[one], units[other]], names=names)
