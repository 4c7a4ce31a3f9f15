r"""Jumps: growth far from that of the other units in the same year, and far from the unit's own growth in other years.

.. math:: z = (g - \operatorname{med} g) / (1.4826 \operatorname{med}|g - \operatorname{med} g|)

once over the units of a year, once over the other years of the unit.  A jump must stand out both ways where both can be
told, so neither a bad year for all nor a lively unit is one.  A jump followed by the opposite jump is one finding, about
the value between them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from govperf_sim.screening.cells import Array, block
from govperf_sim.screening.chance import median, robust_z, spread, spread_of_growth
from govperf_sim.screening.findings import Cell, Checked, Finding, of_cells
from govperf_sim.words import Message


def jumps(
    cells: pd.DataFrame,
    *,
    indicators: Sequence[str] | None = None,
    limit: float = 3.5,
    peers: int = 8,
    years: int = 4,
) -> Checked:
    """Growth beyond ``limit`` robust standard deviations.

    ``limit`` 3.5 is the cut of Iglewicz and Hoaglin (1993).  A year needs ``peers`` units and a unit ``years`` other
    years to be judged by: with fewer the median deviation is itself a matter of luck (among five units it puts one honest
    normal value in twenty beyond the limit, among eight one in fifty).  Of honest normal growth in 21 units
    and five years about one cell in a thousand passes both; of growth with heavy tails (Laplace, Student with three
    degrees of freedom) about one in fifty, so that weak jumps in lively indicators say little.
    """
    seen = block(cells, indicators)
    growth, noise = seen.growth()
    z = _smaller(_among_peers(growth, noise, peers), _own_past(growth, noise, years))
    large = np.abs(z) >= limit
    found = []
    for u, k, t in np.argwhere(large).tolist():
        if t > 0 and large[u, k, t - 1] and z[u, k, t - 1] * z[u, k, t] < 0:
            continue  # the way back of a jump already told
        back = t + 1 < len(seen.periods) and bool(large[u, k, t + 1]) and z[u, k, t] * z[u, k, t + 1] < 0
        found.append(_finding(seen.cell(u, k, t), growth[:, k, t], growth[u, k, t], z[u, k, t], back))
    return Checked(check="jump", tested=int(np.isfinite(z).sum()), findings=tuple(found))


def _among_peers(growth: Array, noise: Array, peers: int) -> Array:
    z = robust_z(growth, 0, noise)
    return np.where(np.isfinite(growth).sum(axis=0) >= peers, z, np.nan)


def _own_past(growth: Array, noise: Array, years: int) -> Array:
    """Each growth against the other years of its unit, itself left out.

    A handful of years may lie close together by luck, so the scale is no smaller than the indicator's usual one.
    """
    usual = spread_of_growth(growth)
    z = np.full_like(growth, np.nan)
    for t in range(growth.shape[2]):
        others = np.delete(growth, t, axis=2)
        scale = np.maximum(np.maximum(spread(others, 2)[:, :, 0], usual[:, 0]), np.nan_to_num(noise[:, :, t]))
        apart = growth[:, :, t] - median(others, 2)[:, :, 0]
        told = (np.isfinite(others).sum(axis=2) >= years) & (scale > 0)
        z[:, :, t] = np.divide(apart, scale, out=np.full_like(apart, np.nan), where=told)
    return z


def _smaller(a: Array, b: Array) -> Array:
    """The one nearer to zero where both are told and agree in sign, 0 where they do not, else the one that is told."""
    both = np.where(a * b > 0, np.where(np.abs(a) < np.abs(b), a, b), 0.0)
    return np.where(np.isnan(a), b, np.where(np.isnan(b), a, both))


def _finding(cell: Cell, peers: Array, growth: float, z: float, back: bool) -> Finding:
    usual = float(median(peers)[0])
    values = {
        **{"unit": cell.unit, "indicator": cell.indicator, "period": cell.period, "z": f"{z:+.1f}"},
        **{"growth": f"{np.expm1(growth):+.1%}", "usual": f"{np.expm1(usual):+.1%}"},
    }
    said = Message("screening.jump_and_back" if back else "screening.jump", values)
    return of_cells(
        "jump", [cell], said, strength=z, measure="robust_z", observed=np.expm1(growth), expected=np.expm1(usual)
    )
