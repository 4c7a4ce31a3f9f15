"""Coincidences of a unit with its own past: in one cell, along a row (one year), or along a series (one indicator).

One equal figure may be chance where a whole row copied from the year before, or a line drawn through five years, is not:
so rows and series are tested by their number of hits.  All three families share one false discovery rate, and a cell
that stands in a reported row or series is not reported again.
"""

from __future__ import annotations

import numpy as np

from govperf_sim.screening.cells import Array, Block
from govperf_sim.screening.chance import Mask, at_least, benjamini_hochberg
from govperf_sim.screening.findings import Cell, Checked, Finding, listed, of_cells
from govperf_sim.words import Message


def runs(seen: Block, check: str, hits: Mask, p: Array, rate: float) -> Checked:
    """``hits`` and ``p`` (the chance of a hit; NaN = not tested) are unit x indicator x period."""
    hits = hits & np.isfinite(p)
    single = np.where(np.isfinite(p), np.where(hits, p, 1.0), np.nan)
    rows, series = (_of_counts(hits, p, axis) for axis in (1, 2))
    kept = benjamini_hochberg(np.concatenate([single.ravel(), rows.ravel(), series.ravel()]), rate)
    keep_cell, keep_row, keep_series = np.split(kept, np.cumsum([single.size, rows.size]))
    found: list[Finding] = []
    told = np.zeros_like(hits)
    for u, k in np.argwhere(keep_series.reshape(series.shape)).tolist():
        found.append(
            _finding(seen, check, [seen.cell(u, k, t) for t in np.flatnonzero(hits[u, k]).tolist()], series[u, k])
        )
        told[u, k] = True
    for u, t in np.argwhere(keep_row.reshape(rows.shape)).tolist():
        found.append(
            _finding(seen, check, [seen.cell(u, k, t) for k in np.flatnonzero(hits[u, :, t]).tolist()], rows[u, t])
        )
        told[u, :, t] = True
    for u, k, t in np.argwhere(keep_cell.reshape(single.shape) & ~told).tolist():
        found.append(_finding(seen, check, [seen.cell(u, k, t)], single[u, k, t]))
    return Checked(check=check, tested=int(np.isfinite(p).sum()), findings=tuple(found))


def _of_counts(hits: Mask, p: Array, axis: int) -> Array:
    """The chance of so many hits along the axis, where there are two or more."""
    counts = hits.sum(axis=axis)
    chance = np.where(counts >= 2, at_least(counts, np.nansum(p, axis=axis)), 1.0)
    return np.where(np.isfinite(p).any(axis=axis), chance, np.nan)


def _finding(seen: Block, check: str, cells: list[Cell], p: float) -> Finding:
    values = {
        **{"unit": cells[0].unit, "indicators": listed(c.indicator for c in cells)},
        **{"periods": listed(c.period for c in cells), "p": f"{p:.1g}"},
    }
    first = cells[0]
    said = Message(f"screening.{check}", values)
    observed = seen.at(first.unit, first.indicator, first.period)
    return of_cells(check, cells, said, strength=p, measure="p_value", observed=observed)
