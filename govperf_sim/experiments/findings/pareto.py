r"""Pareto front: the policies that no other beats in everything that counts.

A policy dominates another that it is nowhere worse than and somewhere better.  The front is what nobody dominates: to have
more of one outcome one must there give up some of another.  Outcomes are estimates, and so is the front; how sure it is of a
policy is told by the share of bootstrap resamples of replications, the same for all policies as their luck is, in which the
policy is on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import numpy.typing as npt
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.errors import ExperimentError, fault, joined
from govperf_sim.experiments.findings.named import named_outcome, of_whom, outcome_called
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.outcome import EVERYBODY
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.simulation.measures import Better
from govperf_sim.words import Language, default_language, say

RESAMPLES = 500
EQUAL = 1e-12
"""Of the largest value of an outcome, what arithmetic leaves."""


@dataclass(frozen=True, eq=False)
class Front:
    """Which policies are worth choosing from, by the outcomes named."""

    manifest: Manifest
    outcomes: tuple[str, ...]
    whom: str
    table: pd.DataFrame
    """Index policy: every outcome, front (nobody dominates it), sure (share of resamples in which it is on the front; NaN
    of a single replication), dominated_by (the policies of the front that dominate it)."""
    replications: int
    """Those that every policy has."""
    worlds: int
    """Those in which every policy could be played."""

    @property
    def front(self) -> tuple[int, ...]:
        """The policies on it."""
        return tuple(int(p) for p in self.table.index[self.table["front"]])

    def text(self, language: Language) -> str:
        called = [outcome_called(named_outcome(self.manifest, code)).text(language) for code in self.outcomes]
        asked = {"count": len(self.front), "policies": len(self.table), "worlds": self.worlds}
        whom = of_whom(self.manifest, self.whom)
        return say("findings.front", language, outcomes=joined(called, language), whom=whom, resamples=RESAMPLES,
                   replications=self.replications, front=joined(self.front, language), **asked)  # fmt: skip

    def _repr_html_(self) -> str:
        language = default_language()
        shown = self.table.copy()
        for code in self.outcomes:
            shown[code] = [f"{v:.4g}" for v in shown[code]]
        shown["front"] = ["★" if on else "" for on in shown["front"]]
        shown["sure"] = [f"{v:.0%}" if np.isfinite(v) else "—" for v in shown["sure"]]
        shown["dominated_by"] = [joined(those, language) for those in shown["dominated_by"]]
        called = {code: outcome_called(named_outcome(self.manifest, code)).text(language) for code in self.outcomes}
        own = {c: say(f"findings.column_{c}", language) for c in ("front", "sure", "dominated_by")}
        shown = shown.rename(columns=called | own).rename_axis(index=say("findings.column_policy", language))
        return f"<p>{escape(self.text(language))}</p>" + shown.to_html(border=0)


def pareto(samples: Samples, outcomes: Sequence[str], whom: str = EVERYBODY) -> Front:
    """Which policies no other dominates.

    Raises :class:`~govperf_sim.errors.ExperimentError` for fewer than two outcomes, one that there is not, one that is
    neither better nor worse when there is more of it, and where there is no world in which every policy could be played.
    """
    m = samples.manifest
    if len(set(outcomes)) < 2:
        raise ExperimentError(fault("findings.too_few_outcomes"))
    for code in outcomes:
        samples.check(code, whom)
    ways = [named_outcome(m, code).way for code in outcomes]
    neither = [code for code, way in zip(outcomes, ways, strict=True) if way == Better.NEITHER]
    if neither:
        raise ExperimentError([fault("findings.neither_better", outcome=code) for code in neither])
    shared = min(m.replications)
    sums = samples.sums_of([(code, whom) for code in outcomes])
    worlds = min(len(s.worlds) for s in sums)
    if not worlds:
        raise ExperimentError(fault("findings.no_shared_world"))
    pairs = np.nan_to_num(np.stack([s.over_worlds[:, :shared] for s in sums]))
    more = np.array([way == Better.MORE for way in ways])
    values = _ratios(pairs, np.ones((1, shared)))[0]
    unmeasured = [code for code, own in zip(outcomes, values, strict=True) if np.isnan(own).any()]
    if unmeasured:
        raise ExperimentError([fault("findings.not_measured", outcome=code) for code in unmeasured])
    good = np.where(more[:, None], values, -values)
    on = undominated(good)
    table = pd.DataFrame(values.T, columns=list(outcomes), index=pd.RangeIndex(len(on), name="policy"))
    front = np.flatnonzero(on)
    table["front"] = on
    table["sure"] = _sure(pairs, more, m.seed)
    table["dominated_by"] = [tuple(int(p) for p in front[_dominates(good[:, front], own)]) for own in good.T]
    return Front(manifest=m, outcomes=tuple(outcomes), whom=whom, table=table, replications=shared, worlds=worlds)


def undominated(good: Array) -> npt.NDArray[np.bool_]:
    """Which columns no other dominates; ``good``: outcome x policy, more being better.

    >>> undominated(np.array([[1.0, 2.0, 2.0], [2.0, 1.0, 0.5]])).tolist()
    [True, True, False]
    """
    left = np.arange(good.shape[1])
    for candidate in np.argsort(-_scaled(good).sum(axis=0), kind="stable"):
        if candidate in left:  # whoever is dominated need not be asked what it dominates
            left = left[~_dominates(good[:, [candidate]], good[:, left])]
    on = np.zeros(good.shape[1], bool)
    on[left] = True
    return on


def _dominates(ours: Array, theirs: Array) -> npt.NDArray[np.bool_]:
    """Policy by policy: nowhere worse and somewhere better; either side may be a single one."""
    ours, theirs = (x if x.ndim == 2 else x[:, None] for x in (ours, theirs))
    noise = EQUAL * np.abs(theirs).max(axis=1, keepdims=True)
    apart = ours - theirs
    return np.asarray((apart >= -noise).all(axis=0) & (apart > noise).any(axis=0))


def _scaled(good: Array) -> Array:
    return np.asarray(good / np.maximum(np.abs(good).max(axis=1, keepdims=True), np.finfo(float).tiny))


def _ratios(pairs: Array, times: Array) -> Array:
    """Resample x outcome x policy; ``times``: how often each replication counts in a resample."""
    part, whole = np.asarray(np.einsum("nr,oprk->knop", times, pairs))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(part / whole)


def _sure(pairs: Array, more: Array, seed: int) -> Array:
    policies, replications = pairs.shape[1:3]
    if replications < 2:
        return np.full(policies, np.nan)
    draw = np.random.default_rng([seed, RESAMPLES])
    times = draw.multinomial(replications, np.full(replications, 1 / replications), RESAMPLES)
    on = [undominated(own) for own in _measured(_ratios(pairs, times.astype(float)), more)]
    return np.mean(on, axis=0) if on else np.full(policies, np.nan)


def _measured(resampled: Array, more: Array) -> Iterator[Array]:
    """More being better, of the resamples in which every outcome can be told."""
    for values in resampled:
        if np.isfinite(values).all():
            yield np.where(more[:, None], values, -values)
