r"""Do two rankings agree?  Kendall's tau-b, over the pairs of units that are compared at all.

Each pair of units of one pool is concordant (C: both rankings put the same one ahead), discordant (D) or tied in one
ranking or both.  With P pairs, of which T_1 and T_2 are tied in the first and in the second ranking (Kendall 1945,
Biometrika 33:239-251):

.. math:: \tau_b = \frac{C - D}{\sqrt{(P - T_1)(P - T_2)}}.

Pairs of different pools are not compared, so the rankings may be league tables side by side.  The p-value is that of
unrelated rankings, two-sided: each order of a pool as likely as any other.  Without ties it is exact: the number of
discordant pairs of n units is distributed as :math:`\prod_{j=1}^{n} (1 + x + \dots + x^{j-1}) / n!`, and pools multiply.
With ties, or above 50 units, C - D is taken as normal with its variance corrected for ties (Kendall 1970, *Rank
Correlation Methods*, ch. 4), which few units make rough.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import erfc, sqrt
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from govperf_sim.cells import Array, numbers
from govperf_sim.errors import AggregationError, Fault, fault

MOST_FOR_EXACT = 50


@dataclass(frozen=True)
class Agreement:
    """What two rankings have in common.

    ``tau`` is in [-1, 1].  ``pairs`` = ``concordant`` + ``discordant`` + pairs tied in either; a pair tied in both counts
    in ``tied_first`` and ``tied_second``.  ``turned`` lists the discordant pairs: ``pool``, ``higher_in_first``,
    ``higher_in_second``, where higher means the larger number, so with ranks the lower place.
    """

    tau: float
    pairs: int
    concordant: int
    discordant: int
    tied_first: int
    tied_second: int
    p_value: float
    method: Literal["exact", "normal"]
    turned: pd.DataFrame


def agreement(first: pd.Series[float], second: pd.Series[float], pools: pd.Series[str] | None = None) -> Agreement:
    """Compare two rankings of the same units, given as scores or as ranks, both in the same direction.

    ``pools`` says which units are compared with one another; without it, all.  Raises
    :class:`~govperf_sim.errors.AggregationError` for a unit that only one ranking has, an empty cell, no pair to compare, and
    a ranking that ties every pair.

    Of the three pairs, one is turned round:

    >>> found = agreement(pd.Series({"a": 1, "b": 2, "c": 3}), pd.Series({"a": 2, "b": 1, "c": 3}))
    >>> round(found.tau, 3), round(found.p_value, 3), found.turned.to_dict("records")
    (0.333, 1.0, [{'pool': '', 'higher_in_first': 'b', 'higher_in_second': 'a'}])
    """
    table = pd.DataFrame({"first": _known(first, second), "second": second.reindex(first.index)})
    values = numbers(table)
    faults = [
        fault("diagnostics.no_score", unit=table.index[i]) for i in range(len(table)) if np.isnan(values[i]).any()
    ]
    if pools is not None:
        faults += [fault("diagnostics.no_pool", unit=u) for u in table.index if u not in pools.index]
    if faults:
        raise AggregationError(faults)
    own = pd.Series("", index=table.index) if pools is None else pools.loc[table.index]
    here = {str(pool): np.flatnonzero((own == pool).to_numpy(bool)) for pool in own.unique()}
    signs: list[tuple[str, int, int, float, float]] = []
    for pool, units in here.items():
        for i, j in combinations(units.tolist(), 2):
            ahead = np.sign(values[i] - values[j])
            signs.append((pool, i, j, float(ahead[0]), float(ahead[1])))
    concordant = sum(a * b > 0 for *_, a, b in signs)
    turned = [
        (pool, *((table.index[i], table.index[j]) if a > 0 else (table.index[j], table.index[i])))
        for pool, i, j, a, b in signs
        if a * b < 0
    ]
    tied_first, tied_second = sum(a == 0 for *_, a, _ in signs), sum(b == 0 for *_, b in signs)
    untied = (len(signs) - tied_first) * (len(signs) - tied_second)
    if untied == 0:
        raise AggregationError(fault("diagnostics.all_tied" if signs else "diagnostics.no_pairs"))
    exact = tied_first + tied_second == 0 and len(table) <= MOST_FOR_EXACT
    difference = concordant - len(turned)
    return Agreement(
        tau=difference / sqrt(untied),
        pairs=len(signs),
        concordant=concordant,
        discordant=len(turned),
        tied_first=tied_first,
        tied_second=tied_second,
        p_value=_exact([len(u) for u in here.values()], len(turned))
        if exact
        else _normal(values, list(here.values()), difference),
        method="exact" if exact else "normal",
        turned=pd.DataFrame(turned, columns=["pool", "higher_in_first", "higher_in_second"]),
    )


def _known(first: pd.Series[float], second: pd.Series[float]) -> pd.Series[float]:
    """The first ranking, when both have the same units, each once."""
    faults: list[Fault] = [
        fault("aggregate.twice", name=u) for s in (first, second) for u in s.index[s.index.duplicated()].unique()
    ]
    faults += [fault("diagnostics.only_in_one", unit=u) for u in first.index.symmetric_difference(second.index)]
    if faults:
        raise AggregationError(faults)
    return first


def _exact(sizes: list[int], discordant: int) -> float:
    """Two-sided p of so many discordant pairs, when every order of every pool is equally likely."""
    chance = np.ones(1)
    for size in sizes:
        for j in range(2, size + 1):
            chance = np.convolve(chance, np.full(j, 1.0 / j))
    fewer = min(discordant, len(chance) - 1 - discordant)
    return min(1.0, 2.0 * float(chance[: fewer + 1].sum()))


def _normal(values: Array, pools: list[npt.NDArray[np.intp]], difference: int) -> float:
    """Two-sided p of C - D from the normal distribution, the variance corrected for ties."""
    variance = 0.0
    for units in pools:
        n = len(units)
        if n < 2:
            continue
        t, u = (np.unique(values[units, side], return_counts=True)[1] for side in (0, 1))
        every = n * (n - 1) * (2 * n + 5) - sum((c * (c - 1) * (2 * c + 5)).sum() for c in (t, u))
        pairs_tied = (t * (t - 1)).sum() * (u * (u - 1)).sum() / (2 * n * (n - 1))
        threes = (t * (t - 1) * (t - 2)).sum() * (u * (u - 1) * (u - 2)).sum()
        variance += every / 18 + pairs_tied + (threes / (9 * n * (n - 1) * (n - 2)) if n > 2 else 0.0)
    return erfc(abs(difference) / sqrt(2 * variance))
