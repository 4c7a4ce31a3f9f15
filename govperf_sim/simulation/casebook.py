"""Cases one by one, of the units that are watched, beside the cohorts in which all units are played.

The years are played by cohorts (:mod:`~govperf_sim.simulation.caseload`).  Of a watched unit the cases that came and those
that could be handled are kept for every day, and when the years are over each of its cases is followed through them
(:mod:`~govperf_sim.simulation.percase`): the same queue, so a listing of a year adds up to the year's counts.  Of other
units nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from govperf_sim.simulation.arrays import Array, Counts
from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.percase import CaseDays, case_days

DATED = {"arrived": "arrived_on", "begun": "begun_on", "done": "done_on"}
"""What happens to a case -> the column with its date."""


class Casebook:
    """What is kept of the cases of watched units while the years are played."""

    def __init__(self, watched: Sequence[int] = ()) -> None:
        self.watched: Counts = np.array(watched, dtype=np.int64)
        """Their positions among the units."""
        self._years: list[tuple[Array, Array]] = []

    def keep(self, arrived: Array, capacity: Array) -> None:
        """A year of watched units, day x replication x watched: cases that came, and how many could be handled."""
        if self.watched.size:
            self._years.append((arrived, capacity))

    def table(
        self, units: Sequence[str], replications: Sequence[int], calendar: Calendar, deadline: int
    ) -> pd.DataFrame:
        """A row for each case in each year in which it came or waited.

        ``case`` counts the cases of a unit from 1; ``arrived``, ``begun``, ``done`` and ``due`` are working days of the
        ``year``, 0 or less for what was before its first day, and empty for what had not happened when it ended, with
        dates in ``arrived_on``, ``begun_on`` and ``done_on``.  ``late`` cases were not done by their due day.
        """
        parts = [
            part.assign(replication=number, unit=units[unit])
            for place, number in enumerate(replications)
            for column, unit in enumerate(self.watched)
            if self._years
            for part in _by_year(self._followed(place, column), len(self._years), calendar, deadline)
        ]
        columns = ["replication", "year", "unit", "case", "arrived", "begun", "done", "due", *DATED.values(), "late"]
        return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)

    def _followed(self, replication: int, column: int) -> CaseDays:
        arrived, capacity = (
            np.concatenate([year[which][:, replication, column] for year in self._years]) for which in (0, 1)
        )
        return case_days(arrived, capacity)


def _by_year(cases: CaseDays, years: int, calendar: Calendar, deadline: int) -> Iterator[pd.DataFrame]:
    """The cases that came or waited in each year, as they stood when it ended."""
    length = calendar.working_days
    for year in range(1, years + 1):
        opened, ended = (year - 1) * length, year * length
        here = (cases.came < ended) & (cases.handled >= opened)
        came, begun, handled = (days[here] for days in (cases.came, cases.begun, cases.handled))
        due = came + deadline
        rows = {"year": year, "case": np.flatnonzero(here) + 1, "due": due - opened + 1}
        for name, days in (("arrived", came), ("begun", begun), ("done", handled)):
            happened = days < ended
            rows[name] = pd.arrays.IntegerArray(days - opened + 1, ~happened)
            rows[DATED[name]] = _dates(days, happened, calendar)
        yield pd.DataFrame(rows | {"late": (due < ended) & (handled > due)})


def _dates(days: Counts, happened: npt.NDArray[np.bool_], calendar: Calendar) -> npt.NDArray[np.datetime64]:
    dates = np.full(days.size, np.datetime64("NaT", "s"))
    dates[happened] = calendar.dates_of(days[happened] + 1)
    return dates
