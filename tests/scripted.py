"""A model that tells what it is told to tell, so that findings can be worked by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from govperf_sim.errors import ExperimentError, fault
from govperf_sim.experiments.design.distributions import Among
from govperf_sim.experiments.design.factors import Lever, Uncertainty
from govperf_sim.experiments.design.plans import Factorial
from govperf_sim.experiments.experiment import Experiment, Plans, of_model
from govperf_sim.experiments.outcome import COLUMNS, EVERYBODY, Outcome
from govperf_sim.words import Name

REFUSED = "refused"
"""What ``tell`` returns of a point that cannot be played."""
Tell = Callable[[int, int, int, str], Any]
"""Of a policy, a world, a replication and whom: (part, whole), None where nobody has the measure, or REFUSED."""


@dataclass(frozen=True)
class Scripted:
    tell: Tell
    outcomes: tuple[Outcome, ...]
    groups: tuple[str, ...]
    digest: str = "scripted"

    def as_it_is(self, factor):
        return 0

    def faults(self, factors):
        return []

    def play(self, changes: Mapping[str, Any], seed: int, replications: range) -> pd.DataFrame:
        policy, world = changes.get("policy", 0), changes.get("world", 0)
        rows = []
        for outcome in self.outcomes:
            for r in replications:
                for whom in (EVERYBODY, *self.groups):
                    told = self.tell(policy, world, r, whom)
                    if told == REFUSED:
                        raise ExperimentError(fault("experiment.no_values"))
                    if told is not None:
                        rows.append((r, outcome.code, whom, *map(float, told)))
        return pd.DataFrame(rows, columns=list(COLUMNS))


def scripted(
    tell: Tell, outcome: Outcome, replications, policies: int = 2, worlds: int = 1, groups: tuple[str, ...] = ()
) -> Experiment:
    """Policies 0, 1, ... in worlds 0, 1, ..."""
    return of_model(
        Scripted(tell, (outcome,), groups),
        levers=[Lever(code="policy", path="policy", values=tuple(range(policies)), because="a test")],
        uncertainties=[Uncertainty(code="world", path="world", spread=Among(tuple(range(worlds))), because="a test")],
        plans=Plans(uncertainties=Factorial()),
        replications=replications,
        groups={code: Name(zh=code, en=code) for code in groups},
    )


def torn_off(store: Path, kept: int) -> Path:
    """A copy of a store in which only the first so many cells were kept."""
    torn = store.with_name(f"torn_{kept}")
    shutil.copytree(store, torn)
    for cell in sorted((torn / "cells").rglob("*.*"))[kept:]:
        cell.unlink()
    return torn
