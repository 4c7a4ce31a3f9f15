"""A design: the policies that are compared and the worlds that all of them meet."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from govperf_sim.errors import ExperimentError, fault
from govperf_sim.experiments.design.factors import Factor, Lever, Uncertainty
from govperf_sim.experiments.design.plans import Plan, Row

MOST_POINTS = 10_000_000
"""Policies times worlds; a plan beyond that is a slip of the pen."""


@dataclass(frozen=True, kw_only=True)
class Design:
    """``policies`` hold a value for every lever, ``worlds`` for every uncertainty, in their order.

    The first policy is the scenario as it is, with which the others are compared; without uncertainties there is one
    world, without levers one policy.
    """

    levers: tuple[Lever, ...]
    uncertainties: tuple[Uncertainty, ...]
    policies: tuple[Row, ...]
    worlds: tuple[Row, ...]
    how: tuple[Plan | None, Plan | None]
    """The plans of levers and of uncertainties."""

    @property
    def points(self) -> int:
        return len(self.policies) * len(self.worlds)

    def values(self, policy: int, world: int) -> dict[str, object]:
        """The value at every address that the point changes."""
        factors: tuple[Factor, ...] = (*self.levers, *self.uncertainties)
        each = zip(factors, (*self.policies[policy], *self.worlds[world]), strict=True)
        return {path: put for factor, value in each for path, put in factor.changes(value).items()}

    @cached_property
    def policy_table(self) -> pd.DataFrame:
        """Policy x lever."""
        return _table("policy", self.policies, self.levers)

    @cached_property
    def world_table(self) -> pd.DataFrame:
        """World x uncertainty."""
        return _table("world", self.worlds, self.uncertainties)


def designed(
    levers: Sequence[Lever],
    uncertainties: Sequence[Uncertainty],
    plans: tuple[Plan | None, Plan | None],
    as_it_is: Mapping[str, object],
    seed: int,
) -> Design:
    """The design that plans make of levers and uncertainties.

    ``as_it_is`` gives the value that stands at each address now.  Raises
    :class:`~govperf_sim.errors.ExperimentError` for two factors of one code or one address, for factors without a plan,
    and for plans that cannot be.
    """
    factors: list[Factor] = [*levers, *uncertainties]
    faults = [
        fault("experiment.twice", what=what, found=found)
        for what in ("code", "path")
        for found, times in Counter(getattr(f, what) for f in factors).items()
        if times > 1
    ]
    faults += [
        fault("experiment.within", code=a.code, path=a.path, other=b.path)
        for a, b in itertools.permutations(factors, 2)
        if a.path != b.path and a.path.startswith(f"{b.path}.")
    ]
    faults += [
        fault("experiment.value_twice", code=f.code, value=value)
        for f in factors
        for i, value in enumerate(f.spread.listed or ())
        if value in (f.spread.listed or ())[:i]
    ]
    if seed < 0:
        faults.append(fault("experiment.negative_seed", found=seed))
    if faults:
        raise ExperimentError(faults)
    policies = _rows(levers, plans[0], as_it_is, seed)
    now = tuple(as_it_is[lever.path] for lever in levers)
    # Points of a plan may fall together where a lever has few values.
    policies = list({repr(row): row for row in [now, *(row for row in policies if row != now)]}.values())
    worlds = _rows(uncertainties, plans[1], as_it_is, seed)
    if len(policies) * len(worlds) > MOST_POINTS:
        raise ExperimentError(fault("experiment.too_many_points", found=len(policies) * len(worlds), most=MOST_POINTS))
    return Design(
        levers=tuple(levers),
        uncertainties=tuple(uncertainties),
        policies=tuple(policies),
        worlds=tuple(worlds),
        how=plans,
    )


def _rows(factors: Sequence[Factor], plan: Plan | None, as_it_is: Mapping[str, object], seed: int) -> list[Row]:
    if not factors:
        return [()]
    if plan is None:
        raise ExperimentError([fault("experiment.no_plan", code=f.code) for f in factors])
    return plan.rows(factors, tuple(as_it_is[f.path] for f in factors), seed)


def _table(kind: str, rows: Sequence[Row], factors: Sequence[Factor]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), index=pd.RangeIndex(len(rows), name=kind), columns=[f.code for f in factors])
