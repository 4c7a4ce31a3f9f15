r"""Outcomes: what is measured of every replication, as a part of a whole.

Of a measure that every unit and year has, the part is its mean over units and years and the whole is 1.  Of what is
rare, such as the share of sanctions that were false, the part is the sum of one measure and the whole that of another:
a mean of yearly shares would count a year with one sanction as much as a year with ten.  Both are then estimated alike,
:math:`\sum_r a_r / \sum_r b_r` over replications r.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from govperf_sim.errors import ExperimentError, fault, nearest
from govperf_sim.simulation.measures import Better, better
from govperf_sim.words import Name

EVERYBODY = ""
"""The code of all units together, beside those of groups."""
COLUMNS = ("replication", "outcome", "whom", "part", "whole")
"""What a cell tells: of each replication, each outcome for everybody and for each group."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A measure to judge by, or the sum of several; or its sum ``over`` that of another.  What nobody has, such as the visits
    of rules without visits, counts nothing in a sum.

    ``last`` counts the last so many years only.  ``better`` says which way it is better, by default as the measures say
    if they agree.  The outcome of a function has no measures: it is what the function returns under that code.
    """

    code: str
    measures: tuple[str, ...] = ()
    over: str | None = None
    last: int | None = None
    better: Better | None = None
    name: Name | None = None

    def __post_init__(self) -> None:
        ways = [way.value for way in Better]
        if self.better is not None and self.better not in ways:
            hint = nearest(self.better, ways)
            raise ExperimentError(fault("experiment.no_way", hint, outcome=self.code, found=self.better))

    @property
    def asked(self) -> tuple[str, ...]:
        """Every measure it needs."""
        return (*self.measures, *((self.over,) if self.over else ()))

    @property
    def counted(self) -> tuple[str, tuple[str, ...], str | None, int | None]:
        """What its numbers depend on: not what it is called, nor which way it is better."""
        return self.code, self.measures, self.over, self.last

    @property
    def way(self) -> Better:
        """Which way it is better."""
        ways = {better(m) for m in self.measures}
        if self.better is not None:
            return Better(self.better)
        return ways.pop() if len(ways) == 1 else Better.NEITHER


def told(outcomes: Sequence[Outcome], measures: pd.DataFrame, by_group: bool) -> pd.DataFrame:
    """The :data:`COLUMNS` of played measures (replication, year, unit, group, measure, value).

    A replication in which nobody has a measure has no row of its mean.
    """
    years = int(measures["year"].max())
    wanted = {m for o in outcomes for m in o.asked}
    own = dict(iter(measures[measures["measure"].isin(wanted)].groupby("measure", sort=False)))
    frames = []
    for outcome in outcomes:
        since = 0 if outcome.last is None else years - outcome.last
        rows = {m: own[m][own[m]["year"] > since] for m in outcome.asked if m in own}
        frames.append(_of(outcome, rows, ["replication"]).assign(whom=EVERYBODY))
        if by_group:
            frames.append(_of(outcome, rows, ["replication", "group"]).rename(columns={"group": "whom"}))
    table = pd.concat(frames, ignore_index=True)[list(COLUMNS)]
    return table.sort_values(list(COLUMNS[:3]), kind="stable", ignore_index=True)


def _of(outcome: Outcome, rows: Mapping[str, pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    """Part and whole by the keys, from the rows of each measure that somebody has."""
    mine = [rows[m].groupby(keys, sort=False)["value"] for m in outcome.measures if m in rows]
    if outcome.over is None:
        # A mean for each measure first: where one is had by some units only, the others do not thin it out.
        part = _added([values.mean() for values in mine])
        whole = pd.Series(1.0, part.index)
    else:
        whole = _added([rows[outcome.over].groupby(keys, sort=False)["value"].sum()] if outcome.over in rows else [])
        part = _added([values.sum() for values in mine]).reindex(whole.index, fill_value=0.0)
    return pd.DataFrame({"part": part, "whole": whole}).reset_index().assign(outcome=outcome.code)


def _added(parts: Sequence[pd.Series[float]]) -> pd.Series[float]:
    """The sum of series where any of them has a value."""
    if len(parts) == 1:
        return parts[0]
    added = pd.concat(parts) if parts else pd.Series(dtype=float, index=pd.Index([], dtype="int64", name="replication"))
    return added.groupby(level=added.index.names, sort=False).sum()
