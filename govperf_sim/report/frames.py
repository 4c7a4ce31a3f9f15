"""The frames behind figures, tables and files: each computed once, with codes for names and fractions for shares."""

from __future__ import annotations

import pandas as pd

from govperf_sim.experiments.estimates.intervals import mean_interval
from govperf_sim.experiments.played import Played
from govperf_sim.framework import Framework
from govperf_sim.simulation.measures import EFFORT_ON
from govperf_sim.weights.answer import Weights

CHANCE = (0.05, 0.95)
"""The quantiles over replications between which a band of chance is drawn."""


def reference_of(weights: Weights) -> pd.DataFrame | None:
    """group x indicator, 0 where an indicator does not apply; None where the weights started from nothing."""
    start = weights.weighting.start
    if start is None:
        return None
    table = pd.DataFrame(0.0, index=weights.table.index, columns=weights.table.columns)
    for (group, indicator), share in start.items():
        table.loc[group, indicator] = share
    return table


def parts_of(framework: Framework) -> dict[str, str]:
    """What each indicator is shown under where room is short: its domain, or itself if its system has only one."""
    domains: dict[str, set[str]] = {}
    for k, indicator in framework.indicators.items():
        domains.setdefault(framework.system_of(k), set()).add(indicator.domain)
    return {
        k: indicator.domain if len(domains[framework.system_of(k)]) > 1 else k
        for k, indicator in framework.indicators.items()
    }


def by_part(table: pd.DataFrame, parts: dict[str, str]) -> pd.DataFrame:
    """group x part, from group x indicator."""
    return table.T.groupby(pd.Series(parts), sort=False).sum().T


def reported(played: Played) -> pd.DataFrame:
    """``scenario, replication, year, unit, value``: the score in each unit's last report of a year, before any check."""
    reports = played.journal().query("event == 'monthly_report'")
    last = reports.groupby(["scenario", "replication", "year", "unit"], sort=False)["amount"].last()
    return last.rename("value").reset_index()


def levels(played: Played, scenario: str) -> pd.DataFrame:
    """``unit, year, measure, mean, low, high``: true and reported scores of one scenario, with the band of chance."""
    frame = played.to_frame()
    true = frame[(frame["scenario"] == scenario) & (frame["measure"] == "true_score")]
    told = reported(played).query("scenario == @scenario")
    both = pd.concat([true.assign(measure="true"), told.assign(measure="reported")])
    runs = both.groupby(["unit", "year", "measure"], sort=False)["value"]
    low, high = CHANCE
    return pd.DataFrame({"mean": runs.mean(), "low": runs.quantile(low), "high": runs.quantile(high)}).reset_index()


def over_years(played: Played, measures: list[str]) -> pd.DataFrame:
    """``scenario, measure, year, mean, low, high, lowest, highest``: the mean over units with its 95 % interval over
    replications, and the lowest and the highest unit, each a mean over replications.
    """
    keys = ["scenario", "measure", "year"]
    frame = played.to_frame()
    frame = frame[frame["measure"].isin(measures)]
    units = frame.groupby([*keys, "unit"], sort=False)["value"].mean().groupby(level=keys, sort=False)
    runs = frame.groupby([*keys, "replication"], sort=False)["value"].mean().groupby(level=keys, sort=False)
    means = pd.DataFrame(
        {key: mean_interval(own.to_numpy()) for key, own in runs}, index=pd.Index(["mean", "low", "high"])
    ).T
    return means.rename_axis(keys).assign(lowest=units.min(), highest=units.max()).reset_index()


def efforts(played: Played, scenario: str) -> pd.DataFrame:
    """unit x task, mean effort over years and replications; NaN where a unit does not work."""
    frame = played.to_frame()
    own = frame[(frame["scenario"] == scenario) & frame["measure"].str.startswith(EFFORT_ON)]
    table = own.pivot_table(index="unit", columns="measure", values="value", sort=False)
    return table.rename(columns=lambda measure: measure.removeprefix(EFFORT_ON))


def means(played: Played, measures: list[str]) -> pd.DataFrame:
    """``measure, scenario, mean, low, high`` over all units and years."""
    tables = [played.summary(m).assign(measure=m) for m in measures]
    return pd.concat(tables, ignore_index=True)[["measure", "scenario", "mean", "low", "high"]]


def visits(played: Played, scenario: str) -> pd.DataFrame:
    """Index unit; per year and replication on average: visits made, working days waited, finds, corrections in time."""
    events = played.journal().query("scenario == @scenario")
    runs = len(events[["replication", "year"]].drop_duplicates())
    units = pd.Index(dict.fromkeys(events.loc[events["unit"] != "", "unit"]), name="unit")
    kinds = {"visits": "visit_ends", "found": "fabrication_found", "corrected": "corrected"}
    counts = {name: events[events["event"] == event].groupby("unit").size() / runs for name, event in kinds.items()}
    waited = events[events["event"] == "visit_starts"].groupby("unit")["amount"].mean()
    return pd.DataFrame(counts).reindex(units, fill_value=0.0).fillna(0.0).assign(waited=waited.reindex(units))


def kept_measures(played: Played) -> list[str]:
    """The measures of the journal, those by task left out."""
    return [m for m in dict.fromkeys(played.to_frame()["measure"]) if ":" not in m]
