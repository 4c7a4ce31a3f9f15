"""How long benchmark scores take, against a textbook and against a loop by hand; prints what it measures.

``python benchmarks/doubt.py`` takes a few minutes.  CPU time of this process and its children, medians of runs in turn,
so that what else the machine does falls on all alike.  The panels are made up, seeded: units of different strength with
strong and weak sides; every indicator brings between half and twice its equal part of a unit's own score.
"""

from __future__ import annotations

import resource
import statistics
import sys
from collections.abc import Callable

import highspy
import numpy as np
import pandas as pd
import pulp

import govperf_sim as gp
from govperf_sim.weights.doubt.answer import BenchmarkScores
from govperf_sim.weights.rules import EachOwnShare

SIZES = ((21, 20), (122, 40), (500, 40), (2000, 50))
TEXTBOOK = 30
"""So many units are solved by the textbook; the time is per unit."""
RUNS = {21: 15, 122: 7, 500: 3, 2000: 3}


def panel(units: int, indicators: int, seed: int = 2012) -> np.ndarray:
    rng = np.random.default_rng(seed)
    strength = rng.normal(0.55, 0.15, (units, 1))
    return np.clip(strength + rng.normal(0, 0.15, (units, indicators)), 0.02, 1.0)


def question(x: np.ndarray) -> gp.Weighting:
    codes, ids = [f"k{j}" for j in range(x.shape[1])], [f"u{i}" for i in range(len(x))]
    return gp.Weighting(scores=pd.DataFrame(x, ids, codes), groups=pd.Series("g", index=ids))


def ours(q: gp.Weighting, low: float, high: float) -> BenchmarkScores:
    """From scores to proven benchmarks: checks, PuLP, compilation, all units."""
    each = EachOwnShare("each", of=[str(k) for k in q.scores.columns], at_least=low, at_most=high)
    return gp.benchmark_scores(q, rules=[each])


def by_hand(x: np.ndarray, low: float, high: float) -> np.ndarray:
    """The same reduced program in highspy alone: no PuLP, no checks, no bound."""
    n, m = x.shape
    highs = highspy.Highs()
    for name, value in (
        ("output_flag", False), ("presolve", "off"), ("solver", "simplex"),
        ("primal_feasibility_tolerance", 1e-10), ("dual_feasibility_tolerance", 1e-10),
    ):  # fmt: skip
        highs.setOptionValue(name, value)
    for _ in range(m + 1):
        highs.addVar(0.0, highspy.kHighsInf)
    highs.changeColCost(m, 1.0)
    weights, columns = np.arange(m, dtype=np.int32), np.arange(m + 1, dtype=np.int32)
    highs.addRow(1.0, 1.0, m, weights, x[0])
    scores = np.empty(n)
    for i in range(n):
        for k in range(m):
            highs.changeCoeff(0, k, x[i, k])
        highs.changeColsBounds(m, weights, low / x[i], high / x[i])
        while True:
            highs.clearSolver()
            highs.run()
            at = np.array(highs.getSolution().col_value)
            ahead = x @ at[:m] - at[m]
            broken = np.flatnonzero(ahead > 1e-9)
            if not broken.size:
                break
            for j in broken[np.argsort(-ahead[broken])[:3]]:
                highs.addRow(-highspy.kHighsInf, 0.0, m + 1, columns, np.append(x[j], -1.0))
        scores[i] = 1.0 / at[m]
    return scores


def by_textbook(x: np.ndarray, i: int, low: float, high: float) -> float:
    """max x_i'w with x_j'w <= 1 for all j, and two rows for each own share; PuLP and CBC, stated anew for each unit."""
    problem = pulp.LpProblem("bod", pulp.LpMaximize)
    w = [problem.add_variable(f"w{k}", 0) for k in range(x.shape[1])]
    own = pulp.lpSum(a * v for a, v in zip(x[i], w, strict=True))
    problem.setObjective(own)
    for j, row in enumerate(x):
        problem.addConstraint(pulp.lpSum(a * v for a, v in zip(row, w, strict=True)) <= 1, f"peer{j}")
    for k, (a, v) in enumerate(zip(x[i], w, strict=True)):
        problem.addConstraint(a * v - low * own >= 0, f"low{k}")
        problem.addConstraint(a * v - high * own <= 0, f"high{k}")
    problem.solve(pulp.PULP_CBC_CMD(msg=False))
    return float(sum(a * v.value() for a, v in zip(x[i], w, strict=True)))


def cpu(what: Callable[[], object]) -> float:
    """Seconds of CPU, of this process and of those it started."""
    before = _used()
    what()
    return _used() - before


def _used() -> float:
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(s.ru_utime + s.ru_stime for s in spent)


def told(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> None:
    told(
        f"{'units x indicators':<20}{'ours':>10}{'by hand':>10}{'ratio':>7}{'textbook':>12}{'times':>7}{'apart':>10}{'bound':>10}"
    )
    for n, m in SIZES:
        x, low, high = panel(n, m), 0.5 / m, 2.0 / m
        q = question(x)
        pairs = [
            (cpu(lambda: ours(q, low, high)), cpu(lambda: by_hand(x, low, high)))  # noqa: B023
            for _ in range(RUNS[n])
        ]
        one, hand = (statistics.median(times) / n for times in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        units = np.linspace(0, n - 1, min(TEXTBOOK, n), dtype=int)
        found = ours(q, low, high)
        textbook, apart = "", float(np.abs(found.score.to_numpy(float) - by_hand(x, low, high)).max())
        if "PULP_CBC_CMD" in pulp.listSolvers(onlyAvailable=True):
            slow = statistics.median(cpu(lambda: by_textbook(x, int(i), low, high)) for i in units)  # noqa: B023
            textbook = f"{1e6 * slow:>9.0f} us{slow / one:>7.0f}"
        gap = float((found.scores["bound"] - found.score).abs().max())
        told(
            f"{n:>6} x {m:<11}{1e6 * one:>7.0f} us{1e6 * hand:>7.0f} us{ratio:>7.2f}{textbook:>19}{apart:>10.1e}{gap:>10.1e}"
        )


if __name__ == "__main__":
    main()
