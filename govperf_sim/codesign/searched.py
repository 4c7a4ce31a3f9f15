r"""A search that can be played, and what it found: the best, the front, and what each policy changes against the rules as they are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from govperf_sim.errors import joined
from govperf_sim.experiments.design.plans import Row
from govperf_sim.experiments.estimates.intervals import mean_interval
from govperf_sim.experiments.estimates.sifting import AHEAD, Sifted, Sifting, Standing
from govperf_sim.experiments.experiment import Experiment
from govperf_sim.experiments.findings.compare import Hold
from govperf_sim.experiments.findings.findings import Findings
from govperf_sim.experiments.league import Verdict
from govperf_sim.experiments.running.play import Progress
from govperf_sim.words import Language, Message, default_language, say


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is searched; the experiment can be played by itself."""

    experiment: Experiment
    combinations: int
    """Of all values of all levers; where fewer policies are tried, the rest was beyond the budget or not allowed."""
    left_out: Mapping[str, Message]
    """The levers that are not among them, and why."""
    not_allowed: tuple[tuple[Row, Mapping[Language, str]], ...]
    """Policies whose rules admit no weights, and the conflict in either language."""

    def run(
        self,
        *,
        store: str | Path | None = None,
        workers: int = 1,
        executor: Executor | None = None,
        dask: str | None = None,
        progress: Progress | None = None,
        form: str | None = None,
    ) -> Searched:
        """Play what is not in the store yet; see :meth:`~govperf_sim.experiments.experiment.Experiment.run`."""
        said = {"workers": workers, "executor": executor, "dask": dask, "progress": progress, "form": form}
        return Searched(self, self.experiment.run(store=store, **said))  # type: ignore[arg-type]


class Ahead(NamedTuple):
    """In which outcome a policy is most surely ahead of a rival, and by how much."""

    rival: int
    outcome: str
    difference: float
    low: float
    high: float
    sure: bool
    evidence: float
    """How many times half the width of its interval."""


@dataclass(frozen=True, eq=False)
class Searched:
    """What was found.  Policies are told apart by their number; policy 0 is the rules as they are."""

    search: Search
    findings: Findings

    @cached_property
    def sifted(self) -> Sifted:
        """The best and the front, and what is still open."""
        rule = self.search.experiment.rule
        assert isinstance(rule, Sifting)
        return rule.verdict(self.findings.samples)

    @property
    def best(self) -> int:
        """The policy of the best welfare, or that leads those not told apart yet."""
        return self.sifted.best

    @property
    def replications(self) -> int:
        """Of all policies in all worlds together."""
        return int(self.sifted.table["replications"].sum()) * len(self.findings.worlds)

    @property
    def policies_by_lever(self) -> pd.DataFrame:
        """Policy x lever."""
        return self.findings.policies

    @cached_property
    def policies(self) -> pd.DataFrame:
        """Policy x every lever, every outcome, replications, standing (front, dominated, alike, open), ``by`` (one that dominates it
        or is alike) and ``best``.  A lever whose code is that of one of these columns has an underscore after it.
        """
        told = self.sifted.table.assign(best=self.sifted.table.index == self.best)
        called = {code: f"{code}_" for code in self.findings.policies.columns if code in told}
        return pd.concat([self.findings.policies.rename(columns=called), told], axis=1)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """``outcome, policy, difference, low, high, replications, verdict``: each policy less the rules as they are.

        Intervals are paired, under the same luck, and of each outcome all of them hold together with 95 %.
        """
        rows = [
            self.findings.compare(code, hold=Hold.TOGETHER).assign(outcome=code)
            for code in self.search.experiment.manifest.analysis.pareto
        ]
        columns = ["outcome", "policy", "difference", "low", "high", "replications", "verdict"]
        return pd.concat(rows, ignore_index=True)[columns]

    @property
    def improves(self) -> bool:
        """Whether the best policy is another than the rules as they are, and settled to be better in welfare."""
        own = self.changes[(self.changes["policy"] == self.best) & (self.changes["outcome"] == self._leading)]
        return bool((own["verdict"] == Verdict.BETTER).any())

    @cached_property
    def rivals(self) -> pd.DataFrame:
        """Index policy (those that are not dominated): ``rival``, the one that comes nearest to dominating it; ``outcome``, the one in
        which the policy is most surely ahead of it; by how much (``difference, low, high``, paired, 95 %); and ``sure``,
        whether that is claimed.
        """
        sifted = self.sifted
        left = [p for p, s in enumerate(sifted.standings) if s in (Standing.FRONT, Standing.OPEN)]
        rows = {}
        for policy in left:
            own = [self._ahead(policy, other) for other in left if other != policy]
            if own:
                rows[policy] = min(own, key=lambda ahead: (ahead.sure, ahead.evidence))
        table = pd.DataFrame.from_dict(rows, orient="index", columns=list(Ahead._fields))
        return table.drop(columns="evidence").rename_axis("policy")

    def _ahead(self, policy: int, other: int) -> Ahead:
        """In which outcome a policy is most surely ahead of another."""
        sifted = self.sifted
        told = []
        for place, code in enumerate(sifted.rule.outcomes):
            apart = sifted.values[place, policy] - sifted.values[place, other]
            value, low, high = mean_interval(apart[~np.isnan(apart)])
            ahead, half = float(sifted.signs[place]) * value, (high - low) / 2.0
            evidence = ahead / half if half > 0 else math.copysign(math.inf, ahead) if ahead else 0.0
            sure = bool(sifted.claims[place, policy, other] == AHEAD)
            told.append(Ahead(other, code, value, low, high, sure, evidence))
        return max(told, key=lambda row: (row.sure, row.evidence))

    @property
    def _leading(self) -> str:
        return self.sifted.rule.outcomes[0]

    def text(self, language: Language) -> str:
        """How many policies were tried, which is best with what confidence, and which are on the front."""
        sifted, rule = self.sifted, self.sifted.rule
        of = {s: [p for p, own in enumerate(sifted.standings) if own is s] for s in Standing}
        said = {
            "policies": len(sifted.standings),
            "replications": self.replications,
            "best": self.best,
            "left": joined(sifted.left, language),
            "confidence": f"{100 * (1 - rule.error):g}",
            "indifference": f"{rule.indifferences[0]:g}",
            "front": joined(of[Standing.FRONT], language),
            "open": joined(of[Standing.OPEN], language),
        }
        best = "best" if sifted.chosen else "leads"
        better = "stays" if self.best == 0 else "improves" if self.improves else "not_improved"
        keys = ("tried", best, better, "front" if sifted.settled else "front_open")
        return "\n".join(say(f"codesign_search.{key}", language, **said) for key in keys)

    def _repr_html_(self) -> str:
        language = default_language()
        lines = "".join(f"<p>{escape(line)}</p>" for line in self.text(language).splitlines())
        worth = self.policies["standing"].isin([Standing.FRONT, Standing.OPEN])
        shown = self.policies[worth | self.policies["best"] | (self.policies.index == 0)]
        return lines + shown.to_html(border=0, na_rep="—", float_format="{:.4g}".format)
