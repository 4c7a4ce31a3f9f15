"""Working days, dates, and what comes first on a day.

An assessment year has a fixed number D of working days; day 1 is its first, and day D + 45 is 45 working days after
its end.  Its months are the calendar months, beginning with the month of ``first_day``; month m ends on its last
working day, and the stage assessment falls on the end of the sixth (29 June in 2012).  Later years begin on the first
weekday from the anniversary of ``first_day`` on.

Which weekdays work: a year holds about 258 weekdays (Monday to Friday) and D = 250 of them work.  The public holidays of
a year are not known to the package, so the weekdays too many are taken out evenly over the year, never the first day
and never a declared date: a declared weekday falls on itself.  A date on which nobody works counts as the last working
day before it.

SimPy breaks ties at one instant first-in-first-out by *scheduling* time: a timeout of 250 days made on day 0 fires
before the work of day 250, and the annual score would miss the last day.  :class:`At` puts the phase of the day where
SimPy has its priority, so that work comes before visits, visits before the monthly figures, and scores last.
"""

from __future__ import annotations

import calendar as months_of
import datetime
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import simpy
from simpy.events import EventPriority

from govperf_sim.errors import Fault, fault
from govperf_sim.simulation.ranges import COUNT, Range, outside, refuse

Days = npt.NDArray[np.int64]
Dates = npt.NDArray[np.datetime64]

MONTHS = 12
STAGE_MONTH = 6
"""The stage assessment is made at the end of this month of the year."""
WEEKDAY_CYCLE = 28
"""After so many years the weekdays fall on the same dates again."""


class Phase(IntEnum):
    """What comes first when several things fall on one day."""

    WORK = 2
    """A year opens; units decide; a dated event of the document."""
    VISIT = 3
    """An inspection team comes or goes; a correction takes effect."""
    MONITOR = 5
    """The month ends: levels move, units report."""
    STAGE = 7
    """Partial scores are published."""
    ANNUAL = 9
    """The year is scored."""


class At(simpy.Event):
    """An event ``delay`` working days from now, in the given phase of that day."""

    def __init__(self, env: simpy.Environment, delay: int, phase: Phase) -> None:
        if delay < 0:
            raise ValueError(f"delay {delay} lies in the past")
        super().__init__(env)
        self._ok, self._value = True, None
        env.schedule(self, EventPriority(phase), delay)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The working days of the assessment years.  Days are counted from 1 through all years.

    Raises :class:`~govperf_sim.errors.CycleError` if the first day is a weekend, a year has fewer weekdays than
    ``working_days``, or a declared date lies outside the first year.

    >>> year = Calendar(first_day=datetime.date(2012, 1, 4), dates={"issued": datetime.date(2012, 1, 12)})
    >>> year.date_of(1).isoformat(), year.date_of(250).isoformat(), year.date_of(year.month_end(1, 6)).isoformat()
    ('2012-01-04', '2012-12-31', '2012-06-29')
    >>> year.date_of(year.day_of(datetime.date(2012, 1, 12))).isoformat()
    '2012-01-12'
    """

    first_day: datetime.date
    working_days: int = 250
    score_delay: int = 45
    """Working days after the year's end until scores exist."""
    dates: Mapping[str, datetime.date] = field(default_factory=dict)
    """Dated events of the first year, by code."""

    def __post_init__(self) -> None:
        ranges = {"working_days": Range(MONTHS, 366, whole=True), "score_delay": COUNT}
        refuse(outside("calendar", vars(self), ranges))
        refuse(self._faults())

    def date_of(self, day: int) -> datetime.date:
        number, within = divmod(day - 1, self.working_days)
        found: datetime.date = self._days(number + 1)[within].item()
        return found

    def dates_of(self, days: Days) -> Dates:
        """The dates of many days at once."""
        years = 1 if days.size == 0 else int(days.max() - 1) // self.working_days + 1
        return np.concatenate([self._days(number) for number in range(1, years + 1)])[days - 1]

    def day_of(self, date: datetime.date) -> int:
        """The working day a date of the first year counts as."""
        return int(np.searchsorted(self._days(1), np.datetime64(date), side="right"))

    def first(self, year: int) -> int:
        """The first working day of an assessment year (the first year is 1)."""
        return (year - 1) * self.working_days + 1

    def month_end(self, year: int, month: int) -> int:
        """The last working day of month ``month`` (1 to 12) of an assessment year."""
        last = _last_date(self.first_day, year, month)
        return self.first(year) - 1 + int(np.searchsorted(self._days(year), np.datetime64(last), side="right"))

    def scoring_day(self, year: int) -> int:
        return year * self.working_days + self.score_delay

    def _days(self, year: int) -> Dates:
        return _working_days(self.first_day, self.working_days, tuple(self.dates.values()), year)

    def _faults(self) -> list[Fault]:
        faults = []
        if self.first_day.weekday() > 4:
            faults.append(fault("simulation.first_day_weekend", parameter="calendar.first_day", found=self.first_day))
        weekdays = min(len(_weekdays(self.first_day, year)) for year in range(1, WEEKDAY_CYCLE + 1))
        if self.working_days > weekdays:
            parameter = "calendar.working_days"
            faults.append(
                fault("simulation.too_many_days", parameter=parameter, found=self.working_days, weekdays=weekdays)
            )
        last = _last_date(self.first_day, 1, MONTHS)
        faults += [
            fault(
                "simulation.date_outside",
                parameter=f"calendar.dates.{code}",
                found=date,
                first=self.first_day,
                last=last,
            )
            for code, date in self.dates.items()
            if not self.first_day <= date <= last
        ]
        if len({self.first_day, *self.dates.values()}) > self.working_days:
            faults.append(
                fault(
                    "simulation.too_many_dates",
                    parameter="calendar.dates",
                    found=len(self.dates),
                    days=self.working_days,
                )
            )
        return faults


def _last_date(first_day: datetime.date, year: int, month: int) -> datetime.date:
    """The last date of month ``month`` (from 1) of an assessment year."""
    count = (first_day.year + year - 1) * MONTHS + first_day.month - 1 + month
    return datetime.date(count // MONTHS, count % MONTHS + 1, 1) - datetime.timedelta(days=1)


def _weekdays(first_day: datetime.date, year: int) -> Dates:
    in_year = first_day.year + year - 1
    in_month = min(first_day.day, months_of.monthrange(in_year, first_day.month)[1])
    begin = np.datetime64(datetime.date(in_year, first_day.month, in_month))
    every = np.arange(begin, np.datetime64(_last_date(first_day, year, MONTHS) + datetime.timedelta(days=1)))
    return every[np.is_busday(every)]


@functools.lru_cache(maxsize=512)
def _working_days(first_day: datetime.date, wanted: int, kept: tuple[datetime.date, ...], year: int) -> Dates:
    """The dates of the working days of one year: its weekdays less those too many, taken out evenly."""
    weekdays = _weekdays(first_day, year)
    spare = np.flatnonzero(~np.isin(weekdays, np.array(kept, dtype="datetime64[D]")))[1:]
    excess = len(weekdays) - wanted
    off = spare[(2 * np.arange(excess) + 1) * len(spare) // (2 * max(excess, 1))]
    return np.delete(weekdays, off)
