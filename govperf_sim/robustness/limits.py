r"""How far each weight may move, and each unit's best and worst rank, under the admissible weights :math:`W`.

A weight's limits are two linear programs, over :math:`W` and over the face of :math:`W` that serves a goal as well as its
answer does.  A rank's limits are exact, found with whole numbers (:mod:`govperf_sim.robustness.ranks`); a search that runs
out of time leaves an interval that is proven.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.robustness.leads import least_leads
from govperf_sim.robustness.pools import Pool, pools_of
from govperf_sim.robustness.progress import Progress, Steps
from govperf_sim.robustness.ranks import Stated, Told, best_ranks, nobody, worst_ranks
from govperf_sim.weights.answer import Weights
from govperf_sim.weights.compiled import CompiledProgram
from govperf_sim.weights.conflicts import require_admissible
from govperf_sim.weights.model import WeightModel
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import Message, default_language, say

SECONDS = 20.0
"""For the search of one rank."""


@dataclass(frozen=True, eq=False)
class WeightLimits:
    """How far each weight may move."""

    table: pd.DataFrame
    """Index (group, indicator): least, most over the admissible weights; with an answer also weight, and
    as_good_least, as_good_most over the weights that serve its goal as well."""

    def _repr_html_(self) -> str:
        return _shown(self.table, "robustness.weight_limits")


@dataclass(frozen=True, eq=False)
class RankLimits:
    """Each unit's best and worst rank; ties help the best rank and hurt the worst."""

    table: pd.DataFrame
    """Index (level, pool, unit): best, worst (some admissible weights give them), best_bound, worst_bound (no admissible
    weights give a rank outside), proven (whether they are the same); level is ``group``, ``system`` or
    ``pool``."""
    apart: Mapping[str, Message]
    """System, or declared pool, that cannot be ranked together -> why not."""

    def _repr_html_(self) -> str:
        return _shown(self.table, "robustness.rank_limits")


def weight_limits(weighting: Weighting, answer: Weights | None = None) -> WeightLimits:
    """The least and the most that each weight can be while the rules are obeyed, in [0, 1].

    With an answer, also among the weights that serve its goal as well: before it breaks ties, a goal may leave weights
    open that look settled.  Raises :class:`~govperf_sim.errors.InfeasibleRules` when the rules admit no weights.

    >>> from govperf_sim.weights.rules import Share
    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.8]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]),
    ...                      rules=[Share("cap_growth", of=["gdp"], at_most=0.3)])
    >>> weight_limits(question).table
                      least  most
    group  indicator
    cities gdp          0.0   0.3
           air          0.7   1.0
    """
    q = weighting
    require_admissible(q.indicators_of, q.rules, q.names, q.mean_regret)
    parts = [(m := q.model(part), CompiledProgram(m.problem)) for part in q.parts]
    found = {cell: ends for m, program in parts for cell, ends in _ends(m, program).items()}
    index = pd.MultiIndex.from_tuples([(g, k) for g, own in q.indicators_of.items() for k in own], names=CELL)
    table = pd.DataFrame([found[cell] for cell in index], index, ["least", "most"])
    if answer is not None:
        faces = (answer.goal.face(q, part) for part in q.parts)
        as_good = {cell: ends for m, program in faces for cell, ends in _ends(m, program).items()}
        table["weight"] = [answer.cells[cell] for cell in index]
        table[["as_good_least", "as_good_most"]] = [as_good[cell] for cell in index]
    return WeightLimits(table)


CELL = ("group", "indicator")


def _ends(m: WeightModel, program: CompiledProgram) -> dict[tuple[str, str], tuple[float, float]]:
    each = np.eye(len(m.w))
    ends, _ = program.sweep([f"w({g},{k})" for g, k in m.w], np.vstack([each, -each]))
    low, high = ends[: len(m.w)] + 0.0, 0.0 - ends[len(m.w) :]
    return dict(zip(m.w, zip(low.tolist(), high.tolist(), strict=True), strict=True))


def rank_limits(
    weighting: Weighting, seconds: float = SECONDS, workers: int = 1, progress: Progress | None = None
) -> RankLimits:
    """Each unit's best and worst rank in its group, on totals, and in its pool or system, on core sub-scores.

    Exact, unless the search for one rank takes more than ``seconds``; then best and worst are those found so far, and
    the bounds what is proven.  ``workers`` searches run side by side; ``progress`` is told how many are done.  Raises
    :class:`~govperf_sim.errors.InfeasibleRules` when the rules admit no weights.

    >>> from govperf_sim.weights.rules import Share
    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4, 0.3], "air": [0.2, 0.8, 0.7]}, index=["a", "b", "c"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b", "c"]),
    ...                      rules=[Share("cap_growth", of=["gdp"], at_most=0.52)])
    >>> rank_limits(question).table[["best", "worst", "proven"]]
                       best  worst  proven
    level pool   unit
    group cities a        2      3    True
                 b        1      1    True
                 c        2      3    True
    """
    pools = pools_of(weighting)
    stated = ((pool, functools.partial(weighting.model, pool.groups)) for pool in pools.known)
    step = Steps(2 * sum(len(pool.units) for pool in pools.known), progress)
    tables = [ranks_in(model, pool, seconds, workers, step) for pool, model in stated]
    return RankLimits(pd.concat(tables), pools.apart)


def ranks_in(
    stated: Stated, pool: Pool, seconds: float, workers: int, step: Told = nobody, around: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The rank limits of one pool among the weights of a model, as in :attr:`RankLimits.table`; it must admit some.

    ``around`` are those of a larger set of weights: nothing beyond them is possible here, and who has one rank there has
    it here.
    """
    table = pd.DataFrame(1, pool.index, ["best", "worst", "best_bound", "worst_bound"])
    open_ended = np.ones(len(pool.units), dtype=bool)
    if around is not None:
        table[["best_bound", "worst_bound"]] = around[["best_bound", "worst_bound"]].to_numpy()
        table[["best", "worst"]] = table[["best_bound", "worst_bound"]].to_numpy()
        open_ended = (table["best_bound"] < table["worst_bound"]).to_numpy()
    asked = np.flatnonzero(open_ended).tolist()
    for _ in range(2 * (len(pool.units) - len(asked))):
        step()
    if asked:
        least = least_leads(stated(), pool)
        for end, search in (("best", best_ranks), ("worst", worst_ranks)):
            found = search(stated, pool, least, asked, seconds, workers, step)
            table.loc[open_ended, end] = [one.found for one in found]
            table.loc[open_ended, f"{end}_bound"] = [one.bound for one in found]
    if around is not None:
        table["best_bound"] = np.maximum(table["best_bound"], around["best_bound"].to_numpy())
        table["worst_bound"] = np.minimum(table["worst_bound"], around["worst_bound"].to_numpy())
    return with_proven(table)


def with_proven(table: pd.DataFrame) -> pd.DataFrame:
    """Whether both ends of each range are reached by some weights, so that nothing is left to search."""
    proven = (table["best"] == table["best_bound"]) & (table["worst"] == table["worst_bound"])
    return table.assign(proven=proven)


def _shown(table: pd.DataFrame, caption: str) -> str:
    return f"<p>{say(caption, default_language())}</p>" + table.to_html(float_format="{:.3f}".format, border=0)
