r"""Units whose figures coincide to the last digit, against how often that happens by chance.

For units :math:`i, j` with figures :math:`x_i \pm h_i` the pair coincides when :math:`|x_i - x_j| \le w(h_i + h_j)`, with a
chance :math:`p_{ij}` of at most :math:`2w(h_i + h_j)` times the peak density of a difference.  Two families are tested, each
at half the false discovery rate, so that together they keep it:

**Units within an indicator and year.**  Clusters of :math:`c` equal units count as :math:`c - 1` coincidences each, nearly
Poisson with mean :math:`\sum_{i<j} p_{ij}`.  One large cluster is rarer still than so many pairs: of normal figures
the expected number of clusters of :math:`c` is at most

.. math:: E_c = \frac{2^{(c-1)/2}}{\sqrt c} \cdot \frac{1}{c!} \sum_i \Big(\sum_{j \ne i} p_{ij}\Big)^{c-1}

(every member as centre, the density to the power :math:`c` integrated; :math:`E_2 = \sum_{i<j} p_{ij}`).  The test takes the
smaller of the two p-values, doubled for having chosen.

**Two given units over all indicators of a year** (a row filled for both by the same hand): the number of coincidences,
if two or more, against :math:`\sum_k p_{ijk}`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import logsumexp

from govperf_sim.screening.cells import Array, Block
from govperf_sim.screening.chance import Mask, at_least, at_peak, benjamini_hochberg, median, spread
from govperf_sim.screening.findings import Checked, Finding, listed, of_cells
from govperf_sim.words import Message

Indices = npt.NDArray[np.intp]
LARGEST = 700.0
"""The logarithm beyond which an expected number is as good as infinite."""


class _Candidate(NamedTuple):
    units: tuple[int, ...]
    indicators: tuple[int, ...]
    period: int
    p: float


def coincidences(
    seen: Block, check: str, x: Array, noise: Array, *, width: float, rate: float, floor: float = 0.0
) -> Checked:
    """``x`` and its rounding ``noise`` are unit x indicator x period; ``width`` is :math:`w` above.

    ``floor`` is the spread assumed of an indicator that has none because all its units are equal; 0 leaves it untested.
    """
    first, second = np.triu_indices(len(seen.units), 1)
    apart = np.abs(x[first] - x[second])
    delta = width * (noise[first] + noise[second])
    p = np.where(np.isfinite(apart), at_peak(2 * delta, np.sqrt(2) * _usual_spread(x, floor)), np.nan)
    # A hair of floating-point error must not part figures that are equal to the last digit.
    hits = (apart <= delta * (1 + 1e-6)) & np.isfinite(p)
    found = []
    for family in (_within_indicators(hits, p, first, second), _between_two_units(hits, p, first, second)):
        kept = benjamini_hochberg(np.array([c.p for c in family]), rate / 2)
        found += [_finding(seen, check, x, c) for c, keep in zip(family, kept, strict=True) if keep]
    return Checked(check=check, tested=int(np.isfinite(p).sum()), findings=tuple(found))


def _usual_spread(x: Array, floor: float) -> Array:
    """The spread between units of each indicator, pooled over the years (indicator x 1); NaN below three units."""
    sigma = spread(x - median(x, 0), (0, 2))[0]
    enough = np.isfinite(x).sum(axis=0).max(axis=-1, keepdims=True, initial=0) >= 3
    return np.where(enough & (sigma > 0), sigma, np.where(enough & (sigma == 0) & (floor > 0), floor, np.nan))


def _within_indicators(hits: Mask, p: Array, first: Indices, second: Indices) -> list[_Candidate]:
    candidates = []
    for k, t in np.argwhere(np.isfinite(p).any(axis=0)).tolist():
        clusters = _clusters(zip(first[hits[:, k, t]].tolist(), second[hits[:, k, t]].tolist(), strict=True))
        chance = 1.0
        if clusters:
            pairs = np.nan_to_num(p[:, k, t])
            count = sum(len(c) - 1 for c in clusters)
            largest = _expected_clusters(max(map(len, clusters)), pairs, first, second)
            chance = min(1.0, 2 * float(at_least(count, pairs.sum())), 2 * largest)
        candidates.append(_Candidate(tuple(sorted(u for c in clusters for u in c)), (k,), t, chance))
    return candidates


def _expected_clusters(size: int, pairs: Array, first: Indices, second: Indices) -> float:
    of_unit = np.bincount(np.concatenate([first, second]), np.concatenate([pairs, pairs]))
    if not of_unit.any():
        return 0.0
    # In logarithms: among a few hundred units both the power and the factorial leave the range of floating-point numbers.
    powers = logsumexp((size - 1) * np.log(of_unit[of_unit > 0]))
    log = (size - 1) / 2 * math.log(2) - math.log(size) / 2 + powers - math.lgamma(size + 1)
    return math.exp(min(log, LARGEST))


def _between_two_units(hits: Mask, p: Array, first: Indices, second: Indices) -> list[_Candidate]:
    count = hits.sum(axis=1)
    chance = np.where(count >= 2, at_least(count, np.nansum(p, axis=1)), 1.0)
    return [
        _Candidate((int(first[i]), int(second[i])), tuple(np.flatnonzero(hits[i, :, t]).tolist()), t, chance[i, t])
        for i, t in np.argwhere(np.isfinite(p).any(axis=1)).tolist()
    ]


def _clusters(pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    """The connected sets of the pairs."""
    clusters: list[set[int]] = []
    for pair in pairs:
        touched = [c for c in clusters if c & set(pair)]
        clusters = [c for c in clusters if c not in touched] + [set(pair).union(*touched)]
    return clusters


def _finding(seen: Block, check: str, x: Array, candidate: _Candidate) -> Finding:
    units, indicators, t, p = candidate
    at = [seen.cell(u, k, t) for u in units for k in indicators]
    values = {
        **{"units": listed(seen.units[u] for u in units), "indicators": listed(seen.indicators[k] for k in indicators)},
        **{"period": seen.periods[t], "p": f"{p:.1g}"},
    }
    observed = x[units[0], indicators[0], t]
    return of_cells(check, at, Message(f"screening.{check}", values), strength=p, measure="p_value", observed=observed)
