r"""What is measured of each unit and year, at the moment the year is scored.

Levels and reports are those of the year's end; visits, finds and corrections are those made by the day of scoring.

=========================  ============================================================================================
``score``                  the annual score, after corrections and deductions
``true_score``             the same weights on the true scores, :math:`\sum_j w_{ij} x_{ij}`
``true_level``             the mean level over the unit's tasks, :math:`\bar Y_i`
``welfare``                :math:`\bar Y_i - (\tfrac12 c\,e'Ce + \tfrac12 \kappa \sum_j m_{ij}^2 + \dots)/K_i`: the mean level
                           less what effort, fabrication, image projects and timing shifts cost the unit for each of its
                           :math:`K_i` tasks.  A level of 1 on one task is worth 1, rewards and deductions are
                           transfers and do not count, and the inspectorate's own cost is not in it
``effort``                 effort summed over the unit's tasks
``effort:<task>``          effort on one task, for units that work on it
``fabricated``             score points that fabrication added to the report before any correction,
                           :math:`\sum_j w_{ij}(r_{ij} - h_{ij})` with h the report without it
``pictured``               score points that image projects added to the report
``shifted``                score points that timing shifts added: booked early this year less booked early last year
``gaming_share``           the part of the score that is fabricated, pictured or shifted and still stands,
                           :math:`\sum_j w_{ij}(c_{ij} - p_{ij})` with p the report of the plain truth, over the score;
                           0 where the score is 0
``vanity``                 investment in image projects
``target_effort``          mean effort of the year's run at a target with a bonus
``target_progress``        progress at the year's end, with what was booked early
``target_reached``         1 if the target was reached, else 0
``cases_arrived``          cases that came in the year
``cases_handled``          cases handled in the year
``cases_waiting``          cases not handled when it ended
``late_share``             of the cases whose deadline fell in the year, the share not handled by then; 0 without any
``staff_on_cases``         staff days spent on cases
``staff_on_effort``        staff days that effort took out of them
``staff_on_visits``        staff days spent on hosting verification visits
``staff_assessed``         staff days that being assessed took
``staff_idle``             staff days left over; the five add up to all staff on all working days
``fee``                    what the third party is paid for the unit
``revision``               by how many score points the final report stands above the first
``suspicion``              what the report has gained since the last visit, and 1 if it lies just above a target
``visited``                1 if a visit was completed, else 0
``found``                  the number of indicators that visits found fabricated
``corrected_in_time``      the number of them corrected in the score
``checks``                 the number of daily checks
``check_finds``            the number of indicators that daily checks found fabricated; all are corrected in the score
``penalty``                score points deducted for what was found
=========================  ============================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import numpy as np

from govperf_sim.simulation.arrays import Array, Flags, totals
from govperf_sim.simulation.institutions.register import INSTITUTIONS
from govperf_sim.words import Message, Name

OF_THE_YEAR = (
    "score",
    "true_score",
    "true_level",
    "welfare",
    "effort",
    "fabricated",
    "pictured",
    "shifted",
    "gaming_share",
    "vanity",
    "target_effort",
    "target_progress",
    "target_reached",
    "cases_arrived",
    "cases_handled",
    "cases_waiting",
    "late_share",
    "staff_on_cases",
    "staff_on_effort",
    "staff_on_visits",
    "staff_assessed",
    "staff_idle",
    "fee",
    "revision",
    "suspicion",
    "visited",
    "found",
    "corrected_in_time",
    "checks",
    "check_finds",
    "penalty",
)

MEASURES = (*OF_THE_YEAR, *(m for institution in INSTITUTIONS.values() for m in institution.measured))
"""Every measure but the efforts by task, in the order of the tables; each has its words in ``words/simulation.toml``.
Those of a mechanism that is off are not measured."""

_WITH: Mapping[str, tuple[str, ...]] = {
    "checks": ("checks", "check_finds"),
    "vanity": ("vanity", "pictured"),
    "shifting": ("shifted",),
    "deadline": ("target_effort", "target_progress", "target_reached"),
    "third_party": ("fee",),
    "vintages": ("revision",),
    "visits": ("suspicion",),
    "services": (
        *("cases_arrived", "cases_handled", "cases_waiting", "late_share"),
        *("staff_on_cases", "staff_on_effort", "staff_on_visits", "staff_assessed", "staff_idle"),
    ),
}
KEPT_WITH: Mapping[str, str] = {m: mechanism for mechanism, measures in _WITH.items() for m in measures} | {
    m: code for code, institution in INSTITUTIONS.items() for m in institution.measured
}
"""The mechanism or institution without which a measure is not kept; those that are always kept are not listed."""

EFFORT_ON = "effort:"
"""Before the code of a task: the effort on that task."""


class Better(StrEnum):
    """Which way a measure is better for those whom the units serve."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"
    """What is only seen or counted: a score may rise by work or by lies, and effort is worth what comes of it."""


MORE_IS_BETTER = frozenset({"true_score", "true_level", "welfare", "credibility", "rules_drawn_up", "morale"})
LESS_IS_BETTER = frozenset({
    *("fabricated", "pictured", "shifted", "gaming_share", "vanity", "breaches"),
    *("cases_waiting", "late_share", "start_delay", "steps_late", "preparation_delay", "reports_late", "report_days_late"),
    *("obstacle_wait", "blocked_days", "deserving_missed", "falsely_sanctioned", "escaped"),
    *("wrongly_last_placed", "quota_wrongly_failed"),
    *("staff_on_visits", "staff_assessed", "fee", "items_twice", "scheme_days"),
})  # fmt: skip
"""Deception, slowness, wrongs done, and what assessment costs."""


def better(measure: str) -> Better:
    """Which way a measure is better.

    >>> [better(measure).value for measure in ("welfare", "late_share", "score")]
    ['more', 'less', 'neither']
    """
    if measure in MORE_IS_BETTER:
        return Better.MORE
    return Better.LESS if measure in LESS_IS_BETTER else Better.NEITHER


def label(measure: str, tasks: Mapping[str, Name]) -> Message:
    """What a measure is called; ``tasks`` names the tasks by code.

    >>> label("effort:growth", {"growth": Name(zh="经济增长", en="growth")}).text("en")
    'effort on growth'
    """
    if measure.startswith(EFFORT_ON):
        return Message("simulation.measure_effort_on", {"task": tasks[measure.removeprefix(EFFORT_ON)]})
    return Message(f"simulation.measure_{measure}")


def meaning(measure: str, tasks: Mapping[str, Name]) -> Message:
    """The sentence that says what is measured."""
    named = label(measure, tasks)
    return Message(f"{named.key}_means", named.values)


def mean_level(level: Array, works: Flags) -> Array:
    """The mean over each unit's own tasks."""
    mean: Array = totals(np.where(works, level, 0.0)) / works.sum(axis=-1)
    return mean


def gaming_share(standing: Array, scored: Array) -> Array:
    """The part of a score that is not earned and still stands; 0 where the score is 0 or less."""
    return np.where(scored > 0.0, standing / np.where(scored > 0.0, scored, 1.0), 0.0)
