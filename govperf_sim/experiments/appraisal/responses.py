"""What people would do under each scheme: every outcome against the first scheme, under the same luck."""

from __future__ import annotations

import pandas as pd

from govperf_sim.experiments.appraisal.proposed import Proposed
from govperf_sim.experiments.league import OUTCOMES
from govperf_sim.experiments.played import Played

ASKED = (*OUTCOMES, "fabricated", "visited", "found", "sanctioned")
"""What the league tells of any change, and what becomes of inspection."""
COLUMNS = ["versus", "mean", "mean_versus", "difference", "low", "high", "replications", "better", "verdict"]


def responses_of(played: Played) -> pd.DataFrame:
    """Index (scheme, measure), schemes but the first: its mean over units, years and replications, that of the first, the
    paired difference with its 95 % interval, and what can be said of it.

    >>> from govperf_sim.experiments.run import simulate
    >>> from govperf_sim.scenario.load import load_scenario
    >>> towns = load_scenario("six_towns")
    >>> found = responses_of(simulate({"now": towns, "same": towns}, years=1, replications=2))
    >>> found.loc[("same", "welfare"), ["difference", "verdict"]].to_dict()
    {'difference': 0.0, 'verdict': 'open'}
    """
    known = set(played.measures["measure"].unique())
    kept = [m for m in ASKED if m in known]
    table = played.league(kept).table
    means = {m: played.summary(m).set_index("scenario")["mean"] for m in kept}
    records = []
    for record in table.reset_index().to_dict("records"):
        of = means[record["measure"]]
        records.append({**record, "mean": of[record["scenario"]], "mean_versus": of[record["versus"]]})
    columns = ["scenario", "measure", *COLUMNS]
    told = pd.DataFrame.from_records(records, columns=columns).rename(columns={"scenario": "scheme"})
    return told.set_index(["scheme", "measure"])


def visits_of(proposed: Proposed, played: Played) -> pd.DataFrame | None:
    """Index ``in_force``, ``proposed``: planned, made, checks; None where neither visits nor checks."""
    first, last = played.scenarios[0], played.scenarios[-1]
    cycles = {"in_force": (proposed.base.cycle, first), "proposed": (proposed.scenario.cycle, last)}
    if all(cycle is None or (cycle.visits is None and cycle.checks is None) for cycle, _ in cycles.values()):
        return None
    records = {}
    for name, (cycle, scheme) in cycles.items():
        own = played.measures[(played.measures["scenario"] == scheme) & (played.measures["measure"] == "visited")]
        years = own[["replication", "year"]].drop_duplicates()
        records[name] = {
            "planned": 0 if cycle is None or cycle.visits is None else cycle.visits.a_year,
            "made": float(own["value"].sum()) / max(len(years), 1),
            "checks": 0.0 if cycle is None or cycle.checks is None else 12 * cycle.checks.a_month,
        }
    return pd.DataFrame.from_dict(records, orient="index")
