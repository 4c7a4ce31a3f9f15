"""Redundancy: indicators that move together ask for the same thing twice, and weigh it twice.

Two indicators are *redundant* where their correlation reaches a threshold that the office declares.  Redundant pairs
join into *clusters*: a cluster is what stays connected when only such pairs are drawn.  A strongly negative pair is listed
too, but joins no cluster: its two sides pull units in opposite directions and cancel.

A correlation over few units says little: of 7 units, one pair in twenty reaches 0.75 by chance alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from govperf_sim.cells import numbers
from govperf_sim.diagnostics.correlation import correlation
from govperf_sim.errors import AggregationError, fault


@dataclass(frozen=True)
class Redundancy:
    """How indicators move together.

    ``correlations``: indicator x indicator (Pearson), each over the units that have both; NaN where undefined.
    ``pairs``: ``first``, ``second``, ``correlation``, ``units``, for correlations at or beyond the threshold on either
    side, strongest first.
    ``clusters``: the sets of indicators connected by pairs at or above the threshold, largest first.
    ``undefined``: ``first``, ``second``, ``units``, for the pairs with too few units or without variation.
    """

    correlations: pd.DataFrame
    pairs: pd.DataFrame
    clusters: tuple[tuple[str, ...], ...]
    undefined: pd.DataFrame


def redundancy(scores: pd.DataFrame, threshold: float, fewest_units: int = 3) -> Redundancy:
    """Correlate every two indicators over the units to which both apply.

    ``scores`` is unit x indicator, NaN where an indicator does not apply; ``threshold`` lies in (0, 1].  Give ranks instead
    of scores for rank correlations.  Raises :class:`~govperf_sim.errors.AggregationError` for what is not a number.

    >>> scores = pd.DataFrame({"wage": [1.0, 2.0, 3.0, 4.0], "tax": [2.0, 4.0, 6.0, 8.0], "air": [4.0, 1.0, 2.0, 3.0]})
    >>> found = redundancy(scores, threshold=0.9)
    >>> found.clusters, round(float(found.correlations.loc["wage", "air"]), 2)
    ((('wage', 'tax'),), -0.2)
    """
    if not 0 < threshold <= 1:
        raise AggregationError(fault("diagnostics.bad_threshold", found=threshold))
    x = numbers(scores)
    codes = [str(c) for c in scores.columns]
    table = np.eye(len(codes))
    pairs: list[tuple[str, str, float, int]] = []
    undefined: list[tuple[str, str, int]] = []
    for a, b in combinations(range(len(codes)), 2):
        both = ~np.isnan(x[:, a]) & ~np.isnan(x[:, b])
        units = int(both.sum())
        related = correlation(x[both, a], x[both, b]) if units >= max(2, fewest_units) else float("nan")
        table[a, b] = table[b, a] = related
        if np.isnan(related):
            undefined.append((codes[a], codes[b], units))
        elif abs(related) >= threshold - 1e-12:
            pairs.append((codes[a], codes[b], related, units))
    pairs.sort(key=lambda pair: -abs(pair[2]))
    return Redundancy(
        correlations=pd.DataFrame(table, index=codes, columns=codes),
        pairs=pd.DataFrame(pairs, columns=["first", "second", "correlation", "units"]),
        clusters=_connected(codes, [(a, b) for a, b, related, _ in pairs if related > 0]),
        undefined=pd.DataFrame(undefined, columns=["first", "second", "units"]),
    )


def _connected(codes: list[str], pairs: list[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """The sets that the pairs join, in the order of the codes."""
    home = {code: {code} for code in codes}
    for a, b in pairs:
        if home[a] is not home[b]:
            home[a] |= home[b]
            for code in home[b]:
                home[code] = home[a]
    distinct = {id(s): s for s in home.values() if len(s) > 1}.values()
    return tuple(sorted((tuple(sorted(s, key=codes.index)) for s in distinct), key=lambda s: -len(s)))
