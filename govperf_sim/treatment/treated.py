"""What a treatment did to the data: the panel it left, and every cell it touched.

Outliers are treated and gaps are filled only when asked for (:mod:`govperf_sim.treatment.outliers`,
:mod:`govperf_sim.treatment.imputation`).  A treated value enters the panel as a vintage of its own, in use; the value that was
published stays beneath it, so that nothing is lost and everything can be undone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from govperf_sim.errors import joined
from govperf_sim.panel import Cell, Panel
from govperf_sim.words import Language, Message, say

Why = Literal["winsorised_high", "winsorised_low", "log10", "group_mean", "group_median", "last_value", "linear"]

COLUMNS = ("unit", "indicator", "period", "before", "after", "why", "basis")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell: what it was (NaN where it was missing), what it became, why, and from which units or years."""

    cell: Cell
    before: float
    after: float
    why: Why
    basis: tuple[str, ...] = ()


@dataclass(frozen=True)
class Treated:
    """``panel``: the data after the treatment.  ``changes``: one row a touched cell, in the columns ``COLUMNS``."""

    panel: Panel
    changes: pd.DataFrame

    def sentences(self, language: Language) -> tuple[str, ...]:
        """What was done to each cell, in words."""
        return tuple(_sentence(dict(row), language) for _, row in self.changes.iterrows())


def apply(panel: Panel, changes: Iterable[Change], vintage: str, flag: str = "") -> Treated:
    """The panel with the changes in use under ``vintage``; a cell without a flag of its own takes ``flag``."""
    done = list(changes)
    flags = dict(zip(panel.values, panel.in_use["flag"], strict=True))
    cells = pd.DataFrame(
        [(*c.cell, c.after, flags.get(c.cell, "") or flag) for c in done],
        columns=["unit", "indicator", "period", "value", "flag"],
    )
    rows = [(*c.cell, c.before, c.after, c.why, ", ".join(c.basis)) for c in done]
    return Treated(panel.overlaid(cells, vintage), pd.DataFrame(rows, columns=list(COLUMNS)))


def _sentence(row: Mapping[Hashable, object], language: Language) -> str:
    before = row["before"]
    missing = isinstance(before, float) and np.isnan(before)
    basis = joined(str(row["basis"]).split(", "), language)
    shown = {name: row[name] for name in ("unit", "indicator", "period")}
    return say(
        "scores.changed",
        language,
        **shown,
        before=say("scores.nothing", language) if missing else f"{before:g}",
        after=f"{row['after']:g}",
        why=Message(f"scores.why_{row['why']}", {"basis": basis}),
    )
