"""Experiments whose findings are known by arithmetic, and one on the teaching scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from govperf_sim import load_scenario
from govperf_sim.experiments.analysis import Analysis, Failure
from govperf_sim.experiments.design.distributions import Among, Triangular, Uniform
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import LatinHypercube, SobolIndices
from govperf_sim.experiments.estimates.selection import BestOf
from govperf_sim.experiments.experiment import Plans, of_model, of_scenario
from govperf_sim.experiments.findings.findings import Findings
from govperf_sim.experiments.model import FunctionModel
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.words import Name


def yard(values: Mapping[str, float], seed: int, replications: range) -> dict[str, list[float]]:
    """A visit is worth 0.1, and a bonus what growth is above 0.3; each visit costs 3 and a full bonus 5."""
    luck = [float(np.random.default_rng([seed, r]).normal()) for r in replications]
    visits, bonus = values["visits"], values["bonus"]
    worth = 1.0 + 0.1 * visits + bonus * (values["growth"] - 0.3)
    false = 0.1 * visits * (1.0 - values["detection"])
    return {
        "welfare": [worth + 0.2 * z + 0.01 * visits * z for z in luck],
        "false": [false + 0.01 * visits * z for z in luck],
        "cost": [3.0 * visits + 5.0 * bonus + z for z in luck],
    }


OUTCOMES = (
    Outcome(code="welfare", better="more", name=Name(zh="群众福祉", en="welfare")),
    Outcome(code="false", better="less", name=Name(zh="错误问责", en="false accountability")),
    Outcome(code="cost", better="less", name=Name(zh="考评成本", en="cost")),
)
VISITS = Lever(
    code="visits", path="visits", values=(1, 2), because="a second team", name=Name(zh="察访次数", en="visits")
)
BONUS = Lever(code="bonus", path="bonus", values=(0.0, 1.0), because="a bonus", name=Name(zh="奖金", en="bonus"))
DETECTION = Uncertainty(
    code="detection",
    path="detection",
    spread=Uniform(0.2, 0.8),
    because="no data",
    name=Name(zh="查出机会", en="detection"),
)
GROWTH = Uncertainty(
    code="growth", path="growth", spread=Triangular(0.0, 0.5, 1.0), because="no data", name=Name(zh="增长", en="growth")
)
SEASON = Uncertainty(
    code="season", path="season", spread=Among(("dry", "wet")), because="no data", name=Name(zh="年景", en="season")
)
MODEL = FunctionModel(
    function=yard,
    outcomes=OUTCOMES,
    defaults={"visits": 1, "bonus": 0.0, "detection": 0.5, "growth": 0.5, "season": "dry"},
)


@pytest.fixture(scope="session")
def policies() -> Findings:
    """Four policies in forty worlds, with everything that can be asked but indices."""
    return of_model(
        MODEL,
        levers=[VISITS, BONUS],
        uncertainties=[DETECTION, GROWTH, SEASON],
        plans=Plans(uncertainties=LatinHypercube(40)),
        replications=6,
        title=Name(zh="察访还是奖金", en="visits or a bonus"),
        analysis=Analysis(
            failures=(Failure(outcome="welfare", below="as_it_is"),), pareto=("welfare", "false", "cost")
        ),
    ).run()


@pytest.fixture(scope="session")
def indices() -> Findings:
    """As it is alone, in worlds by which variance can be divided."""
    return of_model(
        MODEL,
        uncertainties=[DETECTION, GROWTH],
        plans=Plans(uncertainties=SobolIndices(16)),
        replications=3,
        title=Name(zh="什么最要紧", en="what matters"),
    ).run()


@pytest.fixture(scope="session")
def contest() -> Findings:
    """Played until one is left."""
    return of_model(
        MODEL,
        levers=[VISITS, BONUS],
        replications=BestOf("welfare", 0.05, 0.05, 10, 200),
        title=Name(zh="哪个最好", en="which is best"),
    ).run()


@pytest.fixture(scope="session")
def towns() -> Findings:
    """The teaching scenario without its visits, told for every group; without visits nobody has a suspicion to act on."""
    scheme = Lever(code="scheme", path="variants", values=("no_visits",), because="without any visit")
    return of_scenario(
        load_scenario("six_towns"),
        levers=[scheme],
        outcomes=[
            Outcome(code="welfare", measures=("welfare",)),
            Outcome(code="fabricated", measures=("fabricated",)),
            Outcome(code="suspicion", measures=("suspicion",)),
        ],
        replications=4,
        years=1,
    ).run()


@pytest.fixture(scope="session")
def named(policies: Findings, indices: Findings, contest: Findings, towns: Findings) -> Callable[[str], Findings]:
    """An experiment by the name of its fixture."""
    return {"policies": policies, "indices": indices, "contest": contest, "towns": towns}.__getitem__
