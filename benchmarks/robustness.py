"""How much faster pairs are settled than by PuLP and CBC, and how long all rank limits take; prints what it measures.

``python benchmarks/robustness.py`` needs a PuLP that brings CBC (PuLP 3) and takes some minutes on two cores.  CBC is a
program of its own, rebuilt and started for every pair, so a few dozen pairs are timed and scaled.  Ratios are within this
one process, once of elapsed time and once of CPU time with children; the latter counts a process of a few milliseconds
only roughly.
"""

from __future__ import annotations

import functools
import resource
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import pulp
from scipy.stats import norm

from govperf_sim.robustness.leads import least_leads
from govperf_sim.robustness.limits import ranks_in
from govperf_sim.robustness.pools import pools_of
from govperf_sim.weights.model import linear
from govperf_sim.weights.rules import EachShare, Order, SetRatio, Share
from govperf_sim.weights.weighting import Weighting

UNITS, INDICATORS = 122, 40
SAMPLE = 24
"""Pairs that CBC is asked for."""


def box() -> Weighting:
    """Every weight between a fifth and three and a half times its equal share."""
    codes = [f"k{j}" for j in range(INDICATORS)]
    return _question([EachShare("each", of=codes, at_least=0.2 / INDICATORS, at_most=3.5 / INDICATORS)])


def general() -> Weighting:
    """The box, three shares of domains, an order, and one domain against another."""
    codes = [f"k{j}" for j in range(INDICATORS)]
    rules = [
        *box().rules,
        Share("growth", of=codes[:5], at_most=0.15),
        Share("livelihood", of=codes[5:15], at_least=0.25, at_most=0.4),
        Share("environment", of=codes[15:22], at_least=0.1, at_most=0.25),
        Order("priority", more=codes[6], less=codes[0]),
        SetRatio("green", of=codes[15:22], to=codes[:5], at_least=1.0),
    ]
    return _question(rules)


def _question(rules: list[EachShare | Share | Order | SetRatio]) -> Weighting:
    """Scores that share half of their variance, as indicators of one place do."""
    rng = np.random.default_rng(2012)
    scores = norm.cdf(
        np.sqrt(0.5) * rng.standard_normal((UNITS, 1)) + np.sqrt(0.5) * rng.standard_normal((UNITS, INDICATORS))
    )
    ids, codes = [f"u{i}" for i in range(UNITS)], [f"k{j}" for j in range(INDICATORS)]
    return Weighting(scores=pd.DataFrame(scores, ids, codes), groups=pd.Series("g", ids), rules=rules)


def clocks() -> tuple[float, float]:
    """Elapsed time, and CPU time of this process and of those it started."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return time.perf_counter(), sum(u.ru_utime + u.ru_stime for u in used)


def timed(what: Callable[[], object], times: int) -> tuple[float, float]:
    """The medians of several runs, elapsed and CPU."""
    taken = []
    for _ in range(times):
        before = clocks()
        what()
        taken.append([b - a for a, b in zip(before, clocks(), strict=True)])
    elapsed, cpu = (statistics.median(column) for column in zip(*taken, strict=True))
    return elapsed, cpu


def by_cbc(q: Weighting) -> None:
    """A sample of pairs, each model built anew."""
    x = q.scores_of
    for other in list(x)[1 : 1 + SAMPLE]:
        m = q.model()
        m.minimise(linear((w, x["u0"][k] - x[other][k]) for (_, k), w in m.w.items()))
        m.problem.solve(pulp.PULP_CBC_CMD(msg=False))


def told(what: str, found: str) -> None:
    sys.stdout.write(f"{what:<72}{found}\n")
    sys.stdout.flush()


def pairs() -> None:
    """Every ordered pair of 122 units x 40 indicators."""
    for name, q in (("box rules", box()), ("general rules", general())):
        pool, count = pools_of(q).known[0], UNITS * (UNITS - 1)
        ours = timed(lambda q=q, pool=pool: least_leads(q.model(), pool), 5)  # type: ignore[misc]
        theirs = timed(lambda q=q: by_cbc(q), 3)  # type: ignore[misc]
        for clock, mine, cbc in zip(("elapsed", "CPU"), ours, theirs, strict=True):
            one, other = 1e6 * mine / count, 1e6 * cbc / SAMPLE
            told(f"a pair over {name}, {clock}: ours, CBC, ratio", f"{one:8.2f} us {other:9.0f} us {other / one:8.0f}")


def ranks() -> None:
    """All best and worst ranks, on two workers."""
    q = general()
    pool = pools_of(q).known[0]
    started = clocks()
    table = ranks_in(functools.partial(q.model), pool, 20.0, 2)
    elapsed, cpu = (b - a for a, b in zip(started, clocks(), strict=True))
    told("all rank limits of 122 x 40, general rules, elapsed and CPU", f"{elapsed:8.0f} s {cpu:9.0f} s")
    told("  proven exactly, of 122", f"{int(table['proven'].sum()):8d}")
    open_ranks = (table["best"] - table["best_bound"]) + (table["worst_bound"] - table["worst"])
    told("  places left open in all", f"{int(open_ranks.sum()):8d}")
    told("  mean width of a rank interval", f"{(table['worst'] - table['best']).mean():8.1f}")


if __name__ == "__main__":
    pairs()
    ranks()
