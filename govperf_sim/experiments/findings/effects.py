r"""Main effects: what it does to an outcome to give one factor another value, whatever the others are.

With L the points that have a value of a factor and :math:`L_0` those that have the value it is compared with,

.. math:: E = \frac{\sum_{p,w \in L} \sum_r a_{pwr}}{\sum_{p,w \in L} \sum_r b_{pwr}}
    - \frac{\sum_{p,w \in L_0} \sum_r a_{pwr}}{\sum_{p,w \in L_0} \sum_r b_{pwr}},

a difference of two means where all wholes are 1.  It is taken within each replication, and its 95 % t interval tells how sure
it is over luck, the points being as designed.  Where every value met every other (a factorial) nothing but the factor
differs between L and :math:`L_0`; one at a time, nothing but the factor differs either, the others being as they are; of
points spread over a cube the others differ a little, by how well they are spread.

The interaction of two factors is by how much the effect of the one is greater at a value of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.errors import ExperimentError, fault
from govperf_sim.experiments.design.factors import Factor
from govperf_sim.experiments.design.plans import Factorial, OneAtATime, Plan
from govperf_sim.experiments.estimates.intervals import PART, WHOLE, linear, mean_interval
from govperf_sim.experiments.findings.levels import Level, Rows, balanced, left, levels
from govperf_sim.experiments.findings.named import factor_called, named_outcome, of_whom, outcome_called, value_said
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.findings.slopes import Regression
from govperf_sim.experiments.outcome import EVERYBODY
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.words import Language, default_language, say

COLUMNS = ["factor", "value", "against", "points", "mean", "effect", "low", "high"]
CROSSED = ["factor", "value", "other", "other_value", "effect", "low", "high"]


@dataclass(frozen=True, eq=False)
class Effects:
    """Of one outcome, for everybody or a group; the ends of intervals are NaN where there is a single replication."""

    manifest: Manifest
    outcome: str
    whom: str
    levers: pd.DataFrame
    """Index factor: value, against (the value compared with), points (how many policies have it), mean, effect, low, high."""
    uncertainties: pd.DataFrame
    """The same of uncertainties, over all policies; points counts worlds, and where no values are listed ``value`` is a
    :class:`pandas.Interval`, a fifth of the distribution."""
    slopes: pd.DataFrame
    """Index factor, of uncertainties that list no values: slope for each unit of it, the others held; low, high; and the
    same ``across`` its range from .05 to .95."""
    interactions: pd.DataFrame
    """Of a factorial of levers, index factor: value, other, other_value, effect, low, high."""
    replications: int
    """Those that every policy has."""
    worlds: int
    """Those in which every policy could be played; the others are left out."""

    def text(self, language: Language) -> str:
        """What was averaged over, and how the points were chosen."""
        m = self.manifest
        asked = {"policies": len(m.design.policies), "worlds": self.worlds, "replications": self.replications}
        named = {"outcome": outcome_called(named_outcome(m, self.outcome)), "whom": of_whom(m, self.whom)}
        said = [say("findings.effects", language, **named, **asked)]
        for kind, factors, plan in zip(
            ("levers", "uncertainties"), (m.design.levers, m.design.uncertainties), m.design.how, strict=True
        ):
            if factors and plan is not None:
                said.append(say(f"findings.effects_{kind}_{_way(plan)}", language))
        left_out = len(m.design.worlds) - self.worlds
        if left_out:
            said.append(say("findings.left_out", language, count=left_out))
        return "".join(said) if language == "zh" else " ".join(said)

    def _repr_html_(self) -> str:
        language = default_language()
        factors: tuple[Factor, ...] = (*self.manifest.design.levers, *self.manifest.design.uncertainties)
        called = {f.code: factor_called(f).text(language) for f in factors}
        tables = [_shown(t, called, language) for t in (self.levers, self.uncertainties, self.interactions) if len(t)]
        return f"<p>{escape(self.text(language))}</p>" + "".join(t.to_html(border=0, na_rep="—") for t in tables)


def main_effects(samples: Samples, outcome: str, whom: str = EVERYBODY) -> Effects:
    """The effect of every value of every lever and uncertainty; one pass over the cells.

    Raises :class:`~govperf_sim.errors.ExperimentError` for an outcome or a group that was not measured, and where there is
    no world in which every policy could be played.

    >>> from govperf_sim.experiments.experiment import of_model
    >>> from govperf_sim.experiments.model import FunctionModel
    >>> from govperf_sim.experiments.outcome import Outcome
    >>> from govperf_sim.experiments.design.factors import Lever
    >>> def yard(values, seed, replications):
    ...     return {"cost": [3.0 * values["visits"] + values["fee"] for _ in replications]}
    >>> model = FunctionModel(function=yard, outcomes=(Outcome(code="cost"),), defaults={"visits": 2, "fee": 1})
    >>> tried = [Lever(code=c, path=c, values=v, because="a test") for c, v in (("visits", (2, 4)), ("fee", (1, 2)))]
    >>> asked = of_model(model, levers=tried, replications=2)
    >>> main_effects(asked.run().samples, "cost").levers["effect"].tolist()
    [0.0, 6.0, 0.0, 1.0]
    """
    samples.check(outcome, whom)
    m, design = samples.manifest, samples.manifest.design
    ours = levels(design.levers, design.policies, design.how[0], design.policies[0])
    first = design.worlds[0] if isinstance(design.how[1], OneAtATime) else None
    theirs = levels(design.uncertainties, design.worlds, design.how[1], first)
    sums = _gathered(samples, outcome, whom, theirs)
    places, met = left(theirs, sums.played)
    crossed = _crossed(ours, sums.by_policy) if isinstance(design.how[0], Factorial) else ()
    return Effects(
        manifest=m,
        outcome=outcome,
        whom=whom,
        levers=_table(ours, [sums.by_policy[level.rows].sum(axis=0) for level in ours]),
        uncertainties=_table(met, [sums.by_level[place] for place in places]),
        slopes=sums.regression.table(),
        interactions=pd.DataFrame(crossed, columns=CROSSED).set_index("factor"),
        replications=min(m.replications),
        worlds=int(sums.played.sum()),
    )


class _Sums(NamedTuple):
    by_policy: Array
    """Policy x replication x (part, whole), over worlds."""
    by_level: Array
    """The same of every level of an uncertainty, over its worlds and the policies that means are taken over."""
    regression: Regression
    played: Rows
    """Which worlds are in it."""


def _gathered(samples: Samples, outcome: str, whom: str, theirs: Sequence[Level]) -> _Sums:
    design, shared = samples.manifest.design, min(samples.manifest.replications)
    kept = balanced(design.levers, design.policies, design.how[0])
    by_policy = np.zeros((len(design.policies), shared, 2))
    by_level = np.zeros((len(theirs), shared, 2))
    regression = Regression(design.uncertainties, design.worlds, shared)
    played = np.zeros(len(design.worlds), bool)
    for world, those in samples.shared_worlds(outcome, whom):
        pairs = np.nan_to_num(those)
        together = pairs[kept].sum(axis=0)
        by_policy += pairs
        by_level[[level.rows[world] for level in theirs]] += together
        regression.add(world, together)
        played[world] = True
    if not played.any():
        raise ExperimentError(fault("findings.no_shared_world"))
    return _Sums(by_policy, by_level, regression, played)


def _table(those: Sequence[Level], sums: Sequence[Array]) -> pd.DataFrame:
    rows = _rows(those, np.stack(sums)) if those else ()
    return pd.DataFrame(rows, columns=COLUMNS).set_index("factor")


def _rows(those: Sequence[Level], sums: Array) -> Iterator[tuple[object, ...]]:
    """``sums``: level x replication x (part, whole)."""
    z = linear(sums[..., PART], sums[..., WHOLE])
    for level, own in zip(those, z, strict=True):
        effect = mean_interval(own - z[level.against])
        points, compared = int(level.rows.sum()), those[level.against]
        yield level.factor.code, level.value, compared.value, points, float(own.mean()), *effect


def _crossed(ours: Sequence[Level], by_policy: Array) -> Iterator[tuple[object, ...]]:
    """Every two values of two levers, against those that each is compared with."""
    for one, other in combinations(ours, 2):
        base, its_base = ours[one.against], ours[other.against]
        if one.factor is other.factor or one is base or other is its_base:
            continue
        four = np.stack([
            by_policy[a.rows & b.rows].sum(axis=0)
            for a, b in ((one, other), (one, its_base), (base, other), (base, its_base))
        ])  # fmt: skip
        z = linear(four[..., PART], four[..., WHOLE])
        effect = mean_interval(z[0] - z[1] - z[2] + z[3])
        yield one.factor.code, one.value, other.factor.code, other.value, *effect


def _way(plan: Plan) -> str:
    if isinstance(plan, Factorial):
        return "crossed"
    return "alone" if isinstance(plan, OneAtATime) else "spread"


def _shown(table: pd.DataFrame, called: dict[str, str], language: Language) -> pd.DataFrame:
    """With names, values and numbers as a reader sees them."""
    shown = table.rename(index=called).rename_axis(index=None)
    for column in shown.columns:
        if column in ("value", "against", "other_value"):
            shown[column] = [value_said(v, language) for v in shown[column]]
        elif column == "other":
            shown[column] = shown[column].map(called)
        elif column != "points":
            shown[column] = [f"{v:.4g}" if np.isfinite(v) else "—" for v in shown[column]]
    return shown.rename(columns={c: say(f"findings.column_{c}", language) for c in shown.columns})
