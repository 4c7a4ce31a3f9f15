"""What came out of playing scenarios, and how they differ under the same luck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd

from govperf_sim.errors import CycleError, Fault, fault, nearest
from govperf_sim.experiments.cases import Cases
from govperf_sim.experiments.estimates.intervals import linear, mean_interval
from govperf_sim.experiments.league import OUTCOMES, League, judged
from govperf_sim.experiments.trace import Trace
from govperf_sim.words import Name

By = Literal["unit", "group", "year"]


@dataclass(frozen=True)
class Played:
    """The years of one or several scenarios, over replications that share their luck.

    ``measures`` is tidy: scenario, replication, year, unit, group, measure, value; ``events`` has one flat record per
    event.  The first scenario is the one the others are compared with.
    """

    measures: pd.DataFrame
    events: pd.DataFrame
    weights: Mapping[str, pd.DataFrame]
    """Per scenario, group x indicator."""
    seed: int
    names: Mapping[str, Name] = field(default_factory=dict)
    """What units and indicators are called."""
    dates: Mapping[str, Name] = field(default_factory=dict)
    """What the dates of the calendar are called."""
    cases: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The cases of watched units one by one; see :meth:`govperf_sim.simulation.casebook.Casebook.table`."""

    @property
    def scenarios(self) -> tuple[str, ...]:
        return tuple(self.weights)

    @property
    def replications(self) -> int:
        return int(self.measures["replication"].nunique())

    def to_frame(self) -> pd.DataFrame:
        return self.measures

    def journal(self) -> pd.DataFrame:
        return self.events

    def trace(self, unit: str, year: int = 1, replication: int = 0, scenario: str | None = None) -> Trace:
        """What happened to one unit in one year, line by line; of the first scenario unless another is named.

        The trace of a unit that was watched has its cases one by one as well.

        Raises :class:`~govperf_sim.errors.CycleError` for a unit, year, replication or scenario that was not played.
        """
        scenario = scenario or self.scenarios[0]
        rows = self.events
        whose: dict[str, str | int] = {"scenario": scenario, "replication": replication, "year": year, "unit": unit}
        for column, wanted in whose.items():
            known = rows[column].unique()
            if wanted not in known:
                near = nearest(str(wanted), [str(x) for x in known if x != ""])
                raise CycleError(fault("experiments.not_played", near, what=column, found=wanted))
            # The dates of the calendar are everybody's.
            shared = rows["unit"] == "" if column == "unit" else False
            rows = rows[(rows[column] == wanted) | shared]
        return Trace(
            scenario=scenario,
            unit=unit,
            year=year,
            replication=replication,
            events=rows.reset_index(drop=True),
            names=self.names,
            dates=self.dates,
            cases=self._cases(whose),
        )

    def _cases(self, whose: Mapping[str, str | int]) -> Cases | None:
        """One by one, if the unit was watched."""
        rows = self.cases
        if rows.empty or whose["unit"] not in rows["unit"].unique():
            return None
        for column, wanted in whose.items():
            rows = rows[rows[column] == wanted]
        return Cases(rows.drop(columns=list(whose)).reset_index(drop=True))

    def summary(self, measure: str, by: By | None = None) -> pd.DataFrame:
        """The mean of a measure, with its interval over replications, per scenario (and per unit, group or year)."""
        keys = self._keys(by)
        runs = self._means(measure, keys)
        rows = [
            (*np.atleast_1d(np.array(key, object)), *mean_interval(r.to_numpy()))
            for key, r in runs.groupby(keys, sort=False)
        ]
        return pd.DataFrame(rows, columns=[*keys, "mean", "low", "high"])

    def compare(self, measure: str, by: By | None = None) -> pd.DataFrame:
        """Paired differences from the first scenario, with 95 % t intervals over replications.

        Each replication meets the same luck in every scenario, so the difference is taken within a replication before
        it is averaged, over the replications in which both have the measure: a time to a sanction is there only with a
        sanction.  With one replication the interval is NaN.  Scenarios that never have the measure beside the first are
        left out.

        Raises :class:`~govperf_sim.errors.CycleError` for a measure that is not kept, or not by the first scenario.
        """
        return self._differences(self._means(measure, self._keys(by)), measure, by)

    def _differences(self, runs: pd.Series[float], measure: str, by: By | None) -> pd.DataFrame:
        """Of one value per scenario, key and replication."""
        first, *others = self.scenarios
        keeping = runs.index.get_level_values("scenario")
        if first not in keeping:
            raise CycleError(fault("experiments.not_kept_by_first", measure=measure, scenario=first))
        keys = [] if by is None else [by]
        rows = []
        for other in (s for s in others if s in keeping):
            difference = (runs.xs(other) - runs.xs(first)).dropna()
            parts = difference.groupby(level=by, sort=False) if by else [(None, difference)]
            for level, part in ((level, part) for level, part in parts if len(part)):
                mean, low, high = mean_interval(part.to_numpy())
                rows.append((other, first, *([level] if by else []), measure, mean, low, high, len(part)))
        columns = ["scenario", "versus", *keys, "measure", "difference", "low", "high", "replications"]
        return pd.DataFrame(rows, columns=columns)

    def ratio(self, part: str, whole: str, by: By | None = None) -> pd.DataFrame:
        r"""The sum of one measure over the sum of another, with its interval over replications, as :meth:`summary` tells it.

        For shares of what is rare: of the sanctions, ``ratio("falsely_sanctioned", "sanctioned")`` were false, and
        ``ratio("deserving_missed", "deserving")`` of the causes were missed.  A mean of yearly shares would count a year
        with one sanction as much as a year with ten, and could not count a year without any.  The interval is that of
        :mod:`~govperf_sim.experiments.estimates.intervals`.  NaN where the whole is 0.
        """
        keys = self._keys(by)
        rows = [
            (*np.atleast_1d(np.array(key, object)), *mean_interval(about.to_numpy()))
            for key, about in self._about_ratios(part, whole, keys).groupby(keys, sort=False)
        ]
        return pd.DataFrame(rows, columns=[*keys, "ratio", "low", "high"])

    def compare_ratio(self, part: str, whole: str, by: By | None = None) -> pd.DataFrame:
        """Paired differences of :meth:`ratio` from the first scenario, as :meth:`compare` tells them."""
        return self._differences(self._about_ratios(part, whole, self._keys(by)), f"{part}/{whole}", by)

    def _keys(self, by: By | None) -> list[str]:
        return ["scenario"] if by is None else ["scenario", by]

    def _about_ratios(self, part: str, whole: str, keys: list[str]) -> pd.Series[float]:
        """One value per key and replication, whose mean is the ratio and whose spread is that of the ratio."""
        runs = [*keys, "replication"]
        parts, wholes = (self._kept(name).groupby(runs, sort=False)["value"].sum() for name in (part, whole))
        both = pd.DataFrame({"part": parts.reindex(wholes.index, fill_value=0.0), "whole": wholes})
        return pd.concat(
            pd.Series(linear(own["part"].to_numpy(), own["whole"].to_numpy()), own.index)
            for _, own in both.groupby(keys, sort=False)
        )

    def league(self, measures: Iterable[str] | None = None, last: int | None = None) -> League:
        """Every scenario against the first in the outcomes that matter, or in the measures named: a paired difference,
        its interval, and whether that is better or worse.

        Means are over all years, or over the ``last`` so many.  What the first scenario does not keep, because its
        mechanism is off there, is left out.

        Raises :class:`~govperf_sim.errors.CycleError` for measures that are not kept, or more years than were played.
        """
        known, years = self.measures["measure"].unique(), int(self.measures["year"].max())
        asked = [m for m in OUTCOMES if m in known] if measures is None else list(measures)
        faults = [self._no_such(measure) for measure in asked if measure not in known]
        if last is not None and not 1 <= last <= years:
            faults.append(fault("experiments.other_years", found=last, years=years))
        if faults:
            raise CycleError(faults)
        of_years = self.measures if last is None else self.measures[self.measures["year"] > years - last]
        of_first = set(of_years.loc[of_years["scenario"] == self.scenarios[0], "measure"])
        chosen = replace(self, measures=of_years[of_years["measure"].isin(asked)])
        return judged([chosen.compare(measure) for measure in asked if measure in of_first], self.scenarios)

    def _no_such(self, measure: str) -> Fault:
        near = nearest(measure, self.measures["measure"].unique())
        return fault("experiments.no_such_measure", near, measure=measure)

    def _means(self, measure: str, keys: list[str]) -> pd.Series[float]:
        """One value per key and replication: the mean over the units and years within."""
        return self._kept(measure).groupby([*keys, "replication"], sort=False)["value"].mean()

    def _kept(self, measure: str) -> pd.DataFrame:
        chosen = self.measures[self.measures["measure"] == measure]
        if chosen.empty:
            raise CycleError(self._no_such(measure))
        return chosen
