"""Experiments on functions, whose answers are known."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from govperf_sim.errors import ExperimentError, fault
from govperf_sim.experiments.design.distributions import Among
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.experiment import Plans, of_model
from govperf_sim.experiments.outcome import Outcome


@dataclass(frozen=True)
class Told:
    """A model that tells for each outcome a number, or a part and a whole, or nothing; None refuses.

    ``function`` takes the values and a generator that is the same wherever the replication is played.
    """

    function: object
    outcomes: tuple[Outcome, ...]
    defaults: Mapping[str, object]
    digest: str = "told"

    def as_it_is(self, factor):
        return self.defaults[factor.path]

    def faults(self, factors):
        return []

    def play(self, changes, seed, replications):
        rows = []
        for r in replications:
            told = self.function({**self.defaults, **changes}, np.random.default_rng([seed, r]))
            if told is None:
                raise ExperimentError(fault("experiment.no_values"))
            for code, number in sorted(told.items()):
                rows.append((r, code, "", *(number if isinstance(number, tuple) else (number, 1.0))))
        return pd.DataFrame(rows, columns=["replication", "outcome", "whom", "part", "whole"])


def tried(function, *, levers=None, uncertainties=None, plans=None, now=None, outcomes=("y",), replications=3, seed=1):
    """The findings of levers (code -> values) and uncertainties (code -> values or a distribution).

    As it is every factor has its first listed value, or its median, unless ``now`` says otherwise.
    """
    levers = [Lever(code=c, path=c, values=tuple(v), because="a test") for c, v in (levers or {}).items()]
    spreads = {c: Among(tuple(s)) if isinstance(s, list | tuple) else s for c, s in (uncertainties or {}).items()}
    unsure = [Uncertainty(code=c, path=c, spread=s, because="a test") for c, s in spreads.items()]
    usual = {f.path: f.spread.at(0.5) if f.spread.listed is None else f.spread.listed[0] for f in (*levers, *unsure)}
    declared = tuple(o if isinstance(o, Outcome) else Outcome(code=o) for o in outcomes)
    return of_model(
        Told(function, declared, usual | (now or {})),
        levers=levers,
        uncertainties=unsure,
        plans=Plans(**(plans or {})),
        replications=replications,
        seed=seed,
    ).run()
