"""From entries of an experiment's file to levers, uncertainties, plans, rules and outcomes."""

from __future__ import annotations

import math

from govperf_sim.experiments.analysis import Failure
from govperf_sim.experiments.design.distributions import Among, Distribution, LogUniform, Normal, Triangular, Uniform
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import Factorial, LatinHypercube, OneAtATime, Plan, SobolIndices, SobolPoints
from govperf_sim.experiments.estimates.precision import Precision
from govperf_sim.experiments.estimates.rule import Rule
from govperf_sim.experiments.estimates.selection import BestOf
from govperf_sim.experiments.outcome import Outcome
from govperf_sim.scenario import schema_experiment as schema
from govperf_sim.scenario.assemble import name_of
from govperf_sim.scenario.entry import NameEntry
from govperf_sim.simulation.measures import Better
from govperf_sim.words import Name


def lever_of(code: str, entry: schema.LeverEntry) -> Lever:
    return Lever(code=code, path=entry.path, values=entry.values, because=entry.because, name=_name(entry.name))


def uncertainty_of(code: str, entry: schema.UncertaintyEntry) -> Uncertainty:
    """Raises :class:`~govperf_sim.errors.ExperimentError` for a spread that cannot be."""
    spread = spread_of(entry.spread)
    return Uncertainty(code=code, path=entry.path, spread=spread, because=entry.because, name=_name(entry.name))


def spread_of(entry: schema.Spread) -> Distribution:
    """Raises :class:`~govperf_sim.errors.ExperimentError` for one that cannot be."""
    match entry:
        case schema.AmongEntry():
            return Among(entry.values)
        case schema.UniformEntry():
            return Uniform(entry.at_least, entry.at_most)
        case schema.LogUniformEntry():
            return LogUniform(entry.at_least, entry.at_most)
        case schema.TriangularEntry():
            return Triangular(entry.at_least, entry.mode, entry.at_most)
    low = -math.inf if entry.at_least is None else entry.at_least
    high = math.inf if entry.at_most is None else entry.at_most
    return Normal(entry.mean, entry.deviation, low, high)


def plan_of(entry: schema.Plan) -> Plan:
    """Raises :class:`~govperf_sim.errors.ExperimentError` for sizes that cannot be."""
    match entry:
        case schema.FactorialEntry():
            return Factorial()
        case schema.OneAtATimeEntry():
            return OneAtATime()
        case schema.LatinHypercubeEntry():
            return LatinHypercube(entry.points)
        case schema.SobolPointsEntry():
            return SobolPoints(entry.points)
    return SobolIndices(entry.rows_each)


def rule_of(entry: schema.Replications) -> int | Rule:
    """Raises :class:`~govperf_sim.errors.ExperimentError` for numbers that cannot be."""
    match entry:
        case schema.PrecisionEntry():
            return Precision(entry.outcome, entry.half_width, entry.first, entry.at_most)
        case schema.BestOfEntry():
            return BestOf(entry.outcome, entry.indifference, entry.error, entry.first, entry.at_most)
    return entry


def outcome_of(code: str, entry: schema.OutcomeEntry) -> Outcome:
    better = None if entry.better is None else Better(entry.better)
    return Outcome(
        code=code, measures=entry.measures, over=entry.over, last=entry.last, better=better, name=_name(entry.name)
    )


def failure_of(entry: schema.FailureEntry) -> Failure:
    """Raises :class:`~govperf_sim.errors.ExperimentError` unless it has one limit."""
    return Failure(outcome=entry.outcome, below=entry.below, above=entry.above)


def _name(entry: NameEntry | None) -> Name | None:
    return None if entry is None else name_of(entry)
