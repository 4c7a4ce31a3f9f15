r"""acceptability: what share of the admissible weights gives a unit a rank, when all of them count alike.

With w uniform on the admissible weights W (volume), :math:`r_i(w)` the rank of unit i, 1 the best,

.. math:: b_{ir} = P\{r_i(w) = r\}, \qquad p_{ik} = P\{s_i(w) > s_k(w)\}, \qquad
    w^c_i = E[w \mid r_i(w) = 1],

the rank acceptabilities, the pairwise winning indices and the central weights (Lahdelma, Hokkanen and Salminen 1998,
European Journal of Operational Research 106:137-143; Lahdelma and Salminen 2001, Operations Research 49:444-454).  A rank that no
draw showed is not impossible: draws understate ranges badly.  Twelve units that differ little, on thirty indicators of which none
may weigh more than a tenth; the exact limits are those of :func:`~govperf_sim.robustness.limits.rank_limits`:

>>> import numpy as np
>>> from govperf_sim.robustness.limits import rank_limits
>>> from govperf_sim.weights.rules import EachShare
>>> codes, units = [f"k{j:02d}" for j in range(30)], [f"u{i:02d}" for i in range(12)]
>>> lift = np.linspace(0.2, 0.4, 12)[:, None]
>>> scores = pd.DataFrame(lift + 0.5 * np.random.default_rng(5).random((12, 30)), units, codes)
>>> question = Weighting(scores=scores, groups=pd.Series("g", units), rules=[EachShare("each", of=codes, at_most=0.1)])
>>> drawn, exact = acceptability(question, draws=20_000).units, rank_limits(question).table
>>> pd.concat([drawn[["best_drawn", "worst_drawn"]], exact[["best", "worst"]]], axis=1).loc[("group", "g")].iloc[[0, 6, 11]]
      best_drawn  worst_drawn  best  worst
unit
u00            6           12     2     12
u06            3           12     1     12
u11            1            5     1      9

Ties share the better rank.  Standard errors are the spread between batches of draws that owe nothing to one another.
"""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass

import pandas as pd

from govperf_sim.errors import NotMixed, WeightingError, fault
from govperf_sim.robustness.draws import LENGTH, Draws, Refusal, Sampler, Walking, draws_from
from govperf_sim.robustness.mixing import Mixing
from govperf_sim.robustness.pools import Level, Pools, pools_of
from govperf_sim.robustness.progress import Progress, Steps
from govperf_sim.robustness.tally import BATCH, Tally
from govperf_sim.weights.weighting import Weighting
from govperf_sim.words import default_language, say

CHAINS = 2_500
"""Chains of a full round: 100,000 draws."""
FEWEST = 10
"""Batches; from fewer no standard error can be told."""
R_HAT = 1.01
FINEST = 1e-4
"""The smallest standard error that can be asked for: it takes up to 25 million draws."""


@dataclass(frozen=True, eq=False)
class Acceptability:
    """What uniform draws from the admissible weights show; frames are tidy, shares in [0, 1].

    A pool is named by ``level`` (``group``: ranked on totals; ``system`` and ``pool``: on core sub-scores) and ``pool``, its code.
    """

    ranks: pd.DataFrame
    """Index (level, pool, unit, rank): acceptability, standard_error."""
    wins: pd.DataFrame
    """Index (level, pool, unit, other): ahead (how often the unit is), standard_error."""
    units: pd.DataFrame
    """Index (level, pool, unit): mean_rank, standard_error, best_drawn, worst_drawn, first (how often it is)."""
    central_weights: pd.DataFrame
    """Index (level, pool, unit): the mean of its group's weights over the draws in which it is first; NaN where it
    never is, and where an indicator does not count."""
    weights: pd.DataFrame
    """Index (group, indicator): mean, deviation, standard_error (of the mean), r_hat, effective."""
    sampling: pd.DataFrame
    """Index groups (of a part): method (``point``, ``independent`` or ``walk``), dimension, kept (share of proposals),
    sweeps (between two draws)."""
    draws: int
    """How many were made: what was asked for, rounded up to whole batches."""
    seed: int
    r_hat: float
    """The largest, over all weights and all scores."""
    effective: float
    """The effective number of draws for the weight or score that has the fewest; all, where draws are independent."""
    pools: Pools

    @functools.cached_property
    def mean_weights(self) -> pd.DataFrame:
        """Group x indicator: the middle of the admissible weights; 0 where an indicator does not apply."""
        table = self.weights["mean"].unstack().fillna(0.0)
        order = self.weights.index
        return table.loc[order.unique("group"), order.unique("indicator")]

    @property
    def standard_error(self) -> float:
        """The largest of all rank acceptabilities and winning indices."""
        return float(max(self.ranks["standard_error"].max(), self.wins["standard_error"].max()))

    def table(self, level: Level, pool: str) -> pd.DataFrame:
        """The acceptabilities of a pool: unit x rank."""
        return _wide(self.ranks["acceptability"], level, pool)

    def winning(self, level: Level, pool: str) -> pd.DataFrame:
        """The winning indices of a pool: how often the unit of the row is ahead of that of the column."""
        table = _wide(self.wins["ahead"], level, pool)
        return table[table.index]

    def _repr_html_(self) -> str:
        shown = [self.table(p.level, p.code).to_html(float_format="{:.3f}".format, border=0) for p in self.pools.known]
        told = {"draws": self.draws, "effective": self.effective, "r_hat": self.r_hat, "error": self.standard_error}
        return f"<p>{say('sampling.caption', default_language(), **told)}</p>" + "".join(shown)


def acceptability(
    weighting: Weighting,
    draws: int = 100_000,
    seed: int = 1,
    standard_error: float | None = None,
    source: Draws | None = None,
    progress: Progress | None = None,
) -> Acceptability:
    """Rank acceptabilities, winning indices, central and mean weights over uniform draws from the admissible weights.

    ``draws`` is rounded up to whole batches.  With ``standard_error`` rounds of draws go on until no rank acceptability
    and no winning index has a larger one.  Memory does not grow with the number of draws.  ``source`` is that of
    :func:`~govperf_sim.robustness.draws.draws_from` where it is at hand; ``progress`` is told how many draws are made.

    Raises :class:`~govperf_sim.errors.InfeasibleRules` when the rules contradict one another,
    :class:`~govperf_sim.errors.WeightingError` for a number of draws or an error that cannot be met, and
    :class:`~govperf_sim.errors.NotMixed` where the draws do not stand for the set.

    >>> import pandas as pd
    >>> scores = pd.DataFrame({"gdp": [0.9, 0.4], "air": [0.2, 0.4]}, index=["a", "b"])
    >>> question = Weighting(scores=scores, groups=pd.Series("cities", index=["a", "b"]))
    >>> found = acceptability(question, draws=20_000)
    >>> found.table("group", "cities").round(1).to_dict("index")  # a leads where gdp weighs more than 2/7
    {'a': {1: 0.7, 2: 0.3}, 'b': {1: 0.3, 2: 0.7}}
    """
    _check(draws, standard_error)
    pools = pools_of(weighting)
    source = source or draws_from(weighting, seed)
    for _ in range(PATIENCE):
        tallies, mixing = _counted(source, pools, draws, standard_error, progress)
        found = _told(weighting, source, pools, tallies, mixing)
        if found.r_hat <= R_HAT or not any(isinstance(s, Walking) for s in source.samplers):
            return found
        source = source.slower()
    raise NotMixed(fault("sampling.r_hat", r_hat=found.r_hat, limit=R_HAT))


def _wide(tidy: pd.Series[float], level: Level, pool: str) -> pd.DataFrame:
    return tidy.xs((level, pool)).unstack(sort=False)


PATIENCE = 4
"""So often the sweeps between two draws are doubled when the draws turn out not to stand for the set."""


def _check(draws: int, standard_error: float | None) -> None:
    faults = []
    if not (isinstance(draws, int) and draws > 0):
        faults.append(fault("sampling.draws", found=draws))
    if standard_error is not None and not FINEST <= standard_error < 1:
        faults.append(fault("sampling.standard_error", found=standard_error, finest=FINEST))
    if faults:
        raise WeightingError(faults)


def _counted(
    source: Draws, pools: Pools, draws: int, standard_error: float | None, progress: Progress | None
) -> tuple[list[Tally], Mixing]:
    """Rounds of draws, counted: as many as were asked for, then more until the error is met."""
    tallies: list[Tally] = []
    mixing = Mixing(len(source.columns))
    left = max(-(-draws // (BATCH * LENGTH)), FEWEST) * BATCH
    step = Steps(left * LENGTH, progress)
    for number in itertools.count():
        made = source.round(number, min(left, CHAINS) if left > 0 else CHAINS)
        left -= len(made)
        tallies = tallies or [Tally(pool, source.columns, made) for pool in pools.known]
        mixing.add(made)
        for tally in tallies:
            tally.add(made)
        step(len(made) * LENGTH)
        if left <= 0 and (standard_error is None or max(t.standard_error for t in tallies) <= standard_error):
            break
    return tallies, mixing


def _told(q: Weighting, source: Draws, pools: Pools, tallies: list[Tally], mixing: Mixing) -> Acceptability:
    walked = any(isinstance(s, Walking) for s in source.samplers)
    seen = [mixing, *(t.mixing for t in tallies)]
    by_cell = pd.MultiIndex.from_tuples(source.cells, names=["group", "indicator"])
    keys = [(t.pool.level, t.pool.code) for t in tallies]
    indicators = [str(k) for k in q.scores.columns]
    found = Acceptability(
        ranks=pd.concat([t.ranks_frame() for t in tallies], keys=keys, names=POOL),
        wins=pd.concat([t.wins_frame() for t in tallies], keys=keys, names=POOL),
        units=pd.concat([t.units_frame() for t in tallies], keys=keys, names=POOL),
        central_weights=pd.concat([t.central(q, source.cells, indicators) for t in tallies], keys=keys, names=POOL),
        weights=pd.DataFrame(
            {
                "mean": mixing.mean,
                "deviation": mixing.deviation,
                "standard_error": mixing.standard_error,
                "r_hat": mixing.r_hat,
                "effective": mixing.effective,
            },
            index=by_cell,
        ),
        sampling=pd.DataFrame([_sampling(s) for s in source.samplers]).set_index("groups"),
        draws=mixing.draws,
        seed=source.seed,
        r_hat=float(max(m.r_hat.max() for m in seen)),
        effective=float(min(m.effective.min() for m in seen)) if walked else float(mixing.draws),
        pools=pools,
    )
    return found


POOL = ["level", "pool"]


def _sampling(sampler: Sampler) -> dict[str, object]:
    told = {"groups": ", ".join(sampler.body.groups), "method": sampler.method, "dimension": sampler.body.dimension}
    kept = sampler.source.kept if isinstance(sampler, Refusal) else 1.0
    return {**told, "kept": kept, "sweeps": sampler.sweeps if isinstance(sampler, Walking) else 0}
