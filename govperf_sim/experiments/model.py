"""What an experiment plays: a scenario, or any function of values and luck."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import pandas as pd

from govperf_sim.errors import ExperimentError, Fault, GovPerfError, fault, nearest
from govperf_sim.experiments.design.factors import AS_IT_IS, VARIANTS, Factor, Lever, overlap
from govperf_sim.experiments.identity import known_by
from govperf_sim.experiments.outcome import COLUMNS, EVERYBODY, Outcome, told
from govperf_sim.experiments.run import Part, Task
from govperf_sim.scenario.load import OF_A_YEAR, Scenario
from govperf_sim.simulation.measures import KEPT_WITH, MEASURES
from govperf_sim.weights.derive import derive_weights

ENDS = (0.001, 0.999)
"""Where a factor without listed values is tried on the scenario; what is between stands if the ends do."""
WORK = "work"
"""The mechanism that is never off."""


class Model(Protocol):
    """Whatever can be played at given values under a given luck.  It is sent to other processes as a copy."""

    @property
    def outcomes(self) -> Sequence[Outcome]:
        """What is measured."""

    @property
    def digest(self) -> str:
        """SHA-256 of everything the results depend on but values and luck."""

    def as_it_is(self, factor: Factor) -> Any:
        """The value at a factor's address when nobody changes it; raises ExperimentError where there is no such address."""

    def faults(self, factors: Sequence[Factor]) -> Iterable[Fault]:
        """Values of factors that cannot stand where they are to go, each tried alone."""

    def play(self, changes: Mapping[str, Any], seed: int, replications: range) -> pd.DataFrame:
        """The table of :data:`~govperf_sim.experiments.outcome.COLUMNS`.

        A replication is keyed by its number and the seed alone: luck is the same whatever the changes and the range.
        Raises :class:`~govperf_sim.errors.GovPerfError` for values under which nothing can be played.
        """


@dataclass(frozen=True, kw_only=True)
class ScenarioModel:
    """A scenario, played for ``years``; with ``by_group`` outcomes are told for every group as well."""

    scenario: Scenario
    outcomes: tuple[Outcome, ...]
    years: int
    by_group: bool = True

    @property
    def digest(self) -> str:
        return hashlib.sha256(
            repr((self.scenario.digest, [o.counted for o in self.outcomes], self.years, self.by_group)).encode()
        ).hexdigest()

    def as_it_is(self, factor: Factor) -> Any:
        return AS_IT_IS if factor.path == VARIANTS else self.scenario.value(factor.path)

    def faults(self, factors: Sequence[Factor]) -> list[Fault]:
        found = [f for outcome in self.outcomes for f in self._unknown(outcome)]
        if self.years < 1:
            found.append(fault("experiments.below_one", what="years", found=self.years))
        on = switched_on(self.scenario)
        for factor in factors:
            listed = factor.spread.listed
            for value in listed if listed is not None else (float(f"{factor.spread.at(u):.4g}") for u in ENDS):
                try:
                    on |= switched_on(self.changed(factor.changes(value), factor.because))
                except GovPerfError as refused:
                    found += [
                        fault("experiment.cannot_stand", f.hint, code=factor.code, value=value, said=f.message)
                        for f in refused.faults
                    ]
        found += [
            fault("experiment.never_kept", outcome=o.code, measure=m, mechanism=KEPT_WITH[m])
            for o in self.outcomes
            for m in o.asked
            if KEPT_WITH.get(m, WORK) not in on
        ]
        return [*found, *self._changed_twice(factors)]

    def _changed_twice(self, factors: Sequence[Factor]) -> Iterable[Fault]:
        """What a variant changes is not changed by another factor as well: one of the two would go under."""
        variants = [
            v for f in factors if f.path == VARIANTS for v in f.spread.listed or () if v in self.scenario.variants
        ]
        for variant, factor in itertools.product(variants, factors):
            for change in self.scenario.variants[variant].changes:
                if overlap(change.path, factor.path):
                    yield fault("experiment.also_changed", code=factor.code, variant=variant, path=change.path)

    def _unknown(self, outcome: Outcome) -> Iterable[Fault]:
        if outcome.last is not None and not 1 <= outcome.last <= self.years:
            yield fault("experiment.other_years", outcome=outcome.code, found=outcome.last, years=self.years)
        for measure in outcome.asked:
            if measure not in MEASURES and not measure.startswith("effort:"):
                yield fault("experiment.no_measure", nearest(measure, MEASURES), outcome=outcome.code, measure=measure)

    def changed(self, changes: Mapping[str, Any], because: str) -> Scenario:
        """The scenario with what differs from it put in place, in one go."""
        variant = changes.get(VARIANTS, AS_IT_IS)
        now = self.scenario if variant == AS_IT_IS else self.scenario.variant(variant)
        differ = {path: v for path, v in changes.items() if path != VARIANTS and now.value(path) != v}
        return now.replace_all(differ, because=because) if differ else now

    def weights_under(self, changes: Mapping[str, Any], now: Scenario) -> pd.DataFrame:
        """Where rules and scores are left alone, so are the weights; where they are moved alike, the weights are the same."""
        unmoved = now.weighting is self.scenario.weighting
        moving = {} if unmoved else {path: v for path, v in changes.items() if path.split(".")[0] not in OF_A_YEAR}
        known = repr(sorted(moving.items()))
        if known not in self._derived:
            self._derived[known] = derive_weights(now.weighting).table
        return self._derived[known]

    @cached_property
    def _derived(self) -> dict[str, pd.DataFrame]:
        """Weights that were derived already, by what moved them."""
        return {}

    def play(self, changes: Mapping[str, Any], seed: int, replications: range) -> pd.DataFrame:
        return told(self.outcomes, self.measures(changes, seed, replications), self.by_group)

    def measures(self, changes: Mapping[str, Any], seed: int, replications: range) -> pd.DataFrame:
        """Everything that is measured, tidy: scenario, replication, year, unit, group, measure, value."""
        return self.years_played(changes, seed, replications)[0]

    def years_played(self, changes: Mapping[str, Any], seed: int, replications: range) -> Part:
        """Measures, events and cases of the years."""
        now = self.changed(changes, "a point of an experiment")
        if now.cycle is None or now.population is None:
            raise ExperimentError(fault("experiments.no_cycle", scenario=now.name))
        weights = self.weights_under(changes, now)
        task = Task(
            now.name, now.cycle, now.population, weights, self.years, seed, replications, (), None, now.weighting
        )
        return task.play()


def switched_on(scenario: Scenario) -> frozenset[str]:
    """Its mechanisms and institutions that are at work."""
    return frozenset() if scenario.cycle is None else scenario.cycle.switched_on


Played = Callable[[Mapping[str, Any], int, range], Mapping[str, Sequence[float]]]


@dataclass(frozen=True, kw_only=True)
class FunctionModel:
    """Any function ``f(values, seed, replications)`` that returns for each outcome one number per replication.

    ``values`` are those by address, ``defaults`` where nobody changes them.  What the function returns must depend on
    the number of a replication and not on the range it comes in; draw from ``np.random.default_rng([seed, r])``.  The
    function is known by what :func:`~govperf_sim.experiments.identity.known_by` says of it.

    >>> def game(values, seed, replications):
    ...     return {"won": [values["stake"] * np.random.default_rng([seed, r]).normal() for r in replications]}
    >>> model = FunctionModel(function=game, outcomes=(Outcome(code="won"),), defaults={"stake": 1.0})
    >>> model.play({"stake": 2.0}, 1, range(3)).columns.tolist()
    ['replication', 'outcome', 'whom', 'part', 'whole']
    """

    function: Played
    outcomes: tuple[Outcome, ...]
    defaults: Mapping[str, Any]

    @cached_property
    def digest(self) -> str:
        said = (known_by(self.function), [o.counted for o in self.outcomes], sorted(self.defaults.items()))
        return hashlib.sha256(repr(said).encode()).hexdigest()

    def as_it_is(self, factor: Factor) -> Any:
        if factor.path not in self.defaults:
            raise ExperimentError(_no_path(factor, self.defaults))
        return self.defaults[factor.path]

    def faults(self, factors: Sequence[Factor]) -> list[Fault]:
        return [_no_path(f, self.defaults) for f in factors if f.path not in self.defaults]

    def play(self, changes: Mapping[str, Any], seed: int, replications: range) -> pd.DataFrame:
        returned = self.function({**self.defaults, **changes}, seed, replications)
        numbers = {o.code: _numbers(returned, o.code, len(replications)) for o in self.outcomes}
        missing = [code for code, own in numbers.items() if own is None]
        if missing:
            raise ExperimentError(
                [fault("experiment.not_returned", outcome=m, count=len(replications)) for m in missing]
            )
        codes = sorted(numbers)
        columns = (
            np.repeat(np.arange(replications.start, replications.stop), len(codes)),
            codes * len(replications),
            EVERYBODY,
            np.array([numbers[code] for code in codes]).T.ravel(),
            1.0,
        )
        return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))


def _numbers(returned: object, outcome: str, count: int) -> np.ndarray | None:
    """What a function returned for an outcome, if it is a finite number for each replication."""
    try:
        own = np.asarray(returned[outcome], float) if isinstance(returned, Mapping) else np.empty(0)
    except (KeyError, TypeError, ValueError):
        return None
    return own if own.shape == (count,) and np.isfinite(own).all() else None


def _no_path(factor: Factor, known: Mapping[str, Any]) -> Fault:
    kind = "lever" if isinstance(factor, Lever) else "uncertainty"
    return fault("experiment.no_path", nearest(factor.path, known), kind=kind, code=factor.code, path=factor.path)
