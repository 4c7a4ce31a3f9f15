"""How every unit stands under each scheme, and whom the proposed one favours.

Each scheme is scored by the targets it comes with.  The yardstick of regret, each unit's own best and own worst, is that of
the rules and targets in force, the same for all schemes.

A scheme that lifts every score favours nobody, for what follows from an assessment follows from ranks.  So gain and loss are
told by the *lead*: the score by which a unit is ranked less the mean of those it is ranked with, in its pool on the core, or
where the core has no weight in its group on the total.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from govperf_sim.weights.benchmark import INDIFFERENT, regrets
from govperf_sim.weights.standing import standing
from govperf_sim.weights.weighting import Weighting

COLUMNS = ["group", "pool", "score", "core_score", "lead", "regret", "rank_in_group", "rank_in_pool"]
LEVEL = INDIFFERENT
"""Leads that differ by less are level, as a unit whose best and worst do is indifferent."""


def standings_of(schemes: Mapping[str, tuple[Weighting, pd.DataFrame]], bounds: pd.DataFrame) -> pd.DataFrame:
    """Index (scheme, unit), of schemes with the question that scores them; ``bounds`` is the yardstick of regret."""
    found = dict[str, pd.DataFrame]()
    for name, (q, table) in schemes.items():
        own = standing(q, table)
        found[name] = own.assign(regret=regrets(bounds, own["score"]), lead=_lead(own))[COLUMNS]
    return pd.concat(found, names=["scheme", "unit"])


def shifts_of(units: pd.DataFrame, scheme: str) -> pd.DataFrame:
    """Index (against, unit): ``scheme`` minus each other one, and its verdict: ``gains``, ``loses`` or ``level``."""
    of = {str(s): units.loc[[s]].droplevel("scheme") for s in units.index.unique("scheme")}
    mine = of.pop(scheme)
    numbers = [c for c in COLUMNS if c not in ("group", "pool")]
    found = dict[str, pd.DataFrame]()
    for other, theirs in of.items():
        change = mine[numbers] - theirs[numbers]
        verdicts = [_verdict(x) for x in change["lead"].to_numpy(float).tolist()]
        found[other] = mine[["group", "pool"]].join(change).assign(verdict=verdicts)
    return pd.concat(found, names=["against", "unit"])


def _verdict(lead: float) -> str:
    if abs(lead) < LEVEL:
        return "level"
    return "gains" if lead > 0 else "loses"


def _lead(own: pd.DataFrame) -> pd.Series[float]:
    in_pool = own["core_score"] - own.groupby("pool")["core_score"].transform("mean")
    in_group = own["score"] - own.groupby("group")["score"].transform("mean")
    return in_pool.fillna(in_group)


def groups_of(units: pd.DataFrame) -> pd.DataFrame:
    """Index (scheme, group): mean_regret, worst_regret, worst_unit."""
    records = []
    for (scheme, group), own in units.reset_index().groupby(["scheme", "group"], sort=False):
        regret = own.set_index("unit")["regret"].dropna()
        worst = str(regret.idxmax()) if len(regret) else ""
        records.append((scheme, group, regret.mean(), regret.max(), worst))
    columns = ["scheme", "group", "mean_regret", "worst_regret", "worst_unit"]
    return pd.DataFrame.from_records(records, columns=columns).set_index(["scheme", "group"])
