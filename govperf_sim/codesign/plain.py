"""Plain weights, that ask nobody how units will answer: what weights that anticipate behaviour are held against.

All of them obey the same rules.  *Equal* and *importance* weights are those nearest to equal weights and to the reference
weights of the experts; the *regret guard* keeps the regret of every group in check; *derived* are those that the goal of the
scenario gives, if that is another one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum

import pandas as pd

from govperf_sim.weights.answer import Weights
from govperf_sim.weights.derive import derive_weights
from govperf_sim.weights.goals import ClosestToReference, RegretGuard
from govperf_sim.weights.weighting import Weighting


class Scheme(StrEnum):
    """What weights are called by where they come from."""

    ANTICIPATED = "anticipated"
    DERIVED = "derived"
    REGRET_GUARD = "regret_guard"
    IMPORTANCE = "importance"
    EQUAL = "equal"


def plain_weights(derived: Weights, guarded: Weights) -> Mapping[Scheme, pd.DataFrame]:
    """Group x indicator, by where they come from; the first are ``derived``, those that the scenario gives now."""
    question = derived.weighting
    found = {Scheme.REGRET_GUARD: derived.table}
    if derived is not guarded:
        found = {Scheme.DERIVED: derived.table, Scheme.REGRET_GUARD: guarded.table}
    if question.reference is not None:
        found[Scheme.IMPORTANCE] = derive_weights(question, ClosestToReference()).table
    found[Scheme.EQUAL] = derive_weights(_from_equal(question), ClosestToReference()).table
    return found


def guarded_weights(derived: Weights) -> Weights:
    """The same question with the regret of every group in check; itself if it keeps it so."""
    return derived if isinstance(derived.goal, RegretGuard) else derive_weights(derived.weighting, RegretGuard())


def _from_equal(question: Weighting) -> Weighting:
    table = pd.DataFrame(0.0, index=list(question.indicators_of), columns=question.scores.columns)
    for g, own in question.indicators_of.items():
        table.loc[g, list(own)] = 1.0 / len(own)
    return dataclasses.replace(question, reference=table)
