"""Which units a figure of ranks shows: pool by pool, best first, and what is left out where there are very many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from govperf_sim.report.labels import Labels

MOST_UNITS = 40
"""Of a larger pool the first and the last are shown, half and half."""
MOST_ROWS = 120
"""Pools that do not fit are left to the tables, groups coming last."""


@dataclass(frozen=True)
class Ranked:
    """A pool as it is drawn."""

    level: str
    pool: str
    units: tuple[str, ...]
    """Best first."""
    many: int
    """Units of the pool, shown or not."""

    def named(self, labels: Labels) -> str:
        name = labels.group(self.pool) if self.level == "group" else labels.pool(self.pool)
        kind = "rest" if self.level == "system" and self.pool in labels.parted else self.level
        return labels.word(f"trust_pool_{kind}", name=name)


@dataclass(frozen=True)
class Shown:
    """The pools of a figure, and a sentence about what it does not show."""

    pools: tuple[Ranked, ...]
    left_out: str


def of_pool(table: pd.DataFrame | pd.Series[Any], level: str, pool: str) -> Any:
    """The rows of a pool, from an index that begins with ``level, pool``: of the kind of the table."""
    levels, pools = (table.index.get_level_values(n) for n in ("level", "pool"))
    own: Any = table.loc[(levels == level) & (pools == pool)]
    return own.droplevel(["level", "pool"])


def shown_pools(ranks: pd.Series[int], labels: Labels) -> Shown:
    """The pools of two units and more; ``ranks`` has the index ``level, pool, unit``."""
    pools, rows, cut, absent = list[Ranked](), 0, list[str](), list[str]()
    keys: Any = dict.fromkeys((str(level), str(pool)) for level, pool, _ in ranks.index.to_list())
    for level, pool in sorted(keys, key=lambda key: key[0] == "group"):
        own = of_pool(ranks, level, pool)
        if len(own) < 2:
            continue
        order = [str(u) for u in own.sort_values(kind="stable").index]
        half = MOST_UNITS // 2
        shown = order if len(order) <= MOST_UNITS else order[:half] + order[-half:]
        made = Ranked(level, pool, tuple(shown), len(order))
        if pools and rows + len(shown) > MOST_ROWS:
            absent.append(made.named(labels))
            continue
        if len(shown) < len(order):
            cut.append(labels.word("trust_cut", pool=made.named(labels), units=half, many=len(order)))
        pools.append(made)
        rows += len(shown)
    if absent:
        cut.append(labels.word("trust_absent", pools=labels.joined(absent)))
    return Shown(tuple(pools), labels.word("sentence_gap").join(cut))
