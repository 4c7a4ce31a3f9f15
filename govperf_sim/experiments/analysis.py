"""What is to be looked for in the findings: where policies fail, and between which outcomes one has to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from govperf_sim.errors import ExperimentError, fault

Limit = float | Literal["as_it_is"]
"""A number, or what the first policy (the scenario as it is) has in the same world."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A policy fails in a world where the outcome lies ``below`` a limit, or ``above`` one; one of the two is given.

    >>> Failure(outcome="welfare", below="as_it_is").limit
    'as_it_is'
    """

    outcome: str
    below: Limit | None = None
    above: Limit | None = None

    def __post_init__(self) -> None:
        if (self.below is None) == (self.above is None):
            raise ExperimentError(fault("experiment.one_limit", outcome=self.outcome))

    @property
    def limit(self) -> Limit:
        limit = self.above if self.below is None else self.below
        assert limit is not None
        return limit


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """``pareto`` names the outcomes of which a policy is better in one only where it is worse in another."""

    failures: tuple[Failure, ...] = ()
    pareto: tuple[str, ...] = ()
