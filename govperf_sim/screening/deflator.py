r"""The implied deflator: nominal growth against the real growth reported beside it.

.. math:: 1 + \pi_t = \frac{N_t / N_{t-1}}{1 + r_t}

Prices differ little between units of one country, so a unit whose implied inflation stands apart from that of its peers
has a nominal value, or a real rate, of another vintage or another kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.screening.cells import block
from govperf_sim.screening.chance import median, robust_z
from govperf_sim.screening.findings import Checked, Finding, of_cells
from govperf_sim.words import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class RealGrowth:
    """``real`` is the real growth of ``nominal``; ``per`` is 100 when it is written in per cent, 1 as a fraction."""

    nominal: str
    real: str
    per: float = 100.0


def implied_deflator(
    cells: pd.DataFrame,
    pairs: Iterable[RealGrowth],
    *,
    limit: float = 3.5,
    least: float = 0.02,
    peers: int = 5,
    band: tuple[float, float] = (-0.05, 0.15),
) -> Checked:
    """Implied inflation that stands apart from the peers' (or, with fewer than ``peers`` units, outside ``band``).

    ``limit``: 3.5 robust standard deviations (Iglewicz and Hoaglin 1993).  ``least``: two points, as rates rounded to a
    tenth and ordinary revisions of the year before explain about one.  ``band``: wider than any provincial deflator of
    China since 2000 that we know of; an assumption, to be set for other countries.
    """
    tested, found = 0, list[Finding]()
    for pair in pairs:
        seen = block(cells, [pair.nominal, pair.real])
        if len(seen.indicators) < 2:  # one of them has no figure at all
            continue
        n, r = (seen.indicators.index(name) for name in (pair.nominal, pair.real))
        index = 1 + seen.value[:, r, :] / pair.per
        growth = np.exp(seen.growth()[0][:, n, :])
        inflation = np.where(index > 0, growth, np.nan) / np.where(index > 0, index, np.nan) - 1
        many = np.isfinite(inflation).sum(axis=0, keepdims=True) >= peers
        usual = np.where(many, median(inflation, 0), np.nan)
        z = np.where(many, robust_z(inflation, 0), np.nan)
        outside = ~many & ((inflation < band[0]) | (inflation > band[1]))
        apart = (np.abs(z) >= limit) & (np.abs(inflation - usual) >= least)
        tested += int(np.isfinite(inflation).sum())
        for u, t in np.argwhere(apart | outside).tolist():
            at = [seen.cell(u, n, t), seen.cell(u, r, t), seen.cell(u, n, t - 1)]
            values = {
                **{"unit": seen.units[u], "period": seen.periods[t], "nominal": pair.nominal, "real": pair.real},
                **{"implied": f"{inflation[u, t]:+.1%}", "low": f"{band[0]:+.0%}", "high": f"{band[1]:+.0%}"},
            }
            said = Message("screening.implied_deflator_band", values)
            strength, expected = inflation[u, t], np.clip(inflation[u, t], *band)
            if apart[u, t]:
                said = Message("screening.implied_deflator", {**values, "usual": f"{usual[0, t]:+.1%}"})
                strength, expected = z[u, t], usual[0, t]
            found.append(
                of_cells(
                    "implied_deflator",
                    at,
                    said,
                    strength=strength if apart[u, t] else strength - expected,
                    measure="robust_z" if apart[u, t] else "relative_gap",
                    observed=inflation[u, t],
                    expected=expected,
                )
            )
    return Checked(check="implied_deflator", tested=tested, findings=tuple(found))
