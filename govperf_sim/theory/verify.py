"""``verify``: play the world of a case and set it beside its exact numbers.

A quantity that nothing is left to chance in holds if it differs by no more than :data:`EXACTLY` (of itself, if it is larger
than 1); any other if it lies within :data:`SIGMAS` standard errors.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from govperf_sim.errors import CycleError, fault, nearest
from govperf_sim.simulation.luck import Luck
from govperf_sim.simulation.ranges import COUNT, Range, outside, refuse
from govperf_sim.theory.answered import Answered
from govperf_sim.theory.bonus import Bonus
from govperf_sim.theory.booking import Booking
from govperf_sim.theory.burden import Burden
from govperf_sim.theory.career import Career
from govperf_sim.theory.case import Case, Estimate
from govperf_sim.theory.clerks import Clerks
from govperf_sim.theory.daily_checks import DailyChecks
from govperf_sim.theory.distortion import Distortion
from govperf_sim.theory.docket import Docket
from govperf_sim.theory.evasion import Evasion
from govperf_sim.theory.even_rivals import EvenRivals
from govperf_sim.theory.false_alarms import FalseAlarms
from govperf_sim.theory.held_back import HeldBack
from govperf_sim.theory.inflation import Inflation
from govperf_sim.theory.inspection import Inspection
from govperf_sim.theory.late_sanction import LateSanction
from govperf_sim.theory.multitask import Multitask
from govperf_sim.theory.opinion import Opinion
from govperf_sim.theory.pairing import Pairing
from govperf_sim.theory.queue import Queue
from govperf_sim.theory.ranking import Ranking
from govperf_sim.theory.reputation import Reputation
from govperf_sim.theory.rivals import Rivals
from govperf_sim.theory.sample import Sample
from govperf_sim.theory.tails import Tails
from govperf_sim.theory.threshold import Threshold
from govperf_sim.theory.threshold_dates import ThresholdDates
from govperf_sim.theory.tiers import Tiers
from govperf_sim.theory.tournament import Tournament
from govperf_sim.theory.urgent import Urgent
from govperf_sim.theory.veto import VetoItems
from govperf_sim.words import Language, Message, default_language, known_keys, say

KINDS = (
    Multitask,
    Distortion,
    Tournament,
    Rivals,
    EvenRivals,
    Inflation,
    Evasion,
    HeldBack,
    Threshold,
    ThresholdDates,
    Booking,
    Queue,
    Clerks,
    Urgent,
    Opinion,
    Sample,
    Inspection,
    DailyChecks,
    Ranking,
    Tails,
    Tiers,
    Career,
    Answered,
    VetoItems,
    Docket,
    FalseAlarms,
    LateSanction,
    Reputation,
    Bonus,
    Burden,
    Pairing,
)
CASES: Mapping[str, type[Any]] = {kind.name: kind for kind in KINDS}
"""Every case by its name."""
EXACTLY = 1e-6
SIGMAS = 4.0
SEED = 2012
AT_LEAST_TWO = Range(2, math.inf, "[)", whole=True)
"""Replications: one has no standard error."""


@dataclass(frozen=True)
class Verified:
    """A simulated world beside theory.

    ``table`` has a row for each quantity: ``simulated``, ``standard_error`` (0 where nothing is left to chance),
    ``exact``, ``z`` (the difference in standard errors; NaN where there are none) and ``holds``.
    """

    case: Case
    replications: int
    seed: int
    table: pd.DataFrame

    @property
    def holds(self) -> bool:
        return bool(self.table["holds"].all())

    @property
    def title(self) -> Message:
        return Message(f"theory.{self.case.name}")

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The parameters played, by name."""
        return _parameters(self.case)

    def to_frame(self) -> pd.DataFrame:
        return self.table

    def heading(self, language: Language) -> str:
        """One line: the case, how often it was played, and whether it holds."""
        said = {"case": self.case.name, "title": self.title, "replications": self.replications, "seed": self.seed}
        return say("theory.holds" if self.holds else "theory.fails", language, **said)

    def quantity(self, name: str) -> Message:
        """What a quantity of the table is called; the case's own word goes before one that cases share.

        >>> verify("t12", replications=2).quantity("effort_2").text("en")
        'effort in year 2'
        """
        stem, _, number = name.rpartition("_")
        stem, number = (stem, number) if number.isdecimal() else (name, "")
        own, shared = (f"theory.quantity_{case}{stem}" for case in (f"{self.case.name}_", ""))
        return Message(own if own in known_keys() else shared, {"number": number})

    def __repr__(self) -> str:
        return f"{self.heading(default_language())}\n{self.table.to_string()}"

    def _repr_html_(self) -> str:
        language = default_language()
        named = self.table.rename(index=lambda name: self.quantity(name).text(language))
        return f"<p>{self.heading(language)}</p>{named.to_html()}"


def verify(case: str, *, replications: int | None = None, seed: int = SEED, **parameters: Any) -> Verified:
    """Play the world of ``case`` (such as ``"t01"``) with any valid parameters, and compare it with theory.

    Parameters that are left out have the case's own values; lists may be given as lists.  Raises
    :class:`~govperf_sim.errors.CycleError`, before anything runs, for a case or a parameter that does not exist or a value
    that cannot be, naming it.

    >>> verify("t04", units=10, visits=3, replications=50).table["exact"].round(3).to_dict()
    {'fabricated': 0.28, 'caught': 0.24}
    """
    if case not in CASES:
        raise CycleError(fault("theory.no_such_case", nearest(case, CASES), case=case))
    kind = CASES[case]
    often = kind.replications if replications is None else replications
    counts = {"replications": often, "seed": seed}
    refuse(outside("verify", counts, {"replications": AT_LEAST_TWO, "seed": COUNT}))
    known = _parameters(kind())
    refuse(
        [
            fault("theory.no_such_parameter", nearest(name, known), case=case, parameter=name)
            for name in parameters
            if name not in known
        ]
    )
    terms = kind(**{name: _shaped(f"{case}.{name}", value, known[name]) for name, value in parameters.items()})
    return compared(terms, terms, often, seed)


def compared(terms: Case, played: Case, replications: int, seed: int) -> Verified:
    """The exact numbers of ``terms`` beside the simulated ones of ``played``, which is the same but for a mutant."""
    simulated, exact = played.simulated(Luck(seed, range(replications))), terms.exact()
    rows = {name: _row(simulated[name], value) for name, value in exact.items()}
    columns = ["simulated", "standard_error", "exact", "z", "holds"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("quantity")
    return Verified(terms, replications, seed, table)


def _row(simulated: Estimate, exact: float) -> tuple[float, float, float, float, bool]:
    apart = simulated.value - exact
    z = apart / simulated.error if simulated.error > 0.0 else np.nan
    holds = abs(apart) <= EXACTLY * max(1.0, abs(exact)) or abs(z) <= SIGMAS
    return simulated.value, simulated.error, exact, z, bool(holds)


def _parameters(case: Any) -> dict[str, Any]:
    return {field.name: getattr(case, field.name) for field in dataclasses.fields(case)}


def _shaped(label: str, value: Any, example: Any) -> Any:
    """A list as a tuple, a lone number as a list of one; refused if it is nested otherwise than the example."""
    given = _tuples(value)
    while _depth(given) < _depth(example):
        given = (given,)
    if _depth(given) > _depth(example):
        refuse([fault("theory.shape", parameter=label, found=value, example=example)])
    return given


def _tuples(value: Any) -> Any:
    return tuple(_tuples(x) for x in value) if isinstance(value, list | tuple | np.ndarray) else value


def _depth(value: Any) -> int:
    return 1 + max((_depth(x) for x in value), default=0) if isinstance(value, tuple) else 0
