"""What is written down while the years are played: one flat record an event, and the measures of every year.

==========================  ===========================================================================================
event                       what happened, and what ``amount`` says
==========================  ===========================================================================================
``date:<code>``             a dated event of the calendar, on its working day of the first year
``year_opens``              the units decide; the total effort of the unit
``monthly_report``          a unit reports; the weighted sum of what it reports
``stage_score``             partial scores are published; the score so far
``visit_due``               a visit is announced to the inspectorate
``visit_starts``            a team arrives; the working days the visit waited for one
``visit_ends``              the team leaves; the number of fabrications it found
``fabrication_found``       one indicator is found fabricated; the points fabricated
``corrected``               the find is corrected in the scores; the points fabricated
``corrected_too_late``      the correction comes after the score and changes nothing; the points fabricated
``scored``                  the year is scored; the score
==========================  ===========================================================================================

``day`` counts the working days from the opening of the assessment year an event belongs to, so that scores that exist 45
days after a year of 250 days carry day 295.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from govperf_sim.simulation.calendar import Calendar
from govperf_sim.simulation.population import Array
from govperf_sim.words import Message, Name

EVENTS = (
    "year_opens",
    "monthly_report",
    "stage_score",
    "visit_due",
    "visit_starts",
    "visit_ends",
    "fabrication_found",
    "corrected",
    "corrected_too_late",
    "scored",
)
"""Every event but the dates of the calendar, each with its words in ``words/simulation.toml``."""


DATED = "date:"
"""Before the code of a date: a dated event of the calendar."""


def event_label(event: str, dates: Mapping[str, Name]) -> Message | Name:
    """What an event is called; ``dates`` names the dates of the calendar by code.

    >>> event_label("visit_due", {}).text("en")
    'verification visit due'
    """
    if event.startswith(DATED):
        return dates[event.removeprefix(DATED)]
    return Message(f"simulation.event_{event}")


@dataclass(frozen=True)
class Journal:
    """The record of one replication.

    ``events`` has the columns ``year`` (1 is the first), ``day``, ``date``, ``unit``, ``event``, ``indicator`` and
    ``amount``, in the order in which they happened; unit and indicator are empty and the amount NaN where an event has
    none.  ``measures`` is tidy: ``year``, ``unit``, ``measure``, ``value``; see
    :mod:`govperf_sim.simulation.measures`.
    """

    events: pd.DataFrame
    measures: pd.DataFrame


class Book:
    """A journal being written."""

    def __init__(self, calendar: Calendar, units: Sequence[str]) -> None:
        self._calendar, self._units = calendar, np.array(units, dtype=object)
        self._events: list[tuple[int, int, str, str, str, float]] = []
        self._measures: list[tuple[int, Mapping[str, Array]]] = []

    def note(
        self, year: int, day: int, event: str, unit: str = "", indicator: str = "", amount: float = np.nan
    ) -> None:
        """One event; ``day`` counts through all years."""
        self._events.append((year, day, unit, event, indicator, amount))

    def note_all(self, year: int, day: int, event: str, amounts: Iterable[float]) -> None:
        """The same event for every unit."""
        self._events += [(year, day, u, event, "", x) for u, x in zip(self._units, amounts, strict=True)]

    def measure(self, year: int, measured: Mapping[str, Array]) -> None:
        self._measures.append((year, measured))

    def close(self) -> Journal:
        return Journal(self._event_table(), self._measure_table())

    def _event_table(self) -> pd.DataFrame:
        columns = ("year", "day", "unit", "event", "indicator", "amount")
        held = dict(zip(columns, zip(*self._events, strict=True), strict=True))
        years, days = np.array(held["year"]), np.array(held["day"])
        first: npt.NDArray[np.int64] = (years - 1) * self._calendar.working_days
        return pd.DataFrame(
            {
                "year": years,
                "day": days - first,
                "date": self._calendar.dates_of(days).astype("datetime64[s]"),
                "unit": held["unit"],
                "event": held["event"],
                "indicator": held["indicator"],
                "amount": np.array(held["amount"], dtype=float),
            }
        )

    def _measure_table(self) -> pd.DataFrame:
        count = len(self._units)
        names = [(year, name) for year, measured in self._measures for name in measured]
        values = np.concatenate([x for _, measured in self._measures for x in measured.values()])
        kept = ~np.isnan(values)
        return pd.DataFrame(
            {
                "year": np.repeat([year for year, _ in names], count)[kept],
                "unit": np.tile(self._units, len(names))[kept],
                "measure": np.repeat(np.array([name for _, name in names], dtype=object), count)[kept],
                "value": values[kept],
            }
        )
