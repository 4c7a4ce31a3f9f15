"""Proposals on the teaching scenario whose faults are known by hand."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace

import pytest

from govperf_sim.experiments.appraisal.appraisal import Appraisal
from govperf_sim.experiments.appraisal.appraise import appraise
from govperf_sim.experiments.appraisal.proposed import Proposed
from govperf_sim.report.dossier.labels import labels_of_appraisal
from govperf_sim.report.dossier.pictures import dossier_pictures
from govperf_sim.report.figures.picture import Picture
from govperf_sim.scenario.load import Scenario, load_scenario
from govperf_sim.weights.derive import derive_weights
from govperf_sim.words import Language

Draw = Callable[[Appraisal, Language], tuple[Picture, ...]]


def proposal(base: Scenario) -> Proposed:
    """Eight points go from income to output in the plain towns, whose cap on growth is 20 points and is to be 25; and one
    more town a year is to be visited."""
    weights = derive_weights(base.weighting).points / 100
    weights.loc["plain_towns", "output"] += 0.08
    weights.loc["plain_towns", "income"] -= 0.08
    changed = base.replace("rules.cap_growth.at_most.plain_towns", 0.25, because="征求意见稿提出放宽")
    changed = changed.replace("cycle.visits.a_year", 3, because="拟增加察访")
    return Proposed(
        title="关于提高经济增长权重的建议",
        base=base,
        scenario=changed,
        weights=weights,
        by="示例县发展和改革局",
        why="稳增长任务较重",
        where="proposal.xlsx",
    )


@pytest.fixture(scope="session")
def growth() -> Appraisal:
    """More weight to growth than either rule book admits."""
    return appraise(proposal(load_scenario("six_towns")), years=2, replications=3)


@pytest.fixture(scope="session")
def idle() -> Appraisal:
    """The derived weights themselves, with rules that contradict one another, in a scenario without a cycle.

    In the hill towns 45 points for livelihood, 45 for the environment, the 10 of public review and the 5 that output has
    to have are 105.
    """
    towns = load_scenario("six_towns")
    base = towns.replace_all(
        dict.fromkeys([f"variants.{code}" for code in towns.variants]) | {"cycle": None}, because="no cycle is played"
    )
    asked = {"rules.share_livelihood.at_least": 0.45, "rules.floor_environment.at_least.hill_towns": 0.45}
    changed = base.replace_all(asked, because="both are to come first")
    own = replace(proposal(towns), base=base, scenario=changed, weights=derive_weights(base.weighting).table)
    return appraise(own)


@pytest.fixture(scope="session")
def draw() -> Draw:
    """The figures of an appraisal, drawn once in each language."""

    @functools.cache
    def drawn(found: Appraisal, language: Language) -> tuple[Picture, ...]:
        return dossier_pictures(found, labels_of_appraisal(found, language))

    return drawn
