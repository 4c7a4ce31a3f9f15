"""The events that the journal knows, what the amount of each is, and what they are called.

==========================  ===========================================================================================
event                       what happened, and what ``amount`` says
==========================  ===========================================================================================
``date:<code>``             a dated event of the calendar, on its working day of the first year
``year_opens``              the units decide; the total effort of the unit
``decides``                 a unit that runs at a target looks at its progress; its effort until the next time
``cases_arrived``           the cases that came to a unit in a month are counted; how many
``cases_handled``           so are those it handled
``cases_late``              and those whose deadline has come without their being handled
``monthly_report``          a unit reports; the weighted sum of what it reports
``stage_score``             partial scores are published; the score so far
``visit_due``               a visit is announced to the inspectorate
``visit_starts``            a team arrives; the working days the visit waited for one
``visit_ends``              the team leaves; the number of fabrications it found
``fabrication_found``       one indicator is found fabricated; the points fabricated
``corrected``               the find is corrected in the scores; the points fabricated
``corrected_too_late``      the correction comes after the score and changes nothing; the points fabricated
``checks``                  a month's daily checks of a unit are over; how many there were
``check_finds``             one indicator is found fabricated by a daily check, and corrected; the points fabricated
``revised``                 first figures give way to final ones; by how many points of the report
``scored``                  the year is scored; the score
==========================  ===========================================================================================

The events of institutions are told in their modules.
"""

from __future__ import annotations

from collections.abc import Mapping

from govperf_sim.simulation.institutions.register import INSTITUTIONS
from govperf_sim.simulation.journal import Amount
from govperf_sim.words import Message, Name

OF_THE_YEAR: Mapping[str, Amount] = {
    "year_opens": "effort",
    "decides": "effort",
    "cases_arrived": "cases",
    "cases_handled": "cases",
    "cases_late": "cases",
    "monthly_report": "points",
    "stage_score": "points",
    "visit_due": "number",
    "visit_starts": "days",
    "visit_ends": "finds",
    "fabrication_found": "points",
    "corrected": "points",
    "corrected_too_late": "points",
    "checks": "count",
    "check_finds": "points",
    "revised": "points",
    "scored": "points",
}

EVENTS: Mapping[str, Amount] = {
    **OF_THE_YEAR,
    **{event: amount for institution in INSTITUTIONS.values() for event, amount in institution.events.items()},
}
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
