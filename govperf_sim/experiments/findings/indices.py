"""Sobol' indices over uncertainties: which of what nobody knows is answerable for how an outcome differs between worlds.

The worlds of the plan :class:`~govperf_sim.experiments.design.plans.SobolIndices` are the rows that
:mod:`govperf_sim.robustness.sobol` reads; of each the outcome is the ratio of parts to wholes over replications.  Every world
meets the same luck, so that what is left of luck is an error that the worlds share, and more replications make it smaller.
A world that could not be played takes its row out of all blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd

from govperf_sim.cells import Array
from govperf_sim.errors import ExperimentError, Fault, fault
from govperf_sim.experiments.design.plans import FEWEST_ROWS, SobolIndices
from govperf_sim.experiments.estimates.intervals import PART, WHOLE
from govperf_sim.experiments.findings.named import factor_called, named_outcome, of_whom, outcome_called
from govperf_sim.experiments.findings.samples import Samples
from govperf_sim.experiments.outcome import EVERYBODY
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.robustness.sobol import indices
from govperf_sim.words import Language, default_language, say

OF_OUTCOME, OF_DIFFERENCE = "outcome", "difference"
PARTS = ("first", "first_low", "first_high", "total", "total_low", "total_high")


@dataclass(frozen=True, eq=False)
class Shares:
    """Shares of the variance over worlds, of one outcome of one policy."""

    manifest: Manifest
    outcome: str
    whom: str
    policy: int
    table: pd.DataFrame
    """Index (of, factor), of being ``outcome`` and, for policies other than the first, ``difference`` from the first: first
    (alone) and total (with everything it acts together with), each with the ends of its 95 % bootstrap interval."""
    spread: pd.DataFrame
    """Index of: mean and deviation over worlds; where nothing moves, nothing is answerable."""
    rows: int
    """Of each block."""
    left_out: int
    """Rows with a world that could not be played, or in which nobody has the measure."""

    def text(self, language: Language) -> str:
        m = self.manifest
        named = {"outcome": outcome_called(named_outcome(m, self.outcome)), "whom": of_whom(m, self.whom)}
        said = [say("findings.shares", language, policy=self.policy, rows=self.rows, **named)]
        for of, row in self.spread.iterrows():
            moved = {"mean": f"{row['mean']:.4g}", "deviation": f"{row['deviation']:.2g}"}
            said.append(say(f"findings.spread_of_{of}", language, **moved))
        if self.left_out:
            said.append(say("findings.rows_left_out", language, count=self.left_out))
        return "".join(said) if language == "zh" else " ".join(said)

    def _repr_html_(self) -> str:
        language = default_language()
        called = {f.code: factor_called(f).text(language) for f in self.manifest.design.uncertainties}
        shown = self.table.rename(index=called, level="factor")
        shown = shown.rename(index=lambda of: say(f"findings.of_{of}", language), level="of")
        shown.columns = pd.Index([say(f"findings.column_{c}", language) for c in shown.columns])
        table = shown.rename_axis(index=["", ""]).to_html(float_format="{:.2f}".format, border=0)
        return f"<p>{escape(self.text(language))}</p>{table}"


def sobol(samples: Samples, outcome: str, policy: int = 0, whom: str = EVERYBODY) -> Shares:
    """First-order and total indices of every uncertainty, of an outcome and of its difference from the first policy's.

    Raises :class:`~govperf_sim.errors.ExperimentError` where worlds were not planned for it, for an outcome, a group or a
    policy that there is not, and where too few rows of worlds could be played.
    """
    m = samples.manifest
    plan = m.design.how[1]
    if not isinstance(plan, SobolIndices):
        raise ExperimentError(_other_plan(len(m.design.uncertainties)))
    samples.check_policy(policy)
    over_luck = samples.sums(outcome, whom).over_luck
    with np.errstate(divide="ignore", invalid="ignore"):
        values = over_luck[..., PART] / over_luck[..., WHOLE]
    results = {OF_OUTCOME: values[policy]}
    if policy:
        results[OF_DIFFERENCE] = values[policy] - values[0]
    factors = [u.code for u in m.design.uncertainties]
    blocks = np.stack(list(results.values()), axis=1).reshape(len(factors) + 2, -1, len(results))
    whole = np.isfinite(blocks).all(axis=(0, 2))
    if whole.sum() < FEWEST_ROWS:
        raise ExperimentError(fault("findings.too_few_rows", found=int(whole.sum()), fewest=FEWEST_ROWS))
    kept = blocks[:, whole]
    found = indices(kept.reshape(-1, len(results)), len(factors), m.seed)
    index = pd.MultiIndex.from_product([list(results), factors], names=["of", "factor"])
    return Shares(
        manifest=m,
        outcome=outcome,
        whom=whom,
        policy=policy,
        table=pd.DataFrame({part: getattr(found, part).T.ravel() for part in PARTS}, index=index),
        spread=_spread(kept[:2], list(results)),
        rows=int(whole.sum()),
        left_out=int((~whole).sum()),
    )


def _spread(halves: Array, of: list[str]) -> pd.DataFrame:
    independent = halves.reshape(-1, len(of))
    told = {"mean": independent.mean(axis=0), "deviation": independent.std(axis=0)}
    return pd.DataFrame(told, index=pd.Index(of, name="of"))


def _other_plan(uncertainties: int) -> Fault:
    return fault("findings.no_indices") if uncertainties else fault("findings.no_uncertainties")
