r"""sensitivity: what a rank owes to each choice that could have been made otherwise.

Every choice is a factor: how values are normalised and aggregated, which weights are taken from the admissible ones, how
large the errors of the data are, which vintage is used, how gaps and outliers are treated, what share progress has.  All
are varied together; Sobol' indices (:mod:`govperf_sim.robustness.sobol`) say how much of the variance each answers for,

.. math:: \bar R = \frac1n \sum_i |r_i - r_i^0|

being the mean shift of ranks from those given, :math:`r^0` (Saisana, Saltelli and Tarantola 2005, Journal of the Royal
Statistical Society A 168:307-323), and each unit's rank a result of its own: what decides the rank of one is not what decides that of
another.  A factor that changed no score is not active, and is named: an analysis that lists a choice has not thereby varied it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from govperf_sim.cells import Array
from govperf_sim.errors import WeightingError, fault
from govperf_sim.framework import Framework
from govperf_sim.panel import Panel
from govperf_sim.robustness.assessed import Assessed
from govperf_sim.robustness.choices import Case, Choice, DataNoise, ProgressShare, WeightsDrawn
from govperf_sim.robustness.draws import Draws, draws_from
from govperf_sim.robustness.pools import Pool, pools_of
from govperf_sim.robustness.progress import Progress, Steps
from govperf_sim.robustness.sobol import Indices, design, indices
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import default_language, say

DRAWN = 100
"""Chains of weights to choose from."""
DECIMALS = 9
"""Scores equal to so many decimals share a rank."""
FEWEST = 3
"""The smallest power of two of rows: with fewer than eight nothing can be told."""
SHOWN = (0.05, 0.95)
"""Between these quantiles lies the interval of a rank."""
PARTS = ("first", "first_low", "first_high", "total", "total_low", "total_high")


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """What ranks owe to choices; frames are tidy.

    A pool is named by ``level`` (``group``: ranked on totals; ``system`` and ``pool``: on core sub-scores) and ``pool``,
    its code.  An index is a share of variance; ``_low`` and ``_high`` are the ends of its 95 % bootstrap interval.
    """

    factors: pd.DataFrame
    """Index factor: active (whether it changed any score), shift (mean places a rank moves when it alone is redrawn),
    moved (share of ranks that then move)."""
    shift: pd.DataFrame
    """Index (level, pool, factor): first, first_low, first_high, total, total_low, total_high, of the mean rank shift."""
    units: pd.DataFrame
    """Index (level, pool, unit, factor): the same, of the unit's rank."""
    ranks: pd.DataFrame
    """Index (level, pool, unit): given, mean, deviation, low, high (90 % of ranks), best_drawn, worst_drawn."""
    runs: int
    seed: int

    @property
    def active(self) -> tuple[str, ...]:
        """The factors that changed anything."""
        return tuple(str(f) for f in self.factors.index[self.factors["active"]])

    def _repr_html_(self) -> str:
        spoken = default_language()
        named = {f: say(f"sensitivity.factor_{f}", spoken) for f in self.factors.index}
        idle = say("words.list_separator", spoken).join(named[f] for f in named if f not in self.active)
        key = "sensitivity.caption_idle" if idle else "sensitivity.caption"
        table = self.shift[["first", "total"]].rename(index=named, level="factor")
        return f"<p>{say(key, spoken, runs=self.runs, idle=idle)}</p>" + table.to_html(
            float_format="{:.2f}".format, border=0
        )


def sensitivity(
    framework: Framework,
    panel: Panel,
    weighting: Weighting,
    choices: Sequence[Choice],
    *,
    period: int,
    weights: pd.DataFrame | None = None,
    otherwise: Case | None = None,
    runs: int = 600,
    seed: int = 1,
    source: Draws | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Vary all choices together, and divide the variance of ranks among them.

    ``panel`` holds the values as observed, ``weights`` (group x indicator) those that ranks are given by; left out, the
    middle of the admissible weights.  The given ranks take the first way of every choice, no errors and the declared share of
    progress; what no choice varies is as the case ``otherwise`` has it.  ``source`` is that of
    :func:`~govperf_sim.robustness.draws.draws_from` where it is at hand.  ``runs`` is met as nearly as a power of two times the number of factors and two allows.

    Raises :class:`~govperf_sim.errors.PanelError` for a gap that no choice fills and values that a method cannot score,
    :class:`~govperf_sim.errors.AggregationError` for scores that a method cannot aggregate, and
    :class:`~govperf_sim.errors.WeightingError` for choices that are no choices.

    """
    _check(choices, runs)
    source = source or draws_from(weighting, seed)
    drawn = _tables(weighting, source.cells, source.round(0, DRAWN))
    groups, indicators = list(weighting.indicators_of), list(weighting.scores.columns)
    given = pd.DataFrame(drawn.mean(axis=0), groups, indicators) if weights is None else weights
    pools = pools_of(weighting).known
    assessed = Assessed((framework, panel, period), weighting, given, drawn, pools, seed)
    points = design(len(choices), max(round(math.log2(runs / (len(choices) + 2))), FEWEST), seed).points
    still, scores = otherwise or Case(), []
    step = Steps(len(points), progress)
    for u in points:
        scores.append(assessed.scores(_settled(choices, u, still)))
        step()
    return _told(choices, pools, assessed.scores(_given(choices, still)), np.array(scores), seed)


def _check(choices: Sequence[Choice], runs: int) -> None:
    codes = [choice.code for choice in choices]
    faults = [fault("sensitivity.twice", code=c) for c in dict.fromkeys(codes) if codes.count(c) > 1]
    if not choices:
        faults.append(fault("sensitivity.no_choice"))
    if not (isinstance(runs, int) and runs > 0):
        faults.append(fault("sensitivity.runs", found=runs))
    if faults:
        raise WeightingError(faults)


def _tables(q: Weighting, cells: Sequence[tuple[str, str]], made: Array) -> Array:
    """Draw x group x indicator."""
    group = {g: n for n, g in enumerate(q.indicators_of)}
    indicator = {str(k): n for n, k in enumerate(q.scores.columns)}
    flat = made.reshape(-1, made.shape[2])
    tables = np.zeros((len(flat), len(group), len(indicator)))
    for j, (g, k) in enumerate(cells):
        tables[:, group[g], indicator[k]] = flat[:, j]
    return tables


def _settled(choices: Sequence[Choice], point: Array, case: Case) -> Case:
    for choice, u in zip(choices, point, strict=True):
        case = choice.settle(float(u), case)
    return case


def _given(choices: Sequence[Choice], case: Case) -> Case:
    """The first way of every choice that has ways; the others as they were given."""
    for choice in choices:
        if not isinstance(choice, DataNoise | ProgressShare | WeightsDrawn):
            case = choice.settle(0.0, case)
    return case


def _told(choices: Sequence[Choice], pools: Sequence[Pool], given: Array, scores: Array, seed: int) -> Sensitivity:
    codes = [choice.code for choice in choices]
    edges = np.cumsum([0, *(len(pool.units) for pool in pools)])
    places = [slice(a, b) for a, b in itertools.pairwise(edges)]
    ranks = np.hstack([_ranks(scores[:, own]) for own in places])
    stood = np.concatenate([_ranks(given[None, own])[0] for own in places])
    away = np.abs(ranks - stood)
    shifts = np.stack([away[:, own].mean(axis=1) for own in places], axis=1)
    found = indices(np.hstack([shifts, ranks]), len(codes), seed)
    pooled = [(pool.level, pool.code) for pool in pools]
    members = [(*key, unit) for key, pool in zip(pooled, pools, strict=True) for unit in pool.units]
    return Sensitivity(
        factors=_factors(codes, scores, ranks),
        shift=_frame(found, slice(0, len(pools)), pooled, codes, ["level", "pool"]),
        units=_frame(found, slice(len(pools), None), members, codes, ["level", "pool", "unit"]),
        ranks=pd.DataFrame(
            {
                "given": stood,
                "mean": ranks.mean(axis=0),
                "deviation": ranks.std(axis=0),
                "low": np.quantile(ranks, SHOWN[0], axis=0),
                "high": np.quantile(ranks, SHOWN[1], axis=0),
                "best_drawn": ranks.min(axis=0),
                "worst_drawn": ranks.max(axis=0),
            },
            index=pd.MultiIndex.from_tuples(members, names=["level", "pool", "unit"]),
        ),
        runs=len(scores),
        seed=seed,
    )


def _ranks(scores: Array) -> Array:
    """Run x unit, 1 the best; ties share the better rank."""
    return np.asarray(rankdata(-np.round(scores, DECIMALS), method="min", axis=1), dtype=float)


def _factors(codes: Sequence[str], scores: Array, ranks: Array) -> pd.DataFrame:
    """What happened when each factor alone was redrawn."""
    by_block, places = (x.reshape(len(codes) + 2, -1, x.shape[1]) for x in (scores, ranks))
    moved = np.abs(places[2:] - places[0])
    told = {
        "active": (by_block[2:] != by_block[0]).any(axis=(1, 2)),
        "shift": moved.mean(axis=(1, 2)),
        "moved": (moved > 0).mean(axis=(1, 2)),
    }
    return pd.DataFrame(told, index=pd.Index(codes, name="factor"))


def _frame(
    found: Indices, results: slice, keys: Sequence[tuple[str, ...]], codes: Sequence[str], names: Sequence[str]
) -> pd.DataFrame:
    index = pd.MultiIndex.from_tuples([(*key, code) for key in keys for code in codes], names=[*names, "factor"])
    return pd.DataFrame({part: getattr(found, part)[:, results].T.ravel() for part in PARTS}, index=index)
