"""A manifest can be read again from what was written of it."""

import dataclasses
import json

import pytest
from played_apart import experiment

from govperf_sim.errors import ExperimentError
from govperf_sim.experiments.analysis import Analysis, Failure
from govperf_sim.experiments.design.distributions import Among, LogUniform, Normal, Triangular, Uniform
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import (
    Factorial,
    LatinHypercube,
    OneAtATime,
    SobolIndices,
    SobolPoints,
)
from govperf_sim.experiments.estimates.precision import Precision
from govperf_sim.experiments.estimates.rule import Fixed
from govperf_sim.experiments.estimates.selection import BestOf
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.experiments.store import written
from govperf_sim.simulation.measures import Better
from govperf_sim.words import Name

NAME = Name(zh="走访", en="visits")
SPREADS = [
    Among((1, "two", None, True)),
    Uniform(0.1, 0.3),
    LogUniform(0.1, 1),
    Triangular(0.0, 0.2, 1.0),
    Normal(0.5, 0.1),
    Normal(0.5, 0.1, at_least=0.0),
]
PLANS = [Factorial(), OneAtATime(), LatinHypercube(5), SobolPoints(8), SobolIndices(16), None]
RULES = [Fixed(3), Precision("won", 0.1, 10, 100), BestOf("won", 0.1, 0.05, 10, 100)]


def read_again(manifest):
    said = json.loads(json.dumps(written.document(manifest)))
    policies, worlds = (written.rows(written.lines(r)) for r in (manifest.design.policies, manifest.design.worlds))
    return written.manifest(said, policies, worlds)


@pytest.mark.parametrize("spread", SPREADS)
@pytest.mark.parametrize("plan", PLANS)
def test_every_distribution_and_plan_comes_back(spread, plan):
    plain = experiment().manifest
    lever = Lever(code="v", path="v.w", values=(1, 2.5, "x", None, [1, 2], {"a": 0.1}), because="为何", name=NAME)
    unsure = Uncertainty(code="u", path="u", spread=spread, because="why")
    design = dataclasses.replace(plain.design, levers=(lever,), uncertainties=(unsure,), how=(Factorial(), plan))
    manifest = dataclasses.replace(plain, design=design)
    assert read_again(manifest) == manifest


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_and_whatever_is_looked_for_comes_back(rule):
    manifest = dataclasses.replace(
        experiment().manifest,
        rule=rule,
        analysis=Analysis(
            failures=(Failure(outcome="won", below="as_it_is"), Failure(outcome="square", above=0.1)),
            pareto=("won", "square"),
        ),
        outcomes=(
            Outcome(code="won", measures=("welfare",), over="visits", last=2, better=Better.MORE, name=NAME),
            Outcome(code="square"),
        ),
        groups={"counties": NAME},
        variants={"doubled": NAME},
    )
    assert read_again(manifest) == manifest


class Own(Fixed):
    """A rule that nobody else knows."""


def test_a_rule_that_cannot_be_written_is_refused_for_a_folder_alone(tmp_path):
    with pytest.raises(ExperimentError, match="Own"):
        experiment(replications=Own(4)).run(store=tmp_path / "store")
    assert experiment(replications=Own(4)).run().samples.unfinished() is None
