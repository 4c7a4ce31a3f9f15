"""Failures: in which worlds a policy fails, and which ranges of which uncertainties explain it.

A world counts by its mean over replications, which every policy played under the same luck.  Where the policy could not be
played at all it fails too, and is told apart.  What explains failures is a box, a range of a few uncertainties, found by
:mod:`~govperf_sim.experiments.findings.prim`; a second box is sought among the worlds outside the first, and so on.  Of a box
``coverage`` is the share of all failures that lie in it, and ``density`` the share of its worlds that fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.errors import joined
from govperf_sim.experiments.analysis import Failure
from govperf_sim.experiments.design.factors import Uncertainty
from govperf_sim.experiments.estimates.intervals import PART, WHOLE
from govperf_sim.experiments.findings import prim
from govperf_sim.experiments.findings.named import (
    factor_called,
    named_outcome,
    of_whom,
    outcome_called,
    range_said,
    value_said,
)
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.league import NOISE
from govperf_sim.experiments.outcome import EVERYBODY
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.words import Language, Message, Name, default_language, say

MOST_BOXES = 3
"""More are not sought: they would explain a few worlds each."""
FEWEST_WORLDS = 20
"""With fewer worlds no range can be told from chance."""
FAILS, HOLDS, REFUSED, UNMEASURED = "fails", "holds", "refused", "unmeasured"
AS_IT_IS = "as_it_is"


@dataclass(frozen=True, eq=False)
class Box:
    """Ranges of some uncertainties, within which the policy often fails."""

    limits: pd.DataFrame
    """Index uncertainty, of those that matter: at_least, at_most (infinite where open), among (a tuple of listed values, or
    None), quasi_p (the chance of as many failures if that uncertainty did not matter)."""
    mass: int
    """Worlds within, of those that no earlier box holds."""
    failing: int
    coverage: float
    density: float
    p: float
    """How likely as good a box would be found if failures lay among the worlds at random."""
    trajectory: pd.DataFrame
    """Index step, from everything to the smallest box: mass, coverage, density, restricted (how many uncertainties)."""


@dataclass(frozen=True, eq=False)
class Failures:
    """Where one policy fails."""

    manifest: Manifest
    failure: Failure
    whom: str
    policy: int
    worlds: pd.DataFrame
    """Index world: every uncertainty, value, limit, state (fails, holds, refused: could not be played, unmeasured)."""
    boxes: tuple[Box, ...]
    p: float | None
    """How likely chance alone would have given as good a first box as was found; None if none was sought."""

    @property
    def failing(self) -> int:
        """Worlds in which the policy fails or cannot be played."""
        return int(self.worlds["state"].isin([FAILS, REFUSED]).sum())

    @property
    def judged(self) -> int:
        """Worlds of which it can be said whether the policy fails."""
        return int((self.worlds["state"] != UNMEASURED).sum())

    def text(self, language: Language) -> str:
        """Where it fails, in sentences, one a line."""
        counts = self.worlds["state"].value_counts()
        said = [Message("findings.failures", {**self._asked(language), "failing": self.failing, "judged": self.judged})]
        said += [
            Message(f"findings.of_them_{s}", {"count": int(counts[s])}) for s in (REFUSED, UNMEASURED) if s in counts
        ]
        said.append(self._verdict())
        lines = [("" if language == "zh" else " ").join(each.text(language) for each in said)]
        for number, box in enumerate(self.boxes, 1):
            told = {"mass": box.mass, "failing": box.failing, "density": f"{box.density:.0%}",
                    "coverage": f"{box.coverage:.0%}", "p": f"{box.p:.2g}"}  # fmt: skip
            ranges = joined(self._ranges(box, language), language)
            lines.append(say("findings.box", language, number=number, ranges=ranges, **told))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        language = default_language()
        return "".join(f"<p>{escape(line)}</p>" for line in self.text(language).splitlines())

    def _asked(self, language: Language) -> dict[str, object]:
        limit = self.failure.limit
        bound = say("findings.as_it_is", language) if limit == AS_IT_IS else f"{limit:.4g}"
        which = "below" if self.failure.above is None else "above"
        outcome = outcome_called(named_outcome(self.manifest, self.failure.outcome))
        named: Name | Message = of_whom(self.manifest, self.whom)
        rule = say(f"findings.failing_{which}", language, outcome=outcome, whom=named, bound=bound)
        return {"policy": self.policy, "rule": rule}

    def _verdict(self) -> Message:
        if self.failing == 0:
            return Message("findings.never_fails")
        if self.failing == self.judged:
            return Message("findings.always_fails")
        if not self.manifest.design.uncertainties:
            return Message("findings.one_world")
        if self.judged < FEWEST_WORLDS:
            return Message("findings.too_few_worlds", {"fewest": FEWEST_WORLDS})
        if not self.boxes:
            return Message("findings.nothing_explains")
        return Message("findings.explained", {"coverage": f"{sum(b.coverage for b in self.boxes):.0%}"})

    def _ranges(self, box: Box, language: Language) -> Iterator[str]:
        factors = {u.code: u for u in self.manifest.design.uncertainties}
        for code, limit in box.limits.iterrows():
            factor = factor_called(factors[str(code)])
            if limit["among"] is None:
                ends = range_said(limit["at_least"], limit["at_most"], language)
                yield say("findings.range", language, factor=factor, said=ends)
            else:
                values = joined([value_said(v, language) for v in limit["among"]], language)
                yield say("findings.among", language, factor=factor, said=values)


def failures(samples: Samples, failure: Failure, policy: int = 0, whom: str = EVERYBODY) -> Failures:
    """The worlds in which the policy fails, and the boxes that explain it where there are any beyond chance.

    Raises :class:`~govperf_sim.errors.ExperimentError` for an outcome, a group or a policy that there is not.
    """
    m = samples.manifest
    samples.check(failure.outcome, whom)
    samples.check_policy(policy)
    worlds = _judged(samples, failure, policy, whom)
    judged = worlds[worlds["state"] != UNMEASURED]
    fails = judged["state"].isin([FAILS, REFUSED]).to_numpy()
    boxes: list[Box] = []
    p: float | None = None
    if m.design.uncertainties and len(judged) >= FEWEST_WORLDS and 0 < fails.sum() < len(fails):
        for box in _boxes(m.design.uncertainties, judged, fails, m.seed):
            p = box.p if p is None else p
            if box.p >= prim.CHANCE or box.limits.empty:
                break
            boxes.append(box)
    return Failures(manifest=m, failure=failure, whom=whom, policy=policy, worlds=worlds, boxes=tuple(boxes), p=p)


def _judged(samples: Samples, failure: Failure, policy: int, whom: str) -> pd.DataFrame:
    over_luck = samples.sums(failure.outcome, whom).over_luck
    with np.errstate(divide="ignore", invalid="ignore"):
        values = over_luck[..., PART] / over_luck[..., WHOLE]
    value = values[policy]
    limit = values[0] if failure.limit == AS_IT_IS else np.full(len(value), float(failure.limit))
    beyond = limit - value if failure.above is None else value - limit
    state = np.where(np.isfinite(beyond), np.where(beyond > NOISE, FAILS, HOLDS), UNMEASURED)
    if np.isnan(value).any():
        refused = [world for world, which, _ in samples.refused() if which == policy]
        state[refused] = REFUSED
    return samples.manifest.design.world_table.assign(value=value, limit=limit, state=state)


def _boxes(factors: Sequence[Uncertainty], judged: pd.DataFrame, fails: prim.Mask, seed: int) -> Iterator[Box]:
    x = np.stack([_numbers(factor, judged[factor.code]) for factor in factors], axis=1)
    whole = tuple(_everything(factor) for factor in factors)
    open_ = np.ones(len(fails), bool)
    for number in range(MOST_BOXES):
        here, failing = x[open_], fails[open_]
        if len(here) < FEWEST_WORLDS or not 0 < failing.sum() < len(failing):
            return
        found = prim.search(here, failing, whole)
        limits = prim.pruned(here, failing, found.limits)
        inside = prim.within(limits, here)
        restricted = [j for j, (limit, all_) in enumerate(zip(limits, whole, strict=True)) if limit != all_]
        rows = [(*_said(factors[j], limits[j]), _without(here, failing, limits, whole, j)) for j in restricted]
        yield Box(
            limits=pd.DataFrame(
                rows,
                index=pd.Index([factors[j].code for j in restricted], name="uncertainty", dtype=object),
                columns=["at_least", "at_most", "among", "quasi_p"],
            ),
            mass=int(inside.sum()),
            failing=int(failing[inside].sum()),
            coverage=float(failing[inside].sum() / fails.sum()),
            density=float(failing[inside].mean()),
            p=prim.chance(here, failing, whole, seed + number),
            trajectory=_trajectory(found, whole, int(fails.sum())),
        )
        open_[np.flatnonzero(open_)[inside]] = False


def _without(x: Array, fails: prim.Mask, limits: prim.Limits, whole: prim.Limits, j: int) -> float:
    return prim.quasi_p(x, fails, limits, (*limits[:j], whole[j], *limits[j + 1 :]))


def _ordered(factor: Uncertainty) -> bool:
    """Whether its values are numbers, so that ranges of them make sense."""
    listed = factor.spread.listed
    return listed is None or all(isinstance(v, int | float) and not isinstance(v, bool) for v in listed)


def _numbers(factor: Uncertainty, values: pd.Series) -> Array:
    """Its values, or the places of its values in its list."""
    listed = factor.spread.listed
    if listed is None or _ordered(factor):
        return values.to_numpy(float)
    return np.array([list(listed).index(v) for v in values], float)


def _everything(factor: Uncertainty) -> prim.Limit:
    listed = factor.spread.listed
    if listed is None or _ordered(factor):
        return prim.Between()
    return prim.OneOf(frozenset(range(len(listed))), len(listed))


def _said(factor: Uncertainty, limit: prim.Limit) -> tuple[float, float, tuple[object, ...] | None]:
    if isinstance(limit, prim.Between):
        return limit.low, limit.high, None
    listed = factor.spread.listed or ()
    return -np.inf, np.inf, tuple(listed[place] for place in sorted(limit.places))


def _trajectory(found: prim.Found, whole: prim.Limits, failing: int) -> pd.DataFrame:
    rows = [
        (s.within, s.failing / failing, s.failing / s.within, sum(a != b for a, b in zip(s.limits, whole, strict=True)))
        for s in found.trajectory
    ]
    index = pd.RangeIndex(len(rows), name="step")
    return pd.DataFrame(rows, index=index, columns=["mass", "coverage", "density", "restricted"])
