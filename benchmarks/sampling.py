"""What drawing weights, ranking draws and a sensitivity analysis cost, against the textbook ways; prints what it measures.

``python benchmarks/sampling.py`` takes a few minutes.  Times are of the processor, ratios of medians within this one
process.  The textbook way to draw is plain hit-and-run: one chain, a random direction of all weights, a uniform place on
the chord; its cost is counted per *effective* draw of its worst weight, by batch means, and is an underestimate where the
chain has not gone round the set yet.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.framework import Domain, Evaluator, Framework, Group, Indicator, Scoring, System, Unit
from govperf_sim.panel import COLUMNS, Panel
from govperf_sim.robustness.body import Body, body_of
from govperf_sim.robustness.choices import (
    AggregationMethod,
    DataNoise,
    MissingData,
    Normalisation,
    OutlierTreatment,
    ProgressShare,
    Vintage,
    WeightsDrawn,
)
from govperf_sim.robustness.draws import Refusal, sampler_of
from govperf_sim.robustness.mixing import Mixing
from govperf_sim.robustness.ranking import Counts
from govperf_sim.robustness.sensitivity import sensitivity
from govperf_sim.sources import Source
from govperf_sim.weights.rules import EachShare, Order, Ratio, Rule, Share
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Name

INDICATORS = 40
CODES = [f"k{j:02d}" for j in range(INDICATORS)]
BOX: list[Rule] = [EachShare("each", of=CODES, at_least=0.005, at_most=0.06)]
GENERAL: list[Rule] = [
    *BOX,
    Share("growth", of=CODES[:10], at_most=0.2),
    Share("livelihood", of=CODES[10:20], at_least=0.3),
    Share("across", of=CODES[5:15], at_most=0.2),
    Order("first", more=CODES[0], less=CODES[1]),
    Order("second", more=CODES[11], less=CODES[2]),
    Ratio("ratio", of=CODES[30], to=CODES[31], at_least=0.5, at_most=2.0),
]


def told(what: str, found: str) -> None:
    sys.stdout.write(f"{what:<72}{found}\n")
    sys.stdout.flush()


def seconds(what: Callable[[], object], times: int = 3) -> float:
    """The median of several runs, in time of the processor."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        what()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def body(rules: list[Rule]) -> Body:
    scores = pd.DataFrame(0.5, ["u", "v"], CODES)
    q = Weighting(scores=scores, groups=pd.Series("g", scores.index), rules=rules)
    return body_of(q, q.parts[0])


def hit_and_run(b: Body, steps: int, rng: np.random.Generator) -> Array:
    """Plain hit-and-run, as the textbook has it: every step of one chain."""
    basis = np.linalg.qr(b.directions.T)[0]
    at, path = b.middle.copy(), np.empty((steps, len(b.middle)))
    for n in range(steps):
        way = basis @ rng.standard_normal(basis.shape[1])
        way /= np.linalg.norm(way)
        speed, room = b.rows @ way, b.limits - b.rows @ at
        ahead = (room[speed > 0] / speed[speed > 0]).min()
        back = (room[speed < 0] / speed[speed < 0]).max()
        at = at + rng.uniform(back, ahead) * way
        path[n] = at
    return path


def effective(path: Array, batches: int = 20) -> float:
    """Of the weight that has the fewest: the variance of a draw over that of the mean, by batch means."""
    means = path[: len(path) // batches * batches].reshape(batches, -1, path.shape[1]).mean(axis=1)
    return float((path.var(axis=0) / (means.var(axis=0, ddof=1) / batches)).min())


def drawing(name: str, rules: list[Rule], steps: int = 200_000) -> None:
    b = body(rules)
    start = time.process_time()
    sampler = sampler_of(b, 1)
    settled = time.process_time() - start
    how = "independent" if isinstance(sampler, Refusal) else f"walk, {sampler.sweeps} sweeps"
    start = time.process_time()
    made = sampler.round(2_500, np.random.default_rng(1))
    taken = time.process_time() - start
    mixing = Mixing(made.shape[2])
    mixing.add(made)
    ours = taken / mixing.effective.min()
    start = time.process_time()
    path = hit_and_run(b, steps, np.random.default_rng(1))
    textbook = (time.process_time() - start) / effective(path)
    told(f"{name}: settling on a sampler ({how})", f"{settled:8.2f} s")
    told(f"{name}: per effective draw, split R-hat {mixing.r_hat.max():.4f}", f"{1e6 * ours:8.1f} us")
    told(f"{name}: plain hit-and-run", f"{1e6 * textbook:8.0f} us  {textbook / ours:6.0f} times")


def ranking(units: int = 122, draws: int = 100_000) -> None:
    scores = np.random.default_rng(1).random((draws, units))
    first = np.arange(units)

    def twice() -> Array:
        ranks = np.argsort(np.argsort(-scores, axis=1), axis=1)
        return np.array([np.bincount(ranks[:, i], minlength=units) for i in range(units)])

    def once() -> Array:
        counts = Counts(first)
        for start in range(0, draws, 400):
            counts.rank(scores[start : start + 400])
        return counts.ranks

    assert np.array_equal(twice(), once())
    two, one = seconds(twice), seconds(once)
    told(f"ranks of {units} units in {draws:,} draws: argsort of argsort", f"{two:8.3f} s")
    told(
        f"ranks of {units} units in {draws:,} draws: one sort of whole numbers", f"{one:8.3f} s  {two / one:6.1f} times"
    )


def analysis(size: int = 50) -> None:
    units, codes = [f"u{i}" for i in range(size)], [f"i{j}" for j in range(size)]
    said = {"name": Name(zh="某项", en="something"), "source": Source(status="assumption", cite="made up")}
    posts = {"floor": -4.0, "target": 4.0}
    ways = [{"method": "goalposts", **posts}, {"method": "level_and_progress", "progress_share": 0.3, **posts}]
    framework = Framework(
        systems={"s": System(**said)},
        groups={"g": Group(**said, system="s")},
        units={u: Unit(**said, group="g", kind="city", level="city") for u in units},
        domains={"d": Domain(**said, system="s", intent="neutral")},
        evaluators={"e": Evaluator(**said, external=False)},
        indicators={
            k: Indicator(
                **said, domain="d", unit_of_measure="x", direction="higher_is_better", kind="quantitative",
                evaluator="e", groups=("g",), scoring=Scoring(source=said["source"], **ways[n % 2]),
            )
            for n, k in enumerate(codes)
        },
    )  # fmt: skip
    rng = np.random.default_rng(1)
    rows = [
        (u, k, year, float(rng.standard_normal()), vintage, "")
        for year in (2010, 2011)
        for u in units
        for k in codes
        if year == 2010 or rng.random() < 0.98
        for vintage in ("yearbook", "preliminary")
    ]
    orders = (("yearbook", "preliminary"), ("preliminary", "yearbook"))
    panel = Panel(pd.DataFrame(rows, columns=list(COLUMNS)), orders[0])
    scores = pd.DataFrame(0.5, units, codes)
    each = EachShare("each", of=codes, at_least=0.2 / size, at_most=3 / size)
    q = Weighting(scores=scores, groups=framework.group_of_unit, rules=[each])
    choices = [
        Vintage(orders), MissingData(), OutlierTreatment(), DataNoise(), Normalisation(), ProgressShare(), WeightsDrawn(),
        AggregationMethod(),
    ]  # fmt: skip
    start = time.process_time()
    found = sensitivity(framework, panel, q, choices, period=2011, runs=600)
    taken = time.process_time() - start
    told(
        f"sensitivity, {found.runs} runs, {size} units x {size} indicators, {len(found.active)} factors",
        f"{taken:8.1f} s",
    )


def main() -> None:
    ranking()
    drawing("box, 40 indicators", BOX)
    drawing("general, 40 indicators", GENERAL)
    analysis()


if __name__ == "__main__":
    main()
