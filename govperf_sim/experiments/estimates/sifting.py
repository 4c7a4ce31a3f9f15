r"""The best of many policies and the front between several outcomes, replications going where either is not settled yet.

Each two policies i, l are compared in each outcome o by the triangle of Kim and Nelson (2001), as
:mod:`govperf_sim.experiments.estimates.selection` has it: with partial sums of what is better when there is more of it, whoever
first leaves

.. math:: |X_{io}(r) - X_{lo}(r)| \le W_{ilo}(r) = \max\{0,\ \tfrac{\delta_o}{2}\,(h^2 S_{ilo}^2/\delta_o^2 - r)\}

is called better in o, and that stands; two that never differ are called alike in o.  A claim is wrong with a chance of at most
:math:`\beta` if the other one is truly better by :math:`\delta_o` or more.

* Policy l is *dominated* by i when i is better somewhere and better or alike in every outcome; *alike* if a policy of a lower number
  is alike in all, so that one of them will do; and *on the front* when against each policy that is neither it is better in
  some outcome.  Until then it is *open*.
* A policy is *out of the race* for the best by the first outcome when another is better in it, or is alike in it and dominates
  the policy or has a lower number.  The best is who is left alone.

**What that is worth.**  Let there be k policies and m outcomes, and :math:`\beta = \alpha/(k \max\{k-1, m\})`.

* If one policy is better than every other by :math:`\delta_1` or more, it is put out of the race with a chance of at most
  :math:`(k-1)\beta \le \alpha/k`: another one is called the best at most so often.
* Call a policy *distinct* if against every other one it is better by :math:`\delta_o` or more in some outcome o.  For i to dominate
  it the claim in that very o must be wrong, whatever the other m - 1 claims: one claim for each i.  So of all distinct policies
  together one is called dominated with a chance of at most :math:`k(k-1)\beta \le \alpha`.
* For l to be called on the front although a policy of the front is better by :math:`\delta_o` or more in every outcome, one of m
  claims must be wrong: over all policies a chance of at most :math:`km\beta \le \alpha`.

Nothing is assumed of how outcomes or policies hang together (Bonferroni's inequality), so common luck may be used; what is
assumed is, as in Kim and Nelson, that means of replications are normal.  That an intersection of claims fails only where one
particular claim fails is the union-intersection argument of Berger (1982, Technometrics 24:295-300).

**What is rare.**  Of sanctions without cause, and whatever else happens now and then, two policies may not differ once in the first
replications although they do later: their variance is then taken to be 0 and they are called alike.  With N units and years in a
replication a mean difference of :math:`\delta` shows in at least a share :math:`N\delta` of them if no replication differs by more than one
case, and the chance that none of the first :math:`n_0` does is at most :math:`(1 - N\delta)^{n_0}`; more years make it smaller.

A policy is played on while it may be the best, or while any pair it is in is open, and the first, with which all are compared, as
long as any; nobody more often than ``at_most``, and all together not more often than the ``budget``, the end of which goes to those
that may be best.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.errors import ExperimentError, Fault, fault
from govperf_sim.experiments.estimates.intervals import PART, WHOLE
from govperf_sim.experiments.estimates.precision import too_few, unmeasured
from govperf_sim.experiments.estimates.selection import (
    FEWEST,
    looked,
    next_look,
    square_h,
    triangle,
    variances_apart,
)
from govperf_sim.experiments.findings.compare import named
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.simulation.arrays import Flags
from govperf_sim.simulation.measures import Better

UNKNOWN, AHEAD, BEHIND, ALIKE = 0, 1, -1, 2


class Standing(StrEnum):
    """Where a policy stands."""

    FRONT = "front"
    DOMINATED = "dominated"
    ALIKE = "alike"
    OPEN = "open"


@dataclass(frozen=True)
class Sifting:
    """``outcomes`` by their codes, the first of which says what is best, with the ``indifferences`` below which a difference does
    not matter.

    What is said of the best and of the front is wrong with a chance of at most ``error`` each.  ``first`` replications, best those
    of a block, tell how much luck varies.
    """

    outcomes: tuple[str, ...]
    indifferences: tuple[float, ...]
    error: float
    first: int
    at_most: int
    budget: int
    """Replications of all policies in all worlds together."""

    def faults(self, outcomes: Sequence[Outcome]) -> list[Fault]:
        found = [f for code in self.outcomes for f in unmeasured(code, outcomes)]
        found += too_few(self.first, FEWEST, self.at_most)
        found += [
            fault("estimates.indifference", found=each)
            for each in self.indifferences
            if not (math.isfinite(each) and each > 0)
        ]
        if not 0 < self.error < 0.5:
            found.append(fault("estimates.error", found=self.error))
        for outcome in (o for o in outcomes if o.code in self.outcomes):
            if outcome.over is not None:
                found.append(fault("estimates.best_of_ratio", outcome=outcome.code))
            elif outcome.way is Better.NEITHER:
                found.append(fault("estimates.best_of_neither", outcome=outcome.code))
        return found

    def wanted(self, samples: Samples) -> tuple[int, ...]:
        had = samples.manifest.replications
        now, found = max(had), self.verdict(samples)
        further = min(next_look(now, samples.manifest.block), self.at_most)
        # Where the budget does not pay for all who are in doubt, it goes to those who may be best.
        for on in (found.played_on, found.racing):
            asked = tuple(max(own, further) if p in on else own for p, own in enumerate(had))
            if sum(asked) * len(samples.manifest.design.worlds) <= self.budget:
                return asked
        return had

    def verdict(self, samples: Samples) -> Sifted:
        """Who is best and who is on the front, from the beginning, look by look.

        Raises :class:`~govperf_sim.errors.ExperimentError` where there is no world in which all policies could be played.
        """
        sums = samples.sums_of([(code, "") for code in self.outcomes])
        if not all(len(own.worlds) for own in sums):
            raise ExperimentError(fault("findings.no_shared_world"))
        values = np.stack([s.over_worlds[..., PART] / s.over_worlds[..., WHOLE] for s in sums])
        signs = np.array([-1.0 if named(samples, c).way is Better.LESS else 1.0 for c in self.outcomes])
        looks = tuple(looked(self.first, max(samples.manifest.replications), samples.manifest.block))
        return Sifted(self, values, signs, self.claims(signs[:, None, None] * values, looks))

    def claims(self, good: Array, looks: Sequence[int]) -> np.ndarray:
        """Outcome x policy x policy: AHEAD where the first is called better than the second, BEHIND where worse, ALIKE, or UNKNOWN.

        ``good``: outcome x policy x replication, more being better; NaN beyond a policy's own replications.
        """
        outcomes, policies, _ = good.shape
        reach = square_h(self.error * 2.0 / (policies * max(policies - 1, outcomes)), 3, self.first)
        claims = np.full((outcomes, policies, policies), UNKNOWN, np.int8)
        for claim, own, indifference in zip(claims, good, self.indifferences, strict=True):
            variances = variances_apart(own[:, : self.first])
            for look in looks:
                sums = own[:, :look].sum(axis=1)
                ahead, room = sums[:, None] - sums, triangle(indifference, reach, variances, look)
                new = claim == UNKNOWN
                claim[new & (ahead > room)] = AHEAD
                claim[new & (ahead < -room)] = BEHIND
                claim[new & (ahead == 0.0) & (room == 0.0)] = ALIKE
        return claims


@dataclass(frozen=True, eq=False)
class Sifted:
    """What came of it."""

    rule: Sifting
    values: Array
    """Outcome x policy x replication, the mean over worlds; NaN beyond a policy's own replications."""
    signs: Array
    """By outcome 1 where more is better, and -1 where less is."""
    claims: np.ndarray
    """Outcome x policy x policy (:meth:`Sifting.claims`)."""

    @cached_property
    def dominates(self) -> Flags:
        """Policy x policy: the first is called better than the second somewhere, and better or alike everywhere."""
        none_worse = np.isin(self.claims, (AHEAD, ALIKE)).all(axis=0)
        return np.asarray(none_worse & (self.claims == AHEAD).any(axis=0))

    @cached_property
    def doubles(self) -> Flags:
        """Policy x policy: the first has the lower number, and the two are alike in all."""
        return np.asarray(np.triu((self.claims == ALIKE).all(axis=0), 1))

    @cached_property
    def _ousts(self) -> Flags:
        return np.asarray(self.dominates | self.doubles)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Where each policy stands."""
        standing = np.where(self._unsettled.any(axis=1), Standing.OPEN, Standing.FRONT).astype(object)
        standing[self.doubles.any(axis=0)] = Standing.ALIKE
        standing[self.dominates.any(axis=0)] = Standing.DOMINATED
        return tuple(Standing(each) for each in standing)

    @cached_property
    def _unsettled(self) -> Flags:
        """Policy x policy, none of them out: the second may yet turn out to dominate the first."""
        left: Flags = ~np.asarray(self._ousts.any(axis=0))
        pairs = left[:, None] & left & ~(self.claims == AHEAD).any(axis=0)
        np.fill_diagonal(pairs, False)
        return np.asarray(pairs)

    @cached_property
    def left(self) -> tuple[int, ...]:
        """Those that may be the best by the first outcome."""
        first = self.claims[0]
        before = np.triu(np.ones(first.shape, bool), 1) & ~self.dominates.T
        out = (first == AHEAD) | ((first == ALIKE) & (self.dominates | before))
        return tuple(np.flatnonzero(~out.any(axis=0)).tolist())

    @cached_property
    def best(self) -> int:
        """The one that is left, or that leads those that are."""
        lead = self.signs[0] * self.means[0]
        return max(self.left, key=lambda p: float(lead[p]))

    @property
    def chosen(self) -> bool:
        """Whether one is left: what is said of the error holds then only."""
        return len(self.left) == 1

    @property
    def settled(self) -> bool:
        """Whether nobody's standing is open."""
        return Standing.OPEN not in self.standings

    @property
    def played_on(self) -> frozenset[int]:
        """Those that more replications would tell more of, and the first, which all are compared with; nobody if all is settled."""
        doubtful = np.flatnonzero((self._unsettled | self._unsettled.T).any(axis=1)).tolist()
        return self.racing | {0, *doubtful} if doubtful else self.racing

    @property
    def racing(self) -> frozenset[int]:
        """Those that may yet be the best, and the first; nobody if that is settled."""
        return frozenset() if self.chosen else frozenset({0, *self.left})

    @cached_property
    def means(self) -> Array:
        """Outcome x policy: the mean of the first policy and by how much the other differs under the same luck.

        Plain means of policies that were not played as often are not of the same luck and must not be set side by side.
        """
        first = self.values[:, :1]
        return np.asarray(np.nanmean(first, axis=2) + np.nanmean(self.values - first, axis=2))

    @cached_property
    def table(self) -> pd.DataFrame:
        """Policy x every outcome (:attr:`means`), replications, standing, and ``by``: of those that dominate it, or are alike, the one with the best first outcome."""
        counts = (~np.isnan(self.values[0])).sum(axis=1)
        means, lead = self.means, self.signs[0] * self.means[0]
        by = pd.array([_leader(own, lead) for own in self._ousts.T], "Int64")
        table = pd.DataFrame(means.T, columns=list(self.rule.outcomes), index=pd.RangeIndex(len(lead), name="policy"))
        return table.assign(replications=counts, standing=[s.value for s in self.standings], by=by)


def _leader(those: Flags, lead: Array) -> int | None:
    """Of several policies the one with the best first outcome."""
    numbers = np.flatnonzero(those)
    return int(numbers[lead[numbers].argmax()]) if len(numbers) else None
