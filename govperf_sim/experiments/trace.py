"""One unit's year, line by line: what happened on which day, in words."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from govperf_sim.experiments.cases import Cases
from govperf_sim.simulation.events import EVENTS, event_label
from govperf_sim.words import Language, Name, default_language, say

PLACES = {"points": 2, "days": 0, "count": 0, "cases": 0, "finds": 0, "effort": 3, "number": 3}
"""Decimals an amount is shown with."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Trace:
    """What happened to one unit in one assessment year of one replication.

    ``events`` has the rows of the journal that concern the unit, and the dates of the calendar, in the order in which
    they happened.
    """

    scenario: str
    unit: str
    year: int
    replication: int
    events: pd.DataFrame
    names: Mapping[str, Name]
    """what units and indicators are called, by code"""
    dates: Mapping[str, Name]
    """what the dates of the calendar are called, by code"""
    cases: Cases | None = None
    """its cases one by one, if the unit was watched"""

    def text(self, language: Language) -> str:
        """A heading, then a line an event: the date, the working day of the year, what happened, how much.

        The cases of a watched unit follow, a line each.
        """
        whose = {"scenario": self.scenario, "year": self.year, "replication": self.replication}
        head = say("experiments.trace_head", language, unit=self._name(self.unit, language), **whose)
        told = [head, *(self._line(row, language) for row in self.events.to_dict("records"))]
        return "\n".join(told if self.cases is None else [*told, "", self.cases.text(language)])

    def _line(self, row: Mapping[Hashable, Any], language: Language) -> str:
        event, amount = row["event"], row["amount"]
        what = event_label(event, self.dates).text(language)
        if row["indicator"]:
            name = self._name(row["indicator"], language)
            what = say("experiments.trace_indicator", language, event=what, indicator=name)
        if amount == amount:  # an event without an amount has NaN
            kind = EVENTS[event]
            shown = f"{amount * (100.0 if kind == 'points' else 1.0):.{PLACES[kind]}f}"
            what = say(f"experiments.trace_{kind}", language, event=what, amount=shown)
        return f"{row['date']:%Y-%m-%d}  {row['day']:>3}  {what}"

    def _name(self, code: str, language: Language) -> str:
        return self.names[code].text(language) if code in self.names else code

    def __repr__(self) -> str:
        return self.text(default_language())

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.text(default_language()))}</pre>"
