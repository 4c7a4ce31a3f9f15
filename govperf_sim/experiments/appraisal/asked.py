"""What the schemes ask for: which indicators carry the differences, which ask the same thing twice, and at what cost."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from govperf_sim.framework import Framework
from govperf_sim.weights.on_core import core_effective, core_redundant
from govperf_sim.weights.weighting import Weighting

EFFECTIVE = ["nominal", "effective", "correlation"]


def effective_of(schemes: Mapping[str, tuple[Weighting, pd.DataFrame]]) -> pd.DataFrame:
    """Index (scheme, system, indicator): nominal, effective, correlation, of systems with units enough."""
    found = {
        (name, system): effective
        for name, (q, table) in schemes.items()
        for system in q.core_of
        if (effective := core_effective(q, table, system)) is not None
    }
    keys = ["scheme", "system", "indicator"]
    if not found:
        return pd.DataFrame(columns=EFFECTIVE, index=pd.MultiIndex.from_tuples([], names=keys), dtype=float)
    return pd.concat(found, names=keys)


def overlap_of(q: Weighting, table: pd.DataFrame) -> pd.DataFrame:
    """Index (system, first, second): correlation, units, weight (of the two together, mean over the system's groups)."""
    records = []
    for system in q.core_of:
        if (found := core_redundant(q, system)) is not None:
            of_system = table.loc[[g for g, s in q.system_of.items() if s == system]]
            for pair in found.pairs.to_dict("records"):
                weight = of_system[[pair["first"], pair["second"]]].sum(axis=1).mean()
                records.append((system, *pair.values(), weight))
    columns = ["system", "first", "second", "correlation", "units", "weight"]
    return pd.DataFrame.from_records(records, columns=columns).set_index(["system", "first", "second"])


def burden_of(schemes: Mapping[str, tuple[Framework, pd.DataFrame]]) -> pd.DataFrame:
    """Index unit; for each scheme, with its framework, person-days a year to collect what carries weight, and the items."""
    days: dict[str, dict[str, float]] = {}
    items: dict[str, dict[str, int]] = {}
    for name, (framework, table) in schemes.items():
        weighs = {g: set(row.index[row.to_numpy(float) > 0]) for g, row in table.iterrows()}
        asked = {
            u: [indicator for k, indicator in framework.indicators.items() if k in weighs[unit.group]]
            for u, unit in framework.units.items()
        }
        days[name] = {u: sum(indicator.burden for indicator in own) for u, own in asked.items()}
        items[f"items_{name}"] = {u: len(own) for u, own in asked.items()}
    return pd.DataFrame(days).astype(float).join(pd.DataFrame(items)).rename_axis("unit")
