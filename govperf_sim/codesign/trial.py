r"""The trial: anticipating weights against plain ones in the full simulation, under every decision type and in every world.

The response model that chose the weights is not asked again.  The years are played with everything the scenario has
(chance, visits, institutions), all schemes under the same luck, in every world of the outlook times every decision type that
units could be of.  A scheme is better in a world if the paired 95 % interval of the difference in welfare lies above 0.
"""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from govperf_sim.codesign.anticipate import Anticipated
from govperf_sim.codesign.plain import Scheme
from govperf_sim.errors import Fault
from govperf_sim.experiments.analysis import Failure
from govperf_sim.experiments.design.design import Design
from govperf_sim.experiments.design.distributions import Among
from govperf_sim.experiments.design.factors import AS_IT_IS, Factor, Lever, Uncertainty
from govperf_sim.experiments.design.plans import Factorial
from govperf_sim.experiments.experiment import Experiment, of_model
from govperf_sim.experiments.findings.failures import Failures
from govperf_sim.experiments.findings.findings import Findings
from govperf_sim.experiments.model import ScenarioModel
from govperf_sim.experiments.outcome import Outcome, told
from govperf_sim.experiments.run import Task
from govperf_sim.experiments.running.play import Progress
from govperf_sim.simulation.minds import Minds
from govperf_sim.simulation.settings import Cycle
from govperf_sim.words import sentence

SCHEME, TYPE = "scheme", "decision_type"
"""The addresses of what a trial varies besides the uncertainties."""
WELFARE = "welfare"


class DecisionType(StrEnum):
    """How all units decide; or as the scenario has it, where types may be mixed."""

    AS_IT_IS = AS_IT_IS
    BEST_RESPONSE = "best_response"
    ADAPTIVE = "adaptive"
    RULE_OF_THUMB = "rule_of_thumb"
    IMITATORS = "imitators"


ALL_OF_A_TYPE: Mapping[DecisionType, Mapping[str, float]] = {
    DecisionType.BEST_RESPONSE: {},
    DecisionType.ADAPTIVE: {"adaptive": 1.0},
    DecisionType.RULE_OF_THUMB: {"rule_of_thumb": 1.0},
    DecisionType.IMITATORS: {"imitators": 1.0},
}
NOBODY = {"adaptive": 0.0, "rule_of_thumb": 0.0, "imitators": 0.0, "human": 0.0}


@dataclass(frozen=True, kw_only=True)
class TrialModel:
    """The years of a scenario under given weights, with units of one type or another."""

    base: ScenarioModel
    schemes: Mapping[str, pd.DataFrame]

    @property
    def outcomes(self) -> Sequence[Outcome]:
        return self.base.outcomes

    @cached_property
    def digest(self) -> str:
        tables = [(name, table.to_csv()) for name, table in self.schemes.items()]
        return hashlib.sha256(repr((self.base.digest, tables)).encode()).hexdigest()

    def as_it_is(self, factor: Factor) -> Any:
        own = {SCHEME: next(iter(self.schemes)), TYPE: AS_IT_IS}
        return own[factor.path] if factor.path in own else self.base.as_it_is(factor)

    def faults(self, factors: Sequence[Factor]) -> list[Fault]:
        return self.base.faults([f for f in factors if f.path not in (SCHEME, TYPE)])

    def play(self, changes: Mapping[str, Any], seed: int, replications: range) -> pd.DataFrame:
        values = {path: value for path, value in changes.items() if path not in (SCHEME, TYPE)}
        now = self.base.changed(values, "a world that may be the true one")
        assert now.cycle is not None  # an outlook has been taken of it
        assert now.population is not None
        cycle = of_type(now.cycle, DecisionType(changes.get(TYPE, AS_IT_IS)))
        weights = self.schemes[changes.get(SCHEME, next(iter(self.schemes)))]
        task = Task(
            now.name, cycle, now.population, weights, self.base.years, seed, replications, (), None, now.weighting
        )
        return told(self.base.outcomes, task.play()[0], self.base.by_group)


def of_type(cycle: Cycle, type_: DecisionType) -> Cycle:
    """The year in which all units are of a type; how they try, forget and copy stays as it is."""
    if type_ is DecisionType.AS_IT_IS:
        return cycle
    minds = dataclasses.replace(cycle.minds or Minds(), **{**NOBODY, **ALL_OF_A_TYPE[type_]})
    return dataclasses.replace(cycle, minds=minds)


@dataclass(frozen=True, eq=False)
class Trial:
    """What came out; ``findings`` has a policy for every scheme, the start first, and a world for every world and type."""

    anticipated: Anticipated
    findings: Findings

    @cached_property
    def duels(self) -> pd.DataFrame:
        """``versus, decision_type, world, difference, low, high, verdict``: the anticipated weights less each plain scheme."""
        schemes = list(self.anticipated.schemes)
        ours = schemes.index(Scheme.ANTICIPATED)
        told = []
        for number, scheme in enumerate(schemes):
            if scheme is not Scheme.ANTICIPATED:
                table = self.findings.compare(WELFARE, by="world", versus=number)
                told.append(table[table["policy"] == ours].assign(versus=str(scheme)))
        played = self.findings.worlds[[TYPE]].assign(world=self._world_numbers())
        duels = pd.concat(told, ignore_index=True).rename(columns={"world": "played"})
        joined = duels.join(played, on="played")
        return joined[["versus", TYPE, "world", "played", "difference", "low", "high", "verdict"]]

    @cached_property
    def standing(self) -> pd.DataFrame:
        """Index versus, decision_type: worlds, won, lost and open (the interval holds 0), and of the differences in welfare
        the mean, the median, the worst, and the median among those lost (NaN if none is).
        """
        rows = {}
        for key, own in self.duels.groupby(["versus", TYPE], sort=False):
            lost, won = own["high"] < 0.0, own["low"] > 0.0
            rows[key] = {
                "worlds": len(own),
                "won": int(won.sum()),
                "lost": int(lost.sum()),
                "open": int((~lost & ~won).sum()),
                "mean": own["difference"].mean(),
                "median": own["difference"].median(),
                "worst": own["difference"].min(),
                "median_lost": own.loc[lost, "difference"].median(),
            }
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index=["versus", TYPE])

    @cached_property
    def losing(self) -> Failures:
        """Where the anticipated weights fall below the start, and which ranges of the uncertainties explain it."""
        return self.findings.failures(Failure(outcome=WELFARE, below="as_it_is"), policy=1)

    def _world_numbers(self) -> list[int]:
        return list(range(len(self.anticipated.outlook.rows))) * (
            len(self.findings.worlds) // len(self.anticipated.outlook.rows)
        )


def trial(
    anticipated: Anticipated,
    *,
    replications: int | None = None,
    types: Sequence[DecisionType] = tuple(DecisionType),
    store: Path | str | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Trial:
    """Play the anticipated weights and the plain ones against one another; ``replications`` in each world.

    >>> from govperf_sim import load_scenario
    >>> from govperf_sim.codesign.anticipate import anticipate
    >>> found = anticipate(load_scenario("six_towns"), years=1, starts=0)
    >>> tried = trial(found, replications=2, types=[DecisionType.BEST_RESPONSE])
    >>> tried.standing["worlds"].tolist()
    [24, 24, 24]

    Raises :class:`~govperf_sim.errors.ExperimentError` as :meth:`~govperf_sim.experiments.experiment.Experiment.run` does.
    """
    asked = trial_experiment(anticipated, replications, types)
    return Trial(anticipated, asked.run(store=store, workers=workers, executor=executor, progress=progress))


def trial_experiment(
    anticipated: Anticipated, replications: int | None = None, types: Sequence[DecisionType] = tuple(DecisionType)
) -> Experiment:
    """The experiment that a trial is: schemes as policies, worlds times decision types as worlds."""
    scenario, outlook = anticipated.scenario, anticipated.outlook
    assert scenario.horizon is not None  # an outlook has been taken of it
    schemes = {str(s): table for s, table in anticipated.schemes.items()}
    base = ScenarioModel(
        scenario=scenario, outcomes=(Outcome(code=WELFARE, measures=(WELFARE,)),), years=outlook.years, by_group=False
    )
    lever = Lever(
        code=SCHEME, path=SCHEME, values=tuple(schemes), because="schemes of weights", name=sentence("codesign.scheme")
    )
    bare = of_model(
        TrialModel(base=base, schemes=schemes),
        levers=[lever],
        replications=scenario.horizon.replications if replications is None else replications,
        seed=outlook.seed,
        scenario=scenario.name,
        illustrative=scenario.illustrative,
        title=sentence("codesign.trial"),
    )
    kind = Uncertainty(
        code=TYPE,
        path=TYPE,
        spread=Among(tuple(str(t) for t in types)),
        because="nobody knows how units decide",
        name=sentence("codesign.decision_type"),
    )
    design = Design(
        levers=bare.design.levers,
        uncertainties=(kind, *outlook.uncertainties),
        policies=bare.design.policies,
        worlds=tuple((str(t), *row) for t, row in itertools.product(types, outlook.rows)),
        how=(Factorial(), None),
    )
    return dataclasses.replace(bare, design=design, folder=str(scenario.folder.resolve()), years=outlook.years)
