"""Everything a report of an experiment is asked for, each computed once; what was not asked is not there.

What cannot be told, such as a front of outcomes that some policy never has, does not keep the rest from being told: it is
kept with its reason.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import pandas as pd

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.analysis import Failure
from govperf_sim.experiments.design.plans import SobolIndices
from govperf_sim.experiments.estimates.chosen import Chosen
from govperf_sim.experiments.estimates.precision import Precision, Reached
from govperf_sim.experiments.estimates.selection import BestOf
from govperf_sim.experiments.findings.effects import Effects, main_effects
from govperf_sim.experiments.findings.failures import Failures, failures
from govperf_sim.experiments.findings.findings import Findings
from govperf_sim.experiments.findings.indices import Shares, sobol
from govperf_sim.experiments.findings.pareto import Front, pareto
from govperf_sim.experiments.findings.samples import Asked, Samples, Sums
from govperf_sim.experiments.league import Verdict
from govperf_sim.experiments.outcome import EVERYBODY
from govperf_sim.experiments.store.manifest import Manifest
from govperf_sim.report.experiment.scale import Scale, scale_of

MOST_LOOKED_AT = 8
"""Policies of which it is asked where they fail and what they hang on; the others are left to the reader's own question."""
DIFFERENCES = ["outcome", "policy", "whom", "versus", "difference", "low", "high", "replications", "verdict"]
Told = TypeVar("Told")


@dataclass(frozen=True, eq=False)
class Remembering(Samples):
    """Sums are small beside the cells they are of: kept, so that many questions need few passes over the cells."""

    kept: dict[Asked, Sums] = field(default_factory=dict)

    def sums_of(self, asked: Sequence[Asked]) -> list[Sums]:
        missing = [one for one in dict.fromkeys(asked) if one not in self.kept]
        if missing:
            self.kept.update(zip(missing, super().sums_of(missing), strict=True))
        return [self.kept[one] for one in asked]


@dataclass(frozen=True, eq=False)
class Answers:
    """Tables are tidy, by code and in fractions; :attr:`scales` says how their numbers are shown."""

    manifest: Manifest
    values: pd.DataFrame
    """outcome, policy, value, low, high, replications"""
    differences: pd.DataFrame
    """outcome, policy, whom (empty: everybody), versus, difference, low, high, replications, verdict; and ``shown``, the
    verdict once the difference is rounded as it is shown: what rounds to nothing is open."""
    scales: Mapping[str, Scale]
    effects: tuple[Effects, ...] = ()
    shares: tuple[Shares, ...] = ()
    failures: tuple[Failures, ...] = ()
    front: Front | None = None
    verdict: Chosen | Reached | None = None
    refused: pd.DataFrame = field(default_factory=pd.DataFrame)
    """policy, world, zh, en"""
    untold: tuple[ExperimentError, ...] = ()
    """Why something that was asked cannot be told."""

    @functools.cached_property
    def unmeasured(self) -> tuple[str, ...]:
        """Outcomes that nobody has in any replication, such as those of a mechanism that is switched off."""
        measured = set(self.values["outcome"])
        return tuple(o.code for o in self.manifest.outcomes if o.code not in measured)

    @functools.cached_property
    def of_everybody(self) -> pd.DataFrame:
        return self.differences[self.differences["whom"] == EVERYBODY]

    @functools.cached_property
    def of_groups(self) -> pd.DataFrame:
        """Empty where there is one group only."""
        own = self.differences[self.differences["whom"] != EVERYBODY]
        return own if own["whom"].nunique() > 1 else own.iloc[:0]


def answers(found: Findings) -> Answers:
    """Ask everything that the design, the rule of replications and the analysis of an experiment ask for."""
    bare, samples = _bare(found)
    m, untold = bare.manifest, list[ExperimentError]()
    varied = len(m.design.levers) > 1 or len(m.design.worlds) > 1
    measured = [o.code for o in m.outcomes if o.code not in bare.unmeasured]
    traded = m.analysis.pareto if set(m.analysis.pareto) <= set(measured) else ()
    front = _told([lambda: pareto(samples, traded)] if traded else [], untold)
    return dataclasses.replace(
        bare,
        effects=_told([functools.partial(main_effects, samples, c) for c in measured] if varied else [], untold),
        shares=_told(_of_shares(samples, measured), untold),
        failures=_told(_of_failures(samples, measured), untold),
        front=front[0] if front else None,
        verdict=m.rule.verdict(samples) if isinstance(m.rule, BestOf | Precision) else None,
        refused=pd.DataFrame(
            [(policy, world, said["zh"], said["en"]) for world, policy, said in samples.refused()],
            columns=["policy", "world", "zh", "en"],
        ),
        untold=tuple(untold),
    )


def achieved(found: Findings) -> Answers:
    """What each policy achieves and how it differs from the first, and nothing further."""
    return _bare(found)[0]


def _bare(found: Findings) -> tuple[Answers, Samples]:
    samples = Remembering(found.samples.manifest, found.samples.shelf)
    found, m = Findings(samples), samples.manifest
    samples.sums_of([(o.code, whom) for o in m.outcomes for whom in (EVERYBODY, *m.groups)])
    codes = [o.code for o in m.outcomes]
    values = pd.concat([found.summary(c).assign(outcome=c) for c in codes], ignore_index=True)
    compared = [found.compare(c).assign(outcome=c, whom=EVERYBODY) for c in codes]
    if m.groups and len(m.design.policies) > 1:
        compared += [found.compare(c, by="group").assign(outcome=c) for c in codes]
    some = [table for table in compared if len(table)]
    differences = pd.concat(some, ignore_index=True) if some else pd.DataFrame(columns=DIFFERENCES)
    scales = _scales(m, values, differences)
    shown = [Verdict.OPEN.value if scales[d["outcome"]].slight(d["difference"]) else d["verdict"]
             for d in differences.to_dict("records")]  # fmt: skip
    made = Answers(
        manifest=m,
        values=values[["outcome", "policy", "value", "low", "high", "replications"]],
        differences=differences[DIFFERENCES].assign(shown=shown),
        scales=scales,
    )
    return made, samples


def judged_policies(failure: Failure, policies: int) -> range:
    """The policies of which it is asked where they fail: against the first, the first itself cannot."""
    return range(1 if failure.limit == "as_it_is" else 0, min(policies, MOST_LOOKED_AT))


def _scales(m: Manifest, values: pd.DataFrame, differences: pd.DataFrame) -> dict[str, Scale]:
    def own(table: pd.DataFrame, code: str, columns: list[str]) -> list[float]:
        return table.loc[table["outcome"] == code, columns].to_numpy(float).ravel().tolist()

    return {
        o.code: scale_of(o, own(values, o.code, ["value"]), own(differences, o.code, ["difference", "low", "high"]))
        for o in m.outcomes
    }


def _of_shares(samples: Samples, codes: Iterable[str]) -> Iterator[Callable[[], Shares]]:
    design = samples.manifest.design
    if isinstance(design.how[1], SobolIndices):
        for code in codes:
            for policy in range(min(len(design.policies), MOST_LOOKED_AT)):
                yield functools.partial(sobol, samples, code, policy)


def _of_failures(samples: Samples, measured: Container[str]) -> Iterator[Callable[[], Failures]]:
    m = samples.manifest
    if len(m.design.worlds) > 1:
        for failure in (f for f in m.analysis.failures if f.outcome in measured):
            for policy in judged_policies(failure, len(m.design.policies)):
                yield functools.partial(failures, samples, failure, policy)


def _told(asked: Iterable[Callable[[], Told]], untold: list[ExperimentError]) -> tuple[Told, ...]:
    told = []
    for ask in asked:
        try:
            told.append(ask())
        except ExperimentError as reason:
            untold.append(reason)
    return tuple(told)
