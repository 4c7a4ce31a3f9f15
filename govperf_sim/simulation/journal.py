"""What is written down while the years are played: one flat record an event, and the measures of every year.

``replication`` says whose luck it was; ``day`` counts the working days from the opening of the assessment year an event belongs to, so that scores that exist 45
days after a year of 250 days carry day 295.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from govperf_sim.simulation.arrays import Array, Counts, Flags
from govperf_sim.simulation.calendar import Calendar

Amount = Literal["points", "days", "count", "cases", "finds", "effort", "number"]
"""What the amount of an event is: score points (1 is full marks), working days, how often, how many cases or finds, effort,
or a number of its own."""

NOBODY = -1
"""In place of the position of a unit or of an indicator: none."""


@dataclass(frozen=True)
class Journal:
    """The record of a batch of replications.

    ``events`` has the columns ``replication``, ``year`` (1 is the first), ``day``, ``date``, ``unit``, ``event``,
    ``indicator`` and ``amount``, replication by replication in the order in which they happened; unit and indicator are
    empty and the amount NaN where an event has none.  ``measures`` is tidy: ``replication``, ``year``, ``unit``,
    ``measure``, ``value``; see :mod:`govperf_sim.simulation.measures`.  ``cases`` lists the cases of watched units one by
    one; see :meth:`govperf_sim.simulation.casebook.Casebook.table`.
    """

    events: pd.DataFrame
    measures: pd.DataFrame
    cases: pd.DataFrame = field(default_factory=pd.DataFrame)


class _Noted(NamedTuple):
    """Events of one kind on one day: positions and amounts side by side."""

    year: int
    day: int
    event: str
    replications: Counts
    units: Counts
    indicators: Counts
    amounts: Array


class Book:
    """A journal being written.  Units, indicators and replications are told by position; days count through all years."""

    def __init__(
        self, calendar: Calendar, units: Sequence[str], indicators: Sequence[str], replications: Sequence[int] = (0,)
    ) -> None:
        self._calendar, self._replications = calendar, np.array(replications)
        self._units, self._indicators = (_texts([*codes, ""]) for codes in (units, indicators))
        self._events: list[_Noted] = []
        self._measures: list[tuple[int, Mapping[str, Array]]] = []
        everyone = np.indices((len(replications), len(units)))
        self._whose, self._who = everyone[0].ravel(), everyone[1].ravel()
        self._none = np.full(self._who.size, NOBODY)

    def note(
        self,
        year: int,
        day: int,
        event: str,
        replication: int = 0,
        unit: int = NOBODY,
        indicators: npt.ArrayLike = NOBODY,
        amounts: npt.ArrayLike = np.nan,
    ) -> None:
        """One event of one unit in one replication, or one for each of several indicators."""
        which, much = np.array(indicators, ndmin=1), np.array(amounts, dtype=float, ndmin=1)
        whose, who = np.array([replication] * which.size), np.array([unit] * which.size)
        self._events.append(_Noted(year, day, event, whose, who, which, much))

    def note_day(self, year: int, day: int, event: str) -> None:
        """An event of nobody in particular, in every replication."""
        every = np.arange(self._replications.size)
        nobody = np.full(every.size, NOBODY)
        self._events.append(_Noted(year, day, event, every, nobody, nobody, np.full(every.size, np.nan)))

    def note_all(self, year: int, day: int, event: str, amounts: Array) -> None:
        """The same event for every unit in every replication; ``amounts`` is replication x unit."""
        self._events.append(_Noted(year, day, event, self._whose, self._who, self._none, amounts.ravel()))

    def note_those(self, year: int, day: int, event: str, who: Flags, amounts: Array) -> None:
        """The same event for some units; ``who`` and ``amounts`` are replication x unit."""
        whose, those = np.nonzero(who)
        self._events.append(_Noted(year, day, event, whose, those, np.full(those.size, NOBODY), amounts[who]))

    def note_where(self, year: int, day: int, event: str, where: Flags, amounts: Array) -> None:
        """The same event for some indicators of some units; ``where`` and ``amounts`` are replication x unit x indicator."""
        whose, who, which = np.nonzero(where)
        self._events.append(_Noted(year, day, event, whose, who, which, amounts[where]))

    def measure(self, year: int, measured: Mapping[str, Array]) -> None:
        """The measures of a year, replication x unit each; NaN where one does not apply to a unit."""
        self._measures.append((year, measured))

    def close(self) -> Journal:
        """The tables of all that was written."""
        return Journal(self._event_table(), self._measure_table())

    def _event_table(self) -> pd.DataFrame:
        sizes = [noted.units.size for noted in self._events]
        whose = np.concatenate([noted.replications for noted in self._events])
        order = np.argsort(whose, kind="stable")
        years, days = (
            np.repeat(np.array(column), sizes)[order]
            for column in ([noted.year for noted in self._events], [noted.day for noted in self._events])
        )
        which = np.repeat(np.arange(len(sizes)), sizes)[order]
        units, indicators, amounts = (
            np.concatenate([getattr(noted, column) for noted in self._events])[order]
            for column in ("units", "indicators", "amounts")
        )
        return pd.DataFrame(
            {
                "replication": self._replications[whose[order]],
                "year": years,
                "day": days - (years - 1) * self._calendar.working_days,
                "date": self._calendar.dates_of(days).astype("datetime64[s]"),
                "unit": self._units.take(units),
                "event": _texts([noted.event for noted in self._events]).take(which),
                "indicator": self._indicators.take(indicators),
                "amount": amounts,
            }
        )

    def _measure_table(self) -> pd.DataFrame:
        names = [(year, name) for year, measured in self._measures for name in measured]
        values = np.stack([x for _, measured in self._measures for x in measured.values()], axis=1)
        replications, rows, units = (index.ravel() for index in np.indices(values.shape, sparse=False))
        kept = ~np.isnan(values.ravel())
        return pd.DataFrame(
            {
                "replication": self._replications[replications[kept]],
                "year": np.array([year for year, _ in names])[rows[kept]],
                "unit": self._units.take(units[kept]),
                "measure": _texts([name for _, name in names]).take(rows[kept]),
                "value": values.ravel()[kept],
            }
        )


def _texts(texts: Sequence[str]) -> ExtensionArray:
    """A column's worth of texts; taking from it is many times quicker than making a column of texts anew."""
    return pd.Series(texts).array
