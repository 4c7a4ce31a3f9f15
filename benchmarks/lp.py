"""How long derivations take, how much memory, and what the compiled program saves; prints what it measures.

``python benchmarks/lp.py`` takes about a minute.  Ratios are of medians within this one process; absolute times depend
on the machine and move twofold from run to run.  The questions are made up, seeded, and of the sizes named.
"""

from __future__ import annotations

import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

import handwritten
import highspy
import numpy as np
import pandas as pd
import pulp

from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import MinimaxRegret
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.rules import Comparability, EachShare, Order, Share
from govperf_sim.weights.weighting import Weighting


def question(units: int, core: int, own: int, groups: int, tolerance: float = 0.0, seed: int = 2012) -> Weighting:
    """Groups over a common core, with indicators of their own; rules on shares and orders, one ruler."""
    rng = np.random.default_rng(seed)
    names = [f"g{j}" for j in range(groups)]
    shared = [f"c{j}" for j in range(core)]
    codes = shared + [f"{g}_{j}" for g in names for j in range(own)]
    applies = pd.DataFrame([[k in shared or k.startswith(f"{g}_") for k in codes] for g in names], names, codes)
    reference = applies.mul(rng.dirichlet(np.full(len(codes), 3.0), groups))
    ids = [f"u{i}" for i in range(units)]
    n = core + own
    rules = [
        EachShare("each", of=codes, at_least=0.2 / n, at_most=3.5 / n),
        Share("core", of=shared, at_least=0.6, at_most=0.8),
        Share("growth", of=shared[:4], at_most=0.2),
        Share("livelihood", of=shared[4:9], at_least=0.25),
        Order("priority", more=shared[4], less=shared[0]),
        Comparability("ruler", of=shared, at_most=tolerance),
    ]
    return Weighting(
        scores=pd.DataFrame(rng.random((units, len(codes))), ids, codes),
        groups=pd.Series([names[i % groups] for i in range(units)], ids),
        rules=rules,
        reference=reference.div(reference.sum(axis=1), axis=0),
        applies=applies,
    )


def seconds(what: Callable[[], object], times: int = 7) -> float:
    """The median processor time of several runs; without garbage collection, as in ``timeit``."""
    return statistics.median(timed(lambda _: what(), range(times)))


def timed(what: Callable[[Any], object], over: Iterable[Any]) -> list[float]:
    """The processor time of each."""
    taken = []
    gc.collect()
    gc.disable()
    for each in over:
        start = time.process_time()
        what(each)
        taken.append(time.process_time() - start)
    gc.enable()
    return taken


def gigabytes() -> float:
    """The most memory this process ever held."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (2**30 if sys.platform == "darwin" else 2**20)


def told(what: str, found: str) -> None:
    sys.stdout.write(f"{what:<72}{found}\n")


def derivations() -> None:
    told("roll-out size, 183 units x 20 indicators x 12 groups, one ruler", f"{_derivation(183, 15, 5):6.2f} s")
    told("the same with a tolerance of 0.01", f"{_derivation(183, 15, 5, 0.01):6.2f} s")
    told("3,000 units x 40 indicators x 12 groups, one ruler", f"{_derivation(3000, 30, 10):6.2f} s")
    told("  memory of the process by then", f"{gigabytes():6.2f} GB")


def _derivation(units: int, core: int, own: int, tolerance: float = 0.0) -> float:
    """Benchmarks and derivation together, from a question not solved before."""
    fresh = [question(units, core, own, 12, tolerance) for _ in range(3 if units < 1000 else 1)]
    return seconds(lambda: derive_weights(fresh.pop()), len(fresh))


def certificates() -> None:
    """The certificate without its points, its check, and the prices of all rows, of one answer."""
    answer = derive_weights(question(183, 15, 5, 12))
    told("certificate, roll-out size: points", f"{seconds(lambda: answer.rounding, 1):6.2f} s")
    told("certificate, roll-out size: proofs", f"{seconds(lambda: answer.certificate, 1):6.2f} s")
    told("certificate, roll-out size: check", f"{seconds(answer.certificate.verify, 1):6.2f} s")
    told("prices of all rows in all steps", f"{seconds(lambda: answer.prices, 1):6.2f} s")


def limits() -> None:
    """A limit that binds is moved in small steps, and the least regret found again: every step changes it."""
    q = question(183, 15, 5, 12)
    m = model(q)
    program = CompiledProgram(m.problem, m.waiting)
    stored = {str(c.name): c for c in m.problem.constraints()}
    for row, start in (("each_min(g5,g5_1)", 0.01), ("growth(g0)", 0.12)):
        declared = -stored[row].constant
        steps = [start * (1 + n / 1000) for n in range(1, 101)]
        moved(program, row, start)
        taken = timed(lambda limit, row=row: moved(program, row, limit), steps)
        one, mean = statistics.median(taken), statistics.mean(taken)
        told(f"moving {row}: compiled program", f"{1000 * one:6.2f} ms, mean {1000 * mean:.2f} ms")
        kept = statistics.median(timed(lambda limit, row=row: moved_in_pulp(m, stored[row], limit), steps[::20]))
        told("  PuLP, the model kept and its limit changed", f"{1000 * kept:6.1f} ms  {kept / one:5.0f} times")
        again = statistics.median(timed(lambda limit, row=row: rebuilt_in_pulp(q, row, limit), steps[::20]))
        told("  PuLP, the model built again", f"{1000 * again:6.1f} ms  {again / one:5.0f} times")
        stored[row].changeRHS(declared)
        moved(program, row, declared)


def moved(program: CompiledProgram, row: str, limit: float) -> None:
    program.set_limit(row, limit)
    program.solve()


def moved_in_pulp(m: WeightModel, row: pulp.LpConstraint, limit: float) -> None:
    row.changeRHS(limit)
    m.problem.solve(pulp.HiGHS(msg=False))


def rebuilt_in_pulp(q: Weighting, row: str, limit: float) -> None:
    m = model(q)
    moved_in_pulp(m, next(c for c in m.problem.constraints() if c.name == row), limit)


def model(q: Weighting) -> WeightModel:
    m = q.model()
    MinimaxRegret().write(m, q)
    return m


def building() -> None:
    """From the question to a program in HiGHS, and on to its optimum: in PuLP, and twice by hand in highspy.

    All state the same rows and compute their coefficients; only the PuLP model has names, and only it can be moved,
    explained and checked afterwards.
    """
    q = question(183, 15, 5, 12)
    q.bounds, q.scores_of  # noqa: B018 - all need them; they are not what is measured
    ways: dict[str, Callable[[], highspy.Highs]] = {
        "by hand, rows as lists of numbers": lambda: handwritten.by_rows(q),
        "by hand, in highspy's own expressions": lambda: handwritten.by_expressions(q),
    }
    ours = seconds(lambda: CompiledProgram(model(q).problem))
    whole = seconds(lambda: CompiledProgram(model(q).problem).solve())
    told("build: PuLP", f"{1000 * seconds(lambda: model(q)):6.1f} ms")
    told("build: PuLP and compilation", f"{1000 * ours:6.1f} ms")
    told("build and solve: PuLP and compilation", f"{1000 * whole:6.1f} ms")
    found = CompiledProgram(model(q).problem)
    for way, build in ways.items():
        highs = build()
        highs.run()
        if abs(highs.getObjectiveValue() - found.solve().value) > 1e-7 or highs.getNumRow() != len(model(q).rows):
            raise SystemExit(f"{way}: another program")
        by_hand, run = seconds(build), seconds(lambda build=build: build().run())
        told(f"build: {way}", f"{1000 * by_hand:6.1f} ms  {100 * (ours / by_hand - 1):+5.0f} %")
        told(f"build and solve: {way}", f"{1000 * run:6.1f} ms  {100 * (whole / run - 1):+5.0f} %")


if __name__ == "__main__":
    derivations()
    certificates()
    limits()
    building()
