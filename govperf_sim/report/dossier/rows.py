"""Rows of rules by their names in the program: what each says, and by how much given weights miss it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from govperf_sim.experiments.appraisal.appraisal import CURRENT, PROPOSED, Appraisal
from govperf_sim.report.labels import Labels
from govperf_sim.report.statements import line_statement
from govperf_sim.scenario.load import Scenario
from govperf_sim.weights.reasons import lines_of
from govperf_sim.weights.rules import EachShare, Line, Share

LEAST_SHOWN = 5e-5
"""A smaller change of weight is none at two decimals of a point."""


@dataclass(frozen=True)
class Stated:
    """A row of a rule in words."""

    group: str
    statement: str
    rule: str
    weighs: bool
    """Whether its value is the weight of something, so that it can be shown beside the limit."""


def stated(scenario: Scenario, row: object, labels: Labels) -> Stated:
    """What a row of a rule of the scenario says."""
    line = _lines(scenario)[str(row)]
    said = line_statement(line, scenario.document.rules[line.rule.id], labels)
    whom = [labels.group(line.group)]
    whom += [] if line.other is None else [labels.group(line.other)]
    whom += [] if line.unit is None else [labels.unit(line.unit)]
    return Stated(labels.joined(whom), said, line.rule.id, isinstance(line.rule, Share | EachShare))


def broken(rules: pd.DataFrame) -> pd.DataFrame:
    """The rows that are not kept, the one that is missed by most first."""
    return rules[~rules["kept"].astype(bool)].sort_values("slack", kind="stable")


def changed_weights(found: Appraisal) -> pd.DataFrame:
    """Index (group, indicator), where the proposal differs from the current scheme as far as can be shown: before, after."""
    current, proposed = found.schemes.get(CURRENT), found.schemes[PROPOSED]
    if current is None:
        return pd.DataFrame(columns=["before", "after"])
    cells = [(g, k) for g, own in found.proposed.base.weighting.indicators_of.items() for k in own]
    both = pd.DataFrame(
        {"before": [float(current.at[c]) for c in cells], "after": [float(proposed.at[c]) for c in cells]},
        pd.MultiIndex.from_tuples(cells, names=["group", "indicator"]),
    )
    return both[(both["after"] - both["before"]).abs() >= LEAST_SHOWN]


@functools.lru_cache(maxsize=4)
def _lines(scenario: Scenario) -> Mapping[str, Line]:
    return {line.name: line for line in lines_of(scenario.weighting)}
