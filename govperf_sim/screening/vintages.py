r"""Vintage drift: what was published first against what stands now.

Revisions are honest work: censuses and late returns move every figure.  Worth a second look are a revision that is large
beside those of the other units of the same year, and figures of one unit that are revised the same way year after year,
:math:`n` of :math:`n` times with chance :math:`2^{1-n}` if up and down were equally likely.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from govperf_sim.screening.cells import Array, Block, block
from govperf_sim.screening.chance import RATE, benjamini_hochberg, robust_z
from govperf_sim.screening.findings import Checked, Finding, listed, of_cells
from govperf_sim.words import Message

KEY = ["unit", "indicator", "period"]


def vintage_drift(
    cells: pd.DataFrame,
    *,
    order: Sequence[str] | None = None,
    limit: float = 3.5,
    least: float = 0.02,
    peers: int = 5,
    false_discovery_rate: float = RATE,
) -> Checked:
    """Compare the first and the last vintage of each cell; ``cells`` may hold several rows a cell, told by ``vintage``.

    ``order``: the vintages from first to last; by default as they first appear in the table.  ``least``: revisions
    below two per cent are everyday ones.  With fewer than ``peers`` units the size alone counts.
    """
    named = cells["vintage"].fillna("").astype(str)
    places = {v: i for i, v in enumerate(named.unique() if order is None else order)}
    value = pd.to_numeric(cells["value"], errors="coerce").replace([np.inf, -np.inf], np.nan)
    ranked = cells.assign(value=value, rank=named.map(places)).dropna(subset=["value", "rank"])
    ranked = ranked.sort_values([*KEY, "rank"], kind="stable")
    several = ranked[ranked.groupby(KEY)["rank"].transform("nunique") > 1]
    last = block(several.drop_duplicates(KEY, keep="last"))
    first = block(several.drop_duplicates(KEY)).value
    revision = np.divide(last.value - first, np.abs(first), out=np.full_like(first, np.nan), where=first != 0)
    found = _large(last, first, revision, limit, least, peers) + _one_way(last, revision, false_discovery_rate)
    return Checked(check="vintage_drift", tested=int(np.isfinite(revision).sum()), findings=tuple(found))


def _large(last: Block, first: Array, revision: Array, limit: float, least: float, peers: int) -> list[Finding]:
    z = robust_z(revision, 0)
    judged = (np.isfinite(revision).sum(axis=0) >= peers) & np.isfinite(z)
    far = np.where(judged, np.abs(z) >= limit, True)
    found = []
    for u, k, t in np.argwhere((np.abs(revision) >= least) & far).tolist():
        cell = last.cell(u, k, t)
        values = {
            **{"unit": cell.unit, "indicator": cell.indicator, "period": cell.period},
            **{"first": f"{first[u, k, t]:.6g}", "last": f"{last.value[u, k, t]:.6g}"},
            "revision": f"{revision[u, k, t]:+.1%}",
        }
        found.append(
            of_cells(
                "vintage_drift",
                [cell],
                Message("screening.vintage_drift", values),
                strength=revision[u, k, t],
                measure="relative_gap",
                observed=last.value[u, k, t],
                expected=first[u, k, t],
            )
        )
    return found


def _one_way(last: Block, revision: Array, rate: float) -> list[Finding]:
    """The series whose every revision goes the same way."""
    moved = np.isfinite(revision) & (revision != 0)
    n = moved.sum(axis=2)
    up = (moved & (revision > 0)).sum(axis=2)
    p = np.where(n == 0, np.nan, np.where((up == n) | (up == 0), 2.0 ** (1 - n), 1.0))
    found = []
    for u, k in np.argwhere(benjamini_hochberg(p.ravel(), rate).reshape(p.shape)).tolist():
        at = [last.cell(u, k, t) for t in np.flatnonzero(moved[u, k]).tolist()]
        values = {
            **{"unit": last.units[u], "indicator": last.indicators[k], "periods": listed(c.period for c in at)},
            **{"count": int(n[u, k]), "p": f"{p[u, k]:.1g}"},
        }
        key = "screening.vintage_drift_up" if up[u, k] else "screening.vintage_drift_down"
        mean = float(np.mean(revision[u, k][moved[u, k]]))
        found.append(
            of_cells(
                "vintage_drift",
                at,
                Message(key, values),
                strength=p[u, k],
                measure="p_value",
                observed=mean,
                expected=0.0,
            )
        )
    return found
