r"""``search``: which rules of those an office could have serve best, and between what it has to choose.

A search is an :class:`~govperf_sim.experiments.experiment.Experiment`.  Its policies are the values of the levers that a scenario
has (:mod:`govperf_sim.codesign.levers`), or of those that one of its experiments declares: all combinations, if half of the budget
pays for a first look at each, otherwise every value alone and as many combinations as it does pay for.  The rules as they are are always
among them.  All meet the same luck.  Replications then go where the best and the front are not settled yet
(:class:`~govperf_sim.experiments.estimates.sifting.Sifting`, which says what its answers are worth).

Levers that move rules move weights: they are derived anew, and rules that admit none are told and not played.

What counts is welfare, sanctions without cause, and what the assessment costs in staff days; of a scenario without accountability
or services, as much of it as there is, with the share of units visited for the cost.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from govperf_sim.codesign.levers import levers_of
from govperf_sim.errors import ExperimentError, GovPerfError, fault, joined, nearest
from govperf_sim.experiments.analysis import Analysis
from govperf_sim.experiments.declared import declared
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import Factorial, Plan, Row, Wide
from govperf_sim.experiments.estimates.intervals import mean_interval
from govperf_sim.experiments.estimates.sifting import AHEAD, Sifted, Sifting, Standing
from govperf_sim.experiments.experiment import Experiment, Plans, of_model, of_scenario
from govperf_sim.experiments.findings.compare import Hold
from govperf_sim.experiments.findings.findings import Findings
from govperf_sim.experiments.league import Verdict
from govperf_sim.experiments.model import Model, ScenarioModel, switched_on
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.experiments.running.play import Progress
from govperf_sim.scenario.load import OF_A_YEAR, Scenario
from govperf_sim.simulation.measures import Better
from govperf_sim.words import LANGUAGES, Language, Message, default_language, say, sentence

FIRST = 16
"""Replications of the first look, and of every block after it."""
BUDGET = 8192
"""Replications of all policies together, unless another number is asked for."""
AT_MOST = 1024
"""Replications of any one policy: beyond that a difference is too small to choose by."""
ERROR = 0.05
WELFARE, FALSE, COST = "welfare", "false_sanctions", "cost"
INDIFFERENCE: Mapping[str, float] = {WELFARE: 0.002, FALSE: 0.01, COST: 1.0, "visited": 0.02}
"""Differences that do not matter: a fifth of a point, a sanction in a hundred years of a unit, a staff day a year, and two
visits in a hundred."""


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


def search(
    scenario: Scenario,
    levers: Sequence[str] = (),
    *,
    experiment: str | Path | None = None,
    budget: int = BUDGET,
    years: int | None = None,
    seed: int | None = None,
    indifference: float | None = None,
    error: float = ERROR,
    store: str | Path | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Searched:
    """Search the levers of a scenario, or those named by code, for the best rules.

    ``experiment`` names one that the scenario declares, or a file with one: its levers and uncertainties are searched.  ``budget`` counts
    replications over all policies and worlds, ``indifference`` is the difference in welfare (of 1) that does not matter, and ``error``
    the chance that the best, or the front, may be wrong.  ``store`` is a folder: whoever asks the same again goes on from there.

    >>> from govperf_sim import load_scenario
    >>> found = search(load_scenario("six_towns"), ["reward"], years=1, budget=400)
    >>> found.policies.loc[found.best, "reward"], found.improves
    (1.0, True)

    Raises :class:`~govperf_sim.errors.ExperimentError` for levers that the scenario does not have, a budget that is too small for a
    first look at every value, and a store that holds something else; and what :func:`~govperf_sim.derive_weights` raises for
    rules that admit no weights as they are.
    """
    asked = search_of(
        scenario,
        levers,
        experiment=experiment,
        budget=budget,
        years=years,
        seed=seed,
        indifference=indifference,
        error=error,
    )
    return asked.run(store=store, workers=workers, executor=executor, progress=progress)


def search_of(
    scenario: Scenario,
    levers: Sequence[str] = (),
    *,
    experiment: str | Path | None = None,
    budget: int = BUDGET,
    years: int | None = None,
    seed: int | None = None,
    indifference: float | None = None,
    error: float = ERROR,
) -> Search:
    """What :func:`search` plays."""
    if scenario.horizon is None:
        raise ExperimentError(fault("experiments.no_cycle", scenario=scenario.name))
    left_out: Mapping[str, Message] = {}
    uncertainties: tuple[Uncertainty, ...] = ()
    worlds: tuple[Plan | None, int] = (None, 1)
    if experiment is None:
        found, left_out = levers_of(scenario, levers)
    else:
        design = declared(scenario, experiment, years=years).design
        found = _among(levers, design.levers, str(experiment))
        uncertainties, worlds = design.uncertainties, (design.how[1], len(design.worlds))
    outcomes = outcomes_of(scenario)
    found, barred = (found, ()) if experiment else standing(found, scenario)
    zones = {o.code: INDIFFERENCE[o.code] for o in outcomes} | ({} if indifference is None else {WELFARE: indifference})
    plan, combinations = laid_out(found, budget, worlds[1])
    asked = of_scenario(
        scenario,
        levers=found,
        uncertainties=uncertainties,
        outcomes=outcomes,
        plans=Plans(levers=plan, uncertainties=worlds[0]),
        years=years,
        replications=Sifting(tuple(zones), tuple(zones.values()), error, FIRST, AT_MOST, budget),
        seed=seed,
        by_group=False,
        title=sentence("codesign_search.title"),
        analysis=Analysis(pareto=tuple(zones)),
    )
    assert isinstance(asked.model, ScenarioModel)
    asked, refused = admitted(asked, asked.model)
    return Search(
        experiment=dataclasses.replace(asked, block=FIRST),
        combinations=combinations,
        left_out=left_out,
        not_allowed=(*barred, *refused),
    )


def search_of_model(
    model: Model,
    levers: Sequence[Lever],
    indifferences: Mapping[str, float],
    *,
    budget: int = BUDGET,
    seed: int = 1,
    error: float = ERROR,
) -> Search:
    """The same of any model, such as a function; ``indifferences`` by outcome, the first of which says what is best."""
    plan, combinations = laid_out(levers, budget, 1)
    asked = of_model(
        model,
        levers=levers,
        plans=Plans(levers=plan),
        replications=Sifting(tuple(indifferences), tuple(indifferences.values()), error, FIRST, AT_MOST, budget),
        seed=seed,
        analysis=Analysis(pareto=tuple(indifferences)),
    )
    return Search(
        experiment=dataclasses.replace(asked, block=FIRST), combinations=combinations, left_out={}, not_allowed=()
    )


def outcomes_of(scenario: Scenario) -> tuple[Outcome, ...]:
    """What rules are judged by, as far as the scenario measures it.

    >>> from govperf_sim import load_scenario
    >>> [outcome.code for outcome in outcomes_of(load_scenario("six_towns"))]
    ['welfare', 'visited']
    """
    on, found = switched_on(scenario), [Outcome(code=WELFARE, measures=(WELFARE,))]
    if "accountability" in on:
        found.append(
            Outcome(code=FALSE, measures=("falsely_sanctioned",), name=sentence("codesign_search.outcome_false"))
        )
    if "services" in on:
        cost = ("staff_assessed", "staff_on_visits")
        found.append(Outcome(code=COST, measures=cost, name=sentence("codesign_search.outcome_cost")))
    else:
        found.append(Outcome(code="visited", measures=("visited",), better=Better.LESS))
    return tuple(found)


def laid_out(levers: Sequence[Lever], budget: int, worlds: int) -> tuple[Factorial | Wide, int]:
    """All combinations, if half of the budget pays for a first look at each, or as many as it does pay for; and how many there are.

    Raises :class:`~govperf_sim.errors.ExperimentError` where there is nothing to search, and for a budget that does not even pay for
    each value alone.
    """
    if not levers:
        raise ExperimentError(fault("codesign_search.no_levers"))
    # The rules as they are may be none of the values listed.
    alone = 1 + sum(len(lever.values) for lever in levers)
    if alone * FIRST * worlds > budget:
        raise ExperimentError(
            fault("codesign_search.small_budget", found=budget, least=alone * FIRST * worlds, worlds=worlds)
        )
    combinations, most = math.prod(len(lever.values) for lever in levers), budget // (2 * FIRST * worlds)
    return (Factorial() if combinations <= most else Wide(max(alone, most))), combinations


def admitted(
    asked: Experiment, model: ScenarioModel
) -> tuple[Experiment, tuple[tuple[Row, Mapping[Language, str]], ...]]:
    """Without the policies whose rules admit no weights, which are told with the conflict."""
    design = asked.design
    known: dict[str, Mapping[Language, str] | None] = {}
    kept, refused = [], []
    # Of policies that are alike the one that changes least is to be told.
    changed = {
        repr(row): sum(v != now for v, now in zip(row, design.policies[0], strict=True)) for row in design.policies
    }
    for row in sorted(design.policies, key=lambda row: changed[repr(row)]):
        changes = {
            p: v for lever, value in zip(design.levers, row, strict=True) for p, v in lever.changes(value).items()
        }
        moved = {path: v for path, v in changes.items() if path.split(".")[0] not in OF_A_YEAR}
        key = repr(sorted(moved.items()))
        if key not in known:
            known[key] = _conflict(model, moved, row == design.policies[0])
        why = known[key]
        if why is None:
            kept.append(row)
        else:
            refused.append((row, why))
    return dataclasses.replace(asked, design=dataclasses.replace(design, policies=tuple(kept))), tuple(refused)


def standing(
    levers: Sequence[Lever], scenario: Scenario
) -> tuple[tuple[Lever, ...], tuple[tuple[Row, Mapping[Language, str]], ...]]:
    """Levers without the values that cannot stand in the scenario even alone; and those, as policies, with the reason."""
    kept, refused = [], []
    now = [lever.values[0] for lever in levers]
    for place, lever in enumerate(levers):
        stand = []
        for value in lever.values:
            try:
                scenario.replace_all(lever.changes(value), because=lever.because)
                stand.append(value)
            except GovPerfError as why:
                row = (*now[:place], value, *now[place + 1 :])
                refused.append((row, {language: why.text(language) for language in LANGUAGES}))
        places = [lever.values.index(value) for value in stand]
        along = tuple((path, tuple(values[p] for p in places)) for path, values in lever.along)
        kept.append(dataclasses.replace(lever, values=tuple(stand), along=along))
    return tuple(kept), tuple(refused)


def _conflict(model: ScenarioModel, changes: Mapping[str, object], as_it_is: bool) -> Mapping[Language, str] | None:
    """Why rules admit no weights; None if they do."""
    try:
        model.weights_under(changes, model.changed(changes, "a policy of a search"))
    except GovPerfError as refused:
        if as_it_is:
            raise
        return {language: refused.text(language) for language in LANGUAGES}
    return None


def _among(asked: Sequence[str], levers: Sequence[Lever], experiment: str) -> tuple[Lever, ...]:
    """Those asked for, all if none is."""
    codes = [lever.code for lever in levers]
    if not codes:
        raise ExperimentError(fault("codesign_search.experiment_without", experiment=experiment))
    faults = [
        fault("codesign_search.no_lever", nearest(c, codes), found=c, known=", ".join(codes))
        for c in asked
        if c not in codes
    ]
    if faults:
        raise ExperimentError(faults)
    return tuple(lever for lever in levers if not asked or lever.code in asked)
