r"""How often do 95 % intervals hold the truth, and how often is the policy that is chosen the best?

``python benchmarks/coverage_page.py`` writes ``docs/coverage.md`` anew, which takes some minutes; ``--trials 200`` fewer.

Every truth is known apart from the simulation.  Of a queue with Poisson arrivals and exponential service the n-th customer,
the first finding it empty, waits :math:`E W_n = \sum_{k<n} E[S_k^+]/k` (Spitzer, 1956) with :math:`S_k` the sum of k services less k
arrivals; and :math:`E[S_k^+] = \sum_{j<k} P(J = j) (k - j)/\mu`, J the services before the k-th arrival (negative binomial).
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import stats

from govperf_sim.experiments.design.distributions import Among
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import Factorial
from govperf_sim.experiments.estimates.intervals import Interval, Method, linear, mean_interval, ratio_interval
from govperf_sim.experiments.estimates.precision import next_size
from govperf_sim.experiments.estimates.selection import Contest, looked, square_h
from govperf_sim.experiments.experiment import Experiment, Plans, of_model
from govperf_sim.experiments.model import FunctionModel
from govperf_sim.experiments.outcome import Outcome

PAGE = Path(__file__).parents[1] / "docs" / "coverage.md"
TRIALS = 4000
ARRIVALS, SLOW, FAST, CUSTOMERS = 0.5, 1.0, 1.1, 500
Draw = Callable[[np.random.Generator, int], np.ndarray]
Interpret = Callable[[np.ndarray], Interval]


class Held(NamedTuple):
    """Of so many trials: how many intervals hold the truth, and how many lie wholly below or above it."""

    case: str
    replications: str
    method: str
    trials: int
    holds: int
    below: int
    above: int


@dataclass(frozen=True)
class Case:
    """Samples whose truth is known; ``draw`` gives trial x side x replication x (part, whole)."""

    name: str
    replications: int
    truth: float
    draw: Callable[[np.random.Generator, int, int], np.ndarray]


def whole_of_one(values: np.ndarray) -> np.ndarray:
    return np.stack([values, np.ones_like(values)], axis=-1)


def normal(chance: np.random.Generator, trials: int, count: int) -> np.ndarray:
    return whole_of_one(chance.normal(2.0, 3.0, (trials, 1, count)))


def pairs(chance: np.random.Generator, trials: int, count: int) -> np.ndarray:
    """Correlated .9: what both share cancels."""
    shared = chance.normal(0.0, 3.0, (trials, 1, count))
    return whole_of_one(shared + chance.normal([[1.0], [0.5]], 1.0, (trials, 2, count)))


def sanctions(chance: np.random.Generator, trials: int, count: int) -> np.ndarray:
    """Poisson, six in the mean, each false with chance .3."""
    whole = chance.poisson(6.0, (trials, 1, count))
    return np.stack([chance.binomial(whole, 0.3), whole], axis=-1).astype(float)


def rare(chance: np.random.Generator, trials: int, count: int) -> np.ndarray:
    """Poisson, one in the mean, each false with chance .1."""
    whole = chance.poisson(1.0, (trials, 1, count))
    return np.stack([chance.binomial(whole, 0.1), whole], axis=-1).astype(float)


def skewed(chance: np.random.Generator, trials: int, count: int) -> np.ndarray:
    """Lognormal with logarithms of deviation 1: skewness 6.2."""
    return whole_of_one(np.exp(chance.standard_normal((trials, 1, count))))


CASES = (
    *(Case("mean of normal values", count, 2.0, normal) for count in (5, 20)),
    Case("difference of two normal means, correlated .9", 20, 0.5, pairs),
    *(Case("ratio of Poisson counts (6 a replication, .3 of them)", count, 0.3, sanctions) for count in (10, 20, 40)),
    *(Case("ratio of rare counts (1 a replication, .1 of them)", count, 0.1, rare) for count in (20, 100)),
    *(Case("mean of lognormal values (skewness 6.2)", count, math.exp(0.5), skewed) for count in (10, 20, 50, 200)),
)
OTHER_BOOTSTRAPS = (CASES[1], CASES[4], CASES[9])
"""Those that the percentile and BCa bootstraps of SciPy are tried on."""


def intervals(case: Case, method: Method, trials: int) -> Held:
    sides = case.draw(np.random.default_rng([case.replications, len(case.name)]), trials, case.replications)
    found = (ratio_interval(s[0], s[1] if len(s) == 2 else None, method) for s in sides)
    return held(case.name, str(case.replications), method.value, case.truth, found)


def scipy_bootstrap(case: Case, method: str, trials: int) -> Held:
    """Of the values about which the ratio is linear, which for a mean are the values themselves."""
    sides = case.draw(np.random.default_rng([case.replications, len(case.name)]), trials, case.replications)
    found = []
    for number, side in enumerate(sides):
        z = linear(side[0, :, 0], side[0, :, 1])
        ends = stats.bootstrap(
            (z,), np.mean, n_resamples=1999, method=method, rng=np.random.default_rng(number)
        ).confidence_interval
        found.append(Interval(float(z.mean()), ends.low, ends.high))
    return held(case.name, str(case.replications), f"{method} bootstrap", case.truth, iter(found))


def held(case: str, replications: str, method: str, truth: float, found: Iterator[Interval]) -> Held:
    ends = np.array([(i.low, i.high) for i in found])
    below, above = int((ends[:, 1] < truth).sum()), int((ends[:, 0] > truth).sum())
    return Held(case, replications, method, len(ends), len(ends) - below - above, below, above)


def queue(values, seed, replications):
    """The mean wait of the first customers: the same arrivals, and services that differ in their rate alone."""
    waits = []
    for r in replications:
        draws = np.random.default_rng([seed, values["trial"], r]).exponential(size=(2, CUSTOMERS))
        steps = draws[1, :-1] / values["rate"] - draws[0, 1:] / ARRIVALS
        path = np.concatenate([[0.0], np.cumsum(steps)])
        waits.append((path - np.minimum.accumulate(path)).mean())
    return {"wait": waits}


@cache
def waiting(rate: float, customers: int = CUSTOMERS, arrivals: float = ARRIVALS) -> float:
    """Its expectation, by Spitzer's identity.

    >>> round(waiting(1.0, customers=2), 4)  # the second waits (service - arrival)+: 1/1 * .5/(.5 + 1), and half of that
    0.1667
    """
    total = 0.0
    for k in range(1, customers):
        j = np.arange(k)
        above = float((stats.nbinom.pmf(j, k, arrivals / (arrivals + rate)) * (k - j)).sum()) / rate
        total += (customers - k) * above / k
    return total / customers


def queues(trials: int, replications: int) -> Experiment:
    """Two rates of service; every trial is a world with a luck of its own."""
    model = FunctionModel(
        function=queue, outcomes=(Outcome(code="wait", better="less"),), defaults={"rate": SLOW, "trial": 0}
    )
    trial = Uncertainty(code="trial", path="trial", spread=Among(tuple(range(trials))), because="a luck of its own")
    return of_model(
        model,
        levers=[Lever(code="rate", path="rate", values=(SLOW, FAST), because="a faster desk")],
        uncertainties=[trial] if trials > 1 else [],
        plans=Plans(uncertainties=Factorial()),
        replications=replications,
        seed=2024,
    )


def queues_compared(trials: int) -> list[Held]:
    """The whole path, from design to verdict."""
    findings, truth = queues(trials, 20).run(), waiting(FAST) - waiting(SLOW)
    rows = []
    for method in Method:
        table = findings.compare("wait", by="world", method=method)
        found = (Interval(*row) for row in table[["difference", "low", "high"]].to_numpy())
        rows.append(held("difference of waits of 500 customers, two rates", "20", method.value, truth, found))
    return rows


def weathered(values, seed, replications):
    """A gain that depends on the world, with a luck that does too."""
    chance = [np.random.default_rng([seed, r, values["world"]]).normal(size=2) for r in replications]
    return {"gain": [values["lever"] * (values["world"] + a) + 2.0 * b for a, b in chance]}


def worlds_compared(trials: int) -> Held:
    """Experiments apart, each a difference averaged over three worlds: the truth is the mean of 0, 1 and 5."""
    model = FunctionModel(function=weathered, outcomes=(Outcome(code="gain"),), defaults={"lever": 0, "world": 0})
    found = []
    for seed in range(trials):
        asked = of_model(
            model,
            levers=[Lever(code="lever", path="lever", values=(0, 1), because="an effect")],
            uncertainties=[Uncertainty(code="world", path="world", spread=Among((0, 1, 5)), because="the weather")],
            plans=Plans(uncertainties=Factorial()),
            replications=10,
            seed=seed,
        )
        row = asked.run().compare("gain").iloc[0]
        found.append(Interval(row["difference"], row["low"], row["high"]))
    return held("difference averaged over three worlds", "10", "t", 2.0, iter(found))


def stopped(name: str, draw: Draw, truth: float, wanted: tuple[int, float], first: int, trials: int) -> Held:
    """Sequential stopping, where a sample of ``wanted[0]`` replications and deviation ``wanted[1]`` would be narrow enough."""
    near, deviation = wanted
    width, block, most = 1.96 * deviation / math.sqrt(near), first, 6 * near
    found = []
    for values in draw(np.random.default_rng([near, first]), trials * most).reshape(trials, most):
        now = first
        while (half := np.ptp(mean_interval(values[:now])[1:]) / 2.0) > width and now < most:
            now = min(next_size(now, half / width, block), most)
        found.append(mean_interval(values[:now]))
    return held(f"stopped when narrow enough: {name}", f"{first} first, some {near}", "t", truth, iter(found))


STOPPED: Sequence[tuple[str, Draw, float, float]] = (
    ("normal", lambda chance, size: chance.standard_normal(size), 0.0, 1.0),
    ("lognormal", lambda chance, size: np.exp(chance.standard_normal(size)), math.exp(0.5), 2.1612),
)


def coverage(trials: int) -> Iterator[Held]:
    for case in CASES:
        for method in Method:
            yield intervals(case, method, trials)
        if case in OTHER_BOOTSTRAPS:
            yield from (scipy_bootstrap(case, method, trials) for method in ("percentile", "BCa"))
    yield from queues_compared(trials)
    yield worlds_compared(trials)
    for name, draw, truth, deviation in STOPPED:
        for near, first in ((60, 10), (60, 32), (600, 10), (600, 32), (600, 320)):
            yield stopped(name, draw, truth, (near, deviation), first, trials)


class Right(NamedTuple):
    """Of so many contests: how many chose the best, and what they cost."""

    policies: int
    luck: str
    trials: int
    right: int
    replications: float
    """Of a policy, in the mean."""


FIRST, BLOCK, INDIFFERENCE, ERROR = 16, 8, 0.25, 0.05


def contests(policies: int, luck: str, trials: int) -> Right:
    """The least favourable means: one is better by the indifference, all others alike."""
    contest, chance = Contest(INDIFFERENCE, ERROR, FIRST), np.random.default_rng(policies)
    most = 64 * BLOCK * math.ceil(square_h(ERROR, policies, FIRST) / 64)
    looks, right, cost = tuple(looked(FIRST, most, BLOCK)), 0, 0
    for _ in range(trials):
        values = chance.standard_normal((policies, most))
        if luck == "common":  # correlated .5: half of every variance is shared
            values = (values + chance.standard_normal(most)) / math.sqrt(2.0)
        values[-1] += INDIFFERENCE
        out = contest.losers(values, looks, tuple(range(policies)))
        right += policies - 1 not in out
        cost += sum(o.replications for o in out.values()) + max(o.replications for o in out.values())
    return Right(policies, luck, trials, right, cost / trials / policies)


INTRODUCTION = """# How often intervals hold the truth

Nominal 95 % intervals, on cases whose truth is known apart from the simulation.  Written by `python benchmarks/coverage_page.py`;
with 4,000 trials the share that holds has a standard error of about 0.35 points.  "Below" and "above" are intervals that lie
wholly on that side of the truth; 2.5 % each are meant.  Where it says "10 first, some 60", `Precision` looks first after 10
replications, and the width asked for takes some 60.

"""
ADVICE = """
**Where less than 93 % hold.**  Skewed values and few replications: the mean and its deviation rise together, so that a sample that
misses the tail is low and seems sure.  What to do, in this order: play more replications (of lognormal values t needs some
hundreds); take `method="bootstrap"`, which draws replications anew and studentises, and comes nearer at the same number, with
longer intervals; compare rather than estimate, since what two policies share cancels; and stop early on a skewed outcome only
with a large `first`.  Of rare counts a sample may hold not one case: it then has no spread, its interval is a point, and no
interval made of the sample alone can know better.  With fewer than 5 replications there is no bootstrap interval; where too many
resamples have no spread an end is infinite, and more than 97 % hold.

The percentile and BCa bootstraps (SciPy's) were tried as well: with few replications they hold less than t even where values are
normal, and less than `bootstrap` where they are skewed.  They are not offered.

## Choosing the best

Kim and Nelson's procedure on the least favourable means: one policy is better by the indifference ({indifference} standard deviations of a
replication), the others are alike; {first} replications first, then blocks of {block}; at least 95 choices in a hundred are to be right.
"Common" luck is correlated .5 between policies.  The cost is that of a policy in the mean, those out early included.

"""


def coverage_table(rows: Sequence[Held]) -> str:
    head = "| case | replications | interval | trials | hold | below | above | 93 to 97 |\n" + "| --- " * 8 + "|\n"
    return head + "".join(
        f"| {r.case} | {r.replications} | {r.method} | {r.trials} | {100 * r.holds / r.trials:.1f} | "
        f"{100 * r.below / r.trials:.1f} | {100 * r.above / r.trials:.1f} | "
        f"{'yes' if 0.93 <= r.holds / r.trials <= 0.97 else '**no**'} |\n"
        for r in rows
    )


def contest_table(rows: Sequence[Right]) -> str:
    head = "| policies | luck | trials | right | replications of a policy |\n" + "| --- " * 5 + "|\n"
    return head + "".join(
        f"| {r.policies} | {r.luck} | {r.trials} | {100 * r.right / r.trials:.1f} | {r.replications:.0f} |\n"
        for r in rows
    )


def page(rows: Sequence[Held], chosen: Sequence[Right]) -> str:
    advice = ADVICE.format(indifference=INDIFFERENCE, first=FIRST, block=BLOCK)
    return INTRODUCTION + coverage_table(rows) + advice + contest_table(chosen)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--trials", type=int, default=TRIALS)
    wanted = asked.parse_args().trials
    fought = [contests(k, luck, wanted) for k in (2, 5, 10) for luck in ("common", "apart")]
    PAGE.write_text(page(list(coverage(wanted)), fought), "utf-8")
