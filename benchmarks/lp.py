"""How long derivations take, how much memory, and what the compiled program saves; prints what it measures.

``python benchmarks/lp.py`` takes about a minute.  Ratios are of medians within this one process; absolute times depend
on the machine and move twofold from run to run.  The questions are made up, seeded, and of the sizes named.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable

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


def seconds(what: Callable[[], object], times: int = 5) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


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
    """One limit moved, and the least regret found again."""
    q = question(183, 15, 5, 12)
    m = model(q)
    program = CompiledProgram(m.problem, m.waiting)
    program.solve()
    limits_tried = np.linspace(0.195, 0.2, 20)

    def compiled() -> None:
        for limit in limits_tried:
            program.set_limit("growth(g0)", float(limit))
            program.solve()

    def by_pulp() -> None:
        again = model(q)
        again.problem.solve(pulp.HiGHS(msg=False))

    def by_pulp_kept() -> None:
        m.problem.solve(pulp.HiGHS(msg=False))

    one = seconds(compiled) / len(limits_tried)
    told("moving a limit: compiled program", f"{1000 * one:6.2f} ms")
    rebuilt, kept = seconds(by_pulp, 3), seconds(by_pulp_kept, 3)
    told("moving a limit: PuLP, the model built again", f"{1000 * rebuilt:6.1f} ms  {rebuilt / one:5.0f} times")
    told("moving a limit: PuLP, the model kept", f"{1000 * kept:6.1f} ms  {kept / one:5.0f} times")


def model(q: Weighting) -> WeightModel:
    m = q.model()
    MinimaxRegret().write(m, q)
    return m


def building() -> None:
    """PuLP model to HiGHS, against the same rows handed to HiGHS one by one, and both with the solve."""
    q = question(183, 15, 5, 12)
    q.bounds  # noqa: B018 - both need it; it is not what is measured
    rows = rows_of(model(q))
    ours, by_hand = seconds(lambda: CompiledProgram(model(q).problem)), seconds(lambda: handwritten(rows))
    told("build: PuLP and compilation", f"{1000 * ours:6.1f} ms")
    told("build: the same rows by hand in highspy", f"{1000 * by_hand:6.1f} ms  {ours / by_hand:5.1f} times less")
    whole = seconds(lambda: solved(model(q)))
    whole_by_hand = seconds(lambda: handwritten(rows).run())
    told("build and solve: PuLP and compilation", f"{1000 * whole:6.1f} ms")
    told("build and solve: by hand", f"{1000 * whole_by_hand:6.1f} ms  {100 * (whole / whole_by_hand - 1):+5.0f} %")


def solved(m: WeightModel) -> float:
    return CompiledProgram(m.problem, m.waiting).solve().value


Row = tuple[float, float, np.ndarray, np.ndarray]


def rows_of(m: WeightModel) -> tuple[int, list[Row]]:
    """The number of columns, and the rows as numbers."""
    at = {name: j for j, name in enumerate(m.columns)}
    rows = []
    for row in m.rows.values():
        terms = [(at[str(v.name)], float(a)) for v, a in row.items()]
        low, high = row.getLb(), row.getUb()
        rows.append(
            (
                -highspy.kHighsInf if low is None else low,
                highspy.kHighsInf if high is None else high,
                np.array([j for j, _ in terms], dtype=np.int32),
                np.array([a for _, a in terms]),
            )
        )
    return len(at), rows


def handwritten(program: tuple[int, list[Row]]) -> highspy.Highs:
    columns, rows = program
    highs = highspy.Highs()
    for name, value in (("output_flag", False), ("presolve", "off"), ("solver", "simplex")):
        highs.setOptionValue(name, value)
    for _ in range(columns):
        highs.addVar(0.0, highspy.kHighsInf)
    for low, high, index, value in rows:
        highs.addRow(low, high, len(index), index, value)
    return highs


if __name__ == "__main__":
    derivations()
    certificates()
    limits()
    building()
