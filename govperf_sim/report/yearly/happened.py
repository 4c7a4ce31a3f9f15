"""What happened in a simulated year, up to some day of it: means over replications, a row a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from govperf_sim.experiments.played import Played
from govperf_sim.report.frames import CHANCE
from govperf_sim.simulation.measures import EFFORT_ON


@dataclass(frozen=True, eq=False)
class Happened:
    """Events (``replication, day, date, unit, event, indicator, amount``) and measures of one scenario in one year."""

    events: pd.DataFrame
    measures: pd.DataFrame
    units: tuple[str, ...]
    replications: int

    def until(self, day: int) -> Happened:
        """The same as it was known on the evening of a working day; the measures of the year are not known by then."""
        return replace(self, events=self.events[self.events["day"] <= day], measures=self.measures.iloc[:0])

    def of(self, *kinds: str) -> pd.DataFrame:
        """The events of these kinds."""
        return self.events[self.events["event"].isin(kinds)]

    def count(self, *kinds: str) -> pd.Series[float]:
        """Index unit: how often something of these kinds happened, mean over replications."""
        found = self.of(*kinds).groupby("unit").size() / self.replications
        return found.reindex(list(self.units), fill_value=0.0)

    def share(self, *kinds: str) -> pd.Series[float]:
        """Index unit: in which share of the replications it happened at all."""
        found = self.of(*kinds).groupby("unit")["replication"].nunique() / self.replications
        return found.reindex(list(self.units), fill_value=0.0)

    def amount(self, *kinds: str) -> pd.Series[float]:
        """Index unit: the mean amount where it happened; NaN where it never did."""
        return self.of(*kinds).groupby("unit")["amount"].mean().reindex(list(self.units))

    def total(self, *kinds: str) -> pd.Series[float]:
        """Index unit: the sum of all amounts, mean over replications."""
        found = self.of(*kinds).groupby("unit")["amount"].sum() / self.replications
        return found.reindex(list(self.units), fill_value=0.0)

    def spread(self, kind: str) -> pd.DataFrame:
        """Index unit: mean of the amount and the quantiles between which a band of chance is drawn, low and high."""
        by = self.of(kind).groupby("unit")["amount"]
        low, high = CHANCE
        found = pd.DataFrame({"mean": by.mean(), "low": by.quantile(low), "high": by.quantile(high)})
        return found.reindex(list(self.units))

    def steps(self) -> pd.DataFrame:
        """``unit, step, day, late``: the steps of the preparation in the order in which each unit took them."""
        done = self.of("step_done")
        step = done.groupby(["replication", "unit"]).cumcount() + 1
        return done.assign(step=step, late=done["amount"])[["unit", "step", "day", "late"]]

    def filed(self) -> pd.DataFrame:
        """``unit, due, late``: the reports to the office, by the working day on which they were due."""
        reports = self.of("report_filed")
        due = (reports["day"] - reports["amount"]).round().astype(int)
        return reports.assign(due=due, late=reports["amount"])[["unit", "due", "late"]]

    def months(self) -> pd.DataFrame:
        """unit x month (from 1): the mean of what units report at the end of a month."""
        reports = self.of("monthly_report")
        month = reports.groupby(["replication", "unit"]).cumcount() + 1
        return (
            reports.assign(month=month)
            .pivot_table(index="unit", columns="month", values="amount")
            .loc[list(self.units)]
        )

    def measured(self, measure: str) -> pd.Series[float]:
        """Index unit: the mean of a measure; NaN where it is not kept."""
        own = self.measures[self.measures["measure"] == measure]
        return own.groupby("unit")["value"].mean().reindex(list(self.units))

    def mean(self, measure: str) -> float:
        """The mean of a measure over units and replications; NaN where it is not kept."""
        return float(self.measures.loc[self.measures["measure"] == measure, "value"].mean())

    def kept(self, measure: str) -> bool:
        """Whether a measure was kept."""
        return bool((self.measures["measure"] == measure).any())

    def efforts_of(self) -> pd.Series[float]:
        """Index task: effort on it, all units together, mean over replications."""
        own = self.measures[self.measures["measure"].str.startswith(EFFORT_ON)]
        return own.groupby(own["measure"].str.removeprefix(EFFORT_ON), sort=False)["value"].sum() / self.replications


def happened(played: Played, year: int, units: Sequence[str]) -> Happened:
    """One year (1 is the first) of the first scenario."""
    first = played.scenarios[0]

    def own(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[(frame["scenario"] == first) & (frame["year"] == year)]

    return Happened(own(played.journal()), own(played.to_frame()), tuple(units), played.replications)
