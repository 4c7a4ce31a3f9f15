r"""The best of several policies, with a stated chance of being wrong: the procedure of Kim and Nelson (2001, ACM Transactions on
Modeling and Computer Simulation 11:251-273).

Of k policies the one with the best mean is to be found with probability at least :math:`1 - \alpha` whenever it is better than all
others by the indifference :math:`\delta` or more.  From the first :math:`n_0` replications comes, for each two policies, the
variance :math:`S_{il}^2` of their difference, in which common luck cancels.  Then, with partial sums X(r) after r replications,
policy i stays as long as for every l that stays

.. math:: X_i(r) \ge X_l(r) - W_{il}(r), \qquad
          W_{il}(r) = \max\{0,\ \tfrac{\delta}{2}\,(h^2 S_{il}^2/\delta^2 - r)\}, \qquad
          h^2 = (n_0 - 1)\left[\left(\tfrac{2\alpha}{k-1}\right)^{-2/(n_0-1)} - 1\right],

which is their case c = 1 under common random numbers.  :math:`W` shrinks to 0, so one policy is left in the end; of two with equal
sums then the one of the lower number.

**Why it may look at whole blocks only.**  Each pair is a Brownian motion with drift, watched until it leaves a triangle; which of
the two wins is the sign of where it is.  Let the drift be :math:`\pm\delta`, as likely one as the other: the sign is the likelier
drift, so the chance of being wrong at a time is the expectation of :math:`\min(\pi, 1-\pi)`, with :math:`\pi` the posterior
probability of one of them.  Posteriors are martingales and the minimum is concave, so whoever looks later is wrong less often
(Jennison, Johnstone and Turnbull, 1982, show it for observation in discrete time).  Looks are at times fixed beforehand.

The guarantee is for normal means.  Replications are means over worlds, units and years, which helps; ``docs/coverage.md`` tells how
often the choice is right.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from govperf_sim.cells import Array
from govperf_sim.errors import Fault, fault
from govperf_sim.experiments.estimates.chosen import Chosen, Out, Reason
from govperf_sim.experiments.estimates.intervals import PART, WHOLE
from govperf_sim.experiments.estimates.precision import too_few, unmeasured
from govperf_sim.experiments.findings.compare import named
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.simulation.measures import Better

FEWEST = 5
"""Replications from which a variance can be told; with ten and more fewer are needed in the end."""
BLOCKS_AT_ONCE = 8
"""After so many blocks two are played between looks, after twice as many three, and so on: every look reads all cells."""


@dataclass(frozen=True)
class BestOf:
    """Play until one policy is left that is best by ``outcome``; those that have lost are played no more.

    If it is better than all others by the ``indifference`` or more, the choice is wrong with a chance of at most ``error``.
    ``first`` replications tell how much luck varies; nobody is played more often than ``at_most``.

    A policy that cannot be played in a world in which another can, or that lacks the measure in some replication, has no
    mean to be compared by: it is out at once, and the verdict says so.  A world in which none can be played is left out.
    """

    outcome: str
    indifference: float
    error: float
    first: int
    at_most: int

    def faults(self, outcomes: Sequence[Outcome]) -> list[Fault]:
        found = unmeasured(self.outcome, outcomes) + too_few(self.first, FEWEST, self.at_most)
        if not (math.isfinite(self.indifference) and self.indifference > 0):
            found.append(fault("estimates.indifference", found=self.indifference))
        if not 0 < self.error < 0.5:
            found.append(fault("estimates.error", found=self.error))
        for outcome in (o for o in outcomes if o.code == self.outcome):
            if outcome.over is not None:
                found.append(fault("estimates.best_of_ratio", outcome=self.outcome))
            elif outcome.way is Better.NEITHER:
                found.append(fault("estimates.best_of_neither", outcome=self.outcome))
        return found

    def wanted(self, samples: Samples) -> tuple[int, ...]:
        had = samples.manifest.replications
        now, left = max(had), self.verdict(samples).left
        if len(left) < 2 or now >= self.at_most:
            return had
        further = min(next_look(now, samples.manifest.block), self.at_most)
        return tuple(further if policy in left else own for policy, own in enumerate(had))

    def verdict(self, samples: Samples) -> Chosen:
        """Who is left, and who went when and why: the contest from the beginning, look by look."""
        values, unplayed = _values(samples, self.outcome)
        sign = -1.0 if named(samples, self.outcome).way is Better.LESS else 1.0
        out = {policy: Out(0, Reason.UNPLAYED, world) for policy, world in unplayed.items()}
        contest = Contest(self.indifference, self.error, self.first)
        looks = tuple(looked(self.first, max(samples.manifest.replications), samples.manifest.block))
        out |= contest.losers(sign * values, looks, tuple(p for p in range(len(values)) if p not in out))
        return Chosen(values, out, sign, self.indifference, self.error)


@dataclass(frozen=True)
class Contest:
    """The screening of Kim and Nelson, where more is better."""

    indifference: float
    error: float
    first: int

    def losers(self, values: Array, looks: Sequence[int], starting: Sequence[int]) -> dict[int, Out]:
        """Who of ``starting`` is out, after how many replications, and because of whom; ``values``: policy x replication."""
        out: dict[int, Out] = {}
        left = list(starting)
        variances = self._variances(values)
        reach = square_h(self.error, len(left), self.first)
        for look in looks:
            sums = values[:, :look].sum(axis=1)
            out |= {
                p: Out(look, Reason.UNMEASURED, int(np.isnan(values[p]).argmax())) for p in left if np.isnan(sums[p])
            }
            left = [p for p in left if p not in out]
            if len(left) < 2:
                break
            # Every duel of a look is fought before any loser leaves.
            numbers = np.array(left)
            beaten = _beats(sums[numbers], triangle(self.indifference, reach, variances[np.ix_(left, left)], look))
            for place in np.flatnonzero(beaten.any(axis=0)):
                ahead = numbers[beaten[:, place]]
                out[left[place]] = Out(look, Reason.BEATEN, int(ahead[sums[ahead].argmax()]))
            left = [p for p in left if p not in out]
        return out

    def _variances(self, values: Array) -> Array:
        """Of the difference of each two policies, over the first replications."""
        return variances_apart(values[:, : self.first])


def variances_apart(first: Array) -> Array:
    """Of the difference of each two rows; exactly 0 where two rows are alike."""
    return np.stack([(first - own).var(axis=1, ddof=1) for own in first])


def triangle(indifference: float, reach: float, variances: Array, look: int) -> Array:
    """W of the module: how far ahead in sums one must be after so many replications, for each two rows."""
    return np.asarray(np.maximum(0.0, indifference / 2.0 * (reach * variances / indifference**2 - look)))


def _beats(sums: Array, room: Array) -> np.ndarray:
    """Whether each row beats each column; of two with equal sums the first does, once there is no room left."""
    ahead = sums[:, None] - sums
    before = np.triu(np.ones(ahead.shape, bool), 1)
    return np.asarray((ahead > room) | ((ahead == 0.0) & (room == 0.0) & before))


def square_h(error: float, policies: int, first: int) -> float:
    """The constant by which the triangles are scaled; 0 where there are not two policies.

    >>> round(square_h(0.05, policies=2, first=10), 3)  # 9 (0.1 ** (-2 / 9) - 1)
    6.013
    """
    if policies < 2:
        return 0.0
    return float((first - 1) * ((2.0 * error / (policies - 1)) ** (-2.0 / (first - 1)) - 1.0))


def next_look(now: int, block: int) -> int:
    """After how many replications the next look is: whole blocks, more of them the more there were.

    >>> next_look(20, block=32), next_look(32, block=32), next_look(320, block=32)
    (32, 64, 384)
    """
    whole = now // block
    return (whole + 1 + whole // BLOCKS_AT_ONCE) * block


def looked(first: int, now: int, block: int) -> Iterator[int]:
    """The looks there have been, the first and the last included."""
    look = first
    while look < now:
        yield look
        look = next_look(look, block)
    yield now


def _values(samples: Samples, outcome: str) -> tuple[Array, dict[int, int]]:
    """Policy x replication, the mean over worlds; and a world in which the policy was not played, if others were."""
    design = samples.manifest.design
    sums = np.zeros((len(design.policies), max(samples.manifest.replications), 2))
    unplayed: dict[int, int] = {}
    for world, here in enumerate(samples.by_world(outcome)):
        absent = np.isnan(here).all(axis=(1, 2))
        if absent.all():
            continue
        for policy in np.flatnonzero(absent):
            unplayed.setdefault(int(policy), world)
        sums += here
    sums[sums[..., WHOLE] == 0.0] = np.nan
    return sums[..., PART] / sums[..., WHOLE], unplayed
